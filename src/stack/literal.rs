//! Texts for templates of CloudFormation that only look as if they referred to something: the
//! `${AWS::Region}` of a script.

use serde_json::{Value, json};

/// What every template can refer to.
///
/// Source: "Pseudo parameters reference", template reference of CloudFormation.
const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// The value with every text taken apart that names in `${…}` what the template has. CloudFormation
/// itself replaces nothing outside of `Fn::Sub`, but nobody who reads the template, cfn-lint
/// included, can tell a text from a substitution that was forgotten.
pub(super) fn literal(value: &Value, is_resource: &dyn Fn(&str) -> bool) -> Value {
    match value {
        Value::String(text) => literal_text(text, is_resource),
        Value::Array(items) => items.iter().map(|item| literal(item, is_resource)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), literal(value, is_resource)))
            .collect(),
        other => other.clone(),
    }
}

/// The text, or its parts joined with nothing between them.
pub(super) fn literal_text(text: &str, is_resource: &dyn Fn(&str) -> bool) -> Value {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices("${") {
        let brace = at + 1;
        let inside = text.get(brace + 1..).and_then(|behind| behind.split_once('}'));
        let Some((name, _)) = inside else { break };
        // `Resource.Attribute` is a reference, too.
        let resource = name.split('.').next().unwrap_or(name);
        if PSEUDO_PARAMETERS.contains(&name) || is_resource(resource) {
            parts.extend(text.get(start..brace));
            start = brace;
        }
    }
    if parts.is_empty() {
        return json!(text);
    }
    parts.extend(text.get(start..));
    json!({ "Fn::Join": ["", parts] })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{PSEUDO_PARAMETERS, literal_text};

    fn of(text: &str) -> Value {
        literal_text(text, &|name| name == "DocumentAcme")
    }

    #[test]
    fn only_what_the_template_has_is_taken_apart() {
        assert_eq!(of("echo ${name} ${AWS::Other} $AWS {}"), "echo ${name} ${AWS::Other} $AWS {}");
        let parts = json!(["", ["a $", "{AWS::Region} ${x} $", "{DocumentAcme.Arn}"]]);
        assert_eq!(of("a ${AWS::Region} ${x} ${DocumentAcme.Arn}"), json!({ "Fn::Join": parts }));
        assert_eq!(of("${"), "${");
        assert!(PSEUDO_PARAMETERS.is_sorted());
    }
}
