//! What the checks of a source found, as findings of a document.

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::markup::edit::Editor;
use crate::markup::{self, Node, Syntax};
use crate::ssm::reference::reference_texts;
use crate::syntax::ast;
use crate::text::FileId;

use super::help::fit_help;
use super::mend::pointer_of;
use super::parts::{around, holds_any};

/// What the checks of a source call an error, and what of a document only may go wrong, sorted.
const MAY_WORK: [u16; 7] = [323, 324, 460, 476, 512, 514, 527];

/// What a document may be and a source of its kind may not, sorted: a list of allowed values may
/// hold one twice, who runs a document is not in its text, and it has no other form for what may be
/// left out.
const OF_SOURCES: [u16; 3] = [337, 338, 458];

/// What is said of a whole document and follows from any fault of its form, sorted: it has no steps.
const OF_WHOLE: [u16; 2] = [517, 582];

/// Faults of the form of a document.
const FORM: std::ops::Range<u16> = 640..644;

/// A name that nothing declares: which references of a runbook name something is told from the
/// document itself, where steps may run in another order than they stand in.
const UNKNOWN_NAME: u16 = 210;

/// A parameter that nothing uses.
const UNUSED: u16 = 354;

/// Findings on the form of a document and those of the tree for the same mistake, sorted.
const SAME: [(u16, u16); 15] = [
    (216, 640),
    (216, 643),
    (301, 661),
    (313, 661),
    (401, 648),
    (406, 649),
    (406, 650),
    (406, 652),
    (406, 659),
    (409, 651),
    (450, 641),
    (450, 648),
    (452, 650),
    (455, 651),
    (514, 662),
];

/// A document that was read, and its text.
#[derive(Clone, Copy)]
pub(in crate::session) struct Checked<'a> {
    pub(in crate::session) file: FileId,
    pub(in crate::session) text: &'a str,
    pub(in crate::session) syntax: Syntax,
    pub(in crate::session) tree: &'a ast::File,
    /// A template has none.
    pub(in crate::session) markup: Option<&'a markup::Document>,
}

/// Fits what the checks of a tree found to a document: nothing is told twice, what the service takes
/// is no error, and what is to be done is said in the language of the document.
pub(in crate::session) fn fit(
    document: Checked<'_>,
    read: &mut Vec<Diagnostic>,
    found: &mut Vec<Diagnostic>,
) {
    let is_here = |one: &Diagnostic| one.primary.at.file == document.file;
    for one in found.iter_mut().filter(|one| is_here(one)) {
        if MAY_WORK.contains(&number(one)) {
            one.severity = Severity::Warning;
        }
        one.fix = one.fix.take().and_then(|fix| written_anew(document, fix));
        fit_help(one);
    }
    let has_form = !read.iter().any(|known| known.is_error() && known.code.is_in(FORM));
    found.retain(|one| {
        let is_wrong = is_here(one)
            && (OF_SOURCES.contains(&number(one))
                || (OF_WHOLE.contains(&number(one)) && !has_form)
                || (number(one) == UNKNOWN_NAME && is_runbook(document, one))
                || (number(one) == UNUSED && is_named(document, one)));
        if is_wrong {
            return false;
        }
        let around = around(document.tree, one);
        let is_known = |known: &Diagnostic| {
            known.is_error() && (touch(one, known) || is_value_of(document.text, one, known))
                || SAME.contains(&(number(one), number(known))) && holds_any(&around, known)
        };
        !read.iter().filter(|known| known.is_error() || !one.is_error()).any(is_known)
    });
    // An error stays, and a warning of the same gives way.
    let is_paired = |one: &&Diagnostic| {
        let number = number(one);
        one.is_error() && is_here(one) && SAME.iter().any(|(of_tree, _)| *of_tree == number)
    };
    for one in found.iter().filter(is_paired) {
        let around = around(document.tree, one);
        read.retain(|known| {
            let is_same = SAME.contains(&(number(one), number(known)));
            known.is_error() || !is_same || !holds_any(&around, known)
        });
    }
}

/// A fix of a source as one of a document: the same text, quoted as it has to be there. Nothing
/// where it writes more than one text.
fn written_anew(document: Checked<'_>, fix: Fix) -> Option<Fix> {
    let [edit] = fix.edits.as_slice() else { return None };
    let text = edit.text.trim_matches('"');
    let is_plain = text.chars().all(|it| it.is_ascii_alphanumeric() || "-_.:".contains(it));
    let markup = document.markup?;
    let root = markup.root.as_ref()?;
    let pointer = pointer_of(root, edit.at.span).filter(|_| is_plain && !text.is_empty())?;
    root.find(&pointer)?.node.as_str()?;
    let Checked { file, text: whole, syntax, .. } = document;
    let edit = Editor::new(whole, file, markup, syntax)?.set(&pointer, &text.into())?;
    Some(Fix { title: format!("write `{text}`"), edits: vec![edit], ..fix })
}

/// Whether a finding is about a runbook.
fn is_runbook(document: Checked<'_>, found: &Diagnostic) -> bool {
    document.tree.items.iter().any(|item| match &item.kind {
        ast::ItemKind::Declaration(declaration) => {
            declaration.header.kind == ast::DeclarationKind::Runbook
                && item.span.start <= found.primary.at.span.start
                && found.primary.at.span.end <= item.span.end
        }
        _ => false,
    })
}

/// Whether a text of the document names the parameter that a finding is about, in a way that no
/// expression of a source has: in braces, or as the variable in which the agent hands it over.
fn is_named(document: Checked<'_>, unused: &Diagnostic) -> bool {
    let key = unused.primary.at.span.of(document.text);
    let name = key.trim_matches(['"', '\'']);
    let handed_over = format!("SSM_{name}");
    let names = |text: &str| {
        let is_whole = |at: usize| {
            let behind = text.get(at + handed_over.len()..).and_then(|it| it.chars().next());
            behind.is_none_or(|it| !it.is_ascii_alphanumeric() && it != '_')
        };
        reference_texts(text).any(|inner| inner == name)
            || text.match_indices(&handed_over).any(|(at, _)| is_whole(at))
    };
    let root = document.markup.and_then(|markup| markup.root.as_ref());
    root.is_some_and(|root| holds_text(root, &names))
}

/// Whether a text at any depth is one that is looked for.
fn holds_text(node: &Node, is_wanted: &dyn Fn(&str) -> bool) -> bool {
    node.as_str().is_some_and(is_wanted)
        || node.items().iter().any(|item| holds_text(item, is_wanted))
        || node.entries().iter().any(|entry| holds_text(&entry.value, is_wanted))
}

/// The number of a finding; 0 for one with a name.
pub(in crate::session) fn number(found: &Diagnostic) -> u16 {
    found.code.number().unwrap_or_default()
}

fn touch(one: &Diagnostic, other: &Diagnostic) -> bool {
    let (one, other) = (one.primary.at.span, other.primary.at.span);
    one.start < other.end && other.start < one.end
}

/// Whether a finding is about the value at the key that another is about: one entry, one mistake.
fn is_value_of(text: &str, key: &Diagnostic, value: &Diagnostic) -> bool {
    let (key, value) = (key.primary.at.span, value.primary.at.span);
    let between = text.get(key.end as usize..value.start as usize);
    between.is_some_and(|between| {
        let is_plain = |letter: char| letter.is_whitespace() || "\"':=".contains(letter);
        between.contains([':', '=']) && between.chars().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::{MAY_WORK, OF_SOURCES, OF_WHOLE, SAME};
    use crate::lint::rule_of_code;

    #[test]
    fn the_tables_are_sorted() {
        assert!(MAY_WORK.is_sorted() && OF_SOURCES.is_sorted() && OF_WHOLE.is_sorted());
        assert!(SAME.is_sorted());
    }

    #[test]
    fn what_may_work_can_be_allowed() {
        assert!(MAY_WORK.iter().all(|number| rule_of_code(*number).is_some()));
    }
}
