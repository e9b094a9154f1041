//! Text to tree.

mod depth;
mod dumps;
mod printing;
mod programs;
mod properties;
mod recovery;
pub(crate) mod trees;
mod words;

use ordain::syntax::{Parse, parse};
use ordain::text::{FileId, LineIndex};

/// The findings of a text as `LINE:COLUMN CODE message`.
fn findings(text: &str) -> Vec<String> {
    described(text, &parse(text, FileId::default()))
}

fn described(text: &str, parse: &Parse) -> Vec<String> {
    let lines = LineIndex::new(text);
    parse
        .diagnostics
        .iter()
        .map(|finding| {
            let at = lines.line_column(text, finding.primary.at.span.start);
            format!("{}:{} {} {}", at.line, at.column, finding.code, finding.message)
        })
        .collect()
}
