//! Documents that were written by hand: YAML or JSON to a tree, checked as a source is.

mod help;
mod language;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Fix, Severity, Trust};
use crate::import::{self, Form};
use crate::markup::edit::Editor;
use crate::markup::{self, Entry, Node, Syntax};
use crate::ssm::reference::reference_texts;
use crate::ssm::{Kind, Origins, check_size, check_version, pointer_segment, validate};
use crate::syntax::{Comment, CommentKind, ast};
use crate::template::{self, Fit, Template, TemplateDocument};
use crate::text::{FileId, FileSpan, Name, Span};

pub use language::Language;

pub(super) use help::fit_help;

/// A document after reading.
#[derive(Default)]
pub(super) struct ReadDocument {
    /// Empty where the text holds no document of Systems Manager.
    pub(super) ast: ast::File,
    /// In the order of their places.
    pub(super) comments: Vec<Comment>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Of a template: what makes findings those of it.
    pub(super) fit: Option<Fit>,
    /// Its tree; a template has none, which is no document itself.
    pub(super) markup: Option<markup::Document>,
}

/// Reads a document, or all documents of a template, as they are written and checks their form.
/// `path` gives its name.
pub(super) fn read(text: &str, (path, file): (&str, FileId), language: Language) -> ReadDocument {
    let syntax = match language {
        Language::Markup(syntax) => syntax,
        Language::Terraform => return read_terraform(text, file),
    };
    let markup = markup::read(text, file, syntax);
    let comments = markup.comments.iter().map(as_comment).collect();
    let mut read = ReadDocument {
        ast: ast::File::default(),
        comments,
        diagnostics: markup.diagnostics.clone(),
        fit: None,
        markup: None,
    };
    let Some(root) = &markup.root else { return read };
    if template::is_template(root) {
        read_template(template::read(root, file), file, &mut read);
        return read;
    }
    let value = with_version_as_text(root, text);
    let origins = origins(root, file);
    let fallback = root.span.in_file(file);
    match Kind::of_document(&value) {
        Some(kind) => {
            read.diagnostics.extend(validate(kind, &value, &origins, fallback));
            read.diagnostics.extend(check_size(text, &value, &origins, fallback));
            let tree = import::tree(root, kind, name_of(path), Form::AsWritten);
            read.ast = tree.unwrap_or_default();
        }
        None => read.diagnostics.extend(check_version(&value, &origins, fallback)),
    }
    quote_defaults(text, (file, syntax), &markup, &mut read.diagnostics);
    read.markup = Some(markup);
    read
}

/// A default does not fit the type of its parameter.
const WRONG_DEFAULT: u16 = 661;

/// Puts quotes around defaults that fit only as texts: nobody could have made the document with
/// `yes` as the default of a text.
fn quote_defaults(
    text: &str,
    (file, syntax): (FileId, Syntax),
    markup: &markup::Document,
    found: &mut [Diagnostic],
) {
    let parameters = markup.root.as_ref().and_then(|root| root.get("parameters"));
    let wrong = found.iter_mut().filter(|one| number(one) == WRONG_DEFAULT);
    for one in wrong.take(MOST_QUOTED) {
        let at = one.primary.at.span;
        let is_it = |entry: &&Entry| {
            let is_text = entry.value.get("type").and_then(Node::as_str) == Some("String");
            is_text && entry.value.get("default").is_some_and(|default| default.span == at)
        };
        let entry = parameters.and_then(|it| it.entries().iter().find(is_it));
        let edit = entry.and_then(|entry| {
            let pointer = format!("/parameters/{}/default", pointer_segment(&entry.key.text));
            Editor::new(text, file, markup, syntax)?.quote(&pointer)
        });
        if let Some(edit) = edit {
            let title = "put quotes around it".to_owned();
            one.help = Some(title.clone());
            one.fix = Some(Fix { title, trust: Trust::Safe, edits: vec![edit] });
        }
    }
}

/// Each one is proved by reading the document again.
const MOST_QUOTED: usize = 20;

/// The document, whose version is a text even where its quotes are missing: the reader said so.
fn with_version_as_text(root: &Node, text: &str) -> Value {
    let mut value = root.to_json();
    if let Some(version) = value.get_mut("schemaVersion").filter(|version| version.is_number())
        && let Some(written) = root.get("schemaVersion")
    {
        *version = Value::from(written.span.of(text));
    }
    value
}

fn read_terraform(text: &str, file: FileId) -> ReadDocument {
    let mut read = ReadDocument::default();
    read_template(template::read_terraform(text, file), file, &mut read);
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
    match file.rsplit_once('.') {
        Some((stem, _)) if Syntax::of_path(file).is_some() => stem,
        _ => file.split('.').next().unwrap_or(file),
    }
}

/// What the checks of a source call an error, and what of a document only may go wrong, sorted.
const MAY_WORK: [u16; 5] = [460, 476, 512, 514, 527];

/// What a document may be and a source of its kind may not, sorted: a list of allowed values may
/// hold one twice, who runs a document is not in its text, and it has no other form for what may be
/// left out.
const OF_SOURCES: [u16; 3] = [337, 338, 458];

/// What is said of a whole document and follows from any fault of its form, sorted: it has no steps.
const OF_WHOLE: [u16; 2] = [517, 582];

/// Faults of the form of a document.
const FORM: std::ops::Range<u16> = 640..644;

/// A parameter that nothing uses.
const UNUSED: u16 = 354;

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

/// A document that was read, and its text.
#[derive(Clone, Copy)]
pub(super) struct Checked<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) syntax: Syntax,
    pub(super) tree: &'a ast::File,
    /// A template has none.
    pub(super) markup: Option<&'a markup::Document>,
}

/// Fits what the checks of a tree found to a document: nothing is told twice, what the service takes
/// is no error, and what is to be done is said in the language of the document.
pub(super) fn fit(document: Checked<'_>, read: &mut Vec<Diagnostic>, found: &mut Vec<Diagnostic>) {
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
                || (number(one) == UNUSED && is_named(document, one)));
        if is_wrong {
            return false;
        }
        let around = around(document.tree, one);
        let is_known = |known: &Diagnostic| {
            known.is_error() && touch(one, known)
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
    let Checked { file, text: whole, syntax, .. } = document;
    let edit = Editor::new(whole, file, markup, syntax)?.set(&pointer, &text.into())?;
    Some(Fix { title: format!("write `{text}`"), edits: vec![edit], ..fix })
}

/// The JSON pointer of the text at a place.
fn pointer_of(root: &Node, span: Span) -> Option<String> {
    let mut pointer = String::new();
    let mut node = root;
    while node.span != span {
        let is_around = |part: &Node| {
            part.alias.is_none() && part.span.start <= span.start && span.end <= part.span.end
        };
        let entry = node.entries().iter().find(|entry| is_around(&entry.value));
        let item = node.items().iter().enumerate().find(|(_, item)| is_around(item));
        let segment = match (entry, item) {
            (Some(entry), _) => {
                node = &entry.value;
                pointer_segment(&entry.key.text).to_string()
            }
            (None, Some((number, item))) => {
                node = item;
                number.to_string()
            }
            (None, None) => return None,
        };
        pointer = format!("{pointer}/{segment}");
    }
    node.as_str().map(|_| pointer)
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
