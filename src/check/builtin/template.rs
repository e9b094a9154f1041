//! `template`: a file's text with holes, `${…}`, that hold expressions of the arguments.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, ListPart, Ty, Value};
use crate::syntax::ast::{self, ItemKind};
use crate::syntax::parse;
use crate::text::{FileSpan, nearest};

use super::super::{Binding, BindingKind, Checker, errors};
use super::{Call, file};

/// How many `}` may stand inside a hole before the one that closes it.
const BRACES_IN_A_HOLE: usize = 16;

/// A file's text with each hole replaced by what its expression gives; `$${` is `${`.
pub(super) fn template(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some(path) = file::path(cx, call) else { return Expr::error(call.at) };
    let Some(text) = cx.file_text(&path) else { return Expr::error(call.at) };
    let Some(arguments) = arguments(cx, call) else { return Expr::error(call.at) };
    let mut template = Template { cx, path: &path.0, at: path.1, arguments };
    let Some(pieces) = template.pieces(&text) else { return Expr::error(call.at) };
    for argument in template.arguments.iter().filter(|argument| !argument.used) {
        let found = errors::unused_template_argument(argument.at, &argument.name, &path.0);
        cx.report(found);
    }
    cx.joined_text(pieces, call.at)
}

/// The arguments behind the path, as names that the holes see.
fn arguments(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<Vec<Binding>> {
    let mut arguments: Vec<Binding> = Vec::new();
    let mut is_whole = true;
    for written in call.written.arguments.iter().skip(1) {
        let Some(ast::Ident { text, span, .. }) = written.name.as_ref() else {
            let at = cx.at(written.span);
            cx.report(errors::positional_argument(at, "`template`", None));
            is_whole = false;
            continue;
        };
        let at = cx.at(*span);
        if arguments.iter().any(|argument| argument.name == *text) {
            cx.report(errors::duplicate_argument(at, text));
        }
        let expr = cx.expression(&written.value);
        is_whole &= !expr.is_error();
        let (name, kind) = (text.clone(), BindingKind::Local);
        arguments.push(Binding { name, at, kind, expr, used: false });
    }
    is_whole.then_some(arguments)
}

/// A template file at work.
struct Template<'t, 'a> {
    cx: &'t mut Checker<'a>,
    path: &'t str,
    /// Where the path is written: findings on the file stand there.
    at: FileSpan,
    arguments: Vec<Binding>,
}

impl Template<'_, '_> {
    /// The texts and values of a file in order; nothing after an error.
    fn pieces(&mut self, text: &str) -> Option<Vec<Expr>> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, hole)) = rest.split_once("${") {
            if let Some(before) = before.strip_suffix('$') {
                plain.push_str(before);
                plain.push_str("${");
                rest = hole;
                continue;
            }
            plain.push_str(before);
            let (expr, after) = self.hole(hole)?;
            pieces.push(text_piece(std::mem::take(&mut plain), self.at));
            pieces.push(expr);
            rest = after;
        }
        plain.push_str(rest);
        pieces.push(text_piece(plain, self.at));
        Some(pieces)
    }

    /// The value of the hole at the start of a text, and what stands behind its `}`.
    fn hole<'h>(&mut self, text: &'h str) -> Option<(Expr, &'h str)> {
        let Some((first, after)) = text.split_once('}') else {
            self.cx.report(errors::bad_template(self.at, self.path, "a `${` is not closed"));
            return None;
        };
        if let Some(value) = self.argument(first.trim()) {
            let value = self.cx.in_text(value);
            return (!value.is_error()).then_some((value, after));
        }
        let ends = text.match_indices('}').take(BRACES_IN_A_HOLE).map(|(at, _)| at);
        for end in ends {
            let (inside, after) = text.split_at_checked(end)?;
            if let Some(written) = read(inside) {
                let value = self.evaluated(inside.trim(), &written)?;
                return Some((value, after.get(1..).unwrap_or("")));
            }
        }
        let problem = format!("`${{{first}}}` holds no expression");
        self.cx.report(errors::bad_template(self.at, self.path, &problem));
        None
    }

    /// The argument of a name.
    fn argument(&mut self, name: &str) -> Option<Expr> {
        let argument = self.arguments.iter_mut().find(|argument| argument.name == name)?;
        argument.used = true;
        Some(argument.expr.clone())
    }

    /// What the expression of a hole gives where the arguments are all that is local.
    fn evaluated(&mut self, written: &str, expr: &ast::Expr) -> Option<Expr> {
        let (body, in_rescue, in_tasks) = (self.cx.body, self.cx.in_rescue, self.cx.in_tasks);
        let arguments = std::mem::take(&mut self.arguments);
        let work = |there: &mut Checker<'_>| {
            there.in_rescue = in_rescue;
            there.in_tasks = in_tasks;
            there.scopes.enter();
            arguments.into_iter().for_each(|argument| there.scopes.bind(argument));
            let value = there.expression(expr);
            let value = there.in_text(value);
            (value, there.scopes.leave())
        };
        let ((mut value, arguments), found) = self.cx.elsewhere(self.at.file, body, work);
        self.arguments = arguments;
        for finding in found {
            let finding = self.in_hole(written, &expr.kind, finding);
            self.cx.report(finding);
        }
        place(&mut value, self.at);
        (!value.is_error()).then_some(value)
    }

    /// A finding on the expression of a hole, at the place of the path.
    fn in_hole(&self, written: &str, kind: &ast::ExprKind, finding: Diagnostic) -> Diagnostic {
        if finding.is_error() && matches!(kind, ast::ExprKind::Name(_)) {
            let names = self.arguments.iter().map(|argument| argument.name.as_str());
            return errors::template_hole(self.at, self.path, written, nearest(written, names));
        }
        errors::in_template_hole(self.at, self.path, written, finding)
    }
}

/// The expression that a hole holds, if it holds exactly one.
fn read(hole: &str) -> Option<ast::Expr> {
    let parsed = parse(&format!("const hole = {hole}\n"), Default::default());
    let (true, [item]) = (parsed.diagnostics.is_empty(), &*parsed.ast.items) else { return None };
    match &item.kind {
        ItemKind::Const(written) => Some(written.value.clone()),
        _ => None,
    }
}

fn text_piece(text: String, at: FileSpan) -> Expr {
    Expr::constant(Value::string(text), Ty::string(), at)
}

/// Gives an expression and all in it one place: those of a hole lie in no source.
fn place(expr: &mut Expr, at: FileSpan) {
    expr.at = at;
    match &mut expr.kind {
        ExprKind::Template(parts) | ExprKind::Op { operands: parts, .. } => {
            parts.iter_mut().for_each(|part| place(part, at));
        }
        ExprKind::List(parts) => parts.iter_mut().for_each(|part| match part {
            ListPart::Item(item) | ListPart::Spread(item) => place(item, at),
        }),
        ExprKind::Record(members) => members.iter_mut().for_each(|(_, value)| place(value, at)),
        ExprKind::Else { value, default, .. } => {
            place(value, at);
            place(default, at);
        }
        ExprKind::Unchecked(value) => place(value, at),
        ExprKind::Const(_)
        | ExprKind::Parameter(_)
        | ExprKind::Variable(_)
        | ExprKind::System(_)
        | ExprKind::Output { .. }
        | ExprKind::LoopItem(_)
        | ExprKind::SsmParameter(_)
        | ExprKind::Secret(_)
        | ExprKind::Failure(_)
        | ExprKind::Target(_)
        | ExprKind::Event(_)
        | ExprKind::Window(_)
        | ExprKind::Fact(_)
        | ExprKind::TaskResult(_)
        | ExprKind::Error => {}
    }
}
