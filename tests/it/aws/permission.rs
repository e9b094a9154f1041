//! What calls need in IAM.

use ordain::aws::permission::{
    AccessLevel, Action, ActionTable, Holds, KeyTable, Needed, OperationTable, PACKED, When,
    actions_for, operation_for_waiter, operations_for_method, resource_inputs, role_paths,
};
use ordain::aws::{ReadError, Service};
use proptest::prelude::*;

/// `s3:GetObject, iam:PassRole if Role, kms:Decrypt perhaps`
fn needed(service: &str, operation: &str) -> String {
    match actions_for(service, operation) {
        Needed::Unknown => "unknown".to_owned(),
        Needed::Nothing(_) => "nothing".to_owned(),
        Needed::Known(needs) => {
            let texts = needs.iter().map(|it| match it.when {
                When::Always => it.action.to_string(),
                When::Given(path) => format!("{} if {path}", it.action),
                When::Sometimes => format!("{} perhaps", it.action),
            });
            texts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// What every call of the operation needs.
#[track_caller]
fn check_always(call: &str, expected: &str) {
    let (service, operation) = call.split_once('.').unwrap();
    let Needed::Known(needs) = actions_for(service, operation) else {
        panic!("{call}: {}", needed(service, operation));
    };
    let always = needs.iter().filter(|it| it.when == When::Always);
    let always: Vec<String> = always.map(|it| it.action.to_string()).collect();
    assert_eq!(always.join(" "), expected, "{call}");
}

/// Members that fill the ARN of a kind of resource: `InstanceId=InstanceIds[]`, or `arn=TopicArn`.
#[track_caller]
fn check_inputs(call: &str, action: &str, kind: &str, expected: &str) {
    let (service, operation) = call.split_once('.').unwrap();
    let operation = Service::named(service).unwrap().model().operation(operation).unwrap();
    let made = resource_inputs(Action::find(action).unwrap(), operation);
    let template = made.iter().find(|it| it.resource.resource.name == kind).unwrap();
    let mut parts: Vec<String> =
        template.arns.iter().map(|it| format!("arn={}", it.path)).collect();
    for placeholder in &template.placeholders {
        let paths: Vec<&str> = placeholder.inputs.iter().map(|it| it.path.as_str()).collect();
        parts.push(format!("{}={}", placeholder.name, paths.join("|")));
    }
    assert_eq!(parts.join(" "), expected, "{call}");
}

#[test]
fn an_operation_needs_the_action_of_its_name() {
    for (call, action) in [
        ("ec2.DescribeInstances", "ec2:DescribeInstances"),
        ("elbv2.DescribeTargetHealth", "elasticloadbalancing:DescribeTargetHealth"),
        ("efs.CreateFileSystem", "elasticfilesystem:CreateFileSystem"),
        ("stepfunctions.StartExecution", "states:StartExecution"),
        ("neptune.StopDBCluster", "rds:StopDBCluster"),
        ("cloudwatch.PutMetricAlarm", "cloudwatch:PutMetricAlarm"),
        ("sesv2.SendEmail", "ses:SendEmail"),
        ("opensearch.DescribeDomain", "es:DescribeDomain"),
        ("logs.PutRetentionPolicy", "logs:PutRetentionPolicy"),
        ("emr.TerminateJobFlows", "elasticmapreduce:TerminateJobFlows"),
        ("iot-data.Publish", "iot:Publish"),
        ("resourcegroupstaggingapi.GetResources", "tag:GetResources"),
        ("ssm.SendCommand", "ssm:SendCommand"),
        ("bedrock-runtime.InvokeModel", "bedrock:InvokeModel"),
    ] {
        check_always(call, action);
    }
}

#[test]
fn an_operation_may_need_an_action_of_another_name() {
    for (call, action) in [
        ("s3.ListObjectsV2", "s3:ListBucket"),
        ("s3.ListBuckets", "s3:ListAllMyBuckets"),
        ("s3.HeadBucket", "s3:ListBucket"),
        ("s3.HeadObject", "s3:GetObject"),
        ("s3.CompleteMultipartUpload", "s3:PutObject"),
        ("s3.ListParts", "s3:ListMultipartUploadParts"),
        ("s3.PutBucketEncryption", "s3:PutEncryptionConfiguration"),
        ("s3.DeleteBucketTagging", "s3:PutBucketTagging"),
        ("s3.GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
        ("s3.PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
        ("s3control.PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
        ("lambda.Invoke", "lambda:InvokeFunction"),
        ("lambda.InvokeWithResponseStream", "lambda:InvokeFunction"),
        ("dynamodb.TransactGetItems", "dynamodb:GetItem"),
        ("sqs.SendMessageBatch", "sqs:SendMessage"),
        ("sns.PublishBatch", "sns:Publish"),
        ("budgets.DescribeBudgets", "budgets:ViewBudget"),
        ("apigateway.CreateDeployment", "apigateway:POST"),
        ("apigateway.GetRestApis", "apigateway:GET"),
        ("apigatewayv2.UpdateApi", "apigateway:PATCH"),
        ("apigatewaymanagementapi.PostToConnection", "execute-api:ManageConnections"),
        ("bedrock-runtime.Converse", "bedrock:InvokeModel"),
    ] {
        check_always(call, action);
    }
}

#[test]
fn an_operation_may_need_several_actions_or_none() {
    check_always("s3.CopyObject", "s3:GetObject s3:PutObject");
    check_always("s3.UploadPartCopy", "s3:GetObject s3:PutObject");
    check_always("kms.ReEncrypt", "kms:ReEncryptFrom kms:ReEncryptTo");
    check_always(
        "cloudfront.CreateDistributionWithTags",
        "cloudfront:CreateDistribution cloudfront:TagResource",
    );
    for (service, operation) in [
        ("sts", "GetCallerIdentity"),
        ("sts", "AssumeRoleWithWebIdentity"),
        ("cognito-idp", "InitiateAuth"),
    ] {
        assert_eq!(needed(service, operation), "nothing", "{service}.{operation}");
    }
}

#[test]
fn members_of_the_input_ask_for_actions() {
    for (service, operation, expected) in [
        ("lambda", "CreateFunction", "iam:PassRole if Role"),
        ("cloudformation", "CreateStack", "iam:PassRole if RoleARN"),
        ("ec2", "CreateSnapshot", "ec2:CreateTags if TagSpecifications"),
        ("ec2", "RunInstances", "iam:PassRole if IamInstanceProfile.Arn"),
        ("s3", "PutObject", "s3:PutObjectAcl if ACL"),
        ("s3", "GetObject", "s3:GetObjectVersion if VersionId"),
        ("rds", "CreateDBSnapshot", "rds:AddTagsToResource if Tags"),
        ("ecs", "CreateService", "iam:PassRole if role"),
        ("glue", "CreateJob", "iam:PassRole if Role"),
        ("ecs", "RegisterTaskDefinition", "iam:PassRole if executionRoleArn"),
    ] {
        let needs = needed(service, operation);
        assert!(needs.split(", ").any(|it| it == expected), "{service}.{operation}: {needs}");
    }
}

/// Operations for which AWS lists `iam:PassRole` and whose input has no member for a role: the role
/// is in something that the call names, or in a value that only the service reads.
const WITHOUT_MEMBER: &[&str] = &[
    "backup-gateway.StartVirtualMachinesMetadataSync",
    "cloudformation.CreateStackInstances",
    "cloudformation.EstimateTemplateCost",
    "cloudformation.SetStackPolicy",
    "cloudformation.UpdateStackInstances",
    "cognito-identity.SetIdentityPoolRoles",
    "config.PutConformancePack",
    "config.PutOrganizationConfigRule",
    "config.PutOrganizationConformancePack",
    "config.PutRemediationConfigurations",
    "config.PutServiceLinkedConfigurationRecorder",
    "config.StartRemediationExecution",
    "datapipeline.PutPipelineDefinition",
    "datapipeline.ValidatePipelineDefinition",
    "dms.CreateInstanceProfile",
    "dms.CreateReplicationInstance",
    "docdb.CreateDBCluster",
    "docdb.CreateDBInstance",
    "docdb.ModifyDBCluster",
    "docdb.ModifyDBInstance",
    "docdb.RestoreDBClusterFromSnapshot",
    "docdb.RestoreDBClusterToPointInTime",
    "drs.StartRecovery",
    "ec2.EnableFastLaunch",
    "ec2.ModifySpotFleetRequest",
    "elasticbeanstalk.CreateConfigurationTemplate",
    "elasticbeanstalk.UpdateConfigurationTemplate",
    "elasticbeanstalk.UpdateEnvironment",
    "iotsitewise.CreateAccessPolicy",
    "iotsitewise.UpdateAccessPolicy",
    "kinesisanalyticsv2.AddApplicationReferenceDataSource",
    "mediastore.StartAccessLogging",
    "mgn.StartCutover",
    "mgn.StartTest",
    "mq.CreateBroker",
    "mq.UpdateBroker",
    "neptune.CreateDBCluster",
    "neptune.ModifyDBCluster",
    "neptune.RemoveRoleFromDBCluster",
    "neptune.RestoreDBClusterFromSnapshot",
    "neptune.RestoreDBClusterToPointInTime",
    "organizations.CreateAccount",
    "organizations.CreateGovCloudAccount",
    "quicksight.RegisterUser",
    "rds.ModifyOptionGroup",
    "rds.RemoveRoleFromDBCluster",
    "rds.RemoveRoleFromDBInstance",
    "rolesanywhere.EnableProfile",
    "sagemaker.CreateEdgeDeploymentPlan",
    "sagemaker.CreateEdgeDeploymentStage",
    "sagemaker-geospatial.GetTile",
    "securityhub.CreateInsight",
    "securityhub.UpdateFindings",
    "securityhub.UpdateInsight",
    "sns.CreatePlatformApplication",
    "sns.CreateTopic",
    "sns.SetPlatformApplicationAttributes",
    "sns.SetTopicAttributes",
    "ssm.CreateDocument",
    "transfer.UpdateWebAppCustomization",
];

#[test]
fn every_role_that_aws_lists_has_its_member_or_its_row() {
    let mut without = Vec::new();
    let mut count = 0;
    for service in Service::all() {
        for operation in service.model().operations() {
            let Needed::Known(needs) = actions_for(service.name(), operation.name()) else {
                continue;
            };
            if needs.iter().all(|it| it.action.to_string() != "iam:PassRole") {
                continue;
            }
            count += 1;
            if role_paths(operation).is_empty() {
                without.push(format!("{}.{}", service.name(), operation.name()));
            }
        }
    }
    assert_eq!(without, WITHOUT_MEMBER);
    assert!(count >= 250, "{count}");
}

#[test]
fn what_is_not_in_the_data_is_unknown() {
    assert_eq!(needed("ec2", "DescribeNothing"), "unknown");
    assert_eq!(needed("nothing", "DescribeInstances"), "unknown");
    assert_eq!(needed("ec2", "describeInstances"), "unknown");
}

#[test]
fn the_input_names_the_resource() {
    let stop = "ec2:StopInstances";
    check_inputs("ec2.StopInstances", stop, "instance", "InstanceId=InstanceIds[]");
    check_inputs("sns.Publish", "sns:Publish", "topic", "arn=TopicArn TopicName=");
    check_inputs("s3.PutObject", "s3:PutObject", "object", "BucketName=Bucket ObjectName=Key");
    check_inputs("s3.CopyObject", "s3:GetObject", "object", "BucketName= ObjectName=");
    check_inputs("s3.CopyObject", "s3:PutObject", "object", "BucketName=Bucket ObjectName=Key");
    let role = "arn=Role RoleNameWithPath=";
    check_inputs("lambda.CreateFunction", "iam:PassRole", "role", role);
    check_inputs("lambda.Invoke", "lambda:InvokeFunction", "function", "FunctionName=FunctionName");
    check_inputs("dynamodb.PutItem", "dynamodb:PutItem", "table", "TableName=TableName");
    check_inputs(
        "rds.StopDBInstance",
        "rds:StopDBInstance",
        "db",
        "DbInstanceName=DBInstanceIdentifier",
    );
    check_inputs("sqs.SendMessage", "sqs:SendMessage", "queue", "QueueName=QueueUrl");
    let update = "ecs:UpdateService";
    check_inputs("ecs.UpdateService", update, "service", "ClusterName=cluster ServiceName=service");
    let send = "ssm:SendCommand";
    check_inputs("ssm.SendCommand", send, "instance", "InstanceId=InstanceIds[]");
    // The tags of a call are not those of what it names.
    check_inputs("ec2.CreateImage", "ec2:CreateTags", "instance", "InstanceId=");
    // Its resources are ids, not ARNs.
    check_inputs("ec2.CreateTags", "ec2:CreateTags", "instance", "InstanceId=");
}

#[test]
fn a_name_may_not_be_what_stands_in_the_arn() {
    let holds = |service: &str, operation: &str, action: &str| {
        let operation = Service::named(service).unwrap().model().operation(operation).unwrap();
        let made = resource_inputs(Action::find(action).unwrap(), operation);
        made[0].placeholders.iter().flat_map(|it| &it.inputs).next().unwrap().holds
    };
    let secret = "secretsmanager:GetSecretValue";
    assert_eq!(holds("secretsmanager", "GetSecretValue", secret), Holds::SecretName);
    assert_eq!(holds("ssm", "GetParameter", "ssm:GetParameter"), Holds::AfterSlash);
    assert_eq!(holds("kms", "Decrypt", "kms:Decrypt"), Holds::KeyId);
    assert_eq!(holds("sqs", "SendMessage", "sqs:SendMessage"), Holds::Url);
    assert_eq!(holds("lambda", "Invoke", "lambda:InvokeFunction"), Holds::PartOrArn);
    assert_eq!(holds("ec2", "StopInstances", "ec2:StopInstances"), Holds::Part);
}

#[test]
fn an_action_is_found_in_any_case() {
    let action = Action::find("EC2:describeinstances").unwrap();
    assert_eq!(action.to_string(), "ec2:DescribeInstances");
    assert_eq!(action.access_level(), AccessLevel::List);
    // Only `*` can be the resource.
    assert!(action.resources().is_empty());
    assert_eq!(Action::find("ec2:DescribeNothing"), None);
    assert_eq!(Action::find("DescribeInstances"), None);
    let near = Action::nearest("ec2:DescribeInstance").unwrap();
    assert_eq!(near.to_string(), "ec2:DescribeInstances");
    assert_eq!(Action::nearest("lamda:InvokeFunctio"), Action::find("lambda:InvokeFunction"));
    assert!(Action::is_prefix("SSM") && !Action::is_prefix("monitoring"));
}

#[test]
fn an_action_tells_level_resources_dependents_and_keys() {
    let level = |name: &str| Action::find(name).unwrap().access_level();
    assert_eq!(level("ec2:StopInstances"), AccessLevel::Write);
    assert_eq!(level("ec2:CreateTags"), AccessLevel::Tagging);
    assert_eq!(level("s3:PutBucketPolicy"), AccessLevel::PermissionsManagement);
    assert_eq!(level("s3:GetObject"), AccessLevel::Read);
    let stop = Action::find("ec2:StopInstances").unwrap().resources();
    let formats: Vec<_> = stop.iter().map(|it| (it.resource.arn_format, it.is_required)).collect();
    let instance = "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}";
    assert_eq!(formats, [(instance, true)]);
    let run = Action::find("ec2:RunInstances").unwrap();
    assert!(run.dependents().contains(&Action::find("iam:PassRole").unwrap()));
    let pass = Action::find("iam:PassRole").unwrap();
    assert!(pass.condition_keys().contains(&"iam:PassedToService"));
}

#[test]
fn a_pattern_covers_what_iam_would() {
    let covered = |pattern: &str| -> Vec<String> {
        Action::matching(pattern).iter().map(Action::to_string).collect()
    };
    assert_eq!(covered("s3:getobject"), ["s3:GetObject"]);
    assert_eq!(covered("sts:Get?allerIdentity"), ["sts:GetCallerIdentity"]);
    let describe = covered("EC2:Describe*");
    assert!(describe.len() > 100 && describe.iter().all(|it| it.starts_with("ec2:Describe")));
    assert_eq!(covered("*").len(), Action::all().len());
    assert_eq!(covered("ec2*"), [""; 0]);
    let get = Action::find("s3:GetObject").unwrap();
    assert!(get.is_matched_by("s3:Get*") && get.is_matched_by("*"));
    assert!(!get.is_matched_by("s3:Put*") && !get.is_matched_by("s3"));
}

#[test]
fn methods_of_the_python_client_are_operations() {
    let calls = |service: &str, method: &str| -> Vec<&str> {
        operations_for_method(service, method).into_iter().map(|it| it.name()).collect()
    };
    assert_eq!(calls("ec2", "describe_instances"), ["DescribeInstances"]);
    assert_eq!(
        calls("storagegateway", "describe_cached_iscsi_volumes"),
        ["DescribeCachediSCSIVolumes"]
    );
    assert_eq!(calls("waf", "list_web_acls"), ["ListWebACLs"]);
    assert_eq!(calls("s3", "list_objects_v2"), ["ListObjectsV2"]);
    assert_eq!(calls("s3", "download_file"), ["HeadObject", "GetObject"]);
    assert!(calls("s3", "upload_file").contains(&"UploadPart"));
    for (service, method) in
        [("ec2", "get_paginator"), ("ec2", "DescribeInstances"), ("none", "list_things")]
    {
        assert_eq!(calls(service, method), [""; 0]);
    }
    let waits = |service, waiter| operation_for_waiter(service, waiter).map(|it| it.name());
    assert_eq!(waits("ec2", "instance_running"), Some("DescribeInstances"));
    assert_eq!(waits("rds", "db_instance_available"), Some("DescribeDBInstances"));
    assert_eq!(waits("s3", "object_exists"), Some("HeadObject"));
    assert_eq!(waits("ec2", "instance_happy"), None);
}

#[test]
fn more_is_known_than_names_alone_tell() {
    let operations = Service::all()
        .iter()
        .flat_map(|service| service.model().operations().map(|it| (service.name(), it.name())));
    let all: Vec<_> = operations.collect();
    let unknown =
        all.iter().filter(|(service, name)| actions_for(service, name) == Needed::Unknown).count();
    let share = 1.0 - unknown as f64 / all.len() as f64;
    assert!(share >= 0.938, "{share}");
}

#[test]
fn nothing_is_needed_twice() {
    for service in Service::all() {
        for operation in service.model().operations() {
            if let Needed::Known(needs) = actions_for(service.name(), operation.name()) {
                assert!(!needs.is_empty(), "{operation:?}");
                for (place, need) in needs.iter().enumerate() {
                    let again = needs.iter().skip(place + 1);
                    let again = again.filter(|it| it.action == need.action && it.when == need.when);
                    assert_eq!(again.count(), 0, "{operation:?} {need:?}");
                }
            }
        }
    }
}

#[test]
fn the_packages_are_those_that_ci_installs() {
    let read = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges");
        std::fs::read_to_string(folder.join(name)).unwrap()
    };
    let pins = read("requirements.txt") + &read("permissions.txt");
    assert_eq!(Action::origins().len(), 4);
    for (name, version) in Action::origins() {
        let pinned = pins.lines().filter_map(|line| line.split_once("=="));
        let mut pinned = pinned.filter(|(it, _)| it.replace('-', "_") == *name);
        assert_eq!(pinned.next().map(|it| it.1), Some(version.as_str()), "{name}");
    }
}

#[test]
fn the_data_is_read_or_refused() {
    let read = |bytes: &[u8]| {
        ActionTable::read(bytes)?;
        KeyTable::read(bytes, Action::all().len())?;
        OperationTable::read(bytes, Action::all().len()).map(|_| ())
    };
    assert_eq!(read(PACKED), Ok(()));
    assert_eq!(read(b"{}"), Err(ReadError::NotPermissions));
    let model = Service::named("sqs").unwrap().packed();
    let error = read(model).unwrap_err();
    assert_eq!(error.to_string(), "not packed data about IAM's actions");
    for length in [3, 5, 20, PACKED.len() / 2, PACKED.len() - 1] {
        assert!(read(&PACKED[..length]).is_err(), "{length}");
    }
}

proptest! {
    #[test]
    fn no_question_panics(service in ".{0,12}", name in ".{0,30}", known in any::<prop::sample::Index>()) {
        let _ = (Action::find(&name), Action::nearest(&name), Action::matching(&name));
        let written = format!("{service}:{name}");
        let _ = (Action::find(&written), Action::nearest(&written), Action::matching(&written));
        let _ = (actions_for(&service, &name), operations_for_method(&service, &name));
        let there = known.get(Service::all());
        let _ = (actions_for(there.name(), &name), operations_for_method(there.name(), &name));
        let _ = (operation_for_waiter(there.name(), &name), Action::is_prefix(&name));
    }

    #[test]
    fn damaged_data_is_refused_or_read(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = PACKED.to_vec();
        let place = place.index(60);
        bytes[place] = byte;
        let _ = (ActionTable::read(&bytes).is_ok(), KeyTable::read(&bytes, 5).is_ok());
    }
}
