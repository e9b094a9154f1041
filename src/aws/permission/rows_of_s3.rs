//! What operations of S3 need, where it is not the action of their name alone. Sorted by service
//! and operation.

use super::by_hand::{MODEL, Row, row};
use super::needs::When::{Always, Given, Sometimes};

/// "Required permissions for Amazon S3 API operations".
const S3: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html";

pub(super) const ROWS: &[Row] = &[
    row("s3", "CompleteMultipartUpload", &[("s3:PutObject", Always)], S3),
    row(
        "s3",
        "CopyObject",
        &[
            ("s3:GetObject", Always),
            ("s3:PutObject", Always),
            ("s3:GetObjectVersion", Sometimes),
            ("s3:GetObjectTagging", Sometimes),
            ("s3:GetObjectVersionTagging", Sometimes),
            ("s3:PutObjectTagging", Sometimes),
            ("s3:PutObjectAcl", Given("ACL")),
            ("s3:PutObjectRetention", Given("ObjectLockRetainUntilDate")),
            ("s3:PutObjectLegalHold", Given("ObjectLockLegalHoldStatus")),
        ],
        S3,
    ),
    row(
        "s3",
        "CreateBucket",
        &[
            ("s3:CreateBucket", Always),
            ("s3:PutBucketAcl", Given("ACL")),
            ("s3:PutBucketObjectLockConfiguration", Given("ObjectLockEnabledForBucket")),
            ("s3:PutBucketVersioning", Given("ObjectLockEnabledForBucket")),
            ("s3:PutBucketOwnershipControls", Given("ObjectOwnership")),
        ],
        S3,
    ),
    row(
        "s3",
        "CreateBucketMetadataConfiguration",
        &[
            ("s3:CreateBucketMetadataTableConfiguration", Always),
            ("s3tables:CreateNamespace", Always),
            ("s3tables:CreateTable", Always),
            ("s3tables:CreateTableBucket", Always),
            ("s3tables:GetTable", Always),
            ("s3tables:PutTableBucketPolicy", Always),
            ("s3tables:PutTableEncryption", Always),
            ("s3tables:PutTablePolicy", Always),
            ("kms:DescribeKey", Sometimes),
        ],
        MODEL,
    ),
    row(
        "s3",
        "CreateMultipartUpload",
        &[
            ("s3:PutObject", Always),
            ("s3:PutObjectAcl", Given("ACL")),
            ("s3:PutObjectTagging", Given("Tagging")),
            ("s3:PutObjectRetention", Given("ObjectLockRetainUntilDate")),
            ("s3:PutObjectLegalHold", Given("ObjectLockLegalHoldStatus")),
        ],
        S3,
    ),
    row("s3", "CreateSession", &[("s3express:CreateSession", Always)], MODEL),
    row(
        "s3",
        "DeleteBucketIntelligentTieringConfiguration",
        &[("s3:PutIntelligentTieringConfiguration", Always)],
        S3,
    ),
    row(
        "s3",
        "DeleteBucketMetadataConfiguration",
        &[("s3:DeleteBucketMetadataTableConfiguration", Always)],
        MODEL,
    ),
    row("s3", "DeleteBucketOwnershipControls", &[("s3:PutBucketOwnershipControls", Always)], S3),
    row("s3", "DeleteBucketReplication", &[("s3:PutReplicationConfiguration", Always)], S3),
    row(
        "s3",
        "DeleteObject",
        &[
            ("s3:DeleteObject", Always),
            ("s3:DeleteObjectVersion", Given("VersionId")),
            ("s3:BypassGovernanceRetention", Given("BypassGovernanceRetention")),
        ],
        S3,
    ),
    row(
        "s3",
        "DeleteObjectTagging",
        &[
            ("s3:DeleteObjectTagging", Always),
            ("s3:DeleteObjectVersionTagging", Given("VersionId")),
        ],
        S3,
    ),
    row(
        "s3",
        "DeleteObjects",
        &[
            ("s3:DeleteObject", Always),
            ("s3:DeleteObjectVersion", Given("Delete.Objects[].VersionId")),
            ("s3:BypassGovernanceRetention", Given("BypassGovernanceRetention")),
        ],
        S3,
    ),
    row(
        "s3",
        "GetBucketMetadataConfiguration",
        &[("s3:GetBucketMetadataTableConfiguration", Always)],
        MODEL,
    ),
    row(
        "s3",
        "GetObject",
        &[("s3:GetObject", Always), ("s3:GetObjectVersion", Given("VersionId"))],
        S3,
    ),
    row(
        "s3",
        "GetObjectAcl",
        &[("s3:GetObjectAcl", Always), ("s3:GetObjectVersionAcl", Given("VersionId"))],
        S3,
    ),
    row(
        "s3",
        "GetObjectAttributes",
        &[
            ("s3:GetObject", Always),
            ("s3:GetObjectAttributes", Always),
            ("s3:GetObjectVersion", Given("VersionId")),
            ("s3:GetObjectVersionAttributes", Given("VersionId")),
        ],
        S3,
    ),
    row(
        "s3",
        "GetObjectTagging",
        &[("s3:GetObjectTagging", Always), ("s3:GetObjectVersionTagging", Given("VersionId"))],
        S3,
    ),
    row(
        "s3",
        "HeadObject",
        &[("s3:GetObject", Always), ("s3:GetObjectVersion", Given("VersionId"))],
        S3,
    ),
    row("s3", "ListDirectoryBuckets", &[("s3express:ListAllMyDirectoryBuckets", Always)], MODEL),
    row(
        "s3",
        "PutBucketReplication",
        &[
            ("s3:PutReplicationConfiguration", Always),
            ("iam:PassRole", Given("ReplicationConfiguration.Role")),
        ],
        S3,
    ),
    row(
        "s3",
        "PutObject",
        &[
            ("s3:PutObject", Always),
            ("s3:PutObjectAcl", Given("ACL")),
            ("s3:PutObjectTagging", Given("Tagging")),
            ("s3:PutObjectRetention", Given("ObjectLockRetainUntilDate")),
            ("s3:PutObjectLegalHold", Given("ObjectLockLegalHoldStatus")),
        ],
        S3,
    ),
    row(
        "s3",
        "PutObjectAcl",
        &[("s3:PutObjectAcl", Always), ("s3:PutObjectVersionAcl", Given("VersionId"))],
        S3,
    ),
    row(
        "s3",
        "PutObjectRetention",
        &[
            ("s3:PutObjectRetention", Always),
            ("s3:BypassGovernanceRetention", Given("BypassGovernanceRetention")),
        ],
        S3,
    ),
    row(
        "s3",
        "PutObjectTagging",
        &[("s3:PutObjectTagging", Always), ("s3:PutObjectVersionTagging", Given("VersionId"))],
        S3,
    ),
    row("s3", "RenameObject", &[("s3express:CreateSession", Always)], MODEL),
    row(
        "s3",
        "UploadPartCopy",
        &[("s3:GetObject", Always), ("s3:PutObject", Always), ("s3:GetObjectVersion", Sometimes)],
        S3,
    ),
    row(
        "s3control",
        "CreateAccessPoint",
        &[("s3:CreateAccessPoint", Always), ("s3-outposts:CreateAccessPoint", Sometimes)],
        MODEL,
    ),
    row("s3control", "CreateBucket", &[("s3-outposts:CreateBucket", Always)], MODEL),
    row(
        "s3control",
        "DeleteAccessPoint",
        &[("s3:DeleteAccessPoint", Always), ("s3-outposts:DeleteAccessPoint", Sometimes)],
        MODEL,
    ),
    row(
        "s3control",
        "DeleteAccessPointPolicy",
        &[
            ("s3:DeleteAccessPointPolicy", Always),
            ("s3-outposts:DeleteAccessPointPolicy", Sometimes),
        ],
        MODEL,
    ),
    row(
        "s3control",
        "DeleteAccessPointScope",
        &[("s3express:DeleteAccessPointScope", Always)],
        MODEL,
    ),
    row("s3control", "DeleteBucket", &[("s3-outposts:DeleteBucket", Always)], MODEL),
    row(
        "s3control",
        "DeleteBucketLifecycleConfiguration",
        &[("s3-outposts:PutLifecycleConfiguration", Always)],
        MODEL,
    ),
    row("s3control", "DeleteBucketPolicy", &[("s3-outposts:DeleteBucketPolicy", Always)], MODEL),
    row(
        "s3control",
        "DeleteBucketReplication",
        &[("s3-outposts:PutReplicationConfiguration", Always)],
        MODEL,
    ),
    row("s3control", "DeleteBucketTagging", &[("s3-outposts:PutBucketTagging", Always)], MODEL),
    row(
        "s3control",
        "GetAccessPoint",
        &[("s3:GetAccessPoint", Always), ("s3-outposts:GetAccessPoint", Sometimes)],
        MODEL,
    ),
    row(
        "s3control",
        "GetAccessPointPolicy",
        &[("s3:GetAccessPointPolicy", Always), ("s3-outposts:GetAccessPointPolicy", Sometimes)],
        MODEL,
    ),
    row("s3control", "GetAccessPointScope", &[("s3express:GetAccessPointScope", Always)], MODEL),
    row("s3control", "GetBucketPolicy", &[("s3-outposts:GetBucketPolicy", Always)], MODEL),
    row(
        "s3control",
        "GetBucketReplication",
        &[("s3-outposts:GetReplicationConfiguration", Always)],
        MODEL,
    ),
    row("s3control", "GetBucketTagging", &[("s3-outposts:GetBucketTagging", Always)], MODEL),
    row("s3control", "GetBucketVersioning", &[("s3-outposts:GetBucketVersioning", Always)], MODEL),
    row(
        "s3control",
        "ListAccessPointsForDirectoryBuckets",
        &[("s3express:ListAccessPointsForDirectoryBuckets", Always)],
        MODEL,
    ),
    row(
        "s3control",
        "PutAccessPointPolicy",
        &[("s3:PutAccessPointPolicy", Always), ("s3-outposts:PutAccessPointPolicy", Sometimes)],
        MODEL,
    ),
    row("s3control", "PutAccessPointScope", &[("s3express:PutAccessPointScope", Always)], MODEL),
    row("s3control", "PutBucketPolicy", &[("s3-outposts:PutBucketPolicy", Always)], MODEL),
    row(
        "s3control",
        "PutBucketReplication",
        &[
            ("s3-outposts:PutReplicationConfiguration", Always),
            ("iam:PassRole", Given("ReplicationConfiguration.Role")),
        ],
        MODEL,
    ),
    row("s3control", "PutBucketTagging", &[("s3-outposts:PutBucketTagging", Always)], MODEL),
    row("s3control", "PutBucketVersioning", &[("s3-outposts:PutBucketVersioning", Always)], MODEL),
];
