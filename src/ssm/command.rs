//! Command documents (schema 2.2). Field order is output order.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::JsonMap;
use super::parameter::Parameter;
use super::tables;

/// A document whose steps run on managed nodes. `schema_version` is a string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandDocument {
    pub schema_version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub parameters: IndexMap<String, Parameter>,
    pub main_steps: Vec<CommandStep>,
}

impl CommandDocument {
    /// The version that new Command documents have.
    pub const SCHEMA_VERSION: &'static str = "2.2";
}

impl Default for CommandDocument {
    fn default() -> Self {
        Self {
            schema_version: Self::SCHEMA_VERSION.to_owned(),
            description: None,
            parameters: IndexMap::new(),
            main_steps: Vec::new(),
        }
    }
}

/// One plugin call. `onFailure`, `onSuccess`, `finallyStep` and `timeoutSeconds` belong into
/// `inputs`: the agent reads them nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CommandStep {
    /// Unique in the document: the agent keys results by it.
    pub name: String,
    /// Such as `aws:runShellScript`.
    pub action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precondition: Option<Precondition>,
    #[serde(default)]
    pub inputs: JsonMap,
}

impl CommandStep {
    /// A step with a name and a plugin and nothing else.
    pub fn new(name: impl Into<String>, action: impl Into<String>) -> Self {
        Self { name: name.into(), action: action.into(), ..Self::default() }
    }

    /// What is known of this step's plugin.
    pub fn spec(&self) -> Option<&'static tables::PluginSpec> {
        tables::plugin(&self.action)
    }
}

/// The one test that the agent makes before a step: two texts are equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Precondition {
    pub string_equals: (String, String),
}

impl Precondition {
    /// `platformType` is `platform`: `Linux`, `Windows` or `MacOS`.
    pub fn platform(platform: impl Into<String>) -> Self {
        Self { string_equals: ("platformType".to_owned(), platform.into()) }
    }

    /// Two texts are equal, of which one at least holds a parameter.
    pub fn equal(left: impl Into<String>, right: impl Into<String>) -> Self {
        Self { string_equals: (left.into(), right.into()) }
    }
}
