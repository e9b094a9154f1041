//! Operands: prefixes, what stands at the core, and what follows it.

use std::iter::Peekable;

use super::Builder;
use super::chain::Piece;
use crate::syntax::ast::{CallExpr, Expr, ExprKind, FilterTest, Ident, UnaryOp};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Pairs, Rule};
use crate::text::Span;

impl Builder<'_> {
    /// One operand with its prefixes and its range, as pieces of a chain.
    pub(super) fn operand(&mut self, inner: &mut Peekable<Pairs<'_>>, pieces: &mut Vec<Piece>) {
        if let Some(pair) = inner.next_if(|pair| pair.as_rule() == Rule::open_range) {
            let span = self.span(&pair);
            let high = self.range_value(pair).map(Box::new);
            let kind = ExprKind::Range { low: None, high };
            pieces.push(Piece::Operand(Expr { kind, span }));
            return;
        }
        let mut prefixes = self.prefixes(inner);
        let Some(primary) = inner.next() else {
            pieces.push(Piece::Operand(Self::error_expr(Span::default())));
            return;
        };
        let mut value = self.postfixed(primary, inner);
        // A minus binds tighter than `..`: `-5..5` goes from -5 to 5.
        while let Some((_, op_span)) = prefixes.pop_if(|(op, _)| *op == UnaryOp::Negate) {
            value = negate(value, op_span);
        }
        if let Some(pair) = inner.next_if(|pair| pair.as_rule() == Rule::range_end) {
            let span = value.span.to(self.span(&pair));
            let high = self.range_value(pair).map(Box::new);
            value = Expr { kind: ExprKind::Range { low: Some(Box::new(value)), high }, span };
        }
        pieces.extend(prefixes.into_iter().map(|(op, span)| Piece::Prefix(op, span)));
        pieces.push(Piece::Operand(value));
    }

    fn prefixes(&mut self, inner: &mut Peekable<Pairs<'_>>) -> Vec<(UnaryOp, Span)> {
        let mut prefixes = Vec::new();
        while let Some(pair) = inner
            .next_if(|pair| matches!(pair.as_rule(), Rule::minus | Rule::not_word | Rule::bang))
        {
            let span = self.span(&pair);
            if pair.as_rule() == Rule::bang {
                self.diagnostics.push(errors::foreign_not(self.at(span)));
            }
            let op = if pair.as_rule() == Rule::minus { UnaryOp::Negate } else { UnaryOp::Not };
            prefixes.push((op, span));
        }
        prefixes
    }

    /// The operand that is all there is in `pair`.
    pub(super) fn operand_of(&mut self, pair: Pair<'_>) -> Expr {
        self.expression(pair)
    }

    /// A single pair that is an operand by itself.
    pub(super) fn operand_pair(&mut self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        if !self.enter(1) {
            self.diagnostics.push(errors::expression_too_deep(self.at(span), super::MAX_LEVELS));
            return Self::error_expr(span);
        }
        let kind = self.primary(pair);
        self.leave(1);
        Expr { kind, span }
    }

    fn range_value(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let value = pair.into_inner().next()?;
        Some(self.expression(value))
    }

    fn primary(&mut self, pair: Pair<'_>) -> ExprKind {
        match pair.as_rule() {
            Rule::plain_string | Rule::raw_string | Rule::lines_string | Rule::text_string => {
                self.string(pair)
            }
            Rule::duration | Rule::percent | Rule::float | Rule::int | Rule::bad_number => {
                self.number(&pair)
            }
            Rule::boolean => ExprKind::Bool(self.source(self.span(&pair)) == "true"),
            Rule::null => ExprKind::Null,
            Rule::list => self.list(pair),
            Rule::record => self.record(pair),
            Rule::group => pair
                .into_inner()
                .next()
                .map_or(ExprKind::Error, |pair| ExprKind::Group(Box::new(self.expression(pair)))),
            Rule::script => ExprKind::Script(Box::new(self.script(pair))),
            Rule::each_in => self.each_in(pair),
            Rule::all_pages => {
                let mut inner = pair.into_inner().peekable();
                let Some(primary) = inner.next() else { return ExprKind::Error };
                ExprKind::AllPages(Box::new(self.postfixed(primary, &mut inner)))
            }
            Rule::dollar_name => self.dollar_name(&pair),
            Rule::name_operand => pair
                .into_inner()
                .next()
                .map_or(ExprKind::Error, |pair| ExprKind::Name(self.word(&pair))),
            _ => ExprKind::Error,
        }
    }

    fn dollar_name(&mut self, pair: &Pair<'_>) -> ExprKind {
        let span = self.span(pair);
        let name = Span::new(span.start + 1, span.end);
        let text = self.source(name);
        self.diagnostics.push(errors::dollar_name(self.at(span), text));
        ExprKind::Name(Ident { text: text.into(), span: name, quoted: false })
    }

    fn each_in(&mut self, pair: Pair<'_>) -> ExprKind {
        let mut inner = pair.into_inner();
        let (Some(name), Some(targets)) = (inner.next(), inner.next()) else {
            return ExprKind::Error;
        };
        ExprKind::EachIn {
            parameter: self.word(&name),
            targets: Box::new(self.expression(targets)),
        }
    }

    /// `primary` with the members, calls and brackets that follow it.
    pub(super) fn postfixed(&mut self, primary: Pair<'_>, inner: &mut Peekable<Pairs<'_>>) -> Expr {
        let span = self.span(&primary);
        let levels =
            1 + super::offset(inner.clone().take_while(|pair| is_postfix(pair.as_rule())).count());
        if !self.enter(levels) {
            while inner.next_if(|pair| is_postfix(pair.as_rule())).is_some() {}
            self.diagnostics.push(errors::expression_too_deep(self.at(span), super::MAX_LEVELS));
            return Self::error_expr(span);
        }
        let kind = self.primary(primary);
        let mut value = Expr { kind, span };
        while let Some(pair) = inner.next_if(|pair| is_postfix(pair.as_rule())) {
            let span = value.span.to(self.span(&pair));
            value = Expr { kind: self.postfix(value, pair), span };
        }
        self.leave(levels);
        value
    }

    fn postfix(&mut self, base: Expr, pair: Pair<'_>) -> ExprKind {
        let rule = pair.as_rule();
        let span = self.span(&pair);
        if rule == Rule::each {
            return ExprKind::Each(Box::new(base));
        }
        if rule == Rule::filter {
            let tests = pair.into_inner().filter_map(|pair| self.filter_test(pair)).collect();
            return ExprKind::Filter { base: Box::new(base), tests };
        }
        let Some(pair) = pair.into_inner().next() else { return ExprKind::Error };
        match rule {
            Rule::member_access => {
                ExprKind::Member { base: Box::new(base), member: self.word(&pair) }
            }
            Rule::call => {
                let arguments_span = span;
                let is_raw = matches!(&base.kind, ExprKind::Name(name) if name.text == "raw");
                self.raw += u32::from(is_raw);
                let arguments = self.arguments(pair);
                self.raw -= u32::from(is_raw);
                ExprKind::Call(Box::new(CallExpr { callee: base, arguments, arguments_span }))
            }
            Rule::index => {
                ExprKind::Index { base: Box::new(base), index: Box::new(self.expression(pair)) }
            }
            Rule::cast => {
                ExprKind::As { value: Box::new(base), ty: Box::new(self.type_term(pair)) }
            }
            _ => ExprKind::Error,
        }
    }

    fn filter_test(&mut self, pair: Pair<'_>) -> Option<FilterTest> {
        let mut member = Vec::new();
        let mut op = None;
        let mut value = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::operator => {
                    let span = self.span(&pair);
                    op = Some(self.binary_op(span));
                }
                Rule::filter_value => value = Some(self.expression(pair)),
                _ => member.push(self.word(&pair)),
            }
        }
        Some(FilterTest { member, op: op?, value: value? })
    }
}

fn is_postfix(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::member_access | Rule::call | Rule::each | Rule::filter | Rule::index | Rule::cast
    )
}

/// `-` before a number that is written out makes a negative number.
fn negate(value: Expr, op_span: Span) -> Expr {
    let span = op_span.to(value.span);
    let kind = match value.kind {
        ExprKind::Int(number) if number > 0 => ExprKind::Int(-number),
        ExprKind::Float(number) if number > 0.0 => ExprKind::Float(-number),
        kind => {
            let operand = Box::new(Expr { kind, span: value.span });
            ExprKind::Unary { op: UnaryOp::Negate, op_span, operand }
        }
    };
    Expr { kind, span }
}
