//! What Python refuses to compile: errors of syntax, what a version does not have yet, and what its
//! compiler finds in a tree that its parser takes.

use std::cell::RefCell;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ModModule, PythonVersion, Stmt, StmtTry};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_python_parser::{LexicalErrorType, ParseErrorType};
use ruff_text_size::{Ranged, TextRange};

use super::python::DEEPEST;
use super::python_scopes::{Kind, Scope};
use super::python_scripts::PythonScript;

/// Why Python does not run a script.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// In bytes of the script.
    pub(super) at: usize,
    pub(super) why: String,
}

/// The first error of a script with this text for its version.
pub(super) fn syntax_error(script: &PythonScript, text: &str) -> Option<SyntaxError> {
    let parsed = script.parsed.as_ref()?;
    if let Some(error) = parsed.errors().first() {
        let at = error.location.start().to_usize();
        let is_indent = matches!(
            error.error,
            ParseErrorType::Lexical(LexicalErrorType::IndentationError)
                | ParseErrorType::UnexpectedIndentation
        );
        let why = match is_indent && has_mixed_indents(text, at) {
            true => "tabs and blanks are mixed in the indentation".to_owned(),
            false => error.error.to_string().to_lowercase(),
        };
        return Some(SyntaxError { at, why });
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let at = error.range.start().to_usize();
        return Some(SyntaxError { at, why: first_small(&error.to_string()) });
    }
    compiler_error(parsed.syntax(), text, script.version)
}

fn first_small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether the lines up to a place begin with tabs and with blanks.
fn has_mixed_indents(text: &str, at: usize) -> bool {
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    let lines = text.get(..end).unwrap_or(text).lines();
    let indents =
        lines.map(|line| &line[..line.len() - line.trim_start_matches(['\t', ' ']).len()]);
    let all: String = indents.collect();
    all.contains('\t') && all.contains(' ')
}

/// The first error that the compiler finds; none in a script that is deeper than it is followed.
fn compiler_error(module: &ModModule, text: &str, version: PythonVersion) -> Option<SyntaxError> {
    let mut depth = Depth { now: 0, is_too_deep: false };
    module.body.iter().for_each(|statement| depth.visit_stmt(statement));
    if depth.is_too_deep {
        return None;
    }
    let mut walker = Walker {
        checker: SemanticSyntaxChecker::new(),
        scopes: vec![Scope::of_body(Kind::Module, &module.body)],
        found: RefCell::default(),
        text,
        version,
    };
    module.body.iter().for_each(|statement| walker.visit_stmt(statement));
    walker.found.into_inner().into_iter().min_by_key(|error| error.at)
}

/// Measures how deep a script is.
struct Depth {
    now: usize,
    is_too_deep: bool,
}

impl Depth {
    fn inside(&mut self, walk: impl FnOnce(&mut Self)) {
        self.is_too_deep |= self.now > DEEPEST;
        if !self.is_too_deep {
            self.now += 1;
            walk(self);
            self.now -= 1;
        }
    }
}

impl<'a> Visitor<'a> for Depth {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.inside(|depth| walk_stmt(depth, statement));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.inside(|depth| walk_expr(depth, expr));
    }
}

struct Walker<'t> {
    checker: SemanticSyntaxChecker,
    /// From the module to the innermost.
    scopes: Vec<Scope>,
    found: RefCell<Vec<SyntaxError>>,
    text: &'t str,
    version: PythonVersion,
}

impl Walker<'_> {
    fn refuse(&self, at: impl Ranged, why: String) {
        self.found.borrow_mut().push(SyntaxError { at: at.start().to_usize(), why });
    }

    fn with_checker(&mut self, check: impl FnOnce(&mut SemanticSyntaxChecker, &Self)) {
        let mut checker = std::mem::take(&mut self.checker);
        check(&mut checker, self);
        self.checker = checker;
    }

    fn inside(&mut self, scope: Scope, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(scope);
        walk(self);
        self.scopes.pop();
    }

    fn scope(&self) -> Option<&Scope> {
        self.scopes.last()
    }

    fn in_loop(&mut self, body: &[Stmt]) {
        self.scopes.last_mut().into_iter().for_each(|scope| scope.loops += 1);
        body.iter().for_each(|statement| self.visit_stmt(statement));
        self.scopes.last_mut().into_iter().for_each(|scope| scope.loops -= 1);
    }

    /// A function or a class with a name that its scope declares only then.
    fn check_defined(&self, name: &str, at: TextRange) {
        self.check_name(name, at);
        if self.global(name).is_some_and(|it| at.start() < it.start()) {
            self.refuse(at, format!("name `{name}` is used prior to global declaration"));
        }
    }

    /// A name that stands before its scope declares it.
    fn check_name(&self, name: &str, at: TextRange) {
        let Some(scope) = self.scope() else { return };
        let is_before = |place: Option<&TextRange>| place.is_some_and(|it| at.start() < it.start());
        if is_before(scope.nonlocals.get(name)) {
            self.refuse(at, format!("name `{name}` is used prior to nonlocal declaration"));
        }
    }

    fn check_nonlocal(&self, statement: &Stmt) {
        let (Stmt::Nonlocal(it), Some(scope)) = (statement, self.scope()) else { return };
        for name in it.names.iter().filter(|name| scope.globals.contains_key(name.as_str())) {
            self.refuse(name, format!("name `{name}` is nonlocal and global"));
        }
    }

    /// Only the last handler may catch everything.
    fn check_try(&self, it: &StmtTry) {
        for ExceptHandler::ExceptHandler(handler) in it.handlers.iter().rev().skip(1) {
            if handler.type_.is_none() {
                self.refuse(handler, "the `except:` for everything must be the last".to_owned());
            }
        }
    }
}

impl<'a> Visitor<'a> for Walker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.with_checker(|checker, cx| checker.visit_stmt(statement, cx));
        self.check_nonlocal(statement);
        match statement {
            Stmt::FunctionDef(it) => {
                self.check_defined(it.name.as_str(), it.name.range());
                it.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                it.type_params.iter().for_each(|one| self.visit_type_params(one));
                self.visit_parameters(&it.parameters);
                it.returns.iter().for_each(|one| self.visit_annotation(one));
                self.inside(Scope::of_function(it), |walker| walker.visit_body(&it.body));
            }
            Stmt::ClassDef(it) => {
                self.check_defined(it.name.as_str(), it.name.range());
                it.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                it.type_params.iter().for_each(|one| self.visit_type_params(one));
                it.arguments.iter().for_each(|one| self.visit_arguments(one));
                let scope = Scope::of_body(Kind::Class, &it.body);
                self.inside(scope, |walker| walker.visit_body(&it.body));
            }
            Stmt::For(it) => {
                self.visit_expr(&it.iter);
                self.visit_expr(&it.target);
                self.in_loop(&it.body);
                self.visit_body(&it.orelse);
            }
            Stmt::While(it) => {
                self.visit_expr(&it.test);
                self.in_loop(&it.body);
                self.visit_body(&it.orelse);
            }
            Stmt::Try(it) => {
                self.check_try(it);
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.with_checker(|checker, cx| checker.visit_expr(expr, cx));
        let (scope, generators) = match expr {
            Expr::Name(it) => return self.check_name(it.id.as_str(), it.range()),
            Expr::Lambda(it) => {
                it.parameters.iter().for_each(|one| self.visit_parameters(one));
                let scope = Scope::of_lambda(it.parameters.as_deref());
                return self.inside(scope, |walker| walker.visit_expr(&it.body));
            }
            Expr::ListComp(it) => (comprehension(&it.generators), &it.generators),
            Expr::SetComp(it) => (comprehension(&it.generators), &it.generators),
            Expr::DictComp(it) => (comprehension(&it.generators), &it.generators),
            Expr::Generator(it) => (Kind::Generator, &it.generators),
            _ => return walk_expr(self, expr),
        };
        // What it goes through first is read outside.
        generators.first().into_iter().for_each(|first| self.visit_expr(&first.iter));
        self.inside(Scope::new(scope), |walker| {
            for (place, one) in generators.iter().enumerate() {
                if place > 0 {
                    walker.visit_expr(&one.iter);
                }
                walker.visit_expr(&one.target);
                one.ifs.iter().for_each(|test| walker.visit_expr(test));
            }
            match expr {
                Expr::ListComp(it) => walker.visit_expr(&it.elt),
                Expr::SetComp(it) => walker.visit_expr(&it.elt),
                Expr::Generator(it) => walker.visit_expr(&it.elt),
                Expr::DictComp(it) => {
                    it.key.iter().for_each(|key| walker.visit_expr(key));
                    walker.visit_expr(&it.value);
                }
                _ => {}
            }
        });
    }
}

fn comprehension(generators: &[ruff_python_ast::Comprehension]) -> Kind {
    Kind::Comprehension { is_async: generators.iter().any(|one| one.is_async) }
}

impl SemanticSyntaxContext for Walker<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        self.version
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        self.scope()?.globals.get(name).copied()
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        let mut around = self.scopes.iter().rev().skip(1);
        around.any(|scope| match scope.kind {
            // Its methods have this name, too.
            Kind::Class => name == "__class__",
            kind => kind.is_function() && scope.binds(name),
        })
    }

    fn in_async_context(&self) -> bool {
        let mut scopes = self.scopes.iter().rev().filter_map(|scope| match scope.kind {
            Kind::Function { is_async } => Some(is_async),
            Kind::Class | Kind::Lambda => Some(false),
            Kind::Module | Kind::Comprehension { .. } | Kind::Generator => None,
        });
        scopes.next() == Some(true)
    }

    fn in_await_allowed_context(&self) -> bool {
        let mut scopes = self.scopes.iter().rev().map(|scope| scope.kind);
        scopes
            .find(|kind| kind.is_function() || *kind == Kind::Class)
            .is_some_and(Kind::is_function)
    }

    fn in_yield_allowed_context(&self) -> bool {
        self.in_function_scope()
    }

    fn in_sync_comprehension(&self) -> bool {
        let inner = self.scopes.iter().rev().take_while(|scope| !scope.kind.is_function());
        inner.into_iter().any(|it| it.kind == Kind::Comprehension { is_async: false })
    }

    fn in_class_body_comprehension(&self) -> bool {
        let mut scopes = self.scopes.iter().rev().map(|scope| scope.kind);
        let is_inner = |kind: &Kind| matches!(kind, Kind::Comprehension { .. } | Kind::Generator);
        scopes.find(|kind| !is_inner(kind)) == Some(Kind::Class)
    }

    fn in_module_scope(&self) -> bool {
        self.scopes.len() == 1
    }

    fn in_function_scope(&self) -> bool {
        self.scope().is_some_and(|scope| scope.kind.is_function())
    }

    fn in_generator_context(&self) -> bool {
        self.scope().is_some_and(|scope| scope.kind == Kind::Generator)
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.refuse(error.range, first_small(&error.to_string()));
    }

    fn in_loop_context(&self) -> bool {
        self.scope().is_some_and(|scope| scope.loops > 0)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.scope().is_some_and(|scope| scope.parameters.contains(name))
    }
}
