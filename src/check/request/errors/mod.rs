//! Messages about what stands around documents, one function a code, sorted into families.

mod attribute;
mod calendar;
mod document;
mod event;
mod parameter;
mod patch;
mod schedule;
mod session;
mod target;
mod window;

pub(super) use attribute::{
    attribute_twice, bad_name, bad_tag, excluded, missing_attribute, needs, not_a_bucket,
    not_an_instant, not_in_declaration, not_whole, refused_value, share_out_of_range,
    time_out_of_range, too_many, unknown_attribute,
};
pub(super) use calendar::bad_calendar;
pub(super) use document::{
    fed_twice, large_argument, no_assume_role, no_each, not_a_document_call, unknown_pseudo,
    unknown_target_parameter, wrong_document,
};
pub(super) use event::{
    bad_event_value, bad_pattern, event_in_code, no_remediation_role, not_a_bare_resource,
};
pub(super) use parameter::{
    bad_allowed_pattern, bad_parameter_name, bad_parameter_value, bad_source, secret_in_source,
};
pub(super) use patch::{not_of_system, undated_patches, unknown_filter, unlisted_filter_value};
pub(super) use schedule::{not_in_utc, refused_schedule, unlisted_schedule};

pub(super) use session::{
    bad_port, broken_content, metadata_host, not_an_operation, not_preferences, spliced_parameter,
    unknown_reference, unlogged_session, unnamed_member,
};
pub(super) use target::{
    all_at_once, all_not_taken, bad_instance_id, bad_target_tag, no_target_parameter,
    parameter_values_not_taken, tag_without_value, tested_twice, too_many_targets, too_many_values,
};
pub(super) use window::{
    command_without_targets, cutoff_too_long, ends_before_start, limits_without_targets,
    long_description, missing_arn, targets_without_limits,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

fn error(number: u16, at: FileSpan, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code(number), at, message)
}

fn warning(number: u16, at: FileSpan, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Code(number), at, message)
}

/// Words in backticks, separated by commas.
fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
