//! What is known of operations beyond the names of actions, and the condition keys, in memory:
//! every number is known to point at something.

use super::packed::{
    ActionId, Blocks, Input, InputPart, Need, Operation, Operations, Service, When,
};
use crate::aws::read_error::{Part, ReadError};
use crate::aws::strings::Text;

/// The rows of all services.
#[derive(Debug)]
pub struct OperationTable {
    services: Vec<Service>,
    text: Text,
}

impl OperationTable {
    /// `actions` is how many actions there are.
    ///
    /// # Errors
    /// Bytes that are not packed data about IAM, or damaged ones.
    pub fn read(file: &[u8], actions: usize) -> Result<Self, ReadError> {
        let Operations { strings, services } = Blocks::of(file)?.operations()?;
        let damaged = |what| ReadError::Damaged(Part::Operations, what);
        let text = Text::of(strings).ok_or(damaged("its strings"))?;
        let table = OperationTable { services, text };
        let is_sound = table.services.iter().all(|service| table.is_sound(service, actions));
        if !is_sound || !table.services.is_sorted_by_key(|it| table.string(it.name)) {
            return Err(damaged("a number or the order of its rows"));
        }
        Ok(table)
    }

    fn is_sound(&self, service: &Service, actions: usize) -> bool {
        let string = |id: u32| self.text.get(id).is_some();
        let action = |id: ActionId| (id as usize) < actions;
        let need = |need: &Need| {
            action(need.action)
                && match need.when {
                    When::Given(path) => string(path),
                    When::Always | When::Sometimes => true,
                }
        };
        let input = |input: &Input| {
            action(input.action)
                && input.paths.iter().all(|path| string(*path))
                && match input.part {
                    InputPart::Placeholder(name) | InputPart::Arn(name) => string(name),
                    InputPart::AnyArn => true,
                }
        };
        string(service.name)
            && service.waiters.iter().all(|(name, calls)| string(*name) && string(*calls))
            && service.waiters.is_sorted_by_key(|(name, _)| self.string(*name))
            && service.operations.is_sorted_by_key(|it| self.string(it.name))
            && service.operations.iter().all(|it| {
                string(it.name) && it.needs.iter().all(need) && it.inputs.iter().all(input)
            })
    }

    pub fn services(&self) -> &[Service] {
        &self.services
    }

    pub fn service(&self, name: &str) -> Option<&Service> {
        let place = self.services.binary_search_by(|it| self.string(it.name).cmp(name)).ok()?;
        self.services.get(place)
    }

    pub fn operation(&self, service: &str, name: &str) -> Option<&Operation> {
        let operations = &self.service(service)?.operations;
        let place = operations.binary_search_by(|it| self.string(it.name).cmp(name)).ok()?;
        operations.get(place)
    }

    /// The name of the operation that a waiter calls.
    pub fn waiter(&self, service: &str, name: &str) -> Option<&str> {
        let waiters = &self.service(service)?.waiters;
        let place = waiters.binary_search_by(|it| self.string(it.0).cmp(name)).ok()?;
        waiters.get(place).map(|(_, operation)| self.string(*operation))
    }

    pub fn string(&self, id: u32) -> &str {
        self.text.get(id).unwrap_or_default()
    }
}

/// The condition keys of all actions.
#[derive(Debug)]
pub struct KeyTable {
    sets: Vec<u32>,
    /// Where each set ends in `keys`.
    ends: Vec<u32>,
    keys: Vec<u32>,
    text: Text,
}

impl KeyTable {
    /// # Errors
    /// Bytes that are not packed data about IAM, or damaged ones.
    pub fn read(file: &[u8], actions: usize) -> Result<Self, ReadError> {
        let packed = Blocks::of(file)?.condition_keys()?;
        let damaged = |what| ReadError::Damaged(Part::ConditionKeys, what);
        let text = Text::of(packed.strings).ok_or(damaged("its strings"))?;
        let mut end = 0_u32;
        let mut ends = packed.counts;
        for count in &mut ends {
            end = end.checked_add(*count).ok_or(damaged("the count of a list"))?;
            *count = end;
        }
        let is_sound = packed.sets.len() == actions
            && packed.keys.len() == end as usize
            && packed.sets.iter().all(|set| (*set as usize) < ends.len())
            && packed.keys.iter().all(|id| text.get(*id).is_some());
        if !is_sound {
            return Err(damaged("a number or the length of a list"));
        }
        Ok(KeyTable { sets: packed.sets, ends, keys: packed.keys, text })
    }

    /// The keys of an action, sorted.
    pub fn of(&self, action: ActionId) -> impl Iterator<Item = &str> {
        let set = self.sets.get(action as usize).map_or(usize::MAX, |set| *set as usize);
        let end = |set: usize| self.ends.get(set).map_or(0, |end| *end as usize);
        let start = set.checked_sub(1).map_or(0, end);
        let keys = self.keys.get(start..end(set)).unwrap_or_default();
        keys.iter().filter_map(|id| self.text.get(*id))
    }
}
