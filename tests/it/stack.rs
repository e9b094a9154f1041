//! Stacks of other tools: references in their words, nothing that they would fill in, and what is
//! lost is told.

use ordain::deploy::Wanted;
use ordain::session::{BuildOptions, Roles};
use ordain::stack::{Tool, stack};
use serde_json::{Value, json};

use super::support::Project;

const PROGRAM: &str = r#"
command clean "Acme-Clean" {
  param Days: String(pattern: r"^[0-9]{1,3}$") = "7"
  share_with: ["111122223333"]

  sh(days: Days) """echo "${HOME} %{x} $days" """
}

association tidy_up "Acme-Tidy" {
  run: clean(Days: "3")
  on: tag("Env", "prod")
  schedule: rate(1d)
}

window night {
  schedule: cron("0 2 ? * SUN *")
  duration: 2h
  cutoff: 1h

  task sweep = clean(Days: "1") on tag("Env", "prod") {
    priority: 1
    concurrency: 10%
    max_errors: 5%
  }
}
"#;

/// The stack of a program, and the codes of what was lost.
fn check_stack(program: &str, tool: Tool) -> (Value, Vec<String>) {
    let session = Project::new().file("main.ord", program).session();
    let built = session.build(BuildOptions { roles: Roles::Make, ..BuildOptions::default() });
    assert!(!built.has_errors(), "{:#?}", built.diagnostics);
    let wanted = Wanted::of_build("acme", None, &built.artifacts);
    let (value, found) = stack(&wanted, tool);
    (value, found.iter().map(|one| one.code.to_string()).collect())
}

#[test]
fn a_template_refers_to_its_own_resources() {
    let (template, lost) = check_stack(PROGRAM, Tool::CloudFormation);
    let resources = &template["Resources"];
    let document = &resources["DocumentAcmeClean"]["Properties"];
    assert_eq!(document["UpdateMethod"], "NewVersion");
    assert_eq!(document["Content"]["schemaVersion"], "2.2");
    let association = &resources["AssociationTidyUp"]["Properties"];
    assert_eq!(association["Name"], json!({ "Ref": "DocumentAcmeClean" }));
    assert_eq!(association.get("DocumentVersion"), None);
    let task = &resources["WindowNightTaskSweep"]["Properties"];
    assert_eq!(task["WindowId"], json!({ "Ref": "WindowNight" }));
    assert_eq!(task["TaskArn"], json!({ "Ref": "DocumentAcmeClean" }));
    let run = &task["TaskInvocationParameters"]["MaintenanceWindowRunCommandParameters"];
    assert_eq!(run["Parameters"]["Days"], json!(["1"]));
    assert_eq!(lost, ["E0701"]);
}

#[test]
fn terraform_fills_in_references_and_nothing_else() {
    let (file, lost) = check_stack(PROGRAM, Tool::Terraform);
    let document = &file["resource"]["aws_ssm_document"]["acme_clean"];
    let content = document["content"].as_str().unwrap();
    assert!(content.contains("$${HOME} %%{x}"), "{content}");
    assert_eq!(document["permissions"], json!({ "type": "Share", "account_ids": "111122223333" }));
    let association = &file["resource"]["aws_ssm_association"]["tidy_up"];
    assert_eq!(association["name"], "${aws_ssm_document.acme_clean.name}");
    assert_eq!(association["document_version"], "${aws_ssm_document.acme_clean.latest_version}");
    assert_eq!(association["parameters"], json!({ "Days": "3" }));
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn terraform_takes_no_list_for_an_association() {
    let (_, lost) = check_stack(
        "association both {
           run: \"AWS-RunShellScript\"(commands: [\"true\", \"false\"])
           on: tag(\"Env\", \"prod\")
           schedule: rate(1d)
         }",
        Tool::Terraform,
    );
    assert_eq!(lost, ["E0702"]);
}

#[test]
fn a_stack_is_a_template_without_findings() {
    for (tool, name) in [(Tool::CloudFormation, "stack.json"), (Tool::Terraform, "stack.tf.json")] {
        let (value, _) = check_stack(PROGRAM, tool);
        let found = Project::new().file(name, &value.to_string()).check();
        assert!(found.iter().all(|one| !one.is_error), "{name}: {found:#?}");
    }
}

const AROUND: &str = include_str!("../../examples/12-around-the-fleet/fleet.ord");

#[test]
fn what_stands_around_a_fleet_is_in_a_template() {
    let (template, lost) = check_stack(AROUND, Tool::CloudFormation);
    let of = |name: &str| template["Resources"][name]["Properties"].clone();
    let baseline = of("PatchBaselineLinux");
    assert_eq!(baseline["PatchGroups"], json!(["prod"]), "{template:#}");
    assert_eq!(baseline["DefaultBaseline"], json!(true));
    let query = &of("ResourceGroupWeb")["ResourceQuery"]["Query"];
    assert_eq!(query["ResourceTypeFilters"], json!(["AWS::EC2::Instance"]));
    let rule = of("EventRuleStarted");
    assert_eq!(rule["EventPattern"]["source"], json!(["aws.ec2"]));
    let arn = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:\
               automation-definition/${DocumentMark}:$DEFAULT";
    assert_eq!(rule["Targets"][0]["Arn"], json!({ "Fn::Sub": arn }));
    let parameters = &of("RemediationOpenSsh")["Parameters"];
    assert_eq!(parameters["GroupId"], json!({ "ResourceValue": { "Value": "RESOURCE_ID" } }));
    assert_eq!(of("DataSyncSoftware")["S3Destination"]["BucketRegion"], "eu-west-1");
    assert_eq!(of("ParameterPort")["Value"], "8080");
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn what_stands_around_a_fleet_is_in_a_file_of_terraform() {
    let (file, lost) = check_stack(AROUND, Tool::Terraform);
    let of = |kind: &str, name: &str| file["resource"][kind][name].clone();
    let baseline = of("aws_ssm_patch_baseline", "linux");
    assert_eq!(baseline["approval_rule"][0]["patch_filter"][0]["key"], "CLASSIFICATION");
    let group = of("aws_ssm_patch_group", "linux_group_prod");
    assert_eq!(group["baseline_id"], "${aws_ssm_patch_baseline.linux.id}");
    let default = of("aws_ssm_default_patch_baseline", "linux_default");
    assert_eq!(default["operating_system"], "${aws_ssm_patch_baseline.linux.operating_system}");
    let target = of("aws_cloudwatch_event_target", "started_run");
    assert_eq!(target["rule"], "${aws_cloudwatch_event_rule.started.name}");
    let arn = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.name}:\
               ${data.aws_caller_identity.current.account_id}:automation-definition/mark:\
               ${aws_ssm_document.mark.latest_version}";
    assert_eq!(target["arn"], arn);
    assert_eq!(file["data"]["aws_region"], json!({ "current": {} }));
    let remediation = of("aws_config_remediation_configuration", "open_ssh");
    let group = json!({ "name": "GroupId", "resource_value": "RESOURCE_ID" });
    assert_eq!(remediation["parameter"][1], group);
    assert_eq!(of("aws_ssm_parameter", "port")["value"], "8080");
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn secrets_are_in_no_stack_and_other_losses_are_told() {
    let secret = "parameter password { type: \"SecureString\" value: env(\"PASSWORD\") }";
    let group = "resource_group web on tag(\"A\") { owner: \"ops\" }";
    for tool in [Tool::CloudFormation, Tool::Terraform] {
        assert_eq!(check_stack(secret, tool).1, ["E0701"]);
        assert_eq!(check_stack(group, tool).1, ["E0701"]);
    }
}

#[test]
fn what_only_looks_like_a_reference_stays_a_text() {
    let source =
        r#"command hello "Acme-Hello" { sh "echo ${AWS::Region} ${DocumentAcmeHello} $x" }"#;
    let (template, lost) = check_stack(source, Tool::CloudFormation);
    let text = template.to_string();
    assert_eq!(lost, Vec::<String>::new());
    assert!(!text.contains("${AWS::Region}") && !text.contains("${DocumentAcmeHello}"), "{text}");
    assert!(text.contains(r#"$","{AWS::Region} $","{DocumentAcmeHello} $x"#), "{text}");
}

const WITH_ROLES: &str = r#"
runbook look "Acme-Look" {
  assume_role: "arn:aws:iam::${global.ACCOUNT_ID}:role/look"

  aws.ec2.DescribeInstances()
}

window night {
  schedule: cron("0 2 ? * SUN *")
  duration: 2h
  cutoff: 1h

  task again = look() {
    role: "arn:aws:iam::111122223333:role/ops/windows"
  }
}
"#;

#[test]
fn a_template_has_the_roles_and_refers_to_them() {
    let (template, lost) = check_stack(WITH_ROLES, Tool::CloudFormation);
    assert_eq!(lost, Vec::<String>::new());
    let resources = &template["Resources"];
    let task = &resources["WindowNightTaskAgain"]["Properties"];
    assert_eq!(task["ServiceRoleArn"], json!({ "Fn::GetAtt": ["RoleWindows", "Arn"] }));
    assert_eq!(resources["DocumentAcmeLook"]["DependsOn"], json!(["RoleLook"]));
    let role = &resources["RoleLook"];
    assert_eq!(role["Type"], "AWS::IAM::Role");
    let trust = &role["Properties"]["AssumeRolePolicyDocument"]["Statement"][0];
    let account = &trust["Condition"]["StringEquals"]["aws:SourceAccount"];
    assert_eq!(account, &json!({ "Fn::Sub": "${AWS::AccountId}" }));
    let policy = &role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0];
    assert_eq!(policy["Action"], json!(["ec2:DescribeInstances"]));
    let windows = resources["RoleWindows"]["Properties"].to_string();
    // The role that is handed over stands there as it is written: a role may hand over itself.
    assert!(windows.contains(":role/look") && !windows.contains("GetAtt"), "{windows}");
    assert_eq!(resources["RoleWindows"]["Properties"]["Path"], "/ops/");
}

#[test]
fn a_file_of_terraform_has_the_roles_and_refers_to_them() {
    let (file, _) = check_stack(WITH_ROLES, Tool::Terraform);
    let resources = &file["resource"];
    let task = &resources["aws_ssm_maintenance_window_task"]["night_task_again"];
    assert_eq!(task["service_role_arn"], "${aws_iam_role.windows.arn}");
    let document = &resources["aws_ssm_document"]["acme_look"];
    assert_eq!(document["depends_on"], json!(["aws_iam_role.look"]));
    let trust = resources["aws_iam_role"]["look"]["assume_role_policy"].as_str().unwrap_or("");
    assert!(trust.contains("${data.aws_caller_identity.current.account_id}"), "{trust}");
    let policy = &resources["aws_iam_role_policy"]["look_policy"];
    assert_eq!(policy["role"], "${aws_iam_role.look.id}");
}
