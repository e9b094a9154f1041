//! Selectors that are written as text, `PropertySelector: "$.Reservations[0]…"`: each is walked
//! through the response that the model promises.

use crate::aws::{Found, Landing, Operation, PathProblem, Segment, parse_path};
use crate::hir::{Expr, Side, Ty, Value, type_of};

use super::api::plain_text;
use super::errors;
use super::state::RunbookCheck;
use super::step::Draft;

impl RunbookCheck<'_> {
    /// The selector of a step that looks at one value of a response, and the values it waits for.
    pub(super) fn check_selector(&mut self, draft: &Draft) {
        let Some(operation) = draft.api.operation() else { return };
        let Some(selector) = draft.inputs.value("PropertySelector") else { return };
        let Some(text) = plain_text(selector) else { return };
        let path = match parse_path(text) {
            Ok(path) => path,
            Err(problem) => {
                self.cx.report(errors::unreadable_selector(selector.at, text, &problem));
                return;
            }
        };
        if path.is_empty() {
            self.cx.report(errors::many_values(selector.at, text, "the whole response"));
            return;
        }
        let Some(landing) = self.landing(operation, (text, selector), &path) else { return };
        if path.iter().any(is_undocumented) {
            let why = "the user guide has neither `[*]` nor places from the end";
            self.cx.report(errors::untyped_selector(selector.at, text, why));
        }
        if let (Found::Shape(shape), Some(values)) =
            (landing.found, draft.inputs.value("DesiredValues"))
        {
            match type_of(shape, Side::Read) {
                Ty::Record(_) | Ty::Map(_) => {
                    self.cx.report(errors::many_values(selector.at, text, shape.kind_name()));
                }
                ty => self.check_desired(values, &ty),
            }
        }
    }

    /// Where a selector leads; nothing after a finding.
    fn landing(
        &mut self,
        operation: Operation<'static>,
        (text, selector): (&str, &Expr),
        path: &[Segment<'_>],
    ) -> Option<Landing<'static>> {
        match operation.result(path) {
            Ok(Landing { found: Found::Untyped, .. }) if path.iter().any(is_open) => {
                let why = "the model does not say what is there";
                self.cx.report(errors::untyped_selector(selector.at, text, why));
                None
            }
            Ok(landing) => Some(landing),
            Err(problem) => {
                let found = match &problem.problem {
                    PathProblem::Several { first, other } => {
                        let why = format!(
                            "it gives values of different kinds: {} and {}",
                            first.kind_name(),
                            other.kind_name()
                        );
                        errors::untyped_selector(selector.at, text, &why)
                    }
                    _ => errors::wrong_selector(selector.at, (operation, text), (path, &problem)),
                };
                self.cx.report(found);
                None
            }
        }
    }

    /// Values that the service compares as text with one of this type.
    fn check_desired(&mut self, values: &Expr, ty: &Ty) {
        let Some(Value::List(items)) = values.as_const() else { return };
        if items.is_empty() {
            self.cx.report(errors::nothing_desired(values.at));
        }
        for item in items {
            let Value::String(text) = item else { continue };
            let is_possible = match ty {
                Ty::Enum(allowed) => allowed.contains(item),
                Ty::Bool => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
                Ty::Int(_) => text.parse::<i64>().is_ok(),
                Ty::Float(_) => text.parse::<f64>().is_ok(),
                _ => true,
            };
            if !is_possible {
                self.cx.report(errors::never_desired(values.at, text, ty));
            }
        }
    }
}

/// Whether the user guide says nothing of such a segment in a selector ("JSONPath", Automation).
fn is_undocumented(segment: &Segment<'_>) -> bool {
    match segment {
        Segment::Every => true,
        Segment::Index(index) => *index < 0,
        Segment::Some | Segment::Member(_) | Segment::Below(_) => false,
    }
}

/// Whether a segment chooses among values of which the text does not say how many there are.
fn is_open(segment: &Segment<'_>) -> bool {
    match segment {
        Segment::Every | Segment::Some | Segment::Below(_) => true,
        Segment::Member(_) | Segment::Index(_) => false,
    }
}
