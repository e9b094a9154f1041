//! Calls of what is not in the script: Python's own functions, and what is not known at all.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::aws::permission::operations_for_method;

use super::boto3::OF_CONTAINERS;
use super::evaluate::is_maker;
use super::handed::INVOKERS;
use super::values::Thing;
use super::walk::Walker;

/// Functions of Python that read or show, and call nothing. Sorted.
const READING: &[&str] = &[
    "bool",
    "dict",
    "enumerate",
    "getattr",
    "hasattr",
    "id",
    "isinstance",
    "iter",
    "len",
    "list",
    "next",
    "print",
    "repr",
    "reversed",
    "set",
    "setattr",
    "sorted",
    "str",
    "tuple",
    "type",
    "zip",
];

impl Walker<'_> {
    /// A call of something that is not known: it may build names, or take a client along.
    pub(super) fn foreign_call(&mut self, call: &ExprCall) {
        let at = call.range();
        match &*call.func {
            Expr::Name(name) => match name.id.as_str() {
                "getattr" => self.computed_method(call),
                "setattr" => self.set_attribute(call),
                "exec" | "eval" | "__import__" => {
                    self.unknown(at, "code that is built while the script runs is not followed");
                }
                "map" if self.makes_clients(call) => {}
                name if READING.contains(&name) => {}
                name => {
                    self.say_if_like_aws(name, call);
                    self.leaving(call);
                }
            },
            Expr::Attribute(attribute) => {
                let name = attribute.attr.as_str();
                self.say_if_like_aws(name, call);
                if !OF_CONTAINERS.contains(&name) {
                    self.leaving(call);
                }
            }
            _ => {
                self.say_if_like_aws("", call);
                self.leaving(call);
            }
        }
    }

    /// `map(boto3.client, NAMES)`
    fn makes_clients(&mut self, call: &ExprCall) -> bool {
        let [first, services] = &*call.arguments.args else { return false };
        let first = self.values(first);
        let maker = first.iter().find_map(|it| match it {
            Thing::Library(name) if is_maker(name) && !name.ends_with("Session") => Some(name),
            _ => None,
        });
        let Some(maker) = maker else { return false };
        let services = self.values(services);
        self.services_made(maker, &services, call);
        true
    }

    /// `setattr(object, NAME, client)`
    fn set_attribute(&mut self, call: &ExprCall) {
        let [_, name, value] = &*call.arguments.args else { return };
        let values = self.values(value);
        match self.values(name).texts() {
            Some(names) => {
                for name in names {
                    self.names.bind_attribute(name, values.clone());
                }
            }
            None => {
                for caller in values.callers() {
                    let what = format!("the name of the attribute that gets {caller} is computed");
                    self.unknown(call.range(), what);
                }
            }
        }
    }

    /// `getattr(client, NAME)` of a name that is not known.
    fn computed_method(&mut self, call: &ExprCall) {
        let value = |place: usize| call.arguments.args.get(place).map(|it| self.values(it));
        let first = value(0).unwrap_or_default();
        if value(1).is_some_and(|it| it.texts().is_some()) {
            return;
        }
        for caller in first.callers() {
            self.unknown(call.range(), format!("which method of {caller} this is, is computed"));
        }
    }

    /// A call that looks like one of AWS, of something that is not known to be a client.
    fn say_if_like_aws(&mut self, name: &str, call: &ExprCall) {
        let text = name == "format" || name.starts_with(char::is_uppercase);
        let names = call.arguments.keywords.iter().filter_map(|it| it.arg.as_ref());
        let names: Vec<&str> = names.map(|it| it.as_str()).collect();
        let is_given =
            !names.is_empty() && names.iter().all(|it| it.starts_with(char::is_uppercase));
        let is_method = call.func.is_attribute_expr();
        let is_known = |service: &str| {
            !OF_CONTAINERS.contains(&name) && !operations_for_method(service, name).is_empty()
        };
        let is_like = (is_given && !text && !INVOKERS.contains(&name))
            || (is_method && ["get_paginator", "get_waiter"].contains(&name))
            || (is_method && self.names.services().any(is_known));
        if is_like {
            let what = format!("`{name}` is called here on what is not known to be a client");
            let plain = "this is called like AWS, and is not known to be a method of a client";
            self.unknown(call.range(), if name.is_empty() { plain.to_owned() } else { what });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::READING;

    #[test]
    fn what_reads_is_sorted() {
        assert!(READING.is_sorted());
    }
}
