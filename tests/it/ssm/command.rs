//! Command documents: what the service refuses and what the agent does not read.

use ordain::ssm::Kind;
use serde_json::{Value, json};

use super::support::{check_clean, check_findings, command};

fn shell(name: &str, lines: &[&str]) -> Value {
    json!({ "name": name, "action": "aws:runShellScript", "inputs": { "runCommand": lines } })
}

#[track_caller]
fn check_step(member: &str, value: Value, expected: &[&str]) {
    let mut step = shell("first", &["true"]);
    step[member] = value;
    check_findings(Kind::Command, &command(json!([step])), expected);
}

#[test]
fn a_plain_command_is_clean() {
    check_clean(Kind::Command, &command(json!([shell("first", &["echo '{{ Name }}'"])])));
}

#[test]
fn names_of_steps_are_unique() {
    check_findings(
        Kind::Command,
        &command(json!([shell("first", &["a"]), shell("first", &["b"])])),
        &["E0653: two steps have the name \"first\""],
    );
}

#[test]
fn members_beside_the_inputs_have_no_effect() {
    check_step(
        "timeoutSeconds",
        json!(60),
        &["E0666: `timeoutSeconds` of step \"first\" has no effect"],
    );
    check_step("nextStep", json!("second"), &["E0641: step \"first\" has no member `nextStep`"]);
}

#[test]
fn an_unknown_plugin_names_the_nearest() {
    check_step(
        "action",
        json!("aws:runShelScript"),
        &["E0648: there is no plugin `aws:runShelScript`"],
    );
}

#[test]
fn a_precondition_is_one_that_the_agent_can_test() {
    let check = |left: &str, right: &str, expected: &[&str]| {
        check_step("precondition", json!({ "StringEquals": [left, right] }), expected);
    };
    check("platformType", "Linux", &[]);
    check("linux", "platformType", &[]);
    check("{{ Name }}", "a", &[]);
    let of = "`precondition` of step \"first\"";
    check(
        "platformType",
        "Ubuntu",
        &[&format!("E0663: {of} compares the platform with \"Ubuntu\"")],
    );
    check("a", "b", &[&format!("E0663: {of} compares two fixed texts")]);
    check("{{ Name }}", "{{ Name }}", &[&format!("E0663: {of} compares a text with itself")]);
    check(
        "{{ Nobody }}",
        "a",
        &[&format!("E0656: {of} refers to `Nobody`: there is no such parameter")],
    );
    check("{{ssm:x}}", "a", &[&format!("E0657: {of} cannot hold `{{{{ ssm:x }}}}`")]);
}

#[test]
fn a_whole_reference_names_a_parameter() {
    check_step(
        "inputs",
        json!({ "runCommand": "{{ Lines }}" }),
        &[
            "E0656: `inputs.runCommand` of step \"first\" refers to `Lines`: there is no such parameter",
        ],
    );
}

#[test]
fn text_in_a_script_that_looks_like_a_reference_is_a_warning() {
    check_step(
        "inputs",
        json!({ "runCommand": ["docker inspect -f '{{ .State }} {{ Nmae }}'"] }),
        &[
            "E0665: `inputs.runCommand[0]` of step \"first\" holds `{{ Nmae }}`, which is no parameter",
        ],
    );
}

#[test]
fn the_source_of_a_download_has_the_members_of_its_type() {
    let download = |source: Value| {
        json!({ "name": "get", "action": "aws:downloadContent",
            "inputs": { "sourceType": "GitHub", "sourceInfo": source } })
    };
    let good = json!({ "owner": "acme", "repository": "tools", "path": "a" });
    check_clean(Kind::Command, &command(json!([download(good)])));
    check_findings(
        Kind::Command,
        &command(json!([download(json!({ "owner": "acme", "path": "a", "url": "x" }))])),
        &[
            "E0650: `inputs.sourceInfo` of step \"get\" has no `repository`",
            "E0666: `inputs.sourceInfo.url` of step \"get\" has no effect",
        ],
    );
}

#[test]
fn a_plugin_exists_in_some_versions_only() {
    let document = json!({
        "schemaVersion": "2.2",
        "mainSteps": [{ "name": "watch", "action": "aws:cloudWatch",
            "inputs": { "settings.startType": "Enabled", "properties": {} } }]
    });
    check_findings(
        Kind::Command,
        &document,
        &["E0648: `aws:cloudWatch` does not exist in documents of this version"],
    );
}

#[test]
fn version_1_2_has_a_runtime_config_instead_of_steps() {
    check_clean(
        Kind::Command,
        &json!({ "schemaVersion": "1.2", "runtimeConfig": {
            "aws:runShellScript": { "properties": [{ "id": "0.aws:runShellScript", "runCommand": ["a"] }] }
        } }),
    );
    check_findings(
        Kind::Command,
        &json!({ "schemaVersion": "1.2", "mainSteps": [shell("first", &["a"])] }),
        &["E0641: `mainSteps` does not belong here", "E0642: the document has no `runtimeConfig`"],
    );
}
