//! A call of a document as a runbook of its own, for the checker of the language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ordain::ssm::reference::{Reference, reference_texts};
use serde_json::Value;

use super::call::Call;
use super::types::Types;

pub(super) use crate::samples::quoted;

/// A runbook, and the lines of the statement in it.
pub(super) struct Runbook {
    pub(super) text: String,
    /// From 1.
    pub(super) statement: u32,
}

/// Writes the statement and notes what it refers to.
struct Writer<'t> {
    types: &'t Types,
    out: String,
    /// Parameters by reference and whether it stands in a text, with their types.
    parameters: BTreeMap<(String, bool), (String, String)>,
    /// References of which nobody knows the type: members of what a script gives.
    unknown: BTreeMap<String, String>,
}

/// Writes a call as its action with all inputs as they are.
pub(super) fn runbook(call: &Call<'_>, types: &Types) -> Runbook {
    let mut writer =
        Writer { types, out: String::new(), parameters: BTreeMap::new(), unknown: BTreeMap::new() };
    let action = call.action.strip_prefix("aws:").unwrap_or(call.action);
    let _ = write!(writer.out, "action.{action}(");
    for (number, (name, value)) in call.inputs.iter().enumerate() {
        writer.between(number);
        let _ = write!(writer.out, "`{name}`: ");
        writer.value(value);
    }
    writer.out.push(')');
    writer.finish()
}

impl Writer<'_> {
    fn between(&mut self, number: usize) {
        if number > 0 {
            self.out.push_str(", ");
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                let _ = write!(self.out, "{value}");
            }
            Value::String(text) => self.text(text),
            Value::Array(items) => {
                self.out.push('[');
                for (number, item) in items.iter().enumerate() {
                    self.between(number);
                    if item.as_str().is_some_and(|text| self.is_list(text)) {
                        self.out.push_str("...");
                    }
                    self.value(item);
                }
                self.out.push(']');
            }
            Value::Object(entries) => {
                self.out.push('{');
                for (number, (name, value)) in entries.iter().enumerate() {
                    self.between(number);
                    let _ = write!(self.out, " {}: ", quoted(name));
                    self.value(value);
                }
                self.out.push_str(" }");
            }
        }
    }

    /// Whether a text is a reference to a list, which the service lays flat inside of a list.
    fn is_list(&self, text: &str) -> bool {
        let whole = Reference::whole(text).and_then(|_| reference_texts(text).next());
        let ty = whole.and_then(|inner| self.types.of_reference(inner));
        ty.is_some_and(|ty| ty.starts_with("List<"))
    }

    fn text(&mut self, text: &str) {
        if Reference::whole(text).is_some() {
            let inner = reference_texts(text).next().unwrap_or_default().to_owned();
            let name = self.reference(&inner, false);
            self.out.push_str(&name);
            return;
        }
        let mut rest = text;
        self.out.push('"');
        for inner in reference_texts(text) {
            let Some((before, behind)) = split_at_reference(rest, inner) else { break };
            self.out.push_str(inside(&quoted(before)));
            let name = self.reference(inner, true);
            let _ = write!(self.out, "${{{name}}}");
            rest = behind;
        }
        self.out.push_str(inside(&quoted(rest)));
        self.out.push('"');
    }

    /// The expression that stands for a reference. Inside of a text only texts may stand; that is
    /// no question of the call.
    fn reference(&mut self, inner: &str, in_text: bool) -> String {
        let ty = if in_text { Some("String") } else { self.types.of_reference(inner) };
        let Some(ty) = ty.map(str::to_owned) else {
            let next = format!("given.u{}", self.unknown.len());
            return self.unknown.entry(inner.to_owned()).or_insert(next).clone();
        };
        let next = format!("p{}", self.parameters.len());
        let row = self.parameters.entry((inner.to_owned(), in_text)).or_insert((next, ty));
        row.0.clone()
    }

    fn finish(self) -> Runbook {
        let mut text = String::from("//! A call.\n\nrunbook example {\n");
        for (name, ty) in self.parameters.values() {
            let _ = writeln!(text, "  param {name}: {ty}");
        }
        if !self.unknown.is_empty() {
            text.push_str("  let given = python() \"\"\"\n    def main(events, context):\n");
            text.push_str("        return {}\n  \"\"\"\n");
        }
        let statement = u32::try_from(text.lines().count() + 1).unwrap_or(u32::MAX);
        let _ = writeln!(text, "  {}\n}}", self.out);
        Runbook { text, statement }
    }
}

/// What stands before and behind the next reference of this name.
fn split_at_reference<'t>(text: &'t str, inner: &str) -> Option<(&'t str, &'t str)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("{{")?;
        let after = text.get(start + 2..)?;
        let behind = after.trim_start().strip_prefix(inner);
        if let Some(behind) = behind.and_then(|it| it.trim_start().strip_prefix("}}")) {
            return Some((text.get(..start)?, behind));
        }
        from = start + 1;
    }
}

/// A text in quotes without them.
fn inside(quoted: &str) -> &str {
    quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(quoted)
}
