//! What checking a document finds: each mistake once, at its place in the YAML.

use crate::support::Project;
use ordain::session::{PackageInput, ProjectInput, Session, SourceText};

/// Each finding of a document as `severity code "underlined text"`.
pub(super) fn found(yaml: &str) -> Vec<String> {
    let sources = vec![SourceText::new("document.yaml", yaml)];
    let project = PackageInput { sources, ..PackageInput::default() };
    let session = Session::new(ProjectInput::in_memory(project));
    let found = session.check().diagnostics.into_iter();
    found
        .map(|one| {
            let severity = if one.is_error() { "error" } else { "other" };
            format!("{severity} {} {:?}", one.code, one.primary.at.span.of(yaml))
        })
        .collect()
}

#[track_caller]
pub(super) fn check_found(yaml: &str, expected: &[&str]) {
    assert_eq!(found(yaml), expected);
}

const HEAD: &str = "schemaVersion: \"0.3\"\nmainSteps:\n";

#[test]
fn a_sound_document_has_no_finding() {
    check_found(
        &format!("{HEAD}  - {{ name: rest, action: aws:sleep, inputs: {{ Duration: PT1S }} }}\n"),
        &[],
    );
}

#[test]
fn an_unknown_action_is_told_once() {
    check_found(
        &format!("{HEAD}  - {{ name: rest, action: aws:sleeep, inputs: {{ Duration: PT1S }} }}\n"),
        &["error E0648 \"aws:sleeep\""],
    );
}

#[test]
fn an_unknown_reference_is_told_where_it_stands() {
    check_found(
        &format!(
            "{HEAD}  - name: rest\n    action: aws:createTags\n    inputs:\n      ResourceType: EC2\n      \
             ResourceIds: [\"i-0123456789abcdef0\"]\n      Tags: [{{ Key: a, Value: \"x {{{{ Nobody }}}} y\" }}]\n"
        ),
        &["error E0656 \"\\\"x {{ Nobody }} y\\\"\""],
    );
}

#[test]
fn a_member_that_an_api_does_not_have_is_told() {
    check_found(
        &format!(
            "{HEAD}  - name: stop\n    action: aws:executeAwsApi\n    inputs: {{ Service: ec2, Api: \
             StopInstances, InstanceId: [\"i-0123456789abcdef0\"] }}\n"
        ),
        &["error E0402 \"InstanceId\""],
    );
}

#[test]
fn what_may_not_have_run_is_a_warning_in_a_document() {
    let found = found(
        "schemaVersion: \"0.3\"\nparameters:\n  Go: { type: Boolean, default: true }\nmainSteps:\n  \
         - { name: choose, action: aws:branch, inputs: { Choices: [{ NextStep: make, Variable: \"{{ Go }}\", BooleanEquals: true }], Default: use_it } }\n  \
         - { name: make, action: aws:copyImage, inputs: { SourceRegion: eu-west-1, SourceImageId: ami-01234567, ImageName: copy } }\n  \
         - { name: use_it, action: aws:deleteImage, inputs: { ImageId: \"{{ make.ImageId }}\" } }\n",
    );
    assert_eq!(found, ["other E0512 \"\\\"{{ make.ImageId }}\\\"\""]);
}

#[test]
fn look_ahead_is_a_pattern_of_a_runbook_and_none_of_a_command() {
    let parameter =
        "parameters:\n  Name: { type: String, default: abc, allowedPattern: \"^(?!x)[a-z]+$\" }\n";
    let runbook = format!(
        "schemaVersion: \"0.3\"\n{parameter}mainSteps:\n  - {{ name: rest, action: aws:sleep, inputs: {{ Duration: \"PT{{{{ Name }}}}S\" }} }}\n"
    );
    assert!(found(&runbook).iter().all(|one| !one.starts_with("error")), "{:?}", found(&runbook));
    let command = format!(
        "schemaVersion: \"2.2\"\n{parameter}mainSteps:\n  - {{ name: say, action: aws:runShellScript, inputs: {{ runCommand: [\"echo {{{{ Name }}}}\"] }} }}\n"
    );
    assert!(found(&command).iter().any(|one| one.contains("E0331")), "{:?}", found(&command));
}

#[test]
fn a_branch_with_a_default_does_not_go_on_behind_itself() {
    check_found(
        "schemaVersion: \"0.3\"\nparameters: { Par: { type: String } }\nmainSteps:\n  \
         - { name: first, action: aws:sleep, inputs: { Duration: PT1S }, nextStep: third }\n  \
         - { name: second, action: aws:branch, inputs: { Choices: [{ NextStep: fourth, Variable: \"{{ Par }}\", StringEquals: a }], Default: fourth } }\n  \
         - { name: third, action: aws:sleep, inputs: { Duration: PT2S }, onFailure: \"step:second\" }\n  \
         - { name: fourth, action: aws:sleep, inputs: { Duration: PT3S } }\n",
        &[],
    );
}

/// A runbook of these steps, which each make or remove an image.
fn images(steps: &[&str]) -> String {
    let step = |step: &&str| format!("  - {{ {step} }}\n");
    format!("{HEAD}{}", steps.iter().map(step).collect::<String>())
}

const MAKE: &str = "name: make, action: aws:createImage, inputs: { InstanceId: i-0123456789abcdef0, ImageName: web }";
const REMOVE: &str =
    "name: remove, action: aws:deleteImage, inputs: { ImageId: \"{{ make.ImageId }}\" }";

#[test]
fn an_output_of_a_step_that_runs_later_is_told_with_that_step() {
    let later = images(&[REMOVE, MAKE]);
    check_found(&later, &["error E0690 \"\\\"{{ make.ImageId }}\\\"\""]);
    let found = Project::new().file("a.yaml", &later).check();
    assert!(found[0].message.ends_with("reads an output of `make`, which runs later"), "{found:?}");
    assert!(found[0].related[0].0.starts_with("{ name: make"), "{found:?}");
    let own = "name: make, action: aws:copyImage, inputs: { SourceRegion: eu-west-1, ImageName: copy, SourceImageId: \"{{ make.ImageId }}\" }";
    check_found(&images(&[own]), &["error E0690 \"\\\"{{ make.ImageId }}\\\"\""]);
}

#[test]
fn steps_may_run_in_another_order_than_they_stand_in() {
    let rest = "name: rest, action: aws:sleep, inputs: { Duration: PT1S }, nextStep: make";
    let remove = format!("{REMOVE}, isEnd: true");
    let make = format!("{MAKE}, nextStep: remove");
    check_found(&images(&[rest, &remove, &make]), &[]);
}

#[test]
fn an_output_of_another_way_further_down_is_a_warning() {
    let rest =
        "name: rest, action: aws:sleep, inputs: { Duration: PT1S }, onFailure: \"step:make\"";
    let remove = format!("{REMOVE}, isEnd: true");
    check_found(&images(&[rest, &remove, MAKE]), &["other E0690 \"\\\"{{ make.ImageId }}\\\"\""]);
}

#[test]
fn a_loop_tests_what_its_steps_make_and_they_read_what_it_gives() {
    let steps = "Steps: [{ name: look, action: aws:executeAwsApi, inputs: { Service: ec2, Api: DescribeInstances }, outputs: [{ Name: Id, Selector: \"$.NextToken\", Type: String }] }, { name: rest, action: aws:sleep, inputs: { Duration: \"PT{{ turns.CurrentIteration }}S\" } }]";
    check_found(
        &images(&[&format!(
            "name: turns, action: aws:loop, inputs: {{ {steps}, MaxIterations: 3, LoopCondition: {{ Variable: \"{{{{ look.Id }}}}\", StringEquals: a }} }}"
        )]),
        &[],
    );
}

#[test]
fn the_type_of_an_output_is_one_that_its_value_can_have() {
    let typed = |ty: &str| {
        format!(
            "{HEAD}  - name: look\n    action: aws:executeAwsApi\n    inputs: {{ Service: ec2, Api: DescribeInstances }}\n    outputs: [{{ Name: Index, Selector: \"$.Reservations[0].Instances[0].AmiLaunchIndex\", Type: {ty} }}]\n"
        )
    };
    check_found(&typed("Boolean"), &["error E0479 \"Boolean\""]);
    check_found(&typed("Integer"), &[]);
    check_found(&typed("String"), &[]);
}

/// The findings of a runbook with this step.
#[track_caller]
fn check_step(step: &str, expected: &[&str]) {
    check_found(&images(&[step]), expected);
}

#[test]
fn an_unknown_input_is_one_mistake() {
    check_step(
        "name: ask, action: aws:approve, inputs: { Approvers: [a], MinRequiredApproval: 1 }",
        &["error E0649 \"1\""],
    );
    check_step(
        "name: make, action: aws:createImage, inputs: { InstanceId: i-0123456789abcdef0, ImageNam: x }",
        &["error E0649 \"x\""],
    );
    check_step(
        "name: rest, action: aws:sleep, inputs: { Duraton: PT1S }",
        &["error E0649 \"PT1S\""],
    );
    check_step(
        "name: choose, action: aws:branch, inputs: { Choices: [{ NextStep: choice, Variable: \"{{ global:REGION }}\", StringEqual: a }] }",
        &["error E0654 \"choice\"", "error E0659 \"a\""],
    );
}

#[test]
fn an_input_that_is_missing_or_too_much_is_told_once() {
    check_step("name: rest, action: aws:sleep, inputs: {}", &["error E0650 \"{}\""]);
    check_step(
        "name: rest, action: aws:sleep, inputs: { Duration: PT1S, Timestamp: \"2099-01-01T00:00:00Z\" }",
        &["error E0652 \"{ Duration: PT1S, Timestamp: \\\"2099-01-01T00:00:00Z\\\" }\""],
    );
}

#[test]
fn a_misspelt_member_of_a_step_is_not_missing() {
    check_step(
        "nmae: rest, action: aws:sleep, inputs: { Duration: PT1S }",
        &["error E0641 \"nmae\""],
    );
}

const WHOLE: &str = r#"schemaVersion: "0.3"
assumeRole: "{{ AutomationAssumeRole }}"
parameters:
  AutomationAssumeRole: { type: "AWS::IAM::Role::Arn" }
  Ids:
    type: StringList
    default: ["a", "b"]
mainSteps:
  - name: look
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: DescribeInstances, InstanceIds: ["{{ Ids }}"] }
    outputs:
      - Name: Id
        Selector: "$.Reservations[0].Instances[0].InstanceId"
        Type: String
  - name: choose
    action: aws:branch
    inputs:
      Choices:
        - NextStep: run
          Variable: "{{ look.Id }}"
          StringEquals: "x"
      Default: run
  - name: run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: run
      InputPayload: { a: "{{ look.Id }}" }
      Script: "def run(events, context):\n    return {'x': events['a']}\n"
outputs: [run.Payload]
"#;

/// The findings of a document that ends in its middle, where the text shows that it does.
fn check_cuts(path: &str, whole: &str) {
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let found = Project::new().file(path, &whole[..end]).check();
        let is_of_form = |code: &str| code.starts_with("E016");
        if found.iter().any(|one| is_of_form(&one.code)) {
            let others: Vec<_> = found.iter().filter(|one| !is_of_form(&one.code)).collect();
            assert!(others.is_empty(), "{}\n{others:#?}", &whole[..end]);
        }
    }
}

#[test]
fn a_document_that_ends_in_its_middle_is_told_for_that_alone() {
    check_found(WHOLE, &[]);
    check_cuts("a.yaml", WHOLE);
    let json: serde_json::Value = serde_saphyr::from_str(WHOLE).expect("YAML");
    check_cuts("a.json", &format!("{json:#}"));
}

#[test]
fn a_line_that_cannot_be_read_hides_nothing_of_steps_before_it() {
    check_found(
        &format!(
            "{HEAD}  - {{ name: first, action: aws:sleeep, inputs: {{ Duration: PT1S }} }}\n  - name: rest\n    action: aws:sleep\n    Time\n"
        ),
        &["error E0648 \"aws:sleeep\"", "error E0162 \"T\""],
    );
}

/// A session that forwards a port, with these properties.
fn port(properties: &str) -> String {
    format!("schemaVersion: \"1.0\"\nsessionType: Port\nproperties: {{ {properties} }}\n")
}

#[test]
fn the_port_of_a_session_is_a_text_that_holds_a_number() {
    check_found(&port("portNumber: \"80\", type: LocalPortForwarding"), &[]);
    check_found(&port("portNumber: 80, type: LocalPortForwarding"), &["error E0640 \"80\""]);
    let text = port("portNumber: http, type: LocalPortForwarding");
    check_found(&text, &["error E0624 \"http\""]);
    let found = Project::new().file("a.yaml", &text).check();
    assert_eq!(found[0].help.as_deref(), Some("write the number in quotes, as in `\"5432\"`"));
}

#[test]
fn a_port_is_forwarded_by_one_type_only() {
    check_found(
        &port("portNumber: \"80\", type: localPortForwarding"),
        &["other E0666 \"localPortForwarding\""],
    );
    check_found(&port("portNumber: \"80\""), &[]);
}

#[test]
fn one_character_is_one() {
    let document = images(&["name: a, action: aws:sleep, inputs: { Duration: PT1S }"]);
    let found = Project::new().file("a.yaml", &document).check();
    let message = "`name` of step \"a\" has 1 character, the service accepts at least 3";
    assert_eq!(found[0].message, message);
}
