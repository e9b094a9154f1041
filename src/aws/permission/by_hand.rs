//! Our own tables, where names alone do not say what is needed: prefixes of services, operations,
//! and methods of AWS's Python client that are no operations.

use super::action::Action;
use super::needs::When;
use super::{rows_by_hand, rows_of_s3};
use crate::aws::Service;

/// The source of rows that are from the operation's documentation in its model, which says which
/// action the operation needs.
pub(super) const MODEL: &str = "the operation's own documentation";

/// What an operation needs; nothing where `needs` is empty.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) service: &'static str,
    pub(super) operation: &'static str,
    pub(super) needs: &'static [(&'static str, When)],
    pub(super) page: &'static str,
}

pub(super) const fn row(
    service: &'static str,
    operation: &'static str,
    needs: &'static [(&'static str, When)],
    page: &'static str,
) -> Row {
    Row { service, operation, needs, page }
}

/// The row of an operation.
pub(super) fn row_of(service: &str, operation: &str) -> Option<&'static Row> {
    [rows_of_s3::ROWS, rows_by_hand::ROWS].into_iter().find_map(|rows| {
        let place =
            rows.binary_search_by(|it| (it.service, it.operation).cmp(&(service, operation)));
        rows.get(place.ok()?)
    })
}

/// Prefixes of services whose actions go by neither the name that requests are signed for nor the
/// first word of the host's name, as AWS's Service Authorization Reference has them. Sorted.
const PREFIXES: &[(&str, &[&str])] = &[
    ("cloudcontrol", &["cloudformation"]),
    ("cloudwatch", &["cloudwatch"]),
    ("iot-data", &["iot"]),
    ("iot-jobs-data", &["iotjobsdata", "iot"]),
    ("iotsecuretunneling", &["iot"]),
    ("mturk", &["mechanicalturk"]),
    ("partnercentral-account", &["partnercentral"]),
    ("partnercentral-benefits", &["partnercentral"]),
    ("partnercentral-channel", &["partnercentral"]),
    ("partnercentral-selling", &["partnercentral"]),
    ("resourcegroupstaggingapi", &["tag"]),
    // Buckets and access points on Outposts are asked for through the same API.
    ("s3control", &["s3", "s3-outposts"]),
];

/// Under which prefixes the service's actions are, most probable first.
pub fn prefixes(service: &'static Service) -> Vec<&'static str> {
    if let Ok(place) = PREFIXES.binary_search_by(|(name, _)| (*name).cmp(service.name())) {
        return PREFIXES.get(place).map(|(_, prefixes)| prefixes.to_vec()).unwrap_or_default();
    }
    vec![service.model().signing_name(), service.endpoint_prefix()]
}

/// Members at the top of inputs that say what stands in a placeholder, where neither its name nor
/// iam-dataset's map tells: service, placeholder, member. Sorted.
const MEMBERS: &[(&str, &str, &str)] = &[
    ("ecs", "ClusterName", "cluster"),
    ("ecs", "ServiceName", "service"),
    ("ecs", "TaskDefinitionFamilyName", "family"),
    ("emr", "ClusterId", "ClusterId"),
    ("emr", "ClusterId", "JobFlowId"),
    ("emr", "ClusterId", "JobFlowIds[]"),
    ("iam", "GroupNameWithPath", "GroupName"),
    ("iam", "InstanceProfileNameWithPath", "InstanceProfileName"),
    ("iam", "PolicyNameWithPath", "PolicyName"),
    ("iam", "RoleNameWithPath", "RoleName"),
    ("iam", "UserNameWithPath", "UserName"),
    ("s3", "BucketName", "Bucket"),
    ("s3", "ObjectName", "Key"),
    ("s3control", "AccessPointName", "Name"),
    ("s3control", "BucketName", "Bucket"),
    ("scheduler", "ScheduleName", "Name"),
    // A new secret has no id yet.
    ("secretsmanager", "SecretId", "Name"),
    ("sqs", "QueueName", "QueueUrl"),
    // The map says `*`, since a command may go to targets in place of instances.
    ("ssm", "InstanceId", "InstanceIds[]"),
];

/// The members that may say what stands in a placeholder that has another name.
pub(super) fn members(service: &str, placeholder: &str) -> impl Iterator<Item = &'static str> {
    let rows = MEMBERS.iter().filter(move |it| (it.0, it.1) == (service, placeholder));
    rows.map(|it| it.2)
}

/// Actions on a resource that no member names by itself, whatever other members are called:
/// `CopySource` holds bucket and key together, and the other members are of the target. Sorted.
const UNNAMED: &[(&str, &str, &str)] = &[
    ("s3", "CopyObject", "s3:GetObject"),
    ("s3", "CopyObject", "s3:GetObjectTagging"),
    ("s3", "CopyObject", "s3:GetObjectVersion"),
    ("s3", "CopyObject", "s3:GetObjectVersionTagging"),
    ("s3", "UploadPartCopy", "s3:GetObject"),
    ("s3", "UploadPartCopy", "s3:GetObjectVersion"),
];

/// Whether no member names what the action works on.
pub(super) fn is_unnamed(service: &str, operation: &str, action: Action) -> bool {
    let rows = UNNAMED.iter().filter(|it| (it.0, it.1) == (service, operation));
    rows.map(|it| it.2).any(|name| Action::find(name) == Some(action))
}

/// Methods that boto3 adds to the client of S3 (`s3/inject.py`), and the operations that they may
/// call (`s3transfer`). Sorted.
const TRANSFERS: &[(&str, &[&str])] = &[
    (
        "copy",
        &[
            "HeadObject",
            "CopyObject",
            "CreateMultipartUpload",
            "UploadPartCopy",
            "CompleteMultipartUpload",
            "AbortMultipartUpload",
            "GetObjectTagging",
            "PutObjectTagging",
        ],
    ),
    ("download_file", &["HeadObject", "GetObject"]),
    ("download_fileobj", &["HeadObject", "GetObject"]),
    ("upload_file", UPLOAD),
    ("upload_fileobj", UPLOAD),
];

const UPLOAD: &[&str] = &[
    "PutObject",
    "CreateMultipartUpload",
    "UploadPart",
    "CompleteMultipartUpload",
    "AbortMultipartUpload",
];

/// The operations behind a method that boto3 adds to a client.
pub(super) fn transfer(service: &str, method: &str) -> &'static [&'static str] {
    if service != "s3" {
        return &[];
    }
    let place = TRANSFERS.binary_search_by(|(name, _)| (*name).cmp(method)).ok();
    place.and_then(|place| TRANSFERS.get(place)).map_or(&[], |(_, calls)| calls)
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS, PREFIXES, TRANSFERS, UNNAMED, row_of};
    use crate::aws::Service;
    use crate::aws::permission::{Action, rows_by_hand, rows_of_s3};

    #[test]
    fn the_tables_are_sorted_and_no_row_is_there_twice() {
        for rows in [rows_of_s3::ROWS, rows_by_hand::ROWS] {
            let keys = rows.iter().map(|it| (it.service, it.operation));
            assert!(keys.is_sorted_by(|left, right| left < right));
        }
        assert!(PREFIXES.is_sorted_by_key(|it| it.0));
        assert!(MEMBERS.is_sorted() && UNNAMED.is_sorted());
        assert!(TRANSFERS.is_sorted_by_key(|it| it.0));
    }

    #[test]
    fn every_row_names_an_operation_and_actions_that_there_are() {
        for row in rows_of_s3::ROWS.iter().chain(rows_by_hand::ROWS) {
            let model = Service::named(row.service).unwrap().model();
            assert!(model.operation(row.operation).is_some(), "{row:?}");
            for (name, _) in row.needs {
                let action = Action::find(name).unwrap_or_else(|| panic!("{name}: {row:?}"));
                assert_eq!(action.to_string(), *name);
            }
        }
    }

    #[test]
    fn every_unnamed_resource_is_of_an_action_that_is_needed() {
        for (service, operation, action) in UNNAMED {
            let row = row_of(service, operation).unwrap();
            assert!(row.needs.iter().any(|it| it.0 == *action), "{operation} {action}");
        }
    }

    #[test]
    fn every_prefix_and_every_transfer_is_there() {
        for (service, prefixes) in PREFIXES {
            assert!(Service::named(service).is_some(), "{service}");
            assert!(prefixes.iter().all(|it| Action::is_prefix(it)), "{prefixes:?}");
        }
        let s3 = Service::named("s3").unwrap().model();
        for name in TRANSFERS.iter().flat_map(|it| it.1) {
            assert!(s3.operation(name).is_some(), "{name}");
        }
    }
}
