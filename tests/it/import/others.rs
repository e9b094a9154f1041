//! Policy documents and change templates.

use super::findings::check_found;
use super::{check_source, imported};

const POLICY: &str = r#"
schemaVersion: "2.0"
description: What is on the nodes.
parameters:
  applications: { type: String, default: Enabled, allowedValues: [Enabled, Disabled] }
mainSteps:
  - name: collect
    action: aws:softwareInventory
    inputs:
      applications: "{{ applications }}"
      windowsUpdates: Disabled
"#;

#[test]
fn a_policy_document_is_a_command_for_associations() {
    check_source(POLICY, "document_type: \"Policy\"");
    check_found(POLICY, &[]);
}

#[test]
fn inputs_of_an_inventory_are_checked() {
    check_found(&POLICY.replace("Disabled\n", "Off\n"), &["error E0651 \"Off\""]);
    check_found(
        &POLICY.replace("{{ applications }}", "{{ programs }}"),
        &["other E0354 \"applications\"", "error E0656 \"\\\"{{ programs }}\\\"\""],
    );
}

const TEMPLATE: &str = r#"
schemaVersion: "0.3"
description: Restarts what is asked for.
templateInformation: |
  ### What it does
  It restarts.
parameters:
  Topic: { type: String }
executableRunBooks:
  - { name: AWS-RestartEC2Instance, version: $DEFAULT }
  - { name: Acme-Restart }
emergencyChange: false
autoApprovable: false
mainSteps:
  # the owners
  - name: owners
    action: aws:approve
    timeoutSeconds: 3600
    inputs:
      Message: A change waits for you.
      EnhancedApprovals:
        NotificationArn: "{{ Topic }}"
        Approvers:
          - { approver: ana, type: IamUser, minRequiredApprovals: 1 }
          - { approver: operators, type: IamRole, minRequiredApprovals: 0 }
"#;

#[test]
fn a_sound_change_template_has_no_finding() {
    check_found(TEMPLATE, &[]);
}

#[test]
fn a_change_template_stays_the_text_that_it_is() {
    let source = imported(TEMPLATE);
    assert!(source.starts_with("document acme_example \"Acme-Example\" {\n"), "{source}");
    assert!(source.contains("# the owners"), "{source}");
}

#[test]
fn references_of_a_change_template_are_checked() {
    check_found(
        &TEMPLATE.replace("{{ Topic }}", "{{ Subject }}"),
        &["other E0354 \"Topic\"", "error E0656 \"\\\"{{ Subject }}\\\"\""],
    );
}

#[test]
fn approvers_are_checked() {
    check_found(&TEMPLATE.replace("IamUser", "User"), &["error E0643 \"User\""]);
    check_found(
        &TEMPLATE.replace("approver: ana, ", ""),
        &["error E0642 \"{ type: IamUser, minRequiredApprovals: 1 }\""],
    );
    let found = super::findings::found(&TEMPLATE.replace("Approvers:", "Approver:"));
    assert!(found.len() == 1 && found[0].starts_with("error E0641"), "{found:?}");
    let six = "          - { approver: ana, type: IamUser }\n".repeat(5);
    let text = format!("{TEMPLATE}{six}");
    let found = super::findings::found(&text);
    assert!(found.len() == 1 && found[0].starts_with("error E0645"), "{found:?}");
}

#[test]
fn a_level_has_enhanced_approvals() {
    let text = TEMPLATE.split("      EnhancedApprovals").next().unwrap_or_default();
    let found = super::findings::found(&format!("{text}      Approvers: [ana]\n"));
    assert!(found.iter().any(|one| one.starts_with("error E0642")), "{found:?}");
}

#[test]
fn a_change_template_runs_nothing_itself() {
    check_found(
        &TEMPLATE.replace(
            "  # the owners\n",
            "  - { name: rest, action: aws:sleep, inputs: { Duration: PT1S } }\n",
        ),
        &["error E0662 \"aws:sleep\""],
    );
}

#[test]
fn runbooks_that_may_be_asked_for_are_known() {
    check_found(
        &TEMPLATE.replace("AWS-RestartEC2Instance", "AWS-RestartEC2Instances"),
        &["error E0217 \"AWS-RestartEC2Instances\""],
    );
    check_found(
        &TEMPLATE.replace("AWS-RestartEC2Instance", "AWS-RunShellScript"),
        &["error E0662 \"AWS-RunShellScript\""],
    );
    check_found(&TEMPLATE.replace("$DEFAULT", "first"), &["error E0643 \"first\""]);
}
