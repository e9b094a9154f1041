//! Messages of the core checks, one function a code. Sorted into families.

mod api;
mod calls;
mod definitions;
mod limits;
mod names;
mod operators;
mod paths;
mod schedule;
mod stages;
mod types;
mod values;

pub(crate) use api::{
    TOLD_SERVICES, dashed_service, many_values, never_desired, never_of_type, no_pages,
    nothing_desired, other_spelling, streaming_call, unknown_operation, unknown_request_member,
    unknown_service, unreadable_selector, untyped_selector, wrong_selector,
};
pub(crate) use calls::{
    bad_schedule, bad_stored_name, bad_template, duplicate_argument, failed_call, file_missing,
    file_not_text, file_outside, file_unreadable, in_template_hole, missing_arguments, no_nodes,
    no_spread, not_a_script, positional_argument, script_with_arguments, secret_outside_command,
    ssm_outside_default, template_hole, too_many_arguments, unknown_argument,
    unused_template_argument, wrong_argument,
};
pub(crate) use definitions::{
    bad_default, bad_document_name, bad_input, bad_parameter_name, bad_parameter_type,
    computed_default, document_by_string, document_unknown_yet, duplicate_parameter, extern_member,
    long_parameter_name, method_call, missing_input, no_extern, not_a_document, optional_bounds,
    optional_parameter, other_kind_of_document, reserved_document_name, two_patterns,
    unknown_document, unused_parameter,
};
pub(crate) use limits::{
    is_limit, nested_too_deep, too_large, too_large_type, too_many_tests, too_much_work,
};
pub(crate) use names::{
    block_result, call_in_expression, circle, means_nothing_here, no_members, not_a_function,
    not_a_value, unknown_function, unknown_member, unknown_name, unknown_system_value,
    unknown_type,
};
pub(crate) use operators::{
    bad_arithmetic, bad_operand, default_of_other_type, different_types, division_by_zero,
    item_of_other_type, never_equal, not_a_condition, overflow,
};
pub(crate) use paths::{
    bad_filter, bad_index, endless_range, long_range, member_of_null, negative_index, not_a_list,
    not_a_record, not_countable, one_test_only, out_of_bounds,
};
pub(crate) use schedule::{unknown_zone, unreadable_schedule};
pub(crate) use stages::{
    build_only, build_only_function, maybe_in_text, no_text, not_known_at_build, number_in_text,
};
pub(crate) use types::{
    bad_literal_type, bad_pattern, crossed_bounds, duplicate_alternative, list_of_what,
    negative_count, not_a_range, not_a_type, refinement_twice, second_pattern, unanchored_pattern,
    unknown_refinement, wider_bounds, wrong_generics,
};
pub(crate) use values::{
    Misfit, duplicate_key, empty_default, extra_field, impossible_as, json_needs_type,
    may_be_absent, missing_fields, needs_narrowing, not_allowed, not_one_field, out_of_range,
    result_for_condition, some_not_allowed, unknown_field, wrong_count, wrong_length,
    wrong_pattern, wrong_type,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

fn error(number: u16, at: FileSpan, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code(number), at, message)
}

/// "write `x`" for the nearest of some names.
fn write_name(nearest: Option<&str>) -> Option<String> {
    nearest.map(|name| format!("write `{name}`"))
}

/// Names in backticks, separated by commas; long lists are cut and counted.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 20;
    let names: Vec<&str> = names.into_iter().collect();
    let mut text =
        names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}

/// A construct of the language that this version does not compile.
///
/// `what` names it with its article, as in "a handler in a runbook"; `instead` is an order that
/// can be followed as written.
pub(crate) fn not_compiled_yet(at: FileSpan, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::error(Code(440), at, format!("{what} is not compiled yet"))
        .label("this version of the compiler does not know how to write it")
        .help(instead)
}
