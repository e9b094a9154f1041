//! What a change of a runbook's content means for its role: the actions that it needs and did not
//! need before, and the other way around.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::iam::{self, Account, Derived};
use crate::ssm::Origins;
use crate::text::{FileSpan, Sources};

use crate::deploy::identity;
use crate::deploy::plan::Difference;
use crate::deploy::wanted::{Body, DocumentBody, Item, Wanted};

/// Findings that a call or a whole script is missing from the policy: see the pages of the codes.
const UNKNOWN_ACTIONS: [Code; 7] =
    [Code(480), Code(481), Code(482), Code(483), Code(484), Code(485), Code(486)];

/// Actions by names, each with the resources that it is needed on.
type Allowed = BTreeMap<String, BTreeSet<String>>;

/// The actions that the role of a runbook gains and loses by another content, and those that are
/// needed on other resources. Documents of other types have no role.
///
/// What it runs of the project counts as the project wants it, for both contents. Nothing is said to
/// be lost where the new content calls what cannot be read.
pub(super) fn differences(
    wanted: &Wanted,
    item: &Item,
    body: &DocumentBody,
    before: &Value,
) -> Vec<Difference> {
    let Some(after) = body.value() else { return Vec::new() };
    if body.document_type != "Automation" || !before.is_object() || !after.is_object() {
        return Vec::new();
    }
    let (old, new) = (derived(wanted, item, before), derived(wanted, item, &after));
    let (left, right) = (allowed(&old), allowed(&new));
    let (open, opened) = (unknown(&old), unknown(&new));
    let opened: Vec<&String> = opened.difference(&open).collect();
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (left, right) = (left.get(name), right.get(name));
        let is_sure = right.is_some() || opened.is_empty();
        if left != right && is_sure {
            found.push(Difference::new(
                format!("permission {name}"),
                left.map(|resources| json!(resources)),
                right.map(|resources| json!(resources)),
            ));
        }
    }
    found.extend(
        opened.iter().map(|why| Difference::new("permissions not known", None, Some(json!(why)))),
    );
    found
}

fn derived(wanted: &Wanted, item: &Item, content: &Value) -> Derived {
    let mut contents: BTreeMap<&str, Value> = BTreeMap::new();
    contents.insert(&item.name, content.clone());
    let mut next = vec![content.clone()];
    while let Some(content) = next.pop() {
        let mut names = BTreeSet::new();
        texts(&content, &mut names);
        for (name, content) in runbooks(wanted, &names) {
            if !contents.contains_key(name) {
                contents.insert(name, content.clone());
                next.push(content);
            }
        }
    }
    let origins = Origins::default();
    let document = |(name, content)| iam::Document {
        name,
        declaration: name,
        content,
        origins: &origins,
        at: FileSpan::default(),
    };
    let documents: Vec<iam::Document<'_>> =
        contents.iter().map(|(name, content)| document((*name, content))).collect();
    let own = document((&item.name, content));
    iam::derive(&own, &documents, &Sources::default())
}

/// Runbooks of the project with one of these names.
fn runbooks<'w>(
    wanted: &'w Wanted,
    names: &BTreeSet<String>,
) -> impl Iterator<Item = (&'w str, Value)> {
    wanted.items.iter().filter_map(|item| match &item.body {
        Body::Document(body)
            if body.document_type == "Automation" && names.contains(&item.name) =>
        {
            Some((item.name.as_str(), identity::canonical_content(&body.content, &body.format)))
        }
        _ => None,
    })
}

/// All texts of a value that may be names of documents: as they stand, or behind an ARN's slash.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.extend(text.rsplit('/').next().map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The policy as `ordain iam` prints it, by actions.
fn allowed(derived: &Derived) -> Allowed {
    let policy = iam::permissions_json(&iam::policy(&derived.needs), &Account::default());
    let mut allowed = Allowed::new();
    for statement in policy["Statement"].as_array().into_iter().flatten() {
        let list = |member: &str| {
            let items = statement[member].as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned)
        };
        for action in list("Action") {
            allowed.entry(action).or_default().extend(list("Resource"));
        }
    }
    allowed
}

/// What of a document's calls is not known, in sentences.
fn unknown(derived: &Derived) -> BTreeSet<String> {
    let is_one = |found: &&Diagnostic| {
        found.severity == Severity::Warning && UNKNOWN_ACTIONS.contains(&found.code)
    };
    derived.findings.iter().filter(is_one).map(|found| found.message.to_string()).collect()
}
