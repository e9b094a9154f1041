//! What follows a task's end, in the only place where the agent reads it.

use super::{codes, steps};

fn inputs(members: &str, index: usize, name: &str) -> serde_json::Value {
    steps(members)[index]["inputs"][name].clone()
}

#[test]
fn a_failing_task_ends_the_command_unless_nothing_follows() {
    let members = "sh \"a\"\nplugin.configureDocker(action: \"Install\")\nsh \"c\"";
    assert_eq!(inputs(members, 0, "onFailure"), "exit");
    assert_eq!(inputs(members, 1, "onFailure"), "exit");
    assert!(inputs(members, 2, "onFailure").is_null());
}

#[test]
fn clauses_change_what_follows() {
    assert!(inputs("sh \"a\" on failure continue\nsh \"b\"", 0, "onFailure").is_null());
    assert_eq!(inputs("sh \"a\" on failure succeed\nsh \"b\"", 0, "onFailure"), "successAndExit");
    assert_eq!(inputs("sh \"a\" on failure succeed", 0, "onFailure"), "successAndExit");
    assert_eq!(inputs("sh \"a\" on success exit\nsh \"b\"", 0, "onSuccess"), "exit");
    let finally = "sh \"a\"\nsh \"b\" finally";
    assert_eq!(inputs(finally, 1, "finallyStep"), true);
    assert_eq!(inputs(finally, 0, "onFailure"), "exit");
}

#[test]
fn a_finally_task_is_the_last() {
    assert_eq!(codes("sh \"a\" finally\nsh \"b\""), ["E0574"]);
    assert_eq!(codes("sh \"a\"\nsh \"b\" finally on success exit"), ["E0574"]);
}

#[test]
fn a_timeout_is_a_text_among_the_inputs() {
    assert_eq!(inputs("sh \"a\" timeout 5m", 0, "timeoutSeconds"), "300");
    let plugin = "plugin.runDockerAction(action: \"Pull\", image: \"nginx\") timeout 1h";
    assert_eq!(inputs(plugin, 0, "timeoutSeconds"), "3600");
    assert_eq!(codes("sh \"a\" timeout 4s"), ["E0583"]);
    assert_eq!(codes("sh \"a\" timeout 49h"), ["E0583"]);
    assert_eq!(codes("plugin.configureDocker(action: \"Install\") timeout 5m"), ["E0575"]);
}

#[test]
fn clauses_for_scripts_are_errors_on_plugins() {
    for clause in
        ["attempts 3", "become \"x\"", "unless sh\"true\"", "creates \"/x\"", "dir \"/x\""]
    {
        let found = codes(&format!("plugin.configureDocker(action: \"Install\") {clause}"));
        assert_eq!(found, ["E0575"], "{clause}");
    }
}

#[test]
fn nothing_is_put_around_a_raw_script() {
    let steps = steps(
        "param Name: String\nraw sh \"\"\"\n  echo {{ Name }}\n  false\n\"\"\" dir \"/opt\" timeout 1m\nraw sh \"two\"",
    );
    assert_eq!(steps[0]["inputs"]["runCommand"], serde_json::json!(["echo {{ Name }}", "false"]));
    assert_eq!(steps[0]["inputs"]["workingDirectory"], "/opt");
    assert_eq!(steps.len(), 2);
    for clause in ["attempts 3", "become \"x\"", "unless sh\"true\"", "creates \"/x\""] {
        assert_eq!(codes(&format!("raw sh \"true\" {clause}")), ["E0575"], "{clause}");
    }
}
