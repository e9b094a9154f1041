//! The services that calls hand roles to, as `iam:PassedToService` has them.

/// A row a line: the prefix of the operation's action, the operation, a word in the path of the
/// member in lower case, the service, and the page below <https://docs.aws.amazon.com/>; `-` stands
/// for any operation, any member, and for a service that no name tells: what assumes the role is
/// none, or its name has the Region in it. The first row that fits counts. Many pages are those of
/// AWS's managed policies, which have the very condition. Sorted; rows with an operation or a word
/// stand first.
const PRINCIPALS: &str = "\
airflow - - airflow.amazonaws.com aws-managed-policy/latest/reference/SageMakerStudioProjectProvisioningRolePolicy.html
airflow-serverless - - airflow-serverless.amazonaws.com aws-managed-policy/latest/reference/SageMakerStudioUserIAMDefaultExecutionPolicy.html
apigateway - - apigateway.amazonaws.com apigateway/latest/developerguide/getting-started-aws-proxy.html
application-autoscaling - - application-autoscaling.amazonaws.com aws-managed-policy/latest/reference/AmazonECS_FullAccess.html
apprunner - accessrole build.apprunner.amazonaws.com apprunner/latest/dg/security_iam_service-with-iam.html
apprunner - instancerole tasks.apprunner.amazonaws.com apprunner/latest/dg/security_iam_service-with-iam.html
appsync - - appsync.amazonaws.com aws-managed-policy/latest/reference/AWSAppSyncAdministrator.html
autoscaling - instanceprofile ec2.amazonaws.com autoscaling/ec2/userguide/us-iam-role.html
autoscaling - rolearn autoscaling.amazonaws.com autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html
backup - - backup.amazonaws.com aws-managed-policy/latest/reference/AWSBackupFullAccess.html
batch - executionrolearn ecs-tasks.amazonaws.com batch/latest/userguide/execution-IAM-role.html
batch - instanceprofile ec2.amazonaws.com batch/latest/userguide/instance_IAM_role.html
batch - instancerole ec2.amazonaws.com batch/latest/userguide/instance_IAM_role.html
batch - jobrolearn ecs-tasks.amazonaws.com AmazonECS/latest/developerguide/task-iam-roles.html
batch - servicerole batch.amazonaws.com batch/latest/userguide/service_IAM_role.html
batch - spotiamfleetrole spotfleet.amazonaws.com batch/latest/userguide/spot_fleet_IAM_role.html
bedrock - sagemaker sagemaker.amazonaws.com bedrock/latest/userguide/amazon-bedrock-marketplace.html
bedrock - - bedrock.amazonaws.com aws-managed-policy/latest/reference/AmazonBedrockFullAccess.html
bedrock-agentcore - - bedrock-agentcore.amazonaws.com aws-managed-policy/latest/reference/BedrockAgentCoreFullAccess.html
braket - - braket.amazonaws.com aws-managed-policy/latest/reference/AmazonBraketFullAccess.html
budgets - executionrole budgets.amazonaws.com aws-managed-policy/latest/reference/AWSBudgetsActionsWithAWSResourceControlAccess.html
cleanrooms - - cleanrooms.amazonaws.com aws-managed-policy/latest/reference/AWSCleanRoomsFullAccess.html
cleanrooms-ml - - cleanrooms-ml.amazonaws.com aws-managed-policy/latest/reference/AWSCleanRoomsMLFullAccess.html
cloudformation RegisterType executionrole resources.cloudformation.amazonaws.com cloudformation-cli/latest/userguide/resource-type-register.html
cloudformation - - cloudformation.amazonaws.com AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
cloudtrail - - cloudtrail.amazonaws.com aws-managed-policy/latest/reference/AWSCloudTrail_FullAccess.html
cloudwatch PutMetricStream - streams.metrics.cloudwatch.amazonaws.com AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-trustpolicy.html
codebuild - - codebuild.amazonaws.com codebuild/latest/userguide/setting-up-service-role.html
codedeploy - - codedeploy.amazonaws.com codedeploy/latest/userguide/getting-started-create-service-role.html
codepipeline - - codepipeline.amazonaws.com aws-managed-policy/latest/reference/AWSCodePipeline_FullAccess.html
cognito-identity - - cognito-identity.amazonaws.com aws-managed-policy/latest/reference/AmazonCloudWatchRUMFullAccess.html
config - - config.amazonaws.com config/latest/developerguide/iamrole-permissions.html
databrew - - databrew.amazonaws.com aws-managed-policy/latest/reference/AwsGlueDataBrewFullAccessPolicy.html
datasync - - datasync.amazonaws.com aws-managed-policy/latest/reference/AWSDataSyncFullAccess.html
dax - - dax.amazonaws.com aws-managed-policy/latest/reference/AmazonDynamoDBFullAccess.html
dlm - - dlm.amazonaws.com ebs/latest/userguide/service-role.html
dms - secretsmanager - dms/latest/userguide/security_iam_secretsmanager.html
dms - serviceaccessrole dms.amazonaws.com aws-managed-policy/latest/reference/DBModProvisioningAndMigration.html
ec2 ExportImage - vmie.amazonaws.com vm-import/latest/userguide/required-permissions.html
ec2 ImportImage - vmie.amazonaws.com vm-import/latest/userguide/required-permissions.html
ec2 ImportSnapshot - vmie.amazonaws.com vm-import/latest/userguide/required-permissions.html
ec2 - deliverlogs vpc-flow-logs.amazonaws.com vpc/latest/userguide/flow-logs-iam-role.html
ec2 - iamfleetrole spotfleet.amazonaws.com AWSEC2/latest/UserGuide/spot-fleet-prerequisites.html
ec2 - instanceprofile ec2.amazonaws.com AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
ecs CreateService role ecs.amazonaws.com AmazonECS/latest/APIReference/API_CreateService.html
ecs - executionrolearn ecs-tasks.amazonaws.com AmazonECS/latest/developerguide/task_execution_IAM_role.html
ecs - infrastructurerolearn ecs.amazonaws.com AmazonECS/latest/developerguide/infrastructure_IAM_role.html
ecs - instanceprofile ec2.amazonaws.com AmazonECS/latest/developerguide/managed-instances-instance-profile.html
ecs - taskrolearn ecs-tasks.amazonaws.com AmazonECS/latest/developerguide/task-iam-roles.html
ecs - volumeconfigurations ecs.amazonaws.com AmazonECS/latest/developerguide/infrastructure_IAM_role.html
eks CreateAddon podidentity pods.eks.amazonaws.com eks/latest/userguide/pod-id-role.html
eks CreateAddon serviceaccountrole - eks/latest/userguide/iam-roles-for-service-accounts.html
eks CreateCapability - capabilities.eks.amazonaws.com eks/latest/userguide/capability-role.html
eks CreateFargateProfile - eks-fargate-pods.amazonaws.com eks/latest/userguide/pod-execution-role.html
eks CreatePodIdentityAssociation - pods.eks.amazonaws.com eks/latest/userguide/pod-id-role.html
eks UpdateAddon podidentity pods.eks.amazonaws.com eks/latest/userguide/pod-id-role.html
eks UpdateAddon serviceaccountrole - eks/latest/userguide/iam-roles-for-service-accounts.html
eks UpdatePodIdentityAssociation - pods.eks.amazonaws.com eks/latest/userguide/pod-id-role.html
eks - noderole ec2.amazonaws.com eks/latest/userguide/create-node-role.html
eks - - eks.amazonaws.com eks/latest/userguide/cluster-iam-role.html
elasticbeanstalk - codebuild codebuild.amazonaws.com elasticbeanstalk/latest/dg/eb-cli-codebuild.html
elasticbeanstalk - operationsrole elasticbeanstalk.amazonaws.com elasticbeanstalk/latest/dg/iam-operationsrole.html
elasticbeanstalk - servicerole elasticbeanstalk.amazonaws.com aws-managed-policy/latest/reference/AdministratorAccess-AWSElasticBeanstalk.html
elasticmapreduce - autoscalingrole application-autoscaling.amazonaws.com aws-managed-policy/latest/reference/AmazonEMRFullAccessPolicy_v2.html
elasticmapreduce - jobflowrole ec2.amazonaws.com aws-managed-policy/latest/reference/AmazonEMRFullAccessPolicy_v2.html
elasticmapreduce - - elasticmapreduce.amazonaws.com aws-managed-policy/latest/reference/AmazonEMRFullAccessPolicy_v2.html
emr-serverless - - emr-serverless.amazonaws.com aws-managed-policy/latest/reference/AmazonSageMakerCanvasFullAccess.html
entityresolution - - entityresolution.amazonaws.com aws-managed-policy/latest/reference/AWSEntityResolutionConsoleFullAccess.html
es - - opensearchservice.amazonaws.com opensearch-service/latest/developerguide/cognito-auth.html
events - - events.amazonaws.com aws-managed-policy/latest/reference/AmazonEventBridgeFullAccess.html
firehose - - firehose.amazonaws.com firehose/latest/dev/controlling-access.html
fis - - fis.amazonaws.com fis/latest/userguide/getting-started-iam-service-role.html
forecast - - forecast.amazonaws.com aws-managed-policy/latest/reference/AmazonForecastFullAccess.html
frauddetector - - frauddetector.amazonaws.com aws-managed-policy/latest/reference/AmazonFraudDetectorFullAccessPolicy.html
glue - - glue.amazonaws.com aws-managed-policy/latest/reference/AWSGlueConsoleFullAccess.html
grafana - - grafana.amazonaws.com aws-managed-policy/latest/reference/AWSGrafanaAccountAdministrator.html
guardduty CreateMalwareProtectionPlan - malware-protection-plan.guardduty.amazonaws.com aws-managed-policy/latest/reference/AmazonGuardDutyFullAccess_v2.html
guardduty UpdateMalwareProtectionPlan - malware-protection-plan.guardduty.amazonaws.com aws-managed-policy/latest/reference/AmazonGuardDutyFullAccess_v2.html
healthlake - - healthlake.amazonaws.com aws-managed-policy/latest/reference/AmazonHealthLakeFullAccess.html
imagebuilder - distributions vmie.amazonaws.com aws-managed-policy/latest/reference/EC2ImageBuilderExecutionPolicy.html
imagebuilder - executionrole imagebuilder.amazonaws.com imagebuilder/latest/userguide/image-lifecycle-prerequisites.html
imagebuilder - instanceprofile ec2.amazonaws.com imagebuilder/latest/userguide/image-builder-setting-up.html
iot CreateRoleAlias - credentials.iot.amazonaws.com iot/latest/developerguide/authorizing-direct-aws.html
iot UpdateRoleAlias - credentials.iot.amazonaws.com iot/latest/developerguide/authorizing-direct-aws.html
iot - - iot.amazonaws.com iot/latest/developerguide/iot-create-role.html
iotsitewise - - iotsitewise.amazonaws.com aws-managed-policy/latest/reference/AWSIoTSiteWiseConsoleFullAccess.html
kendra - - kendra.amazonaws.com aws-managed-policy/latest/reference/AmazonKendraFullAccess.html
lambda - - lambda.amazonaws.com aws-managed-policy/latest/reference/AWSLambda_FullAccess.html
logs PutDestination - logs.amazonaws.com AmazonCloudWatch/latest/logs/CreateDestination.html
logs PutSubscriptionFilter - logs.amazonaws.com AmazonCloudWatch/latest/logs/SubscriptionFilters.html
lookoutequipment - - lookoutequipment.amazonaws.com aws-managed-policy/latest/reference/AmazonLookoutEquipmentFullAccess.html
mediaconvert - - mediaconvert.amazonaws.com aws-managed-policy/latest/reference/AWSElementalMediaConvertFullAccess.html
medical-imaging - - medical-imaging.amazonaws.com aws-managed-policy/latest/reference/AWSHealthImagingFullAccess.html
neptune-graph - - neptune-graph.amazonaws.com aws-managed-policy/latest/reference/NeptuneConsoleFullAccess.html
omics - - omics.amazonaws.com aws-managed-policy/latest/reference/AmazonOmicsFullAccess.html
personalize - - personalize.amazonaws.com aws-managed-policy/latest/reference/AmazonPersonalizeFullAccess.html
pipes - - pipes.amazonaws.com aws-managed-policy/latest/reference/AmazonEventBridgePipesFullAccess.html
rds CreateDBShardGroup - monitoring.rds.amazonaws.com AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
rds StartExportTask - export.rds.amazonaws.com AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html
rds - domainiamrole rds.amazonaws.com AmazonRDS/latest/UserGuide/USER_SQLServerWinAuth.SettingUp.html
rds - instanceprofile ec2.amazonaws.com AmazonRDS/latest/UserGuide/custom-setup-sqlserver.html
rds - monitoringrole monitoring.rds.amazonaws.com AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
rds - rolearn rds.amazonaws.com aws-managed-policy/latest/reference/NeptuneFullAccess.html
redshift CreateScheduledAction - scheduler.redshift.amazonaws.com redshift/latest/APIReference/API_ScheduledAction.html
redshift ModifyScheduledAction - scheduler.redshift.amazonaws.com redshift/latest/APIReference/API_ScheduledAction.html
redshift - - redshift.amazonaws.com aws-managed-policy/latest/reference/AmazonRedshiftAllCommandsFullAccess.html
redshift-serverless - - redshift-serverless.amazonaws.com aws-managed-policy/latest/reference/SageMakerStudioUserIAMPermissiveExecutionPolicy.html
s3 CreateAccessGrantsLocation - access-grants.s3.amazonaws.com AmazonS3/latest/userguide/access-grants-location-register.html
s3 CreateJob - batchoperations.s3.amazonaws.com AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
s3 PutReplicationConfiguration - s3.amazonaws.com AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
s3 UpdateAccessGrantsLocation - access-grants.s3.amazonaws.com AmazonS3/latest/userguide/access-grants-location-register.html
sagemaker - - sagemaker.amazonaws.com aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
sagemaker-geospatial - - sagemaker-geospatial.amazonaws.com aws-managed-policy/latest/reference/AmazonSageMakerGeospatialFullAccess.html
scheduler - - scheduler.amazonaws.com aws-managed-policy/latest/reference/AmazonEventBridgeSchedulerFullAccess.html
ssm - - ssm.amazonaws.com aws-managed-policy/latest/reference/AWSQuickSetupDeploymentRolePolicy.html
states - - states.amazonaws.com step-functions/latest/dg/procedure-create-iam-role.html
transfer - - transfer.amazonaws.com aws-managed-policy/latest/reference/AWSTransferFullAccess.html
";

/// One line of the table.
struct Row {
    prefix: &'static str,
    operation: &'static str,
    word: &'static str,
    to: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "says where a row comes from"))]
    page: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    PRINCIPALS.lines().filter_map(|line| {
        let mut columns = line.split(' ').map(|text| if text == "-" { "" } else { text });
        Some(Row {
            prefix: columns.next()?,
            operation: columns.next()?,
            word: columns.next()?,
            to: columns.next()?,
            page: columns.next()?,
        })
    })
}

/// The service that gets the role in a member; nothing where AWS's pages do not say which.
pub(super) fn principal(prefix: &str, operation: &str, path: &str) -> Option<&'static str> {
    let path = path.to_ascii_lowercase();
    let fits = |row: &Row| {
        row.prefix == prefix
            && (row.operation.is_empty() || row.operation == operation)
            && path.contains(row.word)
    };
    rows().find(fits).map(|row| row.to).filter(|to| !to.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{PRINCIPALS, Row, principal, rows};
    use crate::aws::permission::Action;

    #[test]
    fn principals_are_sorted_with_special_members_first_and_have_their_pages() {
        let key = |row: &Row| {
            (row.prefix, row.operation.is_empty(), row.operation, row.word.is_empty(), row.word)
        };
        let all: Vec<Row> = rows().collect();
        assert_eq!(all.len(), PRINCIPALS.lines().count());
        for pair in all.windows(2) {
            assert!(key(&pair[0]) < key(&pair[1]), "{} {}", pair[1].prefix, pair[1].word);
        }
        for row in all {
            assert!(Action::is_prefix(row.prefix), "{}", row.prefix);
            assert!(row.page.ends_with(".html"), "{}", row.page);
            assert!(row.to.is_empty() || row.to.ends_with(".amazonaws.com"), "{}", row.to);
            let action = format!("{}:{}", row.prefix, row.operation);
            assert!(row.operation.is_empty() || Action::find(&action).is_some(), "{action}");
        }
    }

    #[test]
    fn a_role_goes_to_the_service_that_assumes_it() {
        for (prefix, operation, path, to) in [
            ("rds", "StartExportTask", "IamRoleArn", "export.rds.amazonaws.com"),
            ("rds", "CreateDBInstance", "MonitoringRoleArn", "monitoring.rds.amazonaws.com"),
            (
                "eks",
                "CreateFargateProfile",
                "podExecutionRoleArn",
                "eks-fargate-pods.amazonaws.com",
            ),
            ("eks", "CreatePodIdentityAssociation", "roleArn", "pods.eks.amazonaws.com"),
            ("eks", "CreateCluster", "roleArn", "eks.amazonaws.com"),
            (
                "batch",
                "RegisterJobDefinition",
                "containerProperties.jobRoleArn",
                "ecs-tasks.amazonaws.com",
            ),
            ("ecs", "CreateService", "role", "ecs.amazonaws.com"),
            ("ecs", "RegisterTaskDefinition", "taskRoleArn", "ecs-tasks.amazonaws.com"),
            ("autoscaling", "CreateLaunchConfiguration", "IamInstanceProfile", "ec2.amazonaws.com"),
            ("elasticmapreduce", "RunJobFlow", "JobFlowRole", "ec2.amazonaws.com"),
        ] {
            assert_eq!(principal(prefix, operation, path), Some(to), "{prefix}:{operation} {path}");
        }
        assert_eq!(principal("eks", "CreateAddon", "serviceAccountRoleArn"), None);
    }
}
