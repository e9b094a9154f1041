//! Words that the findings of documents are made of.

use serde_json::Value;

/// A value in a message: texts in quotes, long ones cut.
pub(super) fn shown(value: &Value) -> String {
    const MOST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    format!("{cut}…")
}

/// What a value is, with its article.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

/// What the schema calls a type, with its article.
pub(super) fn json_type(name: &str) -> String {
    match name {
        "integer" => "an integer",
        "string" => "a string",
        "boolean" => "a boolean",
        "array" => "a list",
        "object" => "a map",
        other => other,
    }
    .to_owned()
}

/// Names with "or" between them.
pub(super) fn either(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(" or ")
}

/// A description of a schema as a clause: without its full stop, starting small.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        // An abbreviation keeps its letters.
        Some(_) if letters.clone().next().is_some_and(char::is_uppercase) => text.to_owned(),
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn an_abbreviation_keeps_its_letters() {
        assert_eq!(sentence("AWS keeps names that begin so."), "AWS keeps names that begin so");
        assert_eq!(sentence("A name."), "a name");
    }
}
