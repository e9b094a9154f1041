//! `iam-wildcard`: a policy that allows everything.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind};
use crate::lint::api::operation;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::FileSpan;
use serde_json::Value as Json;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "iam-wildcard",
    title: "a policy that allows everything",
    group: Group::Security,
    page: page!("iam-wildcard"),
    look: Some(look),
    ..BASE
};

/// Members that hold a policy as a text, in small letters. Sorted.
const KEYS: [&str; 9] = [
    "accesspolicies",
    "assumerolepolicydocument",
    "attributevalue",
    "inlinepolicy",
    "policy",
    "policydocument",
    "policytext",
    "repositorypolicytext",
    "resourcepolicy",
];

/// Policies of AWS that allow every action.
const EVERYTHING: [&str; 1] = [":iam::aws:policy/AdministratorAccess"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut policies: Vec<(FileSpan, String)> = Vec::new();
    let texts = cx.texts.iter().filter(|it| is_policy(it.key));
    policies.extend(texts.map(|it| (it.at, it.text.to_owned())));
    let mut found = Vec::new();
    for (step, _) in cx.runbooks.iter().flat_map(|view| view.steps()) {
        step.inputs.iter().for_each(|(name, value)| with_holes(name, value, &mut policies));
        let is_attached = operation(step).is_some_and(|(_, name)| name.starts_with("Attach"));
        let named = ["PolicyArn", "ManagedPolicyArn"].into_iter().filter(|_| is_attached);
        for (_, value) in step.inputs.iter().filter(|(name, _)| named.clone().any(|it| it == name))
        {
            let arn = value.as_const().and_then(|it| it.as_str()).unwrap_or("");
            if EVERYTHING.iter().any(|it| arn.ends_with(it)) {
                found.push(finding(value.at, "every action"));
            }
        }
    }
    found.extend(policies.into_iter().filter_map(|(at, text)| {
        let policy: Json = serde_json::from_str(&quoted_references(&text)).ok()?;
        Some(finding(at, problem(&policy)?))
    }));
    found
}

fn finding(at: FileSpan, what: &str) -> Diagnostic {
    RULE.finding(at, format!("this policy allows {what}"))
        .label("more than is needed")
        .help("name the actions, the resources and the principals that are needed")
}

fn is_policy(name: &str) -> bool {
    KEYS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
}

/// Policies with values in them that only the run knows.
fn with_holes(key: &str, expr: &Expr, found: &mut Vec<(FileSpan, String)>) {
    match &expr.kind {
        ExprKind::Template(parts) if is_policy(key) => {
            let text = |part: &Expr| match part.as_const().and_then(|it| it.as_str()) {
                Some(text) => text.to_owned(),
                None => "{{ value }}".to_owned(),
            };
            found.push((expr.at, parts.iter().map(text).collect()));
        }
        ExprKind::Record(members) => {
            members.iter().for_each(|(name, value)| with_holes(name, value, found));
        }
        _ => expr.parts().into_iter().for_each(|part| with_holes(key, part, found)),
    }
}

/// The text of a policy, with references that stand for a whole value as texts.
fn quoted_references(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    let mut is_inside = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let reference = rest.strip_prefix("{{").filter(|_| !is_inside);
        if let Some((name, behind)) = reference.and_then(|it| it.split_once("}}"))
            && !name.contains('"')
        {
            quoted.push_str("\"{{ value }}\"");
            rest = behind;
            continue;
        }
        let length = letter.len_utf8() + if letter == '\\' { 1 } else { 0 };
        is_inside ^= letter == '"';
        let (taken, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        quoted.push_str(taken);
        rest = behind;
    }
    quoted
}

/// What of a policy allows everything.
fn problem(policy: &Json) -> Option<&'static str> {
    let statements = match policy.get("Statement")? {
        Json::Array(list) => list.iter().collect(),
        one => vec![one],
    };
    let mut allowing = statements.into_iter().filter(|it| {
        it.get("Effect").and_then(Json::as_str) == Some("Allow") && it.get("Condition").is_none()
    });
    allowing.find_map(|statement| {
        // In the policy of a resource `*` is that resource: what counts is who may.
        let is_of_resource =
            statement.get("Principal").is_some() || statement.get("NotPrincipal").is_some();
        if is_of_resource { open_to(statement) } else { allowed_by(statement) }
    })
}

/// Whom a policy of a resource lets in, where that is everybody.
fn open_to(statement: &Json) -> Option<&'static str> {
    let is_star: fn(&str) -> bool = |it| it == "*";
    let anybody = match statement.get("Principal") {
        Some(Json::String(who)) => who == "*",
        Some(Json::Object(kinds)) => kinds.get("AWS").is_some_and(|value| any_text(value, is_star)),
        _ => return Some("everybody but some"),
    };
    anybody.then_some("everybody")
}

/// What a policy of an identity allows, where that is too much.
fn allowed_by(statement: &Json) -> Option<&'static str> {
    let has = |member: &str, test: fn(&str) -> bool| {
        statement.get(member).is_some_and(|value| any_text(value, test))
    };
    let is_everywhere = has("Resource", is_every_resource);
    if has("Action", |it| it == "*" || it == "*:*") {
        Some("every action")
    } else if has("Action", |it| it.ends_with(":*")) && is_everywhere {
        Some("every action of a service on every resource")
    } else if statement.get("NotAction").is_some() && is_everywhere {
        Some("every action but some")
    } else if has("Action", names_pass_role) && has("Resource", is_every_role) {
        Some("every role to be handed on")
    } else {
        None
    }
}

/// `*`, and an ARN that names nothing behind its service and place.
fn is_every_resource(resource: &str) -> bool {
    resource == "*" || resource.splitn(6, ':').nth(5) == Some("*")
}

fn is_every_role(resource: &str) -> bool {
    is_every_resource(resource) || resource.starts_with("arn:") && resource.ends_with(":role/*")
}

/// Whether the action, with its `*`, covers `iam:PassRole`.
fn names_pass_role(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    match action.split_once('*') {
        Some((before, behind)) => {
            before.starts_with("iam:") && "iam:passrole".starts_with(before) && behind.is_empty()
        }
        None => action == "iam:passrole",
    }
}

fn any_text(value: &Json, test: fn(&str) -> bool) -> bool {
    match value {
        Json::String(text) => test(text),
        Json::Array(items) => items.iter().filter_map(Json::as_str).any(test),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYS, is_every_resource, is_every_role, names_pass_role, quoted_references};

    #[test]
    fn the_table_is_sorted() {
        assert!(KEYS.is_sorted());
    }

    #[test]
    fn references_outside_of_texts_become_texts() {
        let quoted = quoted_references(r#"{"a": {{ X }}, "b": "{{ Y }}\"{{", "c": [{{Z}}]}"#);
        let known = r#"{"a": "{{ value }}", "b": "{{ Y }}\"{{", "c": ["{{ value }}"]}"#;
        assert_eq!(quoted, known);
    }

    #[test]
    fn a_star_covers_what_it_stands_before() {
        for resource in ["*", "arn:aws:s3:::*", "arn:aws:logs:*:*:*"] {
            assert!(is_every_resource(resource), "{resource}");
        }
        for resource in [
            "arn:aws:s3:::bucket/*",
            "arn:aws:sns:us-east-1:1:topic",
            "arn:aws:x:*",
            "arn:aws:lambda:*:*:function:*",
        ] {
            assert!(!is_every_resource(resource), "{resource}");
        }
        assert!(is_every_role("arn:aws:iam::{{ value }}:role/*"));
        assert!(!is_every_role("arn:aws:iam::1:role/app-*"));
        assert!(names_pass_role("iam:Pass*") && names_pass_role("iam:PassRole"));
        assert!(!names_pass_role("iam:Get*") && !names_pass_role("iam:PassRoleX"));
    }
}
