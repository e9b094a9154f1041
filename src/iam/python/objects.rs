//! What stands behind a boto3 resource: things by their kind and name, and what their methods call.

use crate::aws::permission::operations_for_method;
use crate::aws::{Operation, Service};

use super::super::glob::Glob;
use super::values::Object;

/// One kind of thing.
struct Kind {
    service: &'static str,
    name: &'static str,
    /// The members of operations that take what the thing is made with.
    members: &'static [&'static str],
    /// The operation that its attributes are read from.
    load: &'static str,
}

/// Sorted by service and name.
///
/// <https://docs.aws.amazon.com/boto3/latest/guide/resources.html>
const KINDS: &[Kind] = &[
    kind("cloudformation", "Stack", &["StackName"], "DescribeStacks"),
    kind("dynamodb", "Table", &["TableName"], "DescribeTable"),
    kind("ec2", "Image", &["ImageId"], "DescribeImages"),
    kind("ec2", "Instance", &["InstanceId"], "DescribeInstances"),
    kind("ec2", "SecurityGroup", &["GroupId"], "DescribeSecurityGroups"),
    kind("ec2", "Snapshot", &["SnapshotId"], "DescribeSnapshots"),
    kind("ec2", "Subnet", &["SubnetId"], "DescribeSubnets"),
    kind("ec2", "Volume", &["VolumeId"], "DescribeVolumes"),
    kind("ec2", "Vpc", &["VpcId"], "DescribeVpcs"),
    kind("iam", "Policy", &["PolicyArn"], "GetPolicy"),
    kind("iam", "Role", &["RoleName"], "GetRole"),
    kind("iam", "User", &["UserName"], "GetUser"),
    kind("s3", "Bucket", &["Bucket"], "ListBuckets"),
    kind("s3", "Object", &["Bucket", "Key"], "HeadObject"),
    kind("s3", "ObjectSummary", &["Bucket", "Key"], "HeadObject"),
    kind("sns", "Topic", &["TopicArn"], "GetTopicAttributes"),
    kind("sqs", "Queue", &["QueueUrl"], "GetQueueAttributes"),
];

/// A method with another name than its operation.
struct Row {
    service: &'static str,
    kind: &'static str,
    method: &'static str,
    operations: &'static [&'static str],
    /// The member of these operations that takes the thing; empty for those of its kind.
    member: &'static str,
}

/// Sorted by service, kind and method.
///
/// boto3 1.44, `boto3/data/SERVICE/…/resources-1.json`
const METHODS: &[Row] = &[
    row("cloudformation", "Stack", "cancel_update", &["CancelUpdateStack"], ""),
    row("cloudformation", "Stack", "delete", &["DeleteStack"], ""),
    row("cloudformation", "Stack", "update", &["UpdateStack"], ""),
    row("dynamodb", "Table", "batch_writer", &["BatchWriteItem"], ""),
    row("dynamodb", "Table", "delete", &["DeleteTable"], ""),
    row("dynamodb", "Table", "update", &["UpdateTable"], ""),
    row("dynamodb", "Table", "wait_until_exists", &["DescribeTable"], ""),
    row("dynamodb", "Table", "wait_until_not_exists", &["DescribeTable"], ""),
    row("ec2", "Image", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Image", "deregister", &["DeregisterImage"], ""),
    row("ec2", "Instance", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Instance", "delete_tags", &["DeleteTags"], "Resources"),
    row("ec2", "Instance", "modify_attribute", &["ModifyInstanceAttribute"], ""),
    row("ec2", "Instance", "monitor", &["MonitorInstances"], "InstanceIds"),
    row("ec2", "Instance", "reboot", &["RebootInstances"], "InstanceIds"),
    row("ec2", "Instance", "start", &["StartInstances"], "InstanceIds"),
    row("ec2", "Instance", "stop", &["StopInstances"], "InstanceIds"),
    row("ec2", "Instance", "terminate", &["TerminateInstances"], "InstanceIds"),
    row("ec2", "Instance", "unmonitor", &["UnmonitorInstances"], "InstanceIds"),
    row("ec2", "Instance", "wait_until_exists", &["DescribeInstances"], "InstanceIds"),
    row("ec2", "Instance", "wait_until_running", &["DescribeInstances"], "InstanceIds"),
    row("ec2", "Instance", "wait_until_stopped", &["DescribeInstances"], "InstanceIds"),
    row("ec2", "Instance", "wait_until_terminated", &["DescribeInstances"], "InstanceIds"),
    row("ec2", "SecurityGroup", "authorize_egress", &["AuthorizeSecurityGroupEgress"], ""),
    row("ec2", "SecurityGroup", "authorize_ingress", &["AuthorizeSecurityGroupIngress"], ""),
    row("ec2", "SecurityGroup", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "SecurityGroup", "delete", &["DeleteSecurityGroup"], ""),
    row("ec2", "SecurityGroup", "revoke_egress", &["RevokeSecurityGroupEgress"], ""),
    row("ec2", "SecurityGroup", "revoke_ingress", &["RevokeSecurityGroupIngress"], ""),
    row("ec2", "Snapshot", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Snapshot", "delete", &["DeleteSnapshot"], ""),
    row("ec2", "Subnet", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Volume", "attach_to_instance", &["AttachVolume"], ""),
    row("ec2", "Volume", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Volume", "delete", &["DeleteVolume"], ""),
    row("ec2", "Volume", "detach_from_instance", &["DetachVolume"], ""),
    row("ec2", "Vpc", "create_tags", &["CreateTags"], "Resources"),
    row("ec2", "Vpc", "delete", &["DeleteVpc"], ""),
    row("iam", "Policy", "delete", &["DeletePolicy"], ""),
    row("iam", "Role", "attach_policy", &["AttachRolePolicy"], ""),
    row("iam", "Role", "delete", &["DeleteRole"], ""),
    row("iam", "Role", "detach_policy", &["DetachRolePolicy"], ""),
    row("iam", "User", "attach_policy", &["AttachUserPolicy"], ""),
    row("iam", "User", "delete", &["DeleteUser"], ""),
    row("iam", "User", "detach_policy", &["DetachUserPolicy"], ""),
    row("s3", "Bucket", "create", &["CreateBucket"], ""),
    row("s3", "Bucket", "delete", &["DeleteBucket"], ""),
    row("s3", "Bucket", "objects.all", &["ListObjects"], ""),
    row("s3", "Bucket", "objects.delete", &["DeleteObjects", "ListObjects"], ""),
    row("s3", "Bucket", "objects.filter", &["ListObjects"], ""),
    row("s3", "Bucket", "objects.limit", &["ListObjects"], ""),
    row("s3", "Bucket", "objects.page_size", &["ListObjects"], ""),
    row("s3", "Bucket", "objects.pages", &["ListObjects"], ""),
    row("s3", "Bucket", "wait_until_exists", &["HeadBucket"], ""),
    row("s3", "Bucket", "wait_until_not_exists", &["HeadBucket"], ""),
    row("s3", "Object", "copy_from", &["CopyObject"], ""),
    row("s3", "Object", "delete", &["DeleteObject"], ""),
    row("s3", "Object", "get", &["GetObject"], ""),
    row("s3", "Object", "put", &["PutObject"], ""),
    row("s3", "Object", "wait_until_exists", &["HeadObject"], ""),
    row("s3", "Object", "wait_until_not_exists", &["HeadObject"], ""),
    row("s3", "ObjectSummary", "copy_from", &["CopyObject"], ""),
    row("s3", "ObjectSummary", "delete", &["DeleteObject"], ""),
    row("s3", "ObjectSummary", "get", &["GetObject"], ""),
    row("s3", "ObjectSummary", "put", &["PutObject"], ""),
    row("sns", "Topic", "add_permission", &["AddPermission"], ""),
    row("sns", "Topic", "delete", &["DeleteTopic"], ""),
    row("sns", "Topic", "set_attributes", &["SetTopicAttributes"], ""),
    row("sqs", "Queue", "change_message_visibility_batch", &["ChangeMessageVisibilityBatch"], ""),
    row("sqs", "Queue", "delete", &["DeleteQueue"], ""),
    row("sqs", "Queue", "delete_messages", &["DeleteMessageBatch"], ""),
    row("sqs", "Queue", "purge", &["PurgeQueue"], ""),
    row("sqs", "Queue", "receive_messages", &["ReceiveMessage"], ""),
    row("sqs", "Queue", "send_messages", &["SendMessageBatch"], ""),
    row("sqs", "Queue", "set_attributes", &["SetQueueAttributes"], ""),
];

/// The names of positional arguments: service, kind (none for the client), method. Sorted.
///
/// `boto3/s3/inject.py`
const POSITIONS: &[(&str, &str, &str, &[&str])] = &[
    ("s3", "", "copy", &["CopySource", "Bucket", "Key"]),
    ("s3", "", "download_file", &["Bucket", "Key", "Filename"]),
    ("s3", "", "download_fileobj", &["Bucket", "Key", "Fileobj"]),
    ("s3", "", "upload_file", &["Filename", "Bucket", "Key"]),
    ("s3", "", "upload_fileobj", &["Fileobj", "Bucket", "Key"]),
    ("s3", "Bucket", "copy", &["CopySource", "Key"]),
    ("s3", "Bucket", "download_file", &["Key", "Filename"]),
    ("s3", "Bucket", "download_fileobj", &["Key", "Fileobj"]),
    ("s3", "Bucket", "upload_file", &["Filename", "Key"]),
    ("s3", "Bucket", "upload_fileobj", &["Fileobj", "Key"]),
    ("s3", "Object", "copy", &["CopySource"]),
];

/// What a collection of things gives. Sorted.
pub(super) const COLLECTED: &[&str] = &["all", "delete", "filter", "limit", "page_size", "pages"];

/// Attributes that are known without a call. Sorted.
const KNOWN: &[&str] = &[
    "arn",
    "bucket_name",
    "group_id",
    "id",
    "image_id",
    "instance_id",
    "key",
    "meta",
    "name",
    "objects",
    "snapshot_id",
    "stack_name",
    "subnet_id",
    "table_name",
    "url",
    "volume_id",
    "vpc_id",
];

const fn kind(
    service: &'static str,
    name: &'static str,
    members: &'static [&'static str],
    load: &'static str,
) -> Kind {
    Kind { service, name, members, load }
}

const fn row(
    service: &'static str,
    kind: &'static str,
    method: &'static str,
    operations: &'static [&'static str],
    member: &'static str,
) -> Row {
    Row { service, kind, method, operations, member }
}

/// Operations, with the members that take what the thing is made with.
pub(super) struct Called {
    pub(super) operations: Vec<Operation<'static>>,
    pub(super) members: Vec<&'static str>,
}

/// `resource.Bucket("acme")`; nothing for a kind that has no row.
pub(super) fn object(service: &'static str, kind: &str, names: Vec<Vec<Glob>>) -> Option<Object> {
    let kind = KINDS.iter().find(|it| it.service == service && it.name == kind)?;
    Some(Object { service, kind: kind.name, names })
}

/// What a method of a thing calls.
pub(super) fn method(object: &Object, name: &str) -> Option<Called> {
    let kind = KINDS.iter().find(|it| it.service == object.service && it.name == object.kind)?;
    let model = Service::named(object.service)?.model();
    if ["load", "reload"].contains(&name) {
        let operations = model.operation(kind.load).into_iter().collect();
        return Some(Called { operations, members: kind.members.to_vec() });
    }
    let is_it =
        |it: &&Row| it.service == object.service && it.kind == object.kind && it.method == name;
    if let Some(row) = METHODS.iter().find(is_it) {
        let operations = row.operations.iter().filter_map(|it| model.operation(it)).collect();
        let members = if row.member.is_empty() { kind.members.to_vec() } else { vec![row.member] };
        return Some(Called { operations, members });
    }
    let operations = operations_for_method(object.service, name);
    (!operations.is_empty()).then(|| Called { operations, members: kind.members.to_vec() })
}

/// The names of positional arguments of a method of a client, whose kind is empty, or of a thing.
pub(super) fn positions(service: &str, kind: &str, method: &str) -> &'static [&'static str] {
    let row = POSITIONS.iter().find(|it| (it.0, it.1, it.2) == (service, kind, method));
    row.map_or(&[], |it| it.3)
}

/// Whether an attribute of a thing is read with a call.
pub(super) fn is_loaded(name: &str) -> bool {
    !KNOWN.contains(&name) && !name.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{COLLECTED, KINDS, KNOWN, METHODS, POSITIONS};
    use crate::aws::Service;

    #[test]
    fn the_tables_are_sorted() {
        assert!(KINDS.is_sorted_by_key(|it| (it.service, it.name)));
        assert!(METHODS.is_sorted_by_key(|it| (it.service, it.kind, it.method)));
        assert!(POSITIONS.is_sorted_by_key(|it| (it.0, it.1, it.2)));
        assert!(KNOWN.is_sorted() && COLLECTED.is_sorted());
    }

    #[test]
    fn every_operation_is_there() {
        for row in METHODS {
            let model = Service::named(row.service).expect("a service").model();
            for name in row.operations {
                assert!(model.operation(name).is_some(), "{name}");
            }
            assert!(KINDS.iter().any(|it| it.service == row.service && it.name == row.kind));
        }
        for kind in KINDS {
            let model = Service::named(kind.service).expect("a service").model();
            assert!(model.operation(kind.load).is_some(), "{}", kind.load);
        }
    }
}
