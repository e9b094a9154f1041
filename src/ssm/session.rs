//! Session documents (schema 1.0): shells, port forwarding, interactive commands.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::parameter::Parameter;
use super::pattern;

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

/// What a text among the inputs of a shell may be.
#[derive(Clone, Copy, Debug)]
pub struct SessionText {
    /// Its member of the inputs.
    pub name: &'static str,
    pub pattern: Option<&'static str>,
    /// The fewest and the most characters.
    pub length: (i64, i64),
}

/// "LogGroupName", API reference of CloudWatch Logs.
pub const LOG_GROUP: SessionText =
    SessionText { name: "cloudWatchLogGroupName", pattern: Some(r"^[\w.#/-]+$"), length: (1, 512) };

/// "KeyId", API reference of KMS.
pub const KMS_KEY: SessionText = SessionText { name: "kmsKeyId", pattern: None, length: (1, 2048) };

/// "Bucket naming rules", user guide of S3.
pub const BUCKET: SessionText = SessionText {
    name: "s3BucketName",
    pattern: Some(r"^[a-z0-9][a-z0-9.-]*[a-z0-9]$"),
    length: (3, 63),
};

/// "OutputS3KeyPrefix", API reference of Systems Manager.
pub const KEY_PREFIX: SessionText =
    SessionText { name: "s3KeyPrefix", pattern: None, length: (1, 500) };

/// What a shell is given, in the order of the reference.
pub const SESSION_INPUTS: [&str; 12] = [
    "s3BucketName",
    "s3KeyPrefix",
    "s3EncryptionEnabled",
    "cloudWatchLogGroupName",
    "cloudWatchEncryptionEnabled",
    "cloudWatchStreamingEnabled",
    "kmsKeyId",
    "runAsEnabled",
    "runAsDefaultUser",
    "idleSessionTimeout",
    "maxSessionDuration",
    "shellProfile",
];

/// Platforms that a session has commands for, in the order in which documents have them.
pub const SESSION_PLATFORMS: [&str; 3] = ["linux", "windows", "macos"];

/// The fewest and the most characters of what stands before the output and the errors of commands.
pub const SEPARATOR_PREFIX: (i64, i64) = (1, 128);

/// The `type` of a session that forwards a port.
pub const PORT_FORWARDING: &str = "LocalPortForwarding";

/// Members that are ports, and the first that each may be: 0 lets the caller's side choose one.
pub const SESSION_PORTS: [(&str, i64); 2] = [("portNumber", 1), ("localPortNumber", 0)];

/// The first and the last minute of `idleSessionTimeout`.
pub const IDLE_MINUTES: (i64, i64) = (1, 60);

/// The first and the last minute of `maxSessionDuration`.
pub const MOST_MINUTES: (i64, i64) = (1, 1440);

/// The flags of a shell, what each is about, and what a source means that does not say it.
///
/// Where the bucket or the log group is not given, nothing reads what is said about it.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html>
pub const SESSION_FLAGS: [(&str, Option<&str>, bool); 4] = [
    ("s3EncryptionEnabled", Some(BUCKET.name), true),
    ("cloudWatchEncryptionEnabled", Some(LOG_GROUP.name), true),
    ("cloudWatchStreamingEnabled", Some(LOG_GROUP.name), false),
    ("runAsEnabled", None, false),
];

impl SessionText {
    pub fn takes(&self, text: &str) -> bool {
        let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let fits = self.pattern.is_none_or(|pattern| pattern::matches(pattern, text));
        fits && (self.length.0..=self.length.1).contains(&count)
    }
}

/// Whether `runAsDefaultUser` may be this: what Linux and macOS take, domain users included.
pub fn is_session_user(user: &str) -> bool {
    !user.is_empty()
        && user.len() <= 256
        && !user.starts_with('-')
        && user.chars().all(|letter| letter.is_alphanumeric() || "_.-@\\$+".contains(letter))
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
