//! The value of a parameter: of the source, or named for the deploy to take.

use crate::check::Checker;
use crate::check::request::errors;
use crate::hir::{RequestField, Ty, Value};
use crate::ssm::limits::{ADVANCED_VALUE, STANDARD_VALUE};
use crate::ssm::pattern;
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::FileSpan;

use super::super::Given;
use super::{SECURE, text};

/// Stands for a value that the deploy takes: `${env:NAME}`, `${file:PATH}`.
const OF_ENVIRONMENT: &str = "${env:";
const OF_FILE: &str = "${file:";

/// Reads `value`. A secret is never in the source: `env` and `read` of one are left to the deploy.
pub(super) fn value(
    cx: &mut Checker<'_>,
    given: &Given<'_, '_>,
    kind: &str,
    fields: &[RequestField],
) -> Option<RequestField> {
    let attribute = given.attributes.get("value")?;
    let expr = &attribute.value;
    let field =
        |text: String, at: FileSpan| RequestField { name: "Value", value: Value::string(text), at };
    let at = cx.at(expr.span);
    if let Some(argument) = called(expr, "env") {
        let name = source(cx, argument, at, "env(\"NAME\")")?;
        let letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        if name.is_empty() || !name.chars().all(letter) {
            cx.report(errors::bad_source(at, "env(\"NAME\")"));
        }
        return Some(field(format!("{}{name}}}", OF_ENVIRONMENT), at));
    }
    if kind == SECURE {
        let Some(argument) = called(expr, "read") else {
            cx.report(errors::secret_in_source(at));
            return None;
        };
        let path = source(cx, argument, at, "read(\"file\")")?;
        return Some(field(format!("{}{path}}}", OF_FILE), at));
    }
    let place = given.attributes.place("value");
    let known = if kind == "StringList" {
        list(cx, expr, &place).map(|(text, at)| field(text, at))?
    } else {
        let (value, at) = cx.build_value(expr, &Ty::string(), &place)?;
        field(value.as_str()?.to_owned(), at)
    };
    check_value(cx, &known, fields);
    Some(known)
}

/// The only argument of a call of a function, where the expression is one; nothing inside where
/// it has none or several.
fn called<'e>(expr: &'e Expr, name: &str) -> Option<Option<&'e Expr>> {
    let ExprKind::Call(call) = &expr.kind else { return None };
    let is_it = matches!(&call.callee.kind, ExprKind::Name(callee) if callee.text == name);
    is_it.then(|| match call.arguments.as_slice() {
        [argument] if argument.name.is_none() && !argument.spread => Some(&argument.value),
        _ => None,
    })
}

fn source(
    cx: &mut Checker<'_>,
    argument: Option<&Expr>,
    at: FileSpan,
    example: &str,
) -> Option<String> {
    let Some(argument) = argument else {
        cx.report(errors::bad_source(at, example));
        return None;
    };
    let (value, _) = cx.build_value(argument, &Ty::string(), "the source of a value")?;
    value.as_str().map(str::to_owned)
}

/// Texts with commas between them, which no text of the list can have.
fn list(cx: &mut Checker<'_>, expr: &Expr, place: &str) -> Option<(String, FileSpan)> {
    let (value, at) = cx.build_value(expr, &Ty::list(Ty::string()), place)?;
    let Value::List(items) = value else { return None };
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    if let Some(text) = texts.iter().find(|text| text.contains(',')) {
        let message = format!("\"{text}\" of a StringList has a comma");
        let rule = "commas stand between the texts of a list, and cannot be escaped";
        cx.report(errors::bad_parameter_value(at, message, rule));
    }
    Some((texts.join(","), at))
}

/// What is known of a value that stands in the source.
fn check_value(cx: &mut Checker<'_>, value: &RequestField, fields: &[RequestField]) {
    let Some(given) = value.value.as_str() else { return };
    if [OF_ENVIRONMENT, OF_FILE].iter().any(|begin| given.starts_with(*begin)) {
        let rule = "a text that begins so names a value for the deploy to take";
        let message = format!("the value begins with \"{}\"", given.get(..6).unwrap_or(given));
        cx.report(errors::bad_parameter_value(value.at, message, rule));
        return;
    }
    let limit = match text(fields, "Tier") {
        Some("Advanced" | "Intelligent-Tiering") => ADVANCED_VALUE.most,
        _ => STANDARD_VALUE.most,
    };
    if given.len() as u64 > limit {
        let message = format!("this value has {} bytes", given.len());
        let rule = format!(
            "a parameter of this tier takes {limit} bytes; `tier: \"Advanced\"` takes {}",
            ADVANCED_VALUE.most
        );
        cx.report(errors::bad_parameter_value(value.at, message, rule));
    }
    if given.is_empty() {
        let rule = "Parameter Store takes no empty value";
        cx.report(errors::bad_parameter_value(value.at, "this value is empty", rule));
    }
    if given.split_once("{{").is_some_and(|(_, rest)| rest.contains("}}")) {
        let rule = "Parameter Store takes no `{{ … }}` in a value: parameters do not nest";
        cx.report(errors::bad_parameter_value(value.at, "this value holds a reference", rule));
    }
    if let Some(wanted) = text(fields, "AllowedPattern").filter(|it| !it.is_empty())
        && !pattern::matches(wanted, given)
    {
        let message = format!("\"{given}\" does not match `allowed_pattern`");
        let rule = format!("Parameter Store holds every value to `{wanted}`");
        cx.report(errors::bad_parameter_value(value.at, message, rule));
    }
}
