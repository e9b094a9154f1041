//! Writes Rust literals, and runs rustfmt over the result.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The longest string literal that is kept on one line.
const WRAP_AT: usize = 72;

/// A string literal; a long one becomes `concat!` of pieces that end after a space.
pub fn string(text: &str) -> String {
    if text.chars().count() <= WRAP_AT {
        return format!("{text:?}");
    }
    let mut pieces = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let full = pieces.last().is_some_and(|piece| {
            !piece.is_empty() && piece.chars().count() + word.chars().count() > WRAP_AT
        });
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(word);
        }
    }
    let pieces: Vec<String> = pieces.iter().map(|piece| format!("{piece:?}")).collect();
    format!("concat!({})", pieces.join(", "))
}

/// `&["a", "b"]` from a JSON list of strings; nothing gives `&[]`.
pub fn strings(value: Option<&Value>) -> String {
    let items = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let items: Vec<String> = items.iter().filter_map(Value::as_str).map(string).collect();
    format!("&[{}]", items.join(", "))
}

/// `executeAwsApi` as the name of a file: `execute_aws_api`.
pub fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// The name of a module; keywords get `r#`.
pub fn module_name(name: &str) -> String {
    let snake = snake_case(name);
    if snake == "loop" { format!("r#{snake}") } else { snake }
}

/// The text as rustfmt lays it out with the settings of the repository at `root`.
pub fn format(text: &str, root: &Path) -> Result<String, String> {
    let mut child = Command::new("rustfmt")
        .arg("--edition=2024")
        .arg("--config-path")
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start rustfmt: {error}"))?;
    let mut input = child.stdin.take().ok_or("rustfmt has no standard input")?;
    input.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("rustfmt refused:\n{text}"));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
