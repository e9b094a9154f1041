//! Conditions in the words of the service: `Variable` with an operator, `And`, `Or`, `Not`.

use crate::hir::{Expr, ExprKind, Op, Ty};
use crate::syntax::ast::{self, ListElement, RecordEntry, RecordKey};
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;

/// What an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operand {
    Text,
    Number,
    Truth,
}

/// The operators of the service, sorted by name.
/// Source: "aws:branch" in the user guide of Systems Manager.
const OPERATORS: [(&str, Op, Operand); 11] = [
    ("BooleanEquals", Op::Equal, Operand::Truth),
    ("Contains", Op::Contains, Operand::Text),
    ("EndsWith", Op::EndsWith, Operand::Text),
    ("EqualsIgnoreCase", Op::EqualsIgnoreCase, Operand::Text),
    ("NumericEquals", Op::Equal, Operand::Number),
    ("NumericGreater", Op::Greater, Operand::Number),
    ("NumericGreaterOrEquals", Op::GreaterOrEqual, Operand::Number),
    ("NumericLesser", Op::Less, Operand::Number),
    ("NumericLesserOrEquals", Op::LessOrEqual, Operand::Number),
    ("StartsWith", Op::StartsWith, Operand::Text),
    ("StringEquals", Op::Equal, Operand::Text),
];

/// The words that hold other conditions.
const LOGIC: [(&str, Op); 3] = [("And", Op::And), ("Not", Op::Not), ("Or", Op::Or)];

/// Where a condition stands: the action, and the words that may stand beside the condition.
#[derive(Clone, Copy)]
pub(super) struct ConditionPlace<'p> {
    pub(super) action: &'p str,
    pub(super) beside: &'p [&'static str],
}

/// An entry of a condition with a meaning.
enum Part<'e> {
    Variable(&'e ast::Expr),
    Compare(&'static str, &'static Op, Operand, &'e ast::Expr),
    Logic(&'static Op, &'static str, &'e ast::Expr),
}

impl RunbookCheck<'_> {
    /// The condition that a record says, as any other condition; what is wrong is reported.
    pub(super) fn service_condition(
        &mut self,
        written: &ast::Expr,
        place: ConditionPlace<'_>,
    ) -> Expr {
        let at = self.cx.at(written.span);
        let ast::ExprKind::Record(entries) = &written.kind else {
            let rule = "a condition is written as `{ Variable: value, StringEquals: \"text\" }`";
            self.refuse_shape(written, (place.action, "has a condition of another form"), rule);
            return Expr::error(at);
        };
        let Some(parts) = self.parts(entries, place) else { return Expr::error(at) };
        match parts.as_slice() {
            [Part::Variable(variable), Part::Compare(name, op, operand, value)]
            | [Part::Compare(name, op, operand, value), Part::Variable(variable)] => {
                self.comparison(variable, (name, op, *operand, value), at)
            }
            [Part::Logic(Op::Not, _, inner)] => {
                let inner = self.service_condition(inner, place.inner());
                combined(Op::Not, vec![inner], at)
            }
            [Part::Logic(op, name, inner)] => self.several((op, name), inner, place, at),
            _ => {
                parts.iter().for_each(|part| self.read_part(part));
                let rule = "needs either `Variable` with one operator, or one of `And`, `Or` and `Not`, in each condition";
                let help = "write `{ Variable: value, StringEquals: \"text\" }`".to_owned();
                self.cx.report(errors::input_groups(at, (place.action, rule), help));
                Expr::error(at)
            }
        }
    }

    /// The entries by their meaning; nothing where one has none.
    fn parts<'e>(
        &mut self,
        entries: &'e [RecordEntry],
        place: ConditionPlace<'_>,
    ) -> Option<Vec<Part<'e>>> {
        let mut parts = Vec::new();
        let mut is_known = true;
        for entry in entries {
            let Some((name, name_at)) = self.key_of(entry) else {
                is_known = false;
                continue;
            };
            match part_of(&name, &entry.value) {
                Some(part) => parts.push(part),
                None if place.beside.contains(&name.as_str()) => {}
                None => {
                    let known: Vec<&str> = known_words(place.beside);
                    let found = errors::unknown_input(name_at, (&name, place.action), &known);
                    self.cx.report(found);
                    self.read_refused(&entry.value);
                    is_known = false;
                }
            }
        }
        if !is_known {
            parts.iter().for_each(|part| self.read_part(part));
        }
        is_known.then_some(parts)
    }

    /// The key of an entry; a spread is reported.
    pub(super) fn key_of(&mut self, entry: &RecordEntry) -> Option<(Name, FileSpan)> {
        match &entry.key {
            RecordKey::Name { text, span } => Some((text.clone(), self.cx.at(*span))),
            RecordKey::Spread(span) => {
                let at = self.cx.at(*span);
                self.cx.report(errors::positional_input(at, "a condition"));
                self.cx.expression(&entry.value);
                None
            }
        }
    }

    /// Reads the value of an input that is refused; the name of a step is none.
    pub(super) fn read_refused(&mut self, value: &ast::Expr) {
        let is_step = matches!(&value.kind, ast::ExprKind::Name(name)
            if self.all_steps.iter().any(|step| step.text == name.text));
        if !is_step {
            self.cx.expression(value);
        }
    }

    /// What stands in a condition that is refused still counts as used.
    fn read_part(&mut self, part: &Part<'_>) {
        match part {
            Part::Variable(value) | Part::Compare(_, _, _, value) | Part::Logic(_, _, value) => {
                self.cx.expression(value);
            }
        }
    }

    fn comparison(
        &mut self,
        variable: &ast::Expr,
        (name, op, operand, value): (&str, &Op, Operand, &ast::Expr),
        at: FileSpan,
    ) -> Expr {
        let ty = match operand {
            Operand::Text => Ty::string(),
            Operand::Number => Ty::int(),
            Operand::Truth => Ty::Bool,
        };
        let place = format!("`Variable` of `{name}`");
        let variable = self.cx.expression_of(variable, &ty, &place);
        let value = self.cx.expression_of(value, &ty, &format!("`{name}`"));
        if variable.as_const().is_some() {
            let rule = "the service compares values that only the run knows";
            let help = Some("write `if` for what the build can decide".to_owned());
            let problem = "is known when the document is built";
            self.cx.report(errors::bad_value(variable.at, ("`Variable`", problem), (rule, help)));
            return Expr::error(at);
        }
        combined(op.clone(), vec![variable, value], at)
    }

    /// `And` and `Or`: a list of two conditions or more.
    fn several(
        &mut self,
        (op, name): (&Op, &str),
        inner: &ast::Expr,
        place: ConditionPlace<'_>,
        at: FileSpan,
    ) -> Expr {
        let rule = "it takes a list of two conditions or more";
        let ast::ExprKind::List(elements) = &inner.kind else {
            self.refuse_shape(inner, (name, "is no list"), rule);
            return Expr::error(at);
        };
        if elements.len() < 2 {
            let problem = format!("has {} conditions", elements.len());
            self.refuse_shape(inner, (name, &problem), rule);
            return Expr::error(at);
        }
        let conditions: Vec<Expr> = elements
            .iter()
            .map(|element| match element {
                ListElement::Item(item) => self.service_condition(item, place.inner()),
                ListElement::Spread(list) => {
                    self.refuse_shape(list, (name, "has a list among its conditions"), rule);
                    Expr::error(at)
                }
            })
            .collect();
        combined(op.clone(), conditions, at)
    }

    /// Reports a value that is not written as the service's words want it.
    pub(super) fn refuse_shape(
        &mut self,
        written: &ast::Expr,
        (place, problem): (&str, &str),
        rule: &str,
    ) {
        let at = self.cx.at(written.span);
        if !self.cx.expression(written).is_error() {
            let place = format!("`{place}`");
            self.cx.report(errors::bad_value(at, (&place, problem), (rule, None)));
        }
    }
}

impl ConditionPlace<'_> {
    /// Beside an inner condition nothing may stand.
    fn inner(self) -> Self {
        Self { beside: &[], ..self }
    }
}

fn part_of<'e>(name: &str, value: &'e ast::Expr) -> Option<Part<'e>> {
    if name == "Variable" {
        return Some(Part::Variable(value));
    }
    if let Some((name, op)) = LOGIC.iter().find(|(known, _)| *known == name) {
        return Some(Part::Logic(op, name, value));
    }
    let (name, op, operand) = OPERATORS.iter().find(|(known, _, _)| *known == name)?;
    Some(Part::Compare(name, op, *operand, value))
}

fn known_words(beside: &[&'static str]) -> Vec<&'static str> {
    let operators = OPERATORS.iter().map(|(name, _, _)| *name);
    let logic = LOGIC.iter().map(|(name, _)| *name);
    beside.iter().copied().chain(["Variable"]).chain(logic).chain(operators).collect()
}

/// An operator on conditions or values; wrong where one of them is.
fn combined(op: Op, operands: Vec<Expr>, at: FileSpan) -> Expr {
    if operands.iter().any(Expr::is_error) {
        return Expr::error(at);
    }
    Expr::run(ExprKind::Op { op, operands }, Ty::Bool, at)
}

#[cfg(test)]
mod tests {
    use super::{LOGIC, OPERATORS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(OPERATORS.is_sorted_by(|left, right| left.0 < right.0));
        assert!(LOGIC.is_sorted_by(|left, right| left.0 < right.0));
    }
}
