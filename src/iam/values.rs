//! What a value of a document may be at run time: literals, parameters with their limits, and
//! what only the run knows.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ssm::JsonMap;
use crate::ssm::reference::{Reference, reference_texts};

use super::glob::{Glob, product};
use super::pattern::globs_of_pattern;

/// The placeholders of an ARN, spelled as AWS's own reference spells them.
pub(super) const PARTITION: &str = "${Partition}";
pub(super) const REGION: &str = "${Region}";
pub(super) const ACCOUNT: &str = "${Account}";

/// What the values of one document are read with.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'d> {
    /// The document's parameters by name.
    pub(super) parameters: Option<&'d JsonMap>,
    /// What a parent gives this document's parameters; not there for a document on its own.
    pub(super) given: Option<BTreeMap<String, Vec<Glob>>>,
}

impl Scope<'_> {
    /// All that a value may be; a list is each of its items.
    pub(super) fn globs(&self, value: &Value) -> Vec<Glob> {
        match value {
            Value::String(text) => self.text(text),
            Value::Bool(_) | Value::Number(_) => vec![Glob::literal(&value.to_string())],
            Value::Array(items) => {
                let mut found: Vec<Glob> = items.iter().flat_map(|item| self.globs(item)).collect();
                found.sort();
                found.dedup();
                found
            }
            Value::Null | Value::Object(_) => Vec::new(),
        }
    }

    /// All that a text with references may be.
    pub(super) fn text(&self, text: &str) -> Vec<Glob> {
        let mut found = vec![Glob::pattern("")];
        let mut rest = text;
        for inner in reference_texts(text) {
            // The text of the reference, blanks and braces included, lies at the next braces
            // around it.
            let Some((before, behind)) = split_at_reference(rest, inner) else { break };
            found = product(&found, &[Glob::literal(before)]);
            found = product(&found, &self.reference(&Reference::parse(inner)));
            rest = behind;
        }
        product(&found, &[Glob::literal(rest)])
    }

    fn reference(&self, reference: &Reference<'_>) -> Vec<Glob> {
        match reference {
            Reference::Parameter(name) => self.parameter(name),
            Reference::Global("REGION") => vec![Glob::pattern(REGION)],
            Reference::Global("ACCOUNT_ID") => vec![Glob::pattern(ACCOUNT)],
            Reference::Global("AWS_PARTITION") => vec![Glob::pattern(PARTITION)],
            Reference::StepOutput { step, output } => {
                vec![Glob::anything(format!("output `{output}` of step `{step}`"))]
            }
            Reference::Variable(name) => vec![Glob::anything(format!("variable `{name}`"))],
            Reference::Global(name) | Reference::Automation(name) => {
                vec![Glob::anything(format!("`{name}`"))]
            }
            Reference::ParameterStore(name) | Reference::Secret(name) => {
                vec![Glob::anything(format!("the value of `{name}` in Parameter Store"))]
            }
            Reference::Other(text) => vec![Glob::anything(format!("`{text}`"))],
        }
    }

    fn parameter(&self, name: &str) -> Vec<Glob> {
        let definition = self.parameters.and_then(|all| all.get(name));
        let own = || definition.map_or_else(|| anything(name), |it| of_definition(name, it));
        let Some(given) = &self.given else { return own() };
        match given.get(name) {
            // What the parent gives is a net of its own; the finer of the two counts.
            Some(globs) if globs.iter().any(Glob::is_anything) => {
                let own = own();
                if own.iter().any(Glob::is_anything) { globs.clone() } else { own }
            }
            Some(globs) => globs.clone(),
            None => match definition.and_then(|it| it.get("default")) {
                Some(Value::String(text)) if !text.contains("{{") => vec![Glob::literal(text)],
                _ => own(),
            },
        }
    }
}

fn anything(name: &str) -> Vec<Glob> {
    vec![Glob::anything(format!("parameter `{name}`"))]
}

/// What the definition of a parameter lets through.
fn of_definition(name: &str, definition: &Value) -> Vec<Glob> {
    let allowed = definition.get("allowedValues").and_then(Value::as_array);
    if let Some(allowed) = allowed.filter(|values| !values.is_empty()) {
        let scope = Scope::default();
        let found: Vec<Glob> = allowed.iter().flat_map(|value| scope.globs(value)).collect();
        return product(&found, &[Glob::pattern("")]);
    }
    let pattern = definition.get("allowedPattern").and_then(Value::as_str);
    match pattern.and_then(globs_of_pattern) {
        Some(found) => {
            let why = format!("parameter `{name}` within its pattern");
            found.into_iter().map(|text| Glob::within(text, why.clone())).collect()
        }
        None => anything(name),
    }
}

/// What stands before and behind the first `{{ inner }}`.
fn split_at_reference<'t>(text: &'t str, inner: &str) -> Option<(&'t str, &'t str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find("{{")?;
        let after = text.get(open + 2..)?.trim_start();
        let behind = after.strip_prefix(inner).map(str::trim_start);
        if let Some(behind) = behind.and_then(|rest| rest.strip_prefix("}}")) {
            return Some((text.get(..open)?, behind));
        }
        from = open + 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Scope;

    #[track_caller]
    fn check(parameters: &Value, value: &Value, expected: &[&str]) {
        let scope = Scope { parameters: parameters.as_object(), given: None };
        let found: Vec<String> = scope.globs(value).into_iter().map(|glob| glob.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_literal_is_exact() {
        check(&json!({}), &json!(["i-1", "i-2"]), &["i-1", "i-2"]);
    }

    #[test]
    fn allowed_values_are_told_apart() {
        let parameters = json!({"Env": {"type": "String", "allowedValues": ["a", "b"]}});
        check(&parameters, &json!("x-{{ Env }}-{{Env}}"), &["x-a-a", "x-a-b", "x-b-a", "x-b-b"]);
    }

    #[test]
    fn a_pattern_narrows_and_a_plain_parameter_does_not() {
        let parameters = json!({
            "Id": {"type": "String", "allowedPattern": "^vol-[0-9a-f]+$"},
            "Any": {"type": "String"},
        });
        check(&parameters, &json!("{{ Id }}"), &["vol-*"]);
        check(&parameters, &json!("{{ Any }}"), &["*"]);
        check(&parameters, &json!("a{{ Any }}b{{ step.Out }}"), &["a*b*"]);
    }

    #[test]
    fn globals_are_placeholders() {
        let text = json!("arn:{{global:AWS_PARTITION}}:s3:::x-{{ global:REGION }}");
        check(&json!({}), &text, &["arn:${Partition}:s3:::x-${Region}"]);
    }
}
