//! The resources of CloudFormation that are read, and their properties.
//!
//! Source: "AWS Systems Manager resource type reference", template reference of CloudFormation;
//! the pages are called `aws-resource-ssm-NAME` and `aws-properties-ssm-NAME-PART`.

/// A resource, or a map in a property of one.
#[derive(Debug)]
pub(super) struct Table {
    /// `AWS::SSM::Document`, or with the name of a part behind a blank.
    pub(super) name: &'static str,
    /// Sorted.
    pub(super) properties: &'static [&'static str],
    /// Those that cannot be left out. Sorted.
    pub(super) required: &'static [&'static str],
}

pub(super) const ASSOCIATION: &str = "AWS::SSM::Association";
pub(super) const BASELINE: &str = "AWS::SSM::PatchBaseline";
pub(super) const DOCUMENT: &str = "AWS::SSM::Document";
pub(super) const WINDOW: &str = "AWS::SSM::MaintenanceWindow";
pub(super) const WINDOW_TARGET: &str = "AWS::SSM::MaintenanceWindowTarget";
pub(super) const WINDOW_TASK: &str = "AWS::SSM::MaintenanceWindowTask";

/// Sorted by name.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: ASSOCIATION,
        properties: &[
            "ApplyOnlyAtCronInterval",
            "AssociationName",
            "AutomationTargetParameterName",
            "CalendarNames",
            "ComplianceSeverity",
            "DocumentVersion",
            "InstanceId",
            "MaxConcurrency",
            "MaxErrors",
            "Name",
            "OutputLocation",
            "Parameters",
            "ScheduleExpression",
            "ScheduleOffset",
            "SyncCompliance",
            "Targets",
            "WaitForSuccessTimeoutSeconds",
        ],
        required: &["Name"],
    },
    Table {
        name: "AWS::SSM::Association S3Location",
        properties: &["OutputS3BucketName", "OutputS3KeyPrefix", "OutputS3Region"],
        required: &[],
    },
    Table {
        name: "AWS::SSM::Association Target",
        properties: &["Key", "Values"],
        required: &["Key", "Values"],
    },
    Table {
        name: DOCUMENT,
        properties: &[
            "Attachments",
            "Content",
            "DocumentFormat",
            "DocumentType",
            "Name",
            "Requires",
            "Tags",
            "TargetType",
            "UpdateMethod",
            "VersionName",
        ],
        required: &["Content"],
    },
    Table {
        name: WINDOW,
        properties: &[
            "AllowUnassociatedTargets",
            "Cutoff",
            "Description",
            "Duration",
            "EndDate",
            "Name",
            "Schedule",
            "ScheduleOffset",
            "ScheduleTimezone",
            "StartDate",
            "Tags",
        ],
        required: &["AllowUnassociatedTargets", "Cutoff", "Duration", "Name", "Schedule"],
    },
    Table {
        name: WINDOW_TARGET,
        properties: &[
            "Description",
            "Name",
            "OwnerInformation",
            "ResourceType",
            "Targets",
            "WindowId",
        ],
        required: &["ResourceType", "Targets", "WindowId"],
    },
    Table {
        name: WINDOW_TASK,
        properties: &[
            "CutoffBehavior",
            "Description",
            "LoggingInfo",
            "MaxConcurrency",
            "MaxErrors",
            "Name",
            "Priority",
            "ServiceRoleArn",
            "Targets",
            "TaskArn",
            "TaskInvocationParameters",
            "TaskParameters",
            "TaskType",
            "WindowId",
        ],
        required: &["Priority", "TaskArn", "TaskType", "WindowId"],
    },
    Table {
        name: "AWS::SSM::MaintenanceWindowTask MaintenanceWindowAutomationParameters",
        properties: &["DocumentVersion", "Parameters"],
        required: &[],
    },
    Table {
        name: "AWS::SSM::MaintenanceWindowTask MaintenanceWindowLambdaParameters",
        properties: &["ClientContext", "Payload", "Qualifier"],
        required: &[],
    },
    Table {
        name: "AWS::SSM::MaintenanceWindowTask MaintenanceWindowRunCommandParameters",
        properties: &[
            "CloudWatchOutputConfig",
            "Comment",
            "DocumentHash",
            "DocumentHashType",
            "DocumentVersion",
            "NotificationConfig",
            "OutputS3BucketName",
            "OutputS3KeyPrefix",
            "Parameters",
            "ServiceRoleArn",
            "TimeoutSeconds",
        ],
        required: &[],
    },
    Table {
        name: "AWS::SSM::MaintenanceWindowTask MaintenanceWindowStepFunctionsParameters",
        properties: &["Input", "Name"],
        required: &[],
    },
    Table {
        name: "AWS::SSM::MaintenanceWindowTask TaskInvocationParameters",
        properties: &[
            "MaintenanceWindowAutomationParameters",
            "MaintenanceWindowLambdaParameters",
            "MaintenanceWindowRunCommandParameters",
            "MaintenanceWindowStepFunctionsParameters",
        ],
        required: &[],
    },
    Table {
        name: BASELINE,
        properties: &[
            "ApprovalRules",
            "ApprovedPatches",
            "ApprovedPatchesComplianceLevel",
            "ApprovedPatchesEnableNonSecurity",
            "AvailableSecurityUpdatesComplianceStatus",
            "DefaultBaseline",
            "Description",
            "GlobalFilters",
            "Name",
            "OperatingSystem",
            "PatchGroups",
            "RejectedPatches",
            "RejectedPatchesAction",
            "Sources",
            "Tags",
        ],
        required: &["Name"],
    },
];

/// The table of a resource or of a part of one.
pub(super) fn table(name: &str) -> Option<&'static Table> {
    let place = TABLES.binary_search_by(|table| table.name.cmp(name)).ok()?;
    TABLES.get(place)
}

#[cfg(test)]
mod tests {
    use super::{TABLES, table};

    #[test]
    fn the_tables_are_sorted_and_ask_for_what_they_have() {
        assert!(TABLES.is_sorted_by_key(|table| table.name));
        for one in TABLES {
            assert!(one.properties.is_sorted() && one.required.is_sorted(), "{}", one.name);
            assert!(one.required.iter().all(|name| one.properties.contains(name)), "{}", one.name);
            assert!(table(one.name).is_some(), "{}", one.name);
        }
    }
}
