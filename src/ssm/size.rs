//! What takes the room of a document.

use serde_json::Value;

/// A part of a document and its size as compact JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As in a message: `step "web"`, `task "web: file /etc/motd"`.
    pub what: String,
    pub bytes: usize,
}

/// How a shared script begins the function of a module.
pub const MODULE_MARK: &str = "# module ";

/// How it begins the function of a task.
pub const TASK_MARK: &str = "# task ";

/// How it begins the calls, behind all functions.
pub const CALLS_MARK: &str = "# in this order:";

/// The parts of a document, the largest first: steps with their tasks and modules, parameters.
pub fn parts(document: &Value) -> Vec<Part> {
    let mut parts = Vec::new();
    let steps = document.get("mainSteps").and_then(Value::as_array).into_iter().flatten();
    for step in steps {
        let name = step.get("name").and_then(Value::as_str).unwrap_or_default();
        parts.push(Part { what: format!("step {name:?}"), bytes: step.to_string().len() });
        let texts = step.pointer("/inputs/runCommand").and_then(Value::as_array);
        let texts = texts.into_iter().flatten().filter_map(Value::as_str);
        parts.extend(texts.flat_map(script_parts));
    }
    let parameters = document.get("parameters").and_then(Value::as_object).into_iter().flatten();
    parts.extend(parameters.map(|(name, value)| Part {
        what: format!("parameter {name:?}"),
        bytes: value.to_string().len(),
    }));
    // Stable: of equally large parts the first in the document is named first.
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    parts
}

/// The tasks and modules of a shared script; nothing of any other script.
fn script_parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut is_open = false;
    for line in text.split('\n') {
        let mark = |mark: &str| line.split_once(mark).map(|(_, title)| title.to_owned());
        if line == CALLS_MARK {
            is_open = false;
        } else if let Some(title) = mark(MODULE_MARK) {
            is_open = true;
            parts.push(Part { what: format!("module {title:?}"), bytes: 0 });
        } else if let Some(title) = mark(TASK_MARK) {
            is_open = true;
            parts.push(Part { what: format!("task {title:?}"), bytes: 0 });
        }
        if let Some(part) = parts.last_mut().filter(|_| is_open) {
            part.bytes += Value::from(line).to_string().len();
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;
    use serde_json::json;

    #[test]
    fn a_script_is_counted_by_task_and_module() {
        let lines = json!([
            "_mode='apply'",
            "_file() { # module file",
            "true",
            "}",
            "_task_0() { # task file /etc/motd",
            "_file \"$1\"",
            "}",
            "# in this order:",
            "_task 0 x",
        ]);
        let document =
            json!({ "mainSteps": [{ "name": "web", "inputs": { "runCommand": lines } }] });
        let found: Vec<(String, usize)> =
            parts(&document).into_iter().map(|part| (part.what, part.bytes)).collect();
        assert_eq!(found[0].0, "step \"web\"");
        assert_eq!(found[1], ("task \"file /etc/motd\"".to_owned(), 35));
        assert_eq!(found[2], ("module \"file\"".to_owned(), 25));
    }
}
