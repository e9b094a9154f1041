//! What a task did, for the conditions of others.

use super::node::everywhere;
use super::program;
use crate::support::{check_codes, check_one};

#[test]
fn a_task_may_depend_on_what_another_changed() {
    let source = program(
        r#"
  let config = kept(path: "a")
  step restart: sh "true" when config.changed
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed config", "changed restart"]);
        node.apply().expect(0, &["ok config", "skipped restart"]);
    });
}

#[test]
fn a_task_may_depend_on_a_failure() {
    let source = program(
        r#"
  let tried = sh "exit 3" on failure continue
  step instead: sh "true" when tried.failed
  step regular: sh "true" when not tried.failed
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["failed tried", "changed instead", "skipped regular"]);
    });
}

#[test]
fn results_reach_the_steps_behind() {
    let source = program(
        r#"
  let config = kept(path: "a")
  step alone: sh "true" when config.changed timeout 5m
  step last: sh "true" when config.changed
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed config", "changed alone", "changed last"]);
        node.apply().expect(0, &["ok config", "skipped alone", "skipped last"]);
        // What the steps of a run knew of each other is gone with it.
        let left = std::fs::read_dir(node.path("ordain")).expect("a folder");
        assert!(left.flatten().all(|entry| entry.path().is_file()));
    });
}

#[test]
fn a_flag_may_be_handed_to_a_script() {
    let source = program(
        r#"
  let config = kept(path: "a")
  sh(changed: config.changed) "echo $changed >> log"
"#,
    );
    everywhere(&source, |node| {
        node.apply();
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("true\nfalse\n"));
    });
}

#[test]
fn a_flag_reaches_a_step_of_its_own() {
    let source = program(
        r#"
  let config = kept(path: "a")
  sh(changed: config.changed) "echo $changed >> log" on success exit
"#,
    );
    everywhere(&source, |node| {
        node.apply();
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("true\nfalse\n"));
    });
}

#[test]
fn a_flag_reaches_a_step_of_its_own_of_power_shell() {
    let source = r#"
module kept {
  on windows {
    check ps"$false"
    apply ps"Write-Output x"
  }
}
command c "Acme-C" {
  let config = kept()
  ps(changed: config.changed) "Write-Output $changed"
}
"#;
    let document = crate::support::Project::of(source).build_json("documents/Acme-C");
    let lines = document["mainSteps"][1]["inputs"]["runCommand"].as_array().expect("lines");
    let place =
        |text: &str| lines.iter().position(|it| it.as_str().expect("a line").starts_with(text));
    let (read, bound) = (place("$did_0 = "), place("$changed = ($did_0 -ceq 'changed')"));
    assert!(read.is_some() && read < bound, "{lines:#?}");
}

/// The folder with what tasks did is root's alone.
#[test]
fn a_flag_reaches_another_user() {
    let flag = "sh(changed: config.changed) \"echo $changed >> log\" become \"deploy\"";
    for clause in ["", " on success exit"] {
        let source = program(&format!("  let config = kept(path: \"a\")\n  {flag}{clause}\n"));
        everywhere(&source, |node| {
            node.program("runuser", "shift 3\nexec \"$@\"");
            node.program("getent", "echo \"$2:x:1:1::/home/$2:/bin/sh\"");
            node.apply();
            node.apply();
            assert_eq!(node.read("log").as_deref(), Some("true\nfalse\n"), "{clause}");
        });
    }
}

#[test]
fn what_a_step_of_its_own_did_is_not_known() {
    let source = program(
        r#"
  kept(path: "a")
  let alone = sh "true" on success exit
  sh(changed: alone.changed) "echo $changed"
"#,
    );
    crate::support::check_codes(&source, &["E0596"]);
}

#[test]
fn a_task_is_tried_again_as_often_as_it_may_be() {
    let source = program(
        r#"
  step flaky: sh """
    echo try >> log
    [ "$(wc -l < log)" -ge 2 ]
  """ attempts 3
  kept(path: "a")
"#,
    );
    // One shell is enough: a try waits for five seconds.
    let document = crate::support::Project::of(&source).build_json("documents/Acme-C");
    let text = document["mainSteps"][0]["inputs"]["runCommand"].to_string();
    assert!(text.contains("_task 0 'flaky' 3"), "{text}");
}

#[test]
fn a_result_is_no_condition_by_itself() {
    for (condition, task) in [("", " when rrr"), ("if rrr {\n", "\n}"), ("", " when not rrr")] {
        let source = program(&format!("let rrr = sh \"x\"\n{condition}sh \"y\"{task}"));
        let found = check_one(&source);
        assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0301", "rrr"));
        assert_eq!(found.help.as_deref(), Some("write `rrr.changed` or `rrr.failed`"));
        assert!(found.message.ends_with("takes `Bool`, not the result of a task"));
    }
}

#[test]
fn a_block_has_no_name() {
    let source = program(
        "let bbb = block {\n sh \"x\"\n} rescue {\n sh \"y\"\n}\nsh \"z\" when bbb.changed",
    );
    let found = check_one(&source);
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0599", "bbb"));
    let runbook = "runbook rrr {\n  let bbb = block {\n    sleep 1m\n  }\n  output bbb.x\n}\n";
    check_codes(runbook, &["E0599"]);
    // The word is free elsewhere.
    check_codes(&program("let block = sh \"x\"\nsh \"y\" when block.changed"), &[]);
}
