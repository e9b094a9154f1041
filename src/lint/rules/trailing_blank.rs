//! `trailing-blank`: blanks at the ends of lines of a document.

use crate::diagnostic::{Diagnostic, Edit, Fix, Severity, Trust};
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::markup::Node;
use crate::text::Span;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "trailing-blank",
    title: "blanks at the ends of lines",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    fixable: true,
    page: page!("trailing-blank"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().filter_map(of_document).collect()
}

/// One finding for all lines, at the first.
fn of_document(written: &DocumentView<'_>) -> Option<Diagnostic> {
    let blanks = blanks(written);
    let first = written.at(*blanks.first()?);
    let message = match blanks.len() {
        1 => "a line ends with blanks".to_owned(),
        count => format!("{count} lines end with blanks"),
    };
    let removed = |span: &Span| Edit { at: written.at(*span), text: String::new() };
    let edits = blanks.iter().map(removed).collect();
    let fix = Fix { title: "remove them".to_owned(), trust: Trust::Safe, edits };
    let finding = RULE.finding(first, message).label("nobody sees them").help("remove them");
    Some(Diagnostic { fix: Some(fix), ..finding })
}

/// The blanks at the ends of lines, but for those that belong to a text.
fn blanks(written: &DocumentView<'_>) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in written.whole().split_inclusive('\n') {
        let kept = line.trim_end_matches(['\n', '\r']);
        let bare = kept.trim_end_matches([' ', '\t']);
        let span = Span::new(start + length(bare), start + length(kept));
        if !span.is_empty() && !is_in_text(written.root, span) {
            found.push(span);
        }
        start += length(line);
    }
    found
}

/// Whether a place lies in a text, which has a style of its own for blanks.
fn is_in_text(root: &Node, span: Span) -> bool {
    let node = root.innermost(span);
    node.as_scalar().is_some() && node.span.start < span.end && span.start < node.span.end
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
