//! Targets of the steps that run documents. Commands and runbooks spell them differently.

use serde_json::{Value as Json, json};

use crate::hir::{TargetSet, TargetTest};

/// The inputs of `aws:runCommand` that say where it runs.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html>
pub(super) fn command_targets(set: &TargetSet) -> Vec<(&'static str, Json)> {
    if let [TargetTest::Instances { ids, .. }] = set.tests.as_slice() {
        return vec![("InstanceIds", texts(ids))];
    }
    let tests: Json = set
        .tests
        .iter()
        .map(|test| match test {
            TargetTest::Tag { key, values, .. } if values.is_empty() => {
                json!({ "Key": "tag-key", "Values": [&**key] })
            }
            TargetTest::Tag { key, values, .. } => {
                json!({ "Key": format!("tag:{key}"), "Values": texts(values) })
            }
            TargetTest::Instances { ids, .. } => {
                json!({ "Key": "InstanceIds", "Values": texts(ids) })
            }
            TargetTest::ResourceGroup { name, .. } => {
                json!({ "Key": "resource-groups:Name", "Values": [&**name] })
            }
            TargetTest::All { .. } => json!({ "Key": "InstanceIds", "Values": ["*"] }),
            TargetTest::ParameterValues { values, .. } => {
                json!({ "Key": "ParameterValues", "Values": texts(values) })
            }
        })
        .collect();
    vec![("Targets", tests)]
}

/// The inputs of `aws:executeAutomation` that say for what it runs.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html>
pub(super) fn automation_targets(set: &TargetSet) -> Vec<(&'static str, Json)> {
    let tests: Json = set
        .tests
        .iter()
        .map(|test| match test {
            TargetTest::Tag { key, values, .. } => {
                json!({ "Key": format!("tag:{key}"), "Values": texts(values) })
            }
            TargetTest::Instances { ids: values, .. }
            | TargetTest::ParameterValues { values, .. } => {
                json!({ "Key": "ParameterValues", "Values": texts(values) })
            }
            TargetTest::ResourceGroup { name, .. } => {
                json!({ "Key": "ResourceGroup", "Values": [&**name] })
            }
            TargetTest::All { .. } => json!({ "Key": "AWS::EC2::Instance", "Values": ["*"] }),
        })
        .collect();
    let parameter =
        set.parameter.iter().map(|(name, _)| ("TargetParameterName", json!(name.as_str())));
    parameter.chain([("Targets", tests)]).collect()
}

fn texts(values: &[std::sync::Arc<str>]) -> Json {
    values.iter().map(|value| json!(&**value)).collect()
}
