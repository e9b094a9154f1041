//! `secret-in-text`: a secret in a text or a script.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, Step, Value};
use crate::lint::api::{input, input_text, operation};
use crate::lint::context::{Context, TextRole, TextView};
use crate::lint::names::{is_secret, is_secret_value};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::secrets::named_secrets;
use crate::text::FileSpan;
use regex::{Regex, RegexSet};
use serde_json::Value as Json;
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "secret-in-text",
    title: "a secret in a text or a script",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("secret-in-text"),
    look: Some(look),
    ..BASE
};

/// The beginnings of texts that are secrets by their form, and what they are.
const FORMS: &[(&str, &str)] = &[
    (r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b", "the id of an access key of AWS"),
    (r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----", "a private key"),
    (r"\bgh[pousr]_[A-Za-z0-9]{36}\b", "a token of GitHub"),
    (r"\bgithub_pat_[A-Za-z0-9_]{40,}", "a token of GitHub"),
    (r"\bglpat-[A-Za-z0-9_-]{20}\b", "a token of GitLab"),
    (r"\bhvs\.[A-Za-z0-9_-]{24,}", "a token of Vault"),
    (r"\bnpm_[A-Za-z0-9]{36}\b", "a token of npm"),
    (r"\bsk_live_[A-Za-z0-9]{24,}", "a key of Stripe"),
    (r"\bxox[abprs]-[A-Za-z0-9-]{10,}", "a token of Slack"),
];

/// All forms at once: one look at a text that holds none.
static ANY: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(FORMS.iter().map(|(form, _)| form)).ok());

/// Compiles the forms, which takes longer than the look at most documents.
pub fn warm() {
    LazyLock::force(&ANY);
}

/// Members that hold a name, and those that hold its value. In small letters.
const PAIRS: [(&str, &str); 4] = [
    ("key", "value"),
    ("name", "value"),
    ("optionname", "value"),
    ("parameterkey", "parametervalue"),
];

const BY_NAME: &str = "a secret by its name";

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = cx.texts.iter().filter_map(in_text).collect();
    for script in &cx.scripts {
        for (stretch, what) in secrets_in(&script.text) {
            found.push(finding(cx.in_script(script, stretch), what));
        }
        for stretch in named_secrets(cx, script) {
            found.push(finding(cx.in_script(script, stretch), BY_NAME));
        }
    }
    for (step, _) in cx.runbooks.iter().flat_map(|view| view.steps()) {
        let mut places = Vec::new();
        step.inputs.iter().for_each(|(_, value)| pairs(value, &mut places));
        places.extend(secure_parameter(step));
        found.extend(places.into_iter().map(|at| finding(at, BY_NAME)));
    }
    found
}

fn in_text(text: &TextView<'_>) -> Option<Diagnostic> {
    if let Some((_, what)) = secrets_in(text.text).first() {
        return Some(finding(text.at, what));
    }
    // Of `temp-{{ Suffix }}` nobody has written the secret.
    let is_named = !text.is_part && is_secret(text.key, text.text) || holds_secret(text);
    (text.role != TextRole::Default && is_named).then(|| finding(text.at, BY_NAME))
}

/// Whether the value of a secret is an object whose members are secrets.
fn holds_secret(text: &TextView<'_>) -> bool {
    if !text.key.eq_ignore_ascii_case("SecretString") || !text.text.trim().starts_with('{') {
        return false;
    }
    let members: Option<Json> = serde_json::from_str(text.text).ok();
    let members = members.as_ref().and_then(Json::as_object);
    members.is_some_and(|it| {
        it.iter().any(|(name, value)| value.as_str().is_some_and(|value| is_secret(name, value)))
    })
}

/// The value of a parameter that is to be kept as a secret.
fn secure_parameter(step: &Step) -> Option<FileSpan> {
    let is_put = operation(step).is_some_and(|(_, name)| name == "PutParameter");
    let value = input(step, "Value").filter(|_| is_put)?;
    let is_secure = input_text(step, "Type") == Some("SecureString");
    let text = value.as_const().and_then(Value::as_str)?;
    (is_secure && is_secret_value(text)).then_some(value.at)
}

/// Records of a name and a value: `{name: DB_PASSWORD, value: …}`.
fn pairs(expr: &Expr, found: &mut Vec<FileSpan>) {
    match &expr.kind {
        ExprKind::Const(value) => {
            if value_pairs(value) {
                found.push(expr.at);
            }
        }
        ExprKind::Record(members) => {
            let text = |wanted: &str| {
                let mut known = members.iter().filter(|it| it.0.eq_ignore_ascii_case(wanted));
                known.next().and_then(|it| Some((it.1.as_const()?.as_str()?, it.1.at)))
            };
            let pair = PAIRS.iter().find_map(|(name, value)| Some((text(name)?.0, text(value)?)));
            if let Some((name, (value, at))) = pair
                && is_secret(name, value)
            {
                found.push(at);
            }
            members.iter().for_each(|(_, value)| pairs(value, found));
        }
        _ => expr.parts().into_iter().for_each(|part| pairs(part, found)),
    }
}

fn value_pairs(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(value_pairs),
        Value::Record(members) => {
            let text = |wanted: &str| {
                let mut known = members.iter().filter(|it| it.0.eq_ignore_ascii_case(wanted));
                known.next().and_then(|it| it.1.as_str())
            };
            let is_pair = |(name, value): &(&str, &str)| Some(is_secret(text(name)?, text(value)?));
            PAIRS.iter().any(|pair| is_pair(pair) == Some(true))
                || members.values().any(value_pairs)
        }
        _ => false,
    }
}

/// All secrets of a text by their form.
fn secrets_in(text: &str) -> Vec<((usize, usize), &'static str)> {
    let Some(which) = ANY.as_ref().map(|any| any.matches(text)) else { return Vec::new() };
    let forms = which.iter().filter_map(|number| FORMS.get(number));
    let found = forms.flat_map(|(form, what)| {
        let form = Regex::new(form).ok();
        let all: Vec<(usize, usize)> = form
            .iter()
            .flat_map(|form| form.find_iter(text))
            // Keys of the documentation of AWS end like this, and open nothing.
            .filter(|at| !at.as_str().ends_with("EXAMPLE"))
            .map(|at| (at.start(), at.end()))
            .collect();
        all.into_iter().map(|at| (at, *what))
    });
    found.collect()
}

fn finding(at: FileSpan, what: &str) -> Diagnostic {
    RULE.finding(at, format!("this text holds {what}"))
        .label("everybody who may read the document reads it")
        .note("documents have no secret parts: every version of them is kept in clear text")
        .help(
            "take it out, make a new one, keep that in Secrets Manager or Parameter Store, and \
             let the step read it",
        )
}
