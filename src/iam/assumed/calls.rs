//! What services call to start something, as policies have it, and whom a role trusts then.

use serde_json::{Value, json};

use crate::aws::Service;
use crate::iam::account::{Account, JSON};
use crate::iam::arguments::Arguments;
use crate::iam::derive::{Call, Collector};
use crate::iam::glob::{Glob, product};
use crate::iam::json::{VERSION, executions};
use crate::iam::need::Because;
use crate::iam::values::{ACCOUNT, PARTITION, REGION, Scope};
use crate::ssm::limits::reserved_prefix;

use super::Trusted;

/// A call with its input.
pub(super) type Made = (&'static str, &'static str, Value);

/// What running a command asks for.
///
/// Source: "Control access to maintenance windows", user guide of Systems Manager: the policy of a
/// custom service role.
pub(super) const FOLLOWED_COMMAND: [&str; 4] =
    ["CancelCommand", "GetCommandInvocation", "ListCommandInvocations", "ListCommands"];

/// Adds what calls need.
pub(super) fn add(collector: &mut Collector<'_>, made: &[Made], because: &Because) {
    for (service, operation_name, input) in made {
        let Some(service) = Service::named(service) else { continue };
        let Some(operation) = service.model().operation(operation_name) else { continue };
        let inputs = input.as_object().cloned().unwrap_or_default();
        let arguments = Arguments::of_inputs(&inputs, &Scope::default(), &[], &[]);
        collector.call(&Call { service, operation, arguments: &arguments }, because);
        if *operation_name == "StartAutomationExecution" {
            definition(collector, &input["DocumentName"], because);
        }
    }
}

/// The definition that is started: EventBridge and windows document this resource, which AWS's list
/// of actions has no longer.
///
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html>
fn definition(collector: &mut Collector<'_>, document: &Value, because: &Because) {
    let name = document.as_str().unwrap_or_default();
    let account = if reserved_prefix(name).is_some() { "*" } else { ACCOUNT };
    let front = format!("arn:{PARTITION}:ssm:{REGION}:{account}:automation-definition/");
    let parts = product(&[Glob::pattern(front)], &[Glob::literal(name)]);
    let resources = product(&parts, &[Glob::pattern(":*")]);
    collector.need("ssm:StartAutomationExecution", resources, because);
}

/// A trust policy. Windows and commands have no condition: AWS documents none for them, and a role
/// that nobody can assume is none.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html>
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html>
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/configuring-maintenance-window-permissions-cli.html>
pub(super) fn trust(trusted: &[Trusted], account: &Account) -> Value {
    let write = |text: &str| account.write(text, &JSON);
    let statement = |service: &str, sources: Vec<String>| {
        let mut statement = json!({
            "Effect": "Allow",
            "Principal": { "Service": service },
            "Action": "sts:AssumeRole",
        });
        if !sources.is_empty() {
            statement["Condition"] = json!({
                "StringEquals": { "aws:SourceAccount": write(ACCOUNT) },
                "ArnLike": { "aws:SourceArn": sources },
            });
        }
        statement
    };
    let rule = |one: &Trusted| match one {
        Trusted::Rule(name) => {
            Some(write(&format!("arn:{PARTITION}:events:{REGION}:{ACCOUNT}:rule/{name}")))
        }
        Trusted::Automation | Trusted::SystemsManager => None,
    };
    let rules: Vec<String> = trusted.iter().filter_map(rule).collect();
    let mut statements = Vec::new();
    if trusted.contains(&Trusted::SystemsManager) {
        statements.push(statement("ssm.amazonaws.com", Vec::new()));
    } else if trusted.contains(&Trusted::Automation) {
        statements.push(statement("ssm.amazonaws.com", vec![write(&executions())]));
    }
    if !rules.is_empty() {
        statements.push(statement("events.amazonaws.com", rules));
    }
    json!({ "Version": VERSION, "Statement": statements })
}

#[cfg(test)]
mod tests {
    use super::FOLLOWED_COMMAND;
    use crate::aws::Service;

    #[test]
    fn every_call_is_one_of_the_models() {
        let of_commands = FOLLOWED_COMMAND.map(|operation| ("ssm", operation));
        let others = [
            ("lambda", "Invoke"),
            ("resource-groups", "ListGroupResources"),
            ("resource-groups", "ListGroups"),
            ("resourcegroupstaggingapi", "GetResources"),
            ("sns", "Publish"),
            ("ssm", "GetAutomationExecution"),
            ("ssm", "SendCommand"),
            ("ssm", "StartAutomationExecution"),
            ("stepfunctions", "DescribeExecution"),
            ("stepfunctions", "StartExecution"),
        ];
        for (service, operation) in of_commands.into_iter().chain(others) {
            let service = Service::named(service).expect(service);
            assert!(service.model().operation(operation).is_some(), "{operation}");
        }
    }
}
