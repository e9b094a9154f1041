//! Whether one document means the same to Systems Manager as another.
//!
//! What is written differently but read alike counts as equal: the order of members, blanks in
//! references, defaults that are written out, numbers as texts where the service takes both. The
//! steps of a runbook are compared by walking both graphs in step from their starts. What cannot
//! be proved equal is told.

mod command;
mod condition;
mod defaults;
mod graph;
mod reference;
mod runbook;
mod session;
mod step;
mod value;
mod walk;

pub(crate) use defaults::inputs as default_inputs;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// One way in which a document may not mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub certainty: Certainty,
    /// The step of the original that it is about, if it is about one.
    pub step: Option<String>,
    /// "step `x`: onFailure goes to `a`, was `b`"
    pub message: String,
    /// A JSON pointer into the original to what differs, or to what holds it; nothing where the
    /// original does not have it.
    pub original: Option<String>,
    /// The same in the other document.
    pub compiled: Option<String>,
}

/// What is known of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The documents do not mean the same.
    Differs,
    /// They may mean the same, but it cannot be proved.
    Unproved,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The names that steps of the original have in the other document, where they differ.
pub type Renames = BTreeMap<String, String>;

/// What keeps `compiled` from meaning the same as `original`; nothing is the proof that it does.
pub fn compare(original: &Value, compiled: &Value) -> Vec<Difference> {
    compare_renamed(original, compiled, &Renames::new())
}

/// `compare`, with steps that have other names.
pub fn compare_renamed(original: &Value, compiled: &Value, renames: &Renames) -> Vec<Difference> {
    match version(original).as_deref() {
        Some("0.3") => runbook::compare(original, compiled, renames),
        Some("1.0") => session::compare(original, compiled),
        Some("1.2" | "2.0" | "2.2") => command::compare(original, compiled),
        _ => value::compare_whole(original, compiled),
    }
}

/// The version of a document's schema; a number means its digits.
fn version(document: &Value) -> Option<String> {
    match document.get("schemaVersion")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
