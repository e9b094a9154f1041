//! Texts with references: `{{ … }}` to holes and names.

use std::ops::Range;

use crate::markup::Scalar;
use crate::ssm::reference::{PSEUDO_PARAMETERS, Reference, reference_texts};
use crate::syntax::ast::{Expr, ExprKind, StringPart};
use crate::text::{Span, offset_in};

use super::make;
use super::names::Names;

/// A reference in a text and the bytes that it takes there, braces included.
pub(super) struct Found<'t> {
    pub(super) reference: Reference<'t>,
    pub(super) range: Range<usize>,
}

/// The references of a text with their places.
pub(super) fn find(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for inner in reference_texts(text) {
        let Some(start) = offset_in(inner, text) else { continue };
        let open = text.get(from..start).and_then(|before| before.rfind("{{"));
        let close = text.get(start + inner.len()..).and_then(|behind| behind.find("}}"));
        let (Some(open), Some(close)) = (open, close) else { continue };
        let range = from + open..start + inner.len() + close + 2;
        from = range.end;
        found.push(Found { reference: Reference::parse(inner), range });
    }
    found
}

/// The expression that a reference means; nothing where only the text itself can say it.
pub(super) fn expression(names: &Names, reference: Reference<'_>, span: Span) -> Option<Expr> {
    match reference {
        // What a maintenance window puts there is no parameter.
        Reference::Parameter(name)
            if PSEUDO_PARAMETERS.contains(&name) && !names.has_parameter(name) =>
        {
            None
        }
        Reference::Parameter(name) => Some(names.parameter(name, span)),
        Reference::StepOutput { step, output }
            if !output.contains('.') && names.has_output(step, output) =>
        {
            Some(names.output(step, output, span))
        }
        Reference::Variable(name) => Some(names.variable(name, span)),
        // A parameter or variable of that name hides the namespace.
        Reference::Global(name) if !names.declares("global") => {
            Some(make::path(&["global", name], span))
        }
        Reference::Automation(name) if !names.declares("automation") => {
            Some(make::path(&["automation", name], span))
        }
        Reference::ParameterStore(name) => {
            let argument = make::positional(make::string(name, span));
            Some(make::call(make::name("ssm", span), vec![argument], span))
        }
        Reference::StepOutput { .. }
        | Reference::Global(_)
        | Reference::Automation(_)
        | Reference::Secret(_)
        | Reference::Other(_) => None,
    }
}

/// A text as an expression: a whole reference keeps its type, others become holes. Where a
/// reference cannot be said, the text is taken as it is.
pub(super) fn text(names: &Names, scalar: &Scalar) -> Expr {
    let found = find(&scalar.text);
    if found.is_empty() {
        return literal(scalar);
    }
    let is_whole = found.len() == 1
        && found.first().is_some_and(|one| {
            scalar.text.get(..one.range.start).is_some_and(|before| before.trim().is_empty())
                && scalar.text.get(one.range.end..).is_some_and(|behind| behind.trim().is_empty())
        });
    // A source makes a text of a number first, by an output or a step more.
    if !is_whole && found.iter().any(|one| names.is_number(one.reference)) {
        return make::raw(&scalar.text, scalar.span);
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for one in &found {
        let span = scalar.place(one.range.clone());
        let Some(expr) = expression(names, one.reference, span) else {
            return make::raw(&scalar.text, scalar.span);
        };
        if is_whole {
            return Expr { span: scalar.span, ..expr };
        }
        push_text(&mut parts, scalar, from..one.range.start);
        parts.push(StringPart::Hole { expr, span });
        from = one.range.end;
    }
    push_text(&mut parts, scalar, from..scalar.text.len());
    // Braces around a hole would be read as a reference to what the hole holds.
    let holds_braces =
        |part: &StringPart| matches!(part, StringPart::Text { text, .. } if text.contains("{{"));
    if parts.iter().any(holds_braces) {
        return make::raw(&scalar.text, scalar.span);
    }
    let fence = make::fence(&scalar.text);
    make::expr(ExprKind::String { parts, fence }, scalar.span)
}

fn push_text(parts: &mut Vec<StringPart>, scalar: &Scalar, range: Range<usize>) {
    let Some(text) = scalar.text.get(range.clone()).filter(|text| !text.is_empty()) else { return };
    parts.push(StringPart::Text { text: text.to_owned(), span: scalar.place(range) });
}

fn literal(scalar: &Scalar) -> Expr {
    make::string(&scalar.text, scalar.span)
}
