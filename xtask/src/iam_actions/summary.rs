//! What changed between two files, for the person who reviews an update, and how much is known.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use ordain::aws::Service;
use ordain::aws::permission::packed::{InputPart, Operation, When};
use ordain::aws::permission::{ActionTable, KeyTable, Needed, OperationTable, Source, actions_for};

/// One line of text for each action, kind of needs and waiter, by its name.
pub type Lines = BTreeMap<String, String>;

/// What a file says, in words.
///
/// # Errors
/// Bytes that are not such a file.
pub fn lines(file: &[u8]) -> Result<Lines, String> {
    let actions = ActionTable::read(file).map_err(|error| error.to_string())?;
    let keys = KeyTable::read(file, actions.len()).map_err(|error| error.to_string())?;
    let operations =
        OperationTable::read(file, actions.len()).map_err(|error| error.to_string())?;
    let mut lines = Lines::new();
    for id in (0..).take(actions.len()) {
        let (prefix, name) = actions.name(id).unwrap_or_default();
        let mut text = ["list", "read", "write", "tagging", "permissions management"]
            .get(usize::from(actions.level(id)))
            .map(|it| (*it).to_owned())
            .unwrap_or_default();
        for (kind, arn, required) in actions.resources(id) {
            let star = if required { "*" } else { "" };
            let _ = write!(text, ", on {kind}{star} {arn}");
        }
        for dependent in actions.dependents(id) {
            let (prefix, name) = actions.name(*dependent).unwrap_or_default();
            let _ = write!(text, ", with {prefix}:{name}");
        }
        let keys: Vec<&str> = keys.of(id).collect();
        if !keys.is_empty() {
            let _ = write!(text, ", keys {}", keys.join(" "));
        }
        lines.insert(format!("{prefix}:{name}"), text);
    }
    for service in operations.services() {
        let name = operations.string(service.name);
        for operation in &service.operations {
            let text = operation_text(operation, &actions, &operations);
            lines.insert(format!("{name}.{}", operations.string(operation.name)), text);
        }
        for (waiter, calls) in &service.waiters {
            let waiter = format!("{name} waiter {}", operations.string(*waiter));
            lines.insert(waiter, format!("calls {}", operations.string(*calls)));
        }
    }
    Ok(lines)
}

fn operation_text(operation: &Operation, actions: &ActionTable, all: &OperationTable) -> String {
    let mut parts = Vec::new();
    let name = |id: u32| {
        let (prefix, name) = actions.name(id).unwrap_or_default();
        format!("{prefix}:{name}")
    };
    if operation.is_unsigned {
        parts.push("unsigned".to_owned());
    }
    for need in &operation.needs {
        let when = match need.when {
            When::Always => String::new(),
            When::Given(path) => format!(" given {}", all.string(path)),
            When::Sometimes => " sometimes".to_owned(),
        };
        parts.push(format!("needs {}{when}", name(need.action)));
    }
    for input in &operation.inputs {
        let part = match input.part {
            InputPart::Placeholder(part) => all.string(part).to_owned(),
            InputPart::Arn(kind) => format!("ARN of {}", all.string(kind)),
            InputPart::AnyArn => "ARN".to_owned(),
        };
        let paths: Vec<&str> = input.paths.iter().map(|id| all.string(*id)).collect();
        let paths = if paths.is_empty() { "nothing".to_owned() } else { paths.join(" and ") };
        parts.push(format!("{part} of {} is {paths}", name(input.action)));
    }
    parts.join(", ")
}

/// One line for each that came (`+`), went (`-`) or changed (`~`). The same lines give nothing.
pub fn changes(old: &Lines, new: &Lines) -> String {
    let mut out = String::new();
    for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        // Writing into a string cannot fail.
        let _ = match (old.get(name), new.get(name)) {
            (None, Some(new)) => writeln!(out, "+ {name}: {new}"),
            (Some(_), None) => writeln!(out, "- {name}"),
            (Some(old), Some(new)) if old != new => writeln!(out, "~ {name}: {old}\n    is {new}"),
            (Some(_), Some(_)) | (None, None) => Ok(()),
        };
    }
    out
}

/// Of how many operations it is known what they need, by source, and those of which it is not.
pub fn coverage() -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unknown = String::new();
    let (mut all, mut missing) = (0_usize, 0_usize);
    for service in Service::all() {
        let mut names = Vec::new();
        for operation in service.model().operations() {
            all += 1;
            let source = match actions_for(service.name(), operation.name()) {
                Needed::Known(needs) => needs.first().map(|it| it.source),
                Needed::Nothing(source) => Some(source),
                Needed::Unknown => None,
            };
            match source {
                Some(source) => *counts.entry(source_name(source)).or_default() += 1,
                None => names.push(operation.name()),
            }
        }
        missing += names.len();
        if !names.is_empty() {
            let _ = writeln!(unknown, "{}: {}", service.name(), names.join(" "));
        }
    }
    let known = all - missing;
    let mut out = format!("unknown, {missing} operations:\n{unknown}\n");
    for (source, count) in counts {
        let _ = writeln!(out, "{count:>6} {source}");
    }
    let share = known as f64 / all.max(1) as f64 * 100.0;
    let _ = writeln!(out, "{known} of {all} operations are known, {share:.2} %");
    out
}

fn source_name(source: Source) -> &'static str {
    match source {
        Source::SameName => "by the operation's name",
        Source::Dataset => "by iam-dataset's map",
        Source::Dependent => "by a dependent action",
        Source::Unsigned => "not signed",
        Source::HttpMethod => "by the HTTP method",
        Source::Page(_) => "by hand",
    }
}
