//! Documents that were written by hand: YAML or JSON to a tree, checked as a source is.

mod doubt;
mod fit;
mod help;
mod language;
mod mend;
mod parts;
mod unread;
mod words;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::import::{self, Form};
use crate::markup::{self, Node, NodeKind, Syntax};
use crate::ssm::{Kind, Locate, check_size, check_version, validate};
use crate::syntax::{Comment, CommentKind, ast};
use crate::template::{self, Fit, Template, TemplateDocument};
use crate::text::{FileId, FileSpan, Name};

use super::errors;

pub use language::Language;

use mend::mend;

pub(super) use doubt::drop_doubtful;
pub(super) use fit::{Checked, fit, number};
pub(super) use help::fit_help;
pub(super) use unread::drop_unread;

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
    /// How many deployments of a template there are to look at one by one.
    pub(super) deployments: usize,
    /// Its tree; a template has none, which is no document itself.
    pub(super) markup: Option<markup::Document>,
}

/// Reads a document, or all documents of a template, as they are written and checks their form.
/// `path` gives its name, `deployment` is the number of one of a template.
pub(super) fn read(
    text: &str,
    (path, file): (&str, FileId),
    (language, deployment): (Language, Option<usize>),
) -> ReadDocument {
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
        deployments: 0,
        markup: None,
    };
    let Some(root) = &markup.root else { return read };
    if template::is_template(root) {
        read.deployments = template::deployment_count(root);
        read_template(template::read(root, file, deployment), file, &mut read);
        return read;
    }
    let value = with_version_as_text(root, text);
    let places = Places { root, file };
    let fallback = root.span.in_file(file);
    match Kind::of_document(&value) {
        Some(kind) => {
            read.diagnostics.extend(validate(kind, &value, &places, fallback));
            read.diagnostics.extend(check_size(text, &value, &places, fallback));
            let tree = import::tree(root, kind, name_of(path), Form::AsWritten);
            read.ast = tree.unwrap_or_default();
        }
        None => read.diagnostics.extend(check_version(&value, &places, fallback)),
    }
    mend(text, (file, syntax), &markup, &mut read.diagnostics);
    read.markup = Some(markup);
    read
}

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
    let places = Places { root, file };
    let fallback = root.span.in_file(file);
    read.diagnostics.extend(validate(kind, &value, &places, fallback));
    // A map is sent as JSON.
    let text = document.text.clone().unwrap_or_else(|| value.to_string());
    read.diagnostics.extend(check_size(&text, &value, &places, fallback));
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

/// Where the parts of a document stand, looked for when something is said of them.
struct Places<'a> {
    root: &'a Node,
    file: FileId,
}

impl Locate for Places<'_> {
    fn find(&self, pointer: &str) -> Option<FileSpan> {
        Some(self.root.find_nearest(pointer).node.span.in_file(self.file))
    }

    fn find_name(&self, pointer: &str) -> Option<FileSpan> {
        let key = self.root.find(pointer).and_then(|found| found.key_span);
        key.map(|key| key.in_file(self.file)).or_else(|| self.find(pointer))
    }
}

/// What is told of a file that somebody has named and that is no document; nothing for one, for a
/// template, and for what was told otherwise.
pub(super) fn no_document(file: FileId, markup: Option<&markup::Document>) -> Option<Diagnostic> {
    let root = markup?.root.as_ref()?;
    let version = root.get("schemaVersion");
    let value = root.to_json();
    // Of a package of Distributor.
    let is_manifest = version.is_some() && root.get("packages").is_some();
    let places = Places { root, file };
    let is_known = is_manifest
        || Kind::of_document(&value).is_some()
        || check_version(&value, &places, root.span.in_file(file)).is_some();
    let (at, what) = match (&root.kind, version) {
        _ if is_known => return None,
        (NodeKind::Map(_), Some(version)) => (version.span, "is of a version that nothing has"),
        (NodeKind::Map(_), None) => (root.span, "is a map without `schemaVersion`"),
        (NodeKind::List(_), _) => (root.span, "is a list"),
        _ => (root.span, "is a single value"),
    };
    Some(errors::no_document(at.in_file(file), what))
}

/// What a document is called after its file.
pub(super) fn name_of(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.rsplit_once('.') {
        Some((stem, _)) if Syntax::of_path(file).is_some() => stem,
        _ => file.split('.').next().unwrap_or(file),
    }
}
