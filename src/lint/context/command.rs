//! One command: its tasks at every depth, in source order.

use crate::hir::{Command, Task};

/// A command and what is known of it.
pub(in crate::lint) struct CommandView<'a> {
    pub(in crate::lint) command: &'a Command,
    /// Those in blocks and handlers, too.
    pub(in crate::lint) tasks: Vec<&'a Task>,
}

impl<'a> CommandView<'a> {
    pub(super) fn of(command: &'a Command) -> Self {
        let mut tasks = Vec::new();
        let handlers = command.handlers.iter().flat_map(|handler| &handler.tasks);
        for task in command.tasks.iter().chain(handlers) {
            task.for_each(&mut |task| tasks.push(task));
        }
        Self { command, tasks }
    }
}
