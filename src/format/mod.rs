//! The one canonical layout of source text: tree and tokens to layout to text. What it gives is read
//! again, and says the same with the same comments, or it is not given.

mod brackets;
mod calls;
mod chains;
mod cursor;
mod errors;
mod expressions;
mod fences;
mod flow;
mod items;
mod members;
mod paper;
mod statements;
mod types;
mod writer;

use crate::diagnostic::Diagnostic;
use crate::syntax::{self, Comment, Parse, ast};
use crate::text::{FileId, Span};

use cursor::Cursor;
use writer::Writer;

/// The canonical layout of a text: lines of at most 100 characters where they can be broken, each
/// comment where it stood. The layout of a layout is the layout itself.
///
/// ```
/// use ordain::{format, text::FileId};
/// let text = "group   web=tag( \"Role\",\"web\" )   // the web tier";
/// let laid_out = format::format(text, FileId::default());
/// assert_eq!(laid_out.as_deref(), Ok("group web = tag(\"Role\", \"web\") // the web tier\n"));
/// ```
///
/// # Errors
/// The errors of the text, or that its layout would not say the same.
pub fn format(text: &str, file: FileId) -> Result<String, Vec<Diagnostic>> {
    let parsed = syntax::parse(text, file);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(parsed.diagnostics.into_iter().filter(Diagnostic::is_error).collect());
    }
    let mut formatter =
        Formatter { writer: Writer::new(Cursor::new(text, &parsed.trivia.comments)), source: text };
    formatter.file(&parsed.ast);
    let refused = || vec![errors::unproved_layout(Span::new(0, 0).in_file(file))];
    let laid_out = formatter.writer.finish().ok_or_else(refused)?;
    if laid_out == text || says_the_same(text, &parsed, &laid_out) {
        Ok(laid_out)
    } else {
        Err(refused())
    }
}

/// The canonical layout of a tree that was not read from a text.
///
/// # Errors
/// The tree says something that no text says, as an error node.
pub fn layout(tree: &ast::File) -> Result<String, Vec<Diagnostic>> {
    format(&syntax::print(tree), FileId::default())
}

fn says_the_same(text: &str, parsed: &Parse, laid_out: &str) -> bool {
    let again = syntax::parse(laid_out, FileId::default());
    let comments = |text, comments: &[Comment]| -> Vec<_> {
        comments.iter().map(|comment| (comment.kind, words_of(comment.span.of(text)))).collect()
    };
    !again.diagnostics.iter().any(Diagnostic::is_error)
        && syntax::same(&parsed.ast, &again.ast)
        && comments(text, &parsed.trivia.comments) == comments(laid_out, &again.trivia.comments)
}

/// The lines of a comment without the blanks around them.
fn words_of(comment: &str) -> Vec<String> {
    comment.split('\n').map(|line| line.trim().to_owned()).collect()
}

/// Walks over the tree and writes its tokens as it meets them.
struct Formatter<'a> {
    writer: Writer<'a>,
    source: &'a str,
}
