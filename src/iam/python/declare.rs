//! What a script declares: functions, classes, lambdas, imports, names of other functions.

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{
    Expr, ExprLambda, Parameters as Written, Stmt, StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::Ranged;

use super::evaluate::number;
use super::names::{MODULE, Parameters};
use super::values::{Thing, Values};
use super::walk::Walker;

impl Walker<'_> {
    pub(super) fn declare(&mut self, function: &StmtFunctionDef) {
        let number = number(function);
        let name = function.name.as_str();
        let is_property = function.decorator_list.iter().any(|it| is_property(&it.expression));
        let own = if is_property {
            self.names.result(number).cloned().unwrap_or_default()
        } else {
            Values::of(Thing::Function(number))
        };
        self.names.bind(self.function(), name, own.clone());
        // A method is found by its name behind any object.
        self.names.bind_attribute(name, own);
        if let (Some(class), "__init__") = (self.class, name) {
            self.names.add_maker(class, number);
        }
        let is_handler = name == self.script.handler;
        self.parameters(number, &function.parameters, is_handler.then_some(Thing::Payload));
    }

    /// The parameters of a function; `first` is what the first of them gets.
    fn parameters(&mut self, number: usize, written: &Written, first: Option<Thing>) {
        let mut list = Vec::new();
        for parameter in written.iter_non_variadic_params() {
            let name = parameter.parameter.name.as_str();
            if let Some(default) = &parameter.default {
                let values = self.values(default);
                self.names.bind(number, name, values);
            }
            list.push(name.to_owned());
        }
        if let (Some(thing), Some(name)) = (first, list.first()) {
            self.names.bind(number, name, Values::of(thing));
        }
        let rest = written.vararg.as_ref().map(|it| it.name.as_str().to_owned());
        let keywords = written.kwarg.as_ref().map(|it| it.name.as_str().to_owned());
        self.names.declare(number, Parameters { list, rest, keywords });
    }

    pub(super) fn lambda(&mut self, lambda: &ExprLambda) {
        let number = number(lambda);
        match &lambda.parameters {
            Some(written) => self.parameters(number, written, None),
            None => self.names.declare(number, Parameters::default()),
        }
        self.functions.push(number);
        let values = self.values(&lambda.body);
        self.names.add_result(number, values);
        self.below(lambda.range(), |it| it.visit_expr(&lambda.body));
        self.functions.pop();
        for parameter in lambda.parameters.iter().flat_map(|it| it.iter_non_variadic_params()) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    pub(super) fn class(&mut self, class: &StmtClassDef, statement: &Stmt) {
        let number = number(class);
        let name = class.name.as_str();
        self.names.bind(self.function(), name, Values::of(Thing::Class(number)));
        self.names.bind_attribute(name, Values::of(Thing::Class(number)));
        let around = self.class.replace(number);
        self.below(class.range(), |it| walk_stmt(it, statement));
        self.class = around;
    }

    /// `global` and `nonlocal`
    pub(super) fn elsewhere(&mut self, statement: &Stmt) {
        let function = self.function();
        let around = |it: &&usize| **it != function && **it != MODULE;
        let (names, others) = match statement {
            Stmt::Global(global) => (&global.names, vec![MODULE]),
            Stmt::Nonlocal(outer) => {
                (&outer.names, self.functions.iter().filter(around).copied().collect())
            }
            _ => return,
        };
        for name in names.iter().filter(|_| function != MODULE) {
            self.names.bind_elsewhere(function, name.as_str(), others.clone());
        }
    }

    pub(super) fn import(&mut self, statement: &Stmt) {
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
                let is_all = import.names.iter().any(|alias| alias.name.as_str() == "*");
                if is_all && module == "boto3" {
                    for name in ["Session", "client", "resource", "session"] {
                        let library = Thing::Library(format!("boto3.{name}"));
                        self.names.bind(self.function(), name, Values::of(library));
                    }
                }
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    let library = format!("{module}.{}", alias.name.as_str());
                    self.names.bind(self.function(), bound, Values::of(Thing::Library(library)));
                }
            }
            _ => {}
        }
    }
}

/// Whether a decorator makes a method an attribute.
fn is_property(decorator: &Expr) -> bool {
    let name = match decorator {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => "",
    };
    name.ends_with("property")
}
