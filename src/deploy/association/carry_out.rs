//! The calls that make an association as it is wanted. There is no token for creating one and
//! names may be there twice, so a creation whose answer got lost is looked for before it is
//! tried again.

use serde_json::{Map, Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::identity::{self, Tags};
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{Owned, all_tags, chosen};
use crate::deploy::plan::Prune;
use crate::deploy::retag::{begin, retag};
use crate::deploy::written;

use super::compare::{self, MEMBERS, differences};
use super::read::{Found, read};

/// Makes an association as the request, its references filled in, says.
pub(in crate::deploy) fn carry_out(
    cx: &Applying<'_>,
    request: &Value,
    found: Option<&Vec<Found>>,
) -> Result<Outputs, CallError> {
    let there = found.and_then(|all| chosen(&cx.wanted.project, all, cx.options.foreign).ok());
    match there {
        Some(one) => update(cx, request, one)?,
        None => create(cx, request)?,
    }
    Ok(Outputs::default())
}

/// Deletes the associations of a name that the project made.
pub(in crate::deploy) fn delete(
    api: &dyn Api,
    project: &str,
    found: Option<&Vec<Found>>,
) -> Result<(), CallError> {
    for one in found.into_iter().flatten().filter(|one| one.is_of(project)) {
        let call = Call::ssm("DeleteAssociation", json!({ "AssociationId": one.id }));
        match api.call(&call) {
            Err(error) if !error.is("AssociationDoesNotExist") => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn create(cx: &Applying<'_>, request: &Value) -> Result<(), CallError> {
    let mut create = request.as_object().cloned().unwrap_or_default();
    create.insert("Tags".to_owned(), identity::tag_list(&tags(cx, request)));
    match cx.api.call(&Call::ssm("CreateAssociation", Value::Object(create)).harmful_twice()) {
        Err(CallError::Lost(why)) => {
            let name = request["AssociationName"].as_str().unwrap_or_default();
            let there =
                read(cx.api, cx.wanted, Prune::Keep)?.by_name.remove(name).unwrap_or_default();
            let own = there.iter().any(|one| one.is_of(&cx.wanted.project));
            if own { Ok(()) } else { Err(CallError::Lost(why)) }
        }
        other => other.map(|_| ()),
    }
}

/// Sets every member: what UpdateAssociation is not told, it removes.
fn update(cx: &Applying<'_>, request: &Value, there: &Found) -> Result<(), CallError> {
    // An update makes the association run, even one that changes nothing.
    if differences(&there.described, request).is_empty() {
        return retag(cx.api, ("Association", &there.id), &tags(cx, request), &there.tags);
    }
    let kind = ("Association", there.id.as_str());
    let begun = begin(cx.api, kind, &there.tags)?;
    let mut update = Map::new();
    update.insert("AssociationId".to_owned(), json!(there.id));
    update.insert("AssociationName".to_owned(), request["AssociationName"].clone());
    for (member, _) in MEMBERS {
        if let Some(value) = request.get(member) {
            update.insert(member.to_owned(), value.clone());
        }
    }
    cx.api.call(&Call::ssm("UpdateAssociation", Value::Object(update)))?;
    retag(cx.api, kind, &tags(cx, request), &begun)
}

/// The author's tags and Ordain's.
fn tags(cx: &Applying<'_>, request: &Value) -> Tags {
    let mut tags = all_tags(cx.wanted, &request["Tags"]);
    written::remember(&mut tags, &compare::written(request));
    tags
}
