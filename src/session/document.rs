//! Documents that were written by hand: YAML or JSON to a tree, checked as a source is.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::{self, Form};
use crate::markup::{self, Syntax};
use crate::ssm::{Kind, Origins, check_size, validate};
use crate::syntax::{Comment, CommentKind, ast};
use crate::template::{self, Fit, Template, TemplateDocument};
use crate::text::{FileId, FileSpan, Name, Span};

/// A document after reading.
pub(super) struct ReadDocument {
    /// Empty where the text holds no document of Systems Manager.
    pub(super) ast: ast::File,
    /// In the order of their places.
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Of a template: what makes findings those of it.
    pub(super) fit: Option<Fit>,
}

/// The language of a document or template; nothing for a source.
pub(super) fn syntax_of(path: &str, text: &str) -> Option<Syntax> {
    let syntax = Syntax::of_path(path)?;
    // The ending of a template says nothing of its language.
    Some(if path.ends_with(".template") { Syntax::of_text(text) } else { syntax })
}

/// Reads a document, or all documents of a template, as they are written and checks their form. `path` gives its name.
pub(super) fn read(text: &str, (path, file): (&str, FileId), syntax: Syntax) -> ReadDocument {
    let markup::Document { root, comments, diagnostics, .. } = markup::read(text, file, syntax);
    let comments = comments.iter().map(as_comment).collect();
    let mut read = ReadDocument { ast: ast::File::default(), comments, diagnostics, fit: None };
    let Some(root) = root else { return read };
    if template::is_template(&root) {
        read_template(template::read(&root, file), file, &mut read);
        return read;
    }
    let value = root.to_json();
    if let Some(kind) = Kind::of_document(&value) {
        let origins = origins(&root, file);
        let fallback = root.span.in_file(file);
        read.diagnostics.extend(validate(kind, &value, &origins, fallback));
        read.diagnostics.extend(check_size(text, &value, &origins, fallback));
        let tree = import::tree(&root, kind, name_of(path), Form::AsWritten);
        read.ast = tree.unwrap_or_default();
    }
    read
}

/// Adds what a template holds, and takes out what may be untrue.
fn read_template(mut template: Template, file: FileId, read: &mut ReadDocument) {
    read.comments.extend(template.comments.iter().map(as_comment));
    read.comments.sort_by_key(|comment| comment.span.start);
    read.diagnostics.append(&mut template.diagnostics);
    for document in &template.documents {
        read_document(document, file, read);
    }
    read.ast.items.append(&mut template.items);
    let fit = template.into_fit();
    fit.fit(file, &mut read.diagnostics);
    read.fit = Some(fit);
}

/// A document of a template.
fn read_document(document: &TemplateDocument, file: FileId, read: &mut ReadDocument) {
    let Some(kind) = document.kind else { return };
    let root = &document.root;
    let value = root.to_json();
    let origins = origins(root, file);
    let fallback = root.span.in_file(file);
    read.diagnostics.extend(validate(kind, &value, &origins, fallback));
    // A map is sent as JSON.
    let text = document.text.clone().unwrap_or_else(|| value.to_string());
    read.diagnostics.extend(check_size(&text, &value, &origins, fallback));
    let tree = import::tree(root, kind, &document.name, Form::AsWritten).unwrap_or_default();
    for mut item in tree.items {
        if let ast::ItemKind::Declaration(declaration) = &mut item.kind {
            let header = &mut declaration.header;
            header.name.text = Name::new(&document.name);
            header.name.span = document.name_span;
            header.emitted_name = document.emitted_name.clone();
        }
        read.ast.items.push(item);
    }
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

/// What a document may be and a source of its kind may not, sorted: who runs it is not in its text,
/// and a document has no other form for what may be left out.
const OF_SOURCES: [u16; 2] = [338, 458];

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
        if OF_SOURCES.contains(&number(one)) {
            return false;
        }
        let around = around(tree, one);
        let is_known = |known: &Diagnostic| {
            known.is_error() && touch(one, known)
                || SAME.contains(&(number(one), number(known))) && holds_any(&around, known)
        };
        !read.iter().filter(|known| known.is_error() || !one.is_error()).any(is_known)
    });
}

/// Rules that conclude from what is nowhere to be seen. Sorted.
const OF_ABSENCE: [&str; 9] = [
    "cancel-without-cleanup",
    "python-unknown-event-key",
    "python-unreturned-output",
    "unreachable-step",
    "unused-argument",
    "unused-output",
    "unused-param",
    "unused-result",
    "unused-variable",
];

/// Drops what the rules found where an error makes it doubtful: in the step or the parameter that
/// holds one, and anywhere in the document what is said to be missing.
pub(super) fn drop_doubtful(
    file: FileId,
    tree: &ast::File,
    errors: &[FileSpan],
    found: &mut Vec<Diagnostic>,
) {
    let errors: Vec<FileSpan> = errors.iter().filter(|at| at.file == file).copied().collect();
    if errors.is_empty() {
        return;
    }
    let has_error = |span: &Span| {
        errors.iter().any(|at| span.start <= at.span.start && at.span.start < span.end)
    };
    let broken: Vec<Span> = members(tree).filter(has_error).collect();
    found.retain(|one| {
        let Code::Rule(rule) = one.code else { return true };
        let at = one.primary.at;
        let is_in = |span: &Span| span.start <= at.span.start && at.span.start < span.end;
        at.file != file || !OF_ABSENCE.contains(&rule) && !broken.iter().any(is_in)
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

/// The steps and parameters that a finding is about.
fn around(tree: &ast::File, found: &Diagnostic) -> Vec<Span> {
    members(tree).filter(|span| holds(span, found)).collect()
}

fn holds_any(members: &[Span], found: &Diagnostic) -> bool {
    members.iter().any(|span| holds(span, found))
}

fn holds(span: &Span, found: &Diagnostic) -> bool {
    let place = found.primary.at.span.start;
    span.start <= place && place < span.end
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
