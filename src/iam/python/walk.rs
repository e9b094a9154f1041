//! The way through a script: first what its names are, then what it calls.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Comprehension, Expr, ModModule, Stmt, StmtFunctionDef, WithItem};
use ruff_text_size::{Ranged, TextRange};

use super::evaluate::Around;
use super::names::{MODULE, Names};
use super::values::{Thing, Values};
use super::{DEEPEST, Found, PythonCall, Script, Unknown};

/// Binds all names once more.
pub(super) fn learn(module: &ModModule, script: &Script<'_>, names: &mut Names) {
    let mut walker = Walker::new(script, names, None);
    walker.visit_body(&module.body);
}

/// Finds all calls, with names as they are known by then.
pub(super) fn collect(module: &ModModule, script: &Script<'_>, names: &mut Names) -> Found {
    let mut walker = Walker::new(script, names, Some(Found::default()));
    walker.visit_body(&module.body);
    let made = std::mem::take(&mut walker.made);
    let mut found = walker.found.unwrap_or_default();
    // A client that nothing is called on has gone where it could not be followed.
    for (service, at) in made {
        if !found.calls.iter().any(|call| call.service.name() == service) {
            let what =
                format!("no call on the client of `{service}` that is made here is to be seen");
            found.unknown.push(Unknown { at, what });
        }
    }
    found.unknown.sort();
    found.unknown.dedup();
    found
}

pub(super) struct Walker<'a> {
    script: &'a Script<'a>,
    pub(super) names: &'a mut Names,
    functions: Vec<usize>,
    depth: usize,
    /// Nothing while names are learnt.
    found: Option<Found>,
    /// Clients that were made, with their places.
    pub(super) made: Vec<(&'static str, (usize, usize))>,
}

impl<'a> Walker<'a> {
    fn new(script: &'a Script<'a>, names: &'a mut Names, found: Option<Found>) -> Self {
        Self { script, names, functions: vec![MODULE], depth: 0, found, made: Vec::new() }
    }

    pub(super) fn values(&self, expr: &Expr) -> Values {
        Around { script: self.script, names: self.names, functions: &self.functions }.values(expr)
    }

    fn function(&self) -> usize {
        self.functions.last().copied().unwrap_or(MODULE)
    }

    pub(super) fn unknown(&mut self, at: TextRange, what: impl Into<String>) {
        if let Some(found) = &mut self.found {
            found.unknown.push(Unknown { at: place(at), what: what.into() });
        }
    }

    /// Binds a target to what it gets; the parts of a tuple each to their own where both show.
    fn bind(&mut self, target: &Expr, values: Values) {
        match target {
            Expr::Name(name) => self.names.bind(self.function(), name.id.as_str(), values),
            Expr::Attribute(attribute) => {
                self.names.bind_attribute(attribute.attr.as_str(), values);
            }
            Expr::Subscript(part) => self.bind_container(&part.value, values),
            Expr::Starred(starred) => self.bind(&starred.value, values),
            Expr::Tuple(parts) => parts.elts.iter().for_each(|it| self.bind(it, values.clone())),
            Expr::List(parts) => parts.elts.iter().for_each(|it| self.bind(it, values.clone())),
            _ => {}
        }
    }

    /// What a container holds, it is.
    pub(super) fn bind_container(&mut self, container: &Expr, values: Values) {
        if values.calls_aws().is_some() && matches!(container, Expr::Name(_) | Expr::Attribute(_)) {
            self.bind(container, values);
        }
    }

    fn assign(&mut self, target: &Expr, value: &Expr) {
        match (target, value) {
            (Expr::Tuple(targets), Expr::Tuple(values))
                if targets.elts.len() == values.elts.len() =>
            {
                for (target, value) in targets.elts.iter().zip(&values.elts) {
                    self.assign(target, value);
                }
            }
            _ => {
                let values = self.values(value);
                self.bind(target, values);
            }
        }
    }

    fn declare(&mut self, function: &StmtFunctionDef) {
        let number = number(function);
        let name = function.name.as_str();
        self.names.bind(self.function(), name, Values::of(Thing::Function(number)));
        // A method is found by its name behind any object.
        self.names.bind_attribute(name, Values::of(Thing::Function(number)));
        let parameters = function.parameters.iter_non_variadic_params();
        let mut list = Vec::new();
        for parameter in parameters {
            let name = parameter.parameter.name.as_str();
            if let Some(default) = &parameter.default {
                let values = self.values(default);
                self.names.bind(number, name, values);
            }
            list.push(name.to_owned());
        }
        if name == self.script.handler
            && let Some(first) = list.first()
        {
            self.names.bind(number, first, Values::of(Thing::Payload));
        }
        self.names.declare(number, list);
    }

    fn import(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let full = alias.name.as_str();
                    let head = full.split('.').next().unwrap_or(full);
                    let (bound, library) = match &alias.asname {
                        Some(name) => (name.as_str(), full),
                        None => (head, head),
                    };
                    let thing = Thing::Library(library.to_owned());
                    self.names.bind(self.function(), bound, Values::of(thing));
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |name| name.as_str());
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    let library = format!("{module}.{}", alias.name.as_str());
                    self.names.bind(self.function(), bound, Values::of(Thing::Library(library)));
                }
            }
            _ => {}
        }
    }

    pub(super) fn add(&mut self, call: PythonCall) {
        if let Some(found) = &mut self.found {
            found.calls.push(call);
        }
    }

    /// Visits what lies deeper, unless it is too deep.
    fn below(&mut self, at: TextRange, visit: impl FnOnce(&mut Self)) {
        if self.depth > DEEPEST {
            self.unknown(at, format!("what is nested more than {DEEPEST} times is not looked at"));
            return;
        }
        self.depth += 1;
        visit(self);
        self.depth -= 1;
    }
}

impl<'a> Visitor<'a> for Walker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.declare(function);
                self.functions.push(number(function));
                self.below(function.range(), |it| walk_stmt(it, statement));
                self.functions.pop();
                return;
            }
            Stmt::Assign(assigned) => {
                assigned.targets.iter().for_each(|target| self.assign(target, &assigned.value));
            }
            Stmt::AnnAssign(assigned) => {
                if let Some(value) = &assigned.value {
                    self.assign(&assigned.target, value);
                }
            }
            Stmt::AugAssign(assigned) => {
                let values = self.values(&assigned.value);
                self.bind_container(&assigned.target, values);
            }
            Stmt::For(each) => self.assign(&each.target, &each.iter),
            Stmt::Return(returned) => {
                let values = returned.value.as_ref().map(|it| self.values(it)).unwrap_or_default();
                let function = self.function();
                self.names.add_result(function, values);
            }
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.import(statement),
            _ => {}
        }
        self.below(statement.range(), |it| walk_stmt(it, statement));
    }

    fn visit_with_item(&mut self, item: &'a WithItem) {
        if let Some(target) = &item.optional_vars {
            self.assign(target, &item.context_expr);
        }
        self.visit_expr(&item.context_expr);
    }

    fn visit_comprehension(&mut self, part: &'a Comprehension) {
        self.assign(&part.target, &part.iter);
        self.visit_expr(&part.iter);
        part.ifs.iter().for_each(|it| self.visit_expr(it));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => self.call(call),
            Expr::Named(named) => self.assign(&named.target, &named.value),
            Expr::Yield(given) => {
                if let Some(value) = &given.value {
                    let (function, values) = (self.function(), self.values(value));
                    self.names.add_result(function, values);
                }
            }
            _ => {}
        }
        self.below(expr.range(), |it| walk_expr(it, expr));
    }
}

/// The number of a function of the script: none has the module's.
fn number(function: &StmtFunctionDef) -> usize {
    usize::from(function.range().start()) + 1
}

pub(super) fn place(range: TextRange) -> (usize, usize) {
    (range.start().into(), range.end().into())
}
