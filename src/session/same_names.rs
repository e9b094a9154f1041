//! Declarations that the account would take for one: each kind of thing has names of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::lower::{Content, Lowered, LoweredKind};

use super::errors;

/// One finding for each declaration that means what another one means.
pub(super) fn same_names(lowered: &[Lowered]) -> Vec<Diagnostic> {
    let mut first: HashMap<String, &Lowered> = HashMap::new();
    let mut found = Vec::new();
    for item in lowered {
        for what in claims(item) {
            match first.entry(what) {
                Entry::Vacant(place) => {
                    place.insert(item);
                }
                Entry::Occupied(place) => {
                    found.push(errors::same_name(item, place.get(), place.key()));
                }
            }
        }
    }
    found
}

/// What only one declaration can make, in the words of a message. Documents are told apart by
/// their files.
fn claims(item: &Lowered) -> Vec<String> {
    let name = &item.name;
    match item.kind {
        LoweredKind::Association => vec![format!("the association \"{name}\"")],
        LoweredKind::Window => vec![format!("the maintenance window \"{name}\"")],
        // `/port` and `port` are both the parameter below the root.
        LoweredKind::Parameter => {
            vec![format!("the parameter \"{}\"", name.trim_start_matches('/'))]
        }
        LoweredKind::PatchBaseline => of_baseline(item),
        LoweredKind::ResourceGroup => vec![format!("the resource group \"{name}\"")],
        LoweredKind::EventRule => {
            let bus = content(item).and_then(|file| file["rule"]["EventBusName"].as_str());
            let bus = bus.unwrap_or("default");
            vec![format!("the event rule \"{name}\" of the bus \"{bus}\"")]
        }
        LoweredKind::Remediation => {
            vec![format!("the remediation of the rule \"{name}\"")]
        }
        LoweredKind::DataSync => vec![format!("the data sync \"{name}\"")],
        LoweredKind::Role => vec![format!("the IAM role \"{name}\"")],
        LoweredKind::AutomationDocument
        | LoweredKind::CommandDocument
        | LoweredKind::SessionDocument
        | LoweredKind::OtherDocument
        | LoweredKind::DocumentRequest
        | LoweredKind::Request
        | LoweredKind::Stack => Vec::new(),
    }
}

/// The name, the patch groups, and being the default one of the operating system.
fn of_baseline(item: &Lowered) -> Vec<String> {
    let mut claims = vec![format!("the patch baseline \"{}\"", item.name)];
    let Some(file) = content(item) else { return claims };
    let system = file["baseline"]["OperatingSystem"].as_str().unwrap_or("WINDOWS");
    for group in file["groups"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        claims.push(format!("the baseline of the patch group \"{group}\" for {system}"));
    }
    if file["default"] == Value::Bool(true) {
        claims.push(format!("the default baseline for {system}"));
    }
    claims
}

fn content(item: &Lowered) -> Option<&Value> {
    match &item.content {
        Content::Request(value) => Some(value),
        Content::Document(_) | Content::Text { .. } => None,
    }
}
