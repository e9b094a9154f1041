//! The versions of one document, and which of them is the default.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity;
use crate::deploy::owner::tags_of;
use crate::deploy::wanted::{DocumentBody, Item};

/// A version of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentVersion {
    /// The service counts from 1.
    pub number: String,
    /// Empty where it has none.
    pub name: String,
    pub is_default: bool,
    /// `Active`, `Creating`, `Failed`, …
    pub status: String,
    /// Seconds since 1970; 0 where it is not said.
    pub created: u64,
}

/// All versions of a document, the newest first.
///
/// # Errors
/// A call without an answer; `InvalidDocument` where there is none of this name.
pub fn versions(api: &dyn Api, name: &str) -> Result<Vec<DocumentVersion>, CallError> {
    let call = Call::ssm("ListDocumentVersions", json!({ "Name": name, "MaxResults": 50 }));
    let listed = all_pages(api, &call, "DocumentVersions")?;
    let text = |item: &Value, member: &str| item[member].as_str().unwrap_or_default().to_owned();
    let mut versions: Vec<DocumentVersion> = listed
        .iter()
        .map(|item| DocumentVersion {
            number: text(item, "DocumentVersion"),
            name: text(item, "VersionName"),
            is_default: item["IsDefaultVersion"].as_bool().unwrap_or(false),
            status: text(item, "Status"),
            created: item["CreatedDate"].as_f64().map_or(0, |seconds| seconds as u64),
        })
        .collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.number.parse::<u64>().unwrap_or(0)));
    Ok(versions)
}

/// The version that has the wanted content, found by its name: a name of Ordain's holds the
/// content's hash, behind whatever version the project had; one that the author gave proves
/// nothing, and the content is read.
pub(super) fn with_content<'a>(
    api: &dyn Api,
    (item, body): (&Item, &DocumentBody),
    hash: &str,
    versions: &'a [DocumentVersion],
) -> Result<Option<&'a DocumentVersion>, CallError> {
    let Some(given) = identity::given_name(body) else {
        return Ok(versions.iter().find(|it| identity::names_content(&it.name, hash)));
    };
    let Some(named) = versions.iter().find(|it| it.name == given) else { return Ok(None) };
    let wanted = identity::canonical_content(&body.content, &body.format);
    let same = content_of(api, &item.name, &named.number)? == wanted;
    Ok(same.then_some(named))
}

/// A version's content as a value.
pub(super) fn content_of(api: &dyn Api, name: &str, version: &str) -> Result<Value, CallError> {
    let call = Call::ssm("GetDocument", json!({ "Name": name, "DocumentVersion": version }));
    let got = api.call(&call)?;
    let text = |member: &str| got[member].as_str().unwrap_or_default().to_owned();
    Ok(identity::canonical_content(&text("Content"), &text("DocumentFormat")))
}

/// The project that a document of the account belongs to, if it belongs to one.
///
/// # Errors
/// A call without an answer.
pub fn project_of(api: &dyn Api, name: &str) -> Result<Option<String>, CallError> {
    Ok(tags_of(api, "Document", name)?.remove(identity::PROJECT))
}

/// Makes a version the default one, and writes down that it was Ordain.
///
/// # Errors
/// A call without an answer.
pub fn promote(api: &dyn Api, name: &str, version: &str) -> Result<(), CallError> {
    let set = json!({ "Name": name, "DocumentVersion": version });
    api.call(&Call::ssm("UpdateDocumentDefaultVersion", set))?;
    let tags = json!([{ "Key": identity::DEFAULT, "Value": version }]);
    let tag = json!({ "ResourceType": "Document", "ResourceId": name, "Tags": tags });
    api.call(&Call::ssm("AddTagsToResource", tag))?;
    Ok(())
}

/// Makes an older version the default one: `to`, by number or name, else the one before the
/// default. Gives the versions that were and are the default.
///
/// # Errors
/// A call without an answer, or words for why there is no such version.
pub fn rollback(
    api: &dyn Api,
    name: &str,
    to: Option<&str>,
) -> Result<Result<(DocumentVersion, DocumentVersion), String>, CallError> {
    let versions = versions(api, name)?;
    let Some(place) = versions.iter().position(|version| version.is_default) else {
        return Ok(Err(format!("`{name}` has no default version")));
    };
    let active = |version: &&DocumentVersion| version.status == "Active";
    let target = match to {
        Some(to) => versions.iter().find(|version| version.number == to || version.name == to),
        None => versions.iter().skip(place + 1).find(active),
    };
    let (Some(old), Some(target)) = (versions.get(place), target) else {
        let why = match to {
            Some(to) => {
                format!("`{name}` has no version `{to}`: `ordain versions {name}` lists them")
            }
            None => format!("`{name}` has no version before its default one"),
        };
        return Ok(Err(why));
    };
    promote(api, name, &target.number)?;
    Ok(Ok((old.clone(), target.clone())))
}
