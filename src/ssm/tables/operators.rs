//! The comparisons of `aws:branch` and of the condition of `aws:loop`.

use crate::ssm::DataType;

/// One comparison of a reference with a literal.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html>
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    pub name: &'static str,
    /// The type of both sides: `String`, `Integer` or `Boolean`.
    pub operand: DataType,
}

/// Every comparison, in the order of names.
pub const OPERATORS: &[Operator] = &[
    Operator { name: "BooleanEquals", operand: DataType::Boolean },
    Operator { name: "Contains", operand: DataType::String },
    Operator { name: "EndsWith", operand: DataType::String },
    Operator { name: "EqualsIgnoreCase", operand: DataType::String },
    Operator { name: "NumericEquals", operand: DataType::Integer },
    Operator { name: "NumericGreater", operand: DataType::Integer },
    Operator { name: "NumericGreaterOrEquals", operand: DataType::Integer },
    Operator { name: "NumericLesser", operand: DataType::Integer },
    Operator { name: "NumericLesserOrEquals", operand: DataType::Integer },
    Operator { name: "StartsWith", operand: DataType::String },
    Operator { name: "StringEquals", operand: DataType::String },
];

/// The comparison with this name.
pub fn operator(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.name == name)
}
