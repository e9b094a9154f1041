//! All of IAM's actions in memory: every number in the table is known to point at something.

use std::cmp::Ordering;
use std::ops::Range;

use super::glob::matches;
use super::packed::{self, ActionId, Blocks};
use crate::aws::read_error::{Part, ReadError};
use crate::aws::strings::Text;
use crate::text::nearest;

/// IAM's actions and the kinds of resources that they work on.
#[derive(Debug)]
pub struct ActionTable {
    /// Its strings are in `text`.
    packed: packed::Actions,
    text: Text,
    /// Where each prefix's actions and resources end.
    ends: Vec<(u32, u32)>,
    /// Where each action's uses of resources and its dependents end.
    list_ends: Vec<(u32, u32)>,
}

impl ActionTable {
    /// # Errors
    /// Bytes that are not packed data about IAM, or damaged ones.
    pub fn read(file: &[u8]) -> Result<Self, ReadError> {
        let mut packed = Blocks::of(file)?.actions()?;
        let text = Text::of(std::mem::take(&mut packed.strings)).ok_or(damaged("its strings"))?;
        let counts = packed.prefixes.iter().map(|it| (it.actions, it.resources));
        let ends = sums(counts).ok_or(damaged("the count of a list"))?;
        let counts = packed.use_counts.iter().copied().zip(packed.dependent_counts.iter().copied());
        let list_ends = sums(counts).ok_or(damaged("the count of a list"))?;
        let table = ActionTable { packed, text, ends, list_ends };
        table.validate()?;
        Ok(table)
    }

    fn validate(&self) -> Result<(), ReadError> {
        let packed = &self.packed;
        let (actions, resources) = self.ends.last().copied().unwrap_or_default();
        let (uses, dependents) = self.list_ends.last().copied().unwrap_or_default();
        let lengths = [
            (packed.names.len(), actions),
            (packed.levels.len(), actions),
            (packed.use_counts.len(), actions),
            (packed.dependent_counts.len(), actions),
            (packed.resource_names.len(), resources),
            (packed.resource_arns.len(), resources),
            (packed.uses.len(), uses),
            (packed.dependents.len(), dependents),
        ];
        if lengths.iter().any(|(length, count)| *length != *count as usize) {
            return Err(damaged("the length of a list"));
        }
        let mut strings = packed.prefixes.iter().map(|it| it.name).chain(
            [&packed.names, &packed.resource_names, &packed.resource_arns]
                .into_iter()
                .flatten()
                .copied(),
        );
        if strings.any(|id| self.text.get(id).is_none()) {
            return Err(damaged("the number of a string"));
        }
        if packed.levels.iter().any(|level| *level > 4)
            || packed.dependents.iter().any(|id| *id >= actions)
        {
            return Err(damaged("the number of an action or a level"));
        }
        for number in 0..packed.prefixes.len() {
            self.validate_prefix(number)?;
        }
        Ok(())
    }

    fn validate_prefix(&self, number: usize) -> Result<(), ReadError> {
        let resources = self.resources_of(number).len();
        let actions = self.actions_of(number);
        if !self.packed.names.get(actions.clone()).unwrap_or_default().is_sorted_by(
            |left, right| compare(self.string(*left), self.string(*right)) == Ordering::Less,
        ) {
            return Err(damaged("the order of its actions"));
        }
        let mut uses = actions.flat_map(|action| self.list(action, &self.packed.uses, |it| it.0));
        if uses.any(|it| *it as usize / 2 >= resources) {
            return Err(damaged("the number of a resource"));
        }
        Ok(())
    }

    /// The packages that the data is from, with their versions.
    pub fn origins(&self) -> &[(String, String)] {
        &self.packed.origins
    }

    /// How many actions there are; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.packed.names.len()
    }

    pub fn is_empty(&self) -> bool {
        self.packed.names.is_empty()
    }

    /// All prefixes, sorted.
    pub fn prefixes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.packed.prefixes.iter().map(|it| self.string(it.name))
    }

    /// The action of this name, in any case.
    pub fn find(&self, written: &str) -> Option<ActionId> {
        let (prefix, name) = written.split_once(':')?;
        let actions = self.actions_of(self.prefix_number(prefix)?);
        let names = self.packed.names.get(actions.clone())?;
        let place = names.binary_search_by(|it| compare(self.string(*it), name)).ok()?;
        u32::try_from(actions.start + place).ok()
    }

    /// The action whose name is nearest, of the nearest prefix.
    pub fn nearest(&self, written: &str) -> Option<ActionId> {
        let (prefix, name) = written.split_once(':')?;
        let number = self.prefix_number(prefix).or_else(|| {
            self.prefix_number(nearest(&prefix.to_ascii_lowercase(), self.prefixes())?)
        })?;
        let actions = self.actions_of(number);
        let names = self.packed.names.get(actions.clone())?;
        let name = nearest(name, names.iter().map(|it| self.string(*it)))?;
        let place = names.binary_search_by(|it| compare(self.string(*it), name)).ok()?;
        u32::try_from(actions.start + place).ok()
    }

    /// Whether there are actions with this prefix, in any case.
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.prefix_number(prefix).is_some()
    }

    /// All actions that a pattern covers, in order.
    pub fn matching(&self, pattern: &str) -> Vec<ActionId> {
        if let Some(id) = self.find(pattern) {
            return vec![id];
        }
        let (prefix, name) = match pattern.split_once(':') {
            Some(parts) => parts,
            None if pattern == "*" => ("*", "*"),
            None => return Vec::new(),
        };
        let mut found = Vec::new();
        for number in 0..self.packed.prefixes.len() {
            if matches(prefix, self.prefix_name(number)) {
                let actions = (0_u32..).zip(&self.packed.names).skip(self.actions_of(number).start);
                let actions = actions.take(self.actions_of(number).len());
                let covered = actions.filter(|(_, it)| matches(name, self.string(**it)));
                found.extend(covered.map(|(id, _)| id));
            }
        }
        found
    }

    /// Prefix and name; nothing for a number that is none.
    pub fn name(&self, id: ActionId) -> Option<(&str, &str)> {
        let name = self.packed.names.get(id as usize)?;
        Some((self.prefix_name(self.prefix_of(id)), self.string(*name)))
    }

    /// 0 to 4: list, read, write, tagging, permissions management.
    pub fn level(&self, id: ActionId) -> u8 {
        self.packed.levels.get(id as usize).copied().unwrap_or_default()
    }

    /// Name, ARN format, and whether it is required.
    pub fn resources(&self, id: ActionId) -> impl Iterator<Item = (&str, &str, bool)> {
        let uses = self.list(id as usize, &self.packed.uses, |it| it.0);
        let all = self.resources_of(self.prefix_of(id));
        uses.iter().filter_map(move |it| {
            let number = all.start + *it as usize / 2;
            let name = self.packed.resource_names.get(number)?;
            let arn = self.packed.resource_arns.get(number)?;
            Some((self.string(*name), self.string(*arn), it % 2 == 1))
        })
    }

    pub fn dependents(&self, id: ActionId) -> &[ActionId] {
        self.list(id as usize, &self.packed.dependents, |it| it.1)
    }

    fn string(&self, id: u32) -> &str {
        self.text.get(id).unwrap_or_default()
    }

    fn prefix_name(&self, number: usize) -> &str {
        self.packed.prefixes.get(number).map_or("", |it| self.string(it.name))
    }

    fn prefix_number(&self, name: &str) -> Option<usize> {
        self.packed.prefixes.binary_search_by(|it| compare(self.string(it.name), name)).ok()
    }

    fn prefix_of(&self, id: ActionId) -> usize {
        self.ends.partition_point(|(actions, _)| *actions <= id)
    }

    fn actions_of(&self, prefix: usize) -> Range<usize> {
        range(&self.ends, prefix, |it| it.0)
    }

    fn resources_of(&self, prefix: usize) -> Range<usize> {
        range(&self.ends, prefix, |it| it.1)
    }

    fn list<'t>(
        &self,
        action: usize,
        all: &'t [u32],
        which: impl Fn(&(u32, u32)) -> u32,
    ) -> &'t [u32] {
        all.get(range(&self.list_ends, action, which)).unwrap_or_default()
    }
}

/// What stands between the end before a place and its own.
fn range(ends: &[(u32, u32)], place: usize, which: impl Fn(&(u32, u32)) -> u32) -> Range<usize> {
    let end_of = |place: usize| ends.get(place).map_or(0, &which) as usize;
    place.checked_sub(1).map_or(0, end_of)..end_of(place)
}

/// Sums of all numbers up to each; nothing where one is too large.
fn sums(counts: impl Iterator<Item = (u32, u32)>) -> Option<Vec<(u32, u32)>> {
    let mut sum = (0_u32, 0_u32);
    counts
        .map(|(left, right)| {
            sum = (sum.0.checked_add(left)?, sum.1.checked_add(right)?);
            Some(sum)
        })
        .collect()
}

/// The order of names, in which case does not count.
fn compare(left: &str, right: &str) -> Ordering {
    left.bytes()
        .map(|it| it.to_ascii_lowercase())
        .cmp(right.bytes().map(|it| it.to_ascii_lowercase()))
}

pub(super) fn damaged(what: &'static str) -> ReadError {
    ReadError::Damaged(Part::Actions, what)
}
