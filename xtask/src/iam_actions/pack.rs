//! Facts as they are packed: names become numbers.

use std::collections::{BTreeMap, HashMap};

use ordain::aws::packed::{StringId, Strings};
use ordain::aws::permission::packed::{
    self, ActionId, Actions, ConditionKeys, InputPart, Operations,
};

use super::facts::{Facts, Operation, Part, When};

/// The bytes of the file.
///
/// # Errors
/// More data than the format takes.
pub fn pack(facts: &Facts) -> Result<Vec<u8>, String> {
    let ids = action_ids(facts);
    let actions = actions(facts, &ids);
    packed::write(&actions, &condition_keys(facts), &operations(facts, &ids))
        .map_err(|error| error.to_string())
}

/// Texts by number, each once, in the order of their first use.
#[derive(Default)]
struct Table {
    strings: Strings,
    ids: HashMap<String, StringId>,
}

impl Table {
    fn id(&mut self, text: &str) -> StringId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = count(self.ids.len());
        self.strings.text.push_str(text);
        self.strings.lengths.push(count(text.len()));
        self.ids.insert(text.to_owned(), id);
        id
    }
}

fn action_ids(facts: &Facts) -> BTreeMap<String, ActionId> {
    let all = facts.prefixes.iter().flat_map(|(prefix, it)| {
        it.actions.values().map(move |action| format!("{prefix}:{}", action.name))
    });
    all.zip(0..).collect()
}

fn actions(facts: &Facts, ids: &BTreeMap<String, ActionId>) -> Actions {
    let mut table = Table::default();
    let mut out = Actions { origins: facts.origins.clone(), ..Actions::default() };
    for (name, prefix) in &facts.prefixes {
        out.prefixes.push(packed::Prefix {
            name: table.id(name),
            actions: count(prefix.actions.len()),
            resources: count(prefix.resources.len()),
        });
        for (kind, arn) in &prefix.resources {
            out.resource_names.push(table.id(kind));
            out.resource_arns.push(table.id(arn));
        }
        for action in prefix.actions.values() {
            out.names.push(table.id(&action.name));
            out.levels.push(action.level);
            let used = action.uses.iter().flat_map(|(kind, required)| {
                let formats = prefix.resources.iter().zip(0_u32..);
                let formats = formats.filter(move |((name, _), _)| name == kind);
                formats.map(|(_, number)| number * 2 + u32::from(*required))
            });
            let before = out.uses.len();
            out.uses.extend(used);
            out.use_counts.push(count(out.uses.len() - before));
            let before = out.dependents.len();
            out.dependents.extend(action.dependents.iter().filter_map(|it| ids.get(it)));
            out.dependent_counts.push(count(out.dependents.len() - before));
        }
    }
    out.strings = table.strings;
    out
}

fn condition_keys(facts: &Facts) -> ConditionKeys {
    let mut table = Table::default();
    let mut out = ConditionKeys::default();
    let mut sets = HashMap::new();
    for action in facts.prefixes.values().flat_map(|it| it.actions.values()) {
        let next = count(sets.len());
        let set = *sets.entry(&action.keys).or_insert_with(|| {
            out.counts.push(count(action.keys.len()));
            out.keys.extend(action.keys.iter().map(|key| table.id(key)));
            next
        });
        out.sets.push(set);
    }
    out.strings = table.strings;
    out
}

fn operations(facts: &Facts, ids: &BTreeMap<String, ActionId>) -> Operations {
    let mut table = Table::default();
    let mut out = Operations::default();
    for (name, service) in &facts.services {
        let name = table.id(name);
        let operations = service.operations.iter().map(|(name, it)| {
            let name = table.id(name);
            operation(name, it, ids, &mut table)
        });
        let operations = operations.collect();
        let waiters = service.waiters.iter().map(|(name, calls)| (table.id(name), table.id(calls)));
        let waiters = waiters.collect();
        out.services.push(packed::Service { name, operations, waiters });
    }
    out.strings = table.strings;
    out
}

fn operation(
    name: StringId,
    facts: &Operation,
    ids: &BTreeMap<String, ActionId>,
    table: &mut Table,
) -> packed::Operation {
    let mut out = packed::Operation { name, is_unsigned: facts.is_unsigned, ..Default::default() };
    for need in &facts.needs {
        let Some(action) = ids.get(&need.action).copied() else { continue };
        let when = match &need.when {
            When::Always => packed::When::Always,
            When::Given(path) => packed::When::Given(table.id(path)),
            When::Sometimes => packed::When::Sometimes,
        };
        out.needs.push(packed::Need { action, when, source: need.source });
    }
    for input in &facts.inputs {
        let Some(action) = ids.get(&input.action).copied() else { continue };
        let part = match &input.part {
            Part::Placeholder(name) => InputPart::Placeholder(table.id(name)),
            Part::Arn(kind) => InputPart::Arn(table.id(kind)),
            Part::AnyArn => InputPart::AnyArn,
        };
        let paths = input.paths.iter().map(|path| table.id(path)).collect();
        out.inputs.push(packed::Input { action, part, paths });
    }
    out
}

/// A length as it is packed. A block that long is refused when it is written.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
