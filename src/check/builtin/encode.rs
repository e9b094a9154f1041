//! Functions that write a value in another form.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::hir::Value;

use super::{Builtin, Run, Values, Wants, Way, is_string, may, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "base64",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::string(STANDARD.encode(values.text(0)))),
            result: is_string,
            run: Run::Never,
        },
    },
    Builtin {
        name: "json",
        parameters: &[needs("value", Wants::Json), may("indent", Wants::Whole)],
        rest: None,
        way: Way::Value { compute: json, result: is_string, run: Run::Script },
    },
    Builtin {
        name: "sha256",
        parameters: &[needs("text", Wants::Text)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::string(sha256_hex(values.text(0).as_bytes()))),
            result: is_string,
            run: Run::Never,
        },
    },
    Builtin {
        name: "yaml",
        parameters: &[needs("value", Wants::Json)],
        rest: None,
        way: Way::Value { compute: yaml, result: is_string, run: Run::Never },
    },
];

/// The digest in lower-case hexadecimal.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json(values: &Values<'_>) -> Result<Value, String> {
    let value = values.get(0).map_or(serde_json::Value::Null, to_json);
    let text = if values.get(1).is_some() {
        let width = usize::try_from(values.whole(1).clamp(0, 16)).unwrap_or(0);
        indented(&value, width)
    } else {
        value.to_string()
    };
    Ok(Value::string(text))
}

fn indented(value: &serde_json::Value, width: usize) -> String {
    let indent = " ".repeat(width);
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent.as_bytes());
    let mut bytes = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    match serde::Serialize::serialize(value, &mut writer) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => value.to_string(),
    }
}

fn yaml(values: &Values<'_>) -> Result<Value, String> {
    let value = values.get(0).map_or(serde_json::Value::Null, to_json);
    let text = serde_saphyr::to_string(&value).map_err(|problem| problem.to_string())?;
    Ok(Value::string(text))
}

/// A value as JSON; what JSON does not know becomes its text.
pub(in crate::check) fn to_json(value: &Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Record(fields) => Json::Object(
            fields.iter().map(|(name, value)| (name.to_string(), to_json(value))).collect(),
        ),
        other => Json::String(other.text().unwrap_or_default()),
    }
}
