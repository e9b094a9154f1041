//! The tree as text, for tests and for people who look at it: one line a declaration, member or
//! statement, expressions in prefix form, without places and parentheses.

mod expressions;
mod items;
mod statements;
mod types;

use super::ast::{self, Ident};

/// The tree of `file` as lines of S-expressions.
pub fn dump(file: &ast::File) -> String {
    let mut dump = Dump::default();
    dump.docs(file.docs.as_ref());
    for item in &file.items {
        dump.item(item);
    }
    dump.out
}

/// Whether two trees say the same: places and parentheses do not matter.
pub fn same(left: &ast::File, right: &ast::File) -> bool {
    dump(left) == dump(right)
}

#[derive(Default)]
struct Dump {
    out: String,
    depth: usize,
}

impl Dump {
    /// One line at the depth at hand.
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Lines one level deeper.
    fn nested(&mut self, lines: impl FnOnce(&mut Self)) {
        self.depth += 1;
        lines(self);
        self.depth -= 1;
    }

    fn docs(&mut self, docs: Option<&ast::Docs>) {
        if let Some(docs) = docs {
            self.line(&format!("; {:?}", docs.text));
        }
    }
}

/// `(head a b)`.
fn list<S: AsRef<str>>(head: &str, parts: impl IntoIterator<Item = S>) -> String {
    let mut text = format!("({head}");
    for part in parts {
        text.push(' ');
        text.push_str(part.as_ref());
    }
    text.push(')');
    text
}

fn name(ident: &Ident) -> String {
    if ident.quoted { format!("`{}`", ident.text) } else { ident.text.to_string() }
}

fn path(parts: &[Ident]) -> String {
    parts.iter().map(name).collect::<Vec<_>>().join(".")
}
