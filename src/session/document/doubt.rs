//! Findings of rules that an error in the same document makes doubtful.

use crate::diagnostic::{Code, Diagnostic};
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

/// Drops what the rules found where an error makes it doubtful: in the step or the parameter that
/// holds one, and anywhere in the document what is said to be missing.
pub(in crate::session) fn drop_doubtful(
    file: FileId,
    tree: &ast::File,
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
        let is_broken = || broken.iter().any(|part| holds(*part, at));
        at.file != file || !OF_ABSENCE.contains(&rule) && !is_broken()
    });
}

#[cfg(test)]
mod tests {
    use super::OF_ABSENCE;
    use crate::lint::rule_named;

    #[test]
    fn the_table_is_sorted_and_names_rules() {
        assert!(OF_ABSENCE.is_sorted());
        for name in OF_ABSENCE {
            assert!(rule_named(name).is_ok(), "{name}");
        }
    }
}
