//! `AWS::SSM::MaintenanceWindow` with its tasks as a `window` of a source.

use crate::import::make;
use crate::syntax::ast::{
    Declaration, DeclarationKind, Expr, ExprKind, Group, Header, Item, ItemKind, Member,
};
use crate::text::{FileId, Span};

use super::Template;
use super::expression::call;
use super::function::{referred, resolved};
use super::property::{Form, Row, members};
use super::resource::{Resource, check_part};
use super::schedule::{Owner, schedule};
use super::table::{WINDOW, WINDOW_TARGET, WINDOW_TASK};
use super::target::targets;
use super::task::task;

/// Properties, and the words of a window in a source. Sorted by property.
///
/// Source: `aws-resource-ssm-maintenancewindow`, template reference of CloudFormation.
const ROWS: &[Row] = &[
    Row {
        property: "AllowUnassociatedTargets",
        word: "allow_unassociated_targets",
        form: Form::Flag,
    },
    Row { property: "Cutoff", word: "cutoff", form: Form::Hours },
    Row { property: "Description", word: "description", form: Form::Text },
    Row { property: "Duration", word: "duration", form: Form::Hours },
    Row { property: "EndDate", word: "end", form: Form::Instant },
    Row { property: "Schedule", word: "schedule", form: Form::Own },
    Row { property: "ScheduleOffset", word: "offset", form: Form::Days },
    Row { property: "StartDate", word: "start", form: Form::Instant },
    Row { property: "Tags", word: "tags", form: Form::Tags },
];

/// For messages.
const TARGET_ROWS: &[Row] = &[Row { property: "Targets", word: "on", form: Form::Own }];

/// Adds the declarations of all windows, targets and tasks.
pub(super) fn add(template: &mut Template, resources: &[Resource<'_>], file: FileId) {
    for target in resources.iter().filter(|it| it.table.name == WINDOW_TARGET) {
        add_target(template, target, file);
    }
    let is_task = |it: &&Resource<'_>| it.table.name == WINDOW_TASK;
    let mut tasks: Vec<(Option<usize>, Member)> = Vec::new();
    for one in resources.iter().filter(is_task) {
        let member = task(template, resources, one, file);
        let id = one.property("WindowId").and_then(|entry| referred(&entry.value));
        let is_own = |it: &Resource<'_>| it.table.name == WINDOW && Some(it.id) == id;
        tasks.push((resources.iter().position(is_own), member));
    }
    for (place, one) in resources.iter().enumerate().filter(|(_, it)| it.table.name == WINDOW) {
        let mut parts = members(template, one, ROWS);
        parts.extend(schedule_of(template, one, file));
        let own = tasks.iter().filter(|(window, _)| *window == Some(place));
        parts.extend(own.map(|(_, member)| member.clone()));
        let emitted = one.text("Name").map(|(name, span)| (name.to_owned(), span));
        let declared = Declared { name: &one.name, name_span: one.id_span, span: one.span };
        template.items.push(window(&declared, emitted, parts));
    }
    for (number, (_, member)) in
        tasks.into_iter().filter(|(window, _)| window.is_none()).enumerate()
    {
        let span = member.span;
        let name = format!("window_elsewhere_{number}");
        let mut parts = elsewhere(span.start_point());
        parts.push(member);
        let declared = Declared { name: &name, name_span: span.start_point(), span };
        template.items.push(window(&declared, None, parts));
    }
}

struct Declared<'n> {
    name: &'n str,
    name_span: Span,
    span: Span,
}

fn window(
    declared: &Declared<'_>,
    emitted_name: Option<(String, Span)>,
    members: Vec<Member>,
) -> Item {
    let header = Header {
        kind: DeclarationKind::Window,
        kind_span: declared.name_span,
        name: make::ident(declared.name, declared.name_span),
        emitted_name,
        targets: None,
    };
    let declaration = Declaration { header, members, body_span: declared.span };
    Item { docs: None, kind: ItemKind::Declaration(declaration), span: declared.span }
}

/// What any window must say, for the tasks of one that is not in the template.
fn elsewhere(span: Span) -> Vec<Member> {
    let lasting = |seconds: i64| make::expr(ExprKind::Duration(seconds), span);
    let every = call("rate", [lasting(7 * 86_400)], span);
    vec![
        make::attribute("schedule", span, every),
        make::attribute("duration", span, lasting(3 * 3_600)),
        make::attribute("cutoff", span, lasting(3_600)),
    ]
}

fn schedule_of(template: &mut Template, window: &Resource<'_>, file: FileId) -> Option<Member> {
    let entry = window.property("Schedule")?;
    let node = resolved(&entry.value, &mut template.unknowns);
    let zone = window.known(template, "ScheduleTimezone");
    let value = schedule(template, Owner::Window, (&node, zone.as_ref()), file);
    Some(make::attribute("schedule", entry.key_span, value))
}

/// `group NAME = …`: what the targets of a window name.
fn add_target(template: &mut Template, target: &Resource<'_>, file: FileId) {
    template.wording.add(target.span, TARGET_ROWS);
    let Some(list) = target.known(template, "Targets") else { return };
    for item in list.items().iter().filter(|item| item.is_map()) {
        check_part(template, ("AWS::SSM::Association", "Target"), item, file);
    }
    super::form::check_target(template, target, &list, file);
    let Some(value): Option<Expr> = targets(&list) else { return };
    let name = make::ident(&target.name, target.id_span);
    let kind = ItemKind::Group(Group { name, value });
    template.items.push(Item { docs: None, kind, span: target.span });
}
