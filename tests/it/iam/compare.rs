//! Policies that a team has beside what its runbook needs.

use crate::support::Project;

const STOP: &str = r#"runbook example {
  aws.ec2.StopInstances(InstanceIds: ["i-0123456789abcdef0"])
}
"#;

#[track_caller]
fn check(policy: &str, expected: &[&str]) {
    check_of(STOP, policy, expected);
}

/// Fails when a policy beside a program has other findings; `E0495` and `E0486` do not count.
#[track_caller]
fn check_of(source: &str, policy: &str, expected: &[&str]) {
    let policy =
        policy.replacen("{\"Statement\"", "{\"Version\": \"2012-10-17\", \"Statement\"", 1);
    let project = Project::of(source).asset("policy.json", &policy);
    let mut found = project.policy_findings("example");
    found.retain(|one| !["E0486", "E0495"].contains(&one.code.as_str()));
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, expected, "{policy}: {found:#?}");
}

/// A policy that allows to stop any instance, with one more statement.
fn and(statement: &str) -> String {
    let allow = r#"{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*"}"#;
    format!(r#"{{"Statement": [{allow}, {{"Effect": "Deny", {statement}}}]}}"#)
}

#[test]
fn a_denial_of_all_that_is_needed_is_an_error() {
    for statement in [
        r#""Action": "*", "Resource": "*""#,
        r#""Action": "ec2:stop*", "Resource": "arn:aws:ec2:*:*:instance/i-0123456789abcdef0""#,
        r#""Action": "ec2:*", "Resource": ["arn:aws:s3:::b", "arn:*:ec2:*:*:instance/i-0*"]"#,
        r#""NotAction": "s3:*", "Resource": "*""#,
        r#""Action": "ec2:*", "NotResource": "arn:aws:ec2:*:*:volume/*""#,
        r#""NotAction": ["s3:*"], "NotResource": ["arn:aws:s3:::*"]"#,
    ] {
        check(&and(statement), &["E0490"]);
    }
}

#[test]
fn a_denial_of_some_of_it_is_a_warning() {
    for statement in [
        r#""Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#""Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:eu-west-1:*:instance/*""#,
        r#""Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:111122223333:*""#,
        r#""Action": "ec2:StopInstances", "NotResource": "arn:aws:ec2:eu-west-1:*:*""#,
        r#""NotAction": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}"#,
        r#""Action": "ec2:*", "Resource": "arn:aws:ec2:*:*:instance/${aws:username}""#,
    ] {
        check(&and(statement), &["E0496"]);
    }
    let volume = r#"runbook example {
  param Volume: String
  aws.ec2.DeleteVolume(VolumeId: Volume)
}
"#;
    check_of(
        volume,
        r#"{"Statement": [{"Effect": "Allow", "Action": "ec2:DeleteVolume", "Resource": "arn:aws:ec2:*:*:volume/*"}, {"Effect": "Deny", "Action": "ec2:DeleteVolume", "Resource": "arn:aws:ec2:*:*:volume/vol-1"}]}"#,
        &["E0496"],
    );
}

#[test]
fn a_denial_of_something_else_is_silent() {
    for statement in [
        r#""Action": "s3:*", "Resource": "*""#,
        r#""Action": "ec2:*", "Resource": "arn:aws:ec2:*:*:volume/*""#,
        r#""Action": "ec2:*", "Resource": "arn:aws:ec2:*:*:instance/i-1*""#,
        r#""NotAction": ["ec2:*", "s3:*"], "Resource": "*""#,
        r#""Action": "ec2:*", "NotResource": "arn:aws:ec2:*:*:instance/*""#,
        r#""Action": "ec2:*", "Resource": "arn:aws-cn:ec2:*:*:volume/*""#,
    ] {
        check(&and(statement), &[]);
    }
}

#[test]
fn a_denial_counts_where_the_policy_allows() {
    let both = |region: &str| {
        format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:eu-west-1:*:instance/*"}}, {{"Effect": "Deny", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:{region}:*:*"}}]}}"#
        )
    };
    check(&both("eu-west-1"), &["E0490"]);
    check(&both("eu-*"), &["E0490"]);
    check(&both("us-east-1"), &[]);
}

#[test]
fn an_action_without_resources_is_denied_by_a_star_only() {
    let list = "runbook example {\n  aws.ec2.DescribeInstances()\n}\n";
    let with = |resource: &str| {
        format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*"}}, {{"Effect": "Deny", "Action": "ec2:*", {resource}}}]}}"#
        )
    };
    check_of(list, &with(r#""Resource": "arn:aws:ec2:*:*:instance/*""#), &[]);
    check_of(list, &with(r#""Resource": "*""#), &["E0490"]);
    check_of(list, &with(r#""NotResource": "arn:aws:ec2:*:*:instance/*""#), &["E0490"]);
    check_of(list, &with(r#""NotResource": "*""#), &[]);
}

#[test]
fn a_condition_of_what_is_allowed_is_said() {
    let allow = |more: &str| {
        format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": {{"StringEquals": {{"aws:ResourceTag/a": "b"}}}}}}{more}]}}"#
        )
    };
    check(&allow(""), &["E0497"]);
    // Another statement allows it without one.
    let more = r#", {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/i-0*"}"#;
    check(&allow(more), &[]);
    check(
        r#"{"Statement": {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": {}}}"#,
        &[],
    );
}

#[test]
fn the_service_that_gets_a_role_is_read_from_conditions() {
    let source = r#"runbook example {
  aws.lambda.CreateFunction(
    FunctionName: "f",
    Role: "arn:aws:iam::111122223333:role/r",
    Code: { ImageUri: "x" },
    PackageType: "Image",
  )
}
"#;
    let policy = |effect: &str, operator: &str, service: &str| {
        let more = if effect == "Deny" {
            r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/r"}, "#
        } else {
            ""
        };
        format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "arn:aws:lambda:*:*:function:f"}}, {more}{{"Effect": "{effect}", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/r", "Condition": {{"{operator}": {{"iam:passedToService": {service}}}}}}}]}}"#
        )
    };
    let lambda = r#"["a.amazonaws.com", "lambda.amazonaws.com"]"#;
    check_of(source, &policy("Allow", "StringEquals", lambda), &[]);
    check_of(source, &policy("Allow", "StringLike", r#""*.amazonaws.com""#), &[]);
    check_of(source, &policy("Allow", "StringEquals", r#""ec2.amazonaws.com""#), &["E0490"]);
    check_of(source, &policy("Deny", "StringEquals", lambda), &["E0490"]);
    check_of(source, &policy("Deny", "StringNotEquals", lambda), &[]);
    check_of(source, &policy("Deny", "StringNotEquals", r#""ec2.amazonaws.com""#), &["E0490"]);
    check_of(source, &policy("Deny", "ForAnyValue:StringEquals", lambda), &["E0496"]);
}

#[test]
fn all_but_some_resources_are_not_those() {
    let allow = |resource: &str| {
        format!(
            r#"{{"Statement": {{"Effect": "Allow", "Action": "ec2:StopInstances", "NotResource": "{resource}"}}}}"#
        )
    };
    check(&allow("arn:aws:ec2:*:*:instance/i-0*"), &["E0491", "E0493"]);
    check(&allow("arn:aws:ec2:eu-west-1:*:instance/*"), &["E0491", "E0493"]);
    check(&allow("arn:aws:ec2:*:*:volume/*"), &["E0493"]);
}

#[test]
fn an_old_version_is_a_warning() {
    let statement = r#"{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*"}"#;
    check(&format!(r#"{{ "Statement": {statement}}}"#), &["E0498"]);
    check(&format!(r#"{{"Version": "2008-10-17", "Statement": {statement}}}"#), &["E0498"]);
}

#[test]
fn a_policy_that_fits_has_no_findings() {
    let statement = r#"{"Effect": "Allow", "Action": "EC2:stopInstances", "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/*"}"#;
    check(&format!(r#"{{"Statement": {statement}}}"#), &[]);
    check(&format!(r#"{{"Statement": [{statement}]}}"#), &[]);
}

#[test]
fn missing_denied_and_elsewhere_are_told_apart() {
    check(r#"{"Statement": []}"#, &["E0490"]);
    check(
        r#"{"Statement": [{"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/*"}, {"Effect": "Deny", "Action": "ec2:Stop*", "Resource": "*"}]}"#,
        &["E0490"],
    );
    check(
        r#"{"Statement": {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "arn:aws:ec2:*:*:instance/i-1"}}"#,
        &["E0491"],
    );
}

#[test]
fn wildcards_and_surplus_are_warnings_at_their_places() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:GetObject", "ec2:NoSuchThing"], "Resource": "*"}]}"#;
    let project = Project::of(STOP).asset("policy.json", policy);
    let found = project.policy_findings("example");
    let shown: Vec<(&str, &str)> =
        found.iter().map(|one| (one.code.as_str(), one.underlined.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("E0493", "\"ec2:*\""),
            ("E0492", "\"s3:GetObject\""),
            ("E0492", "\"ec2:NoSuchThing\""),
            ("E0493", "\"*\""),
        ],
        "{found:#?}"
    );
    assert!(found.iter().all(|one| !one.is_error));
    check(
        r#"{"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:ec2:*:*:instance/*"}}"#,
        &["E0493"],
    );
}

#[test]
fn what_is_no_policy_is_said_at_its_place() {
    for policy in [
        "",
        "[",
        "{\"Statement\": [}",
        "{}",
        "{\"Statement\": {\"Effect\": \"Deny\"}}",
        "7",
        "\u{feff}{}",
    ] {
        let project = Project::of(STOP).asset("policy.json", policy);
        let found = project.policy_findings("example");
        assert!(!found.is_empty() && found.iter().all(|it| it.code == "E0494"), "{found:#?}");
    }
}

#[test]
fn every_member_has_its_type_and_place() {
    // What stands for the two members in a statement that is right otherwise, and what is wrong.
    for (members, underlined, why) in [
        (r#""Action": 5"#, "5", "`Action` is a text or a list of texts, not a number"),
        (r#""Action": ["a:b", null]"#, "null", "`Action` is a text or a list of texts, not `null`"),
        (
            r#""Action": [["a:b"]]"#,
            r#"["a:b"]"#,
            "`Action` is a text or a list of texts, not a list",
        ),
        (r#""NotAction": {}"#, "{}", "`NotAction` is a text or a list of texts, not an object"),
        (r#""Action": []"#, "[]", "the list of `Action` is empty"),
        (r#""Action": "ec2""#, "\"ec2\"", "an action is `*`, or a prefix, `:` and a name"),
        (
            r#""Action": "*", "NotAction": "*""#,
            "\"*\"",
            "a statement has `Action` or `NotAction`, not both",
        ),
        (r#""Action": "*", "Action": "*""#, "\"Action\"", "`Action` is written twice"),
        (
            r#""Actions": "*""#,
            "\"Actions\"",
            "a statement has no `Actions`: the nearest is `Action`",
        ),
        (r#""Action": "*", "Sid": 1"#, "1", "`Sid` is a text, not a number"),
        (r#""Action": "*", "Sid": "a b""#, "\"a b\"", "a `Sid` has letters and digits only"),
        (r#""Action": "*", "Condition": "x""#, "\"x\"", "`Condition` is an object, not a text"),
        (r#""Action": "*", "Condition": {"Bool": 1}"#, "1", "`Bool` is an object, not a number"),
        (
            r#""Action": "*", "Condition": {"Bool": {"a": {}}}"#,
            "{}",
            "`a` is a text or a list of texts, not an object",
        ),
        (
            r#""Action": "*", "Principal": "*""#,
            "\"Principal\"",
            "a policy of permissions has no `Principal`; those of trust and of resources have",
        ),
    ] {
        let policy = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Resource": "*", {members}}}}}"#
        );
        check_no_policy(&policy, underlined, why);
    }
    let whole = |effect: &str, resource: &str| {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": {effect}, "Action": "*", "Resource": {resource}}}]}}"#
        )
    };
    let effect = "`Effect` is \"Allow\" or \"Deny\", in this spelling";
    check_no_policy(&whole("\"allow\"", "\"*\""), "\"allow\"", effect);
    check_no_policy(&whole("true", "\"*\""), "true", effect);
    let resource = "a resource is `*` or an ARN";
    check_no_policy(&whole("\"Deny\"", "\"notarn\""), "\"notarn\"", resource);
    let version = "`Version` is \"2012-10-17\" or \"2008-10-17\"";
    check_no_policy(r#"{"Version": "2012", "Statement": []}"#, "\"2012\"", version);
    check_no_policy(
        r#"{"Version": 2012, "Statement": []}"#,
        "2012",
        "`Version` is a text, not a number",
    );
    check_no_policy(
        r#"{"Version": "2012-10-17", "Statement": 7}"#,
        "7",
        "a statement is an object, not a number",
    );
    check_no_policy("[]", "[]", "a policy is an object, not a list");
    check_no_policy(
        r#"{"PolicyVersion": {}, "Version": "2012-10-17", "Statement": []}"#,
        "\"PolicyVersion\"",
        "a policy has no `PolicyVersion`",
    );
}

#[test]
fn what_is_surely_missing_comes_before_what_may_be() {
    let source = r#"runbook example {
  param Snapshot: String
  aws.rds.CopyDBSnapshot(SourceDBSnapshotIdentifier: "a", TargetDBSnapshotIdentifier: Snapshot)
}"#;
    let policy = r#"{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "rds:CopyDBSnapshot", "Resource": "arn:aws:rds:*:*:snapshot:z"}]}"#;
    let found = Project::of(source).asset("policy.json", policy).policy_findings("example");
    let missing = found.iter().find(|it| it.code == "E0491").expect("a missing resource");
    assert!(missing.message.ends_with("`arn:aws:rds:*:*:snapshot:a`"), "{missing:#?}");
}

/// Fails when a text has not this first finding.
#[track_caller]
fn check_no_policy(policy: &str, underlined: &str, why: &str) {
    let project = Project::of(STOP).asset("policy.json", policy);
    let found = project.policy_findings("example");
    let shown: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|it| (it.code.as_str(), it.underlined.as_str(), it.message.as_str()))
        .collect();
    let message = format!("this is no IAM policy: {why}");
    assert_eq!(shown.first(), Some(&("E0494", underlined, &*message)), "{policy}: {found:#?}");
}
