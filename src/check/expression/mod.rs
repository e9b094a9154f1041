//! Expressions: types, stages, and the values of those that the build knows.

mod arithmetic;
mod call;
mod choice;
mod comparison;
mod comprehension;
mod filter;
mod list;
mod name;
mod operator;
mod path;
mod projection;
mod record;
mod script;
mod segment;
mod text;

use crate::hir::{Expr, ExprKind, Stage, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

pub(super) use call::path_text;
pub(super) use name::PREDECLARED;
pub(super) use segment::step_of;
pub(super) use text::as_text;

use super::assign::Written;
use super::whole_reference::is_reference_instead;
use super::{Checker, errors};

impl Checker<'_> {
    /// Checks an expression on its own. Never fails: an error is reported and gives
    /// `ExprKind::Error`.
    pub(crate) fn expression(&mut self, expr: &ast::Expr) -> Expr {
        let at = self.at(expr.span);
        if let Some(known) = self.calls.get(&expr.span) {
            return known.clone();
        }
        if !self.enter_level(expr.span) {
            return Expr::error(at);
        }
        let checked = self.expression_kind(expr, at);
        self.leave_level();
        checked
    }

    fn expression_kind(&mut self, expr: &ast::Expr, at: FileSpan) -> Expr {
        use ast::ExprKind as Kind;
        match &expr.kind {
            Kind::Null => constant(Value::Null, at),
            Kind::Bool(value) => constant(Value::Bool(*value), at),
            Kind::Int(value) => constant(Value::Int(*value), at),
            Kind::Float(value) => constant(Value::Float(*value), at),
            Kind::Duration(seconds) => constant(Value::Duration(*seconds), at),
            Kind::Percent(percent) => constant(Value::Percent(*percent), at),
            Kind::Range { low, high } => self.range(low.as_deref(), high.as_deref(), at),
            Kind::String { parts, .. } => self.text(parts, at),
            Kind::Name(ident) => self.name(ident),
            Kind::Member { base, member } => self.member(expr, base, member),
            Kind::Index { base, index } => self.index(base, index, at),
            Kind::Each(base) => self.each(base, at),
            Kind::Filter { base, tests } => self.filter(base, tests, at),
            Kind::Call(call) => self.call(call, at),
            Kind::List(elements) => self.list(elements, None, at),
            Kind::Record(entries) => self.record(entries, None, at),
            Kind::Unary { op, operand, .. } => self.unary(*op, operand, at),
            Kind::Binary { .. } => self.binary(expr),
            Kind::If { condition, then, otherwise } => {
                self.choice([condition, then, otherwise], None, at)
            }
            Kind::Comprehension(comprehension) => self.comprehension(comprehension, None, at),
            Kind::As { value, ty } => self.convert(value, ty, at),
            Kind::Else { value, default } => self.fallback(value, default, at),
            Kind::EachIn { parameter, targets } => self.each_in(parameter, targets, at),
            Kind::AllPages(_) => {
                let found = errors::call_in_expression(at, "all pages");
                self.refuse(found, at)
            }
            Kind::Script(written) => match self.script_value(written) {
                Some(script) => constant(Value::Script(script), at),
                None => Expr::error(at),
            },
            Kind::Group(inner) => self.expression(inner),
            Kind::Error => Expr::error(at),
        }
    }

    /// Checks an expression against the type that its place wants (literals, records and lists
    /// take their shape from it). `place` says where it stands, for messages.
    pub(crate) fn expression_of(&mut self, expr: &ast::Expr, wanted: &Ty, place: &str) -> Expr {
        use ast::ExprKind as Kind;
        let at = self.at(expr.span);
        let place = Some((wanted, place));
        match &expr.kind {
            Kind::List(_)
            | Kind::Record(_)
            | Kind::If { .. }
            | Kind::Comprehension(_)
            | Kind::Group(_) => {
                if !self.enter_level(expr.span) {
                    return Expr::error(at);
                }
                let checked = match &expr.kind {
                    Kind::List(elements) => self.list(elements, place, at),
                    Kind::Record(entries) => self.record(entries, place, at),
                    Kind::If { condition, then, otherwise } => {
                        self.choice([condition, then, otherwise], place, at)
                    }
                    Kind::Comprehension(one) => self.comprehension(one, place, at),
                    Kind::Group(inner) => self.expression_in(inner, place),
                    _ => unreachable!("the outer match lets only these in"),
                };
                self.leave_level();
                checked
            }
            _ => self.scalar_of(expr, place),
        }
    }

    /// `expression_of` where there may be no wish.
    fn expression_in(&mut self, expr: &ast::Expr, place: Place<'_>) -> Expr {
        match place {
            Some((wanted, words)) => self.expression_of(expr, wanted, words),
            None => self.expression(expr),
        }
    }

    fn scalar_of(&mut self, expr: &ast::Expr, place: Place<'_>) -> Expr {
        let checked = self.expression(expr);
        let Some((wanted, words)) = place else { return checked };
        let is_literal = matches!(
            expr.kind,
            ast::ExprKind::String { .. } | ast::ExprKind::Int(_) | ast::ExprKind::Bool(_)
        );
        let written = if is_literal { Written::Literal } else { Written::Otherwise };
        self.fit_written(checked, wanted, words, written)
    }

    /// The value of an expression in a place that only takes what the build knows; a run- or
    /// node-stage value there is an error that names the place and says what to do.
    pub(crate) fn build_value(
        &mut self,
        expr: &ast::Expr,
        wanted: &Ty,
        place: &str,
    ) -> Option<(Value, FileSpan)> {
        let checked = self.expression_of(expr, wanted, place);
        let at = checked.at;
        if is_reference_instead(&checked) {
            let found = errors::not_known_at_build(&checked, place);
            self.report(found);
            return None;
        }
        self.known_value(&checked, place).map(|value| (value, at))
    }

    /// The value of a checked expression, or an error where the build does not know it.
    pub(crate) fn known_value(&mut self, checked: &Expr, place: &str) -> Option<Value> {
        if let Some(value) = checked.as_const() {
            return Some(value.clone());
        }
        if !checked.is_error() && !self.is_abstract {
            let found = errors::not_known_at_build(checked, place);
            self.report(found);
        }
        None
    }
}

/// What a place wants, and its words; nothing where anything may stand.
pub(super) type Place<'p> = Option<(&'p Ty, &'p str)>;

pub(super) fn constant(value: Value, at: FileSpan) -> Expr {
    let ty = value.ty();
    Expr::constant(value, ty, at)
}

/// An expression that is known when the last of its parts is.
pub(super) fn composite(kind: ExprKind, ty: Ty, stage: Stage, at: FileSpan) -> Expr {
    Expr { kind, ty, stage: stage.max(Stage::Run), at }
}

/// When the last of some expressions is known.
pub(super) fn latest<'e>(parts: impl IntoIterator<Item = &'e Expr>) -> Stage {
    parts.into_iter().map(|part| part.stage).max().unwrap_or(Stage::Build)
}
