//! The calls that make a thing as it is wanted. Making it and changing it are one way: what is
//! there, or was just made, gets what it lacks.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::deploy::api::{Api, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::identity::{self, Tags};
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{Owned, all_tags, chosen};
use crate::deploy::plan::Prune;
use crate::deploy::wanted::{Item, ResourceKind};
use crate::deploy::written;

use super::form::differences;
use super::kind::{Doing, Found, Kind, Read, Reading};
use super::kind_of;

/// Why nothing is made over what is there.
const MEANWHILE: &str = "somebody else has made it since the plan: plan again";

/// Makes a thing as its request, references filled in, says.
pub(in crate::deploy) fn carry_out(
    cx: &Applying<'_>,
    item: &Item,
    (kind, request): (ResourceKind, &Value),
    read: Option<&Read>,
) -> Result<Outputs, CallError> {
    let kind = kind_of(kind);
    let empty = Read::default();
    let read = read.unwrap_or(&empty);
    let Applying { api, wanted, place, .. } = *cx;
    let doing = Doing { api, wanted, item, request, around: &read.around, place };
    let mut tags = all_tags(cx.wanted, kind.tags(request));
    written::begin(&mut tags);
    let there = read.by_name.get(&item.name);
    let there = there.and_then(|all| chosen(&cx.wanted.project, all, cx.options.foreign).ok());
    let there = there.filter(|found| found.is_there);
    let marks = kind.marks(cx.place);
    tags.extend(marks.clone());
    let there = match there {
        Some(found) => found.clone(),
        None => made(kind, &doing, &tags)?,
    };
    tags.retain(|name, _| !marks.contains_key(name) || !there.tags.contains_key(name));
    let wanted = kind.form(request);
    let differences = differences(&there.form, &wanted, kind.rules());
    let changed: Vec<&str> = differences.iter().map(|one| one.what.as_str()).collect();
    let mut there_tags = there.tags.clone();
    if !changed.is_empty() {
        there_tags = written::begun(&there.tags);
        tag_new(cx.api, kind, &there, (&there_tags, &there.tags))?;
        kind.update(&doing, &there, &changed)?;
    }
    // Only now: it tells of what was done.
    let members = written::tagged(wanted.into_iter().collect(), kind.tags(request));
    written::remember(&mut tags, &members);
    tag_new(cx.api, kind, &there, (&tags, &there_tags))?;
    Ok(kind.outputs(&item.id, &there))
}

/// Adds those of some tags that are not there, or differ.
fn tag_new(
    api: &dyn Api,
    kind: &dyn Kind,
    found: &Found,
    (wanted, there): (&Tags, &Tags),
) -> Result<(), CallError> {
    let new = identity::new_tags(wanted, there);
    if new.is_empty() { Ok(()) } else { kind.tag(api, found, &new) }
}

/// Makes it. Where the answer got lost, or a first sending was carried out, it is there as one of
/// the project.
fn made(kind: &dyn Kind, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
    if kind.overwrites() {
        match now(kind, doing)?.into_iter().find(|one| one.is_there) {
            Some(own) if own.is_of(&doing.wanted.project) => return Ok(own),
            Some(_) => return Err(CallError::NotSent(MEANWHILE.to_owned())),
            None => {}
        }
    }
    let error = match kind.create(doing, tags) {
        Err(error) => error,
        made => return made,
    };
    let exists = kind.exists().is_some_and(|code| error.is(code));
    if !exists && !matches!(error, CallError::Lost(_)) {
        return Err(error);
    }
    let mut own = now(kind, doing)?.into_iter();
    own.find(|one| one.is_there && one.is_of(&doing.wanted.project)).ok_or(error)
}

/// What has the name now.
fn now(kind: &dyn Kind, doing: &Doing<'_>) -> Result<Vec<Found>, CallError> {
    let reading = Reading {
        api: doing.api,
        project: &doing.wanted.project,
        requests: BTreeMap::from([(doing.item.name.as_str(), doing.request)]),
        prune: Prune::Keep,
        place: doing.place,
    };
    Ok(kind.read(&reading)?.by_name.remove(&doing.item.name).unwrap_or_default())
}

/// Deletes what the project made of a name.
pub(in crate::deploy) fn delete(
    api: &dyn Api,
    project: &str,
    (kind, name): (ResourceKind, &str),
    read: Option<&Read>,
) -> Result<(), CallError> {
    let there = read.and_then(|read| read.by_name.get(name));
    for one in there.into_iter().flatten().filter(|one| one.is_of(project)) {
        kind_of(kind).delete(api, one)?;
    }
    Ok(())
}
