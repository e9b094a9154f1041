//! The calls that make a document as it is wanted. Every one may be the last: what was done is
//! found again by the names of versions, and tags are written behind what they tell of.

use serde_json::{Map, Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::identity::{self, Tags};
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{self, Owned};
use crate::deploy::plan::{Difference, Foreign, Promote};
use crate::deploy::retag::{begin, retag};
use crate::deploy::wanted::{DocumentBody, Item, Wanted};
use crate::deploy::written::{self, Members};

use super::attachments;
use super::by_hand::{self, LOST_VERSION, newer};
use super::old_versions;
use super::read::Found;
use super::sharing::{self, shares};
use super::versions::{content_of, promote, versions, with_content};

/// Makes a document as it is wanted, from whatever is there.
pub(in crate::deploy) fn carry_out(
    cx: &Applying<'_>,
    item: &Item,
    body: &DocumentBody,
    found: Option<&Found>,
) -> Result<Outputs, CallError> {
    let hash = identity::content_hash(body);
    let begun = found.map(|found| begun(cx, &item.name, found)).transpose()?;
    let found = begun.as_ref();
    let Made { version, tags } = match found {
        None => create(cx, item, body, &hash)?,
        Some(found) => update(cx, item, body, (found, &hash))?,
    };
    sharing::carry_out(cx.api, &item.name, body, found)?;
    let promotes = cx.options.promote == Promote::Move;
    if promotes {
        promote(cx.api, &item.name, &version)?;
    }
    by_hand::set_back(cx.api, (&item.name, &version), cx.differences, promotes)?;
    old_versions::delete(cx.api, &item.name, cx.differences)?;
    // Last: they tell of what was done.
    let (wanted, there) = tags;
    retag(cx.api, ("Document", &item.name), &wanted, &there)?;
    let mut outputs = Outputs::default();
    outputs.put(&item.id, "DocumentVersion", version);
    Ok(outputs)
}

/// The document with the mark that it is about to be changed, where more than its tags will be.
fn begun(cx: &Applying<'_>, name: &str, found: &Found) -> Result<Found, CallError> {
    let only_tags = |it: &Difference| it.what == "tags" || it.what == written::REMEMBERED;
    if cx.differences.iter().all(only_tags) {
        return Ok(found.clone());
    }
    let tags = begin(cx.api, ("Document", name), &found.tags)?;
    Ok(Found { tags, ..found.clone() })
}

/// The version with the wanted content, and the tags that tell of it: as they are to be, and as they
/// are.
struct Made {
    version: String,
    tags: (Tags, Tags),
}

/// Deletes a document with all its versions. One that is gone is no error.
pub(in crate::deploy) fn delete(api: &dyn Api, name: &str) -> Result<(), CallError> {
    let shared = shares(api, name);
    match shared {
        // A document that is shared cannot be deleted.
        Ok(accounts) if !accounts.is_empty() => {
            sharing::modify(api, name, ("AccountIdsToRemove", &accounts))?;
        }
        Err(error) if !error.is("InvalidDocument") => return Err(error),
        _ => {}
    }
    match api.call(&Call::ssm("DeleteDocument", json!({ "Name": name }))) {
        Err(error) if !error.is("InvalidDocument") => Err(error),
        _ => Ok(()),
    }
}

/// Creates the document, with the tags that say whose it is. A first answer that got lost is one
/// that says `DocumentAlreadyExists`: whose it is decides.
fn create(
    cx: &Applying<'_>,
    item: &Item,
    body: &DocumentBody,
    hash: &str,
) -> Result<Made, CallError> {
    let mut tags = all_tags(cx.wanted, body, hash, "1");
    for key in [identity::DEFAULT, identity::LATEST] {
        tags.insert(key.to_owned(), "1".to_owned());
    }
    let mut request = body.request.as_object().cloned().unwrap_or_default();
    request.insert("Content".to_owned(), json!(body.content));
    if let Some(attachments) = attachments::uploaded(cx, item, body)? {
        request.insert("Attachments".to_owned(), attachments);
    }
    request.insert("VersionName".to_owned(), json!(identity::version_name(cx.wanted, body, hash)));
    request.insert("Tags".to_owned(), identity::tag_list(&tags));
    match cx.api.call(&Call::ssm("CreateDocument", Value::Object(request))) {
        Ok(_) => Ok(Made { version: "1".to_owned(), tags: (tags.clone(), tags) }),
        Err(error) if error.is("DocumentAlreadyExists") => {
            let there = super::read::read(cx.api, cx.wanted)?.remove(&item.name);
            match there {
                Some(found) if may_touch(cx, &found) => update(cx, item, body, (&found, hash)),
                _ => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

fn may_touch(cx: &Applying<'_>, found: &Found) -> bool {
    found.is_of(&cx.wanted.project) || cx.options.foreign == Foreign::Adopt
}

/// Gives the document the wanted content as a new version, unless one has it already.
fn update(
    cx: &Applying<'_>,
    item: &Item,
    body: &DocumentBody,
    (found, hash): (&Found, &str),
) -> Result<Made, CallError> {
    let recorded = found.tag(identity::CONTENT) == Some(hash)
        && !cx.differences.iter().any(|it| it.what == LOST_VERSION);
    let recorded = found.tag(identity::VERSION).filter(|_| recorded);
    let version = match recorded {
        Some(version) => version.to_owned(),
        None => new_version(cx, item, body, hash)?,
    };
    let mut wanted = all_tags(cx.wanted, body, hash, &version);
    let latest = match found.tag(identity::LATEST) {
        Some(latest) => Some(newer(latest, &version).to_owned()),
        None if recorded.is_some() => None,
        None => versions(cx.api, &item.name)?.first().map(|newest| newest.number.clone()),
    };
    wanted.extend(latest.map(|latest| (identity::LATEST.to_owned(), latest)));
    Ok(Made { version, tags: (wanted, found.tags.clone()) })
}

/// Uploads the content, unless a version has it already: an upload whose answer got
/// lost, or a content that comes back.
fn new_version(
    cx: &Applying<'_>,
    item: &Item,
    body: &DocumentBody,
    hash: &str,
) -> Result<String, CallError> {
    let name = identity::version_name(cx.wanted, body, hash);
    if let Some(version) = uploaded(cx.api, item, body, hash)? {
        return Ok(version);
    }
    let mut request = Map::new();
    request.insert("Name".to_owned(), json!(item.name));
    request.insert("Content".to_owned(), json!(body.content));
    request.insert("DocumentFormat".to_owned(), json!(body.format));
    request.insert("DocumentVersion".to_owned(), json!("$LATEST"));
    request.insert("VersionName".to_owned(), json!(name));
    for member in ["DisplayName", "TargetType"] {
        if let Some(value) = body.request.get(member) {
            request.insert(member.to_owned(), value.clone());
        }
    }
    if let Some(attachments) = attachments::uploaded(cx, item, body)? {
        request.insert("Attachments".to_owned(), attachments);
    }
    match cx.api.call(&Call::ssm("UpdateDocument", Value::Object(request))) {
        Ok(answer) => {
            let version = &answer["DocumentDescription"]["DocumentVersion"];
            Ok(version.as_str().unwrap_or_default().to_owned())
        }
        Err(error)
            if error.is("DuplicateDocumentVersionName") || error.is("DuplicateDocumentContent") =>
        {
            match uploaded(cx.api, item, body, hash)? {
                Some(version) => Ok(version),
                // A version has the content under another name: nothing to upload.
                None if error.is("DuplicateDocumentContent") => {
                    same_content(cx.api, item, body)?.ok_or(error)
                }
                None => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

/// The version that has the content already.
fn uploaded(
    api: &dyn Api,
    item: &Item,
    body: &DocumentBody,
    hash: &str,
) -> Result<Option<String>, CallError> {
    let versions = versions(api, &item.name)?;
    let found = with_content(api, (item, body), hash, &versions)?;
    Ok(found.map(|version| version.number.clone()))
}

/// The newest version that has the content, whatever it is called. Each is read: the service may
/// mean any of them.
fn same_content(
    api: &dyn Api,
    item: &Item,
    body: &DocumentBody,
) -> Result<Option<String>, CallError> {
    let wanted = identity::canonical_content(&body.content, &body.format);
    for version in versions(api, &item.name)? {
        if content_of(api, &item.name, &version.number)? == wanted {
            return Ok(Some(version.number));
        }
    }
    Ok(None)
}

/// The author's tags, as the tag that remembers what was written has them.
fn written(body: &DocumentBody) -> Members {
    written::tagged(Members::new(), &body.request["Tags"])
}

/// The author's tags and Ordain's.
fn all_tags(wanted: &Wanted, body: &DocumentBody, hash: &str, version: &str) -> Tags {
    let mut tags = owner::all_tags(wanted, &body.request["Tags"]);
    for (key, value) in [(identity::CONTENT, hash), (identity::VERSION, version)] {
        tags.insert(key.to_owned(), value.to_owned());
    }
    written::remember(&mut tags, &written(body));
    tags
}
