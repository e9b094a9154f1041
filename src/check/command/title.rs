//! What reports call a task: its role, its module and the thing that it is about.

use crate::hir::{Expr, ModuleTask, Shell, StepName, TaskKind, Value};

use super::script::shell_word;
use super::state::CommandCheck;

/// Characters of the thing that a title shows.
const LONGEST_THING: usize = 60;

impl CommandCheck<'_, '_> {
    /// The title of a task: a name that the source gives it, else what it does.
    pub(super) fn title(&self, kind: &TaskKind, name: Option<&StepName>) -> String {
        let what = match (name, kind) {
            (Some(name), _) => name.text.to_string(),
            (None, TaskKind::Module(task)) => titled(task),
            (None, TaskKind::Script(script)) => self.script_title(script.shell),
            (None, TaskKind::Plugin { plugin, .. }) => (*plugin).to_owned(),
            (None, TaskKind::Block(_)) => "block".to_owned(),
            (None, TaskKind::FlushHandlers) => "flush handlers".to_owned(),
            (None, TaskKind::Reboot) => "reboot".to_owned(),
        };
        match self.roles.path() {
            Some(role) => format!("{role}: {what}"),
            None => what,
        }
    }

    fn script_title(&self, shell: Shell) -> String {
        self.with_suffixes(shell_word(shell)).to_string()
    }
}

/// The module and its first argument, which names the thing.
fn titled(task: &ModuleTask) -> String {
    let thing = task.arguments.first().map(|argument| thing(&argument.value));
    match thing {
        Some(thing) if !thing.is_empty() => format!("{} {thing}", task.module.name),
        _ => task.module.name.to_string(),
    }
}

/// A value in a title: printable, on one line, short. One that only the run knows is left out.
fn thing(value: &Expr) -> String {
    let Some(Value::String(text)) = value.as_const() else { return String::new() };
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let shown: String = text.chars().map(printable).take(LONGEST_THING).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
