//! Automation documents (runbooks, schema 0.3). Field order is output order.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::lenient;
use super::parameter::{DataType, Parameter};
use super::{JsonMap, tables};

/// A runbook. `schema_version` is always `"0.3"`, a string.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutomationDocument {
    pub schema_version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A role's ARN or one reference to a parameter that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assume_role: Option<String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub parameters: IndexMap<String, Parameter>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<String, Variable>,
    pub main_steps: Vec<AutomationStep>,
    /// Each `StepName.OutputName`, without braces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<String>,
    /// Attachments by file name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub files: IndexMap<String, FileChecksums>,
}

impl AutomationDocument {
    /// The version that Automation documents have.
    pub const SCHEMA_VERSION: &'static str = "0.3";
}

impl Default for AutomationDocument {
    fn default() -> Self {
        Self {
            schema_version: Self::SCHEMA_VERSION.to_owned(),
            description: None,
            assume_role: None,
            parameters: IndexMap::new(),
            variables: IndexMap::new(),
            main_steps: Vec::new(),
            outputs: Vec::new(),
            files: IndexMap::new(),
        }
    }
}

/// A step of a runbook. The steps of an `aws:loop` lie in its inputs, under `Steps`, in this form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutomationStep {
    pub name: String,
    /// Such as `aws:executeAwsApi`.
    pub action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How often the step is tried in all; 1 where it is missing.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub max_attempts: Option<u32>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_number"
    )]
    pub timeout_seconds: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_failure: Option<OnFailure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_cancel: Option<OnCancel>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_bool"
    )]
    pub is_critical: Option<bool>,
    #[serde(default)]
    pub inputs: JsonMap,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<StepOutput>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::optional_bool"
    )]
    pub is_end: Option<bool>,
    /// The bare name of a step, without `step:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
}

impl AutomationStep {
    /// A step with a name and an action and nothing else.
    pub fn new(name: impl Into<String>, action: impl Into<String>) -> Self {
        Self { name: name.into(), action: action.into(), ..Self::default() }
    }

    /// What is known of this step's action.
    pub fn spec(&self) -> Option<&'static tables::ActionSpec> {
        tables::action(&self.action)
    }
}

/// What follows on the failure of a step. `Abort` is the service's default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum OnFailure {
    Abort,
    Continue,
    Step(String),
}

/// What follows when a person cancels the execution while this step runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum OnCancel {
    Abort,
    Step(String),
}

impl fmt::Display for OnFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abort => f.write_str("Abort"),
            Self::Continue => f.write_str("Continue"),
            Self::Step(name) => write!(f, "step:{name}"),
        }
    }
}

impl fmt::Display for OnCancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abort => f.write_str("Abort"),
            Self::Step(name) => write!(f, "step:{name}"),
        }
    }
}

impl From<OnFailure> for String {
    fn from(value: OnFailure) -> Self {
        value.to_string()
    }
}

impl From<OnCancel> for String {
    fn from(value: OnCancel) -> Self {
        value.to_string()
    }
}

impl TryFrom<String> for OnFailure {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match (text.as_str(), text.strip_prefix("step:")) {
            ("Abort", _) => Ok(Self::Abort),
            ("Continue", _) => Ok(Self::Continue),
            (_, Some(name)) => Ok(Self::Step(name.trim().to_owned())),
            (_, None) => Err(format!("\"{text}\" is not Abort, Continue or step:NAME")),
        }
    }
}

impl TryFrom<String> for OnCancel {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match (text.as_str(), text.strip_prefix("step:")) {
            ("Abort", _) => Ok(Self::Abort),
            (_, Some(name)) => Ok(Self::Step(name.trim().to_owned())),
            (_, None) => Err(format!("\"{text}\" is not Abort or step:NAME")),
        }
    }
}

/// A named value taken out of a step's result with a JSONPath.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StepOutput {
    pub name: String,
    pub selector: String,
    /// `String` where it is missing.
    #[serde(rename = "Type", default, skip_serializing_if = "Option::is_none")]
    pub data_type: Option<DataType>,
}

/// A variable of a runbook, written by `aws:updateVariable`, read as `{{ variable:NAME }}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    #[serde(rename = "type")]
    pub data_type: DataType,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::present"
    )]
    pub default: Option<Value>,
}

/// The checksums of one attachment: `sha256` to 64 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChecksums {
    pub checksums: IndexMap<String, String>,
    /// In bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}
