//! `match`: which values a subject may have, and which cases stand for them.

use crate::hir::{Expr, ExprKind, Op, Ty, Value};
use crate::syntax::ast::{self, MatchArm};

use super::branch::Decided;
use super::errors;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

impl RunbookCheck<'_> {
    pub(super) fn cases(
        &mut self,
        site: &Site<'_>,
        subject: &ast::Expr,
        arms: &[MatchArm],
        into: Into<'_>,
    ) {
        let subject = self.cx.expression(subject);
        let subject = match &subject.ty {
            // Only a value with a type can be compared.
            Ty::Json => self.cx.fit(subject, &Ty::string(), "`match`"),
            _ => subject,
        };
        let mut decided = Decided::default();
        let mut seen: Vec<Expr> = Vec::new();
        let mut otherwise = None;
        for arm in arms {
            if arm.patterns.is_empty() {
                otherwise = Some(&arm.body);
                continue;
            }
            let patterns: Vec<Expr> = arm
                .patterns
                .iter()
                .filter_map(|pattern| self.case(&subject.ty, pattern, &mut seen))
                .collect();
            let condition = condition_of(&subject, patterns)
                .unwrap_or_else(|| Expr::error(self.cx.at(arm.span)));
            self.arm(&mut decided, condition, &arm.body);
        }
        if otherwise.is_none() && self.has_all_cases(&subject, &seen) && is_bound_to_type(&subject)
        {
            decided.close();
        }
        self.finish_branch(site, decided, otherwise, into);
    }

    /// One pattern, or nothing where it is wrong.
    fn case(&mut self, ty: &Ty, pattern: &ast::Expr, seen: &mut Vec<Expr>) -> Option<Expr> {
        let known = match ty.required() {
            Ty::Enum(values) => Some(values.clone()),
            _ => None,
        };
        let is_optional = matches!(ty, Ty::Optional(_));
        let is_null = is_optional && matches!(pattern.kind, ast::ExprKind::Null);
        let checked = match known.is_some() || is_null {
            true => self.cx.expression(pattern),
            false => self.cx.expression_of(pattern, ty.required(), "a case of `match`"),
        };
        let value = self.cx.known_value(&checked, "a case of `match`")?;
        let is_absent = is_optional && value == Value::Null;
        if let Some(known) = known
            && !is_absent
            && !known.contains(&value)
        {
            if let (Some(text), false) = (value.as_str(), known.is_empty()) {
                let names: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
                self.cx.report(errors::unknown_case(checked.at, text, &names));
            } else {
                self.cx.fit(checked, ty, "a case of `match`");
            }
            return None;
        }
        let same = |other: &&Expr| other.as_const() == Some(&value);
        if let Some(first) = seen.iter().find(same) {
            self.cx.report(errors::duplicate_case(checked.at, &shown(&value), first.at));
            return None;
        }
        seen.push(checked.clone());
        Some(checked)
    }

    /// Whether a case stands for each value that the subject may have; reports values without one.
    fn has_all_cases(&mut self, subject: &Expr, seen: &[Expr]) -> bool {
        let mut known = match subject.ty.required() {
            Ty::Enum(values) => values.to_vec(),
            Ty::Bool => vec![Value::Bool(true), Value::Bool(false)],
            _ => return false,
        };
        if matches!(subject.ty, Ty::Optional(_)) {
            known.push(Value::Null);
        }
        if subject.as_const().is_some() {
            return false;
        }
        let is_missing = |value: &&Value| !seen.iter().any(|case| case.as_const() == Some(value));
        let missing: Vec<String> = known.iter().filter(is_missing).map(shown).collect();
        if !missing.is_empty() {
            self.cx.report(errors::missing_cases(subject.at, &missing));
        }
        missing.is_empty() && !matches!(subject.ty, Ty::Optional(_))
    }
}

/// Whether the run holds the subject to its type: parameters and variables have the values that
/// they allow, while what an API or a script gives may be one that its declaration does not know.
fn is_bound_to_type(subject: &Expr) -> bool {
    match &subject.kind {
        ExprKind::Parameter(_) | ExprKind::Variable(_) => true,
        _ => matches!(subject.ty, Ty::Bool),
    }
}

/// The subject is one of the patterns; known where the build knows the subject.
fn condition_of(subject: &Expr, patterns: Vec<Expr>) -> Option<Expr> {
    let at = patterns.first()?.at;
    if let Some(known) = subject.as_const() {
        let holds = patterns.iter().any(|pattern| pattern.as_const() == Some(known));
        return Some(Expr::constant(Value::Bool(holds), Ty::Bool, at));
    }
    if subject.is_error() {
        return Some(Expr::error(at));
    }
    let run = |op, operands: Vec<Expr>, at| Expr::run(ExprKind::Op { op, operands }, Ty::Bool, at);
    patterns
        .into_iter()
        .map(|pattern| {
            let at = pattern.at;
            run(Op::Equal, vec![subject.clone(), pattern], at)
        })
        .reduce(|left, right| run(Op::Or, vec![left, right], at))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(value) => format!("`{value}`"),
        Value::Int(number) => format!("`{number}`"),
        Value::Null => "`null`".to_owned(),
        other => format!("\"{}\"", other.as_str().unwrap_or("")),
    }
}
