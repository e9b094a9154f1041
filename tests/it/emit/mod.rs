//! What is emitted is read back as what was meant.

use ordain::emit::{to_json, to_yaml};
use serde_json::{Value, json};

/// Every tricky string, with its kind.
fn tricky_strings() -> Vec<(String, String)> {
    let rows: Value =
        serde_json::from_str(include_str!("../../data/tricky_strings.json")).expect("a list");
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    rows.as_array()
        .expect("a list")
        .iter()
        .map(|row| (text(row, "kind"), text(row, "text")))
        .collect()
}

#[track_caller]
fn check_read_back(what: &str, value: &Value) {
    let yaml = to_yaml(value);
    let back: Value = serde_saphyr::from_str(&yaml).unwrap_or_else(|error| {
        panic!("{what}: does not read back: {error}\n{yaml}");
    });
    assert_eq!(&back, value, "{what}\n{yaml}");
    let back: Value = serde_json::from_str(&to_json(value)).expect("JSON");
    assert_eq!(&back, value, "{what}");
}

#[track_caller]
fn check_yaml(value: &Value, expected: &str) {
    assert_eq!(to_yaml(value), expected);
}

#[test]
fn tricky_strings_are_read_back_as_values_and_as_keys() {
    let strings = tricky_strings();
    assert!(strings.len() >= 81, "only {} strings", strings.len());
    for (kind, text) in &strings {
        check_read_back(kind, &json!(text));
        check_read_back(kind, &json!({ "a": text, "b": 1 }));
        check_read_back(kind, &json!({ text: 1, "b": { text: { text: text } } }));
        check_read_back(
            kind,
            &json!([text, [text, text], [{ text: [text] }], { "a": { "b": text } }]),
        );
    }
}

#[test]
fn tricky_strings_keep_their_meaning_side_by_side() {
    let strings = tricky_strings();
    let list: Vec<&str> = strings.iter().map(|(_, text)| text.as_str()).collect();
    let map: serde_json::Map<String, Value> =
        strings.iter().map(|(kind, text)| (text.clone(), json!(kind))).collect();
    check_read_back("list", &json!(list));
    check_read_back("map", &Value::Object(map));
}

#[test]
fn a_script_is_a_literal_block() {
    check_yaml(
        &json!({ "inputs": { "Script": "def main(e, c):\n    return {}\n" } }),
        "inputs:\n  Script: |\n    def main(e, c):\n        return {}\n",
    );
}

#[test]
fn a_schema_version_is_quoted() {
    check_yaml(&json!({ "schemaVersion": "0.3" }), "schemaVersion: \"0.3\"\n");
}

#[test]
fn a_long_line_is_not_folded() {
    let long = "word ".repeat(100) + "end";
    check_yaml(&json!({ "description": long }), &format!("description: {long}\n"));
    check_yaml(&json!({ "a": format!("x\n{long}\n") }), &format!("a: |\n  x\n  {long}\n"));
}

#[test]
fn a_reference_is_quoted() {
    check_yaml(&json!({ "a": "{{ X }}" }), "a: \"{{ X }}\"\n");
}

#[test]
fn empty_collections_stay_collections() {
    check_yaml(&json!({ "inputs": {}, "list": [] }), "inputs: {}\nlist: []\n");
}

#[test]
fn json_keeps_letters_beyond_ascii_and_ends_with_a_newline() {
    assert_eq!(to_json(&json!({ "설명": "é" })), "{\n  \"설명\": \"é\"\n}\n");
}

#[test]
fn numbers_and_booleans_stay_what_they_are() {
    check_read_back("scalars", &json!([0, -1, 1.5, 1e300, true, false, null, u64::MAX]));
}
