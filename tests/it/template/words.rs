//! Findings of templates speak of what stands in the file.

use super::{checked, linted};
use crate::support::Finding;

/// Everything that the findings say, a line each.
fn said(found: &[Finding]) -> String {
    let texts = |one: &Finding| {
        let related = one.related.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
        let texts = [Some(one.message.clone()), Some(one.label.clone())];
        let rest = [one.note.clone(), one.help.clone()];
        texts.into_iter().chain(rest).flatten().chain(related).collect::<Vec<_>>().join("\n")
    };
    found.iter().map(texts).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check_said(found: &[Finding], wanted: &[&str], unwanted: &[&str]) {
    let said = said(found);
    for text in wanted {
        assert!(said.contains(text), "{text} is not in:\n{said}");
    }
    for text in unwanted {
        assert!(!said.contains(text), "{text} is in:\n{said}");
    }
}

const ASSOCIATION: &str = "Resources:
  Assoc:
    Type: AWS::SSM::Association
    Properties:
      Name: AWS-StartEC2Instance
      Parameters: { InstanceId: [i-0123456789abcdef0] }
      Targets: [{ Key: ParameterValues, Values: [a] }, { Key: InstanceIds, Values: [i-1] }]
      MaxConcurrency: many
      MaxErrors: 300%
      OutputLocation: { S3Location: { OutputS3BucketName: x, OutputS3Region: nowhere } }
";

#[test]
fn an_association_names_properties() {
    check_said(
        &linted("template.yaml", ASSOCIATION),
        &[
            "to `Parameters`",
            "`MaxConcurrency` of an association takes a number or a percentage",
            "the name of the bucket has 1 character",
            "the region of the bucket cannot be",
            "the id of a node cannot be \"i-1\"",
            "not AWS::EC2::Instance::Id",
        ],
        &["each", "Percent", "`s3`", "aws.ec2"],
    );
}

#[test]
fn targets_of_a_runbook_name_the_property_that_feeds_its_parameter() {
    let targets = "[{ Key: ParameterValues, Values: [a] }, { Key: InstanceIds, Values: [i-1] }]";
    let text = ASSOCIATION.replace(targets, "[{ Key: ParameterValues, Values: [a] }]");
    check_said(
        &linted("template.yaml", &text),
        &["name the parameter that they feed: `AutomationTargetParameterName`"],
        &["each"],
    );
}

#[test]
fn a_window_names_properties() {
    let text = "Resources:
  Window:
    Type: AWS::SSM::MaintenanceWindow
    Properties: { Name: a, Schedule: rate(7 days), Duration: 30, Cutoff: 1, AllowUnassociatedTargets: maybe }
  Task:
    Type: AWS::SSM::MaintenanceWindowTask
    Properties:
      WindowId: !Ref Window
      TaskArn: AWS-RunPatchBaseline
      TaskType: RUN_COMMAND
      Priority: 1
      TaskInvocationParameters:
        MaintenanceWindowRunCommandParameters: { TimeoutSeconds: 6, Parameters: { Operation: [Scan] } }
";
    check_said(
        &linted("template.yaml", text),
        &[
            "from 1 to 24 hours",
            "takes `Boolean`",
            "`TimeoutSeconds` of a task",
            "write a name of that form",
            "add `Targets`",
        ],
        &["timeoutSeconds", "24h", "quotes behind", "on TARGETS"],
    );
}

#[test]
fn a_baseline_of_terraform_names_attributes() {
    let text = "resource \"aws_ssm_patch_baseline\" \"base\" {
  name             = \"acme-base\"
  operating_system = \"AMAZON_X\"
  approval_rule {
    approve_after_days = 400
    patch_filter {
      key    = \"PRODUKT\"
      values = [\"*\"]
    }
  }
  global_filter {
    key    = \"PRODUCT\"
    values = []
  }
}
";
    check_said(
        &checked("main.tf", text),
        &[
            "`operating_system` cannot be",
            "`approval_rule[0].approve_after_days` cannot be 400",
            "`approval_rule[0].patch_filter[0].key` cannot be",
            "`global_filter[0].values` has 0 items",
        ],
        &["OperatingSystem", "PatchRules", "PatchFilters"],
    );
}

#[test]
fn an_argument_may_have_the_name_of_a_function() {
    let text = "Resources:
  Doc:
    Type: AWS::SSM::Document
    Properties:
      Content:
        schemaVersion: \"2.2\"
        parameters: { tag: { type: String, allowedValues: [a, b] } }
        mainSteps: [{ name: say_it, action: aws:runShellScript, inputs: { runCommand: [\"echo {{ tag }}\"] } }]
  Assoc:
    Type: AWS::SSM::Association
    Properties:
      Name: !Ref Doc
      Parameters: { tag: [c] }
      Targets: [{ Key: \"tag:Env\", Values: [prod] }]
";
    check_said(&checked("template.yaml", text), &["`tag` of `Doc` cannot be \"c\""], &["a tag"]);
}

#[test]
fn documents_have_their_own_words() {
    let text = "schemaVersion: \"0.3\"
parameters:
  Name: { type: String, minChars: 5, maxChars: 2 }
  Short: { type: String, maxChars: 3, default: abcdef }
mainSteps:
  # ordain: allow(foo): for a reason
  - { name: rest, action: aws:sleep, inputs: { Duration: PT1M } }
";
    check_said(
        &linted("document.yaml", text),
        &[
            "the range from 5 to 2 is empty",
            "its length must be at most 3",
            "`# ordain: allow(RULE)",
        ],
        &["..", "// allow"],
    );
}
