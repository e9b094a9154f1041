//! Two contents of a document as texts that are laid out alike, so that lines differ only where
//! the contents do.

use serde_json::{Map, Value};

use crate::deploy::plan::Change;
use crate::deploy::wanted::{Body, Wanted};
use crate::emit;

/// The content that is there and the wanted one, both in the wanted format and in the order of the
/// wanted one. Nothing where no content was read: what is new, what stays, and other kinds.
///
/// # Example
///
/// ```no_run
/// # fn show(change: &ordain::deploy::Change, wanted: &ordain::deploy::Wanted) {
/// if let Some((before, after)) = ordain::deploy::texts_of(change, wanted) {
///     assert_ne!(before, after);
/// }
/// # }
/// ```
pub fn texts_of(change: &Change, wanted: &Wanted) -> Option<(String, String)> {
    let Body::Document(body) = &wanted.item(&change.id)?.body else { return None };
    let before = change.before.as_ref()?;
    let texts = match (before, body.value()) {
        (Value::String(before), None) => (before.clone(), body.content.clone()),
        (before, Some(after)) => {
            let write = |value: &Value| match body.format.as_str() {
                "JSON" => emit::to_json(value),
                _ => emit::to_yaml(value),
            };
            (write(&ordered(before, &after)), write(&after))
        }
        (before, None) => (before.to_string(), body.content.clone()),
    };
    (texts.0 != texts.1).then_some(texts)
}

/// The value with its members in the order of another's; what the other does not have is last.
fn ordered(value: &Value, like: &Value) -> Value {
    match (value, like) {
        (Value::Object(members), Value::Object(other)) => {
            let known = other.keys().filter_map(|name| members.get_key_value(name));
            let more = members.iter().filter(|(name, _)| !other.contains_key(*name));
            let all = known.chain(more).map(|(name, value)| {
                (name.clone(), ordered(value, other.get(name).unwrap_or(&Value::Null)))
            });
            Value::Object(all.collect::<Map<String, Value>>())
        }
        (Value::Array(items), Value::Array(other)) => {
            let like = |index: usize, item: &Value| {
                let named = item
                    .get("name")
                    .and_then(|name| other.iter().find(|other| other.get("name") == Some(name)));
                named.or_else(|| other.get(index)).unwrap_or(&Value::Null)
            };
            let items = items.iter().enumerate();
            items.map(|(index, item)| ordered(item, like(index, item))).collect()
        }
        (value, _) => value.clone(),
    }
}
