//! Operands with operators of one kind between them: on one line, or each operator on a line.

use super::Formatter;
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};
use crate::text::Span;

impl Formatter<'_> {
    /// `a and b and c`.
    pub(super) fn chain(&mut self, chain: &Expr) {
        self.writer.begin();
        self.operands(chain, Further::Deeper);
        self.writer.end();
    }

    /// `a and b and c` with all operands in one column.
    pub(super) fn flat_chain(&mut self, chain: &Expr) {
        self.writer.begin();
        self.operands(chain, Further::Same);
        self.writer.end();
    }

    /// An expression that a block follows: behind one over several lines, the block starts on a
    /// line of its own.
    pub(super) fn header(&mut self, value: &Expr) {
        if !matches!(value.kind, ExprKind::Binary { .. }) {
            return self.expr(value);
        }
        self.writer.begin();
        self.operands(value, Further::Deeper);
        self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
        // In the group, whose last line has to end before a comment on a line of its own.
        self.writer.comments(0);
        self.writer.end();
    }

    fn operands(&mut self, chain: &Expr, further: Further) {
        let (first, rest) = flattened(chain);
        // A chain in the first place goes deeper than the one that it stands in.
        if further == Further::Deeper && matches!(first.kind, ExprKind::Binary { .. }) {
            self.writer.indent();
            self.expr(first);
            self.writer.dedent();
        } else {
            self.expr(first);
        }
        if further == Further::Deeper {
            self.writer.indent();
        }
        for (operator, operand) in rest.into_iter().rev() {
            self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
            self.writer.leaf(operator);
            self.writer.blank();
            self.expr(operand);
        }
        if further == Further::Deeper {
            self.writer.dedent();
        }
    }

    /// `if c then a else if d then b else e`.
    pub(super) fn if_chain(&mut self, chain: &Expr) {
        self.writer.begin();
        let mut rest = chain;
        let mut is_first = true;
        while let ExprKind::If { condition, then, otherwise } = &rest.kind {
            self.writer.token("if");
            self.writer.blank();
            self.expr(condition);
            if is_first {
                self.writer.indent();
            }
            is_first = false;
            self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
            self.writer.token("then");
            self.writer.blank();
            self.expr(then);
            self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
            self.writer.token("else");
            self.writer.blank();
            rest = otherwise;
        }
        self.expr(rest);
        self.writer.dedent();
        self.writer.end();
    }
}

/// How the lines behind the first one of a chain are indented.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Further {
    Same,
    Deeper,
}

/// The first operand, and the others with their operators from the last to the second.
fn flattened(chain: &Expr) -> (&Expr, Vec<(Span, &Expr)>) {
    let mut rest = Vec::new();
    let mut first = chain;
    let mut kind = None;
    while let ExprKind::Binary { op, op_span, left, right } = &first.kind {
        if kind.is_some_and(|kind| kind != kind_of(*op)) {
            break;
        }
        kind = Some(kind_of(*op));
        rest.push((*op_span, &**right));
        first = left;
    }
    (first, rest)
}

/// Operators of one kind stand in one chain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Coalesce,
    Or,
    And,
    Comparison,
    Intersect,
    Sum,
    Product,
}

fn kind_of(op: BinaryOp) -> Kind {
    match op {
        BinaryOp::Coalesce => Kind::Coalesce,
        BinaryOp::Or => Kind::Or,
        BinaryOp::And => Kind::And,
        BinaryOp::Intersect => Kind::Intersect,
        BinaryOp::Add | BinaryOp::Subtract => Kind::Sum,
        BinaryOp::Multiply | BinaryOp::Divide => Kind::Product,
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
        | BinaryOp::Contains => Kind::Comparison,
    }
}
