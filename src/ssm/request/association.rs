//! The request of CreateAssociation (State Manager).

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::Arguments;
use super::document::Tag;
use super::target::{AlarmConfiguration, Target, TargetLocation, TargetMap};

/// Binds a document to targets and a schedule.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateAssociationRequest {
    /// The document: a name or an ARN.
    pub name: String,
    /// A number, `$LATEST` or `$DEFAULT`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_version: Option<String>,
    /// Fails with documents of schema 2.0 and later: use `targets`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub parameters: Arguments,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Without one the association runs once, at its creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_expression: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_location: Option<OutputLocation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association_name: Option<String>,
    /// The parameter of a runbook that is fed by the targets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automation_target_parameter_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_errors: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compliance_severity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sync_compliance: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_only_at_cron_interval: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar_names: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_locations: Vec<TargetLocation>,
    /// Days from 1 to 6 after the day of a cron expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_offset: Option<u32>,
    /// Hours from 1 to 24.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// Excludes `targets`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_maps: Vec<TargetMap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm_configuration: Option<AlarmConfiguration>,
    /// The ARN of the role that dispatches the runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association_dispatch_assume_role: Option<String>,
}

/// Where the output of runs is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OutputLocation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_location: Option<S3OutputLocation>,
}

/// A bucket, written with the role of the node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct S3OutputLocation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_s3_region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_s3_bucket_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_s3_key_prefix: Option<String>,
}
