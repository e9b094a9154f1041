//! A tree as JSON, and the pointers of its parts.

use serde_json::{Map, Number, Value};

use crate::text::Span;

use super::tree::{Node, NodeKind};

impl Node {
    /// The value as JSON: of doubled keys the last, `.inf` and `.nan` as texts, tags left out.
    pub fn to_json(&self) -> Value {
        match &self.kind {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Int(value) => Value::Number((*value).into()),
            NodeKind::Float(value) => float(*value),
            NodeKind::String(scalar) => Value::String(scalar.text.to_string()),
            NodeKind::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            NodeKind::Map(entries) => {
                let mut map = Map::with_capacity(entries.len());
                for entry in entries {
                    map.insert(entry.key.text.to_string(), entry.value.to_json());
                }
                Value::Object(map)
            }
        }
    }

    /// The JSON pointer and the place of every part, the whole first, each part before its own.
    pub fn origins(&self) -> impl Iterator<Item = (String, Span)> {
        let mut all = Vec::new();
        collect(self, &mut String::new(), &mut all);
        all.into_iter()
    }
}

fn float(value: f64) -> Value {
    match Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None if value.is_nan() => Value::String(".nan".to_owned()),
        None if value > 0.0 => Value::String(".inf".to_owned()),
        None => Value::String("-.inf".to_owned()),
    }
}

fn collect(node: &Node, pointer: &mut String, all: &mut Vec<(String, Span)>) {
    all.push((pointer.clone(), node.span));
    let length = pointer.len();
    for entry in node.entries() {
        pointer.push('/');
        for letter in entry.key.text.chars() {
            match letter {
                '~' => pointer.push_str("~0"),
                '/' => pointer.push_str("~1"),
                other => pointer.push(other),
            }
        }
        collect(&entry.value, pointer, all);
        pointer.truncate(length);
    }
    for (number, item) in node.items().iter().enumerate() {
        pointer.push('/');
        pointer.push_str(&number.to_string());
        collect(item, pointer, all);
        pointer.truncate(length);
    }
}
