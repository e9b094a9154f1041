//! From a document to the source of an author, and back for comparison.

use std::sync::Arc;

use serde_json::Value;

use crate::check::ProjectFiles;
use crate::diagnostic::{Code, Diagnostic};
use crate::format;
use crate::import::{self, Called, Company, Margin, Naming};
use crate::markup::{self, Syntax};
use crate::ssm::Kind;
use crate::text::{FileId, Span};

use super::document::{Language, name_of};
use super::pool;
use super::{
    BuildOptions, BuiltArtifact, Format, OnError, PackageInput, ProjectInput, Session, SourceText,
    errors, validate,
};

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The source; nothing where the text holds no document that a source can hold.
    pub source: Option<String>,
    /// The document as data.
    pub document: Option<Value>,
    pub kind: Option<Kind>,
    /// What is wrong with the text itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// What stands beside a source that is one of several.
pub(super) struct Beside {
    pub(super) company: Arc<Company>,
    /// The sources whose documents it runs.
    pub(super) sources: Vec<SourceText>,
    pub(super) files: Arc<dyn ProjectFiles>,
}

/// Writes the source of a document as it was read, which declares it under `name`.
pub fn import_document(document: &SourceText, name: &str) -> Imported {
    import_beside(document, (name, Naming::default()), None)
}

/// The same for one of several documents that are imported together.
pub(super) fn import_beside(
    document: &SourceText,
    (declared, naming): (&str, Naming),
    beside: Option<&Beside>,
) -> Imported {
    if let Some(offset) = document.not_utf8_at {
        let diagnostics = vec![errors::not_utf8(FileId::default(), offset)];
        return Imported { source: None, document: None, kind: None, diagnostics };
    }
    let company = beside.map(|beside| &beside.company);
    let called = Called { document: name_of(&document.path), declared, naming, company };
    pool::run(|| import_here(&document.text, called, (syntax_of(document), beside)))
}

/// How the text of a document is to be read.
pub(super) fn syntax_of(document: &SourceText) -> Syntax {
    match document.document {
        Some(Language::Markup(syntax)) => syntax,
        Some(Language::Terraform) | None => Syntax::of_text(&document.text),
    }
}

/// Writes the source of a document. `path` gives its name.
pub fn import(text: &str, path: &str, syntax: Syntax) -> Imported {
    let document = name_of(path);
    let declared = import::source_name(document);
    pool::run(|| import_here(text, Called::new(document, &declared), (syntax, None)))
}

fn import_here(
    text: &str,
    called: Called<'_>,
    (syntax, beside): (Syntax, Option<&Beside>),
) -> Imported {
    let markup::Document { root, comments, mut diagnostics, .. } =
        markup::read(text, FileId::default(), syntax);
    let Some(root) = root else {
        return Imported { source: None, document: None, kind: None, diagnostics };
    };
    let document = root.to_json();
    let kind = Kind::of_document(&document);
    if diagnostics.iter().any(Diagnostic::is_error) {
        // What could be read is not all that was meant.
        return Imported { source: None, document: Some(document), kind, diagnostics };
    }
    let margin = Margin { text, comments: &comments };
    let source = kind.and_then(|kind| import::source(&root, kind, called, margin));
    let source = source.map(|source| with_unchecked(source, beside)).map(laid_out);
    if let Some(kind) = kind {
        diagnostics.extend(import::dropped(&root, kind, FileId::default()));
    }
    Imported { source, document: Some(document), kind, diagnostics }
}

/// The document that a source of one document compiles to; nothing where it does not compile.
/// Values that the service has come to refuse are compiled all the same.
pub fn compiled(source: &str) -> Option<Value> {
    content_of(&documents_of(session_of(source, None)).next()?)
}

/// Why the source of one document does not compile: the errors, in source order, with their lines
/// from 1.
pub fn refusals(source: &str) -> Vec<(usize, Diagnostic)> {
    let found = session_of(source, None).build(BuildOptions::default()).diagnostics;
    let line = |one: &Diagnostic| {
        let before = source.get(..one.primary.at.span.start as usize).unwrap_or(source);
        before.matches('\n').count() + 1
    };
    found.into_iter().filter(Diagnostic::is_error).map(|one| (line(&one), one)).collect()
}

/// A document that was built. One that is a text of its own stays in the author's format.
pub(super) fn content_of(document: &BuiltArtifact) -> Option<Value> {
    let extension = document.path.rsplit('.').next().unwrap_or_default();
    validate::read(&document.text, extension)
}

/// The documents that a session builds as JSON, whatever the service would refuse of their values.
pub(super) fn documents_of(session: Session) -> impl Iterator<Item = BuiltArtifact> {
    let options = BuildOptions {
        format: Some(Format::Json),
        on_error: OnError::Despite,
        ..BuildOptions::default()
    };
    let is_document = |path: &str| path.starts_with("documents/") && !path.contains(".request.");
    session.build(options).artifacts.into_iter().filter(move |one| is_document(&one.path))
}

/// Reading an output of a step that may not have run.
const UNSURE_READ: Code = Code(512);

/// A round of marks may show what stood behind it.
const MOST_ROUNDS: usize = 4;

/// Marks what is read without being sure to be there: the document reads it all the same.
fn with_unchecked(mut source: String, beside: Option<&Beside>) -> String {
    for _ in 0..MOST_ROUNDS {
        let found = session_of(&source, beside).check().diagnostics;
        let is_here = |one: &&Diagnostic| one.primary.at.file == FileId::default();
        let unsure = found.iter().filter(|one| one.code == UNSURE_READ).filter(is_here);
        let mut places: Vec<Span> = unsure.map(|one| one.primary.at.span).collect();
        places.sort_unstable();
        places.dedup();
        if places.is_empty() {
            break;
        }
        // From the end, so that what stands before keeps its place.
        for place in places.into_iter().rev() {
            let read = place.of(&source).to_owned();
            let range = place.start as usize..place.end as usize;
            if !read.is_empty() {
                source.replace_range(range, &format!("unchecked({read})"));
            }
        }
    }
    source
}

/// The source in its one layout; as it is where that cannot be had.
fn laid_out(source: String) -> String {
    format::format(&source, FileId::default()).unwrap_or(source)
}

/// A session of one source, its first, with what stands beside it.
fn session_of(source: &str, beside: Option<&Beside>) -> Session {
    let mut sources = vec![SourceText::new("document.ord", source)];
    sources.extend(beside.iter().flat_map(|beside| beside.sources.clone()));
    let package = PackageInput { sources, ..PackageInput::default() };
    let input = ProjectInput::in_memory(package);
    Session::new(match beside {
        Some(beside) => ProjectInput { project_files: Arc::clone(&beside.files), ..input },
        None => input,
    })
}
