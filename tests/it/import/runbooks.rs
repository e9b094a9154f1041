//! Runbooks as an author would write them.

use ordain::markup::Syntax;
use ordain::session;

use super::{check_source, imported};

#[test]
fn a_branch_is_an_if() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  Ready: { type: Boolean, default: true }
mainSteps:
  - name: choose
    action: aws:branch
    inputs:
      Choices:
        - { NextStep: yes_step, Variable: "{{ Ready }}", BooleanEquals: true }
      Default: no_step
  - { name: yes_step, action: aws:sleep, inputs: { Duration: PT1S }, nextStep: last_step }
  - { name: no_step, action: aws:sleep, inputs: { Duration: PT2S } }
  - { name: last_step, action: aws:sleep, inputs: { Duration: PT3S } }
"#,
        r#"step choose: if Ready {
             step yes_step: sleep 1s
           } else {
             step no_step: sleep 2s
           }
           step last_step: sleep 3s"#,
    );
}

/// A branch with two cases of one text, the second of them given.
fn two_cases(second: &str) -> String {
    format!(
        r#"
schemaVersion: "0.3"
parameters:
  Mode: {{ type: String }}
mainSteps:
  - name: choose
    action: aws:branch
    inputs:
      Choices:
        - {{ NextStep: fast_step, Variable: "{{{{ Mode }}}}", StringEquals: fast }}
        - {{ NextStep: slow_step, Variable: "{{{{ Mode }}}}", StringEquals: {second} }}
      Default: end_step
  - {{ name: fast_step, action: aws:sleep, inputs: {{ Duration: PT1S }}, nextStep: end_step }}
  - {{ name: slow_step, action: aws:sleep, inputs: {{ Duration: PT9S }} }}
  - {{ name: end_step, action: aws:sleep, inputs: {{ Duration: PT1S }} }}
"#
    )
}

#[test]
fn cases_of_one_text_are_a_match() {
    check_source(
        &two_cases("slow"),
        r#"step choose: match Mode {
             "fast" => { step fast_step: sleep 1s }
             "slow" => { step slow_step: sleep 9s }
           }"#,
    );
}

#[test]
fn steps_that_fail_to_one_place_are_a_block() {
    check_source(
        r#"
schemaVersion: "0.3"
mainSteps:
  - { name: first_step, action: aws:sleep, inputs: { Duration: PT1S }, onFailure: "step:mend", isCritical: false }
  - { name: second_step, action: aws:sleep, inputs: { Duration: PT2S }, onFailure: "step:mend", isCritical: false, nextStep: last_step }
  - { name: mend, action: aws:sleep, inputs: { Duration: PT3S } }
  - { name: last_step, action: aws:sleep, inputs: { Duration: PT4S } }
"#,
        r#"block {
             step first_step: sleep 1s
             step second_step: sleep 2s
           } rescue {
             step mend: sleep 3s
           }
           step last_step: sleep 4s"#,
    );
}

#[test]
fn outputs_keep_their_names_and_selectors() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  InstanceId: { type: "AWS::EC2::Instance::Id" }
mainSteps:
  - name: look
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: DescribeInstances, InstanceIds: ["{{ InstanceId }}"] }
    outputs:
      - { Name: State, Selector: "$.Reservations[0].Instances[0].State.Name", Type: String }
      - { Name: Names, Selector: "$..KeyName", Type: StringList }
  - name: tag
    action: aws:createTags
    inputs:
      ResourceType: EC2
      ResourceIds: ["{{ InstanceId }}"]
      Tags: [{ Key: State, Value: "it is {{ look.State }}" }]
outputs: [look.State]
"#,
        r#"Tags: [{ Key: "State", Value: "it is ${look.State}" }]"#,
    );
}

#[test]
fn comments_stand_where_they_stood() {
    let source = imported(
        r#"
# About the whole.
schemaVersion: "0.3"
parameters:
  # About the mode.
  Mode: { type: String, default: fast }
mainSteps:
  # About the first.
  - name: first_step
    action: aws:sleep
    inputs:
      Duration: PT1S # not too long
  - { name: second_step, action: aws:sleep, inputs: { Duration: "PT{{ Mode }}S" } }
# At the end.
"#,
    );
    let place =
        |text: &str| source.find(text).unwrap_or_else(|| panic!("no {text:?} in\n{source}"));
    assert!(place("// About the whole.") < place("runbook "));
    assert!(place("// About the mode.") < place("param Mode"));
    assert!(place("param Mode") < place("// About the first."));
    assert!(place("// not too long") < place("step second_step"));
    place("// At the end.");
}

#[test]
fn a_script_with_references_is_meant_so() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  Word: { type: String, allowedPattern: "^[a-z]+$" }
mainSteps:
  - name: speak
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: main
      InputPayload: { word: "{{ Word }}" }
      Script: |
        def main(events, context):
            print("{{ Word }}", events["word"])
"#,
        r#"step speak: raw python(word: Word) """"#,
    );
}

#[test]
fn what_may_not_have_run_is_read_unchecked() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  Ready: { type: Boolean, default: true }
  Id: { type: String }
mainSteps:
  - name: choose
    action: aws:branch
    inputs:
      Choices: [{ NextStep: make, Variable: "{{ Ready }}", BooleanEquals: true }]
      Default: use_it
  - name: make
    action: aws:copyImage
    inputs: { SourceRegion: eu-west-1, SourceImageId: "{{ Id }}", ImageName: copy }
  - name: use_it
    action: aws:deleteImage
    inputs: { ImageId: "{{ make.ImageId }}" }
"#,
        "action.deleteImage(ImageId: unchecked(make.ImageId))",
    );
}

#[test]
fn a_list_in_a_list_is_its_items() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  Ids: { type: StringList }
mainSteps:
  - name: stop
    action: aws:changeInstanceState
    inputs: { InstanceIds: ["{{ Ids }}"], DesiredState: stopped }
"#,
        "InstanceIds: [...Ids]",
    );
}

#[test]
fn a_wait_is_a_statement() {
    check_source(
        r#"
schemaVersion: "0.3"
parameters:
  InstanceId: { type: "AWS::EC2::Instance::Id" }
mainSteps:
  - name: wait_for_it
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 600
    inputs:
      Service: ec2
      Api: DescribeInstances
      InstanceIds: ["{{ InstanceId }}"]
      PropertySelector: "$.Reservations[0].Instances[0].State.Name"
      DesiredValues: [running, stopped]
"#,
        r#"step wait_for_it: wait until aws.ec2.DescribeInstances(InstanceIds: [InstanceId]).Reservations[0].Instances[0].State.Name in ["running", "stopped"] timeout 10m"#,
    );
}

#[test]
fn a_condition_that_stands_twice_is_no_match() {
    check_source(&two_cases("fast"), "if Mode == \"fast\" {");
}

#[test]
fn no_branch_leads_into_a_block() {
    let document = r#"
schemaVersion: "0.3"
parameters: { Par: { type: String } }
mainSteps:
  - name: aaa
    action: aws:branch
    inputs:
      Choices:
        - { NextStep: bbb, Variable: "{{ Par }}", StringEquals: a }
        - { NextStep: ccc, Variable: "{{ Par }}", StringEquals: b }
        - { NextStep: bbb, Variable: "x{{ Par }}", StringEquals: c }
  - { name: bbb, action: aws:sleep, inputs: { Duration: PT1S }, onFailure: "step:ddd", isEnd: true }
  - { name: ccc, action: aws:sleep, inputs: { Duration: PT2S }, isEnd: true }
  - { name: ddd, action: aws:sleep, inputs: { Duration: PT3S } }
"#;
    // The text that is compared is computed by a step of its own: the documents are not equal.
    let source = session::import(document, "a.yaml", Syntax::Yaml).source.unwrap_or_default();
    assert!(source.contains("on failure goto ddd"), "{source}");
    assert!(session::compiled(&source).is_some(), "{source}");
}
