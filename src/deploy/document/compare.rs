//! What a deploy has to do to one document.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{changed_tags, chosen};
use crate::deploy::plan::{Compared, Comparing, Difference, Promote};
use crate::deploy::wanted::{DocumentBody, Item};

use super::content;
use super::permissions;
use super::read::Found;
use super::sharing;
use super::versions::{content_of, versions, with_content};

/// What is said where a content is uploaded.
const NEW_VERSION: &str = "new version";
/// What is said where `$DEFAULT` moves.
const DEFAULT_VERSION: &str = "default version";

/// Which of the versions that others follow a deploy moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::deploy) struct Moves {
    /// `$DEFAULT`
    pub(in crate::deploy) default: bool,
    /// `$LATEST`
    pub(in crate::deploy) latest: bool,
}

/// What the differences of a document move.
pub(in crate::deploy) fn moves(differences: &[Difference]) -> Moves {
    let has = |what: &str| differences.iter().any(|difference| difference.what == what);
    Moves { default: has(DEFAULT_VERSION), latest: has(NEW_VERSION) }
}

/// Compares a document with what the account has under its name.
pub(in crate::deploy) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    body: &DocumentBody,
    found: Option<&Found>,
) -> Result<Compared, CallError> {
    let Some(found) = found else { return Ok(Compared::create()) };
    if let Some(why) = why_not(cx, item, body, found) {
        return Ok(Compared::refuse(why));
    }
    let hash = identity::content_hash(body);
    let Content { version, before, mut differences } = match recorded(found, &hash) {
        Some(version) => Content { version: Some(version.to_owned()), ..Content::default() },
        None => changed_content(cx, item, body, (found, &hash))?,
    };
    differences.extend(moved_default(cx, item, found, version.as_deref())?);
    differences.extend(changed_tags(cx.wanted, &body.request["Tags"], found));
    differences.extend(sharing::compare(cx.api, &item.name, (body, found))?);
    let mut outputs = Outputs::default();
    if let Some(version) = version {
        outputs.put(&item.id, "DocumentVersion", version);
    }
    Ok(Compared { before, ..Compared::of(differences, outputs) })
}

/// Why the document of the account may not be touched.
fn why_not(cx: &Comparing<'_>, item: &Item, body: &DocumentBody, found: &Found) -> Option<String> {
    if found.document_type != body.document_type {
        return Some(format!(
            "the account has a document of type `{}` under the name `{}`, and a document keeps its \
             type",
            found.document_type, item.name
        ));
    }
    chosen(&cx.wanted.project, std::slice::from_ref(found), cx.options.foreign).err()
}

/// The version that has the wanted content, if the account remembers one.
fn recorded<'a>(found: &'a Found, hash: &str) -> Option<&'a str> {
    (found.tag(identity::CONTENT) == Some(hash)).then(|| found.tag(identity::VERSION)).flatten()
}

/// What the account has of a content.
#[derive(Default)]
struct Content {
    /// The version that has the wanted one, if there is one already.
    version: Option<String>,
    /// What was read because it differs.
    before: Option<Value>,
    differences: Vec<Difference>,
}

/// What differs in the content.
fn changed_content(
    cx: &Comparing<'_>,
    item: &Item,
    body: &DocumentBody,
    (found, hash): (&Found, &str),
) -> Result<Content, CallError> {
    let versions = versions(cx.api, &item.name)?;
    let name = identity::version_name(cx.wanted, body, hash);
    let old = found.tag(identity::VERSION).map(str::to_owned);
    let old = old.or_else(|| versions.first().map(|version| version.number.clone()));
    let before = match &old {
        Some(old) => Some(content_of(cx.api, &item.name, old)?),
        None => None,
    };
    let mut differences = content::differences(before.as_ref(), body);
    if let Some(before) = &before {
        differences.extend(permissions::differences(cx.wanted, item, body, before));
    }
    if let Some(found) = with_content(cx.api, (item, body), hash, &versions)? {
        let number = &found.number;
        differences.push(Difference::new("version", old.map(Value::from), Some(json!(number))));
        return Ok(Content { version: Some(number.clone()), before, differences });
    }
    differences.push(Difference::new(NEW_VERSION, old.map(Value::from), Some(json!(name))));
    Ok(Content { version: None, before, differences })
}

/// What Ordain made the default has to be the default still: where the list does not confirm it,
/// the document is asked.
fn moved_default(
    cx: &Comparing<'_>,
    item: &Item,
    found: &Found,
    version: Option<&str>,
) -> Result<Option<Difference>, CallError> {
    if cx.options.promote != Promote::Move {
        return Ok(None);
    }
    let default = found.tag(identity::DEFAULT);
    if version.is_some() && default == version {
        let confirmed = version == Some(&found.listed);
        if confirmed || Some(default_of(cx.api, &item.name)?.as_str()) == version {
            return Ok(None);
        }
    }
    let after = version.unwrap_or("the new version");
    let before = default.map(Value::from);
    Ok(Some(Difference::new(DEFAULT_VERSION, before, Some(Value::from(after)))))
}

/// The version that is the default one.
fn default_of(api: &dyn Api, name: &str) -> Result<String, CallError> {
    let answer = api.call(&Call::ssm("DescribeDocument", json!({ "Name": name })))?;
    Ok(answer["Document"]["DefaultVersion"].as_str().unwrap_or_default().to_owned())
}
