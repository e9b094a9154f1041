//! Strings with holes.

use std::sync::Arc;

use crate::hir::{Expr, ExprKind, Op, Stage, Ty, Value};
use crate::syntax::ast::StringPart;
use crate::text::FileSpan;

use super::super::{Body, Checker, errors};
use super::{composite, latest};

impl Checker<'_> {
    pub(super) fn text(&mut self, parts: &[StringPart], at: FileSpan) -> Expr {
        let mut pieces = Vec::new();
        let mut is_broken = false;
        for part in parts {
            match part {
                StringPart::Text { text, span } => {
                    let value = Value::string(text.as_str());
                    pieces.push(Expr::constant(value, Ty::string(), self.at(*span)));
                }
                StringPart::Hole { expr, .. } => {
                    let hole = self.expression(expr);
                    let hole = self.in_text(hole);
                    is_broken |= hole.is_error();
                    pieces.push(hole);
                }
            }
        }
        if is_broken {
            return Expr { ty: Ty::string(), ..Expr::error(at) };
        }
        self.joined_text(pieces, at)
    }

    /// One text out of pieces that are texts: constants next to each other become one.
    pub(in super::super) fn joined_text(&mut self, pieces: Vec<Expr>, at: FileSpan) -> Expr {
        let mut joined: Vec<Expr> = Vec::new();
        for piece in pieces.into_iter().flat_map(flattened) {
            match joined.last_mut().and_then(|last| merged(last, &piece)) {
                Some(text) => {
                    if let Some(last) = joined.last_mut() {
                        last.kind = ExprKind::Const(Value::string(text));
                        last.at.span = last.at.span.to(piece.at.span);
                    }
                }
                None if piece.as_const().and_then(Value::as_str) == Some("") => {}
                None => joined.push(piece),
            }
        }
        let size = joined.iter().filter_map(Expr::as_const).filter_map(Value::as_str);
        self.spend(size.map(str::len).sum::<usize>() / 64);
        match (joined.pop(), joined.is_empty()) {
            (None, _) => Expr::constant(Value::string(""), Ty::string(), at),
            (Some(only), true) if only.as_const().is_some() => Expr { at, ..only },
            (Some(last), _) => {
                joined.push(last);
                let stage = latest(&joined);
                composite(ExprKind::Template(joined), Ty::string(), stage, at)
            }
        }
    }

    /// What a value writes into a text.
    pub(in super::super) fn in_text(&mut self, hole: Expr) -> Expr {
        match &hole.kind {
            ExprKind::Error => hole,
            ExprKind::Const(Value::Raw(_)) => hole,
            ExprKind::Const(Value::Null) if matches!(hole.ty, Ty::Optional(_)) => {
                let found = errors::maybe_in_text(hole.at, &hole.ty);
                self.refuse(found, hole.at)
            }
            ExprKind::Const(value) => match value.text() {
                Some(text) => Expr::constant(Value::string(text), Ty::string(), hole.at),
                None => {
                    let found = errors::no_text(hole.at, &hole.ty);
                    self.refuse(found, hole.at)
                }
            },
            _ if hole.ty.is_text() || hole.ty == Ty::Unknown => hole,
            _ => self.run_stage_in_text(hole),
        }
    }

    /// SSM puts text into text and converts nothing.
    fn run_stage_in_text(&mut self, hole: Expr) -> Expr {
        let is_number = hole.ty.is_number();
        // A command's or session's `Int` and `Bool` parameters are emitted as text.
        let is_text_already =
            matches!(self.body, Body::Command | Body::Session) && (is_number || hole.ty.is_bool());
        let is_result = matches!(hole.kind, ExprKind::Output { .. } | ExprKind::Unchecked(_));
        if is_text_already || self.is_abstract || hole.stage == Stage::Node {
            return Expr { ty: Ty::string(), ..hole };
        }
        // A step gives the same value once more, as an output of type `String`.
        if is_result && (is_number || hole.ty == Ty::Json) {
            return Expr { ty: Ty::string(), ..hole };
        }
        if is_number && matches!(hole.kind, ExprKind::Op { .. }) {
            return Expr { ty: Ty::string(), ..hole };
        }
        // An optional parameter that is not given is empty text.
        if matches!(hole.kind, ExprKind::Parameter(_)) && hole.ty.required().is_text() {
            return Expr { ty: Ty::string(), ..hole };
        }
        let found = match &hole.ty {
            Ty::Optional(_) => errors::maybe_in_text(hole.at, &hole.ty),
            _ if is_number => errors::number_in_text(&hole),
            _ => errors::no_text(hole.at, &hole.ty),
        };
        self.refuse(found, hole.at)
    }
}

/// The pieces of a text, those of a text inside it among them.
fn flattened(piece: Expr) -> Vec<Expr> {
    match piece.kind {
        ExprKind::Template(parts) => parts,
        _ => vec![piece],
    }
}

/// Two constants as one; `raw` text stays apart, so that its references stay meant.
fn merged(left: &Expr, right: &Expr) -> Option<Arc<str>> {
    match (left.as_const()?, right.as_const()?) {
        (Value::String(left), Value::String(right)) => {
            let mut text = String::with_capacity(left.len() + right.len());
            text.push_str(left);
            text.push_str(right);
            Some(text.into())
        }
        _ => None,
    }
}

/// `x as String`, of a value that a text takes.
pub(in crate::check) fn as_text(expr: Expr) -> Expr {
    match expr.kind {
        ExprKind::Output { .. } | ExprKind::Unchecked(_) => Expr { ty: Ty::string(), ..expr },
        _ => {
            let (stage, at) = (expr.stage, expr.at);
            let kind = ExprKind::Op { op: Op::As, operands: vec![expr] };
            composite(kind, Ty::string(), stage, at)
        }
    }
}
