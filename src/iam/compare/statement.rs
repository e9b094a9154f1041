//! A policy as its author wrote it: what each statement allows or denies.

use crate::text::Span;

use super::super::glob::covers;
use super::text::{Part, read};

/// A policy that was read.
pub(super) struct Written {
    pub(super) statements: Vec<WrittenStatement>,
}

/// One statement.
pub(super) struct WrittenStatement {
    pub(super) effect: Effect,
    pub(super) actions: Choice,
    pub(super) resources: Choice,
    pub(super) has_condition: Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Allow,
    Deny,
}

/// Whether a statement counts only under a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limits {
    Always,
    UnderACondition,
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

/// Why a text is no policy, and where.
pub(super) struct NoPolicy {
    pub(super) span: Span,
    pub(super) why: String,
}

impl Choice {
    pub(super) fn includes(&self, is_it: impl Fn(&str) -> bool) -> bool {
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

/// Reads a policy.
///
/// # Errors
/// The text is no JSON, or has no statements.
pub(super) fn read_policy(text: &str) -> Result<Written, NoPolicy> {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let span = place(text, error.line(), error.column());
        let whole = error.to_string();
        let why = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        return Err(NoPolicy { span, why });
    }
    let nothing = |why: &str| NoPolicy { span: Span::new(0, 0), why: why.to_owned() };
    let whole = read(text).ok_or_else(|| nothing("this cannot be read"))?;
    let statements = whole.member("Statement").ok_or_else(|| NoPolicy {
        span: Span::new(whole.span.start, whole.span.start + 1),
        why: "there is no `Statement`".to_owned(),
    })?;
    let statements: Result<Vec<WrittenStatement>, NoPolicy> =
        statements.items().into_iter().map(statement).collect();
    Ok(Written { statements: statements? })
}

fn statement(part: &Part) -> Result<WrittenStatement, NoPolicy> {
    let wrong = |at: &Part, why: &str| NoPolicy { span: at.span, why: why.to_owned() };
    let effect = part.member("Effect");
    let effect = match effect.and_then(Part::text) {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        _ => return Err(wrong(effect.unwrap_or(part), "`Effect` is \"Allow\" or \"Deny\"")),
    };
    let actions = choice(part, "Action", "NotAction")
        .ok_or_else(|| wrong(part, "a statement has an `Action` or a `NotAction`"))?;
    let resources = choice(part, "Resource", "NotResource")
        .ok_or_else(|| wrong(part, "a statement has a `Resource` or a `NotResource`"))?;
    let has_condition = match part.member("Condition") {
        Some(_) => Limits::UnderACondition,
        None => Limits::Always,
    };
    Ok(WrittenStatement { effect, actions, resources, has_condition })
}

fn choice(part: &Part, name: &str, other: &str) -> Option<Choice> {
    let named = |part: &Part| -> Vec<Named> {
        let text = |it: &Part| Some(Named { text: it.text()?.to_owned(), span: it.span });
        part.items().into_iter().filter_map(text).collect()
    };
    match (part.member(name), part.member(other)) {
        (Some(part), _) => Some(Choice::These(named(part))),
        (None, Some(part)) => Some(Choice::AllBut(named(part), part.span)),
        (None, None) => None,
    }
}

/// The place that `serde_json` counts to, line and column from 1, as one letter.
fn place(text: &str, line: usize, column: usize) -> Span {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span::new(number(start), number(start + length))
}
