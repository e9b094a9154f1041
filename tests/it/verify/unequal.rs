//! What does not mean the same is told, with the step and what differs.

use super::{call, check_told, check_unproved, runbook};

#[test]
fn each_way_out_that_leads_elsewhere_is_told() {
    let three =
        |first: &str| runbook(&(call("a", first) + &call("b", "nextStep: c") + &call("c", "")));
    check_told(
        &three("nextStep: b"),
        &three("nextStep: c"),
        &["step `a`: next goes to `c`, was `b`"],
    );
    check_told(
        &three("onFailure: 'step:b'"),
        &three("onFailure: 'step:c'"),
        &["step `a`: onFailure goes to `c`, was `b`"],
    );
    check_told(
        &three("onCancel: 'step:b'"),
        &three(""),
        &["step `a`: onCancel goes to Abort, was `b`"],
    );
    check_told(&three("isEnd: true"), &three(""), &["step `a`: next goes to `b`, was the end"]);
    check_told(
        &three("onFailure: Continue"),
        &three("onFailure: Continue, isCritical: true"),
        &["step `a`: `isCritical` is true, was false"],
    );
}

#[test]
fn a_branch_is_told_with_the_case_that_differs() {
    let branch = |operand: &str, default: &str| {
        runbook(
            &(format!(
                "- {{name: if, action: 'aws:branch', inputs: {{Choices: [{{NextStep: b, Variable: '{{{{ Stage }}}}', StringEquals: {operand}}}], Default: {default}}}}}\n"
            ) + &call("b", "isEnd: true")
                + &call("c", "")),
        )
    };
    check_told(
        &branch("x", "c"),
        &branch("x", "b"),
        &["step `if`: where nothing holds it goes to `b`, was `c`"],
    );
    check_told(
        &branch("x", "c"),
        &branch("y", "c"),
        &[
            "step `if`: where {{ Stage }} StringEquals \"x\" holds it goes to `c`, was `b`",
            "step `if`: where {{ Stage }} StringEquals \"y\" holds it goes to `b`, was `c`",
        ],
    );
}

#[test]
fn what_a_step_does_is_told() {
    let step = |inputs: &str| {
        runbook(&format!("- {{name: a, action: 'aws:executeAwsApi', inputs: {{{inputs}}}}}\n"))
    };
    check_told(&step("Api: X"), &step("Api: Y"), &["step `a`: `inputs.Api` is \"Y\", was \"X\""]);
    check_told(&step("Api: X, V: 1"), &step("Api: X"), &["step `a`: `inputs.V` is missing"]);
    check_told(
        &step("Api: X"),
        &step("Api: X, V: 1"),
        &["step `a`: `inputs.V` is 1, was not there"],
    );
    check_told(&step("V: '5'"), &step("V: 5"), &["step `a`: `inputs.V` is 5, was \"5\""]);
    check_told(
        &step("V: [1, 2]"),
        &step("V: [2, 1]"),
        &["step `a`: `inputs.V.0` is 2, was 1", "step `a`: `inputs.V.1` is 1, was 2"],
    );
    check_told(
        &step("V: '{{ Stage }}'"),
        &step("V: '{{ Count }}'"),
        &["step `a`: `inputs.V` is \"{{ Count }}\", was \"{{ Stage }}\""],
    );
}

#[test]
fn braces_that_are_no_reference_are_compared_as_they_are() {
    let step = |text: &str| {
        runbook(&format!("- {{name: a, action: 'aws:executeAwsApi', inputs: {{V: '{text}'}}}}\n"))
    };
    check_told(
        &step("{{.Names}}"),
        &step("{{ .Names }}"),
        &["step `a`: `inputs.V` is \"{{ .Names }}\", was \"{{.Names}}\""],
    );
}

#[test]
fn a_missing_and_an_added_step_are_told() {
    let two = runbook(&(call("a", "") + &call("b", "")));
    let three = runbook(&(call("a", "") + &call("new", "") + &call("b", "")));
    check_told(&two, &three, &["step `a`: next goes to `new`, was `b`"]);
    check_told(&three, &two, &["step `a`: next goes to `b`, was `new`"]);
    check_told(&two, &runbook(&call("a", "nextStep: b")), &["step `b` is missing"]);
    check_told(
        &two,
        &runbook(&(call("z", "") + &call("a", "") + &call("b", ""))),
        &["the runbook starts with `z`, and started with `a`"],
    );
}

#[test]
fn what_stands_outside_of_the_steps_is_told() {
    let one = runbook(&call("a", ""));
    check_told(
        &one,
        &(one.clone() + "assumeRole: '{{ Stage }}'\n"),
        &["`assumeRole` is \"{{ Stage }}\", was not there"],
    );
    check_told(
        &(one.clone() + "outputs: [a.x, a.y]\n"),
        &(one.clone() + "outputs: [a.y, a.x]\n"),
        &["`outputs.0` is \"a.y\", was \"a.x\"", "`outputs.1` is \"a.x\", was \"a.y\""],
    );
    check_told(
        &one,
        &one.replace("On: {type: Boolean}", "On: {type: Boolean, default: true}"),
        &["`parameters.On.default` is true, was not there"],
    );
    check_told(&one, &one.replace("'0.3'", "'2.2'"), &["`schemaVersion` is \"2.2\", was \"0.3\""]);
}

#[test]
fn loops_are_told_by_their_parts() {
    let loops = |condition: &str, body: &str| {
        runbook(&format!(
            "- name: each\n  action: aws:loop\n  inputs:\n    LoopCondition: {{{condition}}}\n    Steps:\n{}{}",
            body.lines().map(|line| format!("    {line}\n")).collect::<String>(),
            call("after", "")
        ))
    };
    let on = "Variable: '{{ On }}', BooleanEquals: true";
    let body = call("x", "") + &call("y", "");
    check_told(
        &loops(on, &body),
        &loops("Variable: '{{ On }}', BooleanEquals: false", &body),
        &["step `each`: where nothing holds the loop goes on, and did not"],
    );
    check_told(
        &loops(on, &body),
        &loops(on, &(call("x", "nextStep: after") + &call("y", ""))),
        &["step `x`: next goes to `after`, was `y`"],
    );
    check_told(
        &loops(on, &body),
        &loops(on, &(call("y", "") + &call("x", ""))),
        &["step `each`: its body starts with `y`, was `x`"],
    );
    check_told(
        &loops(on, &call("x", "")),
        &loops(on, &call("x", "nextStep: after")),
        &["step `x`: next goes to `after`, was the end"],
    );
}

#[test]
fn what_cannot_be_proved_is_said_to_be_so() {
    let both =
        |more: &str| runbook(&(call("a", &format!("onFailure: 'step:c'{more}")) + &call("c", "")));
    let left = runbook(
        &(call("c0", "nextStep: a")
            + &call("c", "isEnd: true")
            + &call("a", "onFailure: 'step:c', isEnd: true")),
    );
    let right = runbook(
        &(call("c0", "nextStep: a")
            + &call("c", "isEnd: true")
            + &call("a", "onFailure: 'step:c'")),
    );
    check_unproved(&left, &right);
    check_told(&both(""), &both(""), &[]);
    let twice = runbook(&(call("a", "") + &call("a", "")));
    check_unproved(&twice, &twice);
    let many: Vec<String> =
        (0..13).map(|it| format!("{{Variable: '{{{{ Stage }}}}', Contains: '{it}'}}")).collect();
    let branch = |parts: &[String]| {
        runbook(
            &(format!(
                "- {{name: if, action: 'aws:branch', inputs: {{Choices: [{{NextStep: b, Or: [{}]}}]}}}}\n",
                parts.join(", ")
            ) + &call("a", "")
                + &call("b", "")),
        )
    };
    let turned: Vec<String> = many.iter().rev().cloned().collect();
    check_unproved(&branch(&many), &branch(&turned));
    check_told(&branch(&many), &branch(&many), &[]);
}
