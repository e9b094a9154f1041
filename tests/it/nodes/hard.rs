//! Corners where a script could lose something without a word.

use super::node::everywhere;
use super::program;
use crate::support::{Project, check_codes};

#[test]
fn a_task_that_may_fail_does_not_end_the_steps_behind_it() {
    let source =
        program("kept(path: \"no/where\") timeout 1m on failure continue\nkept(path: \"b\")");
    everywhere(&source, |node| {
        node.apply().expect(0, &["failed kept no/where", "changed kept b"]);
    });
}

#[test]
fn what_did_not_run_notifies_nobody() {
    let source = program(
        r#"
  block {
    sh "exit 3"
  } always {
    kept(path: "a")
  }
  kept(path: "never") on failure continue notify reload

  handler reload {
    sh "echo reloaded >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(1, &["failed sh", "changed kept a"]);
        assert!(node.read("ordain/Acme-C.apply.reload").is_none());
    });
}

#[test]
fn a_restart_inside_a_task_keeps_its_notification() {
    let source = r#"
module restarting {
  on linux, macos {
    check sh"[ -e done ]"
    apply sh"touch done; exit 194"
  }
}
command c "Acme-C" {
  restarting() notify reload

  handler reload {
    sh "echo reloaded >> log"
  }
}
"#;
    everywhere(source, |node| {
        assert_eq!(node.apply().code, Some(194));
        assert_eq!(node.read("log"), None);
        node.apply().expect(0, &["ok restarting", "changed sh"]);
        assert_eq!(node.read("log").as_deref(), Some("reloaded\n"));
    });
}

#[test]
fn a_rescue_forgives_all_failures_of_its_block() {
    let source = program(
        r#"
  block {
    block {
      step one: sh "exit 3"
    } always {
      step two: sh "exit 4"
    }
  } rescue {
    step three: sh "true"
  }
"#,
    );
    everywhere(&source, |node| {
        let run = node.apply();
        run.expect(0, &["failed one", "failed two", "changed three"]);
        assert_eq!(run.summary()["failed"], 0);
    });
}

#[test]
fn names_of_modules_meet_neither_each_other_nor_the_run_time() {
    for (one, other) in [("m_2", "m"), ("say", "end"), ("task_0", "stop"), ("skip", "keep")] {
        let module = |name: &str| {
            format!(
                "module {name} {{\n param path: String\n on linux, macos {{\n  check sh\"[ -e $path ]\"\n  apply sh\"echo {name} > $path\"\n }}\n}}\n"
            )
        };
        let source = format!(
            "{}{}command c \"Acme-C\" {{\n  {one}(path: \"a\")\n  {other}(path: \"b\")\n}}\n",
            module(one),
            module(other)
        );
        everywhere(&source, |node| {
            let (first, second) = (format!("changed {one} a"), format!("changed {other} b"));
            node.apply().expect(0, &[&first, &second]);
            assert_eq!(node.read("a"), Some(format!("{one}\n")));
            assert_eq!(node.read("b"), Some(format!("{other}\n")));
        });
    }
}

#[test]
fn setup_has_no_hold_over_what_follows() {
    let source = r#"
module odd {
  on linux, macos {
    setup sh"set -- a b; return 0"
    check sh"[ -e done ]"
    apply sh"touch done"
  }
}
command c "Acme-C" {
  odd()
}
"#;
    everywhere(source, |node| node.apply().expect(0, &["changed odd"]));
}

#[test]
fn handlers_that_are_flushed_under_a_condition_may_be_none() {
    let source = program(
        "kept(path: \"a\")\nflush handlers when facts.arch == \"other\"\nkept(path: \"b\")",
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed kept a", "changed kept b"]);
    });
}

#[test]
fn a_folder_that_is_not_there_is_a_failure_in_every_shell() {
    everywhere(&program("kept(path: \"a\") dir \"no-such-folder\""), |node| {
        node.check().expect(1, &["failed kept a"]);
    });
}

#[test]
fn the_failed_task_is_in_the_list_however_long_it_is() {
    let source = program(
        "for number in range(1, 80) {\n  kept(path: \"a-rather-long-name-of-a-file-${number}\")\n}\nstep broken: sh \"exit 3\"",
    );
    everywhere(&source, |node| {
        let run = node.apply();
        assert!(run.tasks.contains(&"failed broken".to_owned()), "{}", run.out);
        assert!(run.out.len() <= 2500, "{}", run.out.len());
    });
}

#[test]
fn much_output_of_a_failing_task_costs_little() {
    let source = program("kept(path: \"a\")\nsh \"seq 1 300000; exit 3\"");
    everywhere(&source, |node| {
        assert!(node.apply().out.contains("\n300000\n"));
    });
}

#[test]
fn handlers_of_bash_are_flushed_by_bash() {
    let source = program(
        "kept(path: \"a\") notify h\nflush handlers\nkept(path: \"b\")\nhandler h {\n  bash \"arr=(1 2); echo ${#arr[@]} >> log\"\n}",
    );
    everywhere(&source, |node| {
        assert_eq!(node.apply().code, Some(0));
        assert_eq!(node.read("log").as_deref(), Some("2\n"));
    });
}

#[test]
fn a_first_line_that_names_a_shell_is_kept() {
    let source = program(
        "kept(path: \"a\")\nsh \"\"\"\n  #!/bin/bash\n  arr=(1 2)\n  echo \"${#arr[@]}\" > count\n\"\"\"",
    );
    let document = Project::of(&source).build_json("documents/Acme-C");
    let last = &document["mainSteps"][1]["inputs"]["runCommand"];
    assert_eq!(last[0], "#!/bin/bash", "{last}");
}

#[test]
fn a_finally_task_stays_behind_the_handlers() {
    let source =
        program("kept(path: \"a\") notify h\nsh \"true\" finally\nhandler h { kept(path: \"b\") }");
    let document = Project::of(&source).build_json("documents/Acme-C");
    let last = document["mainSteps"].as_array().and_then(|steps| steps.last()).expect("a step");
    assert_eq!(last["inputs"]["finallyStep"], true, "{document:#}");
}

#[test]
fn a_task_for_a_platform_that_its_module_lacks_is_an_error() {
    check_codes(
        &program("kept(path: \"a\")\nkept(path: \"b\") when facts.platform == \"Windows\""),
        &["E0591"],
    );
}

#[test]
fn tasks_of_windows_find_their_facts_out_themselves() {
    let module = "module w {\n  param arch: String\n  on windows {\n    apply ps\"Write-Output $arch\"\n  }\n}\n";
    let source = format!(
        "{module}command ccc \"Acme-C\" {{\n  w(arch: facts.arch) when facts.os_family == \"Windows\"\n  w(arch: facts.arch)\n}}\n"
    );
    check_codes(&source, &[]);
    let document = Project::of(&source).build_json("documents/Acme-C");
    let script = document["mainSteps"][0]["inputs"]["runCommand"][0].as_str().expect("a script");
    assert_eq!(script.matches("function Fact_arch_ {").count(), 1, "{script}");
    assert!(script.contains("$arch = (Fact_arch_)"), "{script}");
    assert!(
        script.contains("[string]::Equals((Fact_os_family_), 'Windows', 'Ordinal')"),
        "{script}"
    );
}

#[test]
fn names_of_what_is_put_around_scripts_are_refused() {
    let module = |name: &str| {
        format!(
            "module m {{\n  param {name}: String\n  on linux {{\n    check sh\"true\"\n    apply sh\"echo ${name}\"\n  }}\n}}\n"
        )
    };
    check_codes(&module("_verb"), &["E0578"]);
    check_codes(&module("verb"), &[]);
}

#[test]
fn handlers_run_whatever_tags_are_asked_for() {
    let source =
        program("kept(path: \"a\") tags \"web\" notify h\nhandler h { sh \"echo reloaded\" }");
    let document = Project::of(&source).tag("web").build_json("documents/Acme-C");
    assert!(document.to_string().contains("echo reloaded"));
}
