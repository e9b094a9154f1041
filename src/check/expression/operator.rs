//! Operators: their types, their values at build time, and what is left of them at run time.

use crate::hir::{Expr, ExprKind, Missing, Op, TargetSet, TargetTest, Ty, Value};
use crate::syntax::ast::{self, BinaryOp, UnaryOp};
use crate::text::FileSpan;

use super::super::{Checker, errors};
use super::comparison::is_comparable;
use super::{composite, constant, latest};

/// What SSM or a generated script computes may be nested so deep: one level an operator.
const MOST_NESTED: usize = 200;

/// Far more than any interface takes.
const MOST_TESTS: usize = 1_000;

impl Checker<'_> {
    pub(super) fn unary(&mut self, op: UnaryOp, operand: &ast::Expr, at: FileSpan) -> Expr {
        match op {
            UnaryOp::Not => {
                let operand = self.expression_of(operand, &Ty::Bool, "`not`");
                match operand.as_const() {
                    _ if operand.is_error() => Expr { at, ..operand },
                    Some(Value::Bool(truth)) => constant(Value::Bool(!truth), at),
                    _ => {
                        let stage = operand.stage;
                        let kind = ExprKind::Op { op: Op::Not, operands: vec![operand] };
                        composite(kind, Ty::Bool, stage, at)
                    }
                }
            }
            UnaryOp::Negate => {
                let operand = self.expression(operand);
                self.negate(operand, at)
            }
        }
    }

    fn negate(&mut self, operand: Expr, at: FileSpan) -> Expr {
        let value = match operand.as_const() {
            _ if operand.is_error() => return Expr { at, ..operand },
            Some(Value::Int(number)) => number.checked_neg().map(Value::Int),
            Some(Value::Float(number)) => Some(Value::Float(-number)),
            Some(Value::Duration(seconds)) => seconds.checked_neg().map(Value::Duration),
            Some(_) | None if !is_number(&operand.ty) => {
                let found = errors::bad_operand(operand.at, "-", &operand.ty, "a number");
                return self.refuse(found, at);
            }
            Some(_) | None => {
                let (stage, ty) = (operand.stage, plain_number(&operand.ty));
                let kind = ExprKind::Op { op: Op::Negate, operands: vec![operand] };
                return composite(kind, ty, stage, at);
            }
        };
        match value {
            Some(value) => constant(value, at),
            None => {
                let found = errors::overflow(at);
                self.refuse(found, at)
            }
        }
    }

    /// A chain of operators, however long: its left side is walked, not recursed into.
    pub(super) fn binary(&mut self, expr: &ast::Expr) -> Expr {
        if self.refuse_dashed(expr) {
            return Expr::error(self.at(expr.span));
        }
        let mut chain = Vec::new();
        let mut leftmost = expr;
        while let ast::ExprKind::Binary { op, op_span, left, right } = &leftmost.kind {
            chain.push(Link { op: *op, op_at: self.at(*op_span), right, end: leftmost.span });
            leftmost = left;
        }
        let is_path =
            matches!(leftmost.kind, ast::ExprKind::Index { .. } | ast::ExprKind::Member { .. });
        let has_default = chain.last().is_some_and(|link| link.op == BinaryOp::Coalesce);
        let outer = std::mem::replace(&mut self.has_default, is_path && has_default);
        let mut result = self.expression(leftmost);
        self.has_default = outer;
        let mut nested = 0;
        while let Some(link) = chain.pop() {
            let at = self.at(link.end);
            result = self.link(result, &link, at);
            let is_flat = matches!(
                link.op,
                BinaryOp::And | BinaryOp::Or | BinaryOp::Add | BinaryOp::Multiply
            );
            nested = if result.as_const().is_some() || is_flat { nested } else { nested + 1 };
            if nested > MOST_NESTED {
                let limit = u32::try_from(MOST_NESTED).unwrap_or(u32::MAX);
                let found = errors::nested_too_deep(at, limit);
                return self.refuse(found, at);
            }
        }
        result
    }

    fn link(&mut self, left: Expr, link: &Link<'_>, at: FileSpan) -> Expr {
        match link.op {
            BinaryOp::And | BinaryOp::Or => self.logic(left, link, at),
            BinaryOp::Coalesce => self.coalesce(left, link.right, at),
            BinaryOp::Intersect => {
                let right = self.expression_of(link.right, &Ty::Targets, "`&`");
                let left = self.fit(left, &Ty::Targets, "`&`");
                self.intersect(&left, &right, at)
            }
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                let right = self.expression(link.right);
                self.arithmetic(left, right, link, at)
            }
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessOrEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterOrEqual
            | BinaryOp::In
            | BinaryOp::EqualsIgnoreCase
            | BinaryOp::StartsWith
            | BinaryOp::EndsWith
            | BinaryOp::Contains => {
                let right = self.expression(link.right);
                self.comparison(left, right, link, at)
            }
        }
    }

    /// `and`, `or`: a known side decides or drops out; equal operators in a row become one.
    fn logic(&mut self, left: Expr, link: &Link<'_>, at: FileSpan) -> Expr {
        let (op, place, decides) = match link.op {
            BinaryOp::And => (Op::And, "`and`", false),
            _ => (Op::Or, "`or`", true),
        };
        let left = self.fit(left, &Ty::Bool, place);
        let right = self.expression_of(link.right, &Ty::Bool, place);
        match (left.as_const(), right.as_const()) {
            _ if left.is_error() || right.is_error() => Expr::error(at),
            (Some(Value::Bool(known)), _) if *known == decides => Expr { at, ..left },
            (_, Some(Value::Bool(known))) if *known == decides => Expr { at, ..right },
            (Some(_), _) => Expr { at, ..right },
            (_, Some(_)) => Expr { at, ..left },
            _ => chained(op, left, right, Ty::Bool, at),
        }
    }

    fn coalesce(&mut self, left: Expr, right: &ast::Expr, at: FileSpan) -> Expr {
        let wanted = match left.ty.required() {
            Ty::Null | Ty::Json => Ty::Unknown,
            Ty::Enum(_) | Ty::Int(_) | Ty::String { .. } | Ty::Aws { .. } => Ty::Unknown,
            other => other.clone(),
        };
        let right = self.expression_of(right, &wanted, "the default");
        if left.is_error() || right.is_error() {
            return Expr::error(at);
        }
        match left.as_const() {
            Some(Value::Null) => return Expr { at, ..right },
            Some(_) => return Expr { at, ty: left.ty.required().clone(), ..left },
            None => {}
        }
        if right.as_const() == Some(&Value::Null) {
            return self.null_default(&right, left.ty.required(), at);
        }
        let (found, default) = (left.ty.required().clone(), right.ty.required().clone());
        if !is_comparable(&found, &default) {
            let found = errors::default_of_other_type(right.at, &found, &default);
            return self.refuse(found, at);
        }
        let ty = if found == Ty::Json { default } else { found.join(right.ty.clone()) };
        // An optional parameter that is not given is empty text.
        let is_empty = right.as_const().and_then(Value::as_str) == Some("");
        if is_empty && matches!(left.kind, ExprKind::Parameter(_)) {
            return Expr { at, ty, ..left };
        }
        let stage = latest([&left, &right]);
        let (value, default) = (Box::new(left), Box::new(right));
        let kind = ExprKind::Else { value, default, when: Missing::Absent };
        composite(kind, ty, stage, at)
    }

    /// `a & b`: the tests of both.
    fn intersect(&mut self, left: &Expr, right: &Expr, at: FileSpan) -> Expr {
        let (Some(Value::Targets(left)), Some(Value::Targets(right))) =
            (left.as_const(), right.as_const())
        else {
            return Expr::error(at);
        };
        let is_all = |test: &TargetTest| matches!(test, TargetTest::All { .. });
        let mut tests: Vec<TargetTest> = left.tests.iter().chain(&right.tests).cloned().collect();
        // What narrows `all` is all that is left of it.
        if tests.iter().any(|test| !is_all(test)) {
            tests.retain(|test| !is_all(test));
        }
        if tests.len() > MOST_TESTS {
            let found = errors::too_many_tests(at, MOST_TESTS);
            return self.refuse(found, at);
        }
        let parameter = left.parameter.clone().or_else(|| right.parameter.clone());
        constant(Value::Targets(Box::new(TargetSet { tests, parameter, at })), at)
    }
}

/// One operator of a chain, with what stands right of it.
pub(super) struct Link<'e> {
    pub(super) op: BinaryOp,
    pub(super) op_at: FileSpan,
    right: &'e ast::Expr,
    end: crate::text::Span,
}

/// Two operands under one operator; those of the same operator on the left stay in one row.
pub(super) fn chained(op: Op, left: Expr, right: Expr, ty: Ty, at: FileSpan) -> Expr {
    let stage = latest([&left, &right]);
    let operands = match left.kind {
        ExprKind::Op { op: same, mut operands } if same == op && left.ty == ty => {
            operands.push(right);
            operands
        }
        kind => vec![Expr { kind, ..left }, right],
    };
    composite(ExprKind::Op { op, operands }, ty, stage, at)
}

pub(super) fn is_number(ty: &Ty) -> bool {
    ty.is_number()
}

/// A number without bounds.
pub(super) fn plain_number(ty: &Ty) -> Ty {
    if ty.is_int() { Ty::int() } else { Ty::float() }
}

/// How an operator is written.
pub(super) fn operator_text(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Coalesce => "??",
        BinaryOp::Intersect => "&",
        BinaryOp::Or => "or",
        BinaryOp::And => "and",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessOrEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterOrEqual => ">=",
        BinaryOp::In => "in",
        BinaryOp::EqualsIgnoreCase => "equals_ignore_case",
        BinaryOp::StartsWith => "starts_with",
        BinaryOp::EndsWith => "ends_with",
        BinaryOp::Contains => "contains",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
    }
}
