//! What calls need beside the actions of their operations where no data of others lists it: the
//! actions that tag what a call makes, and those on what its members name.

use super::action::Action;
use super::by_hand;
use super::needs::When::{self, Given, Sometimes};
use super::needs::{Requirement, Source};
use crate::aws::{Operation, Service};

/// Names of members at the top of inputs that are the tags of what is made.
const TAGS: [&str; 9] = [
    "tags",
    "Tags",
    "TagList",
    "TagsList",
    "TagSet",
    "TagSpecification",
    "TagSpecifications",
    "tagList",
    "TagsToAdd",
];

/// Services where tags in the call that makes something need the action that tags as well: the
/// service, the action, and the page, or nothing where the model's own documentation says so.
/// Sorted.
const TAGGING: &[(&str, &str, &str)] = &[
    ("acm", "acm:AddTagsToCertificate", "acm/latest/APIReference/API_RequestCertificate.html"),
    ("backup", "backup:TagResource", "aws-backup/latest/devguide/access-control.html"),
    ("cloudtrail", "cloudtrail:AddTags", "awscloudtrail/latest/APIReference/API_CreateTrail.html"),
    ("cloudwatch", "cloudwatch:TagResource", MODEL),
    (
        "codepipeline",
        "codepipeline:TagResource",
        "codepipeline/latest/userguide/pipelines-tag.html",
    ),
    ("dsql", "dsql:TagResource", MODEL),
    ("dynamodb", "dynamodb:TagResource", "amazondynamodb/latest/developerguide/Tagging.html"),
    ("ecr", "ecr:TagResource", "AmazonECR/latest/userguide/supported-iam-actions-tagging.html"),
    (
        "ecs",
        "ecs:TagResource",
        "AmazonECS/latest/developerguide/supported-iam-actions-tagging.html",
    ),
    ("efs", "elasticfilesystem:TagResource", MODEL),
    (
        "elasticache",
        "elasticache:AddTagsToResource",
        "AmazonElastiCache/latest/dg/Tagging-Resources.html",
    ),
    ("elb", "elasticloadbalancing:AddTags", ELB),
    ("elbv2", "elasticloadbalancing:AddTags", ELB),
    ("events", "events:TagResource", MODEL),
    ("firehose", "firehose:TagDeliveryStream", MODEL),
    ("glue", "glue:TagResource", "glue/latest/dg/monitor-tags.html"),
    ("kinesis", "kinesis:TagResource", MODEL),
    ("kms", "kms:TagResource", MODEL),
    ("lambda", "lambda:TagResource", "lambda/latest/dg/configuration-tags.html"),
    ("logs", "logs:TagResource", MODEL),
    ("organizations", "organizations:TagResource", MODEL),
    ("redshift", "redshift:CreateTags", "redshift/latest/mgmt/amazon-redshift-tagging.html"),
    ("rekognition", "rekognition:TagResource", MODEL),
    ("s3tables", "s3tables:TagResource", MODEL),
    ("s3vectors", "s3vectors:TagResource", MODEL),
    ("secretsmanager", "secretsmanager:TagResource", MODEL),
    ("sns", "sns:TagResource", MODEL),
    ("sqs", "sqs:TagQueue", MODEL),
    ("ssm", "ssm:AddTagsToResource", MODEL),
    ("stepfunctions", "states:TagResource", "step-functions/latest/dg/sfn-best-practices.html"),
    ("workspaces", "workspaces:CreateTags", MODEL),
];

/// Operations of IAM that make something with tags, and the action that tags it. Sorted.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
const TAGGING_IN_IAM: &[(&str, &str)] = &[
    ("CreateInstanceProfile", "iam:TagInstanceProfile"),
    ("CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"),
    ("CreatePolicy", "iam:TagPolicy"),
    ("CreateRole", "iam:TagRole"),
    ("CreateSAMLProvider", "iam:TagSAMLProvider"),
    ("CreateUser", "iam:TagUser"),
    ("CreateVirtualMFADevice", "iam:TagMFADevice"),
    ("UploadServerCertificate", "iam:TagServerCertificate"),
];

const IN_IAM: &str = "IAM/latest/UserGuide/id_tags.html";
const MODEL: &str = "";
const ELB: &str = "elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html";

/// Names of actions that tag whatever a service has, most usual first.
const TAG_ACTIONS: [&str; 5] =
    ["TagResource", "AddTagsToResource", "CreateTags", "AddTags", "TagResources"];

/// Actions on what members of an input name: service, operation, action, when, page. Sorted.
const BESIDE: &[(&str, &str, &str, When, &str)] = &[
    ("autoscaling", "CreateAutoScalingGroup", "ec2:CreateTags", Sometimes, LAUNCH),
    ("autoscaling", "CreateAutoScalingGroup", "ec2:RunInstances", Given("LaunchTemplate"), LAUNCH),
    (
        "autoscaling",
        "CreateAutoScalingGroup",
        "ec2:RunInstances",
        Given("MixedInstancesPolicy"),
        LAUNCH,
    ),
    ("autoscaling", "UpdateAutoScalingGroup", "ec2:RunInstances", Given("LaunchTemplate"), LAUNCH),
    (
        "autoscaling",
        "UpdateAutoScalingGroup",
        "ec2:RunInstances",
        Given("MixedInstancesPolicy"),
        LAUNCH,
    ),
    ("cloudformation", "CreateChangeSet", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "CreateStack", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "CreateStackSet", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "EstimateTemplateCost", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "GetTemplateSummary", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "UpdateStack", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "UpdateStackSet", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("cloudformation", "ValidateTemplate", "s3:GetObject", Given("TemplateURL"), TEMPLATE),
    ("lambda", "CreateFunction", "s3:GetObject", Given("Code.S3Bucket"), CODE),
    ("lambda", "CreateFunction", "s3:GetObjectVersion", Given("Code.S3ObjectVersion"), CODE),
    ("lambda", "PublishLayerVersion", "s3:GetObject", Given("Content.S3Bucket"), LAYER),
    (
        "lambda",
        "PublishLayerVersion",
        "s3:GetObjectVersion",
        Given("Content.S3ObjectVersion"),
        LAYER,
    ),
    ("lambda", "UpdateFunctionCode", "s3:GetObject", Given("S3Bucket"), CODE),
    ("lambda", "UpdateFunctionCode", "s3:GetObjectVersion", Given("S3ObjectVersion"), CODE),
    (
        "rds-data",
        "BatchExecuteStatement",
        "secretsmanager:GetSecretValue",
        Given("secretArn"),
        DATA_API,
    ),
    ("rds-data", "BeginTransaction", "secretsmanager:GetSecretValue", Given("secretArn"), DATA_API),
    (
        "rds-data",
        "CommitTransaction",
        "secretsmanager:GetSecretValue",
        Given("secretArn"),
        DATA_API,
    ),
    (
        "rds-data",
        "ExecuteSql",
        "secretsmanager:GetSecretValue",
        Given("awsSecretStoreArn"),
        DATA_API,
    ),
    ("rds-data", "ExecuteStatement", "secretsmanager:GetSecretValue", Given("secretArn"), DATA_API),
    (
        "rds-data",
        "RollbackTransaction",
        "secretsmanager:GetSecretValue",
        Given("secretArn"),
        DATA_API,
    ),
    (
        "redshift-data",
        "BatchExecuteStatement",
        "secretsmanager:GetSecretValue",
        Given("SecretArn"),
        REDSHIFT,
    ),
    (
        "redshift-data",
        "ExecuteStatement",
        "secretsmanager:GetSecretValue",
        Given("SecretArn"),
        REDSHIFT,
    ),
    (
        "secretsmanager",
        "BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        Given("SecretIdList"),
        SECRETS,
    ),
    (
        "secretsmanager",
        "BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        Given("Filters"),
        SECRETS,
    ),
    (
        "secretsmanager",
        "BatchGetSecretValue",
        "secretsmanager:ListSecrets",
        Given("Filters"),
        SECRETS,
    ),
];

const CODE: &str = "lambda/latest/dg/configuration-function-zip.html";
const DATA_API: &str = "AmazonRDS/latest/AuroraUserGuide/data-api.access.html";
const LAUNCH: &str = "autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html";
const LAYER: &str = "lambda/latest/dg/creating-deleting-layers.html";
const REDSHIFT: &str = "redshift/latest/mgmt/data-api-access.html";
const SECRETS: &str = "secretsmanager/latest/userguide/retrieving-secrets_batch.html";
const TEMPLATE: &str = "AWSCloudFormation/latest/UserGuide/cloudformation-overview.html";

/// What calls of the operation need beside `needs`, by our own tables.
pub(super) fn beside(operation: Operation<'_>, needs: &[Requirement]) -> Vec<Requirement> {
    let service = operation.model().name();
    let rows = BESIDE.iter().filter(|row| (row.0, row.1) == (service, operation.name()));
    let rows = rows.filter_map(|(_, _, action, when, page)| {
        Some(Requirement { action: Action::find(action)?, when: *when, source: Source::Page(page) })
    });
    rows.chain(tagging(operation, needs)).collect()
}

/// The action that tags, where the input has tags and nothing else says it.
fn tagging(operation: Operation<'_>, needs: &[Requirement]) -> Option<Requirement> {
    let service = operation.model().name();
    let in_iam = TAGGING_IN_IAM.iter().filter(|_| service == "iam");
    let in_iam = in_iam.map(|row| (row.0 == operation.name(), row.1, IN_IAM));
    let others = TAGGING.iter().map(|row| (row.0 == service, row.1, row.2));
    let (_, name, page) = in_iam.chain(others).find(|row| row.0)?;
    let action = Action::find(name)?;
    let member = tag_member(operation).filter(|_| is_making(operation))?;
    if needs.iter().any(|it| it.action == action) {
        return None;
    }
    Some(Requirement { action, when: Given(member), source: Source::Page(page) })
}

/// The member that holds the tags of what the call makes.
pub fn tag_member(operation: Operation<'_>) -> Option<&'static str> {
    let members = operation.input()?.members();
    TAGS.into_iter().find(|name| members.get(name).is_some())
}

/// The action that tags what a service has, whatever kind it is of; nothing where each kind has its
/// own. The service by boto3's name.
pub fn tag_action(service: &str) -> Option<Action> {
    let prefixes = by_hand::prefixes(Service::named(service)?);
    let names = || prefixes.iter().flat_map(|it| TAG_ACTIONS.map(|name| format!("{it}:{name}")));
    names().find_map(|name| Action::find(&name))
}

/// Whether tags in the call are those of what it makes, not what it is about.
pub fn is_making(operation: Operation<'_>) -> bool {
    let no = ["Add", "CreateTags", "CreateOrUpdateTags", "Delete", "Describe", "Get", "List"];
    let no = no.into_iter().chain(["Remove", "Search", "Tag", "Untag"]);
    !no.into_iter().any(|verb| operation.name().starts_with(verb))
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, TAGGING, TAGGING_IN_IAM, When};
    use crate::aws::permission::Action;
    use crate::aws::{Operation, Service};

    #[test]
    fn the_tables_are_sorted_and_name_what_there_is() {
        assert!(BESIDE.is_sorted_by_key(|row| (row.0, row.1, row.2)));
        assert!(TAGGING.is_sorted() && TAGGING_IN_IAM.is_sorted());
        for (service, name, action, when, page) in BESIDE {
            let operation = Service::named(service).unwrap().model().operation(name).unwrap();
            assert_eq!(Action::find(action).unwrap().to_string(), *action);
            assert!(page.ends_with(".html"), "{page}");
            if let When::Given(path) = when {
                assert!(has(operation, path), "{service}.{name} {path}");
            }
        }
        for (service, action, page) in TAGGING {
            assert!(Service::named(service).is_some(), "{service}");
            assert_eq!(Action::find(action).unwrap().to_string(), *action);
            assert!(page.is_empty() || page.ends_with(".html"), "{page}");
        }
        for (operation, action) in TAGGING_IN_IAM {
            assert!(Service::named("iam").unwrap().model().operation(operation).is_some());
            assert_eq!(Action::find(action).unwrap().to_string(), *action);
        }
    }

    fn has(operation: Operation<'_>, path: &str) -> bool {
        let mut shape = operation.input();
        for name in path.split('.') {
            shape = shape.and_then(|it| it.members().get(name)).map(|it| it.shape());
        }
        shape.is_some()
    }
}
