//! Expressions as source.

use super::Printer;
use super::levels::{self, BRACKETED, CHAIN, ELSE, NEGATE, NOT, POSTFIX, WHOLE};
use crate::syntax::ast::{
    Argument, BinaryOp, Expr, ExprKind, FilterTest, ListElement, RecordEntry, RecordKey, UnaryOp,
};
use crate::syntax::build::{COMPARISON, OPERATORS, level};

impl Printer {
    /// An expression where only what holds together at least as tightly as `least` can stand.
    pub(super) fn expr(&mut self, expr: &Expr, least: u8) {
        if levels::of(expr) < least {
            self.put("(");
            self.kind(&expr.kind);
            self.put(")");
        } else {
            self.kind(&expr.kind);
        }
    }

    fn kind(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Null => self.put("null"),
            ExprKind::Bool(value) => self.put(&value.to_string()),
            ExprKind::Int(value) => self.put(&value.to_string()),
            ExprKind::Float(value) => self.put(&float(*value)),
            ExprKind::Duration(seconds) => self.put(&duration(*seconds)),
            ExprKind::Percent(value) => self.put(&format!("{value}%")),
            ExprKind::String { parts, fence } => self.string(parts, *fence),
            ExprKind::Name(name) => self.name(name),
            ExprKind::Script(script) => self.script(script),
            ExprKind::Error => self.put("null"),
            ExprKind::Group(inner) => {
                self.put("(");
                self.expr(inner, BRACKETED);
                self.put(")");
            }
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::Each(_)
            | ExprKind::Filter { .. }
            | ExprKind::Call(_) => self.postfix(kind),
            ExprKind::List(_) | ExprKind::Record(_) | ExprKind::Comprehension(_) => {
                self.bracketed(kind)
            }
            ExprKind::Range { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::As { .. }
            | ExprKind::Else { .. }
            | ExprKind::EachIn { .. }
            | ExprKind::AllPages(_) => self.composed(kind),
        }
    }

    fn postfix(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Member { base, member } => {
                self.base(base);
                self.put(".");
                self.any_name(member);
            }
            ExprKind::Index { base, index } => {
                self.base(base);
                self.put("[");
                self.expr(index, BRACKETED);
                self.put("]");
            }
            ExprKind::Each(base) => {
                self.base(base);
                self.put("[*]");
            }
            ExprKind::Filter { base, tests } => {
                self.base(base);
                for (index, test) in tests.iter().enumerate() {
                    self.put(if index == 0 { "[where " } else { " and " });
                    self.filter_test(test);
                }
                self.put("]");
            }
            ExprKind::Call(call) => {
                self.base(&call.callee);
                self.arguments(&call.arguments);
            }
            _ => {}
        }
    }

    /// What a member, a call or a bracket follows: a number would take the point along.
    fn base(&mut self, base: &Expr) {
        let is_number = matches!(base.kind, ExprKind::Int(_) | ExprKind::Float(_));
        self.expr(base, if is_number { POSTFIX + 1 } else { POSTFIX });
    }

    fn filter_test(&mut self, test: &FilterTest) {
        for (index, part) in test.member.iter().enumerate() {
            if index > 0 {
                self.put(".");
            }
            self.any_name(part);
        }
        self.put(&format!(" {} ", operator(test.op)));
        self.expr(&test.value, NEGATE);
    }

    fn bracketed(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::List(elements) => {
                self.put("[");
                self.separated(elements, |printer, element| match element {
                    ListElement::Item(value) => printer.expr(value, BRACKETED),
                    ListElement::Spread(value) => {
                        printer.put("...");
                        printer.expr(value, WHOLE);
                    }
                });
                self.put("]");
            }
            ExprKind::Record(entries) => {
                self.put(if entries.is_empty() { "{" } else { "{ " });
                self.separated(entries, Self::record_entry);
                self.put(if entries.is_empty() { "}" } else { " }" });
            }
            ExprKind::Comprehension(comprehension) => {
                self.put("[for ");
                self.name(&comprehension.variable);
                self.put(" in ");
                self.expr(&comprehension.list, WHOLE);
                if let Some(condition) = &comprehension.condition {
                    self.put(" if ");
                    self.expr(condition, WHOLE);
                }
                self.put(" => ");
                self.expr(&comprehension.result, BRACKETED);
                self.put("]");
            }
            _ => {}
        }
    }

    fn record_entry(&mut self, entry: &RecordEntry) {
        match &entry.key {
            RecordKey::Name { text, .. } => {
                self.key(text);
                self.put(": ");
            }
            RecordKey::Spread(_) => self.put("..."),
        }
        self.expr(&entry.value, BRACKETED);
    }

    fn composed(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Range { low, high } => {
                if let Some(low) = low {
                    self.expr(low, NEGATE);
                }
                self.put("..");
                if let Some(high) = high {
                    self.range_end(high);
                }
            }
            ExprKind::Unary { op: UnaryOp::Not, operand, .. } => {
                self.put("not ");
                self.expr(operand, NOT + 1);
            }
            ExprKind::Unary { op: UnaryOp::Negate, operand, .. } => {
                self.put("-");
                let is_number = matches!(operand.kind, ExprKind::Int(_) | ExprKind::Float(_));
                self.expr(operand, if is_number { POSTFIX + 1 } else { POSTFIX });
            }
            ExprKind::Binary { op, left, right, .. } => {
                let own = levels::of_operator(*op);
                let chains = level(*op) != COMPARISON;
                self.expr(left, if chains { own } else { own + 1 });
                self.put(&format!(" {} ", operator(*op)));
                self.expr(right, own + 1);
            }
            ExprKind::If { condition, then, otherwise } => {
                self.put("if ");
                self.expr(condition, WHOLE);
                self.put(" then ");
                self.expr(then, CHAIN);
                self.put(" else ");
                self.expr(otherwise, WHOLE);
            }
            ExprKind::As { value, ty } => {
                self.base(value);
                self.put(" as ");
                self.type_term(ty);
            }
            ExprKind::Else { value, default } => {
                self.expr(value, ELSE);
                self.put(" else ");
                self.expr(default, CHAIN);
            }
            ExprKind::EachIn { parameter, targets } => {
                self.put("each ");
                self.any_name(parameter);
                self.put(" in ");
                self.expr(targets, CHAIN);
            }
            ExprKind::AllPages(call) => {
                self.put("all pages ");
                self.expr(call, POSTFIX);
            }
            _ => {}
        }
    }

    /// The upper end of a range: a number, a path or parentheses.
    fn range_end(&mut self, end: &Expr) {
        let is_plain = match &end.kind {
            ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Duration(_)
            | ExprKind::Percent(_)
            | ExprKind::Group(_)
            | ExprKind::Name(_) => true,
            ExprKind::Member { base, .. } => matches!(base.kind, ExprKind::Name(_)),
            _ => false,
        };
        self.expr(end, if is_plain { NEGATE } else { POSTFIX + 1 });
    }

    pub(super) fn arguments(&mut self, arguments: &[Argument]) {
        self.put("(");
        self.separated(arguments, |printer, argument| {
            if let Some(name) = &argument.name {
                printer.any_name(name);
                printer.put(": ");
            }
            if argument.spread {
                printer.put("..");
                // A number or a minus would make it a range.
                let is_path =
                    matches!(argument.value.kind, ExprKind::Name(_) | ExprKind::Member { .. });
                printer.expr(&argument.value, if is_path { BRACKETED } else { POSTFIX + 1 });
            } else {
                printer.expr(&argument.value, BRACKETED);
            }
        });
        self.put(")");
    }
}

fn operator(op: BinaryOp) -> &'static str {
    OPERATORS.iter().find(|(_, known)| *known == op).map_or("==", |(text, _)| text)
}

/// Never with an exponent, always with a point.
fn float(value: f64) -> String {
    let text = value.to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

fn duration(seconds: i64) -> String {
    if seconds == 0 {
        return "0s".to_owned();
    }
    let mut rest = seconds;
    let mut text = String::new();
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] {
        if rest >= length {
            text.push_str(&format!("{}{unit}", rest / length));
            rest %= length;
        }
    }
    text
}
