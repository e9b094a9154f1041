//! Chains of operators and operands, climbed by precedence.

use std::iter::Peekable;

use super::Builder;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::text::Span;

/// How tightly an operator binds; a higher level binds tighter. All group to the left.
pub(in crate::syntax) const fn level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Coalesce => 1,
        BinaryOp::Or => 2,
        BinaryOp::And => 3,
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
        | BinaryOp::Contains => COMPARISON,
        BinaryOp::Intersect => 6,
        BinaryOp::Add | BinaryOp::Subtract => 7,
        BinaryOp::Multiply | BinaryOp::Divide => 8,
    }
}

/// The level of comparisons, which do not chain; `not` takes a whole comparison.
pub(in crate::syntax) const COMPARISON: u8 = 5;

pub(super) enum Piece {
    Prefix(UnaryOp, Span),
    Operand(Expr),
    Operator(BinaryOp, Span),
}

type Pieces = Peekable<std::vec::IntoIter<Piece>>;

impl Builder<'_> {
    /// The chain up to its end or to `else`.
    pub(super) fn chain(&mut self, inner: &mut Peekable<Pairs<'_>>) -> Expr {
        let mut pieces = Vec::new();
        while let Some(pair) = inner.peek() {
            match pair.as_rule() {
                Rule::else_word => break,
                Rule::operator => {
                    if let Some(pair) = inner.next() {
                        pieces.push(self.operator(&pair));
                    }
                }
                _ => self.operand(inner, &mut pieces),
            }
        }
        let mut pieces = pieces.into_iter().peekable();
        self.climb(&mut pieces, 0)
    }

    fn operator(&mut self, pair: &Pair<'_>) -> Piece {
        let span = self.span(pair);
        Piece::Operator(self.binary_op(span), span)
    }

    /// The operator written at `span`; one of another language is reported and taken as meant.
    pub(super) fn binary_op(&mut self, span: Span) -> BinaryOp {
        let text = self.source(span);
        if let Some((_, op)) = OPERATORS.iter().find(|(known, _)| *known == text) {
            return *op;
        }
        let (op, meant) = match text {
            "&&" => (BinaryOp::And, Some("and")),
            "||" => (BinaryOp::Or, Some("or")),
            _ => (BinaryOp::Divide, None),
        };
        self.diagnostics.push(errors::foreign_operator(self.at(span), text, meant));
        op
    }

    /// Reads an expression whose operators bind at least as tightly as `least`.
    fn climb(&mut self, pieces: &mut Pieces, least: u8) -> Expr {
        let mut left = self.prefixed(pieces);
        let mut compared: Option<Span> = None;
        let mut chains = false;
        while let Some(Piece::Operator(op, op_span)) =
            pieces.next_if(|piece| matches!(piece, Piece::Operator(op, _) if level(*op) >= least))
        {
            if level(op) == COMPARISON {
                if let Some(first) = compared {
                    let finding = errors::chained_comparison(self.at(op_span), self.at(first));
                    self.diagnostics.push(finding);
                    chains = true;
                }
                compared = Some(op_span);
            }
            let right = self.climb(pieces, level(op) + 1);
            let span = left.span.to(right.span);
            let kind =
                ExprKind::Binary { op, op_span, left: Box::new(left), right: Box::new(right) };
            left = Expr { kind, span };
        }
        if chains {
            // What it would mean as written is not what is meant: nothing more to say about it.
            left.kind = ExprKind::Error;
        }
        left
    }

    fn prefixed(&mut self, pieces: &mut Pieces) -> Expr {
        let mut prefixes = Vec::new();
        while let Some(Piece::Prefix(op, span)) =
            pieces.next_if(|piece| matches!(piece, Piece::Prefix(..)))
        {
            prefixes.push((op, span));
        }
        let mut operand = match prefixes.last() {
            Some((UnaryOp::Not, _)) => self.climb(pieces, COMPARISON),
            _ => match pieces.next() {
                Some(Piece::Operand(expr)) => expr,
                _ => Self::error_expr(Span::default()),
            },
        };
        for (op, op_span) in prefixes.into_iter().rev() {
            let span = op_span.to(operand.span);
            operand =
                Expr { kind: ExprKind::Unary { op, op_span, operand: Box::new(operand) }, span };
        }
        operand
    }
}

/// Every operator between two operands with what it is written as.
pub(in crate::syntax) const OPERATORS: &[(&str, BinaryOp)] = &[
    ("??", BinaryOp::Coalesce),
    ("or", BinaryOp::Or),
    ("and", BinaryOp::And),
    ("==", BinaryOp::Equal),
    ("!=", BinaryOp::NotEqual),
    ("<", BinaryOp::Less),
    ("<=", BinaryOp::LessOrEqual),
    (">", BinaryOp::Greater),
    (">=", BinaryOp::GreaterOrEqual),
    ("in", BinaryOp::In),
    ("equals_ignore_case", BinaryOp::EqualsIgnoreCase),
    ("starts_with", BinaryOp::StartsWith),
    ("ends_with", BinaryOp::EndsWith),
    ("contains", BinaryOp::Contains),
    ("&", BinaryOp::Intersect),
    ("+", BinaryOp::Add),
    ("-", BinaryOp::Subtract),
    ("*", BinaryOp::Multiply),
    ("/", BinaryOp::Divide),
];
