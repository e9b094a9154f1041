//! Writes `stdlib/documents/*.ord`, the declarations of AWS's own documents, and their table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ordain::format;
use ordain::syntax::words;
use ordain::text::FileId;
use serde_json::{Map, Value};

/// Documents whose parameters differ from version to version, or whose names are inferred.
const OPEN: [&str; 2] = ["AWS-ApplyDSCMofs", "AmazonCloudWatch-ManageAgent"];

/// Writes all files anew from a JSON object: name of a document to what is known of it.
pub fn write(source: &Path) -> Result<(), String> {
    let text = fs::read_to_string(source).map_err(|error| error.to_string())?;
    let documents: BTreeMap<String, Value> =
        serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("stdlib/documents");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    for (name, document) in &documents {
        let text = declaration(name, document);
        let laid_out = format::format(&text, FileId::default())
            .map_err(|found| format!("{name}: {found:#?}"))?;
        write_file(&folder.join(format!("{name}.ord")), &laid_out)?;
    }
    let names: Vec<&str> = documents.keys().map(String::as_str).collect();
    write_file(&root.join("src/stdlib/documents.rs"), &table(&names))
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn table(names: &[&str]) -> String {
    let mut out = String::from("//! AWS's own documents and their declarations, sorted by name.\n");
    out.push_str("// Written by `cargo xtask gen-stdlib`.\n\n#[rustfmt::skip]\n");
    out.push_str("pub(super) static DOCUMENTS: &[(&str, &str)] = &[\n");
    for name in names {
        let _ =
            writeln!(out, "    ({name:?}, include_str!(\"../../stdlib/documents/{name}.ord\")),");
    }
    out.push_str("];\n\n#[rustfmt::skip]\npub(super) static NAMES: &[&str] = &[\n");
    for name in names {
        let _ = writeln!(out, "    {name:?},");
    }
    out.push_str("];\n");
    out
}

fn declaration(name: &str, document: &Value) -> String {
    let kind = text(document, "type").unwrap_or("Automation");
    let word = match kind {
        "Automation" => "runbook",
        "Session" => "session",
        _ => "command",
    };
    let mut out = format!("//! The signature of `{name}`, a document that AWS owns.\n\n");
    for key in ["status", "note"] {
        if let Some(line) = text(document, key) {
            push_docs(&mut out, "", line);
        }
    }
    let _ = writeln!(out, "extern {word} {} {name:?} {{", local_name(name));
    if kind == "Policy" {
        out.push_str("  document_type: \"Policy\"\n");
    }
    if text(document, "source") == Some("unsure") || OPEN.contains(&name) {
        out.push_str("  // No source lists all of its parameters.\n  open: true\n");
    }
    let empty = Map::new();
    let parameters = document.get("parameters").and_then(Value::as_object).unwrap_or(&empty);
    for (parameter, described) in parameters {
        push_parameter(&mut out, parameter, described);
    }
    out.push_str("}\n");
    out
}

fn push_docs(out: &mut String, indent: &str, line: &str) {
    let mut letters = line.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter();
    let sentence: String = first.chain(letters).collect();
    let stop = if sentence.ends_with('.') { "" } else { "." };
    let _ = writeln!(out, "{indent}/// {sentence}{stop}");
}

fn push_parameter(out: &mut String, name: &str, described: &Value) {
    if let Some(note) = text(described, "note") {
        push_docs(out, "  ", note);
    }
    let unsure = described.get("unsure").and_then(Value::as_bool).unwrap_or(false);
    let required = described.get("required").and_then(Value::as_bool).unwrap_or(false);
    let name = quoted_name(name);
    if unsure {
        out.push_str("  // No source proves its values or its default: nothing is enforced.\n");
        let _ = writeln!(out, "  param {name}: {}?", plain_type(described));
        return;
    }
    let ty = full_type(described);
    match described.get("default").filter(|_| !required) {
        Some(default) if is_literal(default) => {
            let _ = writeln!(out, "  param {name}: {ty} = {}", literal(default));
        }
        Some(default) => {
            let shown = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
            let _ = writeln!(out, "  // Default: {shown}");
            let _ = writeln!(out, "  param {name}: {}", optional(&ty));
        }
        None if required => {
            let _ = writeln!(out, "  param {name}: {ty}");
        }
        None => {
            let _ = writeln!(out, "  param {name}: {}", optional(&ty));
        }
    }
}

fn plain_type(described: &Value) -> &'static str {
    match text(described, "type") {
        Some("Boolean") => "Bool",
        Some("Integer") => "Int",
        Some("StringList") => "List<String>",
        Some("StringMap") => "Map<Json>",
        _ => "String",
    }
}

fn full_type(described: &Value) -> String {
    let plain = plain_type(described);
    match plain {
        "String" => string_type(described),
        "Int" => match described.get("range").and_then(Value::as_array).map(Vec::as_slice) {
            Some([low, high]) => format!("Int({low}..{high})"),
            _ => plain.to_owned(),
        },
        "List<String>" => match described.get("min_items").and_then(Value::as_i64) {
            Some(low) => format!("List<String>(items: {low}..)"),
            None => plain.to_owned(),
        },
        _ => plain.to_owned(),
    }
}

fn string_type(described: &Value) -> String {
    let allowed = described.get("allowed").and_then(Value::as_array).map(Vec::as_slice);
    if let Some(values) = allowed {
        let values: Vec<String> = values.iter().filter_map(Value::as_str).map(quoted).collect();
        return values.join(" | ");
    }
    let mut refinements = Vec::new();
    // The agent matches anywhere in the value; what is anchored is anchored in the pattern.
    if let Some(pattern) = text(described, "allowed_pattern").filter(|text| !text.contains('"')) {
        refinements.push(format!("pattern: r\"{pattern}\""));
    }
    if let Some(high) = described.get("max_chars").and_then(Value::as_i64) {
        refinements.push(format!("length: ..{high}"));
    }
    if refinements.is_empty() {
        return "String".to_owned();
    }
    format!("String({})", refinements.join(", "))
}

fn optional(ty: &str) -> String {
    if ty.contains('|') && ty.starts_with('"') { format!("({ty})?") } else { format!("{ty}?") }
}

/// Whether Ordain can hold the default as it stands: no reference to what SSM fills in.
fn is_literal(default: &Value) -> bool {
    match default {
        Value::String(text) => !text.contains("{{"),
        Value::Object(_) | Value::Null => false,
        Value::Array(items) => items.iter().all(is_literal),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"))
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// `AWS-RunPatchBaseline` as `aws_run_patch_baseline`.
fn local_name(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|index| letters.get(index));
        let starts_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before| !before.is_ascii_uppercase() && *before != '-');
        let ends_capitals = letter.is_ascii_uppercase()
            && before.is_some_and(char::is_ascii_uppercase)
            && letters.get(place + 1).is_some_and(char::is_ascii_lowercase);
        if starts_word || ends_capitals {
            out.push('_');
        }
        out.push(if *letter == '-' { '_' } else { letter.to_ascii_lowercase() });
    }
    out
}

fn quoted_name(name: &str) -> String {
    let is_word =
        !name.starts_with(|letter: char| letter.is_ascii_digit()) && !words::is_hard(name);
    if is_word { name.to_owned() } else { format!("`{name}`") }
}
