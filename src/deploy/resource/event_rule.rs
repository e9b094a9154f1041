//! Rules of EventBridge with their targets, on whatever bus. That somebody has switched one off is
//! a difference of its state, a member like the others.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::{Api, Call, CallError, Refusal, all_pages};
use crate::deploy::identity::{self, PROJECT, Tags};
use crate::deploy::plan::Prune;
use crate::deploy::side_by_side::each;
use crate::ssm::event_rule::{DEFAULT_BUS, bus};

use super::form::{Form, Rules, form, kept};
use super::kind::{Asked, Doing, Found, Kind, Read, Reading, gone};
use super::marked::marked;

pub(super) struct EventRule;

/// What PutRule sets; what it is not told is gone then.
///
/// Source: "PutRule", API reference of EventBridge.
const MEMBERS: [&str; 5] =
    ["EventPattern", "ScheduleExpression", "State", "Description", "RoleArn"];

const RULES: Rules = Rules {
    members: &MEMBERS,
    defaults: &[("State", "\"ENABLED\"")],
    sets: &[],
    texts: &["EventPattern", "Input"],
    left: &[],
};

const NOT_FOUND: &str = "ResourceNotFoundException";

impl Kind for EventRule {
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError> {
        let own = match reading.prune {
            Prune::Delete => marked(reading.api, "events:rule", (PROJECT, reading.project))?,
            Prune::Keep => BTreeSet::new(),
        };
        let wanted = reading.requests.values().map(|request| bus(&request["rule"]));
        let buses: BTreeSet<&str> = wanted.chain(own.iter().map(|arn| bus_of_arn(arn))).collect();
        let mut read = Read::default();
        let mut asked = Vec::new();
        for bus in buses {
            for rule in rules(reading.api, bus)? {
                let name = on_bus(bus, rule["Name"].as_str().unwrap_or_default());
                let is_wanted = reading.requests.contains_key(name.as_str());
                if is_wanted || rule["Arn"].as_str().is_some_and(|arn| own.contains(arn)) {
                    asked.push((name, rule, is_wanted));
                }
            }
        }
        let found = each(reading.api, &asked, |(_, rule, is_wanted)| {
            let mut form = Form::new();
            if *is_wanted {
                form = self::form(rule, &RULES);
                put_targets(&mut form, &targets(reading.api, rule)?);
            }
            let id = rule["Arn"].as_str().unwrap_or_default().to_owned();
            let tags = tags_of(reading.api, &id)?;
            let more = identity::members(rule, &["Name", "EventBusName", "ManagedBy"]);
            Ok(Found { id, form, tags, more, is_there: true })
        })?;
        for ((name, ..), found) in asked.into_iter().zip(found) {
            read.by_name.entry(name).or_default().push(found);
        }
        Ok(read)
    }

    fn rules(&self) -> &'static Rules {
        &RULES
    }

    fn form(&self, request: &Value) -> Form {
        let mut whole = form(&request["rule"], &RULES);
        put_targets(&mut whole, targets_of(request));
        whole
    }

    fn tags<'v>(&self, request: &'v Value) -> &'v Value {
        &request["rule"]["Tags"]
    }

    fn never(&self, asked: &Asked<'_>) -> Option<String> {
        let service = asked.found?.more["ManagedBy"].as_str()?;
        Some(format!("`{service}` made it and manages it"))
    }

    fn overwrites(&self) -> bool {
        true
    }

    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError> {
        let rule = &doing.request["rule"];
        let mut request = rule.clone();
        request["Tags"] = identity::tag_list(tags);
        let made = doing.api.call(&Call::new("events", "PutRule", request))?;
        Ok(Found {
            id: made["RuleArn"].as_str().unwrap_or_default().to_owned(),
            form: form(rule, &RULES),
            tags: tags.clone(),
            more: identity::members(rule, &["Name", "EventBusName"]),
            is_there: true,
        })
    }

    fn update(&self, doing: &Doing<'_>, found: &Found, changed: &[&str]) -> Result<(), CallError> {
        let rule = &doing.request["rule"];
        if changed.iter().any(|member| MEMBERS.contains(member)) {
            let mut members = MEMBERS.to_vec();
            members.extend(["Name", "EventBusName"]);
            let request = identity::members(rule, &members);
            doing.api.call(&Call::new("events", "PutRule", request))?;
        }
        let is_changed = |id: &str| changed.contains(&label(id).as_str());
        let put: Vec<&Value> =
            targets_of(doing.request).iter().filter(|target| is_changed(id(target))).collect();
        if !put.is_empty() {
            let call = of_rule("PutTargets", rule, "Targets", json!(put));
            all_done(&doing.api.call(&call)?)?;
        }
        let wanted = |id: &&str| targets_of(doing.request).iter().any(|it| self::id(it) == *id);
        let there = found.form.keys().filter_map(|name| id_of_label(name));
        remove(doing.api, rule, &there.filter(|id| !wanted(id)).collect::<Vec<_>>())
    }

    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError> {
        let request = json!({ "ResourceARN": found.id, "Tags": identity::tag_list(tags) });
        api.call(&Call::new("events", "TagResource", request)).map(|_| ())
    }

    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError> {
        let rule = &found.more;
        let targets = match targets(api, rule) {
            Err(error) if error.is(NOT_FOUND) => return Ok(()),
            other => other?,
        };
        // A rule with targets is not deleted.
        remove(api, rule, &targets.iter().map(id).collect::<Vec<_>>())?;
        let request = identity::members(rule, &["Name", "EventBusName"]);
        gone(api.call(&Call::new("events", "DeleteRule", request)), &[NOT_FOUND])
    }
}

/// The name of a rule in an account: behind that of its bus, where that is not the default one.
pub(super) fn name(rule: &Value, declared: &str) -> String {
    on_bus(bus(rule), declared)
}

fn on_bus(bus: &str, name: &str) -> String {
    match bus {
        DEFAULT_BUS => name.to_owned(),
        bus => format!("{bus}/{name}"),
    }
}

/// `arn:aws:events:eu-west-1:111122223333:rule/BUS/NAME`; the default bus stands in none.
fn bus_of_arn(arn: &str) -> &str {
    let path = arn.split_once(":rule/").map_or("", |(_, path)| path);
    path.rsplit_once('/').map_or(DEFAULT_BUS, |(bus, _)| bus)
}

/// All rules of a bus; none where there is no such bus.
fn rules(api: &dyn Api, bus: &str) -> Result<Vec<Value>, CallError> {
    let list = Call::new("events", "ListRules", json!({ "EventBusName": bus, "Limit": 100 }));
    match all_pages(api, &list, "Rules") {
        Err(error) if error.is(NOT_FOUND) => Ok(Vec::new()),
        other => other,
    }
}

fn targets(api: &dyn Api, rule: &Value) -> Result<Vec<Value>, CallError> {
    all_pages(api, &of_rule("ListTargetsByRule", rule, "Limit", json!(100)), "Targets")
}

fn tags_of(api: &dyn Api, arn: &str) -> Result<Tags, CallError> {
    let ask = json!({ "ResourceARN": arn });
    let answer = api.call(&Call::new("events", "ListTagsForResource", ask))?;
    Ok(identity::tags(&answer["Tags"]))
}

/// A request about the targets of a rule.
fn of_rule(operation: &'static str, rule: &Value, member: &str, value: Value) -> Call {
    let mut request = identity::members(rule, &["EventBusName"]);
    request["Rule"] = rule["Name"].clone();
    request[member] = value;
    Call::new("events", operation, request)
}

fn remove(api: &dyn Api, rule: &Value, ids: &[&str]) -> Result<(), CallError> {
    if ids.is_empty() {
        return Ok(());
    }
    match api.call(&of_rule("RemoveTargets", rule, "Ids", json!(ids))) {
        Err(error) if error.is(NOT_FOUND) => Ok(()),
        answer => all_done(&answer?),
    }
}

/// Fails where some entries of a request were refused.
fn all_done(answer: &Value) -> Result<(), CallError> {
    let Some(failed) = answer["FailedEntries"].as_array().and_then(|all| all.first()) else {
        return Ok(());
    };
    let text = |member: &str| failed[member].as_str().unwrap_or_default();
    Err(CallError::Refused(Refusal {
        code: text("ErrorCode").to_owned(),
        message: format!("target `{}`: {}", text("TargetId"), text("ErrorMessage")),
        ..Refusal::default()
    }))
}

fn targets_of(request: &Value) -> &[Value] {
    request["targets"].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn id(target: &Value) -> &str {
    target["Id"].as_str().unwrap_or_default()
}

/// What a plan calls a target.
fn label(id: &str) -> String {
    format!("target `{id}`")
}

fn id_of_label(label: &str) -> Option<&str> {
    label.strip_prefix("target `")?.strip_suffix('`')
}

fn put_targets(form: &mut Form, targets: &[Value]) {
    for target in targets {
        let members = target.as_object().into_iter().flatten();
        let members = members.filter(|(name, _)| *name != "Id");
        let members = members.map(|(name, value)| (name.clone(), value.clone())).collect();
        if let Some(value) = kept("", &Value::Object(members), &RULES) {
            form.insert(label(id(target)), value);
        }
    }
}
