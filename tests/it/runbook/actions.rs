//! Actions and API calls: which there are, and what they take.

use serde_json::json;

use super::{clean, codes, inputs, one, steps};

#[test]
fn an_api_call_is_a_step_with_its_members() {
    let found =
        inputs("aws.application_autoscaling.DescribeScalableTargets(ServiceNamespace: \"ecs\")");
    let wanted = json!({
        "Service": "application-autoscaling",
        "Api": "DescribeScalableTargets",
        "ServiceNamespace": "ecs",
    });
    assert_eq!(found, wanted);
}

#[test]
fn a_step_is_named_by_its_let_else_after_its_operation() {
    let found =
        steps("aws.ec2.DescribeVpcs()\nlet found = aws.ec2.DescribeVpcs()\naws.ec2.DescribeVpcs()");
    assert_eq!(
        found,
        [
            "describeVpcs aws:executeAwsApi",
            "found aws:executeAwsApi",
            "describeVpcs_2 aws:executeAwsApi",
        ]
    );
}

#[test]
fn a_name_that_is_too_short_for_a_step_has_a_word_added() {
    let found = steps("let v = aws.ec2.DescribeVpcs()\nsleep 1m\noutput v.Vpcs[0].VpcId as String");
    assert_eq!(found.first().map(String::as_str), Some("v_step aws:executeAwsApi"));
}

#[test]
fn a_path_behind_a_call_is_the_value_of_let() {
    clean(
        "let vpc = aws.ec2.DescribeVpcs().Vpcs[0].VpcId as String\naws.ec2.DeleteVpc(VpcId: vpc)",
    );
}

#[test]
fn the_nearest_action_is_offered() {
    let found = one("action.changeInstanceStat(InstanceIds: [], DesiredState: \"running\")");
    assert_eq!(found.code, "E0401");
    assert_eq!(found.underlined, "changeInstanceStat");
    assert_eq!(found.help.as_deref(), Some("write `changeInstanceState`"));
}

#[test]
fn the_nearest_input_is_offered() {
    let found = one("action.deleteImage(ImagId: \"ami-0a1b2c3d4e5f60718\")");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0402", "ImagId"));
    assert_eq!(found.help.as_deref(), Some("write `ImageId`"));
}

#[test]
fn all_missing_inputs_are_said_at_once() {
    let found = one("action.copyImage(ImageName: \"web\")");
    assert_eq!(found.message, "`action.copyImage` needs `SourceRegion` and `SourceImageId`");
    assert_eq!(found.underlined, "action.copyImage");
}

#[test]
fn an_input_has_the_type_of_the_table() {
    codes(
        "action.createImage(InstanceId: \"i-1\", ImageName: \"web\", NoReboot: \"yes\")",
        &["E0301"],
    );
    codes(
        "action.changeInstanceState(InstanceIds: \"i-1\", DesiredState: \"running\")",
        &["E0301"],
    );
}

#[test]
fn a_value_of_a_known_set_has_its_nearest_offered() {
    let found = one("action.changeInstanceState(InstanceIds: [\"i-1\"], DesiredState: \"runing\")");
    assert_eq!(found.code, "E0405");
    assert_eq!(found.help.as_deref(), Some("write \"running\""));
}

#[test]
fn lengths_and_counts_of_the_table_are_checked() {
    let name = "n".repeat(129);
    let found = one(&format!(
        "action.deleteStack(StackName: \"web\")\naction.createStack(StackName: \"{name}\", TemplateURL: \"https://x.com/t\")"
    ));
    assert_eq!(found.code, "E0405");
    assert!(found.message.ends_with("has 129 characters"), "{}", found.message);
    let people = "\"p\", ".repeat(11);
    let found = one(&format!("approve(by: [{people}])"));
    assert!(found.message.ends_with("has 11 items"), "{}", found.message);
}

#[test]
fn inputs_that_exclude_each_other_are_refused() {
    let both = "action.createStack(StackName: \"web\", TemplateURL: \"https://x.com/t\", TemplateBody: \"{}\")";
    assert_eq!(
        one(both).message,
        "`action.createStack` takes only one of `TemplateBody` and `TemplateURL`"
    );
    codes("action.createStack(StackName: \"web\")", &["E0406"]);
    codes(
        "action.executeAutomation(DocumentName: \"x\", Targets: [{ Key: \"tag:a\", Values: [\"b\"] }])",
        &["E0406"],
    );
}

#[test]
fn the_outputs_of_an_action_are_typed() {
    clean(
        "let image = action.createImage(InstanceId: \"i-1\", ImageName: \"web\")\naction.deleteImage(ImageId: image.ImageId)",
    );
    let found = one(
        "let image = action.createImage(InstanceId: \"i-1\", ImageName: \"web\")\naction.deleteImage(ImageId: image.ImageID)",
    );
    assert_eq!(found.help.as_deref(), Some("write `ImageId`"));
}

#[test]
fn with_gives_inputs_of_the_action() {
    let body = "param Id: aws.ec2.InstanceId\nrun \"AWS-RunShellScript\"(commands: [\"uptime\"]) on [Id] with { Comment: \"weekly\" }";
    assert_eq!(inputs(body)["Comment"], "weekly");
    codes(&body.replace("Comment", "Coment"), &["E0402"]);
    codes(&body.replace("\"weekly\"", "5"), &["E0301"]);
}

#[test]
fn what_a_statement_gives_is_not_given_again() {
    let found = one("sleep 5m with { Duration: \"PT1M\" }");
    assert_eq!(found.code, "E0404");
    assert_eq!(found.related.len(), 1);
}

#[test]
fn all_pages_runs_a_script_that_follows_them() {
    let body = "param Role: aws.iam.RoleArn\nassume_role: Role\nlet found = all pages aws.ec2.DescribeVpcs(Filters: [{ Name: \"a\", Values: [\"b\"] }])\noutput found.Vpcs[0].VpcId as String";
    let found = inputs(body);
    assert_eq!(found["InputPayload"]["operation"], "DescribeVpcs");
    assert!(found["Script"].as_str().is_some_and(|text| text.contains("get_paginator")));
}

#[test]
fn the_words_of_statements_give_the_inputs_of_their_actions() {
    assert_eq!(inputs("sleep 90m"), json!({ "Duration": "PT1H30M" }));
    assert_eq!(
        inputs("sleep until \"2026-01-01T00:00:00Z\""),
        json!({ "Timestamp": "2026-01-01T00:00:00Z" })
    );
    assert_eq!(inputs("pause"), json!({}));
    let approve = "approve(by: [\"a\", \"b\"], min: 2, notify: \"arn:aws:sns:us-east-1:111122223333:AutomationX\", message: \"ok?\")";
    let wanted = json!({
        "NotificationArn": "arn:aws:sns:us-east-1:111122223333:AutomationX",
        "Message": "ok?",
        "MinRequiredApprovals": 2,
        "Approvers": ["a", "b"],
    });
    assert_eq!(inputs(approve), wanted);
}

#[test]
fn a_role_stands_in_no_runbook() {
    let source = "role web { param x: String = \"a\" }\nrunbook example { web() }\n";
    let found = crate::support::check(source);
    assert!(found.iter().any(|one| one.code == "E0516"), "{found:#?}");
}
