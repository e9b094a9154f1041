//! `AWS::SSM::MaintenanceWindowTask` as a task of a window.

use crate::import::make;
use crate::markup::{Entry, Node};
use crate::syntax::ast::{
    Argument, Attribute, Clause, ClauseKind, DeclarationKind, DocumentCall, DocumentName, Expr,
    ExprKind, Member, MemberKind, StringPart,
};
use crate::text::{FileId, Span};

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

/// A task as a member of its window; nothing where it is not known what it is.
pub(super) fn task(
    template: &mut Template,
    resources: &[Resource<'_>],
    resource: &Resource<'_>,
    file: FileId,
) -> Option<Member> {
    let (task_type, _) = resource.text("TaskType")?;
    let (_, own) = TYPES.iter().find(|(known, _)| *known == task_type)?;
    let arn = resource.property("TaskArn")?;
    let given = resource.known(template, "TaskInvocationParameters");
    check_parts(template, resource, given.as_ref(), file);
    form::check_task(template, (resource, task_type), given.as_ref(), file);
    let part = given.as_ref().and_then(|given| given.get(own));
    let is_hidden = given.as_ref().is_some_and(is_unknown) || part.is_some_and(is_unknown);
    let old = resource.known(template, "TaskParameters");
    let mut attributes = members(template, resource, ROWS);
    let call = match task_type {
        "LAMBDA" | "STEP_FUNCTIONS" => other_call(template, arn, (task_type, part)),
        _ => {
            let is_command = task_type == "RUN_COMMAND";
            let rows = if is_command { COMMAND_ROWS } else { RUNBOOK_ROWS };
            attributes.extend(part.into_iter().flat_map(|part| part_members(part, rows)));
            template.wording.add(resource.span, rows);
            if let Some(part) = part.filter(|part| part.get("OutputS3BucketName").is_some()) {
                let names = ["OutputS3BucketName", "OutputS3KeyPrefix", ""];
                attributes.push(make::attribute("output_to", part.span, bucket(part, names)));
            }
            if let Some((entry, notify)) = part.and_then(notification).filter(|_| is_command) {
                template.wording.add(entry.value.span, NOTIFICATION_ROWS);
                attributes.push(make::attribute("notify", entry.key_span, notify));
            }
            let parameters = part.and_then(|part| part.get("Parameters"));
            let arguments = Arguments::of(parameters, old.as_ref(), is_hidden);
            document_call(template, resources, (arn, task_type), (&arguments, file))
        }
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
    Some(Member { docs: None, kind, span: resource.span })
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
