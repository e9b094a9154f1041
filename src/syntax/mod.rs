//! From text to tree. One file, no names; never fails: what it cannot read becomes an error node.

pub mod ast;
mod build;
mod dump;
mod errors;
mod explain;
mod grammar;
mod print;
mod scan;
pub mod words;

use pest::Parser;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

use build::{Bad, Builder, Unclosed};
use grammar::{Grammar, Rule};
use scan::Chunk;

pub use dump::{dump, same};
pub(crate) use print::fits_script;
pub use print::{Remarks, print, print_with};
pub use scan::{Comment, CommentKind};

/// A file of more bytes is not read.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// What a text says, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Parse {
    pub ast: ast::File,
    pub trivia: Trivia,
    /// In the order of places.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the tree leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trivia {
    /// In the order of places; documentation comments, too.
    pub comments: Vec<Comment>,
}

/// Reads one file. Never fails: what it cannot read becomes an error node and a diagnostic.
///
/// ```
/// use ordain::{syntax, text::FileId};
/// let parse = syntax::parse("group web = tag(\"Role\", \"web\")", FileId::default());
/// assert!(parse.diagnostics.is_empty());
/// assert_eq!(parse.ast.items.len(), 1);
/// ```
pub fn parse(text: &str, file: FileId) -> Parse {
    if text.len() > MAX_BYTES {
        let at = Span::new(0, 0).in_file(file);
        let finding = errors::file_too_large(at, text.len(), MAX_BYTES);
        return Parse {
            ast: ast::File::default(),
            trivia: Trivia::default(),
            diagnostics: vec![finding],
        };
    }
    let scan = scan::scan(text, file);
    let mut builder = Builder::new(text, file, &scan);
    let mut items = Vec::new();
    for chunk in &scan.chunks {
        parse_chunk(&mut builder, &scan.clean, *chunk, &mut items);
    }
    let first_item = items.first().map_or(u32::MAX, |item| item.span.start);
    let docs = builder.file_docs(first_item);
    builder.idle_docs();
    let Builder { diagnostics: built, bad, unclosed, .. } = builder;
    let mut findings = Findings { found: scan.diagnostics };
    findings.found.extend(built);
    findings.explain(&scan.clean, file, bad);
    findings.close(file, &unclosed);
    let diagnostics = findings.sorted();
    let trivia = Trivia { comments: scan.comments };
    Parse { ast: ast::File { docs, items }, trivia, diagnostics }
}

fn parse_chunk(builder: &mut Builder<'_>, clean: &str, chunk: Chunk, items: &mut Vec<ast::Item>) {
    if chunk.too_deep {
        items.push(ast::Item { docs: None, kind: ast::ItemKind::Error, span: chunk.span });
        return;
    }
    match Grammar::parse(Rule::chunk, chunk.span.of(clean)) {
        Ok(pairs) => builder.chunk(pairs, chunk.span.start, items),
        Err(_) => builder.too_complex(chunk.span, items),
    }
}

struct Findings {
    found: Vec<Diagnostic>,
}

impl Findings {
    /// One finding for each stretch that could not be read, unless something in it was already
    /// found: one mistake gives one message.
    fn explain(&mut self, clean: &str, file: FileId, bad: Vec<Bad>) {
        let places: Vec<u32> = self.places();
        for bad in bad {
            let Span { start, end } = bad.span;
            let first = places.partition_point(|place| *place < start);
            if places.get(first).is_none_or(|place| *place > end) {
                self.found.push(explain::explain(clean, file, bad));
            }
        }
    }

    /// Where errors were found so far, sorted.
    fn places(&self) -> Vec<u32> {
        let errors = self.found.iter().filter(|finding| finding.is_error());
        let mut places: Vec<u32> = errors.map(|finding| finding.primary.at.span.start).collect();
        places.sort_unstable();
        places
    }

    fn close(&mut self, file: FileId, unclosed: &[Unclosed]) {
        // What has no end swallows every `}` behind it.
        let endless: Vec<u32> = self
            .found
            .iter()
            .filter(|finding| errors::is_endless(finding))
            .map(|finding| finding.primary.at.span.start)
            .collect();
        for Unclosed { open, at } in unclosed {
            if endless.iter().any(|place| open.start < *place && *place < at.end) {
                continue;
            }
            self.found.push(errors::missing_brace(at.in_file(file), open.in_file(file)));
        }
    }

    fn sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        self.found
    }
}
