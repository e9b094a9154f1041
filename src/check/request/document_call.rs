//! A document with its arguments, as `run:` and the tasks of windows name it.

use std::sync::Arc;

use crate::check::Checker;
use crate::hir::{DocumentPin, DocumentRef, Expr, Signature, Value};
use crate::syntax::ast::{self, ExprKind};
use crate::text::{FileSpan, Name, Span};

use super::errors;

/// A call of a document whose arguments fit.
#[derive(Clone, Debug)]
pub(super) struct CheckedCall {
    pub(super) document: DocumentRef,
    pub(super) signature: Arc<Signature>,
    pub(super) arguments: Vec<(Name, Expr)>,
}

/// The parts of a call as written.
#[derive(Clone, Copy)]
pub(super) struct WrittenCall<'a> {
    pub(super) callee: &'a ast::Expr,
    pub(super) arguments: &'a [ast::Argument],
    pub(super) arguments_span: Span,
}

/// The call that an attribute's value is: `DOC(…)`, or `DOC` alone where it takes no arguments.
pub(super) fn written_call<'a>(
    cx: &mut Checker<'_>,
    expr: &'a ast::Expr,
) -> Option<WrittenCall<'a>> {
    match &expr.kind {
        ExprKind::Group(inner) => written_call(cx, inner),
        ExprKind::Call(call) => Some(WrittenCall {
            callee: &call.callee,
            arguments: &call.arguments,
            arguments_span: call.arguments_span,
        }),
        ExprKind::Name(_) | ExprKind::Member { .. } | ExprKind::String { .. } => {
            Some(WrittenCall { callee: expr, arguments: &[], arguments_span: expr.span })
        }
        ExprKind::Error => None,
        _ => {
            let at = cx.at(expr.span);
            cx.report(errors::not_a_document_call(at));
            None
        }
    }
}

/// Resolves the document and checks the arguments against its signature. Parameters in `fed` get
/// their values from elsewhere: they need no argument.
pub(super) fn check_call(
    cx: &mut Checker<'_>,
    call: WrittenCall<'_>,
    fed: &[Name],
) -> Option<CheckedCall> {
    let at = cx.at(call.callee.span);
    let signature = cx.signature_of(call.callee)?;
    let arguments = if fed.is_empty() {
        cx.arguments(&signature, call.arguments, call.arguments_span)
    } else {
        let mut lenient = Signature::clone(&signature);
        for parameter in lenient.parameters.iter_mut().filter(|it| fed.contains(&it.name)) {
            parameter.required = false;
        }
        cx.arguments(&lenient, call.arguments, call.arguments_span)
    };
    Some(CheckedCall { document: reference(&signature, at), signature, arguments })
}

fn reference(signature: &Signature, at: FileSpan) -> DocumentRef {
    DocumentRef {
        name: signature.emitted_name.clone(),
        own: signature.own,
        kind: signature.kind,
        pin: DocumentPin::Build,
        at,
    }
}

/// What an execution of a runbook takes.
///
/// Source: `Parameters` of StartAutomationExecution, API reference of Systems Manager.
const VALUES: usize = 50;
const VALUE_CHARACTERS: usize = 512;

/// Reports arguments that are larger than the execution of a runbook takes.
pub(super) fn check_sizes(cx: &mut Checker<'_>, arguments: &[(Name, Expr)]) {
    for (name, argument) in arguments {
        let Some(value) = argument.as_const() else { continue };
        let texts = match value {
            Value::List(items) => items.iter().collect(),
            single => vec![single],
        };
        if texts.len() > VALUES {
            let counts = (texts.len(), VALUES);
            cx.report(errors::large_argument(argument.at, name, "values", counts));
        }
        let longest = texts.iter().filter_map(|text| text.as_str()).map(|it| it.chars().count());
        if let Some(longest) = longest.max().filter(|longest| *longest > VALUE_CHARACTERS) {
            let counts = (longest, VALUE_CHARACTERS);
            cx.report(errors::large_argument(argument.at, name, "characters", counts));
        }
    }
}
