//! Expressions.

use super::Formatter;
use super::brackets::{RECORD, SQUARE};
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{
    Comprehension, Expr, ExprKind, FilterTest, Ident, ListElement, RecordEntry, RecordKey, UnaryOp,
};
use crate::text::Span;

impl Formatter<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Duration(_)
            | ExprKind::Percent(_)
            | ExprKind::Name(_) => self.writer.leaf(expr.span),
            ExprKind::Int(_) | ExprKind::Float(_) => self.number(expr.span),
            ExprKind::String { parts, .. } => self.string(expr.span, parts),
            ExprKind::Script(script) => self.script(script),
            ExprKind::Binary { .. } => self.chain(expr),
            ExprKind::If { .. } => self.if_chain(expr),
            ExprKind::Group(inner) => {
                self.writer.open("(");
                self.expr(inner);
                self.writer.comments_before_close();
                self.writer.close(")");
            }
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::Each(_)
            | ExprKind::Filter { .. }
            | ExprKind::Call(_) => self.postfix(expr),
            ExprKind::List(elements) => self.list(elements, expr.span),
            ExprKind::Record(entries) => self.bracketed(RECORD, entries, Self::record_entry),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Range { .. }
            | ExprKind::Unary { .. }
            | ExprKind::As { .. }
            | ExprKind::Else { .. }
            | ExprKind::EachIn { .. }
            | ExprKind::AllPages(_) => self.composed(&expr.kind),
            ExprKind::Error => self.writer.lose(),
        }
    }

    pub(super) fn name(&mut self, name: &Ident) {
        self.writer.leaf(name.span);
    }

    /// Names with points between them.
    pub(super) fn path(&mut self, path: &[Ident]) {
        for (index, part) in path.iter().enumerate() {
            if index > 0 {
                self.writer.token(".");
            }
            self.name(part);
        }
    }

    /// Blanks may stand behind the minus of a number.
    fn number(&mut self, span: Span) {
        if span.of(self.source).starts_with('-') {
            self.writer.token("-");
            self.writer.comments(1);
            self.writer.rest_of(span);
        } else {
            self.writer.leaf(span);
        }
    }

    fn postfix(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Member { base, member } => {
                self.expr(base);
                self.writer.token(".");
                self.name(member);
            }
            ExprKind::Index { base, index } => {
                self.expr(base);
                self.writer.open("[");
                self.expr(index);
                self.writer.comments_before_close();
                self.writer.close("]");
            }
            ExprKind::Each(base) => {
                self.expr(base);
                self.writer.open("[");
                self.writer.token("*");
                self.writer.comments_before_close();
                self.writer.close("]");
            }
            ExprKind::Filter { base, tests } => {
                self.expr(base);
                self.filter(tests);
            }
            ExprKind::Call(call) => {
                self.expr(&call.callee);
                self.arguments(&call.arguments, call.arguments_span);
            }
            _ => self.writer.lose(),
        }
    }

    fn filter(&mut self, tests: &[FilterTest]) {
        self.writer.open("[");
        self.writer.token("where");
        for (index, test) in tests.iter().enumerate() {
            if index > 0 {
                self.writer.blank();
                self.writer.token("and");
            }
            self.writer.blank();
            self.path(&test.member);
            self.writer.blank();
            self.operator();
            self.writer.blank();
            self.expr(&test.value);
        }
        self.writer.comments_before_close();
        self.writer.close("]");
    }

    /// An operator whose place the tree does not tell.
    fn operator(&mut self) {
        let start = self.writer.cursor.token_start();
        let ahead = self.writer.cursor.ahead();
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        let is_sign = |byte: u8| b"=!<>?&+-*/".contains(&byte);
        let word = ahead.bytes().take_while(|byte| is_word(*byte)).count();
        let length =
            if word > 0 { word } else { ahead.bytes().take_while(|it| is_sign(*it)).count() };
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.writer.leaf(Span::new(offset(start), offset(start + length)));
    }

    fn list(&mut self, elements: &[ListElement], span: Span) {
        if let [ListElement::Item(only)] = elements
            && self.is_hugged(only, span)
        {
            self.writer.open("[");
            self.expr(only);
            return self.close_hug("]");
        }
        self.bracketed(SQUARE, elements, |formatter, element| match element {
            ListElement::Item(value) => formatter.expr(value),
            ListElement::Spread(value) => {
                formatter.writer.token("...");
                formatter.expr(value);
            }
        });
    }

    fn record_entry(&mut self, entry: &RecordEntry) {
        match &entry.key {
            RecordKey::Name { span, .. } => {
                self.writer.leaf(*span);
                self.writer.token(":");
                self.writer.blank();
            }
            RecordKey::Spread(_) => self.writer.token("..."),
        }
        self.expr(&entry.value);
    }

    fn comprehension(&mut self, comprehension: &Comprehension) {
        self.writer.comments(1);
        self.writer.begin();
        self.writer.open("[");
        self.writer.indent();
        self.writer.may_end_line(Flat::Nothing, BlankLine::Drop);
        self.writer.token("for");
        self.writer.blank();
        self.name(&comprehension.variable);
        self.writer.blank();
        self.writer.token("in");
        self.writer.blank();
        self.expr(&comprehension.list);
        if let Some(condition) = &comprehension.condition {
            self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
            self.writer.token("if");
            self.writer.blank();
            self.expr(condition);
        }
        self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
        self.writer.token("=>");
        self.writer.blank();
        self.expr(&comprehension.result);
        self.writer.comments_before_close();
        self.writer.dedent();
        self.writer.may_end_line(Flat::Nothing, BlankLine::Drop);
        self.writer.close("]");
        self.writer.end();
    }

    fn composed(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Range { low, high } => {
                low.iter().for_each(|low| self.expr(low));
                self.writer.token("..");
                high.iter().for_each(|high| self.expr(high));
            }
            ExprKind::Unary { op, operand, .. } => {
                match op {
                    UnaryOp::Not => self.writer.token("not"),
                    UnaryOp::Negate => self.writer.token("-"),
                }
                if *op == UnaryOp::Not {
                    self.writer.blank();
                }
                self.expr(operand);
            }
            ExprKind::As { value, ty } => {
                self.expr(value);
                self.writer.blank();
                self.writer.token("as");
                self.writer.blank();
                self.type_expr(ty);
            }
            ExprKind::Else { value, default } => {
                self.writer.begin();
                self.expr(value);
                self.writer.indent();
                self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
                self.writer.token("else");
                self.writer.blank();
                self.expr(default);
                self.writer.dedent();
                self.writer.end();
            }
            ExprKind::EachIn { parameter, targets } => {
                self.writer.token("each");
                self.writer.blank();
                self.name(parameter);
                self.writer.blank();
                self.writer.token("in");
                self.writer.blank();
                self.expr(targets);
            }
            ExprKind::AllPages(call) => {
                self.writer.token("all");
                self.writer.blank();
                self.writer.token("pages");
                self.writer.blank();
                self.expr(call);
            }
            _ => self.writer.lose(),
        }
    }
}
