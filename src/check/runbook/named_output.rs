//! `let STEP.NAME = …`: outputs of steps under names of their own, and selectors as text.

use crate::aws::{Segment, parse_path};
use crate::check::expression::step_of;
use crate::hir::{Expr, ExprKind, NamedOutput, Op, PathSegment, Selection, StepId, Ty, Value};
use crate::ssm::limits::OUTPUT_NAME;
use crate::ssm::tables::{ActionSpec, CustomOutputs};
use crate::syntax::ast::{self, Ident};
use crate::text::FileSpan;

use super::clauses::NO_CLAUSES;
use super::errors;
use super::output_type::never_of_type;
use super::state::{RunbookCheck, Runs};
use super::statement::Site;

impl RunbookCheck<'_> {
    /// The output is the step's from here on, whether anything reads it or not.
    pub(super) fn named_output(
        &mut self,
        site: &Site<'_>,
        (step, name): (&Ident, &Ident),
        value: &ast::Expr,
    ) {
        self.clauses(site, NO_CLAUSES);
        self.refuse_step_label(site);
        let Some((id, runs)) = self.step_with_outputs(step) else { return };
        self.check_named_output(id, name, runs.spec);
        let selected = match selector_of(value, step) {
            Some(written) => self.selected_by_text(&written, runs),
            None => self.selected_by_path(value, (step, id)),
        };
        let Some((selects, ty)) = selected else { return };
        let at = self.cx.at(site.written.span);
        let output = NamedOutput { step: id, name: name.text.clone(), selects, ty, at };
        self.cx.named_outputs.push(output);
    }

    fn step_with_outputs(&mut self, step: &Ident) -> Option<(StepId, Runs)> {
        let name = ast::ExprKind::Name(step.clone());
        let result = self.cx.expression(&ast::Expr { kind: name, span: step.span });
        if result.is_error() {
            return None;
        }
        let at = self.cx.at(step.span);
        let found = step_of(&result).and_then(|id| Some((id, *self.gathered.steps.get(&id)?)));
        let Some((id, runs)) = found else {
            self.cx.report(errors::output_of_no_step(at, &step.text));
            return None;
        };
        if runs.spec.rules.custom_outputs == CustomOutputs::NotSeen {
            self.cx.report(errors::action_without_outputs(at, &step.text, runs.spec.name));
            return None;
        }
        Some((id, runs))
    }

    fn check_named_output(&mut self, step: StepId, name: &Ident, spec: &ActionSpec) {
        let at = self.cx.at(name.span);
        let is_own = |other: &&NamedOutput| other.step == step && other.name == name.text;
        if let Some(first) = self.cx.named_outputs.iter().find(is_own) {
            let first = first.at;
            self.cx.report(errors::output_of_step_twice(at, &name.text, first));
        }
        if spec.rules.reserved_output_names.contains(&name.text.as_str()) {
            self.cx.report(errors::kept_output_name(at, &name.text, spec.name));
        }
        let (letters, most) = (name.text.chars().count(), OUTPUT_NAME.most as usize);
        if letters > most {
            self.cx.report(errors::long_output_name(at, &name.text, (letters, most)));
        }
    }

    /// A path through the step's own result.
    fn selected_by_path(
        &mut self,
        value: &ast::Expr,
        (name, step): (&Ident, StepId),
    ) -> Option<(Selection, Ty)> {
        let checked = self.cx.expression(value);
        if checked.is_error() {
            return None;
        }
        match path_of(&checked) {
            Some((of, path)) if of == step && !matches!(path, [PathSegment::Named(_)]) => {
                Some((Selection::Path(path.to_vec()), checked.ty.required().clone()))
            }
            _ => {
                self.cx.report(errors::not_of_the_step(checked.at, &name.text));
                None
            }
        }
    }

    /// `STEP.select("…")`: as it stands, but what the model knows not to be there is refused.
    fn selected_by_text(
        &mut self,
        written: &WrittenSelector<'_>,
        runs: Runs,
    ) -> Option<(Selection, Ty)> {
        let ty = written.ty.map_or_else(Ty::string, |ty| self.cx.ty(ty));
        let place = "a selector";
        let (value, _) = self.cx.build_value(written.text, &Ty::string(), place)?;
        let text = value.as_str()?.to_owned();
        let at = self.cx.at(written.text.span);
        // `raw` means it, whatever the model knows.
        let is_meant = matches!(value, Value::Raw(_));
        if !is_meant {
            let ty_at = written.ty.map_or(at, |written| self.cx.at(written.span));
            self.check_selector_text(runs.operation, (&text, at), (&ty, ty_at));
        }
        Some((Selection::Text(text.into()), ty))
    }

    fn check_selector_text(
        &mut self,
        operation: Option<crate::aws::Operation<'static>>,
        (text, at): (&str, FileSpan),
        (ty, ty_at): (&Ty, FileSpan),
    ) {
        let path = match parse_path(text) {
            Ok(path) => path,
            Err(problem) => {
                // What the service reads beyond that, the models cannot follow.
                if !is_balanced(text) {
                    self.cx.report(errors::unreadable_selector(at, text, &problem));
                }
                return;
            }
        };
        let Some(operation) = operation else { return };
        // The whole response is there even where an operation gives nothing.
        if path.is_empty() {
            return;
        }
        let is_plain = |segment: &Segment<'_>| {
            matches!(segment, Segment::Member(_) | Segment::Index(_) | Segment::Below(_))
        };
        // The whole of a response without members is what the client adds to it.
        if path.is_empty() || !path.iter().all(is_plain) {
            return;
        }
        match operation.result(&path) {
            Ok(landing) => {
                if let Some(kind) = never_of_type(&landing, ty) {
                    self.cx.report(errors::never_of_type(ty_at, (text, kind), ty));
                }
            }
            Err(problem) => {
                self.cx.report(errors::wrong_selector(at, (operation, text), (&path, &problem)));
            }
        }
    }

    /// What is no step has no name for one.
    pub(super) fn refuse_step_label(&mut self, site: &Site<'_>) {
        if let Some(step) = &site.written.step_name {
            let at = self.cx.at(step.span);
            let place = ("statements that run an action", "remove it");
            self.cx.report(errors::out_of_place_clause(at, "step", place));
        }
    }
}

/// Whether every bracket and every quote of a path has its end.
fn is_balanced(path: &str) -> bool {
    let (mut open, mut quote) = (0_usize, None);
    for letter in path.chars() {
        match (quote, letter) {
            (Some(end), _) if letter == end => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[') => open += 1,
            (None, ']') if open == 0 => return false,
            (None, ']') => open -= 1,
            (None, _) => {}
        }
    }
    open == 0 && quote.is_none()
}

/// `STEP.select(TEXT)`, and the type behind `as`.
struct WrittenSelector<'e> {
    text: &'e ast::Expr,
    ty: Option<&'e ast::TypeExpr>,
}

fn selector_of<'e>(value: &'e ast::Expr, step: &Ident) -> Option<WrittenSelector<'e>> {
    let (call, ty) = match &value.kind {
        ast::ExprKind::As { value, ty } => (&value.kind, Some(&**ty)),
        kind => (kind, None),
    };
    let ast::ExprKind::Call(call) = call else { return None };
    let ast::ExprKind::Member { base, member } = &call.callee.kind else { return None };
    let ast::ExprKind::Name(name) = &base.kind else { return None };
    let [argument] = call.arguments.as_slice() else { return None };
    let is_plain = argument.name.is_none() && !argument.spread;
    (name.text == step.text && member.text == "select" && is_plain)
        .then_some(WrittenSelector { text: &argument.value, ty })
}

/// The step and the path that an expression is.
fn path_of(value: &Expr) -> Option<(StepId, &[PathSegment])> {
    match &value.kind {
        ExprKind::Output { step, path } => Some((*step, path)),
        ExprKind::Op { op: Op::As, operands } => path_of(operands.first()?),
        ExprKind::Record(_) => Some((step_of(value)?, &[])),
        _ => None,
    }
}
