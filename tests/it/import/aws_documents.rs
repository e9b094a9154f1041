//! Documents of AWS that steps of documents name: whether AWS has them, and what they take.

use super::findings::{check_found, found};
use crate::support::check_codes;

/// A runbook whose only step is one of these inputs.
fn step(action: &str, inputs: &str) -> String {
    format!(
        "schemaVersion: \"0.3\"\nmainSteps:\n  - {{ name: first, action: aws:{action}, inputs: {{ {inputs} }} }}\n"
    )
}

fn run(inputs: &str) -> String {
    step("runCommand", &format!("InstanceIds: [i-0123456789abcdef0], {inputs}"))
}

fn run_document(inputs: &str) -> String {
    format!(
        "schemaVersion: \"2.2\"\nmainSteps:\n  - {{ name: first, action: aws:runDocument, inputs: {{ documentType: SSMDocument, {inputs} }} }}\n"
    )
}

#[test]
fn a_document_that_aws_is_not_known_to_have_is_a_warning() {
    check_found(
        &run("DocumentName: AWS-RunPatchBaselin"),
        &["other E0217 \"AWS-RunPatchBaselin\""],
    );
    check_found(
        &step("executeAutomation", "DocumentName: AWSSupport-Nonesuch"),
        &["other E0217 \"AWSSupport-Nonesuch\""],
    );
    check_found(
        &run_document("documentPath: AWSEC2-Nonesuch"),
        &["other E0217 \"AWSEC2-Nonesuch\""],
    );
}

#[test]
fn other_documents_and_those_that_aws_replaced_are_not_unknown() {
    for name in ["Acme-Patch", "\"{{ global:REGION }}\"", "AWS-UpdateEC2Config"] {
        check_found(&run(&format!("DocumentName: {name}")), &[]);
    }
    check_found(&step("executeAutomation", "DocumentName: Acme-Patch"), &[]);
    check_found(&run_document("documentPath: Acme-Patch"), &[]);
}

#[test]
fn parameters_of_the_documents_of_aws_are_checked() {
    check_found(
        &run("DocumentName: AWS-RunPatchBaseline, Parameters: { Operatio: Scan }"),
        &["error E0341 \"Operatio\""],
    );
    check_found(
        &run("DocumentName: AWS-RunPatchBaseline, Parameters: { RebootOption: [NoReboot] }"),
        &["error E0340 \"AWS-RunPatchBaseline\""],
    );
    check_found(
        &run("DocumentName: AWS-RunPatchBaseline, Parameters: { Operation: [Scann] }"),
        &["error E0302 \"[Scann]\""],
    );
    check_found(
        &step("executeAutomation", "DocumentName: AWS-RestartEC2Instance"),
        &["error E0340 \"AWS-RestartEC2Instance\""],
    );
    check_found(
        &run_document("documentPath: AWS-RunPatchBaseline, documentParameters: { Operatio: Scan }"),
        &["error E0341 \"Operatio\""],
    );
    check_found(
        &run_document(
            "documentPath: AWS-RunPatchBaseline, documentParameters: '{\"Operation\": \"Scann\"}'",
        ),
        &["error E0302 \"'{\\\"Operation\\\": \\\"Scann\\\"}'\""],
    );
}

#[test]
fn a_value_may_stand_as_a_text_or_in_a_list_and_a_reference_may_be_any() {
    for operation in ["Scan", "[Scan]", "\"{{ global:REGION }}\"", "[\"{{ global:REGION }}\"]"] {
        let parameters = format!("Parameters: {{ Operation: {operation} }}");
        check_found(&run(&format!("DocumentName: AWS-RunPatchBaseline, {parameters}")), &[]);
    }
    for commands in ["uptime", "[uptime, date]"] {
        let parameters = format!("Parameters: {{ commands: {commands} }}");
        check_found(&run(&format!("DocumentName: AWS-RunShellScript, {parameters}")), &[]);
    }
}

#[test]
fn targets_feed_a_parameter_and_a_pinned_version_may_take_others() {
    check_found(
        &step(
            "executeAutomation",
            "DocumentName: AWS-RestartEC2Instance, TargetParameterName: InstanceId, Targets: [{ Key: \"tag:Role\", Values: [web] }]",
        ),
        &[],
    );
    check_found(
        &step(
            "executeAutomation",
            "DocumentName: AWS-RestartEC2Instance, DocumentVersion: \"1\", RuntimeParameters: { Other: x }",
        ),
        &[],
    );
}

#[test]
fn each_action_runs_documents_of_its_own_kind() {
    check_found(
        &run("DocumentName: AWS-RestartEC2Instance"),
        &["error E0412 \"AWS-RestartEC2Instance\""],
    );
    check_found(
        &run("DocumentName: \"arn:aws:ssm:eu-west-1::document/AWS-RestartEC2Instance\""),
        &["error E0412 \"\\\"arn:aws:ssm:eu-west-1::document/AWS-RestartEC2Instance\\\"\""],
    );
    check_found(
        &step("executeAutomation", "DocumentName: AWS-RunShellScript"),
        &["error E0412 \"AWS-RunShellScript\""],
    );
    check_found(
        &run_document("documentPath: AWS-RestartEC2Instance"),
        &["error E0412 \"AWS-RestartEC2Instance\""],
    );
}

#[test]
fn a_path_on_the_node_is_no_document_of_aws() {
    let document = run_document("documentPath: AWS-Nonesuch");
    assert_eq!(found(&document.replace("SSMDocument", "LocalPath")), [] as [&str; 0]);
}

#[test]
fn sources_that_name_a_document_in_an_action_are_told_the_same() {
    let with = |name: &str| {
        format!(
            "runbook example {{\n  action.runCommand(DocumentName: \"{name}\", InstanceIds: [\"i-0123456789abcdef0\"])\n}}\n"
        )
    };
    check_codes(&with("AWS-RunPatchBaselin"), &["E0217"]);
    check_codes(&with("AWS-RunPatchBaseline"), &["E0340"]);
    check_codes(&with("AWS-RestartEC2Instance"), &["E0412"]);
    check_codes(
        "runbook example {\n  run \"AWS-RunPatchBaselin\"() on [\"i-0123456789abcdef0\"]\n}\n",
        &["E0217"],
    );
}
