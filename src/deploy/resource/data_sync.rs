//! Resource data syncs. They have no tags: a parameter beside the lock says whose a sync is. One
//! that copies to S3 cannot be changed: it is made anew, and what it has copied stays.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, all_pages};
use crate::deploy::identity::{self, PROJECT, Tags};
use crate::deploy::plan::Prune;
use crate::deploy::written::WRITTEN;

use super::form::{Form, Rules, form};
use super::kind::{Doing, Found, Kind, Read, Reading, gone};

pub(super) struct DataSync;

/// Source: "CreateResourceDataSync", API reference of Systems Manager.
const MEMBERS: [&str; 2] = ["S3Destination", SOURCE];
const SOURCE: &str = "SyncSource";

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[("EnableAllOpsDataSources", "false"), ("IncludeFutureRegions", "false")],
    sets: &["SourceRegions"],
    texts: &[],
    left: &[],
};

const EXISTS: &str = "ResourceDataSyncAlreadyExistsException";
const TO_S3: &str = "SyncToDestination";

/// Where it is said whose syncs are. No project is called so that its lock could stand here.
const OWNERS: &str = "/ordain/owners/data-sync/";
/// What is said there: members, and the tags that they stand for.
const SAID: [(&str, &str); 2] = [("project", PROJECT), ("written", WRITTEN)];
/// Names that one GetParameters takes.
const VALUES: usize = 10;

impl Kind for DataSync {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let owners = match reading.prune {
            Prune::Delete => all_owners(reading.api)?,
            Prune::Keep => owners(reading.api, reading.requests.keys().copied())?,
        };
        let mut read = Read::default();
        let owner = |kind: &str, name: &str| {
            let owner = owners.get(name).filter(|owner| owner["SyncType"].as_str() == Some(kind));
            let owner = owner?;
            let said = |(member, tag): (&str, &str)| {
                Some((tag.to_owned(), owner[member].as_str()?.to_owned()))
            };
            Some(SAID.into_iter().filter_map(said).collect::<Tags>())
        };
        let mut add = |(name, kind): (&str, &str), form: Form, is_there: bool| {
            let tags = owner(kind, name).unwrap_or_default();
            let more = json!({ "SyncName": name, "SyncType": kind });
            let found = Found { id: name.to_owned(), form, tags, more, is_there };
            read.by_name.entry(name.to_owned()).or_default().push(found);
        };
        let own = |one: &Value| one["project"].as_str() == Some(reading.project);
        if reading.requests.is_empty() && !owners.values().any(own) {
            return Ok(read);
        }
        let listed = listed(reading.api)?;
        let mut seen = Vec::new();
        for sync in &listed {
            let name = sync["SyncName"].as_str().unwrap_or_default();
            let is_it = |request: &&Value| sync_type(request) == sync_type(sync);
            let is_wanted = reading.requests.get(name).is_some_and(is_it);
            let tags = owner(sync_type(sync), name).unwrap_or_default();
            let is_own = tags.get(PROJECT).is_some_and(|project| project == reading.project);
            if is_wanted || is_own {
                add((name, sync_type(sync)), form(&without_state(sync), &RULES), true);
                seen.push((name.to_owned(), sync_type(sync).to_owned()));
            }
        }
        // What is left of one that is gone.
        for (name, owner) in owners.iter().filter(|(_, owner)| own(owner)) {
            let kind = sync_type(owner);
            if !seen.iter().any(|(seen, of)| seen == name && of == kind) {
                add((name, kind), Form::new(), false);
            }
        }
        Ok(read)
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn overwrites(&self) -> bool {
        true
    }

    fn anew(&self, request: &Value) -> Option<&'static str> {
        (sync_type(request) == TO_S3).then_some("deleted and made anew; what it has copied stays")
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let name = doing.request["SyncName"].as_str().unwrap_or_default();
        let found = Found {
            id: name.to_owned(),
            form: self.form(doing.request),
            tags: tags.clone(),
            more: json!({ "SyncName": name, "SyncType": sync_type(doing.request) }),
            is_there: true,
        };
        // Whose it is first: what nobody is named for belongs to somebody else.
        claim(doing, &found, tags)?;
        let error = match create(doing.api, doing.request) {
            Err(error @ CallError::Refused(_)) => error,
            done => return done.map(|()| found),
        };
        // A first sending may have made it, or somebody else just now: theirs is another one.
        if error.is(EXISTS) && is_as_wanted(doing)? {
            return Ok(found);
        }
        let _ = disown(doing.api, &found.id);
        Err(error)
    }

    fn update(&self, doing: &Doing<'_>, found: &Found, _: &[&str]) -> Result<(), CallError> {
        if sync_type(doing.request) == TO_S3 {
            // Somebody else's becomes the project's before it goes away.
            if found.tags.get(PROJECT) != Some(&doing.wanted.project) {
                let mark = (PROJECT.to_owned(), doing.wanted.project.clone());
                self.tag(doing.api, found, &Tags::from([mark]))?;
            }
            delete(doing.api, found)?;
            return create(doing.api, doing.request).map_err(|error| put_back(doing, found, error));
        }
        let mut request = found.more.clone();
        request[SOURCE] = doing.request[SOURCE].clone();
        doing.api.call(&Call::ssm("UpdateResourceDataSync", request)).map(|_| ())
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        say(api, found, tags, true)
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        delete(api, found)?;
        disown(api, &found.id)
    }
}

fn create(api: &dyn Api, request: &Value) -> Result<(), CallError> {
    api.call(&Call::ssm("CreateResourceDataSync", request.clone())).map(|_| ())
}

/// Makes the sync that was deleted for one that the service then refused; what is said of that.
fn put_back(doing: &Doing<'_>, found: &Found, error: CallError) -> CallError {
    let CallError::Refused(mut refusal) = error else { return error };
    let mut old = found.more.clone();
    for (name, value) in &found.form {
        old[name.as_str()] = value.clone();
    }
    let words = match create(doing.api, &old) {
        Ok(()) => "the one that was there was put back",
        Err(_) => "the one that was there is deleted, and could not be put back",
    };
    let message = std::mem::take(&mut refusal.message);
    refusal.message =
        if message.is_empty() { words.to_owned() } else { format!("{message} ({words})") };
    CallError::Refused(refusal)
}

/// Whether what has the name now is what is wanted.
fn is_as_wanted(doing: &Doing<'_>) -> Result<bool, CallError> {
    let listed = listed(doing.api)?;
    let wanted = form(doing.request, &RULES);
    Ok(listed.iter().any(|sync| {
        sync["SyncName"] == doing.request["SyncName"]
            && sync_type(sync) == sync_type(doing.request)
            && form(&without_state(sync), &RULES) == wanted
    }))
}

fn listed(api: &dyn Api) -> Result<Vec<Value>, CallError> {
    let list = Call::ssm("ListResourceDataSync", json!({ "MaxResults": 50 }));
    all_pages(api, &list, "ResourceDataSyncItems")
}

/// Says that a sync is the project's before it is made, over no word of another project.
fn claim(doing: &Doing<'_>, found: &Found, tags: &Tags) -> Result<(), CallError> {
    match say(doing.api, found, tags, false) {
        Err(error) if error.is("ParameterAlreadyExists") => {}
        said => return said,
    }
    let owners = owners(doing.api, [found.id.as_str()].into_iter())?;
    let project = owners.get(&found.id).and_then(|owner| owner["project"].as_str());
    if let Some(project) = project.filter(|project| *project != doing.wanted.project) {
        let name = parameter(&found.id);
        let why = format!("the parameter `{name}` says that it belongs to the project `{project}`");
        return Err(CallError::NotSent(why));
    }
    say(doing.api, found, tags, true)
}

/// Writes the parameter that says whose a sync is.
fn say(api: &dyn Api, found: &Found, tags: &Tags, overwrite: bool) -> Result<(), CallError> {
    let mut owner = found.more.clone();
    for (member, tag) in SAID {
        if let Some(text) = tags.get(tag).or_else(|| found.tags.get(tag)) {
            owner[member] = json!(text);
        }
    }
    let (name, value) = (parameter(&found.id), owner.to_string());
    let put = json!({ "Name": name, "Type": "String", "Value": value, "Overwrite": overwrite });
    api.call(&Call::ssm("PutParameter", put)).map(|_| ())
}

fn disown(api: &dyn Api, name: &str) -> Result<(), CallError> {
    let call = Call::ssm("DeleteParameter", json!({ "Name": parameter(name) }));
    gone(api.call(&call), &["ParameterNotFound"])
}

fn delete(api: &dyn Api, found: &Found) -> Result<(), CallError> {
    let call = Call::ssm("DeleteResourceDataSync", found.more.clone());
    gone(api.call(&call), &["ResourceDataSyncNotFoundException"])
}

fn sync_type(of: &Value) -> &str {
    of["SyncType"].as_str().unwrap_or(TO_S3)
}

/// A list says of a source how it is doing, too.
fn without_state(sync: &Value) -> Value {
    let mut sync = identity::members(sync, &MEMBERS);
    if let Some(Value::Object(source)) = sync.get_mut(SOURCE) {
        source.shift_remove("State");
    }
    sync
}

/// The parameter that says whose a sync is. What no name of a parameter may have becomes `-`, with
/// a hash of the name behind it; the name as it is stands inside.
fn parameter(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if name.chars().all(allowed) {
        return format!("{OWNERS}{name}");
    }
    let plain: String = name.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
    let hash = identity::fingerprint(&json!(name));
    format!("{OWNERS}{plain}.{}", hash.get(..16).unwrap_or_default())
}

/// Whose the syncs of these names are.
fn owners<'a>(
    api: &dyn Api,
    names: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, Value>, CallError> {
    let names: Vec<String> = names.map(parameter).collect();
    let mut found = BTreeMap::new();
    for names in names.chunks(VALUES) {
        let answer = api.call(&Call::ssm("GetParameters", json!({ "Names": names })))?;
        found.extend(answer["Parameters"].as_array().into_iter().flatten().filter_map(owner));
    }
    Ok(found)
}

fn all_owners(api: &dyn Api) -> Result<BTreeMap<String, Value>, CallError> {
    let list = Call::ssm("GetParametersByPath", json!({ "Path": OWNERS, "MaxResults": 10 }));
    Ok(all_pages(api, &list, "Parameters")?.iter().filter_map(owner).collect())
}

fn owner(parameter: &Value) -> Option<(String, Value)> {
    let value: Value = serde_json::from_str(parameter["Value"].as_str()?).ok()?;
    Some((value["SyncName"].as_str()?.to_owned(), value))
}
