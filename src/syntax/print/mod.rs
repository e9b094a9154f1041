//! From the tree to source text: what `parse` reads back to the same tree.
//!
//! The layout is plain, four things excepted that a text cannot hold: error nodes, an empty name, a
//! script whose lines all start with blanks, and a negative duration.

mod clauses;
mod expressions;
mod items;
mod levels;
mod remarks;
mod scripts;
mod statements;
mod strings;
mod types;

use super::ast::{self, Docs, Ident};
use super::words;

pub use remarks::Remarks;
pub(crate) use scripts::fits_script;

/// The source text of a tree.
pub fn print(file: &ast::File) -> String {
    print_file(file, Printer::default())
}

/// The source text of a tree, with comments before the parts that they are about and blank lines
/// between groups of members. What is about no part stands at the end.
pub fn print_with(file: &ast::File, remarks: Remarks) -> String {
    print_file(file, Printer { remarks, is_spaced: true, ..Printer::default() })
}

fn print_file(file: &ast::File, mut printer: Printer) -> String {
    printer.docs(file.docs.as_ref(), "//!");
    for (index, item) in file.items.iter().enumerate() {
        if index > 0 || file.docs.is_some() {
            printer.out.push('\n');
        }
        printer.item(item);
    }
    for remark in std::mem::take(&mut printer.remarks).rest() {
        printer.remark(&remark);
    }
    printer.out
}

#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
    remarks: Remarks,
    /// Blank lines stand between the parts of a declaration.
    is_spaced: bool,
}

impl Printer {
    /// Starts a line at the depth at hand.
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// `{`, lines one level deeper, `}`.
    fn braces(&mut self, lines: impl FnOnce(&mut Self)) {
        self.put("{\n");
        self.depth += 1;
        lines(self);
        self.depth -= 1;
        self.indent();
        self.put("}");
    }

    fn docs(&mut self, docs: Option<&Docs>, marker: &str) {
        for line in docs.iter().flat_map(|docs| docs.text.split('\n')) {
            self.indent();
            self.put(marker);
            if !line.is_empty() {
                self.put(" ");
                self.put(line);
            }
            self.put("\n");
        }
    }

    /// A name as an expression or where it is given.
    fn name(&mut self, name: &Ident) {
        if name.quoted || !is_word(&name.text) || words::is_hard(&name.text) {
            self.put(&format!("`{}`", name.text));
        } else {
            self.put(&name.text);
        }
    }

    /// A name where every word may stand: a member, a key, the name of an argument.
    fn any_name(&mut self, name: &Ident) {
        if name.quoted || !is_word(&name.text) {
            self.put(&format!("`{}`", name.text));
        } else {
            self.put(&name.text);
        }
    }

    fn path(&mut self, path: &[Ident]) {
        for (index, part) in path.iter().enumerate() {
            if index == 0 {
                self.name(part);
            } else {
                self.put(".");
                self.any_name(part);
            }
        }
    }

    /// A key of a record: a word, else a string.
    fn key(&mut self, text: &str) {
        if is_word(text) {
            self.put(text);
        } else {
            self.put(&strings::quoted(text));
        }
    }

    /// `a, b, c`, each written by `one`.
    fn separated<T>(&mut self, parts: &[T], mut one: impl FnMut(&mut Self, &T)) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            one(self, part);
        }
    }
}

/// Whether `text` is a name without backquotes.
fn is_word(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
