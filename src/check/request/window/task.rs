//! One task of a window: what it runs, on which targets, and within which limits.

use crate::check::{Body, Checker};
use crate::hir::{
    DocumentPin, RequestField, SignatureKind, TargetSet, TargetTest, Value, WindowTarget,
    WindowTask, WindowTaskKind,
};
use crate::syntax::ast::{self, ClauseKind, DocumentName};
use crate::text::{FileSpan, Name};

use super::command_task::invocation;
use super::other_task::{OtherKind, check_other};
use super::pseudo::check_pseudo;
use super::table::{COMMAND_TASK, OTHER_TASK, RUNBOOK_TASK, TASK_ORDER};
use super::{DESCRIPTION_CHARACTERS, errors};
use crate::check::request::alarm::alarm_configuration;
use crate::check::request::attribute::{AttributeSpec, Attributes};
use crate::check::request::description::docs_text;
use crate::check::request::document_call::{CheckedCall, WrittenCall, check_call, check_sizes};
use crate::check::request::target::{TargetApi, check_set, read_targets};

const OWNER: &str = "a task of a window";

/// A task as written.
pub(super) struct WrittenTask<'a> {
    pub(super) name: &'a ast::Ident,
    pub(super) docs: Option<&'a ast::Docs>,
    pub(super) call: &'a ast::DocumentCall,
    pub(super) clauses: &'a [ast::Clause],
    pub(super) attributes: &'a [ast::Attribute],
}

/// The targets of a window, each registered once.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) registered: Vec<WindowTarget>,
}

/// What a task runs, before its attributes are looked at.
pub(super) struct Runs {
    pub(super) kind: WindowTaskKind,
    pub(super) parameters: Vec<(Name, crate::hir::Expr)>,
    /// Members of the invocation that the call gives.
    pub(super) invocation: Vec<RequestField>,
}

/// Checks a task and registers its targets.
pub(super) fn check_task(
    cx: &mut Checker<'_>,
    task: &WrittenTask<'_>,
    targets: &mut Targets,
) -> Option<WindowTask> {
    let at = cx.at(task.name.span);
    let on = check_clauses(cx, task.clauses);
    let set = on.and_then(|expr| read_targets(cx, expr, "the targets of a task"));
    if let Some(set) = &set {
        check_set(cx, set, TargetApi::Window);
    }
    let runs = check_runs(cx, task.call);
    let table = runs.as_ref().map_or(COMMAND_TASK, |runs| table_of(&runs.kind));
    let attributes = Attributes::collect(cx, OWNER, table, task.attributes.iter());
    let mut fields = attributes.plain_fields(cx);
    fields.extend(alarm_configuration(cx, &attributes));
    check_limits(cx, &attributes, on.is_some(), at);
    if !fields.iter().any(|field| field.name == "Priority") {
        fields.push(RequestField { name: "Priority", value: Value::Int(1), at });
    }
    let mut runs = runs?;
    pin(cx, &attributes, &mut runs.kind);
    check_pseudo(cx, &runs, on.is_some());
    if on.is_none() && matches!(runs.kind, WindowTaskKind::Command(_)) {
        let at = cx.at(task.call.document.span());
        cx.report(errors::command_without_targets(at));
    }
    let of_task = |field: &RequestField| TASK_ORDER.contains(&field.name);
    let (mut task_fields, extra): (Vec<_>, Vec<_>) = fields.into_iter().partition(of_task);
    let target = match (set, on) {
        (Some(set), Some(expr)) => Some(targets.register(set, expr, &task.name.text)),
        _ => None,
    };
    let invocation = invocation(cx, &attributes, runs.invocation.into_iter().chain(extra));
    let description = take_description(cx, &mut task_fields, task.docs);
    task_fields.sort_by_key(|field| TASK_ORDER.iter().position(|name| *name == field.name));
    Some(WindowTask {
        name: task.name.text.clone(),
        description,
        kind: runs.kind,
        parameters: runs.parameters,
        target,
        fields: task_fields,
        invocation,
        at,
    })
}

/// The targets among the clauses; a task takes no other clause.
fn check_clauses<'a>(cx: &mut Checker<'_>, clauses: &'a [ast::Clause]) -> Option<&'a ast::Expr> {
    let mut on = None;
    for clause in clauses {
        match &clause.kind {
            ClauseKind::On(targets) => on = Some(targets),
            ClauseKind::Timeout(_) => {
                let at = cx.at(clause.span);
                let found = errors::not_in_declaration(at, "this clause", OWNER);
                cx.report(found.help("write `timeout: …` between the braces of the task"));
            }
            _ => {
                let at = cx.at(clause.span);
                cx.report(errors::not_in_declaration(at, "this clause", OWNER));
            }
        }
    }
    on
}

fn table_of(kind: &WindowTaskKind) -> &'static [AttributeSpec] {
    match kind {
        WindowTaskKind::Command(_) => COMMAND_TASK,
        WindowTaskKind::Automation(_) => RUNBOOK_TASK,
        WindowTaskKind::Lambda { .. } | WindowTaskKind::StepFunctions { .. } => OTHER_TASK,
    }
}

fn check_runs(cx: &mut Checker<'_>, call: &ast::DocumentCall) -> Option<Runs> {
    let before = std::mem::replace(&mut cx.body, Body::WindowTask);
    let runs = match OtherKind::of(cx, &call.document) {
        Some(kind) => check_other(cx, kind, call),
        None => check_document(cx, call),
    };
    cx.body = before;
    runs
}

fn check_document(cx: &mut Checker<'_>, call: &ast::DocumentCall) -> Option<Runs> {
    let callee = callee_expr(&call.document);
    let written = WrittenCall {
        callee: &callee,
        arguments: &call.arguments,
        arguments_span: if call.arguments_span.is_empty() {
            call.document.span()
        } else {
            call.arguments_span
        },
    };
    let CheckedCall { document, signature, arguments } = check_call(cx, written, &[])?;
    let kind = match signature.kind {
        SignatureKind::Command => WindowTaskKind::Command(document),
        SignatureKind::Runbook => {
            check_sizes(cx, &arguments);
            WindowTaskKind::Automation(document)
        }
        SignatureKind::Session | SignatureKind::Policy | SignatureKind::Task => {
            cx.report(errors::wrong_document(document.at, &document.name, OWNER));
            return None;
        }
    };
    Some(Runs { kind, parameters: arguments, invocation: Vec::new() })
}

/// The name of a document as an expression.
fn callee_expr(document: &DocumentName) -> ast::Expr {
    match document {
        DocumentName::Expr(expr) => expr.clone(),
        DocumentName::String { text, span } => ast::Expr {
            kind: ast::ExprKind::String {
                parts: vec![ast::StringPart::Text { text: text.clone(), span: *span }],
                fence: ast::Fence::Plain,
            },
            span: *span,
        },
    }
}

/// `version: "…"` of a document's task.
fn pin(cx: &mut Checker<'_>, attributes: &Attributes<'_>, kind: &mut WindowTaskKind) {
    let (WindowTaskKind::Command(document) | WindowTaskKind::Automation(document)) = kind else {
        return;
    };
    let version = attributes.field(cx, "version").map(|field| field.value);
    document.pin = match version.as_ref().and_then(Value::as_str) {
        None => return,
        Some("latest") => DocumentPin::Latest,
        Some("default") => DocumentPin::Version("$DEFAULT".into()),
        Some(number) => DocumentPin::Version(number.into()),
    };
}

/// Targets and their limits go together: both, or none.
fn check_limits(
    cx: &mut Checker<'_>,
    attributes: &Attributes<'_>,
    has_targets: bool,
    at: FileSpan,
) {
    for word in ["concurrency", "max_errors"] {
        match attributes.get(word) {
            Some(given) if !has_targets => {
                let at = cx.at(given.key.span);
                cx.report(errors::limits_without_targets(at, word));
            }
            None if has_targets => cx.report(errors::targets_without_limits(at, word)),
            Some(_) | None => {}
        }
    }
}

fn take_description(
    cx: &mut Checker<'_>,
    fields: &mut Vec<RequestField>,
    docs: Option<&ast::Docs>,
) -> Option<String> {
    let place = fields.iter().position(|field| field.name == "Description");
    match place.map(|place| fields.remove(place)) {
        Some(field) => field.value.as_str().map(str::to_owned),
        None => docs_text(cx, docs, OWNER, DESCRIPTION_CHARACTERS),
    }
}

impl Targets {
    /// The index of these targets; the same targets are registered once.
    fn register(&mut self, targets: TargetSet, written: &ast::Expr, task: &Name) -> usize {
        let known = self.registered.iter().position(|known| is_same(&known.targets, &targets));
        if let Some(known) = known {
            return known;
        }
        let wanted = match &written.kind {
            ast::ExprKind::Name(name) => name.text.clone(),
            _ => task.clone(),
        };
        let mut name = wanted.clone();
        let mut count = 1;
        while self.registered.iter().any(|known| known.name == name) {
            count += 1;
            name = Name::new(format!("{wanted}_{count}"));
        }
        let at = targets.at;
        self.registered.push(WindowTarget { name, targets, at });
        self.registered.len() - 1
    }
}

/// Whether two sets ask the same, wherever they are written.
fn is_same(left: &TargetSet, right: &TargetSet) -> bool {
    left.tests.len() == right.tests.len()
        && left.tests.iter().zip(&right.tests).all(|pair| match pair {
            (
                TargetTest::Tag { key, values, .. },
                TargetTest::Tag { key: other_key, values: other_values, .. },
            ) => key == other_key && values == other_values,
            (TargetTest::Instances { ids, .. }, TargetTest::Instances { ids: other, .. }) => {
                ids == other
            }
            (
                TargetTest::ResourceGroup { name, .. },
                TargetTest::ResourceGroup { name: other, .. },
            ) => name == other,
            (TargetTest::All { .. }, TargetTest::All { .. }) => true,
            (
                TargetTest::ParameterValues { values, .. },
                TargetTest::ParameterValues { values: other, .. },
            ) => values == other,
            (
                TargetTest::Tag { .. }
                | TargetTest::Instances { .. }
                | TargetTest::ResourceGroup { .. }
                | TargetTest::All { .. }
                | TargetTest::ParameterValues { .. },
                _,
            ) => false,
        })
}
