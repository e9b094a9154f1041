//! Findings of rules that an error in the same document makes doubtful.

use crate::diagnostic::{Code, Diagnostic};
use crate::markup;
use crate::syntax::ast;
use crate::text::{FileId, FileSpan, Span};

use super::parts::{holds, members};

/// Rules that conclude from what is nowhere in the document. What a step gives to its own script and
/// takes of it stands in that step. Sorted.
const OF_ABSENCE: [&str; 7] = [
    "cancel-without-cleanup",
    "unreachable-step",
    "unused-argument",
    "unused-output",
    "unused-param",
    "unused-result",
    "unused-variable",
];

/// Rules that miss an attribute, which may be there with a value that is an error. Sorted.
const OF_ATTRIBUTES: [&str; 2] = ["missing-concurrency", "missing-max-errors"];

/// Rules that hold a script against the other inputs of its step. Sorted.
const OF_STEPS: [&str; 1] = ["python-unknown-event-key"];

/// Drops what the rules found where an error makes it doubtful: in the step or the parameter that
/// holds one, but for what stands inside of a text without one, such as a script; and anywhere in the
/// document what is said to be missing.
pub(in crate::session) fn drop_doubtful(
    file: FileId,
    (tree, markup): (&ast::File, Option<&markup::Document>),
    errors: &[FileSpan],
    found: &mut Vec<Diagnostic>,
) {
    let errors: Vec<FileSpan> = errors.iter().filter(|at| at.file == file).copied().collect();
    if errors.is_empty() {
        return;
    }
    let has_error = |part: &Span| errors.iter().any(|at| holds(*part, *at));
    let broken: Vec<Span> = members(tree).filter(has_error).collect();
    found.retain(|one| {
        let Code::Rule(rule) = one.code else { return true };
        let at = one.primary.at;
        let is_broken = || {
            let is_sound = !OF_STEPS.contains(&rule) && is_in_sound_text(markup, at, &errors);
            !is_sound && broken.iter().any(|part| holds(*part, at))
        };
        let lacks = || {
            let around = |item: &&ast::Item| holds(item.span, at);
            OF_ATTRIBUTES.contains(&rule)
                && tree.items.iter().filter(around).any(|item| has_error(&item.span))
        };
        at.file != file || !OF_ABSENCE.contains(&rule) && !is_broken() && !lacks()
    });
}

/// Whether a place is a part of a text that holds no error.
fn is_in_sound_text(markup: Option<&markup::Document>, at: FileSpan, errors: &[FileSpan]) -> bool {
    let Some(root) = markup.and_then(|document| document.root.as_ref()) else { return false };
    let text = root.innermost(at.span);
    let is_part = text.as_scalar().is_some() && text.span != at.span;
    is_part && !errors.iter().any(|error| holds(text.span, *error))
}

#[cfg(test)]
mod tests {
    use super::{OF_ABSENCE, OF_ATTRIBUTES, OF_STEPS};
    use crate::lint::rule_named;

    #[test]
    fn the_table_is_sorted_and_names_rules() {
        assert!(OF_ABSENCE.is_sorted() && OF_ATTRIBUTES.is_sorted() && OF_STEPS.is_sorted());
        for name in OF_ABSENCE.into_iter().chain(OF_ATTRIBUTES).chain(OF_STEPS) {
            assert!(rule_named(name).is_ok(), "{name}");
        }
    }
}
