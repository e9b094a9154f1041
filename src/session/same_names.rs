//! Declarations that the account would take for one: each kind of thing has names of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::lower::{Content, Lowered, LoweredKind};
use crate::ssm::event_rule::{self, DEFAULT_BUS};

use super::errors;

/// One finding for each declaration that means what another one means.
pub(super) fn same_names(lowered: &[Lowered]) -> Vec<Diagnostic> {
    let mut first: HashMap<String, &Lowered> = HashMap::new();
    let mut found = Vec::new();
    for item in lowered {
        for (what, help) in claims(item) {
            match first.entry(what) {
                Entry::Vacant(place) => {
                    place.insert(item);
                }
                Entry::Occupied(place) => {
                    found.push(errors::same_name(item, place.get(), (place.key(), help)));
                }
            }
        }
    }
    found
}

/// What only one declaration can make, in the words of a message, and what to do about a second.
type Claim = (String, &'static str);

const RENAME: &str = "give one of the two another name";

/// What a declaration makes. Documents are told apart by their files.
fn claims(item: &Lowered) -> Vec<Claim> {
    let name = &item.name;
    let what = match item.kind {
        LoweredKind::Association => format!("the association \"{name}\""),
        LoweredKind::Window => format!("the maintenance window \"{name}\""),
        // `/port` and `port` are both the parameter below the root.
        LoweredKind::Parameter => {
            format!("the parameter \"{}\"", name.trim_start_matches('/'))
        }
        LoweredKind::PatchBaseline => return of_baseline(item),
        LoweredKind::ResourceGroup => format!("the resource group \"{name}\""),
        LoweredKind::EventRule => {
            let bus = content(item).map_or(DEFAULT_BUS, |file| event_rule::bus(&file["rule"]));
            format!("the event rule \"{name}\" of the bus \"{bus}\"")
        }
        LoweredKind::Remediation => {
            format!("the remediation of the rule \"{name}\"")
        }
        LoweredKind::DataSync => format!("the data sync \"{name}\""),
        LoweredKind::Role => format!("the IAM role \"{name}\""),
        LoweredKind::AutomationDocument
        | LoweredKind::CommandDocument
        | LoweredKind::SessionDocument
        | LoweredKind::OtherDocument
        | LoweredKind::DocumentRequest
        | LoweredKind::Request
        | LoweredKind::Stack => return Vec::new(),
    };
    let help = match item.kind {
        LoweredKind::Remediation => "remove one of the two: a rule has one remediation",
        _ => RENAME,
    };
    vec![(what, help)]
}

/// The name, the patch groups, and being the default one of the operating system.
fn of_baseline(item: &Lowered) -> Vec<Claim> {
    let mut claims = vec![(format!("the patch baseline \"{}\"", item.name), RENAME)];
    let Some(file) = content(item) else { return claims };
    let system = file["baseline"]["OperatingSystem"].as_str().unwrap_or("WINDOWS");
    for group in file["groups"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let what = format!("the baseline of the patch group \"{group}\" for {system}");
        claims.push((what, "leave the patch group in the `groups` of one of the two"));
    }
    if file["default"] == Value::Bool(true) {
        let what = format!("the default baseline for {system}");
        claims.push((what, "leave `default: true` in one of the two"));
    }
    claims
}

fn content(item: &Lowered) -> Option<&Value> {
    match &item.content {
        Content::Request(value) => Some(value),
        Content::Document(_) | Content::Text { .. } => None,
    }
}
