//! `crowded-reference`: a reference without blanks inside its braces.

use crate::diagnostic::{Diagnostic, Edit, Fix, Severity, Trust};
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::markup::Scalar;
use crate::ssm::reference::reference_texts;
use crate::text::offset_in;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "crowded-reference",
    title: "a reference without blanks in its braces",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("crowded-reference"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().flat_map(of_document).collect()
}

fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let values = written.values();
    let texts = values.iter().filter(|(_, node)| node.alias.is_none());
    texts
        .filter_map(|(_, node)| node.as_scalar())
        .filter_map(|scalar| finding(written, scalar))
        .collect()
}

/// One for all references of a text.
fn finding(written: &DocumentView<'_>, text: &Scalar) -> Option<Diagnostic> {
    let mut edits = Vec::new();
    for inner in reference_texts(&text.text) {
        let start = offset_in(inner, &text.text)?;
        let end = start + inner.len();
        let before = text.text.get(..start)?;
        let is_crowded = before.ends_with("{{") && text.text.get(end..)?.starts_with("}}");
        let place = text.place(start..end);
        // In an escape or a fold, what stands in the source is something else.
        if is_crowded && written.source(place) == inner && !inner.contains(char::is_whitespace) {
            edits.push(Edit { at: written.at(place), text: format!(" {inner} ") });
        }
    }
    let first = edits.first()?;
    let (at, shown) = (first.at, written.source(first.at.span));
    let found = RULE
        .finding(at, format!("`{{{{{shown}}}}}` has no blanks in its braces"))
        .label("hard to read")
        .help(format!("write `{{{{ {shown} }}}}`"));
    let title = "put blanks into the braces".to_owned();
    Some(Diagnostic { fix: Some(Fix { title, trust: Trust::Safe, edits }), ..found })
}
