//! Which tasks share a step, and what it is called.

use super::program;
use crate::support::Project;

fn names(members: &str) -> Vec<String> {
    let document = Project::of(&program(members)).build_json("documents/Acme-C");
    let steps = document["mainSteps"].as_array().expect("steps").iter();
    steps.map(|step| step["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn consecutive_tasks_share_a_step() {
    assert_eq!(
        names("kept(path: \"a\")\nsh \"x\"\nkept(path: \"b\") become \"nobody\""),
        ["tasks"]
    );
}

#[test]
fn plugins_restarts_time_limits_and_bash_begin_a_new_step() {
    assert_eq!(
        names(
            "kept(path: \"a\")\nplugin.refreshAssociation(associationIds: [])\nkept(path: \"b\")\nreboot\nkept(path: \"c\")\nkept(path: \"d\") timeout 5m\nbash \"x\""
        ),
        ["kept", "refreshAssociation", "kept_2", "reboot", "kept_3", "kept_4", "bash"]
    );
}

#[test]
fn a_role_names_the_step_of_its_tasks() {
    let source = "role web {\n  sh \"a\" notify h\n  sh \"b\"\n  handler h { sh \"c\" }\n}\ncommand c \"Acme-C\" {\n  web()\n}\n";
    let document = Project::of(source).build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"][0]["name"], "web");
}

#[test]
fn a_module_is_written_once_a_step() {
    let document = Project::of(&program("kept(path: \"a\")\nkept(path: \"b\")"))
        .build_json("documents/Acme-C");
    let text = document["mainSteps"][0]["inputs"]["runCommand"].to_string();
    assert_eq!(text.matches("_m_kept() {").count(), 1);
    assert_eq!(text.matches("printf '%s\\\\n' \\\"$content\\\"").count(), 1, "{text}");
}

#[test]
fn a_failing_step_ends_the_command() {
    let document = Project::of(&program("kept(path: \"a\")\nreboot\nkept(path: \"b\")"))
        .build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"][0]["inputs"]["onFailure"], "exit");
}
