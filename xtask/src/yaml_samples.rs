//! Writes pairs of YAML and JSON that mean the same, for readers in other languages to compare.

use std::fs;
use std::path::Path;

use ordain::emit::{to_json, to_yaml};
use serde_json::{Map, Value, json};

/// Writes `NAME.yaml` and `NAME.json` into `folder` for every tricky string, as a value, as a
/// key, in lists and deep inside.
pub fn write(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let rows: Value = serde_json::from_str(include_str!("../../tests/data/tricky_strings.json"))
        .map_err(|error| error.to_string())?;
    let strings: Vec<&str> =
        rows.as_array().into_iter().flatten().filter_map(|row| row["text"].as_str()).collect();
    for (number, text) in strings.iter().enumerate() {
        pair(folder, &format!("{number:03}-value"), &json!({ "a": text, "b": 1 }))?;
        pair(folder, &format!("{number:03}-key"), &json!({ *text: 1, "b": { *text: [text] } }))?;
        pair(folder, &format!("{number:03}-list"), &json!([text, [text], { "a": { "b": text } }]))?;
    }
    let all: Map<String, Value> =
        strings.iter().map(|text| ((*text).to_owned(), json!([text]))).collect();
    pair(folder, "all", &Value::Object(all))
}

fn pair(folder: &Path, name: &str, value: &Value) -> Result<(), String> {
    fs::write(folder.join(format!("{name}.yaml")), to_yaml(value))
        .and_then(|()| fs::write(folder.join(format!("{name}.json")), to_json(value)))
        .map_err(|error| error.to_string())
}
