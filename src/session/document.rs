//! Documents that were written by hand: YAML or JSON to a tree, checked as a source is.

use crate::diagnostic::{Diagnostic, Severity};
use crate::import::{self, Form};
use crate::markup::{self, Syntax};
use crate::ssm::{Kind, Origins, check_size, validate};
use crate::syntax::{Comment, CommentKind, ast};
use crate::text::{FileId, Span};

/// A document after reading.
pub(super) struct ReadDocument {
    /// Empty where the text holds no document of Systems Manager.
    pub(super) ast: ast::File,
    /// In the order of their places.
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a document as it is written and checks its form. `path` gives its name.
pub(super) fn read(text: &str, (path, file): (&str, FileId), syntax: Syntax) -> ReadDocument {
    let markup::Document { root, comments, mut diagnostics, .. } = markup::read(text, file, syntax);
    let comments = comments.iter().map(as_comment).collect();
    let Some(root) = root else {
        return ReadDocument { ast: ast::File::default(), comments, diagnostics };
    };
    let value = root.to_json();
    let kind = Kind::of_document(&value);
    let mut tree = ast::File::default();
    if let Some(kind) = kind {
        let origins = origins(&root, file);
        let fallback = root.span.in_file(file);
        diagnostics.extend(validate(kind, &value, &origins, fallback));
        diagnostics.extend(check_size(text, &value, &origins, fallback));
        tree = import::tree(&root, kind, name_of(path), Form::AsWritten).unwrap_or_default();
    }
    ReadDocument { ast: tree, comments, diagnostics }
}

fn as_comment(comment: &markup::Comment) -> Comment {
    Comment { span: comment.span, own_line: comment.own_line, kind: CommentKind::Line }
}

fn origins(root: &markup::Node, file: FileId) -> Origins {
    root.origins().map(|(pointer, span): (String, Span)| (pointer, span.in_file(file))).collect()
}

/// What a document is called after its file.
pub(super) fn name_of(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file)
}

/// What the checks of a source call an error, and what of a document only may go wrong, sorted.
const MAY_WORK: [u16; 5] = [460, 476, 512, 514, 527];

/// What a document may be and a source of its kind may not: who runs it is not in its text.
const OF_SOURCES: [u16; 1] = [458];

/// Findings on the form of a document and those of the tree for the same mistake, sorted.
const SAME: [(u16, u16); 12] = [
    (216, 640),
    (216, 643),
    (301, 661),
    (313, 661),
    (401, 648),
    (406, 659),
    (409, 651),
    (450, 648),
    (450, 641),
    (452, 650),
    (455, 651),
    (514, 662),
];

/// Fits what the checks of a tree found to a document: nothing is told twice, and what the service
/// takes is no error.
pub(super) fn fit(tree: &ast::File, read: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    for one in found.iter_mut().filter(|one| MAY_WORK.contains(&number(one))) {
        one.severity = Severity::Warning;
    }
    found.retain(|one| {
        let is_known =
            read.iter().filter(|known| known.is_error() || !one.is_error()).any(|known| {
                known.is_error() && touch(one, known)
                    || SAME.contains(&(number(one), number(known)))
                        && are_together(tree, one, known)
            });
        !OF_SOURCES.contains(&number(one)) && !is_known
    });
}

/// The number of a finding; 0 for one with a name.
pub(super) fn number(found: &Diagnostic) -> u16 {
    found.code.number().unwrap_or_default()
}

fn touch(one: &Diagnostic, other: &Diagnostic) -> bool {
    let (one, other) = (one.primary.at.span, other.primary.at.span);
    one.start < other.end && other.start < one.end
}

/// Whether two findings are about one step or parameter.
fn are_together(tree: &ast::File, one: &Diagnostic, other: &Diagnostic) -> bool {
    let (one, other) = (one.primary.at.span.start, other.primary.at.span.start);
    members(tree).any(|span| {
        let holds = |place: u32| span.start <= place && place < span.end;
        holds(one) && holds(other)
    })
}

fn members(tree: &ast::File) -> impl Iterator<Item = Span> + '_ {
    tree.items
        .iter()
        .flat_map(|item| match &item.kind {
            ast::ItemKind::Declaration(declaration) => declaration.members.as_slice(),
            _ => &[],
        })
        .map(|member| member.span)
}
