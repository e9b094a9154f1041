//! Command and session documents: steps in their order, over the versions of the schema.

use super::{check_equal, check_told, check_unproved, differences};

fn command(version: &str, steps: &str) -> String {
    format!(
        "schemaVersion: '{version}'\nparameters:\n  Text: {{type: String}}\nmainSteps:\n{steps}"
    )
}

const STEP: &str =
    "- {action: 'aws:runShellScript', name: a, inputs: {runCommand: ['echo {{ Text }}']}}\n";

#[test]
fn defaults_and_what_the_agent_never_reads_mean_nothing() {
    check_equal(
        &command("2.2", STEP),
        &command(
            "2.2",
            "- {name: a, action: 'aws:runShellScript', onFailure: Abort, maxAttempts: 3, inputs: {runCommand: ['echo {{Text}}'], timeoutSeconds: '3600'}, precondition: {}}\n",
        ),
    );
    check_equal(
        &command(
            "2.2",
            "- {name: a, action: 'aws:runShellScript', precondition: {StringEquals: [platformType, Linux]}, inputs: {finallyStep: true}}\n",
        ),
        &command(
            "2.2",
            "- {name: a, action: 'aws:runShellScript', precondition: {StringEquals: [Linux, platformType]}, inputs: {finallyStep: 'true'}}\n",
        ),
    );
}

#[test]
fn older_schemas_are_the_same_in_the_newest() {
    let old = "schemaVersion: '1.2'\nparameters:\n  Text: {type: String}\nruntimeConfig:\n  aws:runShellScript:\n    properties:\n    - {id: 0.aws:runShellScript, runCommand: ['echo {{ Text }}']}\n    - {id: 1.aws:runShellScript, runCommand: [date], timeoutSeconds: '5'}\n";
    let new = command(
        "2.2",
        &(STEP.to_owned()
            + "- {action: 'aws:runShellScript', name: b, inputs: {runCommand: [date], timeoutSeconds: 5}}\n"),
    );
    assert_eq!(differences(old, &new), []);
    assert_eq!(differences(&command("2.0", STEP), &command("2.2", STEP)), []);
    check_told(
        &command("2.2", STEP),
        &command("2.0", STEP),
        &["`schemaVersion` is \"2.0\", was \"2.2\""],
    );
    check_told(
        old,
        &new.replace("[date]", "[uptime]"),
        &["step `2`: `inputs.runCommand.0` is \"uptime\", was \"date\""],
    );
    check_told(old, &command("2.2", STEP), &["step `2` is missing"]);
}

#[test]
fn plugins_in_no_order_cannot_be_proved_equal_to_steps_in_one() {
    check_unproved(
        "schemaVersion: '1.2'\nruntimeConfig:\n  aws:runShellScript: {properties: {runCommand: [a]}}\n  aws:runPowerShellScript: {properties: {runCommand: [b]}}\n",
        "schemaVersion: '2.2'\nmainSteps:\n- {action: 'aws:runShellScript', name: a, inputs: {runCommand: [a]}}\n- {action: 'aws:runPowerShellScript', name: b, inputs: {runCommand: [b]}}\n",
    );
}

#[test]
fn steps_of_a_command_are_told() {
    let step = |name: &str, text: &str| {
        format!(
            "- {{action: 'aws:runShellScript', name: {name}, inputs: {{runCommand: [{text}]}}}}\n"
        )
    };
    let two = command("2.2", &(step("a", "x") + &step("b", "y")));
    check_told(
        &two,
        &command("2.2", &(step("a", "x") + &step("c", "y"))),
        &["step `b`: its name is `c`, was `b`"],
    );
    check_told(
        &two,
        &command("2.2", &(step("a", "x") + &step("b", "z"))),
        &["step `b`: `inputs.runCommand.0` is \"z\", was \"y\""],
    );
    check_told(&two, &command("2.2", &step("a", "x")), &["step `b` is missing"]);
    check_told(&command("2.2", &step("a", "x")), &two, &["step `b` was not there"]);
}

#[test]
fn a_shell_that_gives_nothing_is_one_with_every_flag_off() {
    let shell = "schemaVersion: '1.0'\ndescription: x\nsessionType: Standard_Stream\n";
    check_equal(shell, &format!("{shell}inputs: {{runAsEnabled: false}}\n"));
    let told = ["`inputs.runAsEnabled` is true, was false"];
    check_told(shell, &format!("{shell}inputs: {{runAsEnabled: true}}\n"), &told);
}

#[test]
fn sessions_are_compared_as_they_are() {
    let session = |shell: &str| {
        format!(
            "schemaVersion: '1.0'\ndescription: x\nsessionType: Standard_Stream\ninputs: {{runAsEnabled: true, shellProfile: {{linux: {shell}}}}}\n"
        )
    };
    check_equal(
        &session("bash"),
        &session("bash").replace("description: x", "description: \"x \\n\""),
    );
    check_told(
        &session("bash"),
        &session("sh"),
        &["`inputs.shellProfile.linux` is \"sh\", was \"bash\""],
    );
}
