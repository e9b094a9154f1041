//! Expressions: the alternatives at the outside, and what stands between brackets.

use super::Builder;
use super::names::is_word;
use crate::syntax::ast::{Comprehension, Expr, ExprKind, ListElement, RecordEntry, RecordKey};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn error_expr(span: Span) -> Expr {
        Expr { kind: ExprKind::Error, span }
    }

    /// An `expression` or another rule that holds a chain of operators and operands.
    pub(super) fn expression(&mut self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let levels = Self::levels(&pair);
        if !self.enter(levels) {
            self.diagnostics.push(errors::expression_too_deep(self.at(span), super::MAX_LEVELS));
            return Self::error_expr(span);
        }
        let expr = self.expression_inside(pair, span);
        self.leave(levels);
        expr
    }

    /// How many levels a chain can at most add: one by each operator and prefix.
    fn levels(pair: &Pair<'_>) -> u32 {
        let adds = |pair: &Pair<'_>| {
            matches!(
                pair.as_rule(),
                Rule::operator | Rule::minus | Rule::not_word | Rule::bang | Rule::else_word
            )
        };
        1 + super::offset(pair.clone().into_inner().filter(adds).count())
    }

    fn expression_inside(&mut self, pair: Pair<'_>, span: Span) -> Expr {
        let mut inner = pair.into_inner().peekable();
        if let Some(pair) =
            inner.next_if(|pair| matches!(pair.as_rule(), Rule::if_expression | Rule::inner_if))
        {
            return self.if_expression(pair);
        }
        let mut value = self.chain(&mut inner);
        while inner.next_if(|pair| pair.as_rule() == Rule::else_word).is_some() {
            let default = self.chain(&mut inner);
            let span = value.span.to(default.span);
            let kind = ExprKind::Else { value: Box::new(value), default: Box::new(default) };
            value = Expr { kind, span };
        }
        Expr { kind: value.kind, span }
    }

    fn if_expression(&mut self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let mut parts = pair.into_inner().map(|pair| Box::new(self.expression(pair)));
        let (Some(condition), Some(then), Some(otherwise)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Self::error_expr(span);
        };
        Expr { kind: ExprKind::If { condition, then, otherwise }, span }
    }

    pub(super) fn list(&mut self, pair: Pair<'_>) -> ExprKind {
        let mut elements = Vec::new();
        for pair in pair.into_inner() {
            if pair.as_rule() == Rule::comprehension {
                return self.comprehension(pair);
            }
            elements.extend(self.list_element(pair));
        }
        ExprKind::List(elements)
    }

    fn list_element(&mut self, pair: Pair<'_>) -> Option<ListElement> {
        let is_spread = self.source(self.span(&pair)).starts_with("...");
        let value = self.expression(pair.into_inner().next()?);
        Some(if is_spread { ListElement::Spread(value) } else { ListElement::Item(value) })
    }

    fn comprehension(&mut self, pair: Pair<'_>) -> ExprKind {
        let mut variable = None;
        let mut condition = None;
        let mut values = Vec::new();
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::comprehension_test => {
                    condition = pair.into_inner().next().map(|pair| self.expression(pair));
                }
                Rule::expression => values.push(self.expression(pair)),
                rule if is_word(rule) => variable = Some(self.new_name(&pair)),
                _ => {}
            }
        }
        let result = values.pop();
        let list = values.pop();
        match (variable, list, result) {
            (Some(variable), Some(list), Some(result)) => {
                let comprehension = Comprehension { variable, list, condition, result };
                ExprKind::Comprehension(Box::new(comprehension))
            }
            _ => ExprKind::Error,
        }
    }

    pub(super) fn record(&mut self, pair: Pair<'_>) -> ExprKind {
        ExprKind::Record(pair.into_inner().map(|pair| self.record_entry(pair)).collect())
    }

    fn record_entry(&mut self, pair: Pair<'_>) -> RecordEntry {
        let span = self.span(&pair);
        let mut key = RecordKey::Spread(span.start_point());
        let mut value = Self::error_expr(span.end_point());
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::record_spread => key = RecordKey::Spread(self.span(&pair)),
                Rule::expression => value = self.expression(pair),
                Rule::wrong_equals => {
                    let name = match &key {
                        RecordKey::Name { text, .. } => text.clone(),
                        RecordKey::Spread(_) => "a key".into(),
                    };
                    self.wrong_equals(&pair, Some(&name));
                }
                _ => key = self.record_key(&pair),
            }
        }
        RecordEntry { key, value, span }
    }
}
