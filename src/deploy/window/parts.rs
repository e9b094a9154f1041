//! A window with its targets and tasks as members in a comparable form. Tasks name targets of the
//! window by their names: ids are others once a target was registered anew.

use serde_json::{Value, json};

use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::plan::Difference;
use crate::deploy::wanted::{Item, WindowBody};
use crate::deploy::written::{self, Members, Sides};

use super::compare::{
    Absent, Member, Same, TARGET, TASK, WINDOW, known_by, label, same_target, same_task, value,
};
use super::read::Found;

/// The window as the account has it and as it is wanted.
pub(super) fn sides(outputs: &Outputs, wanted: (&Item, &WindowBody), there: &Found) -> Sides {
    let (_, body) = wanted;
    let mut sides = Sides::default();
    pair(&mut sides, &WINDOW, "", (Some(&there.window), Some(&body.window)));
    parts(&mut sides, ("target", &TARGET, same_target), (&there.targets, &body.targets));
    let there_tasks: Vec<Value> =
        there.tasks.iter().map(|task| with_names(task, &there.targets)).collect();
    let tasks = named_tasks(outputs, wanted);
    parts(&mut sides, ("task", &TASK, same_task), (&there_tasks, &tasks));
    sides.with_tags(&identity::tags(&body.window["Tags"]), &there.tags)
}

/// Everything that a deploy writes of a window, for the tag that remembers it.
pub(super) fn written(outputs: &Outputs, wanted: (&Item, &WindowBody)) -> Members {
    let (_, body) = wanted;
    let mut sides = Sides::default();
    pair(&mut sides, &WINDOW, "", (None, Some(&body.window)));
    parts(&mut sides, ("target", &TARGET, same_target), (&[], &body.targets));
    parts(&mut sides, ("task", &TASK, same_task), (&[], &named_tasks(outputs, wanted)));
    written::tagged(sides.wanted, &body.window["Tags"])
}

/// The wanted tasks with names where they refer to targets of the window.
pub(super) fn named_tasks(outputs: &Outputs, (item, body): (&Item, &WindowBody)) -> Vec<Value> {
    let mut outputs = outputs.clone();
    for name in body.targets.iter().filter_map(known_by) {
        outputs.put(&item.id, &format!("target/{name}"), reference(name));
    }
    body.tasks.iter().map(|task| outputs.fill(task)).collect()
}

/// The targets that a wanted task runs on, one list for each target of the window that it names.
pub(in crate::deploy) fn targets_of(task: &Value, (id, body): (&str, &WindowBody)) -> Vec<Value> {
    let mut found = Vec::new();
    for target in task["Targets"].as_array().into_iter().flatten() {
        if target["Key"] != json!("WindowTargetIds") {
            found.push(json!([target]));
            continue;
        }
        let is_named = |name: &str| {
            let reference = format!("${{{id}#target/{name}}}");
            let mut values = target["Values"].as_array().into_iter().flatten();
            values.any(|value| value.as_str() == Some(&reference))
        };
        let named = body.targets.iter().filter(|one| known_by(one).is_some_and(is_named));
        found.extend(named.map(|one| one["Targets"].clone()));
    }
    found
}

/// Whether differences of a window are about what runs when and where: not only its tags.
pub(in crate::deploy) fn is_run_otherwise(differences: &[Difference]) -> bool {
    differences.iter().any(|difference| {
        let what = difference.what.as_str();
        what.starts_with("task `")
            || what.starts_with("target `")
            || WINDOW.iter().any(|(member, ..)| *member == what)
    })
}

/// A task of the account with names in the place of ids of targets.
fn with_names(task: &Value, targets: &[Value]) -> Value {
    let mut task = task.clone();
    let chosen = task["Targets"].as_array_mut().into_iter().flatten();
    for ids in chosen.filter(|it| it["Key"] == json!("WindowTargetIds")) {
        for id in ids["Values"].as_array_mut().into_iter().flatten() {
            let target = targets.iter().find(|target| target["WindowTargetId"] == *id);
            if let Some(name) = target.and_then(known_by) {
                *id = json!(reference(name));
            }
        }
    }
    task
}

fn reference(name: &str) -> String {
    format!("target `{name}`")
}

fn parts(
    sides: &mut Sides,
    (word, table, same): (&str, &[Member], Same),
    (there, wanted): (&[Value], &[Value]),
) {
    let mut kept: Vec<&Value> = Vec::new();
    for one in wanted {
        let old = same(one, there);
        kept.extend(old);
        pair(sides, table, &format!("{word} `{}`: ", label(one)), (old, Some(one)));
    }
    for old in there.iter().filter(|old| !kept.iter().any(|kept| std::ptr::eq(*kept, *old))) {
        pair(sides, table, &format!("{word} `{}`: ", label(old)), (Some(old), None));
    }
}

/// Puts one part on both sides. What the project leaves to the service counts on neither.
fn pair(
    sides: &mut Sides,
    table: &[Member],
    before_name: &str,
    (there, wanted): (Option<&Value>, Option<&Value>),
) {
    for (member, default, absent) in table {
        let is_said = wanted.is_some_and(|wanted| wanted.get(member).is_some());
        if *absent == Absent::Services && !is_said {
            continue;
        }
        let default = serde_json::from_str(default).ok();
        let name = || format!("{before_name}{member}");
        let of = |part: Option<&Value>| value(part?, member, default.as_ref());
        if let Some(value) = of(there) {
            written::put(&mut sides.there, name(), value);
        }
        if let Some(value) = of(wanted) {
            written::put(&mut sides.wanted, name(), value);
        }
    }
}
