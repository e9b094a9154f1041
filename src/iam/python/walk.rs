//! The way through a script: first what its names are, then what it calls.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{Comprehension, Expr, ModModule, Pattern, Stmt, WithItem};
use ruff_text_size::{Ranged, TextRange};

use super::evaluate::{Around, number};
use super::names::{MODULE, Names};
use super::values::Values;
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
        let is_around = |it: &Unknown| it.at.0 <= at.0 && at.1 <= it.at.1;
        if !found.calls.iter().any(|call| call.service.name() == service)
            && !found.unknown.iter().any(is_around)
        {
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
    pub(super) script: &'a Script<'a>,
    pub(super) names: &'a mut Names,
    pub(super) functions: Vec<usize>,
    depth: usize,
    /// Nothing while names are learnt.
    found: Option<Found>,
    /// Clients that were made, with their places.
    pub(super) made: Vec<(&'static str, (usize, usize))>,
    /// The class whose body this is.
    pub(super) class: Option<usize>,
    /// What the statement around looks at, for the names in its patterns.
    subject: Values,
    /// Expressions that are called, and handled as calls.
    pub(super) called: HashSet<TextRange>,
}

impl<'a> Walker<'a> {
    fn new(script: &'a Script<'a>, names: &'a mut Names, found: Option<Found>) -> Self {
        Self {
            script,
            names,
            functions: vec![MODULE],
            depth: 0,
            found,
            made: Vec::new(),
            class: None,
            subject: Values::default(),
            called: HashSet::new(),
        }
    }

    pub(super) fn values(&self, expr: &Expr) -> Values {
        let given = RefCell::new(HashMap::new());
        let (script, functions) = (self.script, &*self.functions);
        Around { script, names: self.names, functions, given: &given }.values(expr)
    }

    pub(super) fn function(&self) -> usize {
        self.functions.last().copied().unwrap_or(MODULE)
    }

    pub(super) fn unknown(&mut self, at: TextRange, what: impl Into<String>) {
        if let Some(found) = &mut self.found {
            found.unknown.push(Unknown { at: place(at), what: what.into() });
        }
    }

    /// Says that what a client has made here has credentials that are not those of the role.
    pub(super) fn stranger(&mut self, at: TextRange) {
        if let Some(found) = &mut self.found {
            found.strangers.push(place(at));
        }
    }

    /// Binds a target to what it gets; the parts of a tuple each to their own where both show.
    fn bind(&mut self, target: &Expr, values: Values) {
        match target {
            Expr::Name(name) => {
                let name = name.id.as_str();
                if self.class.is_some() {
                    self.names.bind_attribute(name, values.clone());
                }
                self.names.bind(self.function(), name, values);
            }
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
        if !values.calls_aws() && values.texts().is_none() {
            return;
        }
        match container {
            Expr::Name(name) => {
                let name = name.id.as_str();
                let owner = self.names.owner(&self.functions, name);
                self.names.bind(owner.unwrap_or(self.function()), name, values);
            }
            Expr::Attribute(attribute) => {
                self.names.bind_attribute(attribute.attr.as_str(), values);
            }
            Expr::Subscript(part) => self.bind_container(&part.value, values),
            other => {
                for caller in values.callers() {
                    self.unknown(other.range(), format!("where {caller} is put is not followed"));
                }
            }
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

    fn give_back(&mut self, value: Option<&Expr>) {
        let values = value.map(|it| self.values(it)).unwrap_or_default();
        let function = self.function();
        self.names.add_result(function, values);
    }

    pub(super) fn add(&mut self, call: PythonCall) {
        if let Some(found) = &mut self.found {
            found.calls.push(call);
        }
    }

    /// Visits what lies deeper, unless it is too deep.
    pub(super) fn below(&mut self, at: TextRange, visit: impl FnOnce(&mut Self)) {
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
                let around = self.class.take();
                self.below(function.range(), |it| walk_stmt(it, statement));
                self.class = around;
                self.functions.pop();
                return;
            }
            Stmt::ClassDef(class) => {
                self.class(class, statement);
                return;
            }
            Stmt::Match(chosen) => {
                let subject = self.values(&chosen.subject);
                let around = std::mem::replace(&mut self.subject, subject);
                self.below(statement.range(), |it| walk_stmt(it, statement));
                self.subject = around;
                return;
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => self.elsewhere(statement),
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
            Stmt::Return(returned) => self.give_back(returned.value.as_deref()),
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

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(bound) => bound.name.as_ref(),
            Pattern::MatchStar(bound) => bound.name.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            let (function, values) = (self.function(), self.subject.clone());
            self.names.bind(function, name.as_str(), values);
        }
        walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => {
                self.called.insert(call.func.range());
                self.call(call);
            }
            Expr::Attribute(attribute) => self.read(attribute),
            Expr::Named(named) => self.assign(&named.target, &named.value),
            Expr::Yield(given) => self.give_back(given.value.as_deref()),
            Expr::YieldFrom(given) => self.give_back(Some(&given.value)),
            Expr::Lambda(lambda) => {
                self.lambda(lambda);
                return;
            }
            _ => {}
        }
        self.below(expr.range(), |it| walk_expr(it, expr));
    }
}

pub(super) fn place(range: TextRange) -> (usize, usize) {
    (range.start().into(), range.end().into())
}
