//! Runbooks: what stands outside of the steps, and the graph of the steps.

use std::collections::BTreeSet;

use serde_json::Value;

use super::graph::{Goal, Graph, Step};
use super::reference::{Names, mentions};
use super::value::{Place, diff, top_level};
use super::walk::{Sides, walk};
use super::{Certainty, Difference, Renames};

pub(super) fn compare(original: &Value, compiled: &Value, renames: &Renames) -> Vec<Difference> {
    let sides = Sides {
        left: Graph::of(original),
        right: Graph::of(compiled),
        left_names: Names::of(original).renamed(renames),
        right_names: Names::of(compiled),
        renames,
        neutral: BTreeSet::new(),
    };
    let neutral = neutral_steps(original, compiled, &sides);
    let sides = Sides { neutral, ..sides };
    let mut found = outside(original, compiled, &sides);
    found.extend(unreadable(&sides));
    found.extend(walk(&sides));
    found
}

/// What stands outside of the steps.
fn outside(original: &Value, compiled: &Value, sides: &Sides<'_>) -> Vec<Difference> {
    let left = without_steps(top_level(original, &sides.left_names), &sides.left_names);
    let mut right = without_steps(top_level(compiled, &sides.right_names), &sides.right_names);
    remove_idle_variables(original, compiled, &mut right);
    let mut found = Vec::new();
    diff(&Place::default(), &left, &right, &mut found);
    found
}

fn without_steps(mut document: Value, names: &Names<'_>) -> Value {
    let Some(map) = document.as_object_mut() else { return document };
    map.remove("mainSteps");
    if let Some(outputs) = map.get_mut("outputs").and_then(Value::as_array_mut) {
        for output in outputs.iter_mut() {
            if let Some(text) = output.as_str() {
                *output = Value::String(names.output(text));
            }
        }
        if outputs.is_empty() {
            map.remove("outputs");
        }
    }
    document
}

/// Variables that only the compiled document has and that nothing in it reads.
fn remove_idle_variables(original: &Value, compiled: &Value, document: &mut Value) {
    let Some(variables) = document.get_mut("variables").and_then(Value::as_object_mut) else {
        return;
    };
    variables.retain(|name, _| !is_idle(name, original, compiled));
    if variables.is_empty()
        && let Some(map) = document.as_object_mut()
    {
        map.remove("variables");
    }
}

fn is_idle(variable: &str, original: &Value, compiled: &Value) -> bool {
    let is_declared = original.get("variables").and_then(|it| it.get(variable)).is_some();
    !is_declared && !mentions(compiled, &format!("variable:{variable}"))
}

/// Steps that only the compiled document has and that nobody can notice: a sleep of a second, and
/// a literal for a variable that nothing reads.
fn neutral_steps<'d>(
    original: &'d Value,
    compiled: &'d Value,
    sides: &Sides<'d>,
) -> BTreeSet<&'d str> {
    let known: BTreeSet<&str> = sides
        .left
        .steps
        .keys()
        .map(|name| sides.renames.get(*name).map_or(*name, String::as_str))
        .collect();
    let is_neutral = |step: &&Step<'d>| {
        !known.contains(step.name)
            && step.failure == Goal::Abort
            && step.cancel == Goal::Abort
            && (is_landing(step) || sets_idle_variable(step, original, compiled))
            && !mentions_outputs(compiled, step.name)
    };
    sides.right.steps.values().filter(is_neutral).map(|step| step.name).collect()
}

/// A sleep of one second.
fn is_landing(step: &Step<'_>) -> bool {
    let inputs = step.value.get("inputs").and_then(Value::as_object);
    step.action == "aws:sleep"
        && inputs.is_some_and(|map| {
            map.len() == 1 && map.get("Duration").and_then(Value::as_str) == Some("PT1S")
        })
}

fn sets_idle_variable(step: &Step<'_>, original: &Value, compiled: &Value) -> bool {
    let name = step.value.pointer("/inputs/Name").and_then(Value::as_str);
    let value = step.value.pointer("/inputs/Value");
    let is_literal = value.is_some_and(|value| !value.to_string().contains("{{"));
    step.action == "aws:updateVariable"
        && is_literal
        && name
            .and_then(|name| name.strip_prefix("variable:"))
            .is_some_and(|name| is_idle(name, original, compiled))
}

/// Whether a document reads something of a step, in a text or as an output of its own.
fn mentions_outputs(value: &Value, step: &str) -> bool {
    match value {
        Value::String(text) => text.contains(&format!("{step}.")),
        Value::Array(items) => items.iter().any(|item| mentions_outputs(item, step)),
        Value::Object(map) => map.values().any(|item| mentions_outputs(item, step)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Steps without a name, and names that stand twice: the walk does not see them.
fn unreadable(sides: &Sides<'_>) -> Vec<Difference> {
    let tell = |original: Option<&String>, compiled: Option<&String>| Difference {
        certainty: Certainty::Unproved,
        step: None,
        message: "a step has no name, or that of another, so the graphs cannot be compared"
            .to_owned(),
        original: original.cloned(),
        compiled: compiled.cloned(),
    };
    let left = sides.left.unreadable.iter().map(|pointer| tell(Some(pointer), None));
    let right = sides.right.unreadable.iter().map(|pointer| tell(None, Some(pointer)));
    left.chain(right).collect()
}
