//! What of the account starts a document by itself: rules of EventBridge, and remediations of AWS
//! Config.

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError, all_pages};
use crate::deploy::plan::Action;
use crate::deploy::resource::remediations;
use crate::deploy::wanted::{Body, ItemKind, ResourceKind};
use crate::ssm::event_rule::DEFAULT_BUS;

use super::event_pattern::takes;
use super::{Asking, Reach, means, or_unknown, version_of};

/// What starts a version of the document for which `follows` holds, in words; nothing that the
/// plan deletes.
pub(super) fn starters(
    asking: &Asking<'_>,
    document: &str,
    follows: &dyn Fn(&str) -> bool,
    reach: &mut Reach,
) -> Result<Vec<String>, CallError> {
    let kind = type_of(asking, document);
    let mut found = rules(asking, (document, &kind), follows, reach)?;
    if kind == "Automation" {
        found.extend(remediated(asking, document, follows, reach)?);
    }
    Ok(found)
}

fn type_of(asking: &Asking<'_>, document: &str) -> String {
    let wanted = asking.wanted.items.iter().find_map(|item| match &item.body {
        Body::Document(body) if item.name == document => Some(body.document_type.clone()),
        _ => None,
    });
    let there = asking.state.documents.get(document);
    wanted.or_else(|| Some(there?.document_type().to_owned())).unwrap_or_default()
}

/// The ARNs by which targets name a document, and the version that each means.
///
/// Source: "Amazon EventBridge target types" and its examples for Systems Manager, user guide of
/// EventBridge.
fn arns(asking: &Asking<'_>, (document, kind): (&str, &str)) -> Vec<(String, &'static str)> {
    let place = &asking.state.place;
    let arn = |resource: &str| {
        format!("arn:{}:ssm:{}:{}:{resource}", place.partition, place.region, place.account)
    };
    let runbook = format!("automation-definition/{document}");
    match kind {
        "Automation" => vec![
            (arn(&runbook), "$DEFAULT"),
            (arn(&format!("{runbook}:$DEFAULT")), "$DEFAULT"),
            (arn(&format!("{runbook}:$LATEST")), "$LATEST"),
        ],
        "Command" => vec![(arn(&format!("document/{document}")), "$DEFAULT")],
        _ => Vec::new(),
    }
}

/// Rules of all buses with a target that is the document.
fn rules(
    asking: &Asking<'_>,
    document: (&str, &str),
    follows: &dyn Fn(&str) -> bool,
    reach: &mut Reach,
) -> Result<Vec<String>, CallError> {
    let arns = arns(asking, document).into_iter().filter(|(_, version)| follows(version));
    let arns: Vec<String> = arns.map(|(arn, _)| arn).collect();
    let mut found = Vec::new();
    if arns.is_empty() {
        return Ok(found);
    }
    let buses = Call::new("events", "ListEventBuses", json!({}));
    let buses = all_pages(asking.api, &buses, "EventBuses");
    for bus in or_unknown(buses, reach, "event rules")? {
        let bus = bus["Name"].as_str().unwrap_or_default();
        for arn in &arns {
            let ask = json!({ "TargetArn": arn, "EventBusName": bus });
            let list = Call::new("events", "ListRuleNamesByTarget", ask);
            let names = all_pages(asking.api, &list, "RuleNames");
            for name in or_unknown(names, reach, "event rules")?.iter().filter_map(Value::as_str) {
                let name = match bus {
                    DEFAULT_BUS => name.to_owned(),
                    bus => format!("{bus}/{name}"),
                };
                let label = format!("event rule `{name}`");
                if !asking.is_deleted(EVENT_RULE, &name) && !found.contains(&label) {
                    found.push(label);
                }
            }
        }
    }
    Ok(found)
}

/// Rules of AWS Config whose remediation is the document.
fn remediated(
    asking: &Asking<'_>,
    document: &str,
    follows: &dyn Fn(&str) -> bool,
    reach: &mut Reach,
) -> Result<Vec<String>, CallError> {
    let all = or_unknown(remediations(asking.api), reach, "remediations")?;
    let starts = |(rule, one): &(&String, &Value)| {
        means(&one["TargetId"], document)
            && follows(version_of(&one["TargetVersion"]))
            && !asking.is_deleted(ItemKind::Resource(ResourceKind::Remediation), rule)
    };
    Ok(all.iter().filter(starts).map(|(rule, _)| format!("the remediation of `{rule}`")).collect())
}

/// A rule of EventBridge that the plan neither changes nor deletes.
pub(super) struct Rule {
    bus: String,
    /// As ListRules has it.
    listed: Value,
}

/// All rules of all buses, but those that the plan itself changes: they have a line of their own.
///
/// Source: "ListEventBuses" and "ListRules", API reference of EventBridge.
pub(super) fn untouched_rules(
    asking: &Asking<'_>,
    reach: &mut Reach,
) -> Result<Vec<Rule>, CallError> {
    let buses = Call::new("events", "ListEventBuses", json!({}));
    let buses = or_unknown(all_pages(asking.api, &buses, "EventBuses"), reach, "event rules")?;
    let mut found = Vec::new();
    for bus in buses {
        let bus = bus["Name"].as_str().unwrap_or_default().to_owned();
        let ask = json!({ "EventBusName": bus, "Limit": 100 });
        let rules = all_pages(asking.api, &Call::new("events", "ListRules", ask), "Rules");
        for listed in or_unknown(rules, reach, "event rules")? {
            let rule = Rule { bus: bus.clone(), listed };
            let name = rule.name();
            let is_changed = asking.changes.iter().any(|it| {
                let touched = matches!(it.action, Action::Update | Action::Delete);
                touched && it.kind == EVENT_RULE && it.name == name
            });
            if !is_changed {
                found.push(rule);
            }
        }
    }
    Ok(found)
}

impl Rule {
    /// Behind that of its bus, where that is not the default one.
    fn name(&self) -> String {
        let name = self.listed["Name"].as_str().unwrap_or_default();
        match self.bus.as_str() {
            DEFAULT_BUS => name.to_owned(),
            bus => format!("{bus}/{name}"),
        }
    }

    /// "event rule `x`"
    pub(super) fn label(&self) -> String {
        format!("event rule `{}`", self.name())
    }

    fn is_on(&self) -> bool {
        self.listed["State"] != json!("DISABLED")
    }

    /// When it starts its targets by itself.
    pub(super) fn schedule(&self) -> Option<String> {
        let schedule = self.listed["ScheduleExpression"].as_str().filter(|it| !it.is_empty())?;
        self.is_on().then(|| schedule.to_owned())
    }

    /// Whether an event starts its targets; nothing where its pattern asks for what nobody knows
    /// before the event.
    pub(super) fn waits_for(&self, event: &Value) -> Option<bool> {
        let pattern = self.listed["EventPattern"].as_str();
        let pattern = pattern.and_then(|text| serde_json::from_str::<Value>(text).ok());
        pattern.filter(|_| self.is_on()).map_or(Some(false), |pattern| takes(&pattern, event))
    }

    /// What it starts.
    ///
    /// Source: "ListTargetsByRule", API reference of EventBridge.
    pub(super) fn targets(
        &self,
        asking: &Asking<'_>,
        reach: &mut Reach,
    ) -> Result<Vec<Value>, CallError> {
        let ask = json!({ "EventBusName": self.bus, "Rule": self.listed["Name"], "Limit": 100 });
        let list = Call::new("events", "ListTargetsByRule", ask);
        or_unknown(all_pages(asking.api, &list, "Targets"), reach, "event rules")
    }
}

/// The name of the document that the ARN of a target means; null of another target.
pub(super) fn document_of(arn: &Value) -> Value {
    let arn = arn.as_str().filter(|arn| arn.contains(":ssm:")).unwrap_or_default();
    let name = arn.split_once(":automation-definition/").or_else(|| arn.split_once(":document/"));
    let name = name.and_then(|(_, behind)| behind.split(':').next());
    name.map(Value::from).unwrap_or_default()
}

const EVENT_RULE: ItemKind = ItemKind::Resource(ResourceKind::EventRule);
