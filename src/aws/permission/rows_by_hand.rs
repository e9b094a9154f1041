//! What operations need, where it is not the action of their name, as AWS's pages say; those of S3
//! are in a file of their own. Sorted by service and operation.

use super::by_hand::{MODEL, Row, row};
use super::needs::When::{Always, Given, Sometimes};

const BUDGETS: &str =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html";
const CALLER: &str =
    "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html";
const CLOUDFRONT: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html";
const SESSION: &str =
    "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html";
const SNS: &str = concat!(
    "https://docs.aws.amazon.com/sns/latest/dg/",
    "sns-access-policy-language-api-permissions-reference.html",
);
const SQS: &str = concat!(
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/",
    "API_AddPermission.html",
);

const TRANSACTIONS: &str =
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html";

pub(super) const ROWS: &[Row] = &[
    row("accessanalyzer", "GetFindingV2", &[("access-analyzer:GetFinding", Always)], MODEL),
    row("accessanalyzer", "ListFindingsV2", &[("access-analyzer:ListFindings", Always)], MODEL),
    row("batch", "CancelJobs", &[("batch:CancelJob", Always)], MODEL),
    row("batch", "TerminateJobs", &[("batch:TerminateJob", Always)], MODEL),
    row("batch", "TerminateServiceJobs", &[("batch:TerminateServiceJob", Always)], MODEL),
    row(
        "bcm-pricing-calculator",
        "BatchCreateBillScenarioCommitmentModification",
        &[("bcm-pricing-calculator:CreateBillScenarioCommitmentModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchCreateBillScenarioUsageModification",
        &[("bcm-pricing-calculator:CreateBillScenarioUsageModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchCreateWorkloadEstimateUsage",
        &[("bcm-pricing-calculator:CreateWorkloadEstimateUsage", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchDeleteBillScenarioCommitmentModification",
        &[("bcm-pricing-calculator:DeleteBillScenarioCommitmentModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchDeleteBillScenarioUsageModification",
        &[("bcm-pricing-calculator:DeleteBillScenarioUsageModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchDeleteWorkloadEstimateUsage",
        &[("bcm-pricing-calculator:DeleteWorkloadEstimateUsage", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchUpdateBillScenarioCommitmentModification",
        &[("bcm-pricing-calculator:UpdateBillScenarioCommitmentModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchUpdateBillScenarioUsageModification",
        &[("bcm-pricing-calculator:UpdateBillScenarioUsageModification", Always)],
        MODEL,
    ),
    row(
        "bcm-pricing-calculator",
        "BatchUpdateWorkloadEstimateUsage",
        &[("bcm-pricing-calculator:UpdateWorkloadEstimateUsage", Always)],
        MODEL,
    ),
    row(
        "bedrock-agent-runtime",
        "RetrieveAndGenerateStream",
        &[("bedrock:RetrieveAndGenerate", Always)],
        MODEL,
    ),
    row("bedrock-runtime", "Converse", &[("bedrock:InvokeModel", Always)], MODEL),
    row(
        "bedrock-runtime",
        "ConverseStream",
        &[("bedrock:InvokeModelWithResponseStream", Always)],
        MODEL,
    ),
    row("bedrock-runtime", "StartAsyncInvoke", &[("bedrock:InvokeModel", Always)], MODEL),
    row(
        "budgets",
        "DescribeBudgetNotificationsForAccount",
        &[("budgets:ViewBudget", Always)],
        BUDGETS,
    ),
    row(
        "cloudfront",
        "CreateDistributionWithTags",
        &[("cloudfront:CreateDistribution", Always), ("cloudfront:TagResource", Always)],
        CLOUDFRONT,
    ),
    row("connectcases", "BatchCreateRelatedItem", &[("cases:CreateRelatedItem", Always)], MODEL),
    row("connectcases", "BatchUpdateCase", &[("cases:UpdateCase", Always)], MODEL),
    row("dms", "DescribeDataProviders", &[("dms:ListDataProviders", Always)], MODEL),
    row("dms", "DescribeExtensionPackAssociations", &[("dms:ListExtensionPacks", Always)], MODEL),
    row("dms", "DescribeInstanceProfiles", &[("dms:ListInstanceProfiles", Always)], MODEL),
    row(
        "dms",
        "DescribeMetadataModelAssessments",
        &[("dms:ListMetadataModelAssessments", Always)],
        MODEL,
    ),
    row(
        "dms",
        "DescribeMetadataModelConversions",
        &[("dms:ListMetadataModelConversions", Always)],
        MODEL,
    ),
    row(
        "dms",
        "DescribeMetadataModelExportsAsScript",
        &[("dms:ListMetadataModelExports", Always)],
        MODEL,
    ),
    row(
        "dms",
        "DescribeMetadataModelExportsToTarget",
        &[("dms:ListMetadataModelExports", Always)],
        MODEL,
    ),
    row("dms", "DescribeMigrationProjects", &[("dms:ListMigrationProjects", Always)], MODEL),
    row(
        "dms",
        "ModifyConversionConfiguration",
        &[("dms:UpdateConversionConfiguration", Always)],
        MODEL,
    ),
    row("dms", "ModifyDataProvider", &[("dms:UpdateDataProvider", Always)], MODEL),
    row("dms", "ModifyInstanceProfile", &[("dms:UpdateInstanceProfile", Always)], MODEL),
    row("dms", "ModifyMigrationProject", &[("dms:UpdateMigrationProject", Always)], MODEL),
    row("dms", "StartExtensionPackAssociation", &[("dms:AssociateExtensionPack", Always)], MODEL),
    row(
        "dms",
        "StartMetadataModelExportAsScript",
        &[("dms:StartMetadataModelExportAsScripts", Always)],
        MODEL,
    ),
    row("dynamodb", "TransactGetItems", &[("dynamodb:GetItem", Always)], TRANSACTIONS),
    row(
        "dynamodb",
        "TransactWriteItems",
        &[
            ("dynamodb:ConditionCheckItem", Given("TransactItems.ConditionCheck")),
            ("dynamodb:DeleteItem", Given("TransactItems.Delete")),
            ("dynamodb:PutItem", Given("TransactItems.Put")),
            ("dynamodb:UpdateItem", Given("TransactItems.Update")),
        ],
        TRANSACTIONS,
    ),
    row("ecr", "ListImageReferrers", &[("ecr:BatchGetImage", Always)], MODEL),
    row("glue", "GetUnfilteredPartitionMetadata", &[("glue:GetPartition", Always)], MODEL),
    row("glue", "GetUnfilteredPartitionsMetadata", &[("glue:GetPartitions", Always)], MODEL),
    row("glue", "GetUnfilteredTableMetadata", &[("glue:GetTable", Always)], MODEL),
    row(
        "lakeformation",
        "GetGlueFunctionSessionContext",
        &[("lakeformation:GetDataAccess", Always)],
        MODEL,
    ),
    row("lambda", "InvokeWithResponseStream", &[("lambda:InvokeFunction", Always)], MODEL),
    row(
        "neptune-graph",
        "ExecuteQuery",
        &[
            ("neptune-graph:ReadDataViaQuery", Sometimes),
            ("neptune-graph:WriteDataViaQuery", Sometimes),
            ("neptune-graph:DeleteDataViaQuery", Sometimes),
        ],
        MODEL,
    ),
    row("neptune-graph", "GetQuery", &[("neptune-graph:GetQueryStatus", Always)], MODEL),
    row("neptunedata", "CancelGremlinQuery", &[("neptune-db:CancelQuery", Always)], MODEL),
    row("neptunedata", "CancelOpenCypherQuery", &[("neptune-db:CancelQuery", Always)], MODEL),
    row(
        "neptunedata",
        "DeletePropertygraphStatistics",
        &[("neptune-db:DeleteStatistics", Always)],
        MODEL,
    ),
    row("neptunedata", "DeleteSparqlStatistics", &[("neptune-db:DeleteStatistics", Always)], MODEL),
    row("neptunedata", "ExecuteFastReset", &[("neptune-db:ResetDatabase", Always)], MODEL),
    row(
        "neptunedata",
        "ExecuteGremlinExplainQuery",
        &[
            ("neptune-db:ReadDataViaQuery", Sometimes),
            ("neptune-db:WriteDataViaQuery", Sometimes),
            ("neptune-db:DeleteDataViaQuery", Sometimes),
        ],
        MODEL,
    ),
    row(
        "neptunedata",
        "ExecuteGremlinProfileQuery",
        &[("neptune-db:ReadDataViaQuery", Always)],
        MODEL,
    ),
    row(
        "neptunedata",
        "ExecuteGremlinQuery",
        &[
            ("neptune-db:ReadDataViaQuery", Sometimes),
            ("neptune-db:WriteDataViaQuery", Sometimes),
            ("neptune-db:DeleteDataViaQuery", Sometimes),
        ],
        MODEL,
    ),
    row(
        "neptunedata",
        "ExecuteOpenCypherExplainQuery",
        &[("neptune-db:ReadDataViaQuery", Always)],
        MODEL,
    ),
    row(
        "neptunedata",
        "ExecuteOpenCypherQuery",
        &[
            ("neptune-db:ReadDataViaQuery", Sometimes),
            ("neptune-db:WriteDataViaQuery", Sometimes),
            ("neptune-db:DeleteDataViaQuery", Sometimes),
        ],
        MODEL,
    ),
    row("neptunedata", "GetGremlinQueryStatus", &[("neptune-db:GetQueryStatus", Always)], MODEL),
    row(
        "neptunedata",
        "GetMLDataProcessingJob",
        &[("neptune-db:GetMLDataProcessingJobStatus", Always)],
        MODEL,
    ),
    row("neptunedata", "GetMLEndpoint", &[("neptune-db:GetMLEndpointStatus", Always)], MODEL),
    row(
        "neptunedata",
        "GetMLModelTrainingJob",
        &[("neptune-db:GetMLModelTrainingJobStatus", Always)],
        MODEL,
    ),
    row(
        "neptunedata",
        "GetMLModelTransformJob",
        &[("neptune-db:GetMLModelTransformJobStatus", Always)],
        MODEL,
    ),
    row("neptunedata", "GetOpenCypherQueryStatus", &[("neptune-db:GetQueryStatus", Always)], MODEL),
    row(
        "neptunedata",
        "GetPropertygraphStatistics",
        &[("neptune-db:GetStatisticsStatus", Always)],
        MODEL,
    ),
    row("neptunedata", "GetPropertygraphStream", &[("neptune-db:GetStreamRecords", Always)], MODEL),
    row("neptunedata", "GetPropertygraphSummary", &[("neptune-db:GetGraphSummary", Always)], MODEL),
    row("neptunedata", "GetRDFGraphSummary", &[("neptune-db:GetGraphSummary", Always)], MODEL),
    row("neptunedata", "GetSparqlStream", &[("neptune-db:GetStreamRecords", Always)], MODEL),
    row("neptunedata", "ListGremlinQueries", &[("neptune-db:GetQueryStatus", Always)], MODEL),
    row("neptunedata", "ListOpenCypherQueries", &[("neptune-db:GetQueryStatus", Always)], MODEL),
    row(
        "neptunedata",
        "ManagePropertygraphStatistics",
        &[("neptune-db:ManageStatistics", Always)],
        MODEL,
    ),
    row("neptunedata", "ManageSparqlStatistics", &[("neptune-db:ManageStatistics", Always)], MODEL),
    row("qapps", "CreatePresignedUrl", &[("qapps:ImportDocument", Always)], MODEL),
    row(
        "secretsmanager",
        "RotateSecret",
        &[
            ("secretsmanager:RotateSecret", Always),
            ("lambda:InvokeFunction", Given("RotationLambdaARN")),
        ],
        MODEL,
    ),
    row(
        "securityhub",
        "BatchUpdateFindingsV2",
        &[("securityhub:BatchUpdateFindings", Always)],
        MODEL,
    ),
    row(
        "securityhub",
        "GetFindingStatisticsV2",
        &[("securityhub:GetAdhocInsightResults", Always)],
        MODEL,
    ),
    row("securityhub", "GetFindingsV2", &[("securityhub:GetFindings", Always)], MODEL),
    row("sns", "PublishBatch", &[("sns:Publish", Always)], SNS),
    row("sqs", "ChangeMessageVisibilityBatch", &[("sqs:ChangeMessageVisibility", Always)], SQS),
    row("sqs", "DeleteMessageBatch", &[("sqs:DeleteMessage", Always)], SQS),
    row("sqs", "SendMessageBatch", &[("sqs:SendMessage", Always)], SQS),
    row(
        "ssm",
        "DeregisterDefaultHostManagementConfiguration",
        &[
            ("ssm:GetServiceSetting", Always),
            ("ssm:ResetServiceSetting", Always),
            ("iam:DeleteRole", Sometimes),
        ],
        MODEL,
    ),
    row(
        "ssm",
        "RegisterDefaultHostManagementConfiguration",
        &[
            ("ssm:GetServiceSetting", Always),
            ("ssm:UpdateServiceSetting", Always),
            ("iam:AttachRolePolicy", Sometimes),
            ("iam:CreateRole", Sometimes),
            ("iam:GetRole", Sometimes),
            ("iam:PassRole", Sometimes),
        ],
        MODEL,
    ),
    row("sts", "GetCallerIdentity", &[], CALLER),
    row("sts", "GetSessionToken", &[], SESSION),
    row("taxsettings", "BatchGetTaxExemptions", &[("tax:GetExemptions", Always)], MODEL),
    row("taxsettings", "GetTaxExemptionTypes", &[("tax:GetExemptions", Always)], MODEL),
    row("taxsettings", "ListTaxExemptions", &[("tax:GetExemptions", Always)], MODEL),
    row("taxsettings", "PutTaxExemption", &[("tax:UpdateExemptions", Always)], MODEL),
    row(
        "verifiedpermissions",
        "BatchGetPolicy",
        &[("verifiedpermissions:GetPolicy", Always)],
        MODEL,
    ),
    row(
        "verifiedpermissions",
        "BatchIsAuthorized",
        &[("verifiedpermissions:IsAuthorized", Always)],
        MODEL,
    ),
    row(
        "verifiedpermissions",
        "BatchIsAuthorizedWithToken",
        &[("verifiedpermissions:IsAuthorizedWithToken", Always)],
        MODEL,
    ),
    row("vpc-lattice", "BatchUpdateRule", &[("vpc-lattice:UpdateRule", Always)], MODEL),
];
