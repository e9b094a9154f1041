//! Names of steps: unique in the document, stable when unrelated tasks change.

use std::collections::HashSet;

use crate::hir::Task;

/// Gives every step its name. Names from the source come first and are never changed.
#[derive(Default)]
pub(super) struct StepNames {
    taken: HashSet<String>,
}

impl StepNames {
    /// Keeps the names that the source gives away from generated ones.
    pub(super) fn reserving<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Self {
        let given = tasks.into_iter().filter_map(|task| task.name.as_ref());
        Self { taken: given.map(|name| name.text.to_string()).collect() }
    }

    /// The name of a task's step: the source's own, or the fallback with the first free number.
    pub(super) fn of(&mut self, task: &Task) -> String {
        match &task.name {
            Some(name) => name.text.to_string(),
            None => self.free(&task.fallback_name),
        }
    }

    /// `wanted`, or `wanted_2`, `wanted_3`, …
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        name
    }
}
