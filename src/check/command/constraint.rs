//! What a plugin's table says of single values: allowed ones, patterns, ranges, lengths.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, Value};
use crate::ssm::tables::InputSpec;
use crate::text::FileSpan;

use super::errors::{bad_value, value_not_allowed};

/// The first thing that is wrong with the value of an input, as far as the build knows it.
/// `place` names the input for messages.
pub(super) fn problem_of(input: &InputSpec, value: &Expr, place: &str) -> Option<Diagnostic> {
    match value.as_const()? {
        Value::List(items) => items.iter().find_map(|item| problem(input, item, (value.at, place))),
        Value::Record(_) => {
            let length = json_length(value.as_const()?);
            let limit = input.max_length.filter(|limit| length > *limit)?;
            let rule = format!("it takes {limit} characters of JSON");
            Some(bad_value(value.at, (place, &format!("has {length} characters")), &rule))
        }
        known => problem(input, known, (value.at, place)),
    }
}

fn problem(input: &InputSpec, value: &Value, place: (FileSpan, &str)) -> Option<Diagnostic> {
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
    if !input.allowed.is_empty() && !input.allowed.contains(&text) {
        return Some(value_not_allowed(at, (place, text), input.allowed));
    }
    if let Some(pattern) = input.pattern
        && regex::Regex::new(pattern).is_ok_and(|pattern| !pattern.is_match(text))
    {
        let rule = format!("it must match the pattern `{pattern}`");
        return Some(bad_value(at, (place, &format!("cannot be \"{text}\"")), &rule));
    }
    if input.minimum.is_some() || input.maximum.is_some() {
        let Ok(number) = text.parse() else {
            let rule = "it is a number of seconds";
            return Some(bad_value(at, (place, &format!("cannot be \"{text}\"")), rule));
        };
        return number_problem(input, number, (at, place));
    }
    None
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
        bad_value(at, (place, &format!("cannot be {number}")), &rule)
    })
}

/// How long a constant is as JSON text, near enough: quotes and separators are counted.
fn json_length(value: &Value) -> usize {
    match value {
        Value::Record(members) => {
            members.iter().map(|(name, value)| name.len() + json_length(value) + 4).sum::<usize>()
                + 1
        }
        Value::List(items) => items.iter().map(|item| json_length(item) + 1).sum::<usize>() + 1,
        Value::String(text) | Value::Raw(text) => text.chars().count() + 2,
        _ => 4,
    }
}
