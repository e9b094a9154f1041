//! Calls in a script: those of AWS, and those through which clients go elsewhere.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::aws::permission::{operation_for_waiter, operations_for_method};
use crate::aws::{Operation, Service};

use super::super::arguments::Arguments;
use super::PythonCall;
use super::boto3;
use super::evaluate::service_argument;
use super::given::arguments;
use super::values::{Thing, Values};
use super::walk::{Walker, place};

impl Walker<'_> {
    /// One call.
    pub(super) fn call(&mut self, call: &ExprCall) {
        let target = self.values(&call.func);
        for thing in target.iter() {
            match thing {
                Thing::Function(number) => self.local_call(*number, call),
                Thing::Library(name) => self.library_call(name, call),
                Thing::Method(service, method) => self.method_call(service, method, call, &target),
                Thing::Resource(service) => self.resource_call(service, call),
                Thing::Text(_)
                | Thing::Given(_)
                | Thing::Payload
                | Thing::Session
                | Thing::Client(_)
                | Thing::Helper => {}
                Thing::Open => self.foreign_call(call),
            }
        }
    }

    /// Hands arguments to the parameters of a function of the script.
    fn local_call(&mut self, number: usize, call: &ExprCall) {
        let parameters = self.names.parameters(number).to_vec();
        // What stands before a method is its first parameter.
        let is_method =
            call.func.is_attribute_expr() && parameters.first().is_some_and(|it| it == "self");
        let names = parameters.iter().skip(usize::from(is_method));
        for (name, argument) in names.zip(&call.arguments.args) {
            let values = self.values(argument);
            self.names.bind(number, name, values);
        }
        for keyword in &call.arguments.keywords {
            if let Some(name) = &keyword.arg {
                let values = self.values(&keyword.value);
                self.names.bind(number, name.as_str(), values);
            }
        }
    }

    fn library_call(&mut self, name: &str, call: &ExprCall) {
        let at = call.range();
        match name {
            "boto3.client" | "boto3.resource" => self.client_made(name, call),
            "boto3.Session"
            | "boto3.session.Session"
            | "boto3.set_stream_logger"
            | "boto3.setup_default_session" => {}
            "importlib.import_module" => {
                self.unknown(at, "a module is imported by a computed name")
            }
            _ if name.starts_with("botocore.session") || name.starts_with("aiobotocore") => {
                self.unknown(at, format!("calls behind `{name}` are not followed"));
            }
            _ if name.starts_with("boto3.") => {
                self.unknown(at, format!("what `{name}` gives is not followed"));
            }
            _ => self.leaving(call),
        }
    }

    fn client_made(&mut self, name: &str, call: &ExprCall) {
        let made = self.values(&Expr::Call(call.clone()));
        for thing in made.iter() {
            match thing {
                Thing::Client(service) => self.made.push((service, place(call.range()))),
                Thing::Resource(_) => {}
                _ => {
                    let what = match service_argument(call).map(|it| self.values(it)) {
                        Some(values) if values.texts().is_some() => {
                            let texts = values.texts().unwrap_or_default().join("`, `");
                            format!("AWS's models have no service `{texts}`")
                        }
                        _ => format!("the service of this `{name}` is computed"),
                    };
                    self.unknown(call.range(), what);
                }
            }
        }
    }

    fn method_call(
        &mut self,
        service: &'static str,
        method: &str,
        call: &ExprCall,
        target: &Values,
    ) {
        let Some(found) = Service::named(service) else { return };
        match method {
            "get_paginator" | "generate_presigned_url" => {
                self.named_call(found, call, operations_for_method);
            }
            "get_waiter" => self.named_call(found, call, |service, name| {
                operation_for_waiter(service, name).into_iter().collect()
            }),
            _ => match boto3::operations(found, method) {
                Some(operations) => {
                    for operation in operations {
                        let arguments = arguments(self, call);
                        self.add(PythonCall {
                            service: found,
                            operation,
                            arguments,
                            at: place(call.range()),
                            what: format!("calls `{method}` of `{service}`"),
                        });
                    }
                }
                // The method of another client that the name may be.
                None if target.len() > 1 => {}
                None => {
                    self.unknown(
                        call.range(),
                        format!("a client of `{service}` has no method `{method}`"),
                    );
                }
            },
        }
    }

    /// A call that names its operation with a text: a paginator, a waiter.
    fn named_call(
        &mut self,
        service: &'static Service,
        call: &ExprCall,
        find: fn(&str, &str) -> Vec<Operation<'static>>,
    ) {
        let argument = call.arguments.args.first();
        let argument = argument.or_else(|| call.arguments.keywords.first().map(|it| &it.value));
        let values = argument.map(|it| self.values(it)).unwrap_or_default();
        let Some(names) = values.texts() else {
            self.unknown(
                call.range(),
                format!("which operation of `{}` is called is computed", service.name()),
            );
            return;
        };
        for name in names {
            let operations = find(service.name(), name);
            if operations.is_empty() {
                self.unknown(
                    call.range(),
                    format!("`{}` has no `{name}` to page through or wait for", service.name()),
                );
            }
            for operation in operations {
                self.add(PythonCall {
                    service,
                    operation,
                    // The arguments are given later, to what comes back.
                    arguments: Arguments::unseen(),
                    at: place(call.range()),
                    what: format!("calls `{name}` of `{}`", service.name()),
                });
            }
        }
    }

    /// A method behind a resource: followed where it is named like an operation.
    fn resource_call(&mut self, service: &'static str, call: &ExprCall) {
        let Expr::Attribute(attribute) = &*call.func else { return };
        let name = attribute.attr.as_str();
        // `dynamodb.Table(…)` makes an object and calls nothing.
        if name.starts_with(char::is_uppercase) {
            return;
        }
        let Some(found) = Service::named(service) else { return };
        match operations_for_method(service, name).first().copied() {
            Some(operation) => {
                let mut arguments = arguments(self, call);
                arguments.has_more = true;
                self.add(PythonCall {
                    service: found,
                    operation,
                    arguments,
                    at: place(call.range()),
                    what: format!("calls `{name}` of a resource of `{service}`"),
                });
            }
            None => self.unknown(
                call.range(),
                format!("what `{name}` of a resource of `{service}` calls is not known"),
            ),
        }
    }

    /// A call of something that is not known: it may build names, or take a client along.
    fn foreign_call(&mut self, call: &ExprCall) {
        let name = call.func.as_name_expr().map(|name| name.id.as_str());
        match name {
            Some("getattr") => self.computed_method(call),
            Some("exec" | "eval" | "__import__") => {
                self.unknown(
                    call.range(),
                    "code that is built while the script runs is not followed",
                );
            }
            // Reading and showing.
            Some(
                "print" | "str" | "repr" | "len" | "isinstance" | "type" | "list" | "dict" | "set"
                | "tuple" | "next" | "iter" | "sorted" | "reversed" | "hasattr" | "zip"
                | "enumerate",
            ) => {}
            Some(_) => self.leaving(call),
            None => match &*call.func {
                Expr::Attribute(attribute) => {
                    let kept = ["append", "add", "extend", "insert", "setdefault", "update"];
                    if kept.contains(&attribute.attr.as_str()) {
                        for argument in &call.arguments.args {
                            let values = self.values(argument);
                            self.bind_container(&attribute.value, values);
                        }
                    }
                }
                _ => self.leaving(call),
            },
        }
    }

    /// `getattr(client, NAME)`
    fn computed_method(&mut self, call: &ExprCall) {
        let first = call.arguments.args.first().map(|it| self.values(it)).unwrap_or_default();
        let Some(service) = first.calls_aws() else { return };
        let second = call.arguments.args.get(1).map(|it| self.values(it)).unwrap_or_default();
        let Some(names) = second.texts() else {
            self.unknown(
                call.range(),
                format!("which method of the client of `{service}` is called is computed"),
            );
            return;
        };
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        for name in names {
            for thing in first.iter() {
                if let Thing::Client(service) = thing {
                    self.method_call(service, &name, call, &first);
                }
            }
        }
    }

    /// A client that is handed to code that is not in the script.
    fn leaving(&mut self, call: &ExprCall) {
        let keywords = call.arguments.keywords.iter().map(|keyword| &keyword.value);
        for argument in call.arguments.args.iter().chain(keywords) {
            if let Some(service) = self.values(argument).calls_aws() {
                let what = format!(
                    "what is done with the client of `{service}` behind this call is not to be seen"
                );
                self.unknown(call.range(), what);
            }
        }
    }
}
