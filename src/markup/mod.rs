//! YAML and JSON as a tree in which every key and every value has its place in the source.
//!
//! Reading never fails: what is wrong becomes a finding, and what could be read is in the tree.

mod decode;
pub mod edit;
mod errors;
mod inside;
mod json;
mod members;
mod place;
mod trap;
mod tree;
mod value;
mod yaml;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

pub use decode::decode;
pub use inside::read_inside;
pub use trap::{Role, Trap, TrapKind};
pub use tree::{Comment, Entry, Found, Layout, Node, NodeKind, Scalar, Style};

/// How deep lists and maps may lie in each other. Documents of Systems Manager need about 20.
pub const MAX_DEPTH: usize = 128;

/// The most bytes of a text that is read.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Which of the two languages a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Yaml,
    Json,
}

impl Syntax {
    /// The language that the ending of a path announces: `.json`, `.yaml`, `.yml`. A `.template`
    /// is YAML, of which JSON is a part.
    pub fn of_path(path: &str) -> Option<Syntax> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "json" => Some(Syntax::Json),
            "template" | "yaml" | "yml" => Some(Syntax::Yaml),
            _ => None,
        }
    }

    /// The language of a text that looks like a document of Systems Manager; nothing for one that
    /// may be a source.
    pub fn of_document(text: &str) -> Option<Syntax> {
        let text = text.trim_start_matches('\u{feff}');
        let is_comment = |line: &&str| line.trim().is_empty() || line.starts_with('#');
        let first = text.lines().find(|line| !is_comment(line))?;
        // No source begins with a bracket, or with a key outside of all declarations.
        let is_json = first.trim_start().starts_with(['{', '[']);
        let is_key = |it: char| it.is_ascii_alphanumeric() || "\"'_-".contains(it);
        let behind = first.trim_start_matches(is_key);
        let is_key = behind.len() < first.len() && behind.trim_start().starts_with(':');
        let is_yaml = is_key || first.starts_with("---") || first.starts_with('%');
        let says_it = || ["schemaVersion", "AWS::SSM::"].iter().any(|word| text.contains(word));
        (is_json || is_yaml && says_it()).then(|| Self::of_text(text))
    }

    /// The language that a text looks like: what starts with `{` or `[` is JSON.
    pub fn of_text(text: &str) -> Syntax {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with(['{', '[']) { Syntax::Json } else { Syntax::Yaml }
    }
}

/// What a text holds: the first document of its stream. A further one is a finding.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Nothing where the text is empty or nothing could be read.
    pub root: Option<Node>,
    /// In the order of their places.
    pub comments: Vec<Comment>,
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// Values without quotes that YAML reads as something else than a person might; in the order
    /// of their places. Whoever knows which type a place wants decides whether one matters.
    pub traps: Vec<Trap>,
}

impl Document {
    /// The trap that a value or a key with this place is.
    pub fn trap_at(&self, span: Span) -> Option<&Trap> {
        let first = self.traps.partition_point(|trap| trap.span.start < span.start);
        self.traps.get(first).filter(|trap| trap.span == span)
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads a text. Never fails, and needs time and memory in proportion to the text.
pub fn read(text: &str, file: FileId, syntax: Syntax) -> Document {
    if text.len() > MAX_BYTES {
        let diagnostics = vec![errors::too_large(text.len(), file)];
        return Document { diagnostics, ..Document::default() };
    }
    match syntax {
        Syntax::Yaml => yaml::read(text, file),
        Syntax::Json => json::read(text, file),
    }
}

/// An offset as spans count it. Texts are smaller than `MAX_BYTES`.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The span of a range of bytes.
fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}
