//! A policy as its author wrote it: what each statement allows or denies.

use crate::text::Span;

use super::super::glob::covers;
use super::condition::Condition;

/// A policy that was read.
pub(super) struct Written {
    pub(super) version: Version,
    pub(super) statements: Vec<WrittenStatement>,
}

/// Which language the policy is written in, with the place that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Current,
    /// `2008-10-17`
    Old(Span),
    /// None is given: IAM takes the old one. The place is that of the policy's first letter.
    NotGiven(Span),
}

/// One statement.
pub(super) struct WrittenStatement {
    pub(super) effect: Effect,
    /// Where the effect stands.
    pub(super) at: Span,
    pub(super) actions: Choice,
    pub(super) resources: Choice,
    /// Asks for nothing where there is none.
    pub(super) condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Allow,
    Deny,
}

/// What is named, or all but what is named.
pub(super) enum Choice {
    These(Vec<Named>),
    AllBut(Vec<Named>, Span),
}

/// A text of the policy with its place.
pub(super) struct Named {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Choice {
    fn includes(&self, is_it: impl Fn(&str) -> bool) -> bool {
        match self {
            Choice::These(named) => named.iter().any(|one| is_it(&one.text)),
            Choice::AllBut(named, _) => !named.iter().any(|one| is_it(&one.text)),
        }
    }

    /// The texts that are named to be meant.
    pub(super) fn named(&self) -> &[Named] {
        match self {
            Choice::These(named) => named,
            Choice::AllBut(..) => &[],
        }
    }
}

impl WrittenStatement {
    pub(super) fn is_about(&self, action: &str) -> bool {
        let action = action.to_ascii_lowercase();
        self.actions.includes(|pattern| covers(&pattern.to_ascii_lowercase(), &action))
    }
}
