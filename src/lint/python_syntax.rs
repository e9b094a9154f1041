//! What Python refuses to compile: errors of syntax, what a version does not have yet, and
//! statements where they may not stand.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

use super::python::DEEPEST;

/// Why Python does not run a script.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// In bytes of the script.
    pub(super) at: usize,
    pub(super) why: String,
}

/// The first error of a script for `python3.MINOR`; the newest version where none is given.
pub(super) fn syntax_error(text: &str, minor: Option<u8>) -> Option<SyntaxError> {
    let version = minor.map_or(PythonVersion::latest(), |minor| PythonVersion::from((3, minor)));
    let options = ParseOptions::from(Mode::Module).with_target_version(version);
    let parsed = parse_unchecked(text, options);
    if let Some(error) = parsed.errors().first() {
        let at = error.location.start().to_usize();
        return Some(SyntaxError { at, why: error.error.to_string().to_lowercase() });
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let at = error.range.start().to_usize();
        return Some(SyntaxError { at, why: first_small(&error.to_string()) });
    }
    let module = parsed.try_into_module()?;
    let mut walker = Walker { around: Around::default(), depth: 0, found: None };
    module.syntax().body.iter().for_each(|statement| walker.visit_stmt(statement));
    walker.found
}

fn first_small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// What a statement stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    function: Function,
    is_loop: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Function {
    #[default]
    None,
    Plain,
    Async,
}

struct Walker {
    around: Around,
    depth: usize,
    found: Option<SyntaxError>,
}

impl Walker {
    fn refuse(&mut self, at: impl Ranged, why: &str) {
        let at = at.start().to_usize();
        self.found.get_or_insert_with(|| SyntaxError { at, why: why.to_owned() });
    }

    fn inside(&mut self, around: Around, body: &[Stmt]) {
        let outside = std::mem::replace(&mut self.around, around);
        body.iter().for_each(|statement| self.visit_stmt(statement));
        self.around = outside;
    }

    fn statement(&mut self, statement: &Stmt) {
        let turn = Around { is_loop: true, ..self.around };
        match statement {
            Stmt::FunctionDef(it) => {
                it.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                self.visit_parameters(&it.parameters);
                let function = if it.is_async { Function::Async } else { Function::Plain };
                self.inside(Around { function, is_loop: false }, &it.body);
            }
            Stmt::ClassDef(it) => self.inside(Around::default(), &it.body),
            Stmt::For(it) => {
                if it.is_async && self.around.function != Function::Async {
                    self.refuse(it, "`async for` outside of an async function");
                }
                self.visit_expr(&it.iter);
                self.inside(turn, &it.body);
                self.inside(self.around, &it.orelse);
            }
            Stmt::While(it) => {
                self.visit_expr(&it.test);
                self.inside(turn, &it.body);
                self.inside(self.around, &it.orelse);
            }
            Stmt::With(it) if it.is_async && self.around.function != Function::Async => {
                self.refuse(it, "`async with` outside of an async function");
            }
            Stmt::Return(it) if self.around.function == Function::None => {
                self.refuse(it, "`return` outside of a function");
            }
            Stmt::Break(it) if !self.around.is_loop => {
                self.refuse(it, "`break` outside of a loop");
            }
            Stmt::Continue(it) if !self.around.is_loop => {
                self.refuse(it, "`continue` outside of a loop");
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn expression(&mut self, expr: &Expr) {
        let function = self.around.function;
        match expr {
            Expr::Lambda(it) => {
                let own = Around { function: Function::Plain, is_loop: false };
                let outside = std::mem::replace(&mut self.around, own);
                self.visit_expr(&it.body);
                self.around = outside;
            }
            Expr::Yield(_) | Expr::YieldFrom(_) if function == Function::None => {
                self.refuse(expr, "`yield` outside of a function");
            }
            Expr::Await(_) if function != Function::Async => {
                self.refuse(expr, "`await` outside of an async function");
            }
            _ => walk_expr(self, expr),
        }
    }
}

impl<'a> Visitor<'a> for Walker {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if self.depth < DEEPEST && self.found.is_none() {
            self.depth += 1;
            self.statement(statement);
            self.depth -= 1;
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth < DEEPEST && self.found.is_none() {
            self.depth += 1;
            self.expression(expr);
            self.depth -= 1;
        }
    }
}
