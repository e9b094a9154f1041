//! JSON for people: what fits on a line stands on one.

use serde_json::Value;

const WIDTH: usize = 100;

/// The value with two spaces of indentation and a newline at the end.
pub fn layout(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0, 0);
    out.push('\n');
    out
}

/// `column` is where the value starts, `indent` that of the line.
fn write(out: &mut String, value: &Value, indent: usize, column: usize) {
    let inline = one_line(value);
    let is_deep = depth(value) > 2;
    if !is_deep && column + inline.chars().count() < WIDTH {
        out.push_str(&inline);
        return;
    }
    let inner = indent + 2;
    let margin = " ".repeat(inner);
    match value {
        Value::Array(items) => {
            out.push_str("[\n");
            for (number, item) in items.iter().enumerate() {
                out.push_str(&margin);
                write(out, item, inner, inner);
                out.push_str(if number + 1 < items.len() { ",\n" } else { "\n" });
            }
            out.push_str(&format!("{}]", " ".repeat(indent)));
        }
        Value::Object(members) => {
            out.push_str("{\n");
            for (number, (name, member)) in members.iter().enumerate() {
                let key = format!("{margin}{}: ", Value::from(name.as_str()));
                out.push_str(&key);
                write(out, member, inner, key.chars().count());
                out.push_str(if number + 1 < members.len() { ",\n" } else { "\n" });
            }
            out.push_str(&format!("{}}}", " ".repeat(indent)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push_str(&inline),
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), one_line(value))
            };
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// How many levels of lists and objects a value has.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
