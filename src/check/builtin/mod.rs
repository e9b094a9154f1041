//! The built-in functions: one table a family, sorted by name.

mod collection;
mod encode;
mod file;
mod number;
mod reference;
mod target;
mod template;
mod text;
mod time;
mod values;

pub(super) use encode::to_json;

use crate::hir::{Expr, ExprKind, Op, Stage, Ty, Value};
use crate::syntax::ast;
use crate::text::{FileSpan, Name, nearest};

use super::assign::is_open_result;
use super::{Checker, errors};

pub(crate) use time::place_in_call;
use values::Values;

/// A function that is there without being declared.
pub(super) struct Builtin {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [Parameter],
    /// What any number of further arguments must be.
    pub(super) rest: Option<Wants>,
    way: Way,
}

pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) wants: Wants,
    pub(super) required: bool,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Any,
    Text,
    Whole,
    /// `Int` or `Float`.
    Number,
    /// `Int`, `Float` or `Duration`.
    Quantity,
    /// A list of texts.
    Texts,
    List,
    /// A record or a map.
    Fields,
    /// A text, a list, a record or a map.
    Countable,
    /// What JSON can say.
    Json,
}

enum Way {
    /// A function of values. `Script` ones can be computed at run time, too.
    Value { compute: fn(&Values<'_>) -> Result<Value, String>, result: fn(&[Expr]) -> Ty, run: Run },
    /// A function that needs more than values.
    Special(fn(&mut Checker<'_>, &Call<'_>) -> Expr),
}

/// What becomes of a function whose arguments only the run knows.
#[derive(Clone, Copy, Debug)]
enum Run {
    /// A generated script computes it.
    Script,
    /// A generated script computes it, unless there is something wrong with the arguments.
    If(fn(&[Expr]) -> Result<(), String>),
    /// It is an error.
    Never,
}

/// A call of a built-in function.
pub(super) struct Call<'c> {
    pub(super) builtin: &'static Builtin,
    pub(super) written: &'c ast::CallExpr,
    pub(super) at: FileSpan,
}

const FAMILIES: [&[Builtin]; 8] = [
    collection::TABLE,
    encode::TABLE,
    file::TABLE,
    number::TABLE,
    reference::TABLE,
    target::TABLE,
    text::TABLE,
    time::TABLE,
];

/// The built-in function of a name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    FAMILIES.iter().copied().flatten().find(|function| function.name == name)
}

/// The names of all built-in functions.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    FAMILIES.iter().copied().flatten().map(|function| function.name)
}

impl Checker<'_> {
    pub(super) fn builtin(&mut self, call: &Call<'_>) -> Expr {
        match call.builtin.way {
            Way::Special(work) => work(self, call),
            Way::Value { compute, result, run } => {
                let Some(arguments) = self.builtin_arguments(call) else {
                    return Expr::error(call.at);
                };
                let values: Option<Vec<Value>> =
                    arguments.iter().map(|argument| argument.as_const().cloned()).collect();
                match values {
                    Some(values) => self.computed(call, compute, &values, result(&arguments)),
                    None => self.at_run(call, run, arguments, result),
                }
            }
        }
    }

    fn computed(
        &mut self,
        call: &Call<'_>,
        compute: fn(&Values<'_>) -> Result<Value, String>,
        values: &[Value],
        ty: Ty,
    ) -> Expr {
        match compute(&Values(values)) {
            Ok(value) => {
                self.spend(match &value {
                    Value::List(items) => items.len(),
                    Value::String(text) => text.len() / 64,
                    _ => 0,
                });
                let own = value.ty();
                let ty = if ty == Ty::Unknown { own } else { ty };
                Expr::constant(value, ty, call.at)
            }
            Err(problem) => {
                let found = errors::failed_call(call.at, call.builtin.name, &problem);
                self.refuse(found, call.at)
            }
        }
    }

    fn at_run(
        &mut self,
        call: &Call<'_>,
        run: Run,
        arguments: Vec<Expr>,
        result: fn(&[Expr]) -> Ty,
    ) -> Expr {
        let late = arguments.iter().find(|argument| argument.as_const().is_none());
        if let (Run::If(check), false) = (run, self.is_abstract)
            && let Err(problem) = check(&arguments)
        {
            let found = errors::failed_call(call.at, call.builtin.name, &problem);
            return self.refuse(found, call.at);
        }
        if let (Run::Never, false, Some(late)) = (run, self.is_abstract, late) {
            let found = errors::build_only_function(late, call.builtin.name);
            return self.refuse(found, call.at);
        }
        let stage = arguments.iter().map(|one| one.stage).max().unwrap_or(Stage::Run);
        let ty = result(&arguments);
        let op = Op::Function(Name::new(call.builtin.name));
        let kind = ExprKind::Op { op, operands: arguments };
        Expr { kind, ty, stage, at: call.at }
    }

    /// The arguments in the order of the parameters; optional ones that are not given are left
    /// out. Nothing after an error.
    pub(super) fn builtin_arguments(&mut self, call: &Call<'_>) -> Option<Vec<Expr>> {
        let parameters = call.builtin.parameters;
        let mut given: Vec<Option<Expr>> = parameters.iter().map(|_| None).collect();
        let mut rest = Vec::new();
        let mut is_whole = true;
        let mut next = 0;
        for argument in &call.written.arguments {
            match self.builtin_slot(call, argument, &mut next) {
                Some(Slot::Parameter(position, parameter)) => {
                    let value =
                        self.builtin_argument(call, parameter.name, parameter.wants, argument);
                    is_whole &= !value.is_error();
                    if let Some(slot) = given.get_mut(position)
                        && slot.replace(value).is_some()
                    {
                        let at = self.at(argument.span);
                        self.report(errors::duplicate_argument(at, parameter.name));
                    }
                }
                Some(Slot::Rest(wants)) => {
                    let value = self.builtin_argument(call, "value", wants, argument);
                    is_whole &= !value.is_error();
                    rest.push(value);
                }
                None => is_whole = false,
            }
        }
        let missing: Vec<&str> = parameters
            .iter()
            .zip(&given)
            .filter(|(parameter, value)| parameter.required && value.is_none())
            .map(|(parameter, _)| parameter.name)
            .collect();
        if !missing.is_empty() && is_whole {
            let at = self.at(call.written.arguments_span);
            let found =
                errors::missing_arguments(at, &format!("`{}`", call.builtin.name), &missing);
            self.report(found);
            return None;
        }
        is_whole.then(|| given.into_iter().flatten().chain(rest).collect())
    }

    /// Which parameter an argument is for.
    fn builtin_slot(
        &mut self,
        call: &Call<'_>,
        argument: &ast::Argument,
        next: &mut usize,
    ) -> Option<Slot> {
        let parameters = call.builtin.parameters;
        let words = format!("`{}`", call.builtin.name);
        if argument.spread {
            let at = self.at(argument.span);
            self.report(errors::no_spread(at, &words));
            return None;
        }
        if let Some(name) = &argument.name {
            let known = parameters.iter().position(|one| one.name == name.text);
            if let Some((position, parameter)) =
                known.and_then(|position| Some((position, parameters.get(position)?)))
            {
                return Some(Slot::Parameter(position, parameter));
            }
            let names: Vec<&str> = parameters.iter().map(|one| one.name).collect();
            let near = nearest(&name.text, names.iter().copied());
            let at = self.at(name.span);
            self.report(errors::unknown_argument(at, &name.text, &words, &names, near));
            return None;
        }
        let position = *next;
        *next += 1;
        match (parameters.get(position), call.builtin.rest) {
            (Some(parameter), _) => Some(Slot::Parameter(position, parameter)),
            (None, Some(wants)) => Some(Slot::Rest(wants)),
            (None, None) => {
                let at = self.at(argument.span);
                self.report(errors::too_many_arguments(at, &words, parameters.len()));
                None
            }
        }
    }

    fn builtin_argument(
        &mut self,
        call: &Call<'_>,
        name: &str,
        wants: Wants,
        argument: &ast::Argument,
    ) -> Expr {
        let place = format!("`{name}` of `{}`", call.builtin.name);
        let wanted = match wants {
            Wants::Text => Some(Ty::string()),
            Wants::Whole => Some(Ty::int()),
            Wants::Texts => Some(Ty::list(Ty::string())),
            Wants::Json => Some(Ty::Json),
            Wants::Any
            | Wants::Number
            | Wants::Quantity
            | Wants::List
            | Wants::Fields
            | Wants::Countable => None,
        };
        if let Some(wanted) = wanted {
            return self.expression_of(&argument.value, &wanted, &place);
        }
        let value = self.expression(&argument.value);
        if is_open_result(&value) {
            let misfit = errors::Misfit { at: value.at, place: &place, is_literal: false };
            let found = errors::may_be_absent(&misfit, &value.ty, value.ty.required());
            let at = value.at;
            return self.refuse(found, at);
        }
        if value.is_error() || wants.takes(value.ty.required()) {
            return value;
        }
        let found = errors::wrong_argument(value.at, &place, &value.ty, wants.words());
        let at = value.at;
        self.refuse(found, at)
    }
}

enum Slot {
    Parameter(usize, &'static Parameter),
    Rest(Wants),
}

impl Wants {
    fn takes(self, ty: &Ty) -> bool {
        let is_list = matches!(ty, Ty::List { .. });
        let is_record = matches!(ty, Ty::Record(_) | Ty::Map(_));
        let is_number = ty.is_number();
        match (self, ty) {
            (_, Ty::Unknown | Ty::Json) | (Wants::Any, _) => true,
            (Wants::Text, _) => ty.is_text(),
            (Wants::Whole, _) => ty.is_int(),
            (Wants::Number, _) => is_number,
            (Wants::Quantity, _) => is_number || *ty == Ty::Duration,
            (Wants::List | Wants::Texts, _) => is_list,
            (Wants::Fields, _) => is_record,
            (Wants::Countable, _) => is_list || is_record || ty.is_text(),
            (Wants::Json, _) => true,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Wants::Any => "any value",
            Wants::Text => "text",
            Wants::Whole => "a whole number",
            Wants::Number => "a number",
            Wants::Quantity => "a number or a duration",
            Wants::Texts => "a list of texts",
            Wants::List => "a list",
            Wants::Fields => "a record or a map",
            Wants::Countable => "a text, a list or a map",
            Wants::Json => "what JSON can say",
        }
    }
}

/// A required parameter of a table.
const fn needs(name: &'static str, wants: Wants) -> Parameter {
    Parameter { name, wants, required: true }
}

/// An optional parameter of a table.
const fn may(name: &'static str, wants: Wants) -> Parameter {
    Parameter { name, wants, required: false }
}

fn is_string(_: &[Expr]) -> Ty {
    Ty::string()
}

fn is_int(_: &[Expr]) -> Ty {
    Ty::int()
}

#[cfg(test)]
mod tests {
    use super::{FAMILIES, names};

    #[test]
    fn every_table_of_functions_is_sorted() {
        for family in FAMILIES {
            assert!(family.is_sorted_by_key(|function| function.name));
        }
    }

    #[test]
    fn no_function_is_there_twice() {
        let mut all: Vec<&str> = names().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
