//! The documents that a policy is derived from, and the steps in them.

use serde_json::Value;

use crate::ssm::{JsonMap, Locate, Origins};
use crate::text::FileSpan;

/// One Automation document with the places that its parts come from.
#[derive(Clone, Debug)]
pub struct Document<'d> {
    /// The name in the account.
    pub name: &'d str,
    /// The name in the source; the name in the account where there is no source.
    pub declaration: &'d str,
    pub content: &'d Value,
    /// JSON pointers into the content.
    pub origins: &'d Origins,
    /// The declaration.
    pub at: FileSpan,
}

/// A step of a document, those of loops included.
#[derive(Clone, Debug)]
pub(super) struct Step<'d> {
    pub(super) name: &'d str,
    pub(super) action: &'d str,
    pub(super) inputs: &'d JsonMap,
    /// Where the step lies in the document.
    pub(super) pointer: String,
}

impl<'d> Document<'d> {
    /// The place in the source of a part.
    pub(super) fn place(&self, pointer: &str) -> FileSpan {
        self.origins.find(pointer).unwrap_or(self.at)
    }

    /// Whether a name in a program or on the command line means this document.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.declaration == name
    }

    pub(super) fn parameters(&self) -> Option<&'d JsonMap> {
        self.content.get("parameters").and_then(Value::as_object)
    }

    /// The role that the document names, as it stands there.
    pub(super) fn assume_role(&self) -> Option<&'d str> {
        let role = self.content.get("assumeRole").and_then(Value::as_str)?;
        (!role.trim().is_empty()).then_some(role)
    }

    /// All steps in the order of the document; those of a loop behind the loop.
    pub(super) fn steps(&self) -> Vec<Step<'d>> {
        let mut found = Vec::new();
        collect(self.content.get("mainSteps"), "/mainSteps", &mut found);
        found
    }
}

fn collect<'d>(steps: Option<&'d Value>, pointer: &str, found: &mut Vec<Step<'d>>) {
    for (index, step) in steps.and_then(Value::as_array).into_iter().flatten().enumerate() {
        let text = |member: &str| step.get(member).and_then(Value::as_str).unwrap_or_default();
        let Some(inputs) = step.get("inputs").and_then(Value::as_object) else { continue };
        let pointer = format!("{pointer}/{index}");
        let inner = format!("{pointer}/inputs/Steps");
        found.push(Step { name: text("name"), action: text("action"), inputs, pointer });
        if text("action") == "aws:loop" {
            collect(inputs.get("Steps"), &inner, found);
        }
    }
}
