//! Messages of the check of runbooks: one function a code, one file a family.

mod action;
mod clause;
mod document;
mod flow;
mod jump;
mod module;
mod name;
mod script;
mod wait;

pub(super) use crate::check::errors::{
    many_values, never_desired, never_of_type, no_pages, nothing_desired, unreadable_selector,
    untyped_selector, wrong_selector,
};
pub(super) use action::{
    bad_input, bad_value, duplicate_input, idle_expression, input_groups, loop_without_body,
    malformed_path, missing_inputs, positional_input, step_by_value, unknown_action, unknown_input,
};
pub(super) use clause::{
    bad_count, bad_time, clause_without_effect, no_cancel_clause, noncritical_before_always,
    out_of_place_clause, timeout_without_effect,
};
pub(super) use document::{
    attachment_twice, bad_targets, companion_without_target, empty_runbook, missing_targets,
    not_in_runbooks, several_targets, sleep_too_long, tag_without_values, too_many_turns,
    unknown_attribute, wrong_kind_of_document,
};
pub(super) use flow::{
    action_after_cancel, cancel_takes_long, left_out_of_build, may_be_cancelled, may_have_failed,
    may_not_be_assigned, may_not_have_run, never_reached, never_run, read_outside_of_loop,
    variable_left_out, way_back,
};
pub(super) use jump::{
    aborts_past_always, duplicate_case, into_a_body, leaves_always, loop_in_loop, missing_cases,
    missing_max, outside_of_loop, person_in_loop, silent_limit, unknown_case, unknown_step,
    unrolled_jump,
};
pub(super) use module::{module_in_itself, module_without_steps, unnamed_result};
pub(super) use name::{
    action_without_outputs, bad_step_name, bad_variable_name, bad_variable_type, kept_output_name,
    long_output_name, not_a_variable, not_of_the_step, output_of_no_step, output_of_step_twice,
    output_twice, outputs_alike, taken_name, taken_step_name, variable_without_value,
};
pub(super) use script::{
    no_handler, no_script, null_argument, pages_need_role, unknown_handler, wrong_handler,
};
pub(super) use wait::{bad_condition, different_calls, never_holds, or_as_text};
