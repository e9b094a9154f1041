//! Session documents (schema 1.0): shells, port forwarding, interactive commands.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::parameter::Parameter;

/// How a session of Session Manager runs. `schema_version` is always `"1.0"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionDocument {
    pub schema_version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub session_type: SessionType,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub parameters: IndexMap<String, Parameter>,
    /// Preferences; only for `Standard_Stream`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<SessionInputs>,
    /// What to run or to forward; for all types but `Standard_Stream`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<SessionProperties>,
}

impl SessionDocument {
    /// The version that Session documents have.
    pub const SCHEMA_VERSION: &'static str = "1.0";
}

/// The kinds of sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionType {
    #[serde(rename = "Standard_Stream")]
    StandardStream,
    InteractiveCommands,
    NonInteractiveCommands,
    Port,
}

/// Preferences of a shell session. The four flags are always written: AWS marks them required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionInputs {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_bucket_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_key_prefix: Option<String>,
    #[serde(default)]
    pub s3_encryption_enabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud_watch_log_group_name: Option<String>,
    #[serde(default)]
    pub cloud_watch_encryption_enabled: bool,
    #[serde(default)]
    pub cloud_watch_streaming_enabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(default)]
    pub run_as_enabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_as_default_user: Option<String>,
    /// Minutes from 1 to 60, as a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_session_timeout: Option<String>,
    /// Minutes from 1 to 1440, as a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shell_profile: Option<ShellProfile>,
}

/// Commands run at the start of a shell. `linux` also serves macOS.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShellProfile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linux: Option<String>,
}

/// Commands by platform, or the ports of a forwarding; numbers are strings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionProperties {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linux: Option<SessionCommands>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<SessionCommands>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub macos: Option<SessionCommands>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_port_number: Option<String>,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What an interactive or non-interactive session runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionCommands {
    pub commands: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_as_elevated: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separate_output_stream: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub std_out_separator_prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub std_err_separator_prefix: Option<String>,
}
