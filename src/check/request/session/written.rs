//! `inputs: { … }` and `properties: { … }`: members of the document in the service's own words,
//! over what the other attributes make of them.

use serde_json::{Map, Value as Json};

use crate::check::Checker;
use crate::hir::{Ty, Value};
use crate::ssm::pointer_segment;
use crate::syntax::ast;
use crate::text::FileSpan;

use super::references::check_value;
use super::{Parts, Place};

/// Puts the members of an attribute over those that are there; null takes one out.
pub(super) fn write_over(
    cx: &mut Checker<'_>,
    place: &Place<'_, '_>,
    word: &str,
    parts: &mut Parts,
) {
    let Some(given) = place.attributes.get(word) else { return };
    let wanted = Ty::map(Ty::Json);
    let read = cx.build_value(&given.value, &wanted, &place.attributes.place(word));
    let Some((value, at)) = read else { return };
    check_value(cx, (&value, at), place.parameters);
    if let Json::Object(members) = json(&value) {
        parts.origins.extend(origins(cx, &given.value));
        merge(&mut parts.members, members);
    }
}

/// The members of the first level, each with its place.
fn origins(cx: &Checker<'_>, written: &ast::Expr) -> Vec<(String, FileSpan)> {
    let ast::ExprKind::Record(entries) = &written.kind else { return Vec::new() };
    let place = |entry: &ast::RecordEntry| match &entry.key {
        ast::RecordKey::Name { text, .. } => {
            Some((format!("/{}", pointer_segment(text)), cx.at(entry.value.span)))
        }
        ast::RecordKey::Spread(_) => None,
    };
    entries.iter().filter_map(place).collect()
}

fn merge(members: &mut Map<String, Json>, over: Map<String, Json>) {
    for (name, value) in over {
        match (members.get_mut(&name), value) {
            (_, Json::Null) => {
                members.shift_remove(&name);
            }
            (Some(Json::Object(below)), Json::Object(value)) => merge(below, value),
            (Some(known), value) => *known = value,
            (None, Json::Object(value)) => {
                let mut below = Map::new();
                merge(&mut below, value);
                members.insert(name, Json::Object(below));
            }
            (None, value) => {
                members.insert(name, value);
            }
        }
    }
}

/// A value of an attribute as the document holds it.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Bool(flag) => Json::from(*flag),
        Value::Int(number) | Value::Duration(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::String(text) | Value::Raw(text) => Json::from(&**text),
        Value::Percent(percent) => Json::from(format!("{percent}%")),
        Value::Script(script) => Json::from(&*script.text),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Record(members) => {
            members.iter().map(|(name, value)| (name.to_string(), json(value))).collect()
        }
        Value::Null | Value::Range { .. } | Value::Schedule { .. } | Value::Targets(_) => {
            Json::Null
        }
    }
}
