//! What of the account starts a document by itself: rules of EventBridge, and remediations of AWS
//! Config.

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError, all_pages};
use crate::deploy::plan::Action;
use crate::deploy::resource::remediations;
use crate::deploy::wanted::{Body, ItemKind, ResourceKind};

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
                    "default" => name.to_owned(),
                    bus => format!("{bus}/{name}"),
                };
                let label = format!("event rule `{name}`");
                if !is_deleted(asking, ResourceKind::EventRule, &name) && !found.contains(&label) {
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
            && !is_deleted(asking, ResourceKind::Remediation, rule)
    };
    Ok(all.iter().filter(starts).map(|(rule, _)| format!("the remediation of `{rule}`")).collect())
}

fn is_deleted(asking: &Asking<'_>, kind: ResourceKind, name: &str) -> bool {
    let mut changes = asking.changes.iter();
    changes.any(|change| {
        change.action == Action::Delete
            && change.kind == ItemKind::Resource(kind)
            && change.name == name
    })
}
