//! What a runbook needs: one action on some resources, because of one place in the source.

use crate::text::FileSpan;

use super::glob::Glob;

/// One action that the role must be allowed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Such as `ec2:StopInstances`.
    pub(super) action: String,
    /// Patterns of ARNs with AWS's placeholders, or `*`.
    pub(super) resources: Vec<Glob>,
    /// `iam:PassedToService`, where a role is handed over.
    pub(super) passed_to: Option<&'static str>,
    pub(super) because: Because,
}

/// Why an action is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Because {
    pub at: FileSpan,
    /// The name of the document in the account.
    pub document: String,
    pub step: String,
    /// A clause about the step: "calls `StopInstances` of `ec2`".
    pub what: String,
}

impl Need {
    pub fn action(&self) -> &str {
        &self.action
    }

    pub fn because(&self) -> &Because {
        &self.because
    }
}
