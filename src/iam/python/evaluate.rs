//! What an expression of a script may be.

use std::cell::RefCell;
use std::collections::HashMap;

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use crate::aws::Service;

use super::super::glob::Glob;
use super::boto3::{BOTO3, CREDENTIALS, OF_CONTAINERS, operations};
use super::names::Names;
use super::objects::{self, object};
use super::values::{Object, Thing, Values};
use super::{DEEPEST, Script, payload_text};

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) names: &'a Names,
    /// The functions around, the module first.
    pub(super) functions: &'a [usize],
    /// What the calls of this expression give: an argument is looked at for each thing that its
    /// function may be, and so would be what lies in it, for each of its own.
    pub(super) given: &'a RefCell<HashMap<TextRange, Values>>,
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
        // What is put into an empty list or map is bound to its name later.
        let all = |parts: &[Expr]| match parts {
            [] => Values::open(),
            parts => join(parts.iter().map(deeper)),
        };
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
            Expr::Call(call) => self.call_once(call, depth),
            Expr::Subscript(part) => self.item(&deeper(&part.value), &deeper(&part.slice)),
            Expr::Named(named) => deeper(&named.value),
            Expr::If(choice) => join([deeper(&choice.body), deeper(&choice.orelse)]),
            Expr::BoolOp(choice) => all(&choice.values),
            Expr::List(list) => all(&list.elts),
            Expr::Tuple(list) => all(&list.elts),
            Expr::Set(list) => all(&list.elts),
            Expr::Dict(dict) if dict.items.is_empty() => Values::open(),
            Expr::Lambda(lambda) => Values::of(Thing::Function(number(lambda))),
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

    pub(super) fn attribute(&self, base: &Values, name: &str) -> Values {
        let stored = || self.names.attribute(name).cloned().unwrap_or_else(Values::open);
        if base.len() == 0 {
            return stored();
        }
        join(base.iter().map(|thing| match thing {
            Thing::Library(library) => Values::of(library_part(library, name)),
            Thing::Client(service) => Values::of(Thing::Method(service, name.to_owned())),
            // What a resource gives is a resource still.
            Thing::Resource(service) if name == "client" => Values::of(Thing::Client(service)),
            Thing::Resource(service) => Values::of(Thing::Resource(service)),
            Thing::Object(object) if name == "meta" => Values::of(Thing::Resource(object.service)),
            Thing::Object(object) => Values::of(Thing::Part(object.clone(), name.to_owned())),
            Thing::Part(object, part) if objects::COLLECTED.contains(&name) => {
                Values::of(Thing::Part(object.clone(), format!("{part}.{name}")))
            }
            Thing::Session => Values::of(Thing::Library(format!("{BOTO3}.{name}"))),
            Thing::Helper => Values::of(Thing::Helper),
            Thing::Stranger => Values::of(Thing::Stranger),
            Thing::Globals => Values::of(Thing::Globals),
            // `events.get`
            Thing::Payload if name == "get" => Values::of(Thing::Payload),
            // A method out of a list or a map, or of a longer spelling.
            Thing::Method(..) if name == "__call__" || OF_CONTAINERS.contains(&name) => {
                Values::of(thing.clone())
            }
            Thing::Method(service, _) if name == "__self__" => Values::of(Thing::Client(service)),
            Thing::Payload
            | Thing::Text(_)
            | Thing::Given(_)
            | Thing::Function(_)
            | Thing::Class(_)
            | Thing::Method(..)
            | Thing::Part(..)
            | Thing::Open => stored(),
        }))
    }

    /// What a call gives, looked up where it was asked for before.
    fn call_once(&self, call: &ExprCall, depth: usize) -> Values {
        if let Some(known) = self.given.borrow().get(&call.range()) {
            return known.clone();
        }
        let given = self.call(call, depth);
        self.given.borrow_mut().insert(call.range(), given.clone());
        given
    }

    /// What a call gives.
    fn call(&self, call: &ExprCall, depth: usize) -> Values {
        let target = self.at_depth(&call.func, depth + 1);
        let first = || match call.arguments.args.first() {
            Some(argument) => self.at_depth(argument, depth + 1),
            None => Values::default(),
        };
        let method = call.func.as_attribute_expr().map_or("", |it| it.attr.as_str());
        join(target.iter().map(|thing| match thing {
            Thing::Library(name) => self.library_call(name, call, depth),
            Thing::Function(number) => {
                self.names.result(*number).cloned().unwrap_or_else(Values::open)
            }
            Thing::Method(_, name) if ["get_paginator", "get_waiter"].contains(&name.as_str()) => {
                Values::of(Thing::Helper)
            }
            // A client out of a list or a map.
            Thing::Method(service, name) if is_of_container(service, name) => {
                Values::of(Thing::Client(service))
            }
            Thing::Resource(service) => self.behind_resource(service, method, call, depth),
            Thing::Part(object, name) => self.behind_object(object, name, call, depth),
            Thing::Payload | Thing::Globals => self.item(&Values::of(thing.clone()), &first()),
            Thing::Stranger => Values::of(Thing::Stranger),
            Thing::Open => self.built_in(call, depth),
            Thing::Helper
            | Thing::Text(_)
            | Thing::Given(_)
            | Thing::Session
            | Thing::Client(_)
            | Thing::Method(..)
            | Thing::Object(_)
            | Thing::Class(_) => Values::open(),
        }))
    }

    /// What Python's own functions give.
    fn built_in(&self, call: &ExprCall, depth: usize) -> Values {
        let deeper = |it: &Expr| self.at_depth(it, depth + 1);
        let arguments = &call.arguments;
        let argument = |place: usize| arguments.args.get(place).map(deeper).unwrap_or_default();
        let Some(name) = call.func.as_name_expr() else { return Values::open() };
        match name.id.as_str() {
            "globals" | "locals" | "vars" if arguments.is_empty() => Values::of(Thing::Globals),
            "getattr" => match argument(1).texts() {
                Some(names) => {
                    let base = argument(0);
                    join(names.into_iter().map(|name| self.attribute(&base, name)))
                }
                None => Values::open(),
            },
            "map" => join(argument(0).iter().map(|thing| match thing {
                Thing::Library(name) if is_maker(name) => self.made(name, &argument(1)),
                Thing::Function(number) => {
                    self.names.result(*number).cloned().unwrap_or_else(Values::open)
                }
                _ => Values::open(),
            })),
            // What goes around a value keeps it.
            "dict" | "enumerate" | "filter" | "iter" | "list" | "max" | "min" | "next"
            | "reversed" | "set" | "sorted" | "str" | "tuple" | "zip" => {
                let keywords = arguments.keywords.iter().map(|it| deeper(&it.value));
                let all = join(arguments.args.iter().map(deeper).chain(keywords));
                if all.len() == 0 { Values::open() } else { all }
            }
            _ => Values::open(),
        }
    }

    fn behind_resource(
        &self,
        service: &'static str,
        method: &str,
        call: &ExprCall,
        depth: usize,
    ) -> Values {
        let names = self.made_with(call, depth);
        let found = object(service, method, names).map(Thing::Object);
        Values::of(found.unwrap_or(Thing::Resource(service)))
    }

    fn behind_object(&self, of: &Object, method: &str, call: &ExprCall, depth: usize) -> Values {
        if method.starts_with("objects.") && of.kind == "Bucket" {
            let names = of.names.clone();
            let found = object(of.service, "ObjectSummary", names).map(Thing::Object);
            return found.map_or_else(Values::open, Values::of);
        }
        // What it writes was seen where it was made.
        if method == "batch_writer" {
            return Values::of(Thing::Helper);
        }
        if objects::method(of, method).is_some() && !method.starts_with("create_") {
            return Values::open();
        }
        // `bucket.Object("key")`
        let names = of.names.iter().cloned().chain(self.made_with(call, depth)).collect();
        let found = object(of.service, method, names).map(Thing::Object);
        Values::of(found.unwrap_or(Thing::Resource(of.service)))
    }

    /// What a thing is made with.
    fn made_with(&self, call: &ExprCall, depth: usize) -> Vec<Vec<Glob>> {
        let keywords = call.arguments.keywords.iter().map(|it| &it.value);
        let all = call.arguments.args.iter().chain(keywords);
        all.map(|it| self.at_depth(it, depth + 1).globs()).collect()
    }

    fn library_call(&self, name: &str, call: &ExprCall, depth: usize) -> Values {
        let argument =
            |it: Option<&Expr>| it.map(|it| self.at_depth(it, depth + 1)).unwrap_or_default();
        match name {
            _ if is_maker(name) && has_credentials(call) => Values::of(Thing::Stranger),
            "boto3.Session" | "boto3.session.Session" => Values::of(Thing::Session),
            _ if is_maker(name) => self.made(name, &argument(service_argument(call))),
            "functools.partial" => {
                let kept = argument(call.arguments.args.first());
                let is_kept = |it: &&Thing| matches!(it, Thing::Library(_) | Thing::Function(_));
                let found: Values = kept.iter().filter(is_kept).cloned().collect();
                if found.len() == 0 { Values::of(Thing::Helper) } else { found }
            }
            "contextlib.closing" | "copy.copy" | "copy.deepcopy" => {
                argument(call.arguments.args.first())
            }
            _ => Values::open(),
        }
    }

    /// The clients or resources of services by their names.
    fn made(&self, library: &str, services: &Values) -> Values {
        if services.len() == 0 {
            return Values::open();
        }
        join(services.iter().map(|thing| match thing {
            Thing::Text(name) => match Service::named(name) {
                Some(service) if library == "boto3.resource" => {
                    Values::of(Thing::Resource(service.name()))
                }
                Some(service) => Values::client(service),
                None => Values::open(),
            },
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
            Thing::Globals => match key.texts() {
                Some(names) => join(names.iter().map(|name| {
                    let found = self.names.find(self.functions, name);
                    found.cloned().unwrap_or_else(Values::open)
                })),
                None => Values::of(Thing::Globals),
            },
            Thing::Library(library) if library == "sys.modules" => match key.texts().as_deref() {
                Some([name]) => Values::of(Thing::Library((*name).to_owned())),
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

/// Whether a part of the library makes clients of the service that it is given.
pub(super) fn is_maker(library: &str) -> bool {
    ["boto3.client", "boto3.resource", "boto3.Session", "boto3.session.Session"].contains(&library)
}

/// Whether what a call makes has credentials that are not those of the role.
pub(super) fn has_credentials(call: &ExprCall) -> bool {
    call.arguments.keywords.iter().any(|keyword| {
        let name = keyword.arg.as_ref().map_or("", |it| it.as_str());
        CREDENTIALS.contains(&name) && !keyword.value.is_none_literal_expr()
    })
}

/// Whether a name is a method of lists and maps, and none of the service's client.
pub(super) fn is_of_container(service: &'static str, method: &str) -> bool {
    OF_CONTAINERS.contains(&method)
        && Service::named(service).is_none_or(|it| operations(it, method).is_none())
}

/// The number of a function or class of the script: none has the module's.
pub(super) fn number(of: &impl Ranged) -> usize {
    usize::from(of.range().start()) + 1
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
        _ if left.calls_aws() || right.calls_aws() => join([left.clone(), right.clone()]),
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
