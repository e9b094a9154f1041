//! Branches whose choices share a target.

use super::check_source;

/// A branch over `Mode` with these choices, `first_step`, `second_step` and `last_step` behind it.
fn branch(choices: &str, default: &str) -> String {
    format!(
        r#"
schemaVersion: "0.3"
parameters:
  Mode: {{ type: String }}
  Other: {{ type: String }}
  Least: {{ type: Integer, default: 3 }}
  Most: {{ type: Integer, default: 3 }}
mainSteps:
  - name: choose
    action: aws:branch
    inputs:
      Choices: [{choices}]
      {default}
  - {{ name: first_step, action: aws:sleep, inputs: {{ Duration: PT1S }}, nextStep: last_step }}
  - {{ name: second_step, action: aws:sleep, inputs: {{ Duration: PT2S }} }}
  - {{ name: last_step, action: aws:sleep, inputs: {{ Duration: PT3S }} }}
"#
    )
}

fn choice(to: &str, variable: &str, value: &str) -> String {
    format!("{{ NextStep: {to}, Variable: '{{{{ {variable} }}}}', StringEquals: {value} }}")
}

#[test]
fn choices_in_a_row_with_one_target_are_one_arm() {
    let cases = [("first_step", "a"), ("first_step", "b"), ("second_step", "c")];
    let choices = cases.map(|(to, value)| choice(to, "Mode", value)).join(", ");
    check_source(
        &branch(&choices, "Default: last_step"),
        r#"match Mode {
             "a" | "b" => { step first_step: sleep 1s }
             "c" => { step second_step: sleep 2s }
           }
           step last_step: sleep 3s"#,
    );
    let choices =
        format!("{}, {}", choice("first_step", "Mode", "a"), choice("first_step", "Other", "b"));
    check_source(
        &branch(&choices, "Default: second_step"),
        r#"if Mode == "a" or Other == "b" { step first_step: sleep 1s }
           else { step second_step: sleep 2s }"#,
    );
}

#[test]
fn a_choice_that_leads_to_the_default_stands_in_else() {
    let choices =
        format!("{}, {}", choice("first_step", "Mode", "a"), choice("second_step", "Mode", "b"));
    check_source(
        &branch(&choices, "Default: first_step"),
        r#"if Mode == "b" { step second_step: sleep 2s } else { step first_step: sleep 1s }"#,
    );
    let choices =
        format!("{}, {}", choice("first_step", "Mode", "a"), choice("second_step", "Other", "b"));
    check_source(
        &branch(&choices, "Default: second_step"),
        r#"if Mode == "a" { step first_step: sleep 1s } else { step second_step: sleep 2s }"#,
    );
}

#[test]
fn numbers_that_only_the_run_knows_are_compared_as_they_stand() {
    let choice = "{ NextStep: first_step, Variable: '{{ Least }}', NumericGreater: '{{ Most }}' }";
    check_source(
        &branch(choice, "Default: second_step"),
        r#"action.branch( Choices: [{ NextStep: first_step, Variable: Least, NumericGreater: Most }],"#,
    );
}
