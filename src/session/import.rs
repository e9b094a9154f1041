//! From a document to the source of an author, and back for comparison.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::format;
use crate::import::{self, Called, Margin};
use crate::markup::{self, Syntax};
use crate::ssm::Kind;
use crate::text::{FileId, Span};

use super::document::{Language, name_of};
use super::{
    BuildOptions, Format, OnError, PackageInput, ProjectInput, Session, SourceText, errors,
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

/// Writes the source of a document as it was read, which declares it under `name`.
pub fn import_document(document: &SourceText, name: &str) -> Imported {
    if let Some(offset) = document.not_utf8_at {
        let diagnostics = vec![errors::not_utf8(FileId::default(), offset)];
        return Imported { source: None, document: None, kind: None, diagnostics };
    }
    let called = Called { document: name_of(&document.path), declared: name };
    let syntax = match document.document {
        Some(Language::Markup(syntax)) => syntax,
        Some(Language::Terraform) | None => Syntax::of_text(&document.text),
    };
    import_called(&document.text, called, syntax)
}

/// Writes the source of a document. `path` gives its name.
pub fn import(text: &str, path: &str, syntax: Syntax) -> Imported {
    let document = name_of(path);
    import_called(text, Called { document, declared: &import::source_name(document) }, syntax)
}

fn import_called(text: &str, called: Called<'_>, syntax: Syntax) -> Imported {
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
    let source = source.map(with_unchecked).map(laid_out);
    if let Some(kind) = kind {
        diagnostics.extend(import::dropped(&root, kind, FileId::default()));
    }
    Imported { source, document: Some(document), kind, diagnostics }
}

/// What a declaration is called after the path of its document.
pub fn source_name(path: &str) -> String {
    import::source_name(name_of(path))
}

/// The document that a source of one document compiles to; nothing where it does not compile.
/// Values that the service has come to refuse are compiled all the same.
pub fn compiled(source: &str) -> Option<Value> {
    let options = BuildOptions {
        format: Some(Format::Json),
        on_error: OnError::Despite,
        ..BuildOptions::default()
    };
    let built = lone(source).build(options);
    let is_document = |path: &str| path.starts_with("documents/") && !path.contains(".request.");
    let document = built.artifacts.into_iter().find(|one| is_document(&one.path))?;
    serde_json::from_str(&document.text).ok()
}

/// Reading an output of a step that may not have run.
const UNSURE_READ: Code = Code(512);

/// A round of marks may show what stood behind it.
const MOST_ROUNDS: usize = 4;

/// Marks what is read without being sure to be there: the document reads it all the same.
fn with_unchecked(mut source: String) -> String {
    for _ in 0..MOST_ROUNDS {
        let found = lone(&source).check().diagnostics;
        let unsure = found.iter().filter(|one| one.code == UNSURE_READ);
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

/// A session of one source that has nothing beside it.
fn lone(source: &str) -> Session {
    let sources = vec![SourceText::new("document.ord", source)];
    Session::new(ProjectInput::in_memory(PackageInput { sources, ..PackageInput::default() }))
}
