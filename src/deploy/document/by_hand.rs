//! What somebody changed by hand in the versions of a document: the default moved, a version came or
//! went. A list of documents does not tell all of it; the versions of each do.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::identity;
use crate::deploy::plan::{Comparing, Difference, Promote};
use crate::deploy::wanted::Item;
use crate::deploy::written::{ChangedBy, Drift, is_begun};

use super::read::Found;
use super::versions::{promote, versions};

/// What is said where `$DEFAULT` moves.
pub(super) const DEFAULT_VERSION: &str = "default version";
/// What is said where somebody else made the newest version.
pub(super) const LATEST_VERSION: &str = "latest version";
/// What is said where the version with the wanted content is gone.
pub(super) const LOST_VERSION: &str = "version with the content";

/// Stands for the number of a version that only the deploy will know.
const NEW: &str = "the new version";

/// That the version which the account remembers for the content is no longer there, as far as it is
/// asked for.
pub(super) fn lost(
    cx: &Comparing<'_>,
    item: &Item,
    version: &str,
) -> Result<Option<Difference>, CallError> {
    if cx.options.drift == Drift::Leave {
        return Ok(None);
    }
    let is_there = versions(cx.api, &item.name)?.iter().any(|one| one.number == version);
    let difference = Difference::new(LOST_VERSION, None, Some(json!(version)));
    Ok((!is_there).then(|| difference.by(ChangedBy::Hand)))
}

/// That the default is another one than Ordain made it, or is to become another.
///
/// `version` is the one with the wanted content, if there is one already. Without `--promote` the
/// default is to stay where Ordain put it.
pub(super) fn moved_default(
    cx: &Comparing<'_>,
    item: &Item,
    found: &Found,
    version: Option<&str>,
) -> Result<Option<Difference>, CallError> {
    let promotes = cx.options.promote == Promote::Move;
    let difference = |before: Option<&str>, after: Option<&str>| {
        let after = after.unwrap_or(NEW);
        Difference::new(DEFAULT_VERSION, before.map(Value::from), Some(Value::from(after)))
    };
    let Some(written) = found.tag(identity::DEFAULT) else {
        return Ok(promotes.then(|| difference(None, version)));
    };
    // The list only ever confirms.
    let is_confirmed = cx.options.drift == Drift::Leave && found.listed == written;
    let versions = if is_confirmed { Vec::new() } else { versions(cx.api, &item.name)? };
    let there = match versions.iter().find(|one| one.is_default) {
        Some(default) => default.number.clone(),
        None => written.to_owned(),
    };
    let is_gone = !is_confirmed && !versions.iter().any(|one| one.number == written);
    let wanted = if promotes || is_gone { version } else { Some(written) };
    let changed = ChangedBy::of(&Some(there.as_str()), &Some(written), &wanted);
    // Where the tag alone is behind, it was Ordain that was stopped.
    let is_behind = changed.is_none() && wanted != Some(written);
    let changed = changed.or(is_behind.then_some(ChangedBy::Project));
    Ok(changed.map(|by| difference(Some(&there), wanted).by(by)))
}

/// That the newest version is one of somebody else, as far as versions are asked for. What Ordain
/// made and could not write down has a name of Ordain's, or the wanted content (`version`).
pub(super) fn foreign_latest(
    cx: &Comparing<'_>,
    item: &Item,
    found: &Found,
    (version, is_uploaded): (Option<&str>, bool),
) -> Result<Option<Difference>, CallError> {
    let Some(written) = found.tag(identity::LATEST) else { return Ok(None) };
    // The newest one may be what a deploy that was stopped has left.
    if is_begun(&found.tags) {
        return Ok(None);
    }
    if cx.options.drift == Drift::Leave && !is_uploaded {
        return Ok(None);
    }
    let versions = versions(cx.api, &item.name)?;
    let foreign = versions.iter().find(|one| {
        is_behind(&one.number, written)
            && !identity::is_own_name(&one.name)
            && version != Some(one.number.as_str())
    });
    Ok(foreign.map(|one| {
        let after = if is_uploaded { NEW } else { written };
        let before = Some(json!(one.number));
        Difference::new(LATEST_VERSION, before, Some(json!(after))).by(ChangedBy::Hand)
    }))
}

/// The newer one of two versions.
pub(super) fn newer<'a>(one: &'a str, other: &'a str) -> &'a str {
    if is_behind(one, other) { one } else { other }
}

/// That the default is moved from one version to another.
pub(in crate::deploy) fn default_moves(from: &str, to: &str) -> Difference {
    Difference::new(DEFAULT_VERSION, Some(json!(from)), Some(json!(to)))
}

/// Whether a version was made behind another one.
pub(in crate::deploy) fn is_behind(number: &str, other: &str) -> bool {
    let read = |text: &str| text.parse::<u64>().unwrap_or_default();
    read(number) > read(other)
}

/// Sets back what the plan says was changed by hand: the default, then the versions that somebody
/// made behind the newest one of Ordain. The default one cannot be deleted, so it moves first.
pub(super) fn set_back(
    api: &dyn Api,
    (name, version): (&str, &str),
    differences: &[Difference],
    is_promoted: bool,
) -> Result<(), CallError> {
    let after = |what: &str| {
        let found = differences.iter().find(|it| it.what == what);
        found.and_then(|it| it.after.as_ref()?.as_str())
    };
    if let Some(default) = after(DEFAULT_VERSION).filter(|_| !is_promoted) {
        promote(api, name, if default == NEW { version } else { default })?;
    }
    let latest = after(LATEST_VERSION).filter(|latest| *latest != NEW);
    let Some(latest) = latest else { return Ok(()) };
    for version in versions(api, name)? {
        if is_behind(&version.number, latest) {
            delete_version(api, name, &version.number)?;
        }
    }
    Ok(())
}

/// Deletes one version. One that is gone is no error.
pub(super) fn delete_version(api: &dyn Api, name: &str, version: &str) -> Result<(), CallError> {
    let request = json!({ "Name": name, "DocumentVersion": version });
    match api.call(&Call::ssm("DeleteDocument", request)) {
        Err(error) if !error.is("InvalidDocumentVersion") => Err(error),
        _ => Ok(()),
    }
}
