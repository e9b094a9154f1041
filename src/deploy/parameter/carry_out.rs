//! The calls that make a parameter as it is wanted. A first PutParameter does not overwrite, so
//! that a second sending of it does nothing; it brings its tags along.

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError};
use crate::deploy::apply::Applying;
use crate::deploy::given::Secret;
use crate::deploy::identity;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::{all_tags, tags_of};
use crate::deploy::retag::retag;
use crate::deploy::wanted::Item;
use crate::deploy::written;

use super::compare::{self, differences, is_secret, value_of};
use super::proof;
use super::read::{Found, PARAMETER};

/// Makes a parameter as the request says.
pub(in crate::deploy) fn carry_out(
    cx: &Applying<'_>,
    item: &Item,
    request: &Value,
    found: Option<&Found>,
) -> Result<Outputs, CallError> {
    let value = value_of(cx.wanted, item, request).map_err(CallError::NotSent)?;
    match found {
        None => create(cx, item, (request, &value))?,
        Some(found) => update(cx, item, (request, &value), found)?,
    }
    Ok(Outputs::default())
}

/// Deletes a parameter that the project made.
pub(in crate::deploy) fn delete(api: &dyn Api, name: &str) -> Result<(), CallError> {
    match api.call(&Call::ssm("DeleteParameter", json!({ "Name": name }))) {
        Err(error) if !error.is("ParameterNotFound") => Err(error),
        _ => Ok(()),
    }
}

fn create(
    cx: &Applying<'_>,
    item: &Item,
    (request, value): (&Value, &Secret),
) -> Result<(), CallError> {
    let mut tags_wanted = all_tags(cx.wanted, &request["Tags"]);
    written::remember(&mut tags_wanted, &compare::written(request, value));
    if is_secret(request) {
        proof::put(&mut tags_wanted, value, 1);
    }
    let mut put = put(request, value);
    set(&mut put, "Tags", identity::tag_list(&tags_wanted));
    match cx.api.call(&Call::ssm("PutParameter", put)) {
        // Sent again after its answer got lost: it is there, as it was made.
        Err(error) if error.is("ParameterAlreadyExists") => {
            let there = tags_of(cx.api, PARAMETER, &item.name)?;
            let is_done = tags_wanted.iter().all(|(key, value)| there.get(key) == Some(value));
            if is_done { Ok(()) } else { Err(error) }
        }
        other => other.map(|_| ()),
    }
}

fn update(
    cx: &Applying<'_>,
    item: &Item,
    (request, value): (&Value, &Secret),
    found: &Found,
) -> Result<(), CallError> {
    let mut tags = all_tags(cx.wanted, &request["Tags"]);
    written::remember(&mut tags, &compare::written(request, value));
    tags.extend(proof::kept(&found.tags));
    let mut there = found.tags.clone();
    if !differences(found, request, value, false).is_empty() {
        let mut put = put(request, value);
        set(&mut put, "Overwrite", json!(true));
        // What an update does not name stays.
        for (member, none) in [("Description", ""), ("AllowedPattern", ""), ("Policies", "[{}]")] {
            let has = found.described.get(member).is_some_and(|it| it != "" && *it != json!([]));
            if has && request.get(member).is_none() {
                set(&mut put, member, json!(none));
            }
        }
        there = written::begun(&found.tags);
        there
            .extend(proof::begun(&found.tags).filter(|_| is_secret(request)).into_iter().flatten());
        retag(cx.api, (PARAMETER, &item.name), &there, &found.tags)?;
        let answer = cx.api.call(&Call::ssm("PutParameter", put))?;
        if is_secret(request) {
            let version = answer["Version"].as_i64().unwrap_or_default();
            proof::put(&mut tags, value, version);
        }
    }
    retag(cx.api, (PARAMETER, &item.name), &tags, &there)
}

/// The request with its value, without tags.
fn put(request: &Value, value: &Secret) -> Value {
    let mut put = request.clone();
    if let Value::Object(members) = &mut put {
        members.remove("Tags");
    }
    set(&mut put, "Value", json!(value.reveal()));
    put
}

fn set(request: &mut Value, member: &str, value: Value) {
    if let Value::Object(members) = request {
        members.insert(member.to_owned(), value);
    }
}
