//! What is known of one action of Automation.

use super::{InputSpec, Status, ValueType, actions};

/// An action that a step of a runbook may have.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html>
#[derive(Clone, Copy, Debug)]
pub struct ActionSpec {
    /// With its prefix, such as `aws:runCommand`.
    pub name: &'static str,
    pub summary: &'static str,
    /// In the order of the documentation.
    pub inputs: &'static [InputSpec],
    /// The outputs that every step of this action has without declaring them.
    pub outputs: &'static [OutputSpec],
    pub rules: ActionRules,
}

impl ActionSpec {
    /// The name without `aws:`.
    pub fn short_name(&self) -> &'static str {
        self.name.strip_prefix("aws:").unwrap_or(self.name)
    }

    pub fn input(&self, name: &str) -> Option<&'static InputSpec> {
        self.inputs.iter().find(|input| input.name == name)
    }

    pub fn output(&self, name: &str) -> Option<&'static OutputSpec> {
        self.outputs.iter().find(|output| output.name == name)
    }
}

/// An output that needs no declaration.
#[derive(Clone, Copy, Debug)]
pub struct OutputSpec {
    pub name: &'static str,
    pub value_type: ValueType,
    /// The values that it can have, where they are known.
    pub allowed: &'static [&'static str],
    pub status: Status,
    pub doc: &'static str,
}

impl OutputSpec {
    pub const BASE: OutputSpec = OutputSpec {
        name: "",
        value_type: ValueType::String,
        allowed: &[],
        status: Status::Documented,
        doc: "",
    };
}

/// Whether an action takes custom `outputs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomOutputs {
    /// Documented.
    Yes,
    /// In published documents.
    Seen,
    /// Once in all published documents.
    Rare,
    NotSeen,
}

/// What the selectors of custom outputs start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputRoot {
    None,
    /// The response of the API.
    ApiResponse,
    /// `{"Payload": …}` around what the script returned.
    ScriptPayload,
    /// What the function returned.
    FunctionResult,
    /// An object of the outputs that need no declaration.
    ImplicitOutputs,
}

/// How a preview of an execution classifies a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    Mutating,
    NonMutating,
    Undetermined,
    /// That of the steps inside.
    Varies,
}

/// If `input` is given, so must be `needs`.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    pub input: &'static str,
    pub needs: &'static [&'static str],
}

/// If the value of `input` starts with `prefix`, `needs` must be given and `forbids` must not.
#[derive(Clone, Copy, Debug)]
pub struct ConditionalInputs {
    pub input: &'static str,
    pub prefix: &'static str,
    pub needs: &'static [&'static str],
    pub forbids: &'static [&'static str],
}

/// The rules of an action beyond its single inputs. Times are in seconds.
#[derive(Clone, Copy, Debug)]
pub struct ActionRules {
    pub default_timeout_seconds: Option<u32>,
    /// A longer timeout is accepted but has no effect.
    pub max_timeout_seconds: Option<u32>,
    /// How long one call of an API may take.
    pub max_call_seconds: Option<u32>,
    /// The longest delay of `aws:sleep`.
    pub max_delay_seconds: Option<u32>,
    /// How deep child automations may nest.
    pub max_nesting_levels: Option<u32>,
    /// Whether the step may have `onCancel`.
    pub on_cancel_supported: bool,
    /// Whether an `onCancel` may lead to the step.
    pub on_cancel_target: bool,
    pub custom_outputs: CustomOutputs,
    pub output_root: OutputRoot,
    /// What every selector of a custom output must start with.
    pub selector_prefix: Option<&'static str>,
    /// Names that a custom output must not have (a known complete list of the service).
    pub reserved_output_names: &'static [&'static str],
    pub impact: Impact,
    /// Whether the service retries throttled calls by itself.
    pub throttling_retry: bool,
    pub exactly_one_of: &'static [&'static [&'static str]],
    pub at_most_one_of: &'static [&'static [&'static str]],
    pub at_least_one_of: &'static [&'static [&'static str]],
    pub requires: &'static [Requirement],
    /// Not asked for by the service, but what every careful author writes.
    pub requires_soft: &'static [Requirement],
    pub conditional: &'static [ConditionalInputs],
    /// Any other input is handed on, as a parameter of the API.
    pub additional_inputs_allowed: bool,
    /// `nextStep` has no effect beside what the inputs say.
    pub next_step_redundant: bool,
    pub allowed_in_loop: bool,
    pub allowed_in_change_template: bool,
    /// Permissions that the role needs besides what the inputs show.
    pub iam: &'static [&'static str],
    pub notes: &'static [&'static str],
}

impl ActionRules {
    /// What most actions share; generated tables say what differs from it.
    pub const BASE: ActionRules = ActionRules {
        default_timeout_seconds: None,
        max_timeout_seconds: None,
        max_call_seconds: None,
        max_delay_seconds: None,
        max_nesting_levels: None,
        on_cancel_supported: true,
        on_cancel_target: true,
        custom_outputs: CustomOutputs::NotSeen,
        output_root: OutputRoot::None,
        selector_prefix: None,
        reserved_output_names: &[],
        impact: Impact::Undetermined,
        throttling_retry: true,
        exactly_one_of: &[],
        at_most_one_of: &[],
        at_least_one_of: &[],
        requires: &[],
        requires_soft: &[],
        conditional: &[],
        additional_inputs_allowed: false,
        next_step_redundant: false,
        allowed_in_loop: true,
        allowed_in_change_template: false,
        iam: &[],
        notes: &[],
    };
}

/// Every documented action, in the order of names.
pub fn all_actions() -> &'static [ActionSpec] {
    actions::ACTIONS
}

/// The action with this name, with or without `aws:`.
pub fn action(name: &str) -> Option<&'static ActionSpec> {
    let short = name.strip_prefix("aws:").unwrap_or(name);
    let found = actions::ACTIONS.binary_search_by(|spec| spec.short_name().cmp(short)).ok()?;
    actions::ACTIONS.get(found)
}

#[cfg(test)]
mod tests {
    use super::{action, all_actions};
    use crate::ssm::tables::{all_plugins, plugin};

    #[test]
    fn actions_are_sorted_and_found_by_both_names() {
        assert!(all_actions().is_sorted_by(|left, right| left.name < right.name));
        assert_eq!(all_actions().len(), 23);
        for spec in all_actions() {
            assert_eq!(action(spec.name).map(|found| found.name), Some(spec.name));
            assert_eq!(action(spec.short_name()).map(|found| found.name), Some(spec.name));
        }
        assert!(action("aws:runcommand").is_none());
    }

    #[test]
    fn plugins_are_sorted_and_found_by_both_names() {
        assert!(all_plugins().is_sorted_by(|left, right| left.name < right.name));
        assert_eq!(all_plugins().len(), 15);
        for spec in all_plugins() {
            assert_eq!(plugin(spec.name).map(|found| found.name), Some(spec.name));
            assert_eq!(plugin(spec.short_name()).map(|found| found.name), Some(spec.name));
        }
    }

    #[test]
    fn groups_of_inputs_name_inputs_of_the_action() {
        for spec in all_actions() {
            let rules = &spec.rules;
            let groups = [rules.exactly_one_of, rules.at_most_one_of, rules.at_least_one_of];
            for name in groups.into_iter().flatten().copied().flatten() {
                assert!(spec.input(name).is_some(), "{} has no input {name}", spec.name);
            }
            for requirement in rules.requires.iter().chain(rules.requires_soft) {
                assert!(spec.input(requirement.input).is_some());
                assert!(requirement.needs.iter().all(|name| spec.input(name).is_some()));
            }
        }
    }
}
