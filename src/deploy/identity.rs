//! How an account remembers what Ordain made: tags, names of versions, and a hash of the content
//! that white space and the order of members do not change.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::markup::{self, Syntax};
use crate::text::FileId;

use super::plan::Difference;
use super::wanted::{DocumentBody, Wanted};

/// The project that a thing belongs to.
pub(super) const PROJECT: &str = "ordain:project";
/// The hash of a document's content and of what is versioned with it.
pub(super) const CONTENT: &str = "ordain:content";
/// The version that has this content.
pub(super) const VERSION: &str = "ordain:version";
/// The version that Ordain made the default.
pub(super) const DEFAULT: &str = "ordain:default";

/// The newest version when Ordain last wrote.
pub(super) const LATEST: &str = "ordain:latest";

/// The accounts that Ordain shared a document with.
pub(super) const SHARED: &str = "ordain:shared";

/// Tags by their keys.
pub(super) type Tags = BTreeMap<String, String>;

/// Reads a list of `Key` and `Value`, or a map.
pub(super) fn tags(list: &Value) -> Tags {
    if let Value::Object(map) = list {
        let pair =
            |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
        return map.iter().filter_map(pair).collect();
    }
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let pair =
        |item: &Value| Some((item["Key"].as_str()?.to_owned(), item["Value"].as_str()?.to_owned()));
    items.iter().filter_map(pair).collect()
}

/// Writes tags as a list of `Key` and `Value`.
pub(super) fn tag_list(tags: &Tags) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

/// The wanted tags that are not there, or have another value. Other tags are somebody else's: rules
/// for costs and for access put some of their own.
pub(super) fn new_tags(wanted: &Tags, there: &Tags) -> Tags {
    let new = wanted.iter().filter(|(key, value)| there.get(*key) != Some(value));
    new.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// What of the wanted tags is not there as it is wanted.
pub(super) fn changed_tags(wanted: &Tags, there: &Tags) -> Option<Difference> {
    let after = new_tags(wanted, there);
    let before = after.keys().filter_map(|key| Some((key.clone(), there.get(key)?.clone())));
    let before = json!(before.collect::<Tags>());
    (!after.is_empty()).then(|| Difference::new("tags", Some(before), Some(json!(after))))
}

/// The hash of a document's content and of the members that are versioned with it, in
/// hexadecimal. Texts that mean the same YAML or JSON have the same.
pub(super) fn content_hash(document: &DocumentBody) -> String {
    let mut around = Map::new();
    for member in ["DisplayName", "TargetType", "Requires", "Attachments"] {
        if let Some(value) = document.request.get(member) {
            around.insert(member.to_owned(), value.clone());
        }
    }
    let whole = json!({ "content": canonical_content(&document.content, &document.format), "around": around });
    hexadecimal(sorted(&whole).to_string().as_bytes())
}

/// A document's content as a value with sorted members; a text that is neither YAML nor JSON as
/// it stands.
pub(super) fn canonical_content(content: &str, format: &str) -> Value {
    let read = read_content(content, format);
    read.map_or_else(|| Value::String(content.to_owned()), |value| sorted(&value))
}

/// A document's content as a value, its members as they stand; nothing of what is neither YAML
/// nor JSON.
pub(super) fn read_content(content: &str, format: &str) -> Option<Value> {
    match format {
        "JSON" => serde_json::from_str(content).ok(),
        "YAML" => {
            markup::read(content, FileId::default(), Syntax::Yaml).root.map(|root| root.to_json())
        }
        _ => None,
    }
}

/// The value with the members of all maps in order.
pub(super) fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<&String, Value> =
                members.iter().map(|(name, value)| (name, self::sorted(value))).collect();
            Value::Object(sorted.into_iter().map(|(name, value)| (name.clone(), value)).collect())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// The name of the version with this content: what the author wrote, else the project's version
/// and the begin of the hash.
///
/// Source: `VersionName` of "CreateDocument", API reference of Systems Manager: unique among
/// the versions of a document, letters, digits and `_-.`.
pub(super) fn version_name(wanted: &Wanted, document: &DocumentBody, hash: &str) -> String {
    if let Some(name) = given_name(document) {
        return name.to_owned();
    }
    match &wanted.version {
        Some(version) => format!("{version}-{}", short(hash)),
        None => short(hash).to_owned(),
    }
}

/// The name that the author gives to the version.
pub(super) fn given_name(document: &DocumentBody) -> Option<&str> {
    document.request.get("VersionName").and_then(Value::as_str)
}

/// Whether a version's name is Ordain's for this content, whatever the version of the project was.
pub(super) fn names_content(name: &str, hash: &str) -> bool {
    let behind = name.strip_suffix(short(hash));
    behind.is_some_and(|before| before.is_empty() || before.ends_with('-'))
}

/// Whether Ordain could have given this name to a version, of whatever content.
pub(super) fn is_own_name(name: &str) -> bool {
    let hash = name.rsplit('-').next().unwrap_or(name);
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    hash.len() == 12 && hash.chars().all(is_digit)
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// A map with these of its members.
pub(super) fn members(of: &Value, names: &[&str]) -> Value {
    let kept = names.iter().filter_map(|name| Some(((*name).to_owned(), of.get(name)?.clone())));
    Value::Object(kept.collect())
}

/// The hash of a value, whatever the order of its members, in hexadecimal.
pub(super) fn fingerprint(value: &Value) -> String {
    hexadecimal(sorted(value).to_string().as_bytes())
}

/// A token that no other request has, for operations that take one so that a second sending of
/// the same request does nothing.
pub(super) fn token() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let seed = format!("{} {} {count}", now.as_nanos(), std::process::id());
    hexadecimal(seed.as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DocumentBody, content_hash};

    fn check_hash_of(content: &str, format: &str) -> String {
        content_hash(&DocumentBody {
            document_type: "Command".to_owned(),
            format: format.to_owned(),
            content: content.to_owned(),
            request: json!({ "Name": "A" }),
            share_with: Vec::new(),
        })
    }

    #[test]
    fn order_white_space_and_format_change_no_hash() {
        let yaml = check_hash_of("schemaVersion: '2.2'\nmainSteps: []\n", "YAML");
        let json = check_hash_of("{ \"mainSteps\": [], \"schemaVersion\": \"2.2\" }", "JSON");
        assert_eq!(yaml, json);
        assert_ne!(yaml, check_hash_of("schemaVersion: '2.0'\nmainSteps: []\n", "YAML"));
    }
}
