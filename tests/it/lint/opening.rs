//! What opens something to more than are meant, and what only looks so.

use super::runbooks::count_in;

/// A runbook of one call; the inputs are in flow style.
fn call(service: &str, operation: &str, inputs: &str) -> String {
    format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
         aws:executeAwsApi\n    isEnd: true\n    inputs: {{Service: {service}, Api: {operation}, \
         {inputs}}}\n"
    )
}

#[track_caller]
fn check(rule: &str, open: &[(&str, &str, &str)], closed: &[(&str, &str, &str)]) {
    for (calls, wanted) in [(open, 1), (closed, 0)] {
        for (service, operation, inputs) in calls {
            let document = call(service, operation, inputs);
            assert_eq!(count_in(rule, &document), wanted, "{document}");
        }
    }
}

/// A policy of a role with one statement.
fn role(statement: &str) -> String {
    call(
        "iam",
        "PutRolePolicy",
        &format!(
            "RoleName: app, PolicyName: app, PolicyDocument: '{{\"Statement\": [{statement}]}}'"
        ),
    )
}

#[test]
fn a_policy_of_an_identity_is_too_wide_by_its_actions_and_resources() {
    for statement in [
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": ["s3:*"], "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"}"#,
        r#"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/*"}"#,
        r#"{"Effect": "Allow", "Action": "iam:Pass*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::{{ global:ACCOUNT_ID }}:role/*"}"#,
    ] {
        assert_eq!(count_in("iam-wildcard", &role(statement)), 1, "{statement}");
    }
    for statement in [
        r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*"}"#,
        r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::bucket"}"#,
        r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::1:role/app-*"}"#,
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"a": "b"}}}"#,
    ] {
        assert_eq!(count_in("iam-wildcard", &role(statement)), 0, "{statement}");
    }
}

#[test]
fn a_policy_of_a_resource_is_too_wide_by_whom_it_lets_in() {
    let policy = |principal: &str| {
        call(
            "kms",
            "PutKeyPolicy",
            &format!(
                "KeyId: some-key, PolicyName: default, Policy: '{{\"Statement\": [{{\"Effect\": \
                 \"Allow\", \"Principal\": {principal}, \"Action\": \"kms:*\", \"Resource\": \
                 \"*\"}}]}}'"
            ),
        )
    };
    let root = r#"{"AWS": "arn:aws:iam::111122223333:root"}"#;
    assert_eq!(count_in("iam-wildcard", &policy(root)), 0);
    assert_eq!(count_in("iam-wildcard", &policy(r#"{"AWS": ["*"]}"#)), 1);
    assert_eq!(count_in("iam-wildcard", &policy(r#""*""#)), 1);
}

#[test]
fn policies_are_known_by_every_name_that_services_give_them() {
    let open = r#"'{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "a:B", "Resource": "*"}]}'"#;
    check(
        "iam-wildcard",
        &[
            ("ecr", "SetRepositoryPolicy", &format!("repositoryName: app, policyText: {open}")),
            ("logs", "PutResourcePolicy", &format!("policyName: app, policyDocument: {open}")),
            (
                "sns",
                "SetTopicAttributes",
                &format!(
                    "TopicArn: 'arn:aws:sns:us-east-1:1:a', AttributeName: Policy, AttributeValue: \
                     {open}"
                ),
            ),
            (
                "iam",
                "AttachRolePolicy",
                "RoleName: app, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'",
            ),
        ],
        &[
            (
                "iam",
                "DetachRolePolicy",
                "RoleName: app, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'",
            ),
            (
                "iam",
                "AttachRolePolicy",
                "RoleName: app, PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess'",
            ),
        ],
    );
}

#[test]
fn calls_that_open_are_told_from_those_that_close() {
    check(
        "public-resource",
        &[
            ("s3", "DeletePublicAccessBlock", "Bucket: some-bucket"),
            ("s3", "PutObjectAcl", "Bucket: some-bucket, Key: a, ACL: public-read"),
            (
                "s3",
                "PutBucketAcl",
                "Bucket: some-bucket, GrantRead: 'uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"'",
            ),
            (
                "rds",
                "ModifyDBSnapshotAttribute",
                "DBSnapshotIdentifier: a, AttributeName: restore, ValuesToAdd: [all]",
            ),
            (
                "ec2",
                "ModifyImageAttribute",
                "ImageId: ami-0123456789abcdef0, UserGroups: [all], OperationType: add",
            ),
            (
                "lambda",
                "AddPermission",
                "FunctionName: a, StatementId: a, Action: 'lambda:InvokeFunction', Principal: '*'",
            ),
        ],
        &[
            ("s3", "PutObjectAcl", "Bucket: some-bucket, Key: a, ACL: private"),
            (
                "rds",
                "ModifyDBSnapshotAttribute",
                "DBSnapshotIdentifier: a, AttributeName: restore, ValuesToRemove: [all]",
            ),
            (
                "ec2",
                "ModifyImageAttribute",
                "ImageId: ami-0123456789abcdef0, UserGroups: [all], OperationType: remove",
            ),
            (
                "lambda",
                "AddPermission",
                "FunctionName: a, StatementId: a, Action: 'lambda:InvokeFunction', Principal: '*', \
                 PrincipalOrgID: o-abcdef1234",
            ),
        ],
    );
}

#[test]
fn a_changed_rule_opens_a_port_of_which_everybody_knows_what_listens() {
    let rule = |from: i32, to: i32| {
        call(
            "ec2",
            "ModifySecurityGroupRules",
            &format!(
                "GroupId: sg-0123456789abcdef0, SecurityGroupRules: [{{SecurityGroupRuleId: \
                 sgr-0123456789abcdef0, SecurityGroupRule: {{IpProtocol: tcp, FromPort: {from}, \
                 ToPort: {to}, CidrIpv4: 0.0.0.0/0}}}}]"
            ),
        )
    };
    assert_eq!(count_in("open-ingress", &rule(22, 22)), 1);
    assert_eq!(count_in("open-ingress", &rule(3000, 4000)), 1);
    for (from, to) in [(443, 443), (53, 53), (0, 65535)] {
        assert_eq!(count_in("open-ingress", &rule(from, to)), 0, "{from}");
    }
}
