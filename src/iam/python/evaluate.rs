//! What an expression of a script may be.

use ruff_python_ast::{Expr, ExprCall};

use crate::aws::Service;

use super::boto3::BOTO3;
use super::names::Names;
use super::values::{Thing, Values};
use super::{DEEPEST, Script, payload_text};

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) names: &'a Names,
    /// The functions around, the module first.
    pub(super) functions: &'a [usize],
}

impl Around<'_> {
    pub(super) fn values(&self, expr: &Expr) -> Values {
        self.at_depth(expr, 0)
    }

    fn at_depth(&self, expr: &Expr, depth: usize) -> Values {
        if depth > DEEPEST {
            return Values::open();
        }
        let deeper = |inner: &Expr| self.at_depth(inner, depth + 1);
        let all = |parts: &[Expr]| join(parts.iter().map(deeper));
        match expr {
            Expr::StringLiteral(text) => Values::of(Thing::Text(text.value.to_str().to_owned())),
            Expr::Name(name) => self
                .names
                .find(self.functions, name.id.as_str())
                .cloned()
                .unwrap_or_else(Values::open),
            Expr::Attribute(attribute) => {
                self.attribute(&deeper(&attribute.value), attribute.attr.as_str())
            }
            Expr::Call(call) => self.call(call, depth),
            Expr::Subscript(part) => self.item(&deeper(&part.value), &deeper(&part.slice)),
            Expr::Named(named) => deeper(&named.value),
            Expr::If(choice) => join([deeper(&choice.body), deeper(&choice.orelse)]),
            Expr::BoolOp(choice) => all(&choice.values),
            Expr::List(list) => all(&list.elts),
            Expr::Tuple(list) => all(&list.elts),
            Expr::Set(list) => all(&list.elts),
            Expr::Dict(dict) => join(dict.items.iter().map(|item| deeper(&item.value))),
            Expr::Starred(starred) => deeper(&starred.value),
            Expr::Await(awaited) => deeper(&awaited.value),
            Expr::ListComp(made) => deeper(&made.elt),
            Expr::SetComp(made) => deeper(&made.elt),
            Expr::Generator(made) => deeper(&made.elt),
            Expr::DictComp(made) => deeper(&made.value),
            Expr::BinOp(sum) => concatenated(&deeper(&sum.left), &deeper(&sum.right)),
            _ => Values::open(),
        }
    }

    fn attribute(&self, base: &Values, name: &str) -> Values {
        let stored = || self.names.attribute(name).cloned().unwrap_or_else(Values::open);
        join(base.iter().map(|thing| match thing {
            Thing::Library(library) => Values::of(library_part(library, name)),
            Thing::Client(service) => Values::of(Thing::Method(service, name.to_owned())),
            // What a resource gives is a resource still.
            Thing::Resource(service) if name == "meta" => Values::of(Thing::Resource(service)),
            Thing::Resource(service) if name == "client" => Values::of(Thing::Client(service)),
            Thing::Resource(service) => Values::of(Thing::Resource(service)),
            Thing::Session => Values::of(Thing::Library(format!("{BOTO3}.{name}"))),
            Thing::Helper => Values::of(Thing::Helper),
            // `events.get`
            Thing::Payload if name == "get" => Values::of(Thing::Payload),
            Thing::Payload
            | Thing::Text(_)
            | Thing::Given(_)
            | Thing::Function(_)
            | Thing::Method(..) => Values::open(),
            Thing::Open => stored(),
        }))
    }

    /// What a call gives.
    fn call(&self, call: &ExprCall, depth: usize) -> Values {
        let target = self.at_depth(&call.func, depth + 1);
        let first = || match call.arguments.args.first() {
            Some(argument) => self.at_depth(argument, depth + 1),
            None => Values::default(),
        };
        join(target.iter().map(|thing| match thing {
            Thing::Library(name) => self.library_call(name, call, depth),
            Thing::Function(number) => {
                self.names.result(*number).cloned().unwrap_or_else(Values::open)
            }
            Thing::Method(_, name) if ["get_paginator", "get_waiter"].contains(&name.as_str()) => {
                Values::of(Thing::Helper)
            }
            Thing::Resource(service) => Values::of(Thing::Resource(service)),
            Thing::Payload => self.item(&Values::of(Thing::Payload), &first()),
            Thing::Helper => Values::open(),
            // What goes around a value keeps it: `list(…)`, `str(…)`, `sorted(…)`.
            Thing::Open if is_wrapper(&call.func) => first(),
            _ => Values::open(),
        }))
    }

    fn library_call(&self, name: &str, call: &ExprCall, depth: usize) -> Values {
        match name {
            "boto3.Session" | "boto3.session.Session" => Values::of(Thing::Session),
            "boto3.client" => self.of_service(call, depth, Values::client),
            "boto3.resource" => {
                self.of_service(call, depth, |service| Values::of(Thing::Resource(service.name())))
            }
            _ => Values::open(),
        }
    }

    fn of_service(
        &self,
        call: &ExprCall,
        depth: usize,
        make: fn(&'static Service) -> Values,
    ) -> Values {
        let Some(argument) = service_argument(call) else { return Values::open() };
        let names = self.at_depth(argument, depth + 1);
        join(names.iter().map(|thing| match thing {
            Thing::Text(name) => Service::named(name).map_or_else(Values::open, make),
            _ => Values::open(),
        }))
    }

    /// What a part of a value is; a list or map is all of its parts.
    fn item(&self, base: &Values, key: &Values) -> Values {
        join(base.iter().map(|thing| match thing {
            Thing::Payload => match key.texts().as_deref() {
                Some([name]) => self.payload(name),
                _ => Values::open(),
            },
            thing => Values::of(thing.clone()),
        }))
    }

    fn payload(&self, name: &str) -> Values {
        let Some(value) = payload_text(self.script, name) else { return Values::open() };
        let globs = self.script.scope.globs(value);
        if globs.is_empty() {
            return Values::open();
        }
        let is_literal = value.as_str().filter(|text| !text.contains("{{"));
        match is_literal {
            Some(text) => Values::of(Thing::Text(text.to_owned())),
            None => globs.into_iter().map(Thing::Given).collect(),
        }
    }
}

/// The argument that names the service of a client.
pub(super) fn service_argument(call: &ExprCall) -> Option<&Expr> {
    call.arguments.args.first().or_else(|| {
        let is_service = |name: &str| name == "service_name";
        let keywords = call.arguments.keywords.iter();
        keywords
            .filter(|keyword| keyword.arg.as_ref().is_some_and(|it| is_service(it.as_str())))
            .map(|keyword| &keyword.value)
            .next()
    })
}

fn is_wrapper(func: &Expr) -> bool {
    let name = func.as_name_expr().map(|name| name.id.as_str());
    name.is_some_and(|name| {
        ["dict", "list", "next", "iter", "reversed", "set", "sorted", "str", "tuple"]
            .contains(&name)
    })
}

/// A part of a module, as far as modules matter.
fn library_part(library: &str, name: &str) -> Thing {
    Thing::Library(format!("{library}.{name}"))
}

/// Two texts, one behind the other.
fn concatenated(left: &Values, right: &Values) -> Values {
    match (left.texts(), right.texts()) {
        (Some(left), Some(right)) if left.len() * right.len() <= 16 => left
            .iter()
            .flat_map(|first| {
                right.iter().map(move |second| Thing::Text(format!("{first}{second}")))
            })
            .collect(),
        // Lists of clients are joined with a sign, too.
        _ if left.calls_aws().is_some() || right.calls_aws().is_some() => {
            join([left.clone(), right.clone()])
        }
        _ => Values::open(),
    }
}

pub(super) fn join(parts: impl IntoIterator<Item = Values>) -> Values {
    let mut whole = Values::default();
    for part in parts {
        whole.join(part);
    }
    whole
}
