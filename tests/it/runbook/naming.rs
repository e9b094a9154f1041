//! Names that stay when something is added: of steps, of their commands, of outputs.

use super::{built, codes, one, runbook, steps};
use crate::support::{Project, check};

const STOP: &str = "aws.ec2.StopInstances(InstanceIds: [Id])\n";

#[test]
fn a_line_behind_a_step_does_not_rename_it() {
    let branch = format!(
        "param Id: aws.ec2.InstanceId\nparam Flag: Bool\nif Flag {{\n{STOP}}} else {{\n{STOP}}}\n"
    );
    let before = steps(&branch);
    let after = steps(&format!("{branch}{STOP}"));
    assert_eq!(
        before[1..3],
        ["stopInstances aws:executeAwsApi", "stopInstances_2 aws:executeAwsApi"]
    );
    assert_eq!(before[..3], after[..3]);
    assert_eq!(after[3], "stopInstances_3 aws:executeAwsApi");
}

#[test]
fn a_short_let_names_its_step() {
    let found = built("let a = aws.ec2.DescribeVpcs()\noutput a.NextToken");
    assert_eq!(found["mainSteps"][0]["name"], "a_step");
    assert_eq!(found["outputs"][0], "a_step.NextToken");
    let found = one("let aaa = aws.s3.ListBuckets()\nstep aaa: sleep 1s\noutput aaa.Prefix");
    assert_eq!(found.code, "E0521");
    let found = one("step aaa: sleep 1s\nlet aaa = aws.s3.ListBuckets()\noutput aaa.Prefix");
    assert_eq!(found.code, "E0521");
}

#[test]
fn a_command_of_a_step_is_named_after_it() {
    let play = "play on [Id] {\nsh \"\"\"\nid\n\"\"\"\n}\n";
    let body = format!(
        "param Id: aws.ec2.InstanceId\nparam Flag: Bool\nif Flag {{\n{play}}}\n{play}let r = {play}"
    );
    let project = Project::of(&runbook(&body));
    let document = project.build_json("documents/example");
    let found = document["mainSteps"].as_array().expect("steps");
    let commands: Vec<_> = found
        .iter()
        .filter(|step| step["action"] == "aws:runCommand")
        .map(|step| (step["name"].as_str(), step["inputs"]["DocumentName"].as_str()))
        .collect();
    assert_eq!(
        commands,
        [
            (Some("play"), Some("example-play")),
            (Some("play_2"), Some("example-play_2")),
            (Some("r_step"), Some("example-r_step")),
        ]
    );
    for name in ["example-play", "example-play_2", "example-r_step"] {
        assert_eq!(project.build_json(&format!("documents/{name}"))["schemaVersion"], "2.2");
    }
}

#[test]
fn an_output_has_the_name_that_it_is_given_or_none() {
    let run = "let ins = action.runInstances(ImageId: \"a\")\n";
    codes(&format!("{run}output InstanceIds = ins.InstanceStates"), &["E0660"]);
    codes("param Id: String\nsleep 1s\noutput Payload = Id", &["E0660"]);
    let found = built(&format!(
        "{run}output InstanceIds = ins.InstanceIds\noutput States = ins.InstanceStates"
    ));
    assert_eq!(found["outputs"][0], "ins.InstanceIds");
}

#[test]
fn one_missing_role_is_one_message() {
    let source = "runbook child {\nlet aaa = aws.ec2.DescribeVpcs()\noutput A = aaa.NextToken as String\noutput B = aaa.Vpcs[0].VpcId as String\n}\n\
                  runbook parent {\nlet res = call child()\naws.sns.Publish(TopicArn: res.A, Message: res.B)\naws.sns.Publish(TopicArn: res.A, Message: \"m\")\n}\n";
    let found: Vec<_> = check(source).into_iter().filter(|one| one.code == "E0541").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    codes(
        "let abc = all pages aws.ec2.DescribeVpcs()\noutput abc.Vpcs[0].VpcId as String",
        &["E0541"],
    );
}

#[test]
fn what_the_service_refuses_of_known_values_is_refused() {
    codes(
        "approve(by: [\"arn:aws:iam::111122223333:role/ops\"], notify: \"arn:aws:sns:us-east-1:111122223333:Foo\")",
        &["E0405"],
    );
    codes(
        "action.createTags(ResourceIds: [\"a\", \"b\"], Tags: [{ Key: \"a\", Value: \"b\" }], ResourceType: \"ManagedInstance\")",
        &["E0405"],
    );
}

#[test]
fn a_parameter_that_each_gives_is_not_given_again() {
    let source = "runbook child {\nparam InstanceId: String\naws.s3.HeadBucket(Bucket: InstanceId)\n}\n\
                  runbook parent {\ncall child(InstanceId: \"x\") on each InstanceId in tag(\"Role\", \"web\")\n}\n";
    let found = check(source);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("InstanceId"), "{found:#?}");
}
