//! Messages about commands, one function a code. Sorted into families.

mod header;
mod module;
mod plugin;
mod role;
mod script;
mod task;

pub(super) use header::{
    command_with_targets, document_attribute_twice, no_platforms, play_needs_default,
    unknown_document_attribute,
};
pub(super) use module::{
    applied_is_taken, bad_task_parameter, leaves_step, module_of_steps, module_script,
    module_without_apply, module_without_scripts, no_implementation, not_in_modules,
    platform_twice, standard_without_use, steps_twice, two_shells, unknown_platform,
    unknown_standard, wrong_shell,
};
pub(super) use plugin::{
    association_only, bad_get_options, bad_input, bad_key, control_input, input_twice,
    missing_inputs, missing_members, outdated_plugin, plugin_never_runs, secret_out_of_place,
    unknown_input, unknown_plugin, unnamed_input, unread_timeout, update_inside_document,
    value_as_code, withdrawn_plugin,
};
pub(super) use role::{
    attribute_of_role, handler_called, handler_without_notify, not_in_handlers, notifies_backwards,
    role_in_itself, role_result, role_twice, task_with_targets, unknown_handler,
};
pub(super) use script::{
    argument_twice, bad_argument_name, raw_with_arguments, same_but_for_case, unless_language,
    unnamed_argument,
};
pub(super) use task::{
    bad_attempts, bad_step_name, bad_timeout, clause_out_of_place, clause_twice, finally_not_last,
    name_taken, no_tasks, not_a_list, not_a_task, not_in_commands, nothing_follows,
    step_name_twice, too_many_turns,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

fn error(number: u16, at: FileSpan, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code(number), at, message)
}

fn warning(number: u16, at: FileSpan, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Code(number), at, message)
}

/// Names for a message: "`a`, `b`".
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// "write `x`" for the nearest of some names.
fn write_nearest(name: &str, known: &[&str]) -> Option<String> {
    crate::text::nearest(name, known.iter().copied()).map(|near| format!("write `{near}`"))
}
