//! `invoke LAMBDA(…)`: one call of a Lambda function.

use crate::hir::{Expr, ExprKind, ListPart, Op, Ty, Value};
use crate::syntax::ast::{Argument, DocumentCall, DocumentName};
use crate::text::{FileSpan, Name};

use super::api::constant;
use super::clauses::STEP_CLAUSES;
use super::errors;
use super::names::camel_case;
use super::script::record_of;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::words::action_of;

impl RunbookCheck<'_> {
    pub(super) fn invoke(&mut self, site: &Site<'_>, call: &DocumentCall, into: Into<'_>) {
        let at = self.cx.at(call.document.span());
        let function = match &call.document {
            DocumentName::String { text, .. } => constant(text.as_str(), at),
            DocumentName::Expr(expr) => {
                self.cx.expression_of(expr, &Ty::string(), "the name of a function")
            }
        };
        let known = function.as_const().and_then(|value| value.as_str()).unwrap_or("");
        let name = camel_case(function_name(known), "invokeFunction");
        let mut draft = self.draft(action_of("invoke"), ("invoke", at), name);
        self.give(&mut draft, "FunctionName", function);
        if !call.arguments.is_empty() {
            let at = self.cx.at(call.arguments_span);
            let payload = self.payload(&call.arguments, ("invoke", at));
            self.give(&mut draft, "InputPayload", payload);
        }
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }

    /// The object that a function or script gets: the named arguments, or one whole map.
    pub(super) fn payload(&mut self, arguments: &[Argument], (word, at): (&str, FileSpan)) -> Expr {
        if let [only] = arguments
            && only.spread
        {
            return self.cx.expression_of(&only.value, &Ty::map(Ty::Json), "`..`");
        }
        let values = self.any_arguments(arguments, word);
        for (name, value) in &values {
            if let Some(null) = null_in(value) {
                self.cx.report(errors::null_argument(null, name, word));
            }
        }
        record_of(values, at)
    }

    /// Named arguments of any type.
    pub(super) fn any_arguments(
        &mut self,
        arguments: &[Argument],
        word: &str,
    ) -> Vec<(Name, Expr)> {
        let mut values: Vec<(Name, Expr)> = Vec::new();
        let mut seen: Vec<(Name, FileSpan)> = Vec::new();
        for argument in arguments {
            let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
                let at = self.cx.at(argument.span);
                self.cx.report(errors::positional_input(at, &format!("`{word}`")));
                continue;
            };
            let at = self.cx.at(name.span);
            let place = format!("`{}` of `{word}`", name.text);
            let value = self.cx.expression_of(&argument.value, &Ty::Json, &place);
            match seen.iter().find(|(known, _)| *known == name.text) {
                Some((_, first)) => {
                    self.cx.report(errors::duplicate_input(at, *first, &name.text));
                }
                None => {
                    seen.push((name.text.clone(), at));
                    values.push((name.text.clone(), value));
                }
            }
        }
        values
    }
}

/// The name of a function, of its ARN or of itself, without version or alias.
fn function_name(function: &str) -> &str {
    match function.split_once(":function:") {
        Some((_, name)) => name.split(':').next().unwrap_or(name),
        None => function.split(':').next().unwrap_or(function),
    }
}

/// The place of a null among what is handed over: SSM's inputs have none.
fn null_in(value: &Expr) -> Option<FileSpan> {
    match &value.kind {
        ExprKind::Const(known) => holds_null(known).then_some(value.at),
        ExprKind::List(parts) => parts.iter().find_map(|part| match part {
            ListPart::Item(item) | ListPart::Spread(item) => null_in(item),
        }),
        ExprKind::Record(fields) => fields.iter().find_map(|(_, field)| null_in(field)),
        ExprKind::Op { op: Op::If, operands } => operands.iter().skip(1).find_map(null_in),
        _ => None,
    }
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::List(items) => items.iter().any(holds_null),
        Value::Record(fields) => fields.values().any(holds_null),
        _ => false,
    }
}
