//! Comments, names, and what a source has no place for.

use ordain::markup::Syntax;
use ordain::session;

use super::{check_source, imported, warnings};

#[test]
fn a_comment_at_the_end_of_a_line_stays_with_its_line() {
    let source = imported(
        r#"
schemaVersion: "0.3"
parameters:
  Mode: { type: String, default: fast } # how
  Other:
    type: String
    default: slow # what else
  Last: { type: String, default: "{{ global:REGION }}" }
mainSteps:
  - name: first_step
    action: aws:sleep
    inputs: { Duration: "PT{{ Mode }}S" }
    timeoutSeconds: 5 # five
  - { name: second_step, action: aws:sleep, inputs: { Duration: "PT{{ Other }}{{ Last }}S" } } # two
"#,
    );
    for (comment, part) in [
        ("// how", "param Mode"),
        ("// what else", "param Other"),
        ("// five", "step first_step"),
        ("// two", "step second_step"),
    ] {
        let behind = source.split_once(comment).map_or("", |(_, behind)| behind);
        assert!(behind.trim_start().starts_with(part), "{comment} is not on {part}:\n{source}");
    }
}

#[test]
fn what_allows_a_finding_still_does() {
    let source = imported(
        r#"
schemaVersion: "0.3"
parameters:
  # ordain: allow(unused-param): callers give it
  Mode: { type: String, default: fast }
mainSteps:
  - { name: first_step, action: aws:sleep, inputs: { Duration: PT1S } }
"#,
    );
    assert!(source.contains("  // allow(unused-param): callers give it\n  param Mode"), "{source}");
}

#[test]
fn a_document_keeps_its_name() {
    let text = "schemaVersion: '0.3'\nmainSteps:\n- { name: rest, action: aws:sleep, inputs: { Duration: PT1S } }\n";
    let head = |path: &str| {
        let source = session::import(text, path, Syntax::Yaml).source.unwrap_or_default();
        source.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(head("docs/Acme-Patch.yaml"), "runbook acme_patch \"Acme-Patch\" {");
    assert_eq!(head("Acme.Patch-1.2.yml"), "runbook acme_patch_1_2 \"Acme.Patch-1.2\" {");
    assert_eq!(head("acme_patch.json"), "runbook acme_patch {");
    assert_eq!(head("AWS-Patch.json"), "runbook document_aws_patch {");
    assert_eq!(head("patch (old).json"), "runbook patch_old {");
}

#[test]
fn a_parameter_called_like_a_namespace_does_not_hide_it() {
    let source = imported(
        r#"
schemaVersion: "0.3"
parameters:
  aws: { type: String, default: a }
  action: { type: String, default: b }
  global: { type: String, default: c }
  automation: { type: String, default: d }
mainSteps:
  - { name: look, action: aws:executeAwsApi, inputs: { Service: sts, Api: GetCallerIdentity } }
  - name: tag
    action: aws:createTags
    inputs:
      ResourceIds: ["{{ global }}"]
      Tags:
        - { Key: "{{ global:REGION }}", Value: "{{ automation:EXECUTION_ID }} of {{ aws }}" }
        - { Key: "{{ automation }}", Value: "{{ action }}" }
"#,
    );
    assert!(source.contains(r#"Key: raw("{{ global:REGION }}")"#), "{source}");
}

#[test]
fn a_step_called_like_a_namespace_gives_way() {
    check_source(
        r#"
schemaVersion: "0.3"
mainSteps:
  - name: global
    action: aws:executeAwsApi
    inputs: { Service: sts, Api: GetCallerIdentity }
    outputs: [{ Name: Account, Selector: $.Account, Type: String }]
  - name: tag
    action: aws:createTags
    inputs:
      ResourceIds: ["{{ global.Account }}"]
      Tags: [{ Key: Region, Value: "{{ global:REGION }}" }]
"#,
        r#"Tags: [{ Key: "Region", Value: global.REGION }]"#,
    );
}

#[test]
fn braces_around_a_reference_stay() {
    check_source(
        r#"
schemaVersion: "2.2"
parameters: { Token: { type: String, default: none } }
mainSteps:
  - action: aws:downloadContent
    name: fetch
    inputs: { sourceType: GitHub, sourceInfo: '{"tokenInfo":"{{ ssm-secure:{{Token}} }}"}' }
"#,
        r#"sourceInfo: raw("{\"tokenInfo\":\"{{ ssm-secure:{{Token}} }}\"}")"#,
    );
}

#[test]
fn a_script_may_end_with_a_quote() {
    check_source(
        r#"
schemaVersion: "0.3"
mainSteps:
  - name: say
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      Script: "def main(events, context):\n    raise \"no\""
"#,
        r#"Script: "def main(events, context):\n    raise \"no\"""#,
    );
}

#[test]
fn a_map_as_a_text_stays_one() {
    check_source(
        r#"
schemaVersion: "2.2"
parameters: { source: { type: StringMap, default: "{}" } }
mainSteps:
  - action: aws:downloadContent
    name: fetch
    inputs: { sourceType: S3, sourceInfo: "{{ source }}" }
"#,
        r#"default: "{}""#,
    );
}

#[test]
fn what_only_associations_run_is_a_source() {
    check_source(
        r#"
schemaVersion: "2.2"
mainSteps:
  - { action: aws:softwareInventory, name: gather, inputs: { applications: Enabled } }
"#,
        r#"plugin.softwareInventory(applications: "Enabled")"#,
    );
}

#[test]
fn members_without_a_place_are_told() {
    let runbook = r#"
schemaVersion: "0.3"
owner: ops
parameters: { Mode: { type: String, minValue: 3 } }
variables: { State: { type: Integer, default: 1, allowedValues: [1, 2] } }
mainSteps:
  - name: look
    action: aws:executeAwsApi
    onFailure: Exit
    precondition: {}
    inputs: { Service: sts, Api: GetCallerIdentity }
    outputs: [{ Name: Account, Selector: $.Account, Type: String, Note: x }]
"#;
    assert_eq!(
        warnings(runbook),
        [
            "E0560 owner",
            "E0560 minValue",
            "E0560 allowedValues",
            "E0560 onFailure",
            "E0560 precondition",
            "E0560 Note"
        ]
    );
    let command = r#"
schemaVersion: "2.2"
mainSteps:
  - action: aws:runShellScript
    name: look
    isEnd: true
    precondition: { StringEquals: [platformType, Linux, more] }
    inputs: { runCommand: ["uptime"] }
"#;
    assert_eq!(warnings(command), ["E0560 isEnd", "E0560 precondition"]);
}

#[test]
fn a_number_in_a_text_stays_a_reference() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters: { Names: { type: StringList } }
mainSteps:
  - name: each
    action: aws:loop
    inputs:
      Iterators: "{{ Names }}"
      Steps:
        - name: tag
          action: aws:createTags
          inputs:
            ResourceIds: ["{{ each.CurrentIteratorValue }}"]
            Tags: [{ Key: Turn, Value: "{{ each.CurrentIteratorValue }} in {{ each.CurrentIteration }}" }]
"#,
        r#"Value: raw("{{ each.CurrentIteratorValue }} in {{ each.CurrentIteration }}")"#,
    );
}

#[test]
fn a_value_that_is_allowed_twice_stays_so() {
    let source = super::imported(
        "schemaVersion: '0.3'\ndescription: Waits.\nparameters:\n  P: {type: String, allowedValues: [a, b, a]}\nmainSteps:\n- name: one\n  action: aws:sleep\n  inputs: {Duration: PT1M}\n",
    );
    assert!(source.contains("[\"a\", \"b\", \"a\"]"), "{source}");
}
