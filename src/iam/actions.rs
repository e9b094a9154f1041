//! What each action of Automation calls by itself, with the page that it comes from.

use serde_json::Value;

use crate::ssm::JsonMap;

/// One action.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) action: &'static str,
    pub(super) calls: &'static [Made],
    /// Below <https://docs.aws.amazon.com/systems-manager/latest/userguide/>.
    #[cfg_attr(not(test), expect(dead_code, reason = "says where a row comes from"))]
    pub(super) page: &'static str,
}

/// A call that an action makes with its own inputs.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) service: &'static str,
    pub(super) operation: &'static str,
    pub(super) when: When,
    /// Inputs that the operation has under another name.
    pub(super) renamed: &'static [(&'static str, &'static str)],
}

/// When a call is made.
#[derive(Debug)]
pub(super) enum When {
    Always,
    /// With this input.
    Given(&'static str),
    /// Where the input may have the value, unless the step only looks.
    Changes(&'static str, &'static str),
    /// Where the input has one of the values; the first of them where it is not given.
    Is(&'static str, &'static [&'static str]),
}

const fn made(service: &'static str, operation: &'static str) -> Made {
    Made { service, operation, when: When::Always, renamed: &[] }
}

const fn made_when(service: &'static str, operation: &'static str, when: When) -> Made {
    Made { service, operation, when, renamed: &[] }
}

/// All actions, sorted. What the rows on instances and images call is also what AWS's own policy
/// for automations allows.
///
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMAutomationRole.html>
pub(super) const ACTIONS: &[Row] = &[
    Row {
        action: "aws:approve",
        calls: &[Made {
            when: When::Given("NotificationArn"),
            renamed: &[("NotificationArn", "TopicArn")],
            ..made("sns", "Publish")
        }],
        page: "automation-action-approve.html",
    },
    // The three that call an API are read from their inputs.
    Row {
        action: "aws:assertAwsResourceProperty",
        calls: &[],
        page: "automation-action-assertAwsResourceProperty.html",
    },
    Row { action: "aws:branch", calls: &[], page: "automation-action-branch.html" },
    Row {
        action: "aws:changeInstanceState",
        calls: &[
            made_when("ec2", "StartInstances", When::Changes("DesiredState", "running")),
            made_when("ec2", "StopInstances", When::Changes("DesiredState", "stopped")),
            made_when("ec2", "TerminateInstances", When::Changes("DesiredState", "terminated")),
            made("ec2", "DescribeInstances"),
            made("ec2", "DescribeInstanceStatus"),
        ],
        page: "automation-action-changestate.html",
    },
    Row {
        action: "aws:copyImage",
        calls: &[
            Made { renamed: &[("ImageName", "Name")], ..made("ec2", "CopyImage") },
            made("ec2", "DescribeImages"),
        ],
        page: "automation-action-copyimage.html",
    },
    Row {
        action: "aws:createImage",
        calls: &[
            Made { renamed: &[("ImageName", "Name")], ..made("ec2", "CreateImage") },
            made("ec2", "DescribeImages"),
        ],
        page: "automation-action-create.html",
    },
    Row {
        action: "aws:createStack",
        calls: &[made("cloudformation", "CreateStack"), made("cloudformation", "DescribeStacks")],
        page: "automation-action-createstack.html",
    },
    Row {
        action: "aws:createTags",
        calls: &[
            Made {
                renamed: &[("ResourceIds", "Resources")],
                ..made_when("ec2", "CreateTags", When::Is("ResourceType", &["EC2"]))
            },
            Made {
                renamed: &[("ResourceIds", "ResourceId")],
                ..made_when(
                    "ssm",
                    "AddTagsToResource",
                    When::Is(
                        "ResourceType",
                        &["", "ManagedInstance", "MaintenanceWindow", "Parameter"],
                    ),
                )
            },
        ],
        page: "automation-action-createtag.html",
    },
    Row {
        action: "aws:deleteImage",
        calls: &[
            made("ec2", "DeregisterImage"),
            made("ec2", "DescribeImages"),
            made("ec2", "DeleteSnapshot"),
        ],
        page: "automation-action-delete.html",
    },
    Row {
        action: "aws:deleteStack",
        calls: &[made("cloudformation", "DeleteStack"), made("cloudformation", "DescribeStacks")],
        page: "automation-action-deletestack.html",
    },
    Row {
        action: "aws:executeAutomation",
        calls: &[made("ssm", "StartAutomationExecution"), made("ssm", "GetAutomationExecution")],
        page: "automation-action-executeAutomation.html",
    },
    Row { action: "aws:executeAwsApi", calls: &[], page: "automation-action-executeAwsApi.html" },
    // A script's calls are read from the script.
    Row { action: "aws:executeScript", calls: &[], page: "automation-action-executeScript.html" },
    Row {
        action: "aws:executeStateMachine",
        calls: &[
            made("stepfunctions", "StartExecution"),
            made("stepfunctions", "DescribeExecution"),
            made("stepfunctions", "StopExecution"),
        ],
        page: "automation-action-executeStateMachine.html",
    },
    Row {
        action: "aws:invokeLambdaFunction",
        calls: &[made("lambda", "Invoke")],
        page: "automation-action-lamb.html",
    },
    // The integration is a parameter; `steps.rs` knows its name.
    Row { action: "aws:invokeWebhook", calls: &[], page: "invoke-webhook.html" },
    Row { action: "aws:loop", calls: &[], page: "automation-action-loop.html" },
    Row { action: "aws:pause", calls: &[], page: "automation-action-pause.html" },
    Row {
        action: "aws:runCommand",
        calls: &[
            made("ssm", "SendCommand"),
            made("ssm", "ListCommands"),
            made("ssm", "ListCommandInvocations"),
        ],
        page: "automation-action-runcommand.html",
    },
    Row {
        action: "aws:runInstances",
        calls: &[
            made("ec2", "RunInstances"),
            made("ec2", "DescribeInstances"),
            made("ec2", "DescribeInstanceStatus"),
        ],
        page: "automation-action-runinstance.html",
    },
    Row { action: "aws:sleep", calls: &[], page: "automation-action-sleep.html" },
    Row { action: "aws:updateVariable", calls: &[], page: "automation-action-updateVariable.html" },
    Row {
        action: "aws:waitForAwsResourceProperty",
        calls: &[],
        page: "automation-action-waitForAwsResourceProperty.html",
    },
];

/// The row of an action.
pub(super) fn row(action: &str) -> Option<&'static Row> {
    ACTIONS.iter().find(|row| row.action == action)
}

impl When {
    /// Whether a step with these inputs makes the call. A value that only the run knows may be any.
    pub(super) fn applies(&self, inputs: &JsonMap) -> bool {
        let text = |name: &str| inputs.get(name).and_then(Value::as_str);
        match self {
            When::Always => true,
            When::Given(name) => text(name).is_some_and(|value| !value.is_empty()),
            When::Changes(name, value) => {
                let only_looks = inputs.get("CheckStateOnly") == Some(&Value::Bool(true));
                !only_looks && text(name).is_none_or(|given| given == *value || is_open(given))
            }
            When::Is(name, values) => match text(name) {
                Some(given) => values.contains(&given) || is_open(given),
                None => values.first().is_some_and(|first| !first.is_empty()),
            },
        }
    }
}

fn is_open(value: &str) -> bool {
    value.contains("{{")
}

#[cfg(test)]
mod tests {
    use crate::aws::Service;
    use crate::ssm::tables;

    use super::ACTIONS;

    #[test]
    fn every_action_of_automation_has_its_row() {
        let rows: Vec<&str> = ACTIONS.iter().map(|row| row.action).collect();
        let actions: Vec<&str> = tables::all_actions().iter().map(|it| it.name).collect();
        assert_eq!(rows, actions);
        assert!(ACTIONS.iter().all(|row| row.page.ends_with(".html")));
    }

    #[test]
    fn every_call_is_one_of_the_models() {
        for made in ACTIONS.iter().flat_map(|row| row.calls) {
            let service = Service::named(made.service).expect("a service");
            let operation = service.model().operation(made.operation).expect("an operation");
            for (_, new) in made.renamed {
                assert!(operation.find_input(new).is_some(), "{new} of {}", made.operation);
            }
        }
    }
}
