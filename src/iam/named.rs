//! What members name in a form of their own: objects of S3 by bucket and key, by URL or by path,
//! secrets, and tables that are keys of a map.

use crate::aws::Operation;
use crate::aws::permission::Action;

use super::arguments::Arguments;
use super::forms::{
    api, balancer, below, in_s3, job_definition, of_name, path, secret, tables, task, tasks_in,
    typed, under, url, whole,
};
use super::glob::{Glob, product};
use super::tagging::{new_of_kind, with_id};
use super::values::{ACCOUNT, PARTITION};

/// How a resource is named.
#[derive(Clone, Copy)]
enum Form {
    /// Members with a bucket and with keys in it.
    Object(&'static str, &'static str),
    /// A member with `bucket/key`.
    ///
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>
    Path(&'static str),
    /// A member with the URL of an object.
    ///
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
    Url(&'static str),
    /// A member with names or ARNs of secrets.
    Secret(&'static str),
    /// Nothing in an account: a telephone number.
    ///
    /// <https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html>
    Anything(&'static str),
    /// An API by its id and whatever belongs to it: a member and the place of such APIs; without
    /// the member all of them.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html>
    Api(&'static str, &'static str),
    /// Ids of what flows are logged of, and the new log.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam.html>
    Flows(&'static str),
    /// A snapshot or an image, and its new copy.
    ///
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html>
    Copied(&'static str, &'static str),
    /// The parameters below a path.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html>
    Below(&'static str),
    /// A resource of Systems Manager by its id, of the kind that a member says.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>
    Typed(&'static str, &'static str),
    /// A family of task definitions with or without a revision.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
    Task(&'static str),
    /// New tasks in a cluster, the default one where none is named.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html>
    In(&'static str),
    /// The role that a service has for itself.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html>
    Linked(&'static str),
    /// Whole ARNs, of kinds that AWS's list of the action leaves out.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html>
    Whole(&'static str),
    /// A load balancer by its name and type.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/security_iam_service-with-iam.html>
    Balancer(&'static str, &'static str),
    /// What is made below the ARN in a member: that ARN's kind, and the kind of what is made.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html>
    Under(&'static str, &'static str, &'static str),
    /// A name or an ARN deep in the input, and the service and kind of what it names.
    Name(&'static str, (&'static str, &'static str)),
    /// A job's queue and its definition, with or without a revision.
    ///
    /// <https://docs.aws.amazon.com/batch/latest/userguide/iam-example-job-def.html>
    Job(&'static str, &'static str),
    /// A map whose keys are names or ARNs of tables.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
    TableKeys(&'static str),
}

const TABLE: (&str, &str) = ("dynamodb", "table");

/// Service, operation or nothing for each, beginning of the action's name, and the form. Sorted.
const FORMS: &[(&str, &str, &str, Form)] = &[
    ("apigateway", "", "apigateway:", Form::Api("restApiId", "restapis")),
    ("apigatewayv2", "", "apigateway:", Form::Api("ApiId", "apis")),
    ("batch", "SubmitJob", "batch:SubmitJob", Form::Job("jobQueue", "jobDefinition")),
    ("cloudformation", "", "s3:GetObject", Form::Url("TemplateURL")),
    ("dynamodb", "BatchGetItem", "dynamodb:", Form::TableKeys("RequestItems")),
    ("dynamodb", "BatchWriteItem", "dynamodb:", Form::TableKeys("RequestItems")),
    (
        "dynamodb",
        "TransactGetItems",
        "dynamodb:GetItem",
        Form::Name("TransactItems.Get.TableName", TABLE),
    ),
    (
        "dynamodb",
        "TransactWriteItems",
        "dynamodb:ConditionCheckItem",
        Form::Name("TransactItems.ConditionCheck.TableName", TABLE),
    ),
    (
        "dynamodb",
        "TransactWriteItems",
        "dynamodb:DeleteItem",
        Form::Name("TransactItems.Delete.TableName", TABLE),
    ),
    (
        "dynamodb",
        "TransactWriteItems",
        "dynamodb:PutItem",
        Form::Name("TransactItems.Put.TableName", TABLE),
    ),
    (
        "dynamodb",
        "TransactWriteItems",
        "dynamodb:UpdateItem",
        Form::Name("TransactItems.Update.TableName", TABLE),
    ),
    ("ec2", "CopyImage", "ec2:CopyImage", Form::Copied("SourceImageId", "image")),
    ("ec2", "CopySnapshot", "ec2:CopySnapshot", Form::Copied("SourceSnapshotId", "snapshot")),
    ("ec2", "CreateFlowLogs", "ec2:CreateFlowLogs", Form::Flows("ResourceIds")),
    ("ecs", "RunTask", "ecs:RunTask", Form::Task("taskDefinition")),
    ("ecs", "RunTask", "ecs:TagResource", Form::In("cluster")),
    ("ecs", "StartTask", "ecs:StartTask", Form::Task("taskDefinition")),
    ("ecs", "StartTask", "ecs:TagResource", Form::In("cluster")),
    ("elbv2", "AddTags", "elasticloadbalancing:AddTags", Form::Whole("ResourceArns")),
    (
        "elbv2",
        "CreateListener",
        "elasticloadbalancing:AddTags",
        Form::Under("LoadBalancerArn", "loadbalancer", "listener"),
    ),
    ("elbv2", "CreateLoadBalancer", "elasticloadbalancing:", Form::Balancer("Name", "Type")),
    (
        "elbv2",
        "CreateRule",
        "elasticloadbalancing:AddTags",
        Form::Under("ListenerArn", "listener", "listener-rule"),
    ),
    ("elbv2", "RemoveTags", "elasticloadbalancing:RemoveTags", Form::Whole("ResourceArns")),
    ("iam", "CreateServiceLinkedRole", "iam:", Form::Linked("AWSServiceName")),
    ("lambda", "CreateFunction", "s3:", Form::Object("Code.S3Bucket", "Code.S3Key")),
    ("lambda", "PublishLayerVersion", "s3:", Form::Object("Content.S3Bucket", "Content.S3Key")),
    ("lambda", "UpdateFunctionCode", "s3:", Form::Object("S3Bucket", "S3Key")),
    ("rds-data", "", "secretsmanager:", Form::Secret("secretArn")),
    ("redshift-data", "", "secretsmanager:", Form::Secret("SecretArn")),
    ("s3", "CopyObject", "s3:Get", Form::Path("CopySource")),
    ("s3", "DeleteObjects", "s3:", Form::Object("Bucket", "Delete.Objects.Key")),
    ("s3", "UploadPartCopy", "s3:Get", Form::Path("CopySource")),
    (
        "secretsmanager",
        "BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        Form::Secret("SecretIdList"),
    ),
    ("sns", "Publish", "sns:Publish", Form::Anything("PhoneNumber")),
    ("ssm", "", "ssm:AddTagsToResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "", "ssm:ListTagsForResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "", "ssm:RemoveTagsFromResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "GetParametersByPath", "ssm:GetParametersByPath", Form::Below("Path")),
];

/// What an action is about in a call that names it in such a form; nothing where none is given.
pub(super) fn named(
    action: Action,
    operation: Operation<'_>,
    arguments: &Arguments,
) -> Option<Vec<Glob>> {
    let service = operation.model().name();
    let name = action.to_string();
    let form = FORMS.iter().find(|row| {
        row.0 == service
            && (row.1.is_empty() || row.1 == operation.name())
            && name.starts_with(row.2)
    });
    let mut found = form.and_then(|row| read(action, row.3, arguments))?;
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

fn read(action: Action, form: Form, arguments: &Arguments) -> Option<Vec<Glob>> {
    match form {
        Form::Object(bucket, key) => {
            let buckets = arguments.at(bucket)?;
            if buckets.iter().any(|it| it.text.starts_with("arn:")) {
                return None;
            }
            let slash = [Glob::pattern("/")];
            Some(product(&product(&in_s3(&buckets), &slash), &arguments.at(key)?))
        }
        Form::Path(member) => source(arguments, member),
        Form::Url(member) => {
            Some(in_s3(&arguments.at(member)?.iter().map(url).collect::<Vec<_>>()))
        }
        Form::Secret(member) => Some(arguments.at(member)?.iter().map(secret).collect()),
        Form::Anything(member) => arguments.at(member).map(|_| vec![Glob::pattern("*")]),
        // Actions that are no HTTP methods have resources of their own.
        Form::Api(..) if action.name().contains(char::is_lowercase) => None,
        Form::Api(member, place) => Some(api(arguments.at(member), place)),
        Form::Flows(member) => {
            let mut found: Vec<Glob> =
                arguments.at(member)?.iter().flat_map(|id| with_id(action, id)).collect();
            found.extend(new_of_kind(action, &Glob::literal("vpc-flow-log")));
            Some(found)
        }
        Form::Copied(member, kind) => Some(copied(action, &arguments.at(member)?, kind)),
        Form::Below(member) => Some(arguments.at(member)?.iter().map(below).collect()),
        Form::Typed(kind, id) => typed(action, &arguments.at(kind)?, &arguments.at(id)?),
        Form::Task(member) => Some(arguments.at(member)?.iter().flat_map(task).collect()),
        Form::In(member) => Some(tasks_in(arguments.at(member))),
        Form::Linked(member) => {
            let front = format!("arn:{PARTITION}:iam::{ACCOUNT}:role/aws-service-role/");
            let found = product(&[Glob::pattern(front)], &arguments.at(member)?);
            Some(product(&found, &[Glob::pattern("/*")]))
        }
        Form::Name(member, kind) => {
            Some(arguments.at(member)?.iter().flat_map(|it| of_name(kind, it)).collect())
        }
        Form::Job(queue, definition) => {
            Some(job(action, &arguments.at(queue)?, &arguments.at(definition)?))
        }
        Form::Whole(member) => {
            Some(arguments.at(member)?.iter().map(|it| whole(action, it)).collect())
        }
        Form::Balancer(name, kind) => Some(balancer(&arguments.at(name)?, arguments.at(kind))),
        Form::Under(member, kind, made) => {
            let given = arguments.at(member)?;
            Some(given.iter().map(|it| under(it, kind, made)).collect())
        }
        // boto3's table puts its own name there.
        Form::TableKeys(member) => {
            tables(&arguments.keys(member).or_else(|| arguments.at("TableName"))?)
        }
    }
}

/// What is copied: a path, or in Python a map.
fn source(arguments: &Arguments, member: &str) -> Option<Vec<Glob>> {
    let (bucket, key) = (format!("{member}.Bucket"), format!("{member}.Key"));
    if let Some((buckets, keys)) = own(arguments, &bucket).zip(own(arguments, &key)) {
        let slash = [Glob::pattern("/")];
        return Some(product(&product(&in_s3(&buckets), &slash), &keys));
    }
    let paths = arguments.at(member)?;
    let found: Option<Vec<Glob>> = paths.iter().map(path).collect();
    Some(in_s3(&found?))
}

fn copied(action: Action, ids: &[Glob], kind: &str) -> Vec<Glob> {
    let mut found = new_of_kind(action, &Glob::literal(kind));
    // A copy of an image has snapshots of its own.
    if kind == "image" {
        found.extend(new_of_kind(action, &Glob::literal("snapshot")));
    }
    found.extend(ids.iter().flat_map(|id| with_id(action, id)));
    found
}

fn job(action: Action, queues: &[Glob], definitions: &[Glob]) -> Vec<Glob> {
    let queues = queues.iter().flat_map(|it| of_name(("batch", "job-queue"), it));
    let definitions = definitions.iter().flat_map(job_definition);
    queues.chain(definitions).chain(new_of_kind(action, &Glob::literal("job"))).collect()
}

/// What is given at a path itself, not around it.
fn own(arguments: &Arguments, path: &str) -> Option<Vec<Glob>> {
    arguments.has(path).then(|| arguments.at(path)).flatten().filter(|globs| !globs.is_empty())
}

#[cfg(test)]
mod tests {
    use super::FORMS;

    #[test]
    fn the_forms_are_sorted() {
        assert!(FORMS.is_sorted_by_key(|row| (row.0, row.1)));
    }
}
