//! Whether the values that a run is given fit the parameters of the document.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::ssm::{DataType, ParameterType, pattern};

/// Why the values do not fit: the first that does not, with what fits. `declared` are the
/// parameters of the document's content.
pub(super) fn misfit(
    declared: &Map<String, Value>,
    given: &BTreeMap<String, Vec<String>>,
) -> Option<String> {
    given.iter().find_map(|(name, values)| {
        let parameter = declared.get(name)?;
        let why = why_not(parameter, values)?;
        let about = parameter["description"].as_str().map(|about| format!(" ({about})"));
        Some(format!("`{name}`{} {why}", about.unwrap_or_default()))
    })
}

fn why_not(parameter: &Value, values: &[String]) -> Option<String> {
    let kind = ParameterType::parse(parameter["type"].as_str()?)?;
    let is_list = matches!(kind.data_type(), DataType::StringList | DataType::MapList);
    if !is_list && values.len() > 1 {
        return Some(format!(
            "is of type {kind}, which has one value, and is given {}",
            values.len()
        ));
    }
    let bound = |member: &str| parameter[member].as_u64().and_then(|it| usize::try_from(it).ok());
    let (least, most) = (bound("minItems").unwrap_or(0), bound("maxItems").unwrap_or(usize::MAX));
    // One text may be a whole list, written as JSON.
    if is_list && values.len() > 1 && !(least..=most).contains(&values.len()) {
        let most = bound("maxItems").map_or_else(String::new, |most| format!(" to {most}"));
        return Some(format!("takes {least}{most} values, and is given {}", values.len()));
    }
    values.iter().find_map(|value| not_allowed(kind, is_list, (parameter, value)))
}

fn not_allowed(
    kind: ParameterType,
    is_list: bool,
    (parameter, value): (&Value, &str),
) -> Option<String> {
    // A reference to Parameter Store is known only when it runs, a list as JSON is read there.
    if value.contains("{{") || (is_list && value.starts_with('[')) {
        return None;
    }
    let is_of_type = match kind.data_type() {
        DataType::Integer => value.parse::<i64>().is_ok(),
        DataType::Boolean => ["true", "false"].contains(&value.to_ascii_lowercase().as_str()),
        _ => true,
    };
    if !is_of_type {
        return Some(format!("is of type {kind}, and `{value}` is none"));
    }
    let matches = |pattern: &&str| pattern::matches(pattern, value);
    if kind.pattern().as_ref().is_some_and(|pattern| !matches(pattern)) {
        return Some(format!("is of type {kind}, and `{value}` is none"));
    }
    if let Some(allowed) = parameter["allowedValues"].as_array() {
        let allowed: Vec<String> = allowed.iter().map(text).collect();
        if !allowed.iter().any(|one| one == value) {
            return Some(format!("is one of {}, and not `{value}`", allowed.join(", ")));
        }
    }
    let pattern = parameter["allowedPattern"].as_str();
    if let Some(pattern) = pattern.filter(|pattern| !matches(pattern)) {
        return Some(format!("matches `{pattern}`, and `{value}` does not"));
    }
    let bound = |member: &str| parameter[member].as_u64().and_then(|it| usize::try_from(it).ok());
    let (least, most) = (bound("minChars").unwrap_or(0), bound("maxChars").unwrap_or(usize::MAX));
    let length = value.chars().count();
    (!(least..=most).contains(&length)).then(|| {
        let most = bound("maxChars").map_or_else(String::new, |most| format!(" to {most}"));
        format!("has {least}{most} characters, and `{value}` has {length}")
    })
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::misfit;

    #[track_caller]
    fn check(parameter: Value, values: &[&str], wanted: Option<&str>) {
        let declared = json!({ "P": parameter });
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        let given = BTreeMap::from([("P".to_owned(), values)]);
        let declared = declared.as_object().expect("a map");
        assert_eq!(misfit(declared, &given).as_deref(), wanted);
    }

    #[test]
    fn a_value_is_of_its_type() {
        let node = json!({ "type": "AWS::EC2::Instance::Id", "description": "The node" });
        let wanted = "`P` (The node) is of type AWS::EC2::Instance::Id, and `nope` is none";
        check(node.clone(), &["nope"], Some(wanted));
        check(node.clone(), &["i-0123456789abcdef0"], None);
        check(node, &["{{ ssm:/node }}"], None);
        let count = json!({ "type": "Integer" });
        check(count.clone(), &["x"], Some("`P` is of type Integer, and `x` is none"));
        check(count, &["3"], None);
        check(
            json!({ "type": "Boolean" }),
            &["yes"],
            Some("`P` is of type Boolean, and `yes` is none"),
        );
    }

    #[test]
    fn only_a_list_has_several_values() {
        let wanted = "`P` is of type String, which has one value, and is given 2";
        check(json!({ "type": "String" }), &["a", "b"], Some(wanted));
        check(json!({ "type": "StringList" }), &["a", "b"], None);
        let wanted = "`P` takes 0 to 1 values, and is given 2";
        check(json!({ "type": "StringList", "maxItems": 1 }), &["a", "b"], Some(wanted));
    }

    #[test]
    fn a_value_is_one_that_the_document_allows() {
        let mode = json!({ "type": "String", "allowedValues": ["scan", "install"] });
        check(mode.clone(), &["drop"], Some("`P` is one of scan, install, and not `drop`"));
        check(mode, &["scan"], None);
        let name = json!({ "type": "String", "allowedPattern": "^[a-z]+$" });
        check(name.clone(), &["A"], Some("`P` matches `^[a-z]+$`, and `A` does not"));
        check(name, &["a"], None);
        let short = json!({ "type": "String", "maxChars": 2 });
        check(short, &["abc"], Some("`P` has 0 to 2 characters, and `abc` has 3"));
    }
}
