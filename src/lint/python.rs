//! Python scripts of runbooks: what the handler reads of its payload, and what it returns.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ModModule, Stmt, StmtFunctionDef};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange};

/// How deep a script is followed into itself.
const DEEPEST: usize = 150;

/// What is known of a script.
#[derive(Debug, Default)]
pub(super) struct Handler {
    /// Keys that are read from the payload, with their places in bytes, and whether the key must be
    /// there.
    pub(super) reads: Vec<(String, (usize, usize), Presence)>,
    /// Whether those are all: the payload goes nowhere else.
    pub(super) are_all_reads_known: bool,
    /// Keys of all dictionaries that it returns; nothing where a result is made in another way.
    pub(super) returns: Option<BTreeSet<String>>,
}

/// What a script does where a key is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It fails.
    Needed,
    /// It goes on.
    Asked,
}

/// A script that Python does not read.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) why: String,
}

/// Reads a script and looks at its handler; nothing where there is none of two parameters.
///
/// # Errors
/// Python would not read it.
pub(super) fn handler(text: &str, name: &str) -> Result<Option<Handler>, SyntaxError> {
    let parsed = parse_module(text).map_err(|error| SyntaxError {
        at: error.location.start().into(),
        why: error.error.to_string(),
    })?;
    Ok(look(parsed.syntax(), name))
}

fn look(module: &ModModule, name: &str) -> Option<Handler> {
    let functions = module.body.iter().filter_map(|statement| match statement {
        Stmt::FunctionDef(function) => Some(function),
        _ => None,
    });
    let mut named = functions.filter(|function| function.name.as_str() == name);
    let function = named.next().filter(|_| named.next().is_none())?;
    let payload = payload_name(function)?;
    let mut walker = Walker {
        payload,
        found: Handler { are_all_reads_known: true, ..Handler::default() },
        returns: Some(BTreeSet::new()),
        has_return: false,
        depth: 0,
    };
    for statement in &function.body {
        walker.visit_stmt(statement);
    }
    let mut found = walker.found;
    found.returns = walker.returns.filter(|_| walker.has_return);
    Some(found)
}

fn payload_name(function: &StmtFunctionDef) -> Option<&str> {
    let parameters = &function.parameters;
    let first = parameters.posonlyargs.iter().chain(&parameters.args).next()?;
    Some(first.parameter.name.as_str())
}

struct Walker<'a> {
    payload: &'a str,
    found: Handler,
    returns: Option<BTreeSet<String>>,
    has_return: bool,
    depth: usize,
}

impl Walker<'_> {
    fn is_payload(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if name.id.as_str() == self.payload)
    }

    fn read(&mut self, key: &str, at: TextRange, presence: Presence) {
        let at = (usize::from(at.start()), usize::from(at.end()));
        self.found.reads.push((key.to_owned(), at, presence));
    }

    /// Keys of a dictionary that is written out.
    fn return_value(&mut self, value: Option<&Expr>) {
        self.has_return = true;
        let keys = match value {
            Some(Expr::Dict(dict)) => {
                let keys = dict.items.iter().map(|item| item.key.as_ref().and_then(text_of));
                keys.collect::<Option<Vec<String>>>()
            }
            _ => None,
        };
        match (keys, &mut self.returns) {
            (Some(keys), Some(known)) => known.extend(keys),
            _ => self.returns = None,
        }
    }
}

impl<'a> Visitor<'a> for Walker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if self.depth > DEEPEST {
            self.found.are_all_reads_known = false;
            self.returns = None;
            return;
        }
        self.depth += 1;
        match statement {
            // A function inside returns to itself, and may have a payload of its own.
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => self.found.are_all_reads_known = false,
            Stmt::Return(it) => {
                self.return_value(it.value.as_deref());
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
        self.depth -= 1;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth > DEEPEST {
            self.found.are_all_reads_known = false;
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Subscript(it) if self.is_payload(&it.value) => match text_of(&it.slice) {
                Some(key) if it.ctx.is_load() => self.read(&key, it.range(), Presence::Needed),
                _ => {
                    self.found.are_all_reads_known = false;
                    self.visit_expr(&it.slice);
                }
            },
            Expr::Call(call) => match call.func.as_ref() {
                Expr::Attribute(it) if it.attr.as_str() == "get" && self.is_payload(&it.value) => {
                    match call.arguments.args.first().and_then(text_of) {
                        Some(key) => self.read(&key, call.range(), Presence::Asked),
                        None => self.found.are_all_reads_known = false,
                    }
                    call.arguments.args.iter().for_each(|it| self.visit_expr(it));
                }
                _ => walk_expr(self, expr),
            },
            Expr::Name(_) if self.is_payload(expr) => self.found.are_all_reads_known = false,
            _ => walk_expr(self, expr),
        }
        self.depth -= 1;
    }
}

fn text_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
        _ => None,
    }
}
