//! Values that are known too late for their place.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, Stage, Ty};
use crate::text::FileSpan;

use super::error;

/// a place takes only what the build knows
pub(crate) fn not_known_at_build(expr: &Expr, place: &str) -> Diagnostic {
    let found =
        error(321, expr.at, format!("{place} must be known at build time")).label(known_when(expr));
    match (&expr.kind, expr.stage) {
        (_, Stage::Node) => found.help("test it inside a script of the same command"),
        (ExprKind::Parameter(name), _) => found.help(format!(
            "write the value here, or make it known at build time: `input {name}: {}`",
            expr.ty
        )),
        _ => found.help("write a literal, a `const` or an `input`"),
    }
}

fn known_when(expr: &Expr) -> &'static str {
    if expr.stage == Stage::Node {
        return "only the node knows this";
    }
    match &expr.kind {
        ExprKind::Parameter(_) => "a parameter is known when the document runs",
        ExprKind::Variable(_) => "a variable is known when the document runs",
        ExprKind::Output { .. } => "a step's result is known when the document runs",
        ExprKind::LoopItem(_) => "the loop's item is known when the document runs",
        _ => "this is known when the document runs",
    }
}

/// a number that Systems Manager does not turn into text
pub(crate) fn number_in_text(hole: &Expr) -> Diagnostic {
    let found = error(323, hole.at, format!("`{}` cannot stand inside a text", hole.ty))
        .label("Systems Manager does not turn numbers into text")
        .note("a reference inside a text must be a `String`: the service refuses any other");
    match &hole.kind {
        ExprKind::Parameter(name) => found.help(format!(
            "declare `{name}` as text, `String(pattern: r\"^[0-9]+$\")`, or make the text in a \
             `python` step"
        )),
        _ => found.help("make the text in a `python` step"),
    }
}

/// a value that has no text
pub(crate) fn no_text(at: FileSpan, ty: &Ty) -> Diagnostic {
    let help = match ty.required() {
        Ty::List { .. } => "write `${join(xs, \", \")}` or `${json(xs)}`",
        Ty::Record(_) | Ty::Map(_) => "write one of its members, or `${json(x)}`",
        Ty::Bool => "choose the text: `if x then \"yes\" else \"no\"`",
        Ty::Json => "say that it is text: `x as String`",
        Ty::Null => "give a default: `x ?? \"\"`",
        _ => "write one of its members",
    };
    error(324, at, format!("`{ty}` cannot stand inside a text")).label("has no text").help(help)
}

/// a value in a text that may be absent
pub(crate) fn maybe_in_text(at: FileSpan, ty: &Ty) -> Diagnostic {
    error(324, at, format!("`{ty}` cannot stand inside a text"))
        .label("may be absent")
        .help("give a default: `x ?? \"\"`")
}

/// a function that only the build computes
pub(crate) fn build_only_function(expr: &Expr, name: &str) -> Diagnostic {
    error(345, expr.at, format!("`{name}` works only with what is known at build time"))
        .label(known_when(expr))
        .help(match expr.stage {
            Stage::Node => "compute it in a script on the node",
            Stage::Build | Stage::Run => "compute it in a `python` step",
        })
}

/// an operation that only the build computes
pub(crate) fn build_only(expr: &Expr, what: &str, help: &str) -> Diagnostic {
    error(346, expr.at, format!("{what} works only with what is known at build time"))
        .label(known_when(expr))
        .help(help)
}
