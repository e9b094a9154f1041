//! Calls as statements and after `let`: which kind of thing is called.

use std::sync::Arc;

use crate::check::BindingKind;
use crate::hir::{Expr, ExprKind, Field, OutputAlias, RecordType, Ty};
use crate::resolve::Definition;
use crate::syntax::ast::{self, CallExpr, Declaration, DeclarationKind, Ident, ItemKind};
use crate::text::FileSpan;

use super::clauses::{NO_CLAUSES, STEP_CLAUSES};
use super::errors;
use super::flow::reads_variable;
use super::state::{RunbookCheck, result_of};
use super::statement::{Into, Site};

/// What a call calls.
pub(super) enum Callee<'e> {
    /// `aws.SERVICE.Operation`.
    Api {
        service: &'e Ident,
        operation: &'e Ident,
    },
    /// `action.NAME`.
    Action(&'e Ident),
    /// Below `aws` or `action`, but too short or too long. The form to write.
    Malformed(&'static str),
    /// `plugin.NAME`.
    Plugin,
    Other,
}

/// A call at the bottom of a path, with `all pages` before it if it is there.
pub(super) struct BaseCall<'e> {
    pub(super) call: &'e CallExpr,
    pub(super) expr: &'e ast::Expr,
    /// The `all pages …`, and what stands behind it.
    pub(super) pages: Option<(&'e ast::Expr, &'e ast::Expr)>,
}

impl<'a> RunbookCheck<'a> {
    /// A call that stands alone.
    pub(super) fn call_statement(&mut self, site: &Site<'_>, expr: &ast::Expr, into: Into<'_>) {
        let at = self.cx.at(expr.span);
        match base_call(expr) {
            Some(base) if is_whole(expr, &base) => match self.callee(&base.call.callee) {
                Callee::Other => {
                    self.other_call(site, &base, at, into);
                }
                callee => {
                    self.known_call(site, &base, callee, into);
                }
            },
            _ => {
                self.clauses(site, NO_CLAUSES);
                if !self.cx.expression(expr).is_error() {
                    self.cx.report(errors::idle_expression(at));
                }
            }
        }
    }

    /// `let NAME = …`: the result of a call, a path through it, or a value.
    pub(super) fn let_value(&mut self, site: &Site<'_>, value: &ast::Expr, into: Into<'_>) {
        let Some(name) = site.result else { return };
        let base = base_call(value);
        let callee = base.as_ref().map(|base| self.callee(&base.call.callee));
        let (base, callee) = match (base, callee) {
            (Some(base), Some(Callee::Other)) if self.is_declared_call(&base.call.callee) => {
                let at = self.cx.at(value.span);
                let result = self.other_call(site, &base, at, into);
                return self.name_result((name, value), &base, result);
            }
            (None, _) | (_, None | Some(Callee::Other)) => {
                return self.let_plain(site, (name, value), into);
            }
            (Some(base), Some(callee)) => (base, callee),
        };
        let Some(result) = self.known_call(site, &base, callee, into) else {
            let at = self.cx.at(value.span);
            return self.bind(name, BindingKind::Local, Expr::error(at));
        };
        self.name_result((name, value), &base, result);
    }

    /// The name of `let` for what a call gives, or for what stands behind it.
    fn name_result(
        &mut self,
        (name, value): (&Ident, &ast::Expr),
        base: &BaseCall<'_>,
        result: Expr,
    ) {
        if result.is_error() {
            return self.bind(name, BindingKind::Local, result);
        }
        self.cx.calls.insert(base.expr.span, result.clone());
        if let Some((pages, behind)) = base.pages {
            let inner = self.cx.expression(behind);
            self.cx.calls.insert(pages.span, inner);
        }
        if is_whole(value, base) {
            return self.bind(name, BindingKind::Result, result);
        }
        let value = self.cx.expression(value);
        self.alias(name, value);
    }

    /// A value under a name. What reads a variable is computed here, once: the variable may have
    /// another value later.
    fn let_plain(&mut self, site: &Site<'_>, (name, value): (&Ident, &ast::Expr), into: Into<'_>) {
        let checked = self.cx.expression(value);
        if !reads_variable(&checked) {
            self.clauses(site, NO_CLAUSES);
            self.refuse_step_label(site);
            return self.alias(name, checked);
        }
        let draft = self.snapshot(site, checked);
        let result = self.finish(site, draft, STEP_CLAUSES, into);
        self.bind(name, BindingKind::Result, result);
    }

    /// Binds a value, and remembers the name for the output that it may become.
    pub(super) fn alias(&mut self, name: &Ident, value: Expr) {
        if let ExprKind::Output { step, path } = &value.kind
            && !path.is_empty()
        {
            self.gathered.aliases.push(OutputAlias {
                name: self.with_suffix(&name.text),
                step: *step,
                path: path.clone(),
                at: self.cx.at(name.span),
            });
        }
        self.bind(name, BindingKind::Local, value);
    }

    /// The step of a call below `aws` or `action`; its result.
    fn known_call(
        &mut self,
        site: &Site<'_>,
        base: &BaseCall<'_>,
        callee: Callee<'_>,
        into: Into<'_>,
    ) -> Option<Expr> {
        let at = self.cx.at(base.call.callee.span);
        let draft = match callee {
            Callee::Api { service, operation } if base.pages.is_some() => {
                self.pages_draft(base.call, (service, operation), at)
            }
            Callee::Api { service, operation } => {
                self.api_draft(base.call, (service, operation), at)
            }
            Callee::Action(name) if name.text == "branch" => {
                return Some(self.service_branch(site, base.call, into));
            }
            Callee::Action(name) => self.action_draft(base.call, name)?,
            Callee::Malformed(form) => {
                self.cx.report(errors::malformed_path(at, form));
                return None;
            }
            Callee::Plugin => {
                let place = ("commands, roles and plays", "put it into a command, and `run` that");
                self.cx.report(errors::not_in_runbooks(at, "plugin", place));
                return None;
            }
            Callee::Other => return None,
        };
        let is_script = matches!(callee, Callee::Action(name) if name.text == "executeScript");
        let result = self.finish(site, draft, STEP_CLAUSES, into);
        Some(if is_script { with_payload(result) } else { result })
    }

    /// A call of a module, a role, or of what is no statement at all. What a module gives.
    fn other_call(
        &mut self,
        site: &Site<'_>,
        base: &BaseCall<'_>,
        at: FileSpan,
        into: Into<'_>,
    ) -> Expr {
        let callee_at = self.cx.at(base.call.callee.span);
        let called = self.declared_call(&base.call.callee);
        if let Some((definition, declaration)) = called
            && declaration.header.kind == DeclarationKind::Module
        {
            return self.inline(site, (definition, declaration), base.call, into);
        }
        if self.is_declared_call(&base.call.callee) {
            self.read_arguments(base.call);
        }
        match self.declared_kind(&base.call.callee) {
            Some(DeclarationKind::Role) => {
                let help = "put it into `play on NODES { … }`";
                let place = ("commands, plays and roles", help);
                self.cx.report(errors::not_in_runbooks(callee_at, "role", place));
            }
            Some(kind @ (DeclarationKind::Runbook | DeclarationKind::Command)) => {
                let word = if kind == DeclarationKind::Runbook { "call" } else { "run" };
                let name = match &base.call.callee.kind {
                    ast::ExprKind::Name(name) => name.text.as_str(),
                    _ => "",
                };
                self.cx.report(errors::wrong_kind_of_document(
                    callee_at,
                    (name, kind.word()),
                    Some(&format!("{word} {name}(…)")),
                ));
            }
            _ => {
                if !self.cx.expression(base.expr).is_error() {
                    self.cx.report(errors::idle_expression(at));
                }
            }
        }
        Expr::error(at)
    }

    fn is_declared_call(&self, callee: &ast::Expr) -> bool {
        self.declared_kind(callee).is_some()
    }

    /// The declaration that the name in a call means, with a project before it or without.
    fn declared_call(&self, callee: &ast::Expr) -> Option<(Definition<'a>, &'a Declaration)> {
        let found = self.declared_name(callee)?;
        match &found.item.kind {
            ItemKind::Declaration(declaration) => Some((found, declaration)),
            _ => None,
        }
    }

    fn declared_name(&self, callee: &ast::Expr) -> Option<Definition<'a>> {
        let index = self.cx.context.index;
        match &callee.kind {
            ast::ExprKind::Name(name) => index.lookup(self.cx.file, &name.text).copied(),
            ast::ExprKind::Member { base, member } => match &base.kind {
                ast::ExprKind::Name(space) => {
                    index.lookup_in(self.cx.file, &space.text, &member.text).copied()
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The kind of the declaration that a name means.
    pub(super) fn declared_kind(&self, callee: &ast::Expr) -> Option<DeclarationKind> {
        let found = self.declared_name(callee)?;
        match &found.item.kind {
            ItemKind::Declaration(declaration) => Some(declaration.header.kind),
            ItemKind::Extern(declared) => Some(declared.declaration.header.kind),
            _ => None,
        }
    }

    /// What a call calls. A value may be called `aws` or `action`.
    pub(super) fn callee<'e>(&mut self, callee: &'e ast::Expr) -> Callee<'e> {
        let mut path = Vec::new();
        let mut rest = callee;
        while let ast::ExprKind::Member { base, member } = &rest.kind {
            path.push(member);
            rest = base;
        }
        path.reverse();
        let ast::ExprKind::Name(root) = &rest.kind else { return Callee::Other };
        match (root.text.as_str(), path.as_slice()) {
            // No value can be called, so a parameter called like that is not meant.
            ("aws", [service, operation]) => Callee::Api { service, operation },
            ("action", [name]) => Callee::Action(name),
            _ if self.cx.scopes.find(&root.text).is_some() => Callee::Other,
            ("aws", _) => Callee::Malformed("aws.SERVICE.Operation(…)"),
            ("action", _) => Callee::Malformed("action.NAME(…)"),
            ("plugin", _) => Callee::Plugin,
            _ => Callee::Other,
        }
    }

    /// The whole result of a step that stands elsewhere in the same statement.
    pub(super) fn own_result(&self, draft: &super::step::Draft) -> Expr {
        result_of(draft.id, draft.result.clone(), draft.at)
    }
}

/// What `action.executeScript` gives: the result of the script is its `Payload`.
fn with_payload(result: Expr) -> Expr {
    let at = result.at;
    let field = Field { name: "Payload".into(), ty: result.ty.clone(), optional: false };
    let ty = Ty::Record(Arc::new(RecordType::new(vec![field])));
    Expr::run(ExprKind::Record(vec![("Payload".into(), result)]), ty, at)
}

/// Whether an expression is nothing but the call.
fn is_whole(expr: &ast::Expr, base: &BaseCall<'_>) -> bool {
    match &expr.kind {
        ast::ExprKind::Group(inner) | ast::ExprKind::AllPages(inner) => is_whole(inner, base),
        _ => std::ptr::eq(expr, base.expr),
    }
}

/// The call at the bottom of a path: `f(…).a[0]`, `all pages f(…).a as T`.
pub(super) fn base_call(expr: &ast::Expr) -> Option<BaseCall<'_>> {
    let mut pages = None;
    let mut rest = expr;
    loop {
        rest = match &rest.kind {
            ast::ExprKind::Call(call) => return Some(BaseCall { call, expr: rest, pages }),
            ast::ExprKind::AllPages(inner) => {
                pages = Some((rest, &**inner));
                inner
            }
            ast::ExprKind::Member { base, .. }
            | ast::ExprKind::Index { base, .. }
            | ast::ExprKind::Filter { base, .. } => base,
            ast::ExprKind::Each(base) | ast::ExprKind::Group(base) => base,
            ast::ExprKind::As { value, .. } => value,
            _ => return None,
        };
    }
}
