//! The IAM roles that a project assumes: made where they are asked for, one for all who assume it.

use serde_json::Value;

use crate::support::{Finding, Project};

const MANIFEST: &str = "[project]\nname = \"web\"\n\n[deploy]\nroles = true\n";

fn project(source: &str) -> Project {
    Project::of(source).manifest(MANIFEST)
}

/// The file of a role.
fn role(source: &str, name: &str) -> Value {
    project(source).build_json(&format!("roles/{name}"))
}

/// Actions with their resources of the role's policy, and whom it trusts: the service with the
/// condition on the source.
fn shown(file: &Value) -> Vec<String> {
    let policy = |text: &Value| -> Value {
        serde_json::from_str(text.as_str().unwrap_or("{}")).expect("a policy")
    };
    let trust = policy(&file["role"]["AssumeRolePolicyDocument"]);
    let allowed = policy(&file["policy"]["PolicyDocument"]);
    let mut shown = Vec::new();
    for one in trust["Statement"].as_array().into_iter().flatten() {
        let service = one["Principal"]["Service"].as_str().unwrap_or("?");
        let sources = &one["Condition"]["ArnLike"]["aws:SourceArn"];
        let account = &one["Condition"]["StringEquals"]["aws:SourceAccount"];
        shown.push(format!("trusts {service} {account} {sources}"));
    }
    for one in allowed["Statement"].as_array().into_iter().flatten() {
        for action in one["Action"].as_array().into_iter().flatten() {
            for resource in one["Resource"].as_array().into_iter().flatten() {
                let (action, resource) = (action.as_str(), resource.as_str());
                shown.push(format!("{} {}", action.unwrap_or("?"), resource.unwrap_or("?")));
            }
        }
    }
    shown
}

#[track_caller]
fn check_role(source: &str, name: &str, expected: &[&str]) {
    assert_eq!(shown(&role(source, name)), expected);
}

/// Codes and messages of what a build says.
fn said(source: &str) -> Vec<(String, String)> {
    let found = project(source).build_findings();
    found.into_iter().map(|Finding { code, message, .. }| (code, message)).collect()
}

const STOP: &str = r#"
runbook stop "Acme-Stop" {
  assume_role: "arn:aws:iam::${global.ACCOUNT_ID}:role/ops/stop"

  aws.ec2.StopInstances(InstanceIds: ["i-0123456789abcdef0"])
}
"#;

const AUTOMATION: &str = "trusts ssm.amazonaws.com \"${place#Account}\" \
     [\"arn:${place#Partition}:ssm:*:${place#Account}:automation-execution/*\"]";

const SYSTEMS_MANAGER: &str = "trusts ssm.amazonaws.com null null";

#[test]
fn a_runbook_gets_the_role_that_it_assumes() {
    let file = role(STOP, "stop");
    assert_eq!(file["role"]["RoleName"], "stop");
    assert_eq!(file["role"]["Path"], "/ops/");
    assert_eq!(file["role"]["Description"], "Made by Ordain for web");
    assert_eq!(file.get("account"), None);
    check_role(
        STOP,
        "stop",
        &[
            AUTOMATION,
            "ec2:StopInstances arn:${place#Partition}:ec2:*:${place#Account}:instance/i-0123456789abcdef0",
        ],
    );
}

#[test]
fn no_role_is_made_that_nobody_asked_for() {
    let built = Project::of(STOP).build();
    assert!(!built.keys().any(|path| path.starts_with("roles/")), "{:?}", built.keys());
    assert_eq!(project(STOP).build().keys().filter(|it| it.starts_with("roles/")).count(), 1);
}

#[test]
fn a_role_of_one_account_says_which() {
    let source = STOP.replace("${global.ACCOUNT_ID}", "111122223333");
    let file = role(&source, "stop");
    assert_eq!(file["account"], "111122223333");
    assert!(shown(&file).iter().all(|it| !it.contains("place#Account")), "{file:#}");
}

#[test]
fn two_that_assume_one_role_get_what_both_need() {
    let source = format!(
        "{STOP}\nrunbook start \"Acme-Start\" {{
           assume_role: \"arn:aws:iam::${{global.ACCOUNT_ID}}:role/ops/stop\"

           aws.ec2.StartInstances(InstanceIds: [\"i-0123456789abcdef1\"])
         }}"
    );
    let shown = shown(&role(&source, "stop"));
    assert_eq!(shown.len(), 3, "{shown:#?}");
    assert!(shown.iter().any(|it| it.starts_with("ec2:StartInstances ")), "{shown:#?}");
    assert!(shown.iter().any(|it| it.starts_with("ec2:StopInstances ")), "{shown:#?}");
}

const GIVEN: &str = r#"
runbook stop "Acme-Stop" {
  param InstanceId: aws.ec2.InstanceId
  param AutomationAssumeRole: aws.iam.RoleArn
  assume_role: AutomationAssumeRole

  aws.ec2.StopInstances(InstanceIds: [InstanceId])
}
"#;

const ROLE: &str = "arn:aws:iam::111122223333:role/stop";

#[test]
fn a_role_that_a_start_gives_needs_what_that_start_needs() {
    let source = format!(
        "{GIVEN}\nassociation nightly \"Acme-Nightly\" {{
           run: stop(InstanceId: \"i-0123456789abcdef0\", AutomationAssumeRole: \"{ROLE}\")
           schedule: rate(1d)
         }}"
    );
    let shown = shown(&role(&source, "stop"));
    let stops =
        "ec2:StopInstances arn:${place#Partition}:ec2:*:111122223333:instance/i-0123456789abcdef0";
    assert!(shown.iter().any(|it| it == stops), "{shown:#?}");
    assert_eq!(said(&source), []);
}

#[test]
fn a_rule_gets_its_role_and_may_hand_over_that_of_its_runbook() {
    let source = format!(
        "{GIVEN}\nevent_rule stopped {{
           pattern: {{ source: [\"aws.ec2\"], \"detail-type\": [\"EC2 Instance State-change Notification\"] }}
           run: stop(InstanceId: event.detail[\"instance-id\"], AutomationAssumeRole: \"{ROLE}\")
           role: \"arn:aws:iam::111122223333:role/events\"
         }}"
    );
    check_role(
        &source,
        "events",
        &[
            "trusts events.amazonaws.com \"111122223333\" \
             [\"arn:${place#Partition}:events:*:111122223333:rule/stopped\"]",
            "iam:PassRole arn:aws:iam::111122223333:role/stop",
            "ssm:StartAutomationExecution arn:${place#Partition}:ssm:*:111122223333:automation-definition/Acme-Stop:*",
            "ssm:StartAutomationExecution arn:${place#Partition}:ssm:*:111122223333:automation-execution/*",
            "ssm:StartAutomationExecution arn:${place#Partition}:ssm:*:111122223333:document/Acme-Stop",
        ],
    );
    let stop = shown(&role(&source, "stop"));
    assert!(stop.iter().any(|it| it.ends_with(":instance/*")), "{stop:#?}");
}

#[test]
fn a_window_gets_the_role_that_it_runs_its_tasks_with() {
    let source = r#"
command clean "Acme-Clean" {
  sh """rm -rf /var/tmp/*"""
}

window night {
  schedule: cron("0 2 ? * SUN *")
  duration: 2h
  cutoff: 1h

  task sweep = clean() on tag("Env", "prod") {
    role: "arn:aws:iam::111122223333:role/windows"
    concurrency: 10%
    max_errors: 5%
  }
}
"#;
    let shown = shown(&role(source, "windows"));
    assert_eq!(shown.first().map(String::as_str), Some(SYSTEMS_MANAGER));
    let sends = "ssm:SendCommand arn:${place#Partition}:ssm:*:111122223333:document/Acme-Clean";
    assert!(shown.iter().any(|it| it == sends), "{shown:#?}");
    assert!(shown.iter().any(|it| it == "tag:GetResources *"), "{shown:#?}");
    assert_eq!(said(source), []);
}

#[test]
fn what_is_not_made_is_said() {
    let (code, message) = &said(GIVEN)[0];
    assert_eq!(code, "E0704");
    assert!(message.contains("known only to the run"), "{message}");
    let foreign = format!(
        "remediation ssh {{
           rule: \"restricted-ssh\"
           run: \"AWS-DisablePublicAccessForSecurityGroup\"(GroupId: resource.id, AutomationAssumeRole: \"{ROLE}\")
           automatic: true
           attempts: 3
           retry_within: 10m
         }}"
    );
    let said = said(&foreign);
    assert!(matches!(&said[..], [(code, _)] if code == "E0704"), "{said:#?}");
}

#[test]
fn the_files_that_name_a_role_need_it() {
    let session = project(STOP).session();
    let built = session.build(ordain::session::BuildOptions::default());
    let document = built.artifacts.iter().find(|it| it.path == "documents/Acme-Stop.yaml");
    assert_eq!(document.map(|it| it.depends_on.clone()), Some(vec!["roles/stop.json".to_owned()]));
}

#[test]
fn a_policy_that_is_too_long_is_refused() {
    let step = |number: usize| {
        let name = format!("{number:03}").repeat(40);
        format!("  aws.ssm.GetParameter(Name: \"{name}\")\n")
    };
    let steps: String = (0..90).map(step).collect();
    let source = format!(
        "runbook read {{\n  assume_role: \"arn:aws:iam::${{global.ACCOUNT_ID}}:role/read\"\n{steps}}}"
    );
    let said = said(&source);
    assert!(
        said.iter().any(|(code, message)| code == "E0703" && message.contains("10240")),
        "{said:#?}"
    );
}

#[test]
fn nobody_may_hand_over_any_role_of_the_account() {
    let source = format!(
        "{GIVEN}\nevent_rule stopped {{
           pattern: {{ source: [\"aws.ec2\"], \"detail-type\": [\"EC2 Instance State-change Notification\"] }}
           run: stop(InstanceId: event.detail[\"instance-id\"], AutomationAssumeRole: event.detail.role)
           role: \"arn:aws:iam::111122223333:role/events\"
         }}"
    );
    let built = project(&source).session().build(ordain::session::BuildOptions::default());
    assert!(!built.artifacts.iter().any(|one| one.path == "roles/events.json"));
    let told = "which role `stopped` hands over is known only to the run";
    assert!(
        said(&source).iter().any(|(_, message)| message.contains(told)),
        "{:#?}",
        said(&source)
    );
}
