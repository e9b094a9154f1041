//! Policies as plain JSON, as every tool of IAM takes them.

use serde_json::{Map, Value, json};

use super::account::{Account, JSON, Style};
use super::statements::{Policy, Statement};
use super::values::{ACCOUNT, PARTITION, REGION};

/// The version of the policy language.
pub(super) const VERSION: &str = "2012-10-17";

/// The permissions policy.
pub fn permissions_json(policy: &Policy, account: &Account) -> Value {
    let statement = |it: &Statement| statement(it, account);
    json!({
        "Version": VERSION,
        "Statement": policy.statements.iter().map(statement).collect::<Vec<_>>(),
    })
}

fn statement(statement: &Statement, account: &Account) -> Value {
    let resources = statement.resources.iter().map(|glob| account.write(&glob.text, &JSON));
    let mut members = Map::new();
    members.insert("Sid".to_owned(), json!(statement.sid));
    members.insert("Effect".to_owned(), json!("Allow"));
    members.insert("Action".to_owned(), json!(statement.actions));
    members.insert("Resource".to_owned(), json!(resources.collect::<Vec<_>>()));
    if let Some(service) = statement.passed_to {
        let condition = json!({ "StringEquals": { "iam:PassedToService": service } });
        members.insert("Condition".to_owned(), condition);
    }
    Value::Object(members)
}

/// The trust policy: Automation may assume the role, for executions of one account only.
/// `account.account` must be given, or the policy trusts every account's executions.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html>
pub fn trust_json(account: &Account) -> Value {
    trust(account, &JSON)
}

pub(super) fn trust(account: &Account, style: &Style) -> Value {
    json!({
        "Version": VERSION,
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "ssm.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": { "aws:SourceAccount": account.write(ACCOUNT, style) },
                "ArnLike": { "aws:SourceArn": account.write(&executions(), style) },
            },
        }],
    })
}

/// The ARNs of the automations of one account.
pub(super) fn executions() -> String {
    format!("arn:{PARTITION}:ssm:{REGION}:{ACCOUNT}:automation-execution/*")
}
