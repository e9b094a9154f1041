//! Texts of a Python script that have a name: of a variable, an attribute, a key, an argument.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ModModule, Stmt};
use ruff_text_size::Ranged;

use super::python::DEEPEST;

/// A text and what it is the value of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NamedText {
    pub(super) name: String,
    pub(super) value: String,
    /// In bytes of the script.
    pub(super) at: (usize, usize),
}

/// All of them, in source order.
pub(super) fn named_texts(module: &ModModule) -> Vec<NamedText> {
    let mut walker = Walker { found: Vec::new(), depth: 0 };
    module.body.iter().for_each(|statement| walker.visit_stmt(statement));
    walker.found
}

struct Walker {
    found: Vec<NamedText>,
    depth: usize,
}

impl Walker {
    fn add(&mut self, name: Option<&str>, value: &Expr) {
        if let (Some(name), Expr::StringLiteral(text)) = (name, value) {
            let at = (value.start().to_usize(), value.end().to_usize());
            let value = text.value.to_str().to_owned();
            self.found.push(NamedText { name: name.to_owned(), value, at });
        }
    }
}

impl<'a> Visitor<'a> for Walker {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        match statement {
            Stmt::Assign(it) => {
                it.targets.iter().for_each(|target| self.add(name_of(target), &it.value));
            }
            Stmt::AnnAssign(it) => {
                it.value.iter().for_each(|value| self.add(name_of(&it.target), value));
            }
            _ => {}
        }
        walk_stmt(self, statement);
        self.depth -= 1;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Dict(it) => {
                for item in &it.items {
                    self.add(item.key.as_ref().and_then(literal), &item.value);
                }
            }
            Expr::Call(it) => {
                for argument in &it.arguments.keywords {
                    self.add(argument.arg.as_ref().map(|name| name.as_str()), &argument.value);
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
        self.depth -= 1;
    }
}

/// What is assigned to is called.
fn name_of(target: &Expr) -> Option<&str> {
    match target {
        Expr::Name(it) => Some(it.id.as_str()),
        Expr::Attribute(it) => Some(it.attr.as_str()),
        Expr::Subscript(it) => literal(&it.slice),
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::StringLiteral(text) => Some(text.value.to_str()),
        _ => None,
    }
}
