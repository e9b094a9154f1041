//! Tables of what the service knows: actions of Automation and plugins of the agent.

mod action_spec;
mod actions;
mod input_spec;
mod operators;
mod plugin_spec;
mod plugins;

pub use action_spec::{
    ActionRules, ActionSpec, ConditionalInputs, CustomOutputs, Impact, OutputRoot, OutputSpec,
    Requirement, action, all_actions,
};
pub use input_spec::{InputSpec, Status, ValueType, VariantSpec};
pub use operators::{OPERATORS, Operator, operator};
pub use plugin_spec::{Platform, PluginSpec, all_plugins, plugin};
