//! The requests that make a maintenance window and register its targets.

use serde::{Deserialize, Serialize};

use super::document::Tag;
use super::target::Target;
use super::window_task::RegisterTaskWithMaintenanceWindowRequest;

/// A window with its targets and tasks, as one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceWindowFile {
    pub window: CreateMaintenanceWindowRequest,
    #[serde(default)]
    pub targets: Vec<RegisterTargetWithMaintenanceWindowRequest>,
    #[serde(default)]
    pub tasks: Vec<RegisterTaskWithMaintenanceWindowRequest>,
}

/// A recurring stretch of time in which tasks may run.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateMaintenanceWindowRequest {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    pub schedule: String,
    /// A name of the IANA data base; UTC where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_timezone: Option<String>,
    /// Days from 1 to 6, with cron only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_offset: Option<u32>,
    /// Hours from 1 to 24.
    pub duration: u32,
    /// Hours before the end in which no new task starts; less than `duration`.
    pub cutoff: u32,
    /// Whether tasks may name nodes that are not registered targets.
    pub allow_unassociated_targets: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

/// Registers nodes or resource groups with a window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RegisterTargetWithMaintenanceWindowRequest {
    pub window_id: String,
    /// `INSTANCE` or `RESOURCE_GROUP`.
    pub resource_type: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_information: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_token: Option<String>,
}
