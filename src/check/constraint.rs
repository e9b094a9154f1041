//! What a table of inputs says of single values: allowed ones, patterns, ranges, lengths, counts.
//! Actions of runbooks and plugins of commands are checked alike, under codes of their own.

use crate::hir::{Expr, ExprKind, ListPart, Value};
use crate::ssm::pattern::matches_whole;
use crate::ssm::tables::InputSpec;
use crate::text::{FileSpan, nearest};

/// What is wrong with the value of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A text that the service took once.
    Withdrawn(String),
    /// What the value is, behind the name of its place: "cannot be 3". Then the rule, and what to
    /// write instead where that is near.
    Refused { what: String, rule: String, help: Option<String> },
}

impl Problem {
    fn refused(what: String, rule: String) -> Self {
        Self::Refused { what, rule, help: None }
    }
}

/// The first thing that is wrong with the value of an input, as far as the build knows it, and
/// where it stands.
pub(super) fn problem_of(input: &InputSpec, value: &Expr) -> Option<(FileSpan, Problem)> {
    let found = match &value.kind {
        ExprKind::Const(Value::List(items)) => count_problem(input, items.len())
            .or_else(|| items.iter().find_map(|item| value_problem(input, item))),
        ExprKind::Const(known) => value_problem(input, known),
        ExprKind::List(parts) => {
            let items = parts.iter().filter(|part| matches!(part, ListPart::Item(_))).count();
            let Some(found) = count_problem(input, items) else {
                return parts.iter().find_map(|part| part_problem(input, part));
            };
            Some(found)
        }
        _ => None,
    };
    found.map(|found| (value.at, found))
}

fn part_problem(input: &InputSpec, part: &ListPart) -> Option<(FileSpan, Problem)> {
    match part {
        ListPart::Item(item) => Some((item.at, value_problem(input, item.as_const()?)?)),
        ListPart::Spread(_) => None,
    }
}

fn value_problem(input: &InputSpec, value: &Value) -> Option<Problem> {
    match value {
        Value::String(text) => text_problem(input, text),
        Value::Int(number) => number_problem(input, *number),
        Value::Record(_) => {
            let lengths = (input.min_length, input.max_length);
            size_problem(json_length(value), lengths, "characters of JSON")
        }
        _ => None,
    }
}

fn text_problem(input: &InputSpec, text: &str) -> Option<Problem> {
    let what = format!("cannot be \"{text}\"");
    if input.removed.contains(&text) {
        return Some(Problem::Withdrawn(text.to_owned()));
    }
    if !input.allowed.is_empty() && !input.allowed.contains(&text) {
        let known: Vec<String> = input.allowed.iter().map(|value| format!("\"{value}\"")).collect();
        let near = nearest(text, input.allowed.iter().copied());
        let rule = format!("it takes {}", known.join(", "));
        let help = near.map(|near| format!("write \"{near}\""));
        return Some(Problem::Refused { what, rule, help });
    }
    if let Some(pattern) = input.pattern
        && !matches_whole(pattern, text)
    {
        return Some(Problem::refused(what, format!("it must match the pattern `{pattern}`")));
    }
    if input.minimum.is_some() || input.maximum.is_some() {
        return match text.parse() {
            Ok(number) => number_problem(input, number),
            Err(_) => Some(Problem::refused(what, "it is a number of seconds".to_owned())),
        };
    }
    let lengths = (input.min_length, input.max_length);
    size_problem(text.chars().count(), lengths, "characters")
        .or_else(|| size_problem(text.len(), (None, input.max_bytes), "bytes"))
}

fn number_problem(input: &InputSpec, number: i64) -> Option<Problem> {
    let is_low = input.minimum.is_some_and(|low| number < low);
    let is_high = input.maximum.is_some_and(|high| number > high);
    (is_low || is_high).then(|| {
        let shown = |bound: Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
        let rule = format!("it takes {}..{}", shown(input.minimum), shown(input.maximum));
        Problem::refused(format!("cannot be {number}"), rule)
    })
}

fn count_problem(input: &InputSpec, items: usize) -> Option<Problem> {
    size_problem(items, (input.min_items, input.max_items), "items")
}

fn size_problem(
    size: usize,
    (low, high): (Option<usize>, Option<usize>),
    unit: &str,
) -> Option<Problem> {
    let is_low = low.is_some_and(|low| size < low);
    let is_high = high.is_some_and(|high| size > high);
    (is_low || is_high).then(|| {
        let rule = match (low, high) {
            (Some(low), Some(high)) => format!("it takes {low} to {high} {unit}"),
            (Some(low), None) => format!("it takes {low} {unit} or more"),
            (_, high) => format!("it takes at most {} {unit}", high.unwrap_or(0)),
        };
        Problem::refused(format!("has {size} {unit}"), rule)
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
