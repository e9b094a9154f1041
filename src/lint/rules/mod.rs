//! The table of all rules.

/// The page of a rule.
macro_rules! page {
    ($name:literal) => {
        include_str!(concat!("../../../docs/rules/", $name, ".md"))
    };
}

mod association_only_plugin;
mod assume_role_constant;
mod assume_role_missing;
mod become_root;
mod byte_order_mark;
mod cancel_without_cleanup;
mod cancel_without_effect;
mod comparison_with_bool;
mod continue_swallows_failure;
mod crowded_reference;
mod curl_pipe_shell;
mod default_input;
mod deprecated_document;
mod deprecated_plugin;
mod deprecated_runtime;
mod double_negation;
mod duplicate_step;
mod editor_schema;
mod empty_else;
mod empty_member;
mod empty_rescue;
mod eval_of_argument;
mod fail_without_message;
mod fixed_sleep;
mod hard_coded_account;
mod hard_coded_ami;
mod http_download;
mod iam_wildcard;
mod identical_branches;
pub(super) mod idle_allow;
mod idle_documentation;
mod idle_handler;
mod idle_timeout;
mod ignored_timeout;
mod imds_v1;
mod impossible_selector;
mod inexact_number;
mod insecure_download;
mod interactive_command;
mod long_cancel;
mod long_output_name;
mod long_runbook;
mod map_param;
mod member_without_effect;
mod missing_case;
mod missing_concurrency;
mod missing_description;
mod missing_max_errors;
mod missing_param_description;
mod missing_timeout;
mod missing_timezone;
mod mutation_before_approval;
mod needless_exit;
mod needless_jump;
mod needless_limit;
mod needless_raw;
mod needless_sudo;
mod needless_template;
mod negated_comparison;
mod non_idempotent_script;
mod numeric_weekday;
mod odd_schedule;
mod odd_spelling;
mod open_ingress;
mod overlapping_window;
mod param_name_case;
mod pattern_too_wide;
mod person_in_loop;
mod public_resource;
mod public_share;
mod python_missing_handler;
mod python_syntax;
mod python_unknown_event_key;
mod python_unread_key;
mod python_unreturned_output;
mod reboot_in_script;
mod redundant_clause;
mod repeated_condition;
mod repeated_value;
mod runs_after_failure;
mod script_injection;
mod secret_in_default;
pub(super) mod secret_in_text;
mod self_comparison;
mod session_no_logging;
mod shell_instead_of_module;
mod shell_syntax;
mod shell_without_set_e;
mod sleep_instead_of_wait;
pub(super) mod stale_baseline;
mod text_for_number;
mod traced_secret;
mod trailing_blank;
mod unanchored_pattern;
mod unchecked_selector;
mod unknown_document;
mod unknown_script_reference;
mod unknown_shell_variable;
mod unlimited_loop;
mod unlimited_target;
mod unlisted_attachment;
mod unlisted_patch_value;
mod unpinned_version;
mod unquoted_version;
mod unreachable_step;
mod unreadable_duration;
mod unsure_read;
mod unused_argument;
mod unused_output;
mod unused_param;
mod unused_result;
mod unused_use;
mod unused_variable;
mod useless_max_errors;
mod value_without_text;
mod wildcard_target;
mod world_writable;
mod yaml_trap;

use super::LintRule;

/// Every rule, sorted by name.
pub const RULES: &[&LintRule] = &[
    &association_only_plugin::RULE,
    &assume_role_constant::RULE,
    &assume_role_missing::RULE,
    &become_root::RULE,
    &byte_order_mark::RULE,
    &cancel_without_cleanup::RULE,
    &cancel_without_effect::RULE,
    &comparison_with_bool::RULE,
    &continue_swallows_failure::RULE,
    &crowded_reference::RULE,
    &curl_pipe_shell::RULE,
    &default_input::RULE,
    &deprecated_document::RULE,
    &deprecated_plugin::RULE,
    &deprecated_runtime::RULE,
    &double_negation::RULE,
    &duplicate_step::RULE,
    &editor_schema::RULE,
    &empty_else::RULE,
    &empty_member::RULE,
    &empty_rescue::RULE,
    &eval_of_argument::RULE,
    &fail_without_message::RULE,
    &fixed_sleep::RULE,
    &hard_coded_account::RULE,
    &hard_coded_ami::RULE,
    &http_download::RULE,
    &iam_wildcard::RULE,
    &identical_branches::RULE,
    &idle_allow::RULE,
    &idle_documentation::RULE,
    &idle_handler::RULE,
    &idle_timeout::RULE,
    &ignored_timeout::RULE,
    &imds_v1::RULE,
    &impossible_selector::RULE,
    &inexact_number::RULE,
    &insecure_download::RULE,
    &interactive_command::RULE,
    &long_cancel::RULE,
    &long_output_name::RULE,
    &long_runbook::RULE,
    &map_param::RULE,
    &member_without_effect::RULE,
    &missing_case::RULE,
    &missing_concurrency::RULE,
    &missing_description::RULE,
    &missing_max_errors::RULE,
    &missing_param_description::RULE,
    &missing_timeout::RULE,
    &missing_timezone::RULE,
    &mutation_before_approval::RULE,
    &needless_exit::RULE,
    &needless_jump::RULE,
    &needless_limit::RULE,
    &needless_raw::RULE,
    &needless_sudo::RULE,
    &needless_template::RULE,
    &negated_comparison::RULE,
    &non_idempotent_script::RULE,
    &numeric_weekday::RULE,
    &odd_schedule::RULE,
    &odd_spelling::RULE,
    &open_ingress::RULE,
    &overlapping_window::RULE,
    &param_name_case::RULE,
    &pattern_too_wide::RULE,
    &person_in_loop::RULE,
    &public_resource::RULE,
    &public_share::RULE,
    &python_missing_handler::RULE,
    &python_syntax::RULE,
    &python_unknown_event_key::RULE,
    &python_unread_key::RULE,
    &python_unreturned_output::RULE,
    &reboot_in_script::RULE,
    &redundant_clause::RULE,
    &repeated_condition::RULE,
    &repeated_value::RULE,
    &runs_after_failure::RULE,
    &script_injection::RULE,
    &secret_in_default::RULE,
    &secret_in_text::RULE,
    &self_comparison::RULE,
    &session_no_logging::RULE,
    &shell_instead_of_module::RULE,
    &shell_syntax::RULE,
    &shell_without_set_e::RULE,
    &sleep_instead_of_wait::RULE,
    &stale_baseline::RULE,
    &text_for_number::RULE,
    &traced_secret::RULE,
    &trailing_blank::RULE,
    &unanchored_pattern::RULE,
    &unchecked_selector::RULE,
    &unknown_document::RULE,
    &unknown_script_reference::RULE,
    &unknown_shell_variable::RULE,
    &unlimited_loop::RULE,
    &unlimited_target::RULE,
    &unlisted_attachment::RULE,
    &unlisted_patch_value::RULE,
    &unpinned_version::RULE,
    &unquoted_version::RULE,
    &unreachable_step::RULE,
    &unreadable_duration::RULE,
    &unsure_read::RULE,
    &unused_argument::RULE,
    &unused_output::RULE,
    &unused_param::RULE,
    &unused_result::RULE,
    &unused_use::RULE,
    &unused_variable::RULE,
    &useless_max_errors::RULE,
    &value_without_text::RULE,
    &wildcard_target::RULE,
    &world_writable::RULE,
    &yaml_trap::RULE,
];
