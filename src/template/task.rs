//! `AWS::SSM::MaintenanceWindowTask` as a task of a window.

use crate::import::make;
use crate::markup::{Entry, Node};
use crate::syntax::ast::{
    Argument, Attribute, Clause, ClauseKind, DeclarationKind, DocumentCall, DocumentName, Expr,
    ExprKind, Member, MemberKind, StringPart,
};
use crate::text::{FileId, Span, nearest};

use super::association::bucket;
use super::callee::callee;
use super::expression::{literal, text, unknown};
use super::function::{function, referred, resolved};
use super::invocation::{NOTIFICATION_ROWS, notification, old_parameters};
use super::property::{Form, Row, members, part_members};
use super::resource::{Resource, check_part};
use super::table::WINDOW_TARGET;
use super::target::targets;
use super::unknown::{has_unknown, is_unknown};
use super::{Template, errors, form};

/// Properties, and the words of a task in a source. Sorted by property.
///
/// Source: `aws-resource-ssm-maintenancewindowtask`, template reference of CloudFormation.
const ROWS: &[Row] = &[
    Row { property: "CutoffBehavior", word: "cutoff_behavior", form: Form::Text },
    Row { property: "Description", word: "description", form: Form::Text },
    Row { property: "MaxConcurrency", word: "concurrency", form: Form::Share },
    Row { property: "MaxErrors", word: "max_errors", form: Form::Share },
    Row { property: "Priority", word: "priority", form: Form::Number },
    Row { property: "ServiceRoleArn", word: "role", form: Form::Text },
    Row { property: "Targets", word: "on", form: Form::Own },
];

/// Members of the parameters of a command. Sorted by property.
const COMMAND_ROWS: &[Row] = &[
    Row { property: "Comment", word: "comment", form: Form::Text },
    Row { property: "DocumentVersion", word: "version", form: Form::Version },
    Row { property: "OutputS3BucketName", word: "output_to", form: Form::Own },
    Row { property: "TimeoutSeconds", word: "timeout", form: Form::Seconds },
];

/// Members of the parameters of a runbook.
const RUNBOOK_ROWS: &[Row] =
    &[Row { property: "DocumentVersion", word: "version", form: Form::Version }];

/// The types of tasks, and the members of `TaskInvocationParameters` that belong to each. Sorted.
pub(super) const TYPES: [(&str, &str); 4] = [
    ("AUTOMATION", "MaintenanceWindowAutomationParameters"),
    ("LAMBDA", "MaintenanceWindowLambdaParameters"),
    ("RUN_COMMAND", "MaintenanceWindowRunCommandParameters"),
    ("STEP_FUNCTIONS", "MaintenanceWindowStepFunctionsParameters"),
];

/// A task as a member of its window. Of one whose type is not known the rest is looked at.
pub(super) fn task(
    template: &mut Template,
    resources: &[Resource<'_>],
    resource: &Resource<'_>,
    file: FileId,
) -> Member {
    let given = resource.known(template, "TaskInvocationParameters");
    check_parts(template, resource, given.as_ref(), file);
    let task_type = task_type(template, resource, given.as_ref(), file);
    if let Some(task_type) = task_type {
        form::check_task(template, (resource, task_type), given.as_ref(), file);
    }
    let mut attributes = members(template, resource, ROWS);
    let call = match (task_type, resource.property("TaskArn")) {
        (Some(task_type), Some(arn)) => {
            let (call, own) =
                call_of(template, resources, (resource, file), (task_type, arn, given.as_ref()));
            attributes.extend(own);
            call
        }
        _ => called(unknown(resource.id_span), Vec::new(), resource.id_span),
    };
    let on = on(template, resources, resource);
    let attributes: Vec<Attribute> = attributes.into_iter().filter_map(plain_attribute).collect();
    let clauses = on.into_iter().map(|on| Clause { span: on.span, kind: ClauseKind::On(on) });
    let kind = MemberKind::Task {
        name: make::ident(&resource.name, resource.id_span),
        call,
        clauses: clauses.collect(),
        attributes,
    };
    Member { docs: None, kind, span: resource.span }
}

/// The type of a task; of one that says none, or a wrong one, what its parameters are for.
fn task_type(
    template: &mut Template,
    resource: &Resource<'_>,
    given: Option<&Node>,
    file: FileId,
) -> Option<&'static str> {
    let of_name = |name: &str| TYPES.iter().map(|(known, _)| *known).find(|known| *known == name);
    let written = resource.text("TaskType");
    if let Some(known) = written.and_then(|(text, _)| of_name(text)) {
        return Some(known);
    }
    // Often it is written in small letters, or without its sign.
    let near = written.and_then(|(text, _)| {
        let wanted = text.to_ascii_uppercase().replace(['-', ' '], "_");
        nearest(&wanted, TYPES.iter().map(|(known, _)| *known)).or_else(|| of_name(&wanted))
    });
    let members = given.map_or(&[][..], Node::entries);
    let mut of_members = TYPES
        .iter()
        .filter(|(_, member)| members.iter().any(|entry| entry.key.text == *member))
        .map(|(known, _)| *known);
    let meant = near.or(of_members.next().filter(|_| of_members.next().is_none()));
    if let Some((text, span)) = written {
        let found = errors::unknown_task_type(span.in_file(file), text, meant);
        template.diagnostics.push(found);
    }
    meant.and_then(of_name)
}

/// What a task runs, and the attributes that its parameters give.
fn call_of(
    template: &mut Template,
    resources: &[Resource<'_>],
    (resource, file): (&Resource<'_>, FileId),
    (task_type, arn, given): (&'static str, &Entry, Option<&Node>),
) -> (DocumentCall, Vec<Member>) {
    let own = TYPES.iter().find(|(known, _)| *known == task_type).map(|(_, own)| *own);
    let part = given.zip(own).and_then(|(given, own)| given.get(own));
    if ["LAMBDA", "STEP_FUNCTIONS"].contains(&task_type) {
        return (other_call(template, arn, (task_type, part)), Vec::new());
    }
    let is_command = task_type == "RUN_COMMAND";
    let rows = if is_command { COMMAND_ROWS } else { RUNBOOK_ROWS };
    let mut attributes: Vec<Member> =
        part.into_iter().flat_map(|part| part_members(part, rows)).collect();
    template.wording.add(resource.span, rows);
    if let Some(part) = part.filter(|part| part.get("OutputS3BucketName").is_some()) {
        let names = ["OutputS3BucketName", "OutputS3KeyPrefix", ""];
        attributes.push(make::attribute("output_to", part.span, bucket(part, names)));
    }
    if let Some((entry, notify)) = part.and_then(notification).filter(|_| is_command) {
        template.wording.add(entry.value.span, NOTIFICATION_ROWS);
        attributes.push(make::attribute("notify", entry.key_span, notify));
    }
    let is_hidden = given.is_some_and(is_unknown) || part.is_some_and(is_unknown);
    let old = resource.known(template, "TaskParameters");
    let parameters = part.and_then(|part| part.get("Parameters"));
    let arguments = Arguments::of(parameters, old.as_ref(), is_hidden);
    let call = document_call(template, resources, (arn, task_type), (&arguments, file));
    (call, attributes)
}

fn plain_attribute(member: Member) -> Option<Attribute> {
    match member.kind {
        MemberKind::Attribute(attribute) => Some(attribute),
        _ => None,
    }
}

fn check_parts(
    template: &mut Template,
    resource: &Resource<'_>,
    given: Option<&Node>,
    file: FileId,
) {
    let Some(given) = given.filter(|given| given.is_map()) else { return };
    let owner = resource.table.name;
    check_part(template, (owner, "TaskInvocationParameters"), given, file);
    for entry in given.entries().iter().filter(|entry| entry.value.is_map()) {
        check_part(template, (owner, &entry.key.text), &entry.value, file);
    }
}

/// What a document gets.
enum Arguments {
    Known(Option<Node>),
    Hidden,
}

impl Arguments {
    /// The parameters of the invocation, else those in the old form.
    fn of(parameters: Option<&Node>, old: Option<&Node>, is_hidden: bool) -> Self {
        let old = match old {
            Some(old) => match old_parameters(old) {
                Some(old) if !has_unknown(&old) => Some(old),
                _ => return Arguments::Hidden,
            },
            None => None,
        };
        match parameters.cloned().or(old) {
            _ if is_hidden => Arguments::Hidden,
            Some(known) if is_unknown(&known) || !known.is_map() => Arguments::Hidden,
            known => Arguments::Known(known),
        }
    }
}

/// `DOC(…)`.
fn document_call(
    template: &mut Template,
    resources: &[Resource<'_>],
    (arn, task_type): (&Entry, &str),
    (arguments, file): (&Arguments, FileId),
) -> DocumentCall {
    let is_command = task_type == "RUN_COMMAND";
    let kind = if is_command { DeclarationKind::Command } else { DeclarationKind::Runbook };
    let callee = callee(template, resources, (&arn.value, kind), file);
    if let Some(other) = callee.kind.filter(|other| *other != kind) {
        let (wanted, found) = (kind.word(), other.word());
        let at = arn.value.span.in_file(file);
        template.diagnostics.push(errors::other_task(at, task_type, (wanted, found)));
    }
    let Arguments::Known(parameters) = arguments else {
        return called(unknown(arn.value.span), Vec::new(), arn.value.span);
    };
    let span = parameters.as_ref().map_or(arn.value.span, |node| node.span);
    if callee.kind.is_some_and(|other| other != kind) {
        return called(unknown(arn.value.span), Vec::new(), span);
    }
    let arguments = callee.arguments(parameters.as_ref());
    called(callee.expr, arguments, span)
}

fn called(callee: Expr, arguments: Vec<Argument>, arguments_span: Span) -> DocumentCall {
    let document = match &callee.kind {
        ExprKind::String { parts, .. } => match parts.as_slice() {
            [StringPart::Text { text, span }] => {
                DocumentName::String { text: text.clone(), span: *span }
            }
            _ => DocumentName::Expr(callee),
        },
        _ => DocumentName::Expr(callee),
    };
    DocumentCall { document, arguments, arguments_span }
}

/// `lambda("arn", qualifier: …)`, `step_function("arn", name: …)`. What they get is their own.
fn other_call(
    template: &mut Template,
    arn: &Entry,
    (task_type, part): (&str, Option<&Node>),
) -> DocumentCall {
    let (word, rows): (&str, &[(&str, &str)]) = match task_type {
        "LAMBDA" => ("lambda", &[("ClientContext", "client_context"), ("Qualifier", "qualifier")]),
        _ => ("step_function", &[("Name", "name")]),
    };
    let value = resolved(&arn.value, &mut template.unknowns);
    let span = value.span;
    let mut arguments = vec![make::positional(text(&value))];
    for (key, argument) in rows {
        if let Some(entry) = part.and_then(|part| part.entry(key)) {
            arguments.push(make::argument(argument, entry.key_span, literal(&entry.value)));
        }
    }
    DocumentCall {
        document: DocumentName::Expr(make::name(word, span)),
        arguments,
        arguments_span: span,
    }
}

/// The targets of a task: those of the template that it names, or its own.
fn on(
    template: &mut Template,
    resources: &[Resource<'_>],
    resource: &Resource<'_>,
) -> Option<Expr> {
    let entry = resource.property("Targets")?;
    let span = entry.value.span;
    if function(&entry.value).is_some() {
        return Some(unknown(span));
    }
    if let [only] = entry.value.items()
        && only.get("Key").and_then(Node::as_str) == Some("WindowTargetIds")
    {
        let values = only.get("Values").map_or(&[][..], Node::items);
        let [value] = values else { return Some(unknown(span)) };
        let is_own =
            |it: &&Resource<'_>| it.table.name == WINDOW_TARGET && Some(it.id) == referred(value);
        let known = resources.iter().find(is_own).filter(|it| it.property("Targets").is_some());
        return Some(known.map_or(unknown(span), |known| make::name(&known.name, value.span)));
    }
    let node = resolved(&entry.value, &mut template.unknowns);
    targets(&node)
}
