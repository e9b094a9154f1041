//! Collects findings, and says where a part of a document lies: in the source and in words.

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::ssm::Locate;
use crate::text::FileSpan;

/// The document under check and what was found in it.
pub(super) struct Findings<'a> {
    pub(super) root: &'a Value,
    origins: &'a dyn Locate,
    fallback: FileSpan,
    found: Vec<Diagnostic>,
}

/// A part of the document: where it comes from, and its name in words.
#[derive(Clone, Debug)]
pub(in crate::ssm) struct Spot {
    pub(in crate::ssm) at: FileSpan,
    /// Such as `` `inputs.Api` of step "stop" ``.
    pub(in crate::ssm) name: String,
}

impl<'a> Findings<'a> {
    pub(super) fn new(root: &'a Value, origins: &'a dyn Locate, fallback: FileSpan) -> Self {
        Self { root, origins, fallback, found: Vec::new() }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The part at a JSON pointer.
    pub(super) fn spot(&self, pointer: &str) -> Spot {
        let at = self.origins.find(pointer).unwrap_or(self.fallback);
        Spot { at, name: self.name(pointer) }
    }

    /// The name of the part at a JSON pointer, as what is wrong.
    pub(super) fn spot_of_name(&self, pointer: &str) -> Spot {
        let at = self.origins.find_name(pointer).unwrap_or(self.fallback);
        Spot { at, name: self.name(pointer) }
    }

    /// All findings, sorted, each once.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        self.found.dedup();
        self.found
    }

    fn name(&self, pointer: &str) -> String {
        let mut owner = None;
        let mut path = String::new();
        let mut here = Some(self.root);
        let mut segments = pointer.split('/').skip(1).map(unescape).peekable();
        while let Some(segment) = segments.next() {
            let group = segments.peek().and_then(|next| owner_group(&segment, next));
            here = here.and_then(|value| child(value, &segment));
            if let (Some(group), Some(key)) = (group, segments.peek().cloned()) {
                segments.next();
                here = here.and_then(|value| child(value, &key));
                owner = Some(format!("{group} {}", title(here, &key)));
                path.clear();
                continue;
            }
            append(&mut path, &segment);
        }
        match (owner, path.is_empty()) {
            (Some(owner), true) => owner,
            (Some(owner), false) => format!("`{path}` of {owner}"),
            (None, true) => "the document".to_owned(),
            (None, false) => format!("`{path}`"),
        }
    }
}

/// The word for the members of a list or map that have names of their own.
fn owner_group(segment: &str, next: &str) -> Option<&'static str> {
    let is_index = next.parse::<usize>().is_ok();
    match segment {
        "mainSteps" | "Steps" if is_index => Some("step"),
        "tasks" if is_index => Some("task"),
        "targets" if is_index => Some("target"),
        "artifacts" if is_index => Some("artifact"),
        "parameters" if !is_index => Some("parameter"),
        "variables" if !is_index => Some("variable"),
        _ => None,
    }
}

/// The name of a thing in quotes: its own, else its key, a number from 1.
fn title(value: Option<&Value>, key: &str) -> String {
    let own = ["name", "Name"]
        .iter()
        .find_map(|member| value.and_then(|value| value.get(member)).and_then(Value::as_str));
    match (own, key.parse::<usize>()) {
        (Some(name), Ok(_)) => format!("\"{name}\""),
        (None, Ok(index)) => format!("number {}", index + 1),
        (_, Err(_)) => format!("\"{key}\""),
    }
}

fn append(path: &mut String, segment: &str) {
    if segment.parse::<usize>().is_ok() {
        path.push_str(&format!("[{segment}]"));
    } else {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(segment);
    }
}

fn child<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
        Value::Object(members) => members.get(segment),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}
