//! Whom a request reaches: targets, accounts and Regions, and the alarms that stop it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A key such as `tag:Role`, `InstanceIds` or `WindowTargetIds`, and the values that it may have.
/// Several targets of one request are joined by "and", several values of one by "or".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Target {
    pub key: String,
    #[serde(default)]
    pub values: Vec<String>,
}

/// One set of arguments by parameter name, for one run of a document.
pub type TargetMap = IndexMap<String, Vec<String>>;

/// Accounts and Regions in which a document runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TargetLocation {
    /// Ids of accounts or of organizational units, 1 to 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// 1 to 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_location_max_concurrency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_location_max_errors: Option<String>,
    /// `AWS-SystemsManager-AutomationExecutionRole` where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_role_name: Option<String>,
    /// Not for associations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_location_alarm_configuration: Option<AlarmConfiguration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_child_organization_units: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude_accounts: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub targets_max_concurrency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub targets_max_errors: Option<String>,
}

/// The alarm of CloudWatch that stops a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AlarmConfiguration {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignore_poll_alarm_failure: Option<bool>,
    /// Exactly one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<Alarm>,
}

/// An alarm by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Alarm {
    pub name: String,
}
