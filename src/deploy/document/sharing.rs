//! Accounts that see a document. Whom the project shared it with is written down in a tag, so that a
//! document which the project no longer shares loses them.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity;
use crate::deploy::plan::Difference;
use crate::deploy::wanted::DocumentBody;
use crate::deploy::written::ChangedBy;

use super::read::Found;

/// Accounts in one request.
///
/// Source: "ModifyDocumentPermission", API reference of Systems Manager.
const PER_REQUEST: usize = 20;

/// Accounts that a tag's 256 characters hold.
const PER_TAG: usize = 19;

/// Stands in the tag for more accounts than it holds, before their digest.
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
    by: Option<ChangedBy>,
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
            || recorded.is_some_and(is_many)
            || recorded.is_some_and(|all| all.split(' ').any(|one| one == account))
    };
    let add = wanted.iter().filter(|account| !there.contains(account)).cloned().collect();
    let remove = there.iter().filter(|account| !wanted.contains(account) && is_ours(account));
    let remove = remove.cloned().collect();
    let is_recorded = record.as_deref() == recorded;
    let by = changed_by(&there, recorded, &wanted);
    Ok(Some(Steps { there, add, remove, record, is_recorded, by }))
}

fn written(accounts: &[String]) -> String {
    match accounts.len() > PER_TAG {
        true => format!("{MANY} {}", identity::fingerprint(&json!(accounts))),
        false => accounts.join(" "),
    }
}

fn is_many(record: &str) -> bool {
    record.split(' ').next() == Some(MANY)
}

/// Whose change makes the accounts differ. Each counts alone where the tag names them. What the
/// project does not name any more and others have added stays, and is nobody's change.
fn changed_by(there: &[String], recorded: Option<&str>, wanted: &[String]) -> Option<ChangedBy> {
    let recorded = recorded.filter(|record| *record != MANY)?;
    if is_many(recorded) || wanted.len() > PER_TAG {
        let (there, wanted) = (written(there), written(wanted));
        return ChangedBy::of(&there.as_str(), &recorded, &wanted.as_str());
    }
    let recorded: Vec<&str> = recorded.split(' ').collect();
    let mut all: Vec<&str> = there.iter().chain(wanted).map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    let has = |list: &[String], one: &str| list.iter().any(|it| it == one);
    let managed = all.iter().filter(|one| !wanted.is_empty() || recorded.contains(one));
    managed
        .filter_map(|one| {
            ChangedBy::of(&has(there, one), &recorded.contains(one), &has(wanted, one))
        })
        .reduce(ChangedBy::with)
}

/// What differs in the accounts that see a document.
pub(super) fn compare(
    api: &dyn Api,
    name: &str,
    (body, found): (&DocumentBody, &Found),
) -> Result<Option<Difference>, CallError> {
    let Some(Steps { there, add, remove, is_recorded, by, .. }) =
        steps(api, name, body, Some(found))?
    else {
        return Ok(None);
    };
    let kept = there.iter().filter(|account| !remove.contains(account));
    let mut after: Vec<&String> = kept.chain(&add).collect();
    after.sort();
    let changes = !(add.is_empty() && remove.is_empty() && is_recorded);
    // A tag that alone is behind was not written by a deploy that was stopped.
    let by = by.or(Some(ChangedBy::Project)).filter(|_| found.tag(identity::SHARED).is_some());
    Ok(changes.then(|| {
        Difference::new("accounts that see it", Some(json!(there)), Some(json!(after))).by(by)
    }))
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
