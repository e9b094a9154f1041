//! Python scripts of runbooks: what the handler reads of its payload, and what it returns.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ExprCall, ModModule, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

/// How deep a script is followed into itself.
pub(super) const DEEPEST: usize = 150;

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
    /// It goes on, with nothing in its place.
    Asked,
    /// It is ready for that, or may have put the key there itself.
    Expected,
}

/// Looks at the handler of a script; nothing where there is none of two parameters.
pub(super) fn handler(module: &ModModule, name: &str) -> Option<Handler> {
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
        expected: BTreeSet::new(),
        is_unknown: false,
        is_tried: false,
        depth: 0,
    };
    for statement in &function.body {
        walker.visit_stmt(statement);
    }
    // What a decorator hands over is not known.
    let is_own = walker.is_unknown || !function.decorator_list.is_empty();
    let mut found = walker.found;
    for (key, _, presence) in &mut found.reads {
        if is_own || walker.expected.contains(key) {
            *presence = Presence::Expected;
        }
    }
    found.are_all_reads_known &= !is_own;
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
    /// Keys that the script tests for, or writes.
    expected: BTreeSet<String>,
    /// The name of the payload means something else somewhere, or it gets keys that nobody sees.
    is_unknown: bool,
    /// We are where a failure is caught.
    is_tried: bool,
    depth: usize,
}

impl Walker<'_> {
    fn is_payload(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Name(name) if name.id.as_str() == self.payload)
    }

    fn read(&mut self, key: &str, at: TextRange, presence: Presence) {
        let presence = if self.is_tried { Presence::Expected } else { presence };
        let at = (usize::from(at.start()), usize::from(at.end()));
        self.found.reads.push((key.to_owned(), at, presence));
    }

    /// A method of the payload; `false` for one that says nothing of keys.
    fn method(&mut self, name: &str, call: &ExprCall) -> bool {
        let key = call.arguments.args.first().and_then(text_of);
        let has_default = call.arguments.args.len() > 1 || !call.arguments.keywords.is_empty();
        let presence = match name {
            "get" | "pop" if has_default => Presence::Expected,
            "get" => Presence::Asked,
            "pop" => Presence::Needed,
            "setdefault" => Presence::Expected,
            "update" => {
                self.is_unknown = true;
                return false;
            }
            _ => return false,
        };
        match key {
            Some(key) => {
                if name == "setdefault" {
                    self.expected.insert(key.clone());
                }
                self.read(&key, call.range(), presence);
            }
            None => {
                self.found.are_all_reads_known = false;
                self.is_unknown |= name == "setdefault";
            }
        }
        call.arguments.args.iter().for_each(|it| self.visit_expr(it));
        true
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
            Stmt::Try(it) => {
                let around = std::mem::replace(&mut self.is_tried, true);
                it.body.iter().for_each(|inner| self.visit_stmt(inner));
                self.is_tried = around;
                let handlers =
                    it.handlers.iter().flat_map(|ExceptHandler::ExceptHandler(it)| &it.body);
                let rest = it.orelse.iter().chain(&it.finalbody);
                handlers.chain(rest).for_each(|inner| self.visit_stmt(inner));
            }
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
                Some(key) => {
                    self.expected.insert(key);
                    self.found.are_all_reads_known = false;
                }
                None => {
                    self.found.are_all_reads_known = false;
                    self.visit_expr(&it.slice);
                }
            },
            Expr::Call(call) => {
                let method = call.func.as_attribute_expr().filter(|it| self.is_payload(&it.value));
                if !method.is_some_and(|it| self.method(it.attr.as_str(), call)) {
                    walk_expr(self, expr);
                }
            }
            Expr::Compare(it) if it.comparators.iter().any(|one| self.is_payload(one)) => {
                self.expected.extend(text_of(&it.left));
                self.visit_expr(&it.left);
            }
            Expr::Lambda(it) => {
                let mut parameters = it.parameters.iter().flat_map(|it| it.iter());
                self.is_unknown |= parameters.any(|one| one.name().as_str() == self.payload);
                walk_expr(self, expr);
            }
            Expr::Name(name) if self.is_payload(expr) => {
                self.found.are_all_reads_known = false;
                self.is_unknown |= !name.ctx.is_load();
            }
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
