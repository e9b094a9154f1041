//! What actions of Automation call by themselves.

use super::{check_allowed, check_codes};

#[test]
fn a_change_of_state_starts_or_stops_and_looks() {
    check_allowed(
        r#"runbook example {
          action.changeInstanceState(InstanceIds: ["i-0123456789abcdef0"], DesiredState: "stopped")
        }"#,
        &[
            "ec2:DescribeInstanceStatus *",
            "ec2:DescribeInstances *",
            "ec2:StopInstances arn:aws:ec2:*:*:instance/i-0123456789abcdef0",
        ],
    );
}

#[test]
fn a_step_that_only_looks_changes_nothing() {
    check_allowed(
        r#"runbook example {
          action.changeInstanceState(InstanceIds: ["i-0123456789abcdef0"], DesiredState: "stopped", CheckStateOnly: true)
        }"#,
        &["ec2:DescribeInstanceStatus *", "ec2:DescribeInstances *"],
    );
}

#[test]
fn a_command_is_sent_by_its_document_to_its_nodes() {
    check_allowed(
        r#"runbook example {
          param Node: aws.ec2.InstanceId
          action.runCommand(DocumentName: "Acme-Patch", InstanceIds: [Node], ServiceRoleArn: "arn:aws:iam::111122223333:role/notify")
        }"#,
        &[
            "iam:PassRole arn:aws:iam::111122223333:role/notify to ssm.amazonaws.com",
            "ssm:ListCommandInvocations *",
            "ssm:ListCommands *",
            "ssm:SendCommand arn:aws:ec2:*:*:instance/*",
            "ssm:SendCommand arn:aws:ssm:*:*:document/Acme-Patch",
            "ssm:SendCommand arn:aws:ssm:*:*:managed-instance/*",
        ],
    );
}

#[test]
fn an_approval_publishes_to_its_topic() {
    check_allowed(
        r#"runbook example {
          approve(by: ["arn:aws:iam::111122223333:user/a"], notify: "arn:aws:sns:eu-west-1:111122223333:Automation-x")
        }"#,
        &["sns:Publish arn:aws:sns:eu-west-1:111122223333:Automation-x"],
    );
}

#[test]
fn what_only_steers_needs_nothing() {
    check_allowed(
        r#"runbook example {
          param Wait: Bool
          if Wait { sleep 5m }
          pause
        }"#,
        &[],
    );
}

#[test]
fn a_function_and_a_state_machine_are_called_by_their_names() {
    check_allowed(
        r#"runbook example {
          step function: action.invokeLambdaFunction(FunctionName: "f")
          step machine: action.executeStateMachine(stateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:m")
        }"#,
        &[
            "lambda:InvokeFunction arn:aws:lambda:*:*:function:f",
            "states:DescribeExecution arn:aws:states:*:*:execution:*:*",
            "states:DescribeExecution arn:aws:states:*:*:express:*:*:*",
            "states:StartExecution arn:aws:states:eu-west-1:111122223333:stateMachine:m",
            "states:StopExecution arn:aws:states:*:*:execution:*:*",
        ],
    );
}

#[test]
fn an_instance_profile_hides_its_role() {
    check_codes(
        r#"runbook example {
          param Image: String(pattern: "^ami-[0-9a-f]+$")
          action.runInstances(ImageId: Image, InstanceType: "t3.micro", IamInstanceProfileName: "web")
        }"#,
        &["E0487"],
    );
}
