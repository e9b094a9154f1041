//! Functions that say how a value reaches the document: `raw`, `unchecked`, `ssm`, `secret`, `s3`.

use indexmap::IndexMap;

use crate::hir::{Expr, ExprKind, Stage, Ty, Value};
use crate::ssm::reference::{Reference, references};
use crate::text::Name;

use super::super::{Body, Checker, errors};
use super::{Builtin, Call, Wants, Way, may, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "raw",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Special(raw),
    },
    Builtin {
        name: "s3",
        parameters: &[
            needs("bucket", Wants::Text),
            may("prefix", Wants::Text),
            may("region", Wants::Text),
        ],
        rest: None,
        way: Way::Special(s3),
    },
    Builtin {
        name: "secret",
        parameters: &[needs("name", Wants::Text)],
        rest: None,
        way: Way::Special(secret),
    },
    Builtin {
        name: "ssm",
        parameters: &[needs("name", Wants::Text)],
        rest: None,
        way: Way::Special(ssm),
    },
    Builtin {
        name: "unchecked",
        parameters: &[needs("value", Wants::Any)],
        rest: None,
        way: Way::Special(unchecked),
    },
];

/// The one text that a function takes, known at build time.
fn only_text(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<std::sync::Arc<str>> {
    let argument = cx.builtin_arguments(call)?.into_iter().next()?;
    match cx.known_value(&argument, &format!("the argument of `{}`", call.builtin.name))? {
        Value::String(text) | Value::Raw(text) => Some(text),
        _ => None,
    }
}

fn raw(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    match only_text(cx, call) {
        Some(text) => {
            for reference in references(&text) {
                if let Reference::Parameter(name) = reference
                    && let Some(binding) = cx.scopes.find(name)
                {
                    binding.used = true;
                }
            }
            Expr::constant(Value::Raw(text), Ty::string(), call.at)
        }
        None => Expr::error(call.at),
    }
}

/// A record of `bucket`, `prefix` and `region`, those that are given.
fn s3(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    const NAMES: [&str; 3] = ["bucket", "prefix", "region"];
    let mut fields = IndexMap::new();
    if cx.builtin_arguments(call).is_none() {
        return Expr::error(call.at);
    }
    for (next, argument) in call.written.arguments.iter().enumerate() {
        let name = match &argument.name {
            Some(name) => name.text.clone(),
            None => Name::new(NAMES.get(next).copied().unwrap_or("bucket")),
        };
        let place = format!("`{name}` of `s3`");
        match cx.build_value(&argument.value, &Ty::string(), &place) {
            Some((value, _)) => fields.insert(name, value),
            None => return Expr::error(call.at),
        };
    }
    let ty = Ty::record(fields.keys().map(|name| (name.clone(), Ty::string())));
    Expr::constant(Value::Record(fields), ty, call.at)
}

/// Names below this path are those of Secrets Manager, which takes other characters.
///
/// Source: "Referencing AWS Secrets Manager secrets from Parameter Store parameters", user guide.
const SECRETS_MANAGER: &str = "/aws/reference/secretsmanager/";

/// Whether this is a secret of Secrets Manager, named through Parameter Store.
fn is_secret_name(text: &str) -> bool {
    text.strip_prefix(SECRETS_MANAGER).is_some_and(|name| is_word(name, "/+=@"))
}

fn is_word(text: &str, more: &str) -> bool {
    let is_letter =
        |it: char| it.is_ascii_alphanumeric() || "_.-".contains(it) || more.contains(it);
    !text.is_empty() && text.chars().all(is_letter)
}

/// Whether Parameter Store can have this name, with or without a version or label, and the agent
/// reads it.
///
/// Source: the agent's pattern of `{{ssm:…}}`; `PSParameterName` in the API reference.
fn is_stored_name(text: &str) -> bool {
    // A parameter that another account shares is named by its ARN.
    if let Some(shared) = text.strip_prefix("arn:") {
        return is_word(shared, "/:");
    }
    match text.split_once(':') {
        Some((name, version)) => is_word(name, "/") && is_word(version, ""),
        None => is_word(text, "/"),
    }
}

fn ssm(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some(name) = only_text(cx, call) else { return Expr::error(call.at) };
    if !is_stored_name(&name) {
        let found = errors::bad_stored_name(call.at, "ssm", &name);
        return cx.refuse(found, call.at);
    }
    if cx.body != Body::ParameterDefault && !cx.is_abstract {
        let found = errors::ssm_outside_default(call.at, &name, cx.body);
        return cx.refuse(found, call.at);
    }
    Expr::run(ExprKind::SsmParameter(name), Ty::string(), call.at)
}

fn secret(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some(name) = only_text(cx, call) else { return Expr::error(call.at) };
    if !is_stored_name(&name) && !is_secret_name(&name) {
        let found = errors::bad_stored_name(call.at, "secret", &name);
        return cx.refuse(found, call.at);
    }
    if cx.body != Body::Command && !cx.is_abstract {
        let found = errors::secret_outside_command(call.at);
        return cx.refuse(found, call.at);
    }
    Expr { kind: ExprKind::Secret(name), ty: Ty::string(), stage: Stage::Node, at: call.at }
}

fn unchecked(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let arguments = cx.builtin_arguments(call);
    let Some(value) = arguments.and_then(|arguments| arguments.into_iter().next()) else {
        return Expr::error(call.at);
    };
    if value.as_const().is_some() {
        return Expr { at: call.at, ..value };
    }
    let (ty, stage) = (value.ty.clone(), value.stage);
    Expr { kind: ExprKind::Unchecked(Box::new(value)), ty, stage, at: call.at }
}
