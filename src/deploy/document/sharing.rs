//! Accounts that see a document. Whom the project shared it with is written down in a tag, so that a
//! document which the project no longer shares loses them.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity;
use crate::deploy::plan::Difference;
use crate::deploy::wanted::DocumentBody;

use super::read::Found;

/// Accounts in one request.
///
/// Source: "ModifyDocumentPermission", API reference of Systems Manager.
const PER_REQUEST: usize = 20;

/// Accounts that a tag's 256 characters hold.
const PER_TAG: usize = 19;

/// Stands in the tag for more accounts than it holds.
const MANY: &str = "many";

/// The accounts that a document is shared with.
pub(in crate::deploy) fn shares(api: &dyn Api, name: &str) -> Result<Vec<String>, CallError> {
    let ask =
        Call::ssm("DescribeDocumentPermission", json!({ "Name": name, "PermissionType": "Share" }));
    let listed = all_pages(api, &ask, "AccountIds")?;
    Ok(crate::deploy::wanted::texts(&Value::Array(listed)))
}

/// What a deploy does to the accounts of one document.
struct Steps {
    there: Vec<String>,
    add: Vec<String>,
    remove: Vec<String>,
    /// What the tag has to say; nothing where it goes away.
    record: Option<String>,
    is_recorded: bool,
}

/// Nothing where neither the project nor the tag speaks of accounts: then none are asked for.
fn steps(
    api: &dyn Api,
    name: &str,
    body: &DocumentBody,
    found: Option<&Found>,
) -> Result<Option<Steps>, CallError> {
    let recorded = found.and_then(|found| found.tag(identity::SHARED));
    if body.share_with.is_empty() && recorded.is_none() {
        return Ok(None);
    }
    let mut there = shares(api, name)?;
    there.sort();
    let mut wanted = body.share_with.clone();
    wanted.sort();
    let record = (!wanted.is_empty()).then(|| written(&wanted));
    // A project that shares nothing any more says nothing of the accounts of others.
    let is_ours = |account: &String| {
        !wanted.is_empty()
            || recorded == Some(MANY)
            || recorded.is_some_and(|all| all.split(' ').any(|one| one == account))
    };
    let add = wanted.iter().filter(|account| !there.contains(account)).cloned().collect();
    let remove = there.iter().filter(|account| !wanted.contains(account) && is_ours(account));
    let remove = remove.cloned().collect();
    let is_recorded = record.as_deref() == recorded;
    Ok(Some(Steps { there, add, remove, record, is_recorded }))
}

fn written(accounts: &[String]) -> String {
    if accounts.len() > PER_TAG { MANY.to_owned() } else { accounts.join(" ") }
}

/// What differs in the accounts that see a document.
pub(super) fn compare(
    api: &dyn Api,
    name: &str,
    (body, found): (&DocumentBody, &Found),
) -> Result<Option<Difference>, CallError> {
    let Some(Steps { there, add, remove, is_recorded, .. }) = steps(api, name, body, Some(found))?
    else {
        return Ok(None);
    };
    let kept = there.iter().filter(|account| !remove.contains(account));
    let mut after: Vec<&String> = kept.chain(&add).collect();
    after.sort();
    let changes = !(add.is_empty() && remove.is_empty() && is_recorded);
    Ok(changes
        .then(|| Difference::new("accounts that see it", Some(json!(there)), Some(json!(after)))))
}

/// Shares a document with the accounts that are wanted, and takes it from those that no longer
/// are. The tag is written last: it tells of what was done.
pub(super) fn carry_out(
    api: &dyn Api,
    name: &str,
    body: &DocumentBody,
    found: Option<&Found>,
) -> Result<(), CallError> {
    let Some(steps) = steps(api, name, body, found)? else { return Ok(()) };
    modify(api, name, ("AccountIdsToRemove", &steps.remove))?;
    modify(api, name, ("AccountIdsToAdd", &steps.add))?;
    if steps.is_recorded {
        return Ok(());
    }
    let mut request = json!({ "ResourceType": "Document", "ResourceId": name });
    let operation = match &steps.record {
        Some(record) => {
            request["Tags"] = json!([{ "Key": identity::SHARED, "Value": record }]);
            "AddTagsToResource"
        }
        None => {
            request["TagKeys"] = json!([identity::SHARED]);
            "RemoveTagsFromResource"
        }
    };
    api.call(&Call::ssm(operation, request)).map(|_| ())
}

/// Adds or removes accounts, as many requests as they need.
pub(super) fn modify(
    api: &dyn Api,
    name: &str,
    (member, accounts): (&str, &[String]),
) -> Result<(), CallError> {
    for accounts in accounts.chunks(PER_REQUEST) {
        let request = json!({ "Name": name, "PermissionType": "Share", member: accounts });
        api.call(&Call::ssm("ModifyDocumentPermission", request))?;
    }
    Ok(())
}
