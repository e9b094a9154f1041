//! What a deploy has to do to one maintenance window, its targets and its tasks.

use serde_json::{Value, json};

use crate::deploy::api::CallError;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{changed_tags, chosen};
use crate::deploy::plan::{Compared, Comparing, Difference};
use crate::deploy::wanted::{Item, WindowBody, texts};
use crate::deploy::written;

use super::parts;
use super::read::Found;

/// A member that is compared: its name, what holds where it is absent, and who fills it in.
pub(super) type Member = (&'static str, &'static str, Absent);

/// What an absent member means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// The default of the table, or nothing.
    Default,
    /// Whatever the service puts there.
    Services,
}

/// Source: "UpdateMaintenanceWindow", API reference of Systems Manager.
pub(super) const WINDOW: [Member; 9] = [
    ("Description", "", Absent::Default),
    ("StartDate", "", Absent::Default),
    ("EndDate", "", Absent::Default),
    ("Schedule", "", Absent::Default),
    ("ScheduleTimezone", "", Absent::Default),
    ("ScheduleOffset", "", Absent::Default),
    ("Duration", "", Absent::Default),
    ("Cutoff", "", Absent::Default),
    ("AllowUnassociatedTargets", "", Absent::Default),
];

/// Source: "UpdateMaintenanceWindowTarget", API reference of Systems Manager.
pub(super) const TARGET: [Member; 4] = [
    ("Targets", "[]", Absent::Default),
    ("OwnerInformation", "", Absent::Default),
    ("Name", "", Absent::Default),
    ("Description", "", Absent::Default),
];

/// Source: "UpdateMaintenanceWindowTask", API reference of Systems Manager: without targets the
/// service puts limits of its own, without a role its service-linked one.
pub(super) const TASK: [Member; 11] = [
    ("Targets", "[]", Absent::Default),
    ("TaskArn", "", Absent::Default),
    ("ServiceRoleArn", "", Absent::Services),
    ("TaskInvocationParameters", "{}", Absent::Default),
    ("Priority", "", Absent::Services),
    ("MaxConcurrency", "", Absent::Services),
    ("MaxErrors", "", Absent::Services),
    ("Name", "", Absent::Default),
    ("Description", "", Absent::Default),
    ("CutoffBehavior", "\"CONTINUE_TASK\"", Absent::Default),
    ("AlarmConfiguration", "", Absent::Default),
];

/// Compares a window with what the account has under its name.
pub(in crate::deploy) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    body: &WindowBody,
    found: Option<&Vec<Found>>,
) -> Result<Compared, CallError> {
    let Some(found) = found.filter(|all| !all.is_empty()) else { return Ok(Compared::create()) };
    let one = match chosen(&cx.wanted.project, found, cx.options.foreign) {
        Ok(one) => one,
        Err(why) => return Ok(Compared::refuse(why)),
    };
    let mut outputs = cx.outputs.clone();
    outputs.put(&item.id, "WindowId", one.id.as_str());
    for target in &body.targets {
        if let Some(there) = same_target(target, &one.targets) {
            put_target(&mut outputs, item, target, there);
        }
    }
    let mut differences = members(&WINDOW, &one.window, &body.window, "");
    differences.extend(changed_tags(cx.wanted, &body.window["Tags"], one));
    differences.extend(differing("target", &TARGET, (&body.targets, &one.targets), same_target));
    let tasks: Vec<Value> = body.tasks.iter().map(|task| outputs.fill(task)).collect();
    differences.extend(differing("task", &TASK, (&tasks, &one.tasks), same_task));
    let sides = parts::sides(cx.outputs, (item, body), one);
    Ok(written::judged(cx, one, &sides, (differences, outputs)))
}

/// What a window that the account does not have brings along; tasks name targets by their names.
pub(in crate::deploy) fn created(
    outputs: &Outputs,
    item: &Item,
    body: &WindowBody,
) -> Vec<Difference> {
    let tasks = parts::named_tasks(outputs, (item, body));
    let mut found = members(&WINDOW, &Value::Null, &body.window, "");
    found.extend(differing("target", &TARGET, (&body.targets, &[]), same_target));
    found.extend(differing("task", &TASK, (&tasks, &[]), same_task));
    found
}

/// Keeps the id of a target, to which tasks refer by the target's name.
pub(super) fn put_target(outputs: &mut Outputs, item: &Item, target: &Value, id: &Value) {
    let id = id.as_str().or(id["WindowTargetId"].as_str()).unwrap_or_default();
    if let Some(name) = known_by(target) {
        outputs.put(&item.id, &format!("target/{name}"), id);
    }
}

pub(super) type Same = for<'a> fn(&Value, &'a [Value]) -> Option<&'a Value>;

/// What a target of a window is known by: its name, or its owner, which one without a name has of
/// the build.
pub(super) fn known_by(target: &Value) -> Option<&str> {
    target["Name"].as_str().or_else(|| target["OwnerInformation"].as_str())
}

/// The target of the account that is meant: the one of its name; of one without a name the one with
/// its owner, else with its targets.
pub(super) fn same_target<'a>(wanted: &Value, there: &'a [Value]) -> Option<&'a Value> {
    let same_type = |one: &&Value| one["ResourceType"] == wanted["ResourceType"];
    let mut of_type = there.iter().filter(same_type);
    if let Some(name) = wanted["Name"].as_str() {
        return of_type.find(|one| one["Name"].as_str() == Some(name));
    }
    let nameless = || there.iter().filter(same_type).filter(|one| one["Name"].is_null());
    let owner = &wanted["OwnerInformation"];
    let by_owner = nameless().find(|one| !owner.is_null() && one["OwnerInformation"] == *owner);
    // One that another version registered has no owner.
    by_owner.or_else(|| {
        nameless().find(|one| {
            one["Targets"] == wanted["Targets"]
                && (owner.is_null() || one["OwnerInformation"].is_null())
        })
    })
}

/// The task of the account that is meant: of its name, else what runs the same. A task of another
/// type is another one: a type cannot change.
pub(super) fn same_task<'a>(wanted: &Value, there: &'a [Value]) -> Option<&'a Value> {
    let same_type = |one: &&Value| one["TaskType"] == wanted["TaskType"];
    let mut there = there.iter().filter(same_type);
    match wanted["Name"].as_str() {
        Some(name) => there.find(|one| one["Name"].as_str() == Some(name)),
        None => there.find(|one| one.get("Name").is_none() && one["TaskArn"] == wanted["TaskArn"]),
    }
}

/// What differs between parts of a window: new ones, changed ones member by member, and those
/// that go away.
fn differing(
    word: &str,
    table: &[Member],
    (wanted, there): (&[Value], &[Value]),
    same: Same,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut kept: Vec<&Value> = Vec::new();
    for one in wanted {
        let what = format!("{word} `{}`", label(one));
        match same(one, there) {
            None => found.push(Difference::new(what, None, Some(one.clone()))),
            Some(old) => {
                kept.push(old);
                found.extend(members(table, old, one, &format!("{what}: ")));
            }
        }
    }
    let gone = there.iter().filter(|old| !kept.iter().any(|kept| std::ptr::eq(*kept, *old)));
    found.extend(
        gone.map(|old| {
            Difference::new(format!("{word} `{}`", label(old)), Some(old.clone()), None)
        }),
    );
    found
}

/// What a part is called in a message: a target without a name what it targets.
pub(super) fn label(part: &Value) -> String {
    let label = known_by(part).or_else(|| part["TaskArn"].as_str()).map(str::to_owned);
    let label = label.or_else(|| Some(targets_text(&part["Targets"])).filter(|it| !it.is_empty()));
    let id = || part["WindowTargetId"].as_str().map(str::to_owned);
    // What stands before `: ` is the part.
    label.or_else(id).unwrap_or_else(|| "without a name".to_owned()).replace(": ", ":")
}

/// `tag:Env=prod,test tag:Role=web`
pub(in crate::deploy) fn targets_text(targets: &Value) -> String {
    let target = |one: &Value| {
        let values = texts(&one["Values"]).join(",");
        Some(format!("{}={values}", one["Key"].as_str()?))
    };
    let all = targets.as_array().into_iter().flatten();
    all.filter_map(target).collect::<Vec<_>>().join(" ")
}

fn members(table: &[Member], there: &Value, wanted: &Value, before_name: &str) -> Vec<Difference> {
    let compared = table.iter().filter_map(|(member, default, absent)| {
        if *absent == Absent::Services && wanted.get(member).is_none() {
            return None;
        }
        let default = serde_json::from_str(default).ok();
        let before = value(there, member, default.as_ref());
        let after = value(wanted, member, default.as_ref());
        (before != after).then(|| Difference::new(format!("{before_name}{member}"), before, after))
    });
    compared.collect()
}

/// A member in the form in which two that mean the same are equal; nothing of what is absent.
pub(super) fn value(of: &Value, member: &str, absent: Option<&Value>) -> Option<Value> {
    let value = identity::sorted(of.get(member)?);
    let empty = value.is_null() || value == json!({}) || value == json!([]) || value == json!("");
    (!empty && Some(&value) != absent).then_some(value)
}
