//! `iam-wildcard`: a policy that allows everything.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use serde_json::Value as Json;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "iam-wildcard",
    title: "a policy that allows everything",
    group: Group::Security,
    page: page!("iam-wildcard"),
    look: Some(look),
    ..BASE
};

/// Inputs that hold a policy, as text or as a record.
const KEYS: &[&str] =
    &["PolicyDocument", "Policy", "AssumeRolePolicyDocument", "ResourcePolicy", "PolicyText"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let policies = cx.texts.iter().filter(|it| KEYS.contains(&it.key));
    policies
        .filter_map(|it| {
            let policy: Json = serde_json::from_str(it.text).ok()?;
            Some((it.at, problem(&policy)?))
        })
        .map(|(at, what)| {
            RULE.finding(at, format!("this policy allows {what}"))
                .label("more than is needed")
                .help("name the actions, the resources and the principals that are needed")
        })
        .collect()
}

/// What of a policy allows everything.
fn problem(policy: &Json) -> Option<&'static str> {
    let statements = match policy.get("Statement")? {
        Json::Array(list) => list.iter().collect(),
        one => vec![one],
    };
    let allows = statements.into_iter().filter(|it| {
        it.get("Effect").and_then(Json::as_str) == Some("Allow") && it.get("Condition").is_none()
    });
    allows.into_iter().find_map(|statement| {
        let has = |member: &str, test: fn(&str) -> bool| {
            statement.get(member).is_some_and(|value| any_text(value, test))
        };
        let is_star: fn(&str) -> bool = |it| it == "*";
        if has("Action", is_star) {
            return Some("every action");
        }
        if has("Action", |it| it.ends_with(":*")) && has("Resource", is_star) {
            return Some("every action of a service on every resource");
        }
        if has("Action", |it| it.eq_ignore_ascii_case("iam:PassRole")) && has("Resource", is_star) {
            return Some("every role to be handed on");
        }
        let anybody = match statement.get("Principal") {
            Some(Json::String(who)) => who == "*",
            Some(Json::Object(kinds)) => {
                kinds.get("AWS").is_some_and(|value| any_text(value, is_star))
            }
            _ => false,
        };
        anybody.then_some("everybody")
    })
}

fn any_text(value: &Json, test: fn(&str) -> bool) -> bool {
    match value {
        Json::String(text) => test(text),
        Json::Array(items) => items.iter().filter_map(Json::as_str).any(test),
        _ => false,
    }
}
