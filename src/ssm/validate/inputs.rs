//! The inputs of steps, by the tables of actions and plugins.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::errors::{self, Bound};
use crate::ssm::pattern::matches_whole;
use crate::ssm::reference::{Reference, references};
use crate::ssm::tables::{ActionSpec, ConditionalInputs, InputSpec, PluginSpec, ValueType};
use crate::ssm::wording::kind_of;
use crate::ssm::{JsonMap, pointer_segment};
use crate::text::nearest;

/// The inputs of a step of a runbook; `pointer` is that of the inputs.
pub(super) fn check_action(
    findings: &mut Findings<'_>,
    pointer: &str,
    spec: &'static ActionSpec,
    given: &JsonMap,
) {
    let table = Table {
        name: spec.name,
        inputs: spec.inputs,
        others: if spec.rules.additional_inputs_allowed { Others::Taken } else { Others::Refused },
    };
    check_table(findings, pointer, &table, given);
    check_groups(findings, pointer, (spec, &table), given);
}

/// The inputs of a step of a Command document; `pointer` is that of the inputs.
pub(super) fn check_plugin(
    findings: &mut Findings<'_>,
    pointer: &str,
    spec: &'static PluginSpec,
    given: &JsonMap,
) {
    let table = Table { name: spec.name, inputs: spec.inputs, others: Others::Ignored };
    check_table(findings, pointer, &table, given);
    for input in spec.inputs {
        for variant in input.variants {
            let chosen = given.get("sourceType").and_then(Value::as_str) == Some(variant.name);
            let members = given.get(input.name).and_then(Value::as_object);
            if let Some(members) = members.filter(|_| chosen) {
                let table =
                    Table { name: variant.name, inputs: variant.members, others: Others::Ignored };
                let pointer = format!("{pointer}/{}", pointer_segment(input.name));
                check_table(findings, &pointer, &table, members);
            }
        }
    }
}

/// The inputs that something takes.
struct Table {
    /// The action, plugin or variant.
    name: &'static str,
    inputs: &'static [InputSpec],
    others: Others,
}

/// What happens to an input that the table does not know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// It is handed on.
    Taken,
    /// The document is refused.
    Refused,
    /// The agent does not read it. Published documents hold such inputs.
    Ignored,
}

fn check_table(findings: &mut Findings<'_>, pointer: &str, table: &Table, given: &JsonMap) {
    for (name, value) in given {
        let here = format!("{pointer}/{}", pointer_segment(name));
        match table.inputs.iter().find(|input| input.name == name) {
            Some(input) => check_input(findings, &here, input, value),
            None => check_unknown(findings, &here, table, name),
        }
    }
    for input in table.inputs {
        let instead = input.required_unless.is_some_and(|other| given.contains_key(other));
        // The agent works without some inputs that the guide marks as required.
        let needed = input.agent_required.unwrap_or(input.required);
        let is_there = given.contains_key(input.name) || is_misspelt(table, given, input.name);
        if needed && !instead && !is_there {
            let spot = findings.spot(pointer);
            findings.report(errors::missing_input(&spot, table.name, &[input.name]));
        }
    }
}

/// Whether an input that is refused is nearly called like this one: a misspelt name is one mistake.
fn is_misspelt(table: &Table, given: &JsonMap, name: &str) -> bool {
    let known = || table.inputs.iter().map(|input| input.name);
    table.others == Others::Refused
        && given.keys().any(|given| {
            known().all(|known| known != given) && nearest(given, known()) == Some(name)
        })
}

fn check_unknown(findings: &mut Findings<'_>, pointer: &str, table: &Table, name: &str) {
    let near = || nearest(name, table.inputs.iter().map(|input| input.name));
    match table.others {
        Others::Taken => {}
        Others::Refused => {
            let spot = findings.spot(pointer);
            findings.report(errors::unknown_input(&spot, table.name, name, near()));
        }
        Others::Ignored => {
            let spot = findings.spot(pointer);
            let rule =
                format!("`{}` has no input `{name}`, the agent does not read it", table.name);
            findings.report(errors::no_effect(&spot, &rule, near()));
        }
    }
}

fn check_input(findings: &mut Findings<'_>, pointer: &str, input: &InputSpec, value: &Value) {
    if value.as_str().and_then(Reference::whole).is_some() {
        return;
    }
    // The agent takes some objects as text only.
    let as_text = value.is_string() && input.wire.starts_with("JSON object");
    if !as_text && !input.types.iter().any(|kind| fits(*kind, value, input.shared)) {
        let wanted: Vec<&str> = input.types.iter().map(|kind| kind.as_str()).collect();
        let problem = format!("is {}", kind_of(value));
        let rule = format!("`{}` takes {}", input.name, wanted.join(" or "));
        findings.report(errors::wrong_input(&findings.spot(pointer), &problem, &rule));
        return;
    }
    match value {
        Value::Array(items) => {
            check_count(findings, pointer, (input.min_items, input.max_items), items.len());
            for (number, item) in items.iter().enumerate() {
                check_choice(findings, &format!("{pointer}/{number}"), input, item);
            }
        }
        Value::String(text) => {
            check_choice(findings, pointer, input, value);
            check_text(findings, pointer, input, text);
        }
        Value::Number(number) => {
            let low = input.minimum.filter(|low| number.as_i64().is_some_and(|it| it < *low));
            let high = input.maximum.filter(|high| number.as_i64().is_some_and(|it| it > *high));
            if low.or(high).is_some() {
                let found = number.as_i64().unwrap_or(i64::MAX);
                let bound = Bound { low, high, found };
                findings.report(errors::out_of_range(&findings.spot(pointer), &bound, ""));
            }
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => {}
    }
}

/// Whether a literal has a type; the items of a list may be references.
fn fits(kind: ValueType, value: &Value, is_shared: bool) -> bool {
    let is_reference =
        |item: &Value| item.as_str().is_some_and(|text| Reference::whole(text).is_some());
    match kind {
        ValueType::String | ValueType::JsonText => value.is_string(),
        ValueType::Integer => value.is_i64() || value.is_u64(),
        // The agent reads the inputs that every plugin takes as strings too.
        ValueType::Boolean => {
            value.is_boolean() || (is_shared && matches!(value.as_str(), Some("true" | "false")))
        }
        ValueType::StringList => {
            value.as_array().is_some_and(|items| items.iter().all(Value::is_string))
        }
        ValueType::StringMap | ValueType::Map => value.is_object(),
        ValueType::MapList | ValueType::Choices | ValueType::Steps => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| item.is_object() || is_reference(item))),
        ValueType::Any => true,
    }
}

fn check_count(
    findings: &mut Findings<'_>,
    pointer: &str,
    (low, high): (Option<usize>, Option<usize>),
    found: usize,
) {
    let low = low.filter(|low| found < *low).and_then(|low| i64::try_from(low).ok());
    let high = high.filter(|high| found > *high).and_then(|high| i64::try_from(high).ok());
    if low.or(high).is_some() {
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        let bound = Bound { low, high, found };
        findings.report(errors::out_of_range(&findings.spot(pointer), &bound, "items"));
    }
}

/// A text is one of the allowed values, unless it holds a reference.
fn check_choice(findings: &mut Findings<'_>, pointer: &str, input: &InputSpec, value: &Value) {
    let Some(text) = value.as_str().filter(|text| references(text).next().is_none()) else {
        return;
    };
    if input.allowed.is_empty() || input.allowed.contains(&text) {
        return;
    }
    let spot = findings.spot(pointer);
    let allowed: Vec<String> = input.allowed.iter().map(|one| format!("\"{one}\"")).collect();
    let near = newest(text, input.allowed).or_else(|| nearest(text, input.allowed.iter().copied()));
    let accepted = format!("accepted: {}", allowed.join(", "));
    let found = if input.removed.contains(&text) {
        errors::withdrawn_input(&spot, text, &accepted)
    } else {
        errors::wrong_input(&spot, &format!("cannot be \"{text}\""), &accepted)
    };
    findings.report(found.help_if(near.map(|near| format!("write \"{near}\""))));
}

/// The newest allowed version of what a text names with a version: what the table has last.
fn newest<'a>(text: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let name = |text: &str| {
        let name = text.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.');
        (name.len() < text.len()).then(|| name.trim_end().to_ascii_lowercase())
    };
    let wanted = name(text)?;
    allowed.iter().rev().copied().find(|known| name(known).as_ref() == Some(&wanted))
}

fn check_text(findings: &mut Findings<'_>, pointer: &str, input: &InputSpec, text: &str) {
    if references(text).next().is_some() {
        return;
    }
    let lengths = [
        (input.min_length, input.max_length, text.chars().count(), "characters"),
        (None, input.max_bytes, text.len(), "bytes"),
    ];
    for (low, high, found, unit) in lengths {
        let low = low.filter(|low| found < *low).and_then(|low| i64::try_from(low).ok());
        let high = high.filter(|high| found > *high).and_then(|high| i64::try_from(high).ok());
        if low.or(high).is_some() {
            let found = i64::try_from(found).unwrap_or(i64::MAX);
            let bound = Bound { low, high, found };
            findings.report(errors::out_of_range(&findings.spot(pointer), &bound, unit));
        }
    }
    if let Some(pattern) = input.pattern.filter(|pattern| !matches_whole(pattern, text)) {
        let problem = format!("cannot be \"{text}\"");
        findings.report(errors::wrong_input(
            &findings.spot(pointer),
            &problem,
            &format!("it must match `{pattern}`"),
        ));
    }
}

/// The rules between the inputs of an action.
fn check_groups(
    findings: &mut Findings<'_>,
    pointer: &str,
    (spec, table): (&'static ActionSpec, &Table),
    given: &JsonMap,
) {
    let rules = &spec.rules;
    let is_misspelt = |name: &str| is_misspelt(table, given, name);
    let present = |group: &[&'static str]| -> Vec<&'static str> {
        group.iter().copied().filter(|name| given.contains_key(*name)).collect()
    };
    for group in rules.exactly_one_of.iter().chain(rules.at_most_one_of) {
        let found = present(group);
        if found.len() > 1 {
            let rule = format!("`{}` takes one of them", spec.name);
            let spot = findings.spot(pointer);
            findings.report(errors::not_together(&spot, &found, &rule));
        }
    }
    for group in rules.exactly_one_of.iter().chain(rules.at_least_one_of) {
        let is_required = group.iter().any(|name| spec.input(name).is_some_and(|it| it.required));
        let is_there = !present(group).is_empty() || group.iter().any(|name| is_misspelt(name));
        if !is_there && !is_required {
            let spot = findings.spot(pointer);
            findings.report(errors::missing_input(&spot, spec.name, group));
        }
    }
    for requirement in rules.requires {
        if given.contains_key(requirement.input) {
            let is_missing = |name: &&&str| !given.contains_key(**name) && !is_misspelt(name);
            for name in requirement.needs.iter().filter(is_missing) {
                let spot = findings.spot(pointer);
                findings.report(errors::missing_input(&spot, spec.name, &[name]));
            }
        }
    }
    for rule in rules.conditional {
        check_conditional(findings, pointer, rule, given);
    }
}

fn check_conditional(
    findings: &mut Findings<'_>,
    pointer: &str,
    rule: &ConditionalInputs,
    given: &JsonMap,
) {
    let value = given.get(rule.input).and_then(Value::as_str);
    let Some(value) = value.filter(|value| value.starts_with(rule.prefix)) else { return };
    for name in rule.needs.iter().filter(|name| !given.contains_key(**name)) {
        findings.report(errors::missing_input(&findings.spot(pointer), value, &[name]));
    }
    for name in rule.forbids.iter().filter(|name| given.contains_key(**name)) {
        let spot = findings.spot(&format!("{pointer}/{name}"));
        findings.report(errors::unknown_input(&spot, value, name, None));
    }
}

#[cfg(test)]
mod tests {
    use crate::ssm::pattern::syntax_problem;
    use crate::ssm::tables::{all_actions, all_plugins};

    #[test]
    fn every_pattern_of_the_tables_compiles() {
        let actions = all_actions().iter().flat_map(|spec| spec.inputs);
        let plugins = all_plugins().iter().flat_map(|spec| spec.inputs);
        for pattern in actions.chain(plugins).filter_map(|input| input.pattern) {
            assert_eq!(syntax_problem(pattern), None);
        }
    }
}
