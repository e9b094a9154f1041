//! The values with which `wait until` and `assert` compare a property.

use crate::check::expression::as_text;
use crate::hir::{Expr, ExprKind, ListPart, Ty, Value};
use crate::syntax::ast;
use crate::text::FileSpan;

use super::errors;
use super::state::RunbookCheck;

impl RunbookCheck<'_> {
    /// The values of a list that the build knows, each as the service compares it.
    pub(super) fn desired_list(
        &mut self,
        list: &ast::Expr,
        ty: &Ty,
        (word, place): (&str, &str),
    ) -> Vec<Expr> {
        let mut checked = self.cx.expression(list);
        let at = checked.at;
        if checked.as_const().is_some() {
            checked = self.cx.fit(checked, &Ty::list(ty.required().clone()), place);
        }
        match checked.as_const() {
            Some(Value::List(items)) => items
                .clone()
                .into_iter()
                .map(|item| self.desired_text(Expr::constant(item.clone(), item.ty(), at), place))
                .collect(),
            _ => {
                if !checked.is_error() {
                    let problem = (word, "a list that only the run knows");
                    let help = "write the values: `in [\"a\", \"b\"]`";
                    self.cx.report(errors::bad_condition(at, problem, help));
                }
                vec![Expr::error(at)]
            }
        }
    }

    /// A value that only the run knows: text is compared as it is, a whole number as text.
    fn desired_later(&mut self, value: Expr, ty: &Ty, place: &str) -> Expr {
        if value.ty.is_int() && ty.is_number() {
            return as_text(value);
        }
        let wanted = if value.ty.required().is_text() { Ty::string() } else { ty.clone() };
        self.cx.fit(value, &wanted, place)
    }

    /// A value as the service compares it: as text, booleans in capitals.
    pub(super) fn desired_value(&mut self, value: &ast::Expr, ty: &Ty, place: &str) -> Expr {
        if is_scalar(ty) && !is_literal(value) {
            let checked = self.cx.expression(value);
            if checked.as_const().is_none() {
                return self.desired_later(checked, ty, place);
            }
        }
        let checked = match ty {
            Ty::Json | Ty::Unknown => self.cx.expression(value),
            ty => self.value_of_api(value, ty, place),
        };
        self.desired_text(checked, place)
    }

    fn desired_text(&mut self, checked: Expr, place: &str) -> Expr {
        let at = checked.at;
        let text = match checked.as_const() {
            Some(Value::Bool(true)) => "True".to_owned(),
            Some(Value::Bool(false)) => "False".to_owned(),
            Some(Value::Int(number)) => number.to_string(),
            // As Python writes it, which the response was read by.
            Some(Value::Float(number)) => format!("{number:?}"),
            _ => return self.cx.fit(checked, &Ty::string(), place),
        };
        super::api::constant(text, at)
    }
}

fn is_scalar(ty: &Ty) -> bool {
    ty.is_text() || ty.is_number() || ty.is_bool()
}

fn is_literal(value: &ast::Expr) -> bool {
    match &value.kind {
        ast::ExprKind::String { parts, .. } => parts.len() < 2,
        ast::ExprKind::Int(_) | ast::ExprKind::Float(_) | ast::ExprKind::Bool(_) => true,
        _ => false,
    }
}

/// The list of values: a constant where all of them are.
pub(super) fn list_of_values(values: Vec<Expr>, at: FileSpan) -> Expr {
    let ty = Ty::list(Ty::string());
    let known: Option<Vec<Value>> = values.iter().map(|value| value.as_const().cloned()).collect();
    match known {
        Some(known) => Expr::constant(Value::List(known), ty, at),
        None => Expr::run(ExprKind::List(values.into_iter().map(ListPart::Item).collect()), ty, at),
    }
}
