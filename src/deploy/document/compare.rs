//! What a deploy has to do to one document.

use serde_json::{Value, json};

use crate::deploy::api::CallError;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{changed_tags, chosen};
use crate::deploy::plan::{Compared, Comparing, Difference};
use crate::deploy::wanted::{DocumentBody, Item, Wanted};
use crate::deploy::written::{self, ChangedBy, Drift, Sides};

use super::attachments;
use super::by_hand::{self, DEFAULT_VERSION, LATEST_VERSION};
use super::content;
use super::permissions;
use super::read::Found;
use super::sharing;
use super::versions::{content_of, versions, with_content};

/// What is said where the wanted content is that of another version.
pub(super) const OTHER_VERSION: &str = "version";
/// What is said where a content is uploaded.
pub(super) const NEW_VERSION: &str = "new version";

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
    Moves { default: has(DEFAULT_VERSION), latest: has(NEW_VERSION) || has(LATEST_VERSION) }
}

/// Compares a document with what the account has under its name.
pub(in crate::deploy) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    body: &DocumentBody,
    found: Option<&Found>,
) -> Result<Compared, CallError> {
    let no_files = attachments::why_not(cx.wanted, item, body);
    let Some(found) = found else {
        return Ok(no_files.map_or_else(Compared::create, Compared::refuse));
    };
    if let Some(why) = why_not(cx, item, body, found) {
        return Ok(Compared::refuse(why));
    }
    let hash = identity::content_hash(body);
    let Content { version, before, mut differences } = match recorded(found, &hash) {
        Some(version) => recorded_content(cx, item, version)?,
        None => match changed_content(cx, item, body, (found, &hash))? {
            Ok(content) => content,
            Err(why) => return Ok(Compared::refuse(why)),
        },
    };
    let is_uploaded = version.is_none();
    if let Some(why) = no_files.filter(|_| is_uploaded) {
        return Ok(Compared::refuse(why));
    }
    differences.extend(by_hand::moved_default(cx, item, found, version.as_deref())?);
    let newest = (version.as_deref(), is_uploaded);
    differences.extend(by_hand::foreign_latest(cx, item, found, newest)?);
    differences.extend(changed_tags(cx.wanted, &body.request["Tags"], found));
    differences.extend(sharing::compare(cx.api, &item.name, (body, found))?);
    let mut outputs = Outputs::default();
    if let Some(version) = version {
        outputs.put(&item.id, "DocumentVersion", version);
    }
    let sides = Sides::default();
    let sides = sides.with_tags(&identity::tags(&body.request["Tags"]), &found.tags);
    Ok(Compared { before, ..written::judged(cx, found, &sides, (differences, outputs)) })
}

/// Why the document of the account may not be touched.
fn why_not(cx: &Comparing<'_>, item: &Item, body: &DocumentBody, found: &Found) -> Option<String> {
    if found.document_type != body.document_type {
        return Some(format!(
            "the account has a document of type `{}` under the name `{}`, and a document keeps its \
             type: give the new one another name, or delete the old one first",
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

/// The content is the wanted one, unless somebody has deleted its version.
fn recorded_content(cx: &Comparing<'_>, item: &Item, version: &str) -> Result<Content, CallError> {
    let lost = by_hand::lost(cx, item, version)?;
    // What is set back becomes a version with a number that nobody knows yet.
    let is_known = lost.is_none() || cx.options.drift != Drift::Overwrite;
    let version = is_known.then(|| version.to_owned());
    Ok(Content { version, before: None, differences: lost.into_iter().collect() })
}

/// What differs between a content that is there and the document's, and which permissions its role
/// gains and loses by that.
pub(in crate::deploy) fn content_differences(
    wanted: &Wanted,
    (item, body): (&Item, &DocumentBody),
    before: &Value,
) -> Vec<Difference> {
    let mut differences = content::differences(Some(before), body);
    differences.extend(permissions::differences(wanted, item, body, before));
    differences
}

/// What differs in the content; why the new one cannot be made.
fn changed_content(
    cx: &Comparing<'_>,
    item: &Item,
    body: &DocumentBody,
    (found, hash): (&Found, &str),
) -> Result<Result<Content, String>, CallError> {
    let versions = versions(cx.api, &item.name)?;
    let name = identity::version_name(cx.wanted, body, hash);
    let old = found.tag(identity::VERSION).map(str::to_owned);
    let found_hash = found.tag(identity::CONTENT);
    let old = old.or_else(|| versions.first().map(|version| version.number.clone()));
    let before = match &old {
        Some(old) => Some(content_of(cx.api, &item.name, old)?),
        None => None,
    };
    let differences = match &before {
        Some(before) => content_differences(cx.wanted, (item, body), before),
        None => content::differences(None, body),
    };
    let mut differences: Vec<Difference> =
        differences.into_iter().map(|it| it.by(ChangedBy::Project)).collect();
    if let Some(found) = with_content(cx.api, (item, body), hash, &versions)? {
        let number = &found.number;
        differences.push(if old.as_ref() == Some(number) {
            let before = found_hash.map(Value::from);
            Difference::new(written::REMEMBERED, before, Some(json!(hash)))
        } else {
            Difference::new(OTHER_VERSION, old.map(Value::from), Some(json!(number)))
        });
        return Ok(Ok(Content { version: Some(number.clone()), before, differences }));
    }
    if let Some(other) = versions.iter().find(|version| version.name == name) {
        return Ok(Err(format!(
            "version {} has the name `{name}` and another content: give this content another \
             `version_name`",
            other.number
        )));
    }
    differences.push(Difference::new(NEW_VERSION, old.map(Value::from), Some(json!(name))));
    Ok(Ok(Content { version: None, before, differences }))
}
