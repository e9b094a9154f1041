//! Conditions of tasks, in the form that preconditions and shells are made from.

use crate::hir::{Expr, ExprKind, Op, Platform, TaskId, Ty, Value};
use crate::text::{FileSpan, Name};

use super::data::{Channel, Piece, Reason, Refusal, pieces_of, refuse, visit_facts, visit_pieces};
use super::fact::Fact;

/// A condition over texts, numbers and the platform.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Is(bool),
    Platform(Platform),
    /// What an earlier task did.
    Result(TaskId, Outcome),
    Compare {
        kind: TextTest,
        left: Vec<Piece>,
        right: Vec<Piece>,
    },
    /// Numbers, in their plain spelling.
    Order {
        order: Order,
        left: Vec<Piece>,
        right: Vec<Piece>,
    },
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
}

/// What a task can have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Changed,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextTest {
    Equal,
    EqualIgnoringCase,
    StartsWith,
    EndsWith,
    Contains,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The test that an expression of type `Bool` makes.
pub(super) fn condition_of(expr: &Expr) -> Result<Condition, Refusal> {
    match &expr.kind {
        ExprKind::Const(Value::Bool(flag)) => Ok(Condition::Is(*flag)),
        ExprKind::Op { op, operands } => operation(op, operands, expr),
        ExprKind::Unchecked(inner) => condition_of(inner),
        _ => Ok(equal(pieces_of(expr)?, vec![Piece::Text("true".to_owned())])),
    }
}

fn operation(op: &Op, operands: &[Expr], expr: &Expr) -> Result<Condition, Refusal> {
    let all = |operands: &[Expr]| operands.iter().map(condition_of).collect::<Result<Vec<_>, _>>();
    match (op, operands) {
        (Op::And, _) => Ok(flat_and(all(operands)?)),
        (Op::Or, _) => Ok(Condition::Or(all(operands)?)),
        (Op::Not, [operand]) => Ok(negate(condition_of(operand)?)),
        (Op::Equal, [left, right]) => equality(left, right),
        (Op::NotEqual, [left, right]) => inequality(left, right),
        (Op::EqualsIgnoreCase, [left, right]) => compare(TextTest::EqualIgnoringCase, left, right),
        (Op::StartsWith, [left, right]) => compare(TextTest::StartsWith, left, right),
        (Op::EndsWith, [left, right]) => compare(TextTest::EndsWith, left, right),
        (Op::Contains, [left, right]) => compare(TextTest::Contains, left, right),
        (Op::In, [item, list]) => membership(item, list),
        (Op::Less, [left, right]) => order(Order::Less, left, right),
        (Op::LessOrEqual, [left, right]) => order(Order::LessOrEqual, left, right),
        (Op::Greater, [left, right]) => order(Order::Greater, left, right),
        (Op::GreaterOrEqual, [left, right]) => order(Order::GreaterOrEqual, left, right),
        (Op::As, [value]) => condition_of(value),
        (Op::Member(name), [value]) => result(name, value, expr),
        _ => refuse(expr.at, Reason::Computed),
    }
}

fn result(member: &Name, value: &Expr, expr: &Expr) -> Result<Condition, Refusal> {
    let ExprKind::TaskResult(task) = value.kind else {
        return refuse(expr.at, Reason::Computed);
    };
    let outcome = if member == "failed" { Outcome::Failed } else { Outcome::Changed };
    Ok(Condition::Result(task, outcome))
}

fn equality(left: &Expr, right: &Expr) -> Result<Condition, Refusal> {
    if let Some(platform) = platform_test(left, right).or_else(|| platform_test(right, left)) {
        return Ok(platform);
    }
    // `x.changed == true`.
    for (test, value) in [(left, right), (right, left)] {
        if let (ExprKind::Op { op: Op::Member(_), .. }, Some(Value::Bool(flag))) =
            (&test.kind, value.as_const())
        {
            let test = condition_of(test)?;
            return Ok(if *flag { test } else { negate(test) });
        }
    }
    // `flag == (a == b)` has no short form; plain flags compare as the texts that they travel as.
    Ok(equal(pieces_of(left)?, pieces_of(right)?))
}

/// `Mode != "check"` of a parameter with two values is a test for the other one, which a
/// precondition can make.
fn inequality(left: &Expr, right: &Expr) -> Result<Condition, Refusal> {
    let other = only_other_value(left, right).map(|value| (left, value));
    match other.or_else(|| only_other_value(right, left).map(|value| (right, value))) {
        Some((parameter, value)) => Ok(equal(pieces_of(parameter)?, vec![Piece::Text(value)])),
        None => Ok(negate(equality(left, right)?)),
    }
}

fn only_other_value(parameter: &Expr, excluded: &Expr) -> Option<String> {
    let (Ty::Enum(values), ExprKind::Parameter(_)) = (&parameter.ty, &parameter.kind) else {
        return None;
    };
    let excluded = excluded.as_const()?;
    match (values.iter().any(|value| value == excluded), &**values) {
        (true, [first, second]) => {
            let other = if first == excluded { second } else { first };
            other.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

fn platform_test(fact: &Expr, value: &Expr) -> Option<Condition> {
    let ExprKind::Fact(name) = &fact.kind else { return None };
    if name != "platform" {
        return None;
    }
    let text = value.as_const()?.as_str()?;
    Some(Platform::parse(text).map_or(Condition::Is(false), Condition::Platform))
}

fn compare(kind: TextTest, left: &Expr, right: &Expr) -> Result<Condition, Refusal> {
    Ok(Condition::Compare { kind, left: pieces_of(left)?, right: pieces_of(right)? })
}

fn order(order: Order, left: &Expr, right: &Expr) -> Result<Condition, Refusal> {
    let is_number = |expr: &Expr| matches!(expr.ty.required(), Ty::Int(_));
    for side in [left, right] {
        if !is_number(side) {
            return refuse(side.at, Reason::Computed);
        }
    }
    Ok(Condition::Order { order, left: pieces_of(left)?, right: pieces_of(right)? })
}

fn membership(item: &Expr, list: &Expr) -> Result<Condition, Refusal> {
    let values = match list.as_const() {
        Some(Value::List(values)) => values,
        Some(Value::Range { low, high }) => return within(item, (*low, *high), list.at),
        _ => return refuse(list.at, Reason::Computed),
    };
    let wanted = |value: &Value| {
        let constant = Expr::constant(value.clone(), item.ty.clone(), list.at);
        equality(item, &constant)
    };
    values.iter().map(wanted).collect::<Result<_, _>>().map(Condition::Or)
}

/// Whether a number lies between two ends, both included.
fn within(
    item: &Expr,
    (low, high): (Option<i64>, Option<i64>),
    at: FileSpan,
) -> Result<Condition, Refusal> {
    let end = |number: i64| Expr::constant(Value::Int(number), Ty::int(), at);
    let mut tests = Vec::new();
    if let Some(low) = low {
        tests.push(order(Order::GreaterOrEqual, item, &end(low))?);
    }
    if let Some(high) = high {
        tests.push(order(Order::LessOrEqual, item, &end(high))?);
    }
    Ok(Condition::And(tests))
}

fn equal(left: Vec<Piece>, right: Vec<Piece>) -> Condition {
    Condition::Compare { kind: TextTest::Equal, left, right }
}

fn flat_and(tests: Vec<Condition>) -> Condition {
    let mut flat = Vec::new();
    for test in tests {
        match test {
            Condition::And(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Condition::And(flat)
}

/// A flag that is not `true` is `false`: a precondition can test for that too.
fn negate(test: Condition) -> Condition {
    match test {
        Condition::Is(flag) => Condition::Is(!flag),
        Condition::Not(inner) => *inner,
        Condition::Compare { kind: TextTest::Equal, left, right } if is_flag(&left, &right) => {
            equal(left, vec![Piece::Text("false".to_owned())])
        }
        other => Condition::Not(Box::new(other)),
    }
}

fn is_flag(left: &[Piece], right: &[Piece]) -> bool {
    use super::data::Reading;
    let reads_flag = matches!(left, [Piece::Parameter(source)] if source.reading == Reading::Flag);
    reads_flag && matches!(right, [Piece::Text(text)] if text == "true")
}

impl Outcome {
    /// As a script says it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Outcome::Changed => "changed",
            Outcome::Failed => "failed",
        }
    }
}

impl Order {
    /// The operator of `test`, which PowerShell has too.
    pub(super) fn operator(self) -> &'static str {
        match self {
            Order::Less => "-lt",
            Order::LessOrEqual => "-le",
            Order::Greater => "-gt",
            Order::GreaterOrEqual => "-ge",
        }
    }
}

impl Condition {
    /// The tests that must all hold.
    pub(super) fn conjuncts(self) -> Vec<Condition> {
        match self {
            Condition::And(tests) => tests,
            other => vec![other],
        }
    }

    pub(super) fn for_each_parameter(&self, visit: &mut dyn FnMut(&Name, Channel)) {
        match self {
            Condition::Is(_) | Condition::Platform(_) | Condition::Result(..) => {}
            Condition::Compare { left, right, .. } | Condition::Order { left, right, .. } => {
                visit_pieces(left, visit);
                visit_pieces(right, visit);
            }
            Condition::And(tests) | Condition::Or(tests) => {
                tests.iter().for_each(|test| test.for_each_parameter(visit));
            }
            Condition::Not(test) => test.for_each_parameter(visit),
        }
    }

    /// Calls `visit` for every task of which the condition reads what it did.
    pub(super) fn for_each_result(&self, visit: &mut dyn FnMut(TaskId)) {
        match self {
            Condition::Result(task, _) => visit(*task),
            Condition::Is(_)
            | Condition::Platform(_)
            | Condition::Compare { .. }
            | Condition::Order { .. } => {}
            Condition::And(tests) | Condition::Or(tests) => {
                tests.iter().for_each(|test| test.for_each_result(visit));
            }
            Condition::Not(test) => test.for_each_result(visit),
        }
    }

    pub(super) fn for_each_fact(&self, visit: &mut dyn FnMut(&'static Fact)) {
        match self {
            Condition::Is(_) | Condition::Platform(_) | Condition::Result(..) => {}
            Condition::Compare { left, right, .. } | Condition::Order { left, right, .. } => {
                visit_facts(left, visit);
                visit_facts(right, visit);
            }
            Condition::And(tests) | Condition::Or(tests) => {
                tests.iter().for_each(|test| test.for_each_fact(visit));
            }
            Condition::Not(test) => test.for_each_fact(visit),
        }
    }
}
