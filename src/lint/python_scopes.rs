//! The scopes of a Python script: what each declares `global` and `nonlocal`, and which names it binds.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::visitor::{
    Visitor, walk_alias, walk_except_handler, walk_expr, walk_pattern, walk_stmt,
};
use ruff_python_ast::{
    Alias, Comprehension, ExceptHandler, Expr, Parameters, Pattern, Stmt, StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange};

/// What a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Module,
    Class,
    Function {
        is_async: bool,
    },
    Lambda,
    /// Of a list, a set or a dictionary.
    Comprehension {
        is_async: bool,
    },
    Generator,
}

impl Kind {
    /// Whether it is a function, be it one without a name.
    pub(super) fn is_function(self) -> bool {
        matches!(self, Kind::Function { .. } | Kind::Lambda)
    }
}

/// One scope. What it declares is the last place that does, as nothing may stand before that.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) kind: Kind,
    pub(super) globals: HashMap<String, TextRange>,
    pub(super) nonlocals: HashMap<String, TextRange>,
    pub(super) parameters: HashSet<String>,
    bound: HashSet<String>,
    /// How many loops are around.
    pub(super) loops: usize,
}

impl Scope {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            globals: HashMap::new(),
            nonlocals: HashMap::new(),
            parameters: HashSet::new(),
            bound: HashSet::new(),
            loops: 0,
        }
    }

    pub(super) fn of_body(kind: Kind, body: &[Stmt]) -> Self {
        let mut binder = Binder { scope: Self::new(kind) };
        body.iter().for_each(|statement| binder.visit_stmt(statement));
        binder.scope
    }

    pub(super) fn of_function(function: &StmtFunctionDef) -> Self {
        let kind = Kind::Function { is_async: function.is_async };
        let mut scope = Self::of_body(kind, &function.body);
        scope.parameters = names_of(&function.parameters);
        scope
    }

    pub(super) fn of_lambda(parameters: Option<&Parameters>) -> Self {
        let parameters = parameters.map(names_of).unwrap_or_default();
        Self { parameters, ..Self::new(Kind::Lambda) }
    }

    /// Whether a function inside may call the name `nonlocal`.
    pub(super) fn binds(&self, name: &str) -> bool {
        let has = |names: &HashMap<String, TextRange>| names.contains_key(name);
        self.bound.contains(name)
            || self.parameters.contains(name)
            || has(&self.globals)
            || has(&self.nonlocals)
    }
}

fn names_of(parameters: &Parameters) -> HashSet<String> {
    parameters.iter().map(|one| one.name().as_str().to_owned()).collect()
}

/// Collects what the statements of one scope bind; the bodies of others are not entered.
struct Binder {
    scope: Scope,
}

impl Binder {
    fn bind(&mut self, name: &str) {
        self.scope.bound.insert(name.to_owned());
    }
}

impl<'a> Visitor<'a> for Binder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(it) => {
                self.bind(it.name.as_str());
                it.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                self.visit_parameters(&it.parameters);
            }
            Stmt::ClassDef(it) => {
                self.bind(it.name.as_str());
                it.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                it.arguments.iter().for_each(|one| self.visit_arguments(one));
            }
            Stmt::Global(it) => {
                let names = it.names.iter().map(|name| (name.as_str().to_owned(), name.range()));
                self.scope.globals.extend(names);
            }
            Stmt::Nonlocal(it) => {
                let names = it.names.iter().map(|name| (name.as_str().to_owned(), name.range()));
                self.scope.nonlocals.extend(names);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(it) if !it.ctx.is_load() => self.bind(it.id.as_str()),
            Expr::Lambda(it) => it.parameters.iter().for_each(|one| self.visit_parameters(one)),
            _ => walk_expr(self, expr),
        }
    }

    /// Its own names stay inside; `:=` binds outside.
    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.visit_expr(&comprehension.iter);
        comprehension.ifs.iter().for_each(|one| self.visit_expr(one));
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        let whole = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
        self.bind(whole.split('.').next().unwrap_or(whole));
        walk_alias(self, alias);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(it) = handler;
        it.name.iter().for_each(|name| self.bind(name.as_str()));
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(it) => it.name.as_ref(),
            Pattern::MatchStar(it) => it.name.as_ref(),
            Pattern::MatchMapping(it) => it.rest.as_ref(),
            _ => None,
        };
        name.into_iter().for_each(|name| self.bind(name.as_str()));
        walk_pattern(self, pattern);
    }
}
