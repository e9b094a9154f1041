//! Which documents an account has, in one list.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, Tags};
use crate::deploy::owner::Owned;
use crate::deploy::wanted::Wanted;

/// A document of the account, as the list of documents has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    pub(super) document_type: String,
    pub(super) tags: Tags,
    /// A version that the list names: of its page in the API reference it is not clear whether it
    /// is the default or the latest one, so it only ever confirms.
    pub(super) listed: String,
}

impl Found {
    /// `Command`, `Automation`, …
    pub(in crate::deploy) fn document_type(&self) -> &str {
        &self.document_type
    }

    /// Whether the version that Ordain made for the content of the project is the default one, as far
    /// as tags tell.
    pub(in crate::deploy) fn has_wanted_default(&self) -> bool {
        let version = self.tag(identity::VERSION);
        version.is_some() && self.tag(identity::DEFAULT) == version
    }

    /// A tag of Ordain.
    pub(super) fn tag(&self, key: &str) -> Option<&str> {
        self.tags.get(key).map(String::as_str)
    }
}

impl Owned for Found {
    fn tags(&self) -> &Tags {
        &self.tags
    }
}

/// All documents that the account owns. The list holds tags, and with them the hash of the content:
/// no document is read for its own sake.
///
/// Source: "ListDocuments", API reference of Systems Manager: at most 50 a page.
pub(in crate::deploy) fn read(
    api: &dyn Api,
    _wanted: &Wanted,
) -> Result<BTreeMap<String, Found>, CallError> {
    let owned = json!({ "Filters": [{ "Key": "Owner", "Values": ["Self"] }], "MaxResults": 50 });
    let listed = all_pages(api, &Call::ssm("ListDocuments", owned), "DocumentIdentifiers")?;
    let text = |item: &Value, member: &str| item[member].as_str().unwrap_or_default().to_owned();
    let found = listed.iter().map(|item| {
        let found = Found {
            document_type: text(item, "DocumentType"),
            tags: identity::tags(&item["Tags"]),
            listed: text(item, "DocumentVersion"),
        };
        (text(item, "Name"), found)
    });
    Ok(found.collect())
}
