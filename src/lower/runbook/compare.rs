//! Which expressions SSM compares by itself, and with which operator.

use serde_json::{Value as Json, json};

use crate::hir::{Expr, ExprKind, ListPart, Op, Value};
use crate::ssm::DataType;

use super::computation::Computation;
use super::condition::{Alternatives, Comparison, Condition, is_true};
use super::input::{Input, InputKind};
use super::lowering::Lowering;
use super::types::data_type;

impl Lowering<'_> {
    /// The condition as SSM takes it; what it cannot compare is one Boolean of `computation`.
    pub(super) fn condition(&mut self, expr: &Expr, computation: &mut Computation) -> Alternatives {
        if let Some(alternatives) = self.plain_condition(expr) {
            return alternatives;
        }
        let code = self.code(expr, computation);
        let reference = computation.result("Condition", &code, DataType::Boolean);
        vec![vec![is_true(Input::reference(reference, expr.at))]]
    }

    /// The condition, if SSM can test all of it.
    pub(super) fn plain_condition(&mut self, expr: &Expr) -> Option<Alternatives> {
        let mut computation = Computation::new(String::new(), String::new());
        let condition = self.test(expr, &mut computation);
        let found = condition.and_then(|condition| condition.alternatives());
        found.filter(|_| computation.is_empty())
    }

    fn test(&mut self, expr: &Expr, computation: &mut Computation) -> Option<Condition> {
        match &expr.kind {
            ExprKind::Const(Value::Bool(value)) => Some(Condition::Constant(*value)),
            ExprKind::Op { op, operands } => match (op, operands.as_slice()) {
                (Op::Not, [inner]) => Some(self.test(inner, computation)?.negate()),
                (Op::And, parts) => Some(Condition::All(self.tests(parts, computation)?)),
                (Op::Or, parts) => Some(Condition::Any(self.tests(parts, computation)?)),
                (Op::In, [value, list]) => self.membership(value, list, computation),
                (Op::As | Op::Member(_) | Op::Index, _) => self.boolean(expr, computation),
                (op, [left, right]) => self.comparison(op, left, right, computation),
                _ => None,
            },
            _ => self.boolean(expr, computation),
        }
    }

    fn tests(&mut self, parts: &[Expr], computation: &mut Computation) -> Option<Vec<Condition>> {
        parts.iter().map(|part| self.test(part, computation)).collect()
    }

    /// A Boolean that stands alone.
    fn boolean(&mut self, expr: &Expr, computation: &mut Computation) -> Option<Condition> {
        let reference = self.reference_as(expr, DataType::Boolean, computation)?;
        Some(Condition::Compare(is_true(Input::reference(reference, expr.at))))
    }

    /// `x in ["a", "b"]`.
    fn membership(
        &mut self,
        value: &Expr,
        list: &Expr,
        computation: &mut Computation,
    ) -> Option<Condition> {
        if let Some(Value::Range { low, high }) = list.as_const() {
            return self.between(value, (*low, *high), list, computation);
        }
        let items: Vec<Expr> = match &list.kind {
            ExprKind::Const(Value::List(items)) => items
                .iter()
                .map(|item| Expr::constant(item.clone(), value.ty.clone(), list.at))
                .collect(),
            ExprKind::List(parts) => parts
                .iter()
                .map(|part| match part {
                    ListPart::Item(item) => Some(item.clone()),
                    ListPart::Spread(_) => None,
                })
                .collect::<Option<_>>()?,
            _ => return None,
        };
        let tests = items.iter().map(|item| self.comparison(&Op::Equal, value, item, computation));
        Some(Condition::Any(tests.collect::<Option<_>>()?))
    }

    /// `x in 1..10`.
    fn between(
        &mut self,
        value: &Expr,
        (low, high): (Option<i64>, Option<i64>),
        range: &Expr,
        computation: &mut Computation,
    ) -> Option<Condition> {
        let ends = [(Op::GreaterOrEqual, low), (Op::LessOrEqual, high)];
        let tests = ends.into_iter().filter_map(|(op, end)| Some((op, end?))).map(|(op, end)| {
            let end = Expr::constant(Value::Int(end), crate::hir::Ty::int(), range.at);
            self.comparison(&op, value, &end, computation)
        });
        Some(Condition::All(tests.collect::<Option<_>>()?))
    }

    fn comparison(
        &mut self,
        op: &Op,
        left: &Expr,
        right: &Expr,
        computation: &mut Computation,
    ) -> Option<Condition> {
        if left.as_const().is_some() {
            return match right.as_const() {
                Some(_) => None,
                None => self.comparison(&flipped(op)?, right, left, computation),
            };
        }
        if *op == Op::NotEqual {
            return Some(self.comparison(&Op::Equal, left, right, computation)?.negate());
        }
        let family = family(left, right)?;
        let operator = operator(op, family)?;
        let operand = self.operand(left, right, family, computation)?;
        let variable = Input::reference(self.reference_as(left, family, computation)?, left.at);
        let compare = Comparison { variable, operator, operand, negated: false };
        Some(Condition::Compare(compare))
    }

    /// The right side. That SSM takes references there is proved for text only.
    fn operand(
        &mut self,
        left: &Expr,
        right: &Expr,
        family: DataType,
        computation: &mut Computation,
    ) -> Option<Input> {
        match right.as_const() {
            // An optional parameter that is absent is empty text.
            Some(Value::Null) if is_given_text(left) => Some(Input::json(json!(""), right.at)),
            Some(value) => {
                let value = self.json(value, right.at);
                let fits = match family {
                    DataType::String => value.is_string(),
                    DataType::Integer => value.is_i64(),
                    DataType::Boolean => value.is_boolean(),
                    DataType::MapList | DataType::StringList | DataType::StringMap => false,
                };
                fits.then(|| Input::json(value, right.at))
            }
            None if family == DataType::String => {
                let value = self.value(right, computation, "Operand");
                let is_text =
                    matches!(value.kind, InputKind::Text(_) | InputKind::Json(Json::String(_)));
                is_text.then_some(value)
            }
            // Whoever writes the service's own words has chosen that it compares by itself.
            None if self.in_own_words => {
                let reference = self.reference_as(right, family, computation)?;
                Some(Input::reference(reference, right.at))
            }
            None => None,
        }
    }
}

/// Whether it is a parameter or variable of type String.
fn is_given_text(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Parameter(_) | ExprKind::Variable(_))
        && data_type(&expr.ty) == DataType::String
}

/// The type under which two values are compared. A value without a type takes that of a constant.
fn family(left: &Expr, right: &Expr) -> Option<DataType> {
    use crate::hir::Ty;
    let known = match left.ty.required() {
        Ty::Float(_) | Ty::Duration => return None,
        Ty::Json | Ty::Unknown | Ty::Union(_) => match right.as_const() {
            Some(Value::Int(_)) => DataType::Integer,
            Some(Value::Bool(_)) => DataType::Boolean,
            _ => DataType::String,
        },
        ty => data_type(ty),
    };
    // The text of a reference is no number and no truth value: SSM would refuse to compare it.
    // So is the item of a loop, maybe: the guide types it as text.
    let may_be_text =
        matches!(left.ty, Ty::Optional(_)) || matches!(left.kind, ExprKind::LoopItem(_));
    if may_be_text && known != DataType::String {
        return None;
    }
    matches!(known, DataType::String | DataType::Integer | DataType::Boolean).then_some(known)
}

fn operator(op: &Op, family: DataType) -> Option<&'static str> {
    match (family, op) {
        (DataType::String, Op::Equal) => Some("StringEquals"),
        (DataType::String, Op::EqualsIgnoreCase) => Some("EqualsIgnoreCase"),
        (DataType::String, Op::StartsWith) => Some("StartsWith"),
        (DataType::String, Op::EndsWith) => Some("EndsWith"),
        (DataType::String, Op::Contains) => Some("Contains"),
        (DataType::Integer, Op::Equal) => Some("NumericEquals"),
        (DataType::Integer, Op::Less) => Some("NumericLesser"),
        (DataType::Integer, Op::LessOrEqual) => Some("NumericLesserOrEquals"),
        (DataType::Integer, Op::Greater) => Some("NumericGreater"),
        (DataType::Integer, Op::GreaterOrEqual) => Some("NumericGreaterOrEquals"),
        (DataType::Boolean, Op::Equal) => Some("BooleanEquals"),
        _ => None,
    }
}

/// The operator with its sides exchanged.
fn flipped(op: &Op) -> Option<Op> {
    match op {
        Op::Equal | Op::NotEqual | Op::EqualsIgnoreCase => Some(op.clone()),
        Op::Less => Some(Op::Greater),
        Op::LessOrEqual => Some(Op::GreaterOrEqual),
        Op::Greater => Some(Op::Less),
        Op::GreaterOrEqual => Some(Op::LessOrEqual),
        _ => None,
    }
}
