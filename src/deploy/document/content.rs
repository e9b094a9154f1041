//! What differs between two contents of a document, in the words of documents: steps, parameters,
//! outputs; never lines.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::deploy::identity;
use crate::deploy::plan::Difference;
use crate::deploy::wanted::DocumentBody;

/// Lists whose entries have names, and what one is called.
const NAMED_LISTS: [(&str, &str); 2] = [("mainSteps", "step"), ("outputs", "output")];

/// Maps of which each member counts alone, and what one is called.
const NAMED_MAPS: [(&str, &str); 4] = [
    ("files", "file"),
    ("inputs", "setting"),
    ("parameters", "parameter"),
    ("variables", "variable"),
];

/// What differs between the content that is there and the wanted one.
pub(super) fn differences(before: Option<&Value>, body: &DocumentBody) -> Vec<Difference> {
    let after = identity::canonical_content(&body.content, &body.format);
    match (before, &after) {
        (Some(Value::Object(before)), Value::Object(after)) => members(before, after),
        (before, after) if before == Some(after) => Vec::new(),
        (before, after) => vec![Difference::new("content", before.cloned(), Some(after.clone()))],
    }
}

fn members(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Difference> {
    let mut found = Vec::new();
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old == new {
            continue;
        }
        let word = |table: &[(&str, &'static str)]| {
            table.iter().find(|(known, _)| known == name).map(|(_, word)| *word)
        };
        let empty = Value::Null;
        let (left, right) = (old.unwrap_or(&empty), new.unwrap_or(&empty));
        match (word(&NAMED_LISTS), word(&NAMED_MAPS)) {
            (Some(word), _) => found.extend(parts(word, &by_name(left), &by_name(right))),
            (None, Some(word)) => found.extend(parts(word, &by_key(left), &by_key(right))),
            (None, None) => found.push(Difference::new(name.clone(), old.cloned(), new.cloned())),
        }
    }
    found
}

/// Entries in order, each with its name.
type Parts = Vec<(String, Value)>;

/// Entries that are there, in the order in which they are wanted; those that go away behind them.
fn parts(word: &str, before: &Parts, after: &Parts) -> Vec<Difference> {
    let find = |parts: &Parts, name: &str| {
        parts.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    let mut found: Vec<Difference> = Vec::new();
    for (name, value) in after {
        let what = format!("{word} `{name}`");
        match find(before, name) {
            Some(old) if old == *value => {}
            Some(old) => within((&what, ""), &old, value, &mut found),
            None => found.push(Difference::new(what, None, Some(value.clone()))),
        }
    }
    for (name, value) in before {
        if find(after, name).is_none() {
            found.push(Difference::new(format!("{word} `{name}`"), Some(value.clone()), None));
        }
    }
    if found.is_empty() && before != after {
        let names =
            |parts: &Parts| parts.iter().map(|(name, _)| Value::from(name.as_str())).collect();
        found.push(Difference::new(
            format!("order of {word}s"),
            Some(names(before)),
            Some(names(after)),
        ));
    }
    found
}

/// What differs in something that is there and stays: members of members, and places of lists that
/// keep their length. `what` is the whole, `path` where in it the values stand.
fn within((what, path): (&str, &str), old: &Value, new: &Value, found: &mut Vec<Difference>) {
    match (old, new) {
        (Value::Object(left), Value::Object(right)) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for name in names {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match (left.get(name), right.get(name)) {
                    (Some(old), Some(new)) => within((what, &path), old, new, found),
                    (old, new) => found.push(Difference::new(
                        format!("{what}: {path}"),
                        old.cloned(),
                        new.cloned(),
                    )),
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if places(left, right) => {
            for (index, (old, new)) in left.iter().zip(right).enumerate() {
                within((what, &format!("{path}[{index}]")), old, new, found);
            }
        }
        (old, new) if old == new => {}
        (old, new) => {
            let what = if path.is_empty() { what.to_owned() } else { format!("{what}: {path}") };
            found.push(Difference::new(what, Some(old.clone()), Some(new.clone())));
        }
    }
}

/// Whether lists are compared place by place: lists of maps, as long as each other. Lines of a script
/// are not, they move.
fn places(left: &[Value], right: &[Value]) -> bool {
    left.len() == right.len() && left.iter().chain(right).all(Value::is_object)
}

fn by_name(list: &Value) -> Parts {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let name = |item: &Value| match item {
        Value::String(text) => text.clone(),
        item => item["name"].as_str().unwrap_or_default().to_owned(),
    };
    items.iter().map(|item| (name(item), item.clone())).collect()
}

fn by_key(map: &Value) -> Parts {
    let members = map.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.clone(), value.clone())).collect()
}
