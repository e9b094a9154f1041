//! What is handed on as a value: to functions of the script, and to code that is not to be seen.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use crate::aws::Service;

use super::super::arguments::Arguments;
use super::PythonCall;
use super::boto3;
use super::evaluate::is_of_container;
use super::given::arguments;
use super::names::Parameters;
use super::values::{Thing, Values};
use super::walk::{Walker, place};

/// Functions that call what they are given with the arguments behind it. Sorted.
pub(super) const INVOKERS: &[&str] = &[
    "apply",
    "apply_async",
    "call_soon",
    "filter",
    "map",
    "partial",
    "run_in_executor",
    "starmap",
    "submit",
    "to_thread",
];

/// Those that take the members of a call of AWS with them, and no more come later. Sorted.
const AT_ONCE: &[&str] = &["submit", "to_thread"];

impl Walker<'_> {
    /// Hands arguments to the parameters of a function of the script.
    pub(super) fn local_call(&mut self, number: usize, call: &ExprCall) {
        let parameters = self.names.parameters(number);
        // What stands before a method is its first parameter.
        let skipped = usize::from(call.func.is_attribute_expr() && parameters.has_self());
        self.give(number, skipped, call.arguments.args.iter());
        self.give_keywords(number, &parameters, call);
    }

    /// Makes an object of a class of the script.
    pub(super) fn made_of_class(&mut self, class: usize, call: &ExprCall) {
        if let Some(number) = self.names.maker(class) {
            let parameters = self.names.parameters(number);
            self.give(number, 1, call.arguments.args.iter());
            self.give_keywords(number, &parameters, call);
            return;
        }
        // A class without `__init__` has that of another, or keeps its keywords as attributes.
        let makers = self.names.attribute("__init__").cloned().unwrap_or_default();
        for thing in makers.iter() {
            if let Thing::Function(number) = thing {
                let parameters = self.names.parameters(*number);
                self.give(*number, 1, call.arguments.args.iter());
                self.give_keywords(*number, &parameters, call);
            }
        }
        for keyword in &call.arguments.keywords {
            if let Some(name) = &keyword.arg {
                let values = self.values(&keyword.value);
                self.names.bind_attribute(name.as_str(), values);
            }
        }
        if makers.len() == 0 {
            let values: Vec<Values> =
                call.arguments.args.iter().map(|it| self.values(it)).collect();
            self.say_lost(call, &values);
        }
    }

    /// Binds parameters, in order, to arguments.
    fn give<'e>(&mut self, number: usize, skipped: usize, given: impl Iterator<Item = &'e Expr>) {
        let Parameters { list, rest, .. } = self.names.parameters(number);
        let mut place = skipped;
        for argument in given {
            let values = self.values(argument);
            if argument.is_starred_expr() {
                // Any of what follows may be among them.
                for name in list.iter().skip(place).chain(&rest) {
                    self.names.bind(number, name, values.clone());
                }
                continue;
            }
            if let Some(name) = list.get(place).or(rest.as_ref()) {
                self.names.bind(number, name, values);
            }
            place += 1;
        }
    }

    fn give_keywords(&mut self, number: usize, parameters: &Parameters, call: &ExprCall) {
        for keyword in &call.arguments.keywords {
            let values = self.values(&keyword.value);
            match &keyword.arg {
                Some(name) if parameters.list.iter().any(|it| it == name.as_str()) => {
                    self.names.bind(number, name.as_str(), values);
                }
                Some(_) => {
                    if let Some(name) = &parameters.keywords {
                        self.names.bind(number, name, values);
                    }
                }
                None if values.calls_aws() => {
                    for name in parameters.all() {
                        self.names.bind(number, name, values.clone());
                    }
                }
                None => {}
            }
        }
    }

    /// A call of code that is not in the script: what it is given it may call.
    pub(super) fn leaving(&mut self, call: &ExprCall) {
        let name = match &*call.func {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => "",
        };
        let keywords = call.arguments.keywords.iter().map(|keyword| &keyword.value);
        let all: Vec<&Expr> = call.arguments.args.iter().chain(keywords).collect();
        let values: Vec<Values> = all.iter().map(|it| self.values(it)).collect();
        let mut is_for_function = false;
        for (place, (expr, given)) in all.iter().zip(&values).enumerate() {
            for thing in given.iter() {
                match thing {
                    Thing::Function(number) => {
                        self.handed_with(*number, (name, place), expr, call);
                        is_for_function = true;
                    }
                    Thing::Class(class) => {
                        is_for_function |= self.names.maker(*class).is_some();
                        if let Some(number) = self.names.maker(*class) {
                            self.give_all(number, &values);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.say_methods(call, name, &values);
        if !is_for_function {
            self.say_lost(call, &values);
        }
    }

    /// A function of the script that is handed to code which calls it.
    fn handed_with(
        &mut self,
        number: usize,
        (name, place): (&str, usize),
        function: &Expr,
        call: &ExprCall,
    ) {
        let parameters = self.names.parameters(number);
        let skipped = usize::from(function.is_attribute_expr() && parameters.has_self());
        let arguments = &call.arguments;
        let with =
            arguments.keywords.iter().find(|it| it.arg.as_ref().is_some_and(|it| it == "args"));
        if INVOKERS.contains(&name) {
            self.give(number, skipped, arguments.args.iter().skip(place + 1));
            self.give_keywords(number, &parameters, call);
        } else if let Some(Expr::Tuple(given)) = with.map(|it| &it.value) {
            self.give(number, skipped, given.elts.iter());
        } else if let Some(Expr::List(given)) = with.map(|it| &it.value) {
            self.give(number, skipped, given.elts.iter());
        }
        let keywords = arguments.keywords.iter().map(|keyword| &keyword.value);
        let all: Vec<Values> =
            arguments.args.iter().chain(keywords).map(|it| self.values(it)).collect();
        if !INVOKERS.contains(&name) {
            self.give_all(number, &all);
        }
    }

    /// Binds every parameter to whatever calls AWS among some values.
    fn give_all(&mut self, number: usize, all: &[Values]) {
        let parameters = self.names.parameters(number);
        for values in all.iter().filter(|it| it.calls_aws()) {
            for name in parameters.all().filter(|name| *name != "self") {
                self.names.bind(number, name, values.clone());
            }
        }
    }

    /// Bound methods that are handed on count as called.
    fn say_methods(&mut self, call: &ExprCall, name: &str, given: &[Values]) {
        for thing in given.iter().flat_map(Values::iter) {
            if let Thing::Part(object, method) = thing {
                let given = if AT_ONCE.contains(&name) {
                    arguments(self, call, &[])
                } else {
                    Arguments::unseen()
                };
                self.object_calls(object, method, call, given);
            }
            let Thing::Method(service, method) = thing else { continue };
            let Some(found) = Service::named(service) else { continue };
            let operations = match boto3::operations(found, method) {
                Some(operations) => operations,
                None if is_of_container(service, method) => continue,
                None => {
                    let what = format!(
                        "what is done with `{method}` of `{service}` behind this call is not to be seen"
                    );
                    self.unknown(call.range(), what);
                    continue;
                }
            };
            for operation in operations {
                let arguments = if INVOKERS.contains(&name) {
                    let mut given = arguments(self, call, &[]);
                    given.has_more |= !AT_ONCE.contains(&name);
                    given
                } else {
                    Arguments::unseen()
                };
                self.add(PythonCall {
                    service: found,
                    operation,
                    arguments,
                    at: place(call.range()),
                    what: format!("hands on `{method}` of `{service}`"),
                });
            }
        }
    }

    /// Clients and the like that are handed to code which is not in the script.
    fn say_lost(&mut self, call: &ExprCall, given: &[Values]) {
        for thing in given.iter().flat_map(Values::iter) {
            if matches!(thing, Thing::Method(..) | Thing::Part(..)) {
                continue;
            }
            for caller in Values::of(thing.clone()).callers() {
                let what = format!("what is done with {caller} behind this call is not to be seen");
                self.unknown(call.range(), what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, INVOKERS};

    #[test]
    fn invokers_are_sorted() {
        assert!(INVOKERS.is_sorted() && AT_ONCE.is_sorted());
    }
}
