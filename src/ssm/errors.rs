//! The findings of `ssm`, one function for each code.

mod read;

use serde_json::Value;

use super::limits::grouped;
use super::size::Part;
use super::validate::Spot;
use super::wording::{either, json_type, kind_of, sentence, shown};
use crate::diagnostic::{Code, Diagnostic};

pub(super) use read::{later_output, output_elsewhere, own_output};

/// A number or size and the bounds that it breaks.
pub(super) struct Bound {
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
    pub(super) found: i64,
}

/// E0640: a value of a document has the wrong type
pub(super) fn wrong_type(spot: &Spot, value: &Value, types: &[&str]) -> Diagnostic {
    let wanted = either(types.iter().map(|name| json_type(name)));
    error(640, spot, format!("{} is {}, not {wanted}", spot.name, kind_of(value)))
        .label(format!("not {wanted}"))
        .note("the service reads every member of a document with a type of its own")
}

/// E0641: a document has a member that the service does not know
pub(super) fn unknown_member(
    spot: &Spot,
    owner: &Spot,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    error(641, spot, format!("{} has no member `{name}`", owner.name))
        .label("unknown member")
        .note("the service refuses a document with a member that it does not know")
        .help(match near {
            Some(near) => format!("write `{near}`"),
            None => format!("remove `{name}`"),
        })
}

/// E0641 as a warning: a document names the schema that its editor checks it against
///
/// The agent's own documents do, and no source says that the service refuses it.
pub(super) fn schema_reference(spot: &Spot) -> Diagnostic {
    Diagnostic::warning(Code(641), spot.at, "the document names a schema of its own")
        .label("not read")
        .note("`$schema` is for editors: no page of the service lists it")
        .help("remove `$schema`")
}

/// E0641: a document has a member that the service does not know
pub(super) fn member_out_of_place(spot: &Spot) -> Diagnostic {
    error(641, spot, format!("{} does not belong here", spot.name))
        .label("does not belong here")
        .note("which members a document has depends on its kind and version")
        .help("remove it")
}

/// E0642: a document lacks a member that the service asks for
pub(super) fn missing_member(spot: &Spot, name: &str) -> Diagnostic {
    error(642, spot, format!("{} has no `{name}`", spot.name))
        .label(format!("`{name}` is missing"))
        .note(format!("`{name}` is required"))
        .help(format!("add `{name}`"))
}

/// E0643: a value is not one that the service accepts
pub(super) fn value_not_allowed(spot: &Spot, value: &Value, allowed: &[Value]) -> Diagnostic {
    let list = allowed.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
    let near = value
        .as_str()
        .and_then(|text| crate::text::nearest(text, allowed.iter().filter_map(Value::as_str)));
    error(643, spot, format!("{} cannot be {}", spot.name, shown(value)))
        .label("not one of the accepted values")
        .note(format!("accepted: {list}"))
        .help_if(near.map(|near| format!("write \"{near}\"")))
}

/// E0643: a value is not one that the service accepts
pub(super) fn text_not_allowed(
    spot: &Spot,
    value: &Value,
    description: &str,
    pattern: &str,
) -> Diagnostic {
    let rule = if description.is_empty() {
        format!("it must match `{pattern}`")
    } else {
        sentence(description)
    };
    error(643, spot, format!("{} cannot be {}", spot.name, shown(value)))
        .label("not accepted")
        .note(rule)
}

/// E0644: a name is not one that the service accepts
pub(super) fn name_not_allowed(spot: &Spot, name: &str, rule: &str) -> Diagnostic {
    error(644, spot, format!("the service does not accept the name \"{name}\""))
        .label("not an accepted name")
        .note(sentence(rule))
}

/// E0645: a number or a size is out of its bounds
pub(super) fn out_of_range(spot: &Spot, bound: &Bound, unit: &str) -> Diagnostic {
    let one = if bound.found == 1 { unit.trim_end_matches('s') } else { unit };
    let unit = if one.is_empty() { String::new() } else { format!(" {one}") };
    let number = |number: i64| match u64::try_from(number) {
        Ok(number) => grouped(number),
        Err(_) => number.to_string(),
    };
    let found = number(bound.found);
    let has = if unit.is_empty() { "is" } else { "has" };
    let (limit, word) = match (bound.low, bound.high) {
        (Some(low), None) => (number(low), "at least"),
        (_, Some(high)) => (number(high), "at most"),
        (None, None) => (found.clone(), "exactly"),
    };
    error(
        645,
        spot,
        format!("{} {has} {found}{unit}, the service accepts {word} {limit}", spot.name),
    )
    .label(format!("{found}{unit}"))
}

/// E0646: a document is larger than the service accepts
pub(super) fn too_large(
    at: &Spot,
    bytes: usize,
    most: u64,
    (parts, largest): (&[(Spot, usize)], &[Part]),
) -> Diagnostic {
    let bytes = grouped(bytes as u64);
    let lines: Vec<String> = largest
        .iter()
        .map(|part| format!("{:>9} bytes  {}", grouped(part.bytes as u64), part.what))
        .collect();
    let limit = grouped(most);
    let message = format!("this document has {bytes} bytes, Systems Manager accepts {limit}");
    let mut diagnostic = error(646, at, message)
        .label(format!("{bytes} bytes"))
        .note(format!("the largest parts are\n{}", lines.join("\n")))
        .help("move long scripts to attachments, or split the document in two");
    for (spot, size) in parts {
        let size = grouped(*size as u64);
        diagnostic = diagnostic.related(spot.at, format!("{size} bytes for {}", spot.name));
    }
    diagnostic
}

/// E0647: a runbook has more steps than any that AWS publishes
pub(super) fn many_steps(spot: &Spot, steps: usize, most: u64) -> Diagnostic {
    Diagnostic::warning(
        Code(647),
        spot.at,
        format!("this runbook has {steps} steps, more than {most} have not been tried"),
    )
    .label(format!("{steps} steps"))
    .note("AWS states no limit; its own largest runbook has 75 steps")
    .help("move parts to runbooks of their own")
}

/// E0648: an action or plugin does not exist
pub(super) fn unknown_action(
    spot: &Spot,
    word: &str,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    error(648, spot, format!("there is no {word} `{name}`"))
        .label(format!("unknown {word}"))
        .help_if(near.map(|near| format!("write `{near}`")))
}

/// E0648: an action or plugin does not exist
pub(super) fn plugin_of_other_version(spot: &Spot, name: &str, versions: &[&str]) -> Diagnostic {
    error(648, spot, format!("`{name}` does not exist in documents of this version"))
        .label("not in this version")
        .note(format!("it exists in schema {}", versions.join(", ")))
}

/// E0649: a step has an input that its action does not take
pub(super) fn unknown_input(
    spot: &Spot,
    action: &str,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    error(649, spot, format!("`{action}` has no input `{name}`"))
        .label("unknown input")
        .note("the service refuses a step with an input that it does not know")
        .help(match near {
            Some(near) => format!("write `{near}`"),
            None => format!("remove `{name}`"),
        })
}

/// E0650: a step lacks an input that its action asks for
pub(super) fn missing_input(spot: &Spot, action: &str, names: &[&str]) -> Diagnostic {
    let names = either(names.iter().map(|name| format!("`{name}`")));
    error(650, spot, format!("{} has no {names}", spot.name))
        .label(format!("{names} is missing"))
        .note(format!("`{action}` requires it"))
        .help(format!("add {names}"))
}

/// E0651: an input has a value that its action does not take
pub(super) fn wrong_input(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    error(651, spot, format!("{} {problem}", spot.name)).label("not accepted").note(rule)
}

/// E0651 as a warning: an input has a value that the service has withdrawn
pub(super) fn withdrawn_input(spot: &Spot, text: &str, rule: &str) -> Diagnostic {
    let message = format!("{} is \"{text}\", which the service has withdrawn", spot.name);
    Diagnostic::warning(Code(651), spot.at, message).label("no longer accepted").note(rule)
}

/// E0669: a script's attachment is not among the document's files
///
/// Documents that others publish have no `files` where the call that makes them has `Attachments`.
pub(super) fn unlisted_attachment(spot: &Spot, name: &str) -> Diagnostic {
    let message =
        format!("{} names \"{name}\", which is not among the `files` of the document", spot.name);
    Diagnostic::warning(Code(669), spot.at, message)
        .label("not listed")
        .note("an attachment is listed under `files` with its checksum")
        .help(format!("add \"{name}\" to `files`, with the `sha256` of its content"))
}

/// E0652: inputs or members exclude each other
pub(super) fn not_together(spot: &Spot, names: &[&str], rule: &str) -> Diagnostic {
    let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    error(652, spot, format!("{} has {names} together", spot.name))
        .label("these exclude each other")
        .note(rule)
        .help("keep one of them")
}

/// E0653: two steps have the same name
pub(super) fn duplicate_step(spot: &Spot, first: &Spot, name: &str) -> Diagnostic {
    error(653, spot, format!("two steps have the name \"{name}\""))
        .label("used a second time")
        .related(first.at, "used here first")
        .note("names of steps are unique in the whole document, bodies of loops included")
}

/// E0654: a jump leads to a step where it cannot go
pub(super) fn unknown_target(spot: &Spot, name: &str, near: Option<&str>) -> Diagnostic {
    error(654, spot, format!("{} leads to \"{name}\", which is no step", spot.name))
        .label("no such step")
        .help_if(near.map(|near| format!("write \"{near}\"")))
}

/// E0654: a jump leads to a step where it cannot go
pub(super) fn jump_into_loop(spot: &Spot, name: &str, owner: &str) -> Diagnostic {
    error(654, spot, format!("{} leads into the loop \"{owner}\"", spot.name))
        .label(format!("\"{name}\" lies in a loop"))
        .note("the steps of a loop are reached through the loop only")
        .help(format!("lead to \"{owner}\""))
}

/// E0655: steps lead back to where they came from
pub(super) fn circle(spot: &Spot, names: &[&str]) -> Diagnostic {
    error(655, spot, format!("the steps go in a circle: {}", names.join(" → ")))
        .label("leads back")
        .note("the service refuses to start a runbook whose steps can run twice")
        .help("repeat steps with `aws:loop`")
}

/// E0656: a reference names nothing
pub(super) fn unknown_reference(
    spot: &Spot,
    reference: &str,
    problem: &str,
    near: Option<&str>,
) -> Diagnostic {
    error(656, spot, format!("{} refers to `{reference}`: {problem}", spot.name))
        .label("names nothing")
        .note("the service reads every `{{ name }}` as a reference, also inside scripts")
        .help_if(near.map(|near| format!("write `{near}`")))
}

/// E0657: a reference stands where the service does not read it
pub(super) fn reference_out_of_place(spot: &Spot, reference: &str, rule: &str) -> Diagnostic {
    error(657, spot, format!("{} cannot hold `{{{{ {reference} }}}}`", spot.name))
        .label("not read here")
        .note(rule)
}

/// E0658: a document lists an output that no step has
pub(super) fn unknown_output(spot: &Spot, output: &str, problem: &str) -> Diagnostic {
    error(658, spot, format!("the document has the output \"{output}\": {problem}"))
        .label("no such output")
        .note("an output is the name of a step, a dot, and the name of one of its outputs")
}

/// E0659: a condition is not one that the service can test
pub(super) fn bad_condition(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    error(659, spot, format!("{} {problem}", spot.name)).label("not a condition").note(rule)
}

/// E0660: an output of a step has a name that its action keeps for itself
pub(super) fn reserved_output(spot: &Spot, name: &str, action: &str) -> Diagnostic {
    error(660, spot, format!("{} cannot have the name \"{name}\"", spot.name))
        .label("a reserved name")
        .note(format!("every `{action}` has an output of this name"))
}

/// E0661: a default does not fit its parameter or variable
pub(super) fn wrong_default(spot: &Spot, value: &Value, problem: &str) -> Diagnostic {
    error(661, spot, format!("{} cannot be {}: {problem}", spot.name, shown(value)))
        .label("does not fit")
        .note("the service checks a default when the document is made")
}

/// E0662: a step cannot stand where it stands, or take what it is given
pub(super) fn misplaced_step(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    error(662, spot, format!("{} {problem}", spot.name)).label("not possible here").note(rule)
}

/// E0662: a change template asks for a document that is no runbook
pub(super) fn no_runbook(spot: &Spot, name: &str) -> Diagnostic {
    error(662, spot, format!("\"{name}\" is no runbook"))
        .label("cannot be asked for")
        .note("a change request runs a document of the type Automation")
}

/// E0217: AWS has no document of this name
pub(super) fn unknown_runbook(spot: &Spot, name: &str, near: &str) -> Diagnostic {
    error(217, spot, format!("AWS has no document \"{name}\""))
        .label("unknown document")
        .note("known are the documents that AWS owns and this version of Ordain declares")
        .help(format!("write \"{near}\""))
}

/// E0662 as a warning: a cancellation does not do what the step says
///
/// The guide says so, and published documents have it: the service takes them.
pub(super) fn idle_cancel(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    let message = format!("{} {problem}", spot.name);
    Diagnostic::warning(Code(662), spot.at, message).label("does not run").note(rule)
}

/// E0663: a precondition is not one that the agent can test
pub(super) fn bad_precondition(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    error(663, spot, format!("{} {problem}", spot.name)).label("fails on every node").note(rule)
}

/// E0664: the members of a request do not go together
pub(super) fn bad_request(spot: &Spot, problem: &str, rule: &str) -> Diagnostic {
    error(664, spot, format!("{} {problem}", spot.name)).label("not accepted").note(rule)
}

/// E0665: a script holds a reference to a parameter that does not exist
pub(super) fn script_reference(spot: &Spot, reference: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("{} holds `{{{{ {reference} }}}}`, which is no parameter", spot.name);
    Diagnostic::warning(Code(665), spot.at, message)
        .label("stays as it is")
        .note("the agent leaves such text as it is; the service may refuse the document")
        .help_if(near.map(|near| format!("write `{{{{ {near} }}}}`")))
}

/// E0666: a member of a document has no effect
pub(super) fn no_effect(spot: &Spot, rule: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::warning(Code(666), spot.at, format!("{} has no effect", spot.name))
        .label("ignored")
        .note(rule)
        .help_if(near.map(|near| format!("write `{near}`")))
}

fn error(code: u16, spot: &Spot, message: String) -> Diagnostic {
    Diagnostic::error(Code(code), spot.at, message)
}
