//! Whether what something gives a document fits the parameters that the document has.

use serde_json::{Map, Value};

/// Why arguments do not fit, one sentence each, in the order of names. What is no map has nothing
/// to say.
///
/// `filled_in` is a parameter that the service fills in with each target.
pub(super) fn misfits(content: &Value, given: &Value, filled_in: Option<&str>) -> Vec<String> {
    let empty = Map::new();
    let declared = content["parameters"].as_object().unwrap_or(&empty);
    let given = given.as_object().unwrap_or(&empty);
    let mut found = Vec::new();
    for (name, value) in given {
        match declared.get(name) {
            None => found.push(format!("it gives `{name}`, which the document no longer has")),
            Some(parameter) => {
                found.extend(not_allowed(name, parameter, value));
            }
        }
    }
    for (name, parameter) in declared {
        let is_given = given.contains_key(name) || filled_in == Some(name);
        if !is_given && parameter.get("default").is_none() {
            found.push(format!("it does not give `{name}`, which the document needs"));
        }
    }
    found
}

/// A text among the values that is none of the allowed ones. A reference to Parameter Store is
/// known only when it runs.
fn not_allowed(name: &str, parameter: &Value, given: &Value) -> Option<String> {
    let allowed = parameter["allowedValues"].as_array()?;
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let allowed: Vec<String> = allowed.iter().map(text).collect();
    let one = std::slice::from_ref(given);
    let values = given.as_array().map_or(one, Vec::as_slice).iter().map(text);
    let mut wrong = values.filter(|value| !value.contains("{{") && !allowed.contains(value));
    let wrong = wrong.next()?;
    Some(format!("it gives `{name}` the value \"{wrong}\", which is not allowed"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::misfits;

    #[test]
    fn arguments_must_be_declared_allowed_and_complete() {
        let content = json!({ "parameters": {
            "mode": { "type": "String", "allowedValues": ["scan", "install"] },
            "day": { "type": "String", "default": "" },
        } });
        let check = |given, filled_in| misfits(&content, &given, filled_in);
        assert_eq!(check(json!({ "mode": ["scan"] }), None), Vec::<String>::new());
        assert_eq!(check(json!({ "mode": "{{ ssm:/mode }}" }), None), Vec::<String>::new());
        assert_eq!(check(json!({}), Some("mode")), Vec::<String>::new());
        assert_eq!(
            check(json!({ "hour": ["1"] }), None),
            [
                "it gives `hour`, which the document no longer has",
                "it does not give `mode`, which the document needs"
            ]
        );
        let wrong = "it gives `mode` the value \"drop\", which is not allowed";
        assert_eq!(check(json!({ "mode": ["drop"] }), None), [wrong]);
    }
}
