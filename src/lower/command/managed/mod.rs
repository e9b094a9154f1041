//! Tasks that report what they did: as many as can share one script do.
//!
//! A command is managed where a module, a block, a handler or the result of a task stands in it;
//! any other compiles to what it says, without additions.

mod cut;
mod job;
mod part;
mod power_shell;
mod power_shell_runtime;
mod runtime;
mod sh;
mod sh_calls;
mod step;
mod unit;

use serde_json::json;

use crate::hir::{MODE, MODES, Shell, Task, TaskKind};
use crate::ssm::{Parameter, ParameterType};
use crate::text::Name;

use super::condition::{Condition, TextTest};
use super::data::{Channel, Piece, Reading, Source};

pub(super) use cut::cut;
pub(super) use job::Form;
pub(super) use part::{BUILD, guard_script, prepare_script};
pub(super) use step::{Trial, steps};
pub(super) use unit::{DraftHandler, Shared, is_for, lanes_of, tasks_of, units};

/// Whether a task may share a script with others, in a command that is managed.
pub(super) fn can_be_managed(task: &Task) -> bool {
    match &task.kind {
        TaskKind::Module(_) | TaskKind::Block(_) | TaskKind::FlushHandlers => true,
        TaskKind::Script(script) => {
            // An `exit` of PowerShell would end all tasks of a script.
            script.shell != Shell::PowerShell
                && !script.script.raw
                && !script.captures_output
                && !task.exit.ends_command()
                // A first line that names a program is kept the first.
                && !script.script.text.starts_with("#!")
        }
        TaskKind::Plugin { .. } | TaskKind::Reboot => false,
    }
}

/// Holds where tasks are applied, not checked.
pub(super) fn applies() -> Condition {
    let mode = Source {
        name: Name::new_static(MODE),
        channel: Channel::Spliced,
        reading: Reading::Text,
        is_word: true,
    };
    Condition::Compare {
        kind: TextTest::Equal,
        left: vec![Piece::Parameter(mode)],
        right: vec![Piece::Text("apply".to_owned())],
    }
}

/// The definition of the parameter that chooses.
pub(super) fn mode_definition() -> Parameter {
    let text = "In check nothing is changed, and what would be is reported.";
    let mut definition = Parameter::new(ParameterType::String);
    definition.description = Some(text.to_owned());
    definition.default = MODES.first().map(|mode| json!(mode));
    definition.allowed_values = MODES.iter().map(|mode| json!(mode)).collect();
    definition
}
