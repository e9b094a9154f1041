//! Calls in expressions: built-in functions and the project's own.

use crate::hir::Expr;
use crate::syntax::ast;
use crate::text::{FileSpan, nearest};

use super::super::{Checker, builtin, errors};

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &ast::CallExpr, at: FileSpan) -> Expr {
        match &call.callee.kind {
            ast::ExprKind::Name(name) => self.named_call(name, call, at),
            ast::ExprKind::Error => Expr::error(at),
            _ => self.path_call(call, at),
        }
    }

    fn named_call(&mut self, name: &ast::Ident, call: &ast::CallExpr, at: FileSpan) -> Expr {
        let name_at = self.at(name.span);
        if self.scopes.find(&name.text).is_some() {
            let found = errors::not_a_function(name_at, &name.text, "a value");
            return self.refuse(found, at);
        }
        let definition = self.context.index.lookup(self.file, &name.text).copied();
        // A module may have the name of a built-in function: tasks are called elsewhere.
        let is_builtin = builtin::find(&name.text).is_some();
        if let Some(definition) = definition.filter(|it| !is_builtin || !is_module(it)) {
            return match &definition.item.kind {
                ast::ItemKind::Fn(function) => self.own_call(function, definition.at, call, at),
                other => {
                    let what = super::super::constant::kind_words(other);
                    let found = errors::not_a_function(name_at, &name.text, what)
                        .related(definition.at, "declared here");
                    self.refuse(found, at)
                }
            };
        }
        if let Some(builtin) = builtin::find(&name.text) {
            return self.builtin(&builtin::Call { builtin, written: call, at });
        }
        if self.context.index.was_reported(self.file, &name.text) {
            return Expr::error(at);
        }
        let known: Vec<&str> =
            builtin::names().chain(self.context.index.names(self.file)).collect();
        let near = nearest(&name.text, known).map(str::to_owned);
        let found = errors::unknown_function(name_at, &name.text, near.as_deref());
        self.refuse(found, at)
    }

    /// `aws.ec2.DescribeInstances(…)` and the like are steps; nothing else has members to call.
    fn path_call(&mut self, call: &ast::CallExpr, at: FileSpan) -> Expr {
        let path = path_text(&call.callee);
        let space = path.as_deref().and_then(|path| path.split('.').next()).unwrap_or_default();
        if let Some(path) = &path
            && self.is_predeclared(space)
        {
            let found = errors::call_in_expression(at, path);
            return self.refuse(found, at);
        }
        if let ast::ExprKind::Member { base, member } = &call.callee.kind
            && builtin::find(&member.text).is_some()
        {
            let member_at = self.at(member.span);
            let base = path_text(base).unwrap_or_else(|| "x".to_owned());
            let found = errors::method_call(member_at, &member.text, &base);
            return self.refuse(found, at);
        }
        let callee_at = self.at(call.callee.span);
        let words = path.unwrap_or_else(|| "this".to_owned());
        let found = errors::not_a_function(callee_at, &words, "no function");
        self.refuse(found, at)
    }
}

fn is_module(definition: &crate::resolve::Definition<'_>) -> bool {
    match &definition.item.kind {
        ast::ItemKind::Declaration(it) => it.header.kind == ast::DeclarationKind::Module,
        _ => false,
    }
}

/// `a.b.c` of a path of names.
pub(in super::super) fn path_text(expr: &ast::Expr) -> Option<String> {
    let mut parts = Vec::new();
    let mut part = expr;
    loop {
        match &part.kind {
            ast::ExprKind::Member { base, member } => {
                parts.push(member.text.as_str());
                part = base;
            }
            ast::ExprKind::Name(name) => {
                parts.push(name.text.as_str());
                parts.reverse();
                return Some(parts.join("."));
            }
            _ => return None,
        }
    }
}
