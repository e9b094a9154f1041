//! Targets as requests hold them.
//!
//! Source: "Target", API reference of Systems Manager.

use serde_json::{Value as Json, json};

use crate::hir::{TargetSet, TargetTest};

/// Which spelling of keys a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// State Manager and maintenance windows.
    Nodes,
    /// StartAutomationExecution.
    Automation,
}

pub(super) fn targets(set: &TargetSet, spelling: Spelling) -> Json {
    set.tests.iter().map(|test| target(test, spelling)).collect()
}

fn target(test: &TargetTest, spelling: Spelling) -> Json {
    match test {
        TargetTest::Tag { key, values, .. } if values.is_empty() => {
            json!({ "Key": "tag-key", "Values": [&**key] })
        }
        TargetTest::Tag { key, values, .. } => {
            json!({ "Key": format!("tag:{key}"), "Values": texts(values) })
        }
        TargetTest::Instances { ids, .. } => match spelling {
            Spelling::Nodes => json!({ "Key": "InstanceIds", "Values": texts(ids) }),
            Spelling::Automation => json!({ "Key": "ParameterValues", "Values": texts(ids) }),
        },
        TargetTest::ResourceGroup { name, .. } => {
            let key = match spelling {
                Spelling::Nodes => "resource-groups:Name",
                Spelling::Automation => "ResourceGroup",
            };
            json!({ "Key": key, "Values": [&**name] })
        }
        TargetTest::All { .. } => json!({ "Key": "InstanceIds", "Values": ["*"] }),
        TargetTest::ParameterValues { values, .. } => {
            json!({ "Key": "ParameterValues", "Values": texts(values) })
        }
    }
}

fn texts(values: &[std::sync::Arc<str>]) -> Vec<&str> {
    values.iter().map(|value| &**value).collect()
}

/// Whether the targets are those of a resource group.
pub(super) fn is_resource_group(set: &TargetSet) -> bool {
    set.tests.iter().any(|test| matches!(test, TargetTest::ResourceGroup { .. }))
}
