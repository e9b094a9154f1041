//! The versions of one document, and which of them is the default.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity;
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
pub(in crate::deploy) fn content_of(
    api: &dyn Api,
    name: &str,
    version: &str,
) -> Result<Value, CallError> {
    let call = Call::ssm("GetDocument", json!({ "Name": name, "DocumentVersion": version }));
    let got = api.call(&call)?;
    let text = |member: &str| got[member].as_str().unwrap_or_default().to_owned();
    Ok(identity::canonical_content(&text("Content"), &text("DocumentFormat")))
}

/// The version that a number, else a name, or `$LATEST` means.
pub(in crate::deploy) fn version_named<'v>(
    versions: &'v [DocumentVersion],
    named: &str,
) -> Option<&'v DocumentVersion> {
    if named == "$LATEST" {
        return versions.first();
    }
    // A name may be a number, too: the number is what the service means.
    let by_number = versions.iter().find(|version| version.number == named);
    by_number.or_else(|| versions.iter().find(|version| version.name == named))
}

/// Makes a version the default one, and writes down that it was Ordain.
///
/// # Errors
/// A call without an answer.
pub(in crate::deploy) fn promote(
    api: &dyn Api,
    name: &str,
    version: &str,
) -> Result<(), CallError> {
    set_default(api, name, version)?;
    let tags = json!([{ "Key": identity::DEFAULT, "Value": version }]);
    let tag = json!({ "ResourceType": "Document", "ResourceId": name, "Tags": tags });
    api.call(&Call::ssm("AddTagsToResource", tag))?;
    Ok(())
}

/// Makes a version the default one.
///
/// # Errors
/// A call without an answer.
pub(in crate::deploy) fn set_default(
    api: &dyn Api,
    name: &str,
    version: &str,
) -> Result<(), CallError> {
    let set = json!({ "Name": name, "DocumentVersion": version });
    api.call(&Call::ssm("UpdateDocumentDefaultVersion", set))?;
    Ok(())
}
