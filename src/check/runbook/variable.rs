//! `var` and assignment.

use crate::check::BindingKind;
use crate::hir::{Expr, ExprKind, StatementKind, Ty, Value, Variable};
use crate::syntax::ast::{self, Ident, TypeExpr};
use crate::text::{FileSpan, Name};

use super::clauses::{PLAIN_STEP_CLAUSES, VARIABLE_CLAUSES};
use super::errors;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

impl RunbookCheck<'_> {
    /// `var NAME: T = value`. What only the run can compute, or must be set anew in each turn of
    /// a loop, becomes an assignment where the variable stands.
    pub(super) fn variable(
        &mut self,
        site: &Site<'_>,
        name: &Ident,
        (ty, value): (Option<&TypeExpr>, Option<&ast::Expr>),
        into: Into<'_>,
    ) {
        let at = self.cx.at(name.span);
        let declared = ty.map(|written| (self.cx.ty(written), self.cx.at(written.span)));
        let place = format!("the variable `{}`", name.text);
        let is_given = value.is_some();
        let value = match (value, &declared) {
            (Some(value), Some((ty, _))) => self.cx.expression_of(value, ty, &place),
            (Some(value), None) => self.cx.expression(value),
            // The flow shows whether it is assigned before it is read.
            (None, Some((ty, _))) => Expr { ty: ty.clone(), ..Expr::error(at) },
            (None, None) => {
                self.cx.report(errors::variable_without_value(at, &name.text));
                Expr::error(at)
            }
        };
        let (ty, ty_at) = declared.unwrap_or_else(|| (widened(&value.ty), value.at));
        if !is_variable_type(&ty) {
            self.cx.report(errors::bad_variable_type(ty_at, &ty.to_string()));
        }
        let variable = self.variable_name(name);
        let is_default = is_default(&value);
        let set_here = is_given && (!is_default || self.loop_around().is_some());
        let documented = || site.written.docs.as_ref().map(|docs| docs.text.clone());
        let described = self.cx.description_clause(&site.written.clauses);
        self.gathered.variables.push(Variable {
            name: variable.clone(),
            at,
            ty: ty.clone(),
            description: described.or_else(documented),
            default: (is_default && is_given).then(|| value.clone()),
        });
        let expr = Expr::run(ExprKind::Variable(variable.clone()), ty, at);
        self.bind(name, BindingKind::Variable, expr);
        if set_here {
            self.put_assignment(site, (variable, value), into);
        } else {
            self.clauses(site, VARIABLE_CLAUSES);
        }
    }

    /// Variables have letters and digits only; turns of an unrolled loop have their own.
    fn variable_name(&mut self, name: &Ident) -> Name {
        let at = self.cx.at(name.span);
        let is_known = |letter: char| letter.is_ascii_alphanumeric();
        if !name.text.chars().all(is_known) {
            let fixed = joined(&name.text);
            self.cx.report(errors::bad_variable_name(at, &name.text, &fixed));
        }
        let text: String =
            self.with_suffix(&name.text).chars().filter(|letter| is_known(*letter)).collect();
        let is_taken = |name: &str| self.gathered.variables.iter().any(|it| it.name == name);
        if self.prefixes.is_empty() || !is_taken(&text) {
            return text.into();
        }
        let numbered = (2_u32..).map(|number| format!("{text}{number}"));
        numbered.into_iter().find(|text| !is_taken(text)).unwrap_or_default().into()
    }

    pub(super) fn assign(
        &mut self,
        site: &Site<'_>,
        name: &Ident,
        value: &ast::Expr,
        into: Into<'_>,
    ) {
        let at = self.cx.at(name.span);
        let found = self.cx.scopes.find(&name.text).map(|found| {
            found.used = true;
            (found.at, found.expr.clone())
        });
        let variable = match found {
            Some((_, Expr { kind: ExprKind::Variable(variable), ty, .. })) => Some((variable, ty)),
            Some((_, expr)) if expr.is_error() => None,
            other => {
                self.report_no_variable(name, at, other.map(|(declared, _)| declared));
                None
            }
        };
        let Some((variable, ty)) = variable else {
            self.cx.expression(value);
            return;
        };
        let place = format!("the variable `{}`", name.text);
        let value = self.cx.expression_of(value, &ty, &place);
        self.put_assignment(site, (variable, value), into);
    }

    fn put_assignment(&mut self, site: &Site<'_>, (variable, value): (Name, Expr), into: Into<'_>) {
        let clauses = self.clauses(site, PLAIN_STEP_CLAUSES);
        self.put(site, StatementKind::Assign { variable, value }, clauses, into);
    }

    fn report_no_variable(&mut self, name: &Ident, at: FileSpan, declared: Option<FileSpan>) {
        let known: Vec<String> =
            self.gathered.variables.iter().map(|variable| variable.name.to_string()).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.cx.report(errors::not_a_variable(at, &name.text, (declared, &known)));
    }
}

/// Whether a document can say a value where it declares the variable.
fn is_default(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Const(_) | ExprKind::System(_) | ExprKind::Parameter(_) | ExprKind::Error => true,
        ExprKind::Template(parts) => parts.iter().all(is_default),
        _ => false,
    }
}

/// The type of a variable whose first value is of this type: it may hold other values later.
fn widened(ty: &Ty) -> Ty {
    match ty {
        Ty::Int(_) => Ty::int(),
        Ty::String { .. } | Ty::Aws { .. } => Ty::string(),
        Ty::Enum(values) => match values.first() {
            Some(Value::Int(_)) => Ty::int(),
            Some(Value::Bool(_)) => Ty::Bool,
            _ => Ty::string(),
        },
        Ty::List { element, .. } => Ty::list(widened(element)),
        other => other.clone(),
    }
}

fn is_variable_type(ty: &Ty) -> bool {
    match ty {
        Ty::Unknown
        | Ty::Bool
        | Ty::Int(_)
        | Ty::String { .. }
        | Ty::Enum(_)
        | Ty::Map(_)
        | Ty::Record(_) => true,
        Ty::List { element, .. } => matches!(
            **element,
            Ty::Unknown | Ty::String { .. } | Ty::Enum(_) | Ty::Map(_) | Ty::Record(_)
        ),
        Ty::Null
        | Ty::Float(_)
        | Ty::Aws { .. }
        | Ty::Optional(_)
        | Ty::Union(_)
        | Ty::Duration
        | Ty::Percent
        | Ty::Schedule
        | Ty::Targets
        | Ty::Script
        | Ty::Json => false,
    }
}

/// `old_type` as `oldType`.
fn joined(name: &str) -> String {
    let mut out = String::new();
    let mut capital = false;
    for letter in name.chars() {
        match (letter.is_ascii_alphanumeric(), capital) {
            (true, true) => out.push(letter.to_ascii_uppercase()),
            (true, false) => out.push(letter),
            (false, _) => {}
        }
        capital = !letter.is_ascii_alphanumeric() && !out.is_empty();
    }
    out
}
