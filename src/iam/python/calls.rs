//! Calls in a script: those of AWS, and those through which clients go elsewhere.

use ruff_python_ast::{Expr, ExprAttribute, ExprCall};
use ruff_text_size::Ranged;

use crate::aws::permission::{operation_for_waiter, operations_for_method};
use crate::aws::{Operation, Service};

use super::super::arguments::Arguments;
use super::PythonCall;
use super::boto3::{self, OF_CONTAINERS, OTHERS};
use super::evaluate::{has_credentials, is_maker, is_of_container, service_argument};
use super::given::arguments;
use super::objects::{self, positions};
use super::values::{Object, Thing, Values};
use super::walk::{Walker, place};

/// What a session tells without a call. Sorted.
const TOLD: &[&str] = &[
    "boto3.available_profiles",
    "boto3.events",
    "boto3.get_available_partitions",
    "boto3.get_available_regions",
    "boto3.get_available_resources",
    "boto3.get_available_services",
    "boto3.get_credentials",
    "boto3.get_partition_for_region",
    "boto3.set_stream_logger",
];

/// What became of a call through one thing that its function may be.
type Outcome = Result<(), String>;

impl Walker<'_> {
    /// One call.
    pub(super) fn call(&mut self, call: &ExprCall) {
        let target = self.values(&call.func);
        if call.func.as_attribute_expr().is_some_and(|it| OF_CONTAINERS.contains(&it.attr.as_str()))
        {
            self.contained(call);
        }
        let mut outcomes: Vec<Outcome> = Vec::new();
        let mut is_open = target.len() == 0;
        for thing in target.iter() {
            is_open |= *thing == Thing::Open;
            outcomes.extend(self.call_of(thing, call));
        }
        // What fails is the method of another client that the name may be.
        if outcomes.iter().any(Outcome::is_ok) {
            return;
        }
        match outcomes.into_iter().find_map(Result::err) {
            Some(why) => self.unknown(call.range(), why),
            None if is_open => self.foreign_call(call),
            None => {}
        }
    }

    /// A call of one thing; nothing where that is no call that is known.
    fn call_of(&mut self, thing: &Thing, call: &ExprCall) -> Option<Outcome> {
        match thing {
            Thing::Function(number) => self.local_call(*number, call),
            Thing::Class(number) => self.made_of_class(*number, call),
            Thing::Library(name) => self.library_call(name, call),
            Thing::Method(service, method) => return Some(self.method_call(service, method, call)),
            Thing::Resource(service) => return Some(self.resource_call(service, call)),
            Thing::Part(object, name) => return Some(self.object_call(object, name, call)),
            Thing::Helper | Thing::Stranger | Thing::Payload | Thing::Globals => {}
            Thing::Text(_)
            | Thing::Given(_)
            | Thing::Session
            | Thing::Client(_)
            | Thing::Object(_)
            | Thing::Open => return None,
        }
        Some(Ok(()))
    }

    fn library_call(&mut self, name: &str, call: &ExprCall) {
        let at = call.range();
        let root = name.split('.').next().unwrap_or(name);
        match name {
            "boto3.setup_default_session" if has_credentials(call) => {
                let what = "the session of all clients gets other credentials here; what they call is counted as the role's";
                self.unknown(at, what);
            }
            "boto3.setup_default_session" => {}
            _ if is_maker(name) => self.client_made(name, call),
            _ if TOLD.contains(&name) => {}
            "importlib.import_module" => {
                self.unknown(at, "a module is imported by a computed name");
            }
            _ if name.starts_with("boto3.") => {
                self.unknown(at, format!("what `{name}` gives is not followed"));
            }
            // Settings and errors of the library.
            _ if ["botocore.config.Config", "botocore.client.Config"].contains(&name) => {}
            _ if name.starts_with("botocore.exceptions.") => {}
            _ if OTHERS.contains(&root) => {
                self.unknown(at, format!("calls behind `{name}` are not followed"));
            }
            "contextlib.closing" | "copy.copy" | "copy.deepcopy" => {}
            "functools.partial" if self.is_partial_maker(call) => {}
            _ => self.leaving(call),
        }
    }

    /// `partial(boto3.client, region_name=…)`, which the service is given to later.
    fn is_partial_maker(&self, call: &ExprCall) -> bool {
        let made = self.values(&Expr::Call(call.clone()));
        let is_maker = |it: &Thing| matches!(it, Thing::Library(name) if is_maker(name));
        call.arguments.args.len() == 1 && !has_credentials(call) && made.iter().all(is_maker)
    }

    /// A call that makes a client, a resource or a session.
    fn client_made(&mut self, name: &str, call: &ExprCall) {
        if has_credentials(call) {
            self.stranger(call.range());
            return;
        }
        let is_computed = call.arguments.keywords.iter().any(|it| it.arg.is_none());
        if is_computed && self.script.text.contains("aws_access_key_id") {
            let what = "this may have other credentials; what it calls is counted as the role's";
            self.unknown(call.range(), what);
        }
        if name.ends_with("Session") {
            return;
        }
        let services = service_argument(call).map(|it| self.values(it)).unwrap_or_default();
        self.services_made(name, &services, call);
    }

    /// The clients that `made` is, of services by their names.
    pub(super) fn services_made(&mut self, name: &str, services: &Values, call: &ExprCall) {
        let made = self.values(&Expr::Call(call.clone()));
        for thing in made.iter() {
            match thing {
                Thing::Client(service) => {
                    self.names.add_service(service);
                    self.made.push((service, place(call.range())));
                }
                Thing::Resource(service) => self.names.add_service(service),
                _ => {
                    let what = match services.texts() {
                        Some(texts) => {
                            format!("AWS's models have no service `{}`", texts.join("`, `"))
                        }
                        None => format!("the service of this `{name}` is computed"),
                    };
                    self.unknown(call.range(), what);
                }
            }
        }
    }

    fn method_call(&mut self, service: &'static str, method: &str, call: &ExprCall) -> Outcome {
        let Some(found) = Service::named(service) else { return Ok(()) };
        match method {
            "get_paginator" | "generate_presigned_url" => {
                self.named_call(found, call, operations_for_method);
            }
            "get_waiter" => self.named_call(found, call, |service, name| {
                operation_for_waiter(service, name).into_iter().collect()
            }),
            // What it puts into a list or a map was bound already.
            _ if is_of_container(service, method) => {}
            _ => {
                let no_method = || format!("a client of `{service}` has no method `{method}`");
                let operations = boto3::operations(found, method).ok_or_else(no_method)?;
                let names = positions(service, "", method);
                for operation in operations {
                    let given = arguments(self, call, names);
                    self.add(PythonCall {
                        service: found,
                        operation,
                        arguments: self.of_source(method, operation, call, names).unwrap_or(given),
                        at: place(call.range()),
                        what: format!("calls `{method}` of `{service}`"),
                    });
                }
            }
        }
        Ok(())
    }

    /// `copy` reads its source with other operations than those it writes with.
    fn of_source(
        &self,
        method: &str,
        operation: Operation<'static>,
        call: &ExprCall,
        names: &[&str],
    ) -> Option<Arguments> {
        if method != "copy" || !["HeadObject", "GetObjectTagging"].contains(&operation.name()) {
            return None;
        }
        let place = names.iter().position(|name| *name == "CopySource")?;
        let keywords = &call.arguments.keywords;
        let keyword =
            keywords.iter().find(|it| it.arg.as_ref().is_some_and(|it| it == "CopySource"));
        let source = call.arguments.args.get(place).or(keyword.map(|it| &it.value));
        Some(source.map_or_else(Arguments::unseen, |it| super::given::members(self, it)))
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
                    arguments: self.of_named(call),
                    at: place(call.range()),
                    what: format!("calls `{name}` of `{}`", service.name()),
                });
            }
        }
    }

    /// `generate_presigned_url("get_object", Params={…})`; those of a paginator or waiter are given
    /// later, to what comes back.
    fn of_named(&self, call: &ExprCall) -> Arguments {
        let keywords = &call.arguments.keywords;
        let params = keywords.iter().find(|it| it.arg.as_ref().is_some_and(|it| it == "Params"));
        let params = params.map(|it| &it.value).or_else(|| call.arguments.args.get(1));
        params.map_or_else(Arguments::unseen, |it| super::given::members(self, it))
    }

    /// A method behind a resource: followed where it is named like an operation.
    fn resource_call(&mut self, service: &'static str, call: &ExprCall) -> Outcome {
        let Expr::Attribute(attribute) = &*call.func else { return Ok(()) };
        let name = attribute.attr.as_str();
        // `dynamodb.Table(…)` makes an object and calls nothing.
        if name.starts_with(char::is_uppercase) {
            return Ok(());
        }
        let Some(found) = Service::named(service) else { return Ok(()) };
        let operations = operations_for_method(service, name);
        let Some(operation) = operations.first().copied() else {
            return Err(format!("what `{name}` of a resource of `{service}` calls is not known"));
        };
        let mut arguments = arguments(self, call, &[]);
        arguments.has_more = true;
        self.add(PythonCall {
            service: found,
            operation,
            arguments,
            at: place(call.range()),
            what: format!("calls `{name}` of a resource of `{service}`"),
        });
        Ok(())
    }

    fn object_call(&mut self, object: &Object, name: &str, call: &ExprCall) -> Outcome {
        if name.starts_with(char::is_uppercase) {
            return Ok(());
        }
        let given = arguments(self, call, positions(object.service, object.kind, name));
        self.object_calls(object, name, call, given).ok_or_else(|| {
            let Object { service, kind, .. } = object;
            format!("what `{name}` of a `{kind}` of `{service}` calls is not known")
        })
    }

    /// What a method of a thing calls, with the names of the thing among its arguments.
    pub(super) fn object_calls(
        &mut self,
        object: &Object,
        name: &str,
        at: &impl Ranged,
        given: Arguments,
    ) -> Option<()> {
        let service = Service::named(object.service)?;
        let called = objects::method(object, name)?;
        for operation in called.operations {
            let mut arguments = given.clone();
            for (member, globs) in called.members.iter().zip(&object.names) {
                arguments.add((*member).to_owned(), globs.clone());
            }
            self.add(PythonCall {
                service,
                operation,
                arguments,
                at: place(at.range()),
                what: format!("calls `{name}` of a `{}` of `{}`", object.kind, object.service),
            });
        }
        Some(())
    }

    /// What is put into a list or a map.
    pub(super) fn contained(&mut self, call: &ExprCall) {
        let Expr::Attribute(attribute) = &*call.func else { return };
        let keywords = call.arguments.keywords.iter().map(|keyword| &keyword.value);
        for argument in call.arguments.args.iter().chain(keywords) {
            let values = self.values(argument);
            if values.calls_aws() {
                self.bind_container(&attribute.value, values);
            }
        }
    }

    /// An attribute that is read, of a thing that is looked up for it.
    pub(super) fn read(&mut self, attribute: &ExprAttribute) {
        let name = attribute.attr.as_str();
        if self.called.contains(&attribute.range())
            || !attribute.ctx.is_load()
            || !objects::is_loaded(name)
        {
            return;
        }
        for thing in self.values(&attribute.value).iter() {
            if let Thing::Object(object) = thing
                && objects::method(object, name).is_none()
            {
                self.object_calls(object, "load", attribute, Arguments::default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TOLD;

    #[test]
    fn what_a_session_tells_is_sorted() {
        assert!(TOLD.is_sorted());
    }
}
