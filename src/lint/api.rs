//! What a step does: which operation it calls, whether it changes anything.

use crate::hir::{Expr, Step, Value};
use crate::text::FileSpan;

/// What a step does to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing.
    Reads,
    /// Makes something, and leaves what is there.
    Makes,
    /// Changes or takes away what is there.
    Changes,
    /// Depends on a script, a document or a function.
    Unknown,
}

/// First words of operations that only read. Sorted.
const READING: [&str; 17] = [
    "BatchDescribe",
    "BatchGet",
    "Check",
    "Count",
    "Describe",
    "Discover",
    "Estimate",
    "Filter",
    "Get",
    "Head",
    "List",
    "Lookup",
    "Query",
    "Scan",
    "Search",
    "Simulate",
    "View",
];

/// First words of operations that make something. Sorted.
const MAKING: [&str; 9] =
    ["Add", "Allocate", "Copy", "Create", "Publish", "Register", "Run", "Send", "Tag"];

/// What actions do. Sorted; the others depend on what they are given.
const ACTIONS: [(&str, Effect); 15] = [
    ("aws:approve", Effect::Reads),
    ("aws:assertAwsResourceProperty", Effect::Reads),
    ("aws:branch", Effect::Reads),
    ("aws:changeInstanceState", Effect::Changes),
    ("aws:copyImage", Effect::Makes),
    ("aws:createImage", Effect::Makes),
    ("aws:createStack", Effect::Makes),
    ("aws:createTags", Effect::Makes),
    ("aws:deleteImage", Effect::Changes),
    ("aws:deleteStack", Effect::Changes),
    ("aws:pause", Effect::Reads),
    ("aws:runInstances", Effect::Makes),
    ("aws:sleep", Effect::Reads),
    ("aws:updateVariable", Effect::Reads),
    ("aws:waitForAwsResourceProperty", Effect::Reads),
];

/// An input of a step.
pub(super) fn input<'a>(step: &'a Step, name: &str) -> Option<&'a Expr> {
    step.inputs.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// An input of a step that is a constant text.
pub(super) fn input_text<'a>(step: &'a Step, name: &str) -> Option<&'a str> {
    input(step, name)?.as_const().and_then(Value::as_str)
}

/// A document that a step of a document in YAML or JSON runs by its name: steps of sources have it
/// as a part of their own.
pub(super) struct RunDocument<'a> {
    pub(super) name: &'a str,
    pub(super) at: FileSpan,
    pub(super) version: Option<&'a str>,
}

pub(super) fn run_document(step: &Step) -> Option<RunDocument<'_>> {
    let runs = ["aws:executeAutomation", "aws:runCommand"].contains(&step.action);
    let document = input(step, "DocumentName").filter(|_| runs && step.document.is_none())?;
    let name = document.as_const().and_then(Value::as_str)?;
    Some(RunDocument { name, at: document.at, version: input_text(step, "DocumentVersion") })
}

/// The service and the operation that a step of `aws:executeAwsApi` calls.
pub(super) fn operation(step: &Step) -> Option<(&str, &str)> {
    let is_call = step.action == "aws:executeAwsApi";
    let names = || Some((input_text(step, "Service")?, input_text(step, "Api")?));
    is_call.then(names).flatten()
}

/// What a step does.
pub(super) fn effect(step: &Step) -> Effect {
    if let Some((_, operation)) = operation(step) {
        return effect_of(operation);
    }
    let known = ACTIONS.binary_search_by(|(name, _)| (*name).cmp(step.action));
    known.ok().and_then(|at| ACTIONS.get(at)).map_or(Effect::Unknown, |(_, effect)| *effect)
}

fn effect_of(operation: &str) -> Effect {
    let starts = |words: &[&str]| words.iter().any(|word| operation.starts_with(word));
    if starts(&READING) {
        Effect::Reads
    } else if starts(&MAKING) {
        Effect::Makes
    } else {
        Effect::Changes
    }
}

#[cfg(test)]
mod tests {
    use super::{ACTIONS, Effect, MAKING, READING, effect_of};

    #[test]
    fn the_tables_are_sorted() {
        assert!(READING.is_sorted() && MAKING.is_sorted() && ACTIONS.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn the_first_word_of_an_operation_tells_its_effect() {
        assert_eq!(effect_of("DescribeInstances"), Effect::Reads);
        assert_eq!(effect_of("CreateSnapshot"), Effect::Makes);
        assert_eq!(effect_of("StopInstances"), Effect::Changes);
    }
}
