//! Filters: `xs[where Key == "Name"]`.

use std::sync::Arc;

use crate::hir::{Expr, FilterValue, Op, PathSegment, Ty, Value};
use crate::syntax::ast::{self, BinaryOp};
use crate::text::{FileSpan, Name};

use super::super::{Checker, errors};
use super::comparison::compare_values;
use super::projection::{Projects, is_projection};

impl Checker<'_> {
    pub(super) fn filter(
        &mut self,
        base: &ast::Expr,
        tests: &[ast::FilterTest],
        at: FileSpan,
    ) -> Expr {
        let projects = is_projection(base);
        let mut base = self.expression(base);
        if base.is_error() {
            return Expr { at, ..base };
        }
        let element = match base.ty.required() {
            Ty::List { element, .. } => (**element).clone(),
            Ty::Json | Ty::Unknown => Ty::Json,
            other => {
                let found = errors::not_a_list(base.at, other, "`[where …]`");
                return self.refuse(found, at);
            }
        };
        // After `[*]` the filter looks into the list of each item.
        let element = match (projects, element) {
            (Projects::Each, Ty::List { element, .. }) => *element,
            (_, element) => element,
        };
        for test in tests {
            let Some(segment) = self.filter_test(&element, test) else { return Expr::error(at) };
            base = match (base.as_const(), segment) {
                (Some(Value::List(items)), PathSegment::Where { member, operator, value }) => {
                    let keep = |item: &&Value| passes(item, &member, &operator, &value);
                    let items = items.iter().filter(keep).cloned().collect();
                    Expr::constant(Value::List(items), Ty::list(element.clone()), at)
                }
                (_, segment) => self.project(base, segment, Ty::list(element.clone()), at),
            };
        }
        if tests.len() > 1 && base.as_const().is_none() && !base.is_error() {
            let found = errors::one_test_only(at);
            return self.refuse(found, at);
        }
        base
    }

    fn filter_test(&mut self, element: &Ty, test: &ast::FilterTest) -> Option<PathSegment> {
        let mut ty = element.required().clone();
        for part in &test.member {
            let at = self.at(part.span);
            ty = self.member_type(ty.required(), &part.text, at)?.required().clone();
        }
        let value = self.expression(&test.value);
        let value_at = value.at;
        let operator = filter_operator(test.op);
        let (Some(operator), false) = (operator, value.is_error()) else {
            if !value.is_error() {
                self.report(errors::bad_filter(value_at));
            }
            return None;
        };
        let value = if ty == Ty::Json { value } else { self.fit(value, &ty, "the filter's value") };
        let member = test.member.iter().map(|part| part.text.clone()).collect();
        let value = match self.known_value(&value, "the filter's value")? {
            Value::String(text) => FilterValue::String(text),
            Value::Int(number) => FilterValue::Int(number),
            Value::Bool(truth) => FilterValue::Bool(truth),
            _ => {
                self.report(errors::bad_filter(value_at));
                return None;
            }
        };
        Some(PathSegment::Where { member, operator, value })
    }
}

fn filter_operator(op: BinaryOp) -> Option<Op> {
    match op {
        BinaryOp::Equal => Some(Op::Equal),
        BinaryOp::NotEqual => Some(Op::NotEqual),
        BinaryOp::Less => Some(Op::Less),
        BinaryOp::LessOrEqual => Some(Op::LessOrEqual),
        BinaryOp::Greater => Some(Op::Greater),
        BinaryOp::GreaterOrEqual => Some(Op::GreaterOrEqual),
        BinaryOp::Coalesce
        | BinaryOp::Intersect
        | BinaryOp::Or
        | BinaryOp::And
        | BinaryOp::In
        | BinaryOp::EqualsIgnoreCase
        | BinaryOp::StartsWith
        | BinaryOp::EndsWith
        | BinaryOp::Contains
        | BinaryOp::Add
        | BinaryOp::Subtract
        | BinaryOp::Multiply
        | BinaryOp::Divide => None,
    }
}

fn passes(item: &Value, member: &[Name], operator: &Op, wanted: &FilterValue) -> bool {
    let found = member.iter().try_fold(item, |item, name| match item {
        Value::Record(fields) => fields.get(name),
        _ => None,
    });
    let wanted = match wanted {
        FilterValue::String(text) => Value::String(Arc::clone(text)),
        FilterValue::Int(number) => Value::Int(*number),
        FilterValue::Bool(truth) => Value::Bool(*truth),
    };
    found.is_some_and(|found| compare_values(operator, found, &wanted).unwrap_or(false))
}
