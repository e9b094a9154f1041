//! What the table says of single values: allowed ones, patterns, ranges, lengths, counts.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, ListPart, Value};
use crate::ssm::tables::InputSpec;
use crate::text::{FileSpan, nearest};

use super::errors;

/// The first thing that is wrong with the value of an input, as far as the build knows it.
/// `place` names the input for messages.
pub(super) fn problem_of(input: &InputSpec, value: &Expr, place: &str) -> Option<Diagnostic> {
    match &value.kind {
        ExprKind::Const(Value::List(items)) => {
            let items: Vec<&Value> = items.iter().collect();
            count_problem(input, items.len(), (value.at, place)).or_else(|| {
                items.iter().find_map(|item| value_problem(input, item, (value.at, place)))
            })
        }
        ExprKind::Const(known) => value_problem(input, known, (value.at, place)),
        ExprKind::List(parts) => {
            let items = parts.iter().filter(|part| matches!(part, ListPart::Item(_))).count();
            count_problem(input, items, (value.at, place))
                .or_else(|| parts.iter().find_map(|part| part_problem(input, part, place)))
        }
        _ => None,
    }
}

fn part_problem(input: &InputSpec, part: &ListPart, place: &str) -> Option<Diagnostic> {
    match part {
        ListPart::Item(item) => value_problem(input, item.as_const()?, (item.at, place)),
        ListPart::Spread(_) => None,
    }
}

fn value_problem(input: &InputSpec, value: &Value, place: (FileSpan, &str)) -> Option<Diagnostic> {
    match value {
        Value::String(text) => text_problem(input, text, place),
        Value::Int(number) => number_problem(input, *number, place),
        _ => None,
    }
}

fn text_problem(
    input: &InputSpec,
    text: &str,
    (at, place): (FileSpan, &str),
) -> Option<Diagnostic> {
    if input.removed.contains(&text) {
        return Some(errors::withdrawn_value(at, (place, text), input.allowed));
    }
    if !input.allowed.is_empty() && !input.allowed.contains(&text) {
        let known: Vec<String> = input.allowed.iter().map(|value| format!("\"{value}\"")).collect();
        let help =
            nearest(text, input.allowed.iter().copied()).map(|near| format!("write \"{near}\""));
        let rule = format!("it takes {}", known.join(", "));
        return Some(errors::bad_value(
            at,
            (place, &format!("can not be \"{text}\"")),
            (&rule, help),
        ));
    }
    if let Some(pattern) = input.pattern
        && regex::Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text))
    {
        let rule = format!("it must match the pattern `{pattern}`");
        return Some(errors::bad_value(
            at,
            (place, &format!("can not be \"{text}\"")),
            (&rule, None),
        ));
    }
    let characters = text.chars().count();
    let lengths = (input.min_length, input.max_length);
    size_problem(characters, lengths, "characters", (at, place))
        .or_else(|| size_problem(text.len(), (None, input.max_bytes), "bytes", (at, place)))
}

fn number_problem(
    input: &InputSpec,
    number: i64,
    (at, place): (FileSpan, &str),
) -> Option<Diagnostic> {
    let is_low = input.minimum.is_some_and(|low| number < low);
    let is_high = input.maximum.is_some_and(|high| number > high);
    (is_low || is_high).then(|| {
        let shown = |bound: Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
        let rule = format!("it takes {}..{}", shown(input.minimum), shown(input.maximum));
        errors::bad_value(at, (place, &format!("can not be {number}")), (&rule, None))
    })
}

fn count_problem(input: &InputSpec, items: usize, place: (FileSpan, &str)) -> Option<Diagnostic> {
    size_problem(items, (input.min_items, input.max_items), "items", place)
}

fn size_problem(
    size: usize,
    (low, high): (Option<usize>, Option<usize>),
    unit: &str,
    (at, place): (FileSpan, &str),
) -> Option<Diagnostic> {
    let is_low = low.is_some_and(|low| size < low);
    let is_high = high.is_some_and(|high| size > high);
    (is_low || is_high).then(|| {
        let rule = match (low, high) {
            (Some(low), Some(high)) => format!("it takes {low} to {high} {unit}"),
            (Some(low), None) => format!("it takes {low} {unit} or more"),
            (_, high) => format!("it takes at most {} {unit}", high.unwrap_or(0)),
        };
        errors::bad_value(at, (place, &format!("has {size} {unit}")), (&rule, None))
    })
}
