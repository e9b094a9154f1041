//! Maintenance windows: when, for how long, and which tasks on which targets.

mod command_task;
mod other_task;
mod pseudo;
mod table;
mod task;

use crate::check::declaration::Declared;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, RequestField, Value, Window};
use crate::ssm::schedule::{Api, Schedule};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::attribute::{Attributes, member_words};
use super::description::docs_text;
use super::errors;
use super::name::emitted_name;
use super::schedule::{CheckedSchedule, check_schedule};
use table::{WINDOW, WINDOW_ORDER};
use task::{Targets, WrittenTask, check_task};

const OWNER: &str = "a window";

/// What a window's description may hold.
const DESCRIPTION_CHARACTERS: usize = 128;

/// Checks a `window`.
pub(crate) fn check_window(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let window = checked_window(&mut cx, declared);
    let artifact = window.map(|window| Artifact::Window(Box::new(window)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_window(cx: &mut Checker<'_>, declared: Declared<'_>) -> Option<Window> {
    let header = &declared.declaration.header;
    let at = cx.at(header.name.span);
    let (attributes, tasks) = sorted_members(cx, &declared.declaration.members);
    let attributes = Attributes::collect(cx, OWNER, WINDOW, attributes.into_iter());
    if let Some(targets) = &header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::not_in_declaration(at, "`on` behind the name", OWNER));
    }
    let emitted_name = emitted_name(cx, header, OWNER);
    let mut fields = window_fields(cx, &attributes, at);
    let description = description(cx, declared.item.docs.as_ref(), &fields);
    fields.retain(|field| field.name != "Description");
    let mut targets = Targets::default();
    let mut checked = Vec::new();
    for task in tasks {
        checked.extend(check_task(cx, &task, &mut targets));
    }
    Some(Window {
        name: header.name.text.clone(),
        emitted_name: emitted_name?,
        at,
        description,
        fields,
        targets: targets.registered,
        tasks: checked,
    })
}

fn sorted_members<'a>(
    cx: &mut Checker<'_>,
    members: &'a [ast::Member],
) -> (Vec<&'a ast::Attribute>, Vec<WrittenTask<'a>>) {
    let (mut attributes, mut tasks) = (Vec::new(), Vec::new());
    for member in members {
        match &member.kind {
            ast::MemberKind::Attribute(attribute) => attributes.push(attribute),
            ast::MemberKind::Task { name, call, clauses, attributes } => tasks.push(WrittenTask {
                name,
                docs: member.docs.as_ref(),
                call,
                clauses,
                attributes,
            }),
            ast::MemberKind::Error => {}
            ast::MemberKind::Parameter { .. }
            | ast::MemberKind::Statement(_)
            | ast::MemberKind::Handler { .. }
            | ast::MemberKind::Platform(_)
            | ast::MemberKind::Steps(_) => {
                let at = cx.at(member.span);
                cx.report(errors::not_in_declaration(at, member_words(&member.kind), OWNER));
            }
        }
    }
    for (place, task) in tasks.iter().enumerate() {
        let twin = tasks.iter().take(place).find(|other| other.name.text == task.name.text);
        if let Some(twin) = twin {
            let (at, first) = (cx.at(task.name.span), cx.at(twin.name.span));
            cx.report(errors::attribute_twice(at, first, &task.name.text));
        }
    }
    (attributes, tasks)
}

/// What the API requires of a window, with an example of each.
const REQUIRED: [(&str, &str); 3] = [
    ("schedule", "schedule: cron(\"0 2 ? * SUN *\", timezone: \"Asia/Seoul\")"),
    ("duration", "duration: 3h"),
    ("cutoff", "cutoff: 1h"),
];

fn window_fields(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    at: FileSpan,
) -> Vec<RequestField> {
    for (word, example) in REQUIRED {
        if attributes.get(word).is_none() {
            cx.report(errors::missing_attribute(at, OWNER, word, example));
        }
    }
    let schedule = attributes.get("schedule").and_then(|given| {
        let place = attributes.place("schedule");
        check_schedule(cx, &given.value, &place, Api::MaintenanceWindow)
    });
    let mut fields = attributes.plain_fields(cx);
    check_rules(cx, attributes, &fields, schedule.as_ref());
    if let Some(checked) = schedule {
        let value = Value::string(checked.schedule.to_string());
        fields.push(RequestField { name: "Schedule", value, at: checked.at });
        if let Some(zone) = checked.timezone {
            let value = Value::String(zone);
            fields.push(RequestField { name: "ScheduleTimezone", value, at: checked.at });
        }
    }
    if attributes.get("allow_unassociated_targets").is_none() {
        let value = Value::Bool(false);
        fields.push(RequestField { name: "AllowUnassociatedTargets", value, at });
    }
    fields.sort_by_key(|field| WINDOW_ORDER.iter().position(|name| *name == field.name));
    fields
}

fn check_rules(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    fields: &[RequestField],
    schedule: Option<&CheckedSchedule>,
) {
    let number = |name| {
        fields.iter().find(|field| field.name == name).and_then(|field| match field.value {
            Value::Int(count) => Some((count, field.at)),
            _ => None,
        })
    };
    if let (Some((duration, duration_at)), Some((cutoff, at))) =
        (number("Duration"), number("Cutoff"))
        && cutoff >= duration
    {
        cx.report(errors::cutoff_too_long(at, (cutoff, duration), duration_at));
    }
    if let (Some(offset), Some(schedule)) = (attributes.get("offset"), schedule)
        && !matches!(schedule.schedule, Schedule::Cron(_))
    {
        let at = cx.at(offset.key.span);
        cx.report(errors::needs(at, "offset", "a `cron(…)` schedule"));
    }
    let instant = |name| {
        let field = fields.iter().find(|field| field.name == name)?;
        let instant: jiff::Timestamp = field.value.as_str()?.parse().ok()?;
        Some((instant, field.at))
    };
    if let (Some((start, start_at)), Some((end, end_at))) =
        (instant("StartDate"), instant("EndDate"))
        && end <= start
    {
        cx.report(errors::ends_before_start(end_at, start_at));
    }
}

/// `description: "…"`, else the documentation of the declaration.
fn description(
    cx: &mut Checker<'_>,
    docs: Option<&ast::Docs>,
    fields: &[RequestField],
) -> Option<String> {
    let given = fields.iter().find(|field| field.name == "Description");
    if let Some(text) = given.and_then(|field| field.value.as_str()) {
        return Some(text.to_owned());
    }
    docs_text(cx, docs, OWNER, DESCRIPTION_CHARACTERS)
}
