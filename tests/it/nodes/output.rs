//! What a run prints, and what it leaves.

use super::node::everywhere;
use super::program;

/// Characters that the console shows of a step.
const SHOWN: usize = 2500;

#[test]
fn the_last_lines_are_the_tasks_a_count_and_a_line_for_machines() {
    everywhere(&program("kept(path: \"a\")"), |node| {
        let run = node.apply();
        let summary = run.summary();
        assert_eq!(summary["ordain"], 1);
        assert_eq!(summary["document"], "Acme-C");
        assert_eq!(summary["mode"], "apply");
        assert_eq!((&summary["ok"], &summary["changed"]), (&0.into(), &1.into()));
        let lines: Vec<&str> = run.out.lines().collect();
        assert_eq!(lines.len(), 3, "{}", run.out);
        assert!(lines[1].starts_with("0 ok, 1 changed, 0 skipped, 0 failed; log: "), "{}", run.out);
    });
}

#[test]
fn a_failing_task_shows_the_end_of_its_output() {
    let source = program(
        "kept(path: \"a\")\nsh \"\"\"\n  seq 1 2000\n  echo 'it broke' >&2\n  exit 3\n\"\"\"",
    );
    everywhere(&source, |node| {
        let run = node.apply();
        assert_eq!(run.code, Some(1));
        assert!(run.out.contains("2000\nit broke\n"), "{}", run.out);
        assert!(run.out.len() <= SHOWN, "{} characters", run.out.len());
        let log = node.read("ordain/Acme-C.log").expect("a log");
        assert!(log.contains("\n1\n2\n3\n"), "{log}");
    });
}

#[test]
fn a_long_list_is_cut_to_what_changed() {
    let source = program(
        "for number in range(1, 60) {\n  kept(path: \"a-rather-long-name-of-a-file-${number}\")\n}",
    );
    everywhere(&source, |node| {
        let first = node.apply();
        assert!(first.out.len() <= SHOWN, "{} characters", first.out.len());
        assert_eq!(first.summary()["changed"], 59);
        std::fs::remove_file(node.path("a-rather-long-name-of-a-file-7")).expect("a file");
        let second = node.apply();
        second.expect(0, &["changed kept a-rather-long-name-of-a-file-7"]);
        assert_eq!(second.summary()["ok"], 58);
    });
}

#[test]
fn a_check_that_can_not_tell_is_a_failure_and_nothing_is_applied() {
    let source = r#"
module odd {
  param code: Int

  on linux, macos {
    check sh"exit $code"
    apply sh"touch applied"
  }
}
command c "Acme-C" {
  odd(code: 127)
}
"#;
    everywhere(source, |node| {
        node.apply().expect(1, &["failed odd"]);
        assert_eq!(node.read("applied"), None);
    });
}

#[test]
fn what_is_not_as_declared_behind_apply_has_failed() {
    let source = r#"
module never {
  on linux, macos {
    check sh"false"
    apply sh"true"
  }
}
command c "Acme-C" {
  never()
}
"#;
    everywhere(source, |node| {
        let run = node.apply();
        run.expect(1, &["failed never"]);
        assert!(run.out.contains("applied, and still not as declared"), "{}", run.out);
    });
}

#[test]
fn a_module_can_tell_the_test_behind_apply() {
    let source = r#"
module restarted {
  on linux, macos {
    check sh"""
      [ -n "$applied" ]
    """
    apply sh"echo restarted >> log"
  }
}
command c "Acme-C" {
  restarted()
}
"#;
    everywhere(source, |node| {
        node.apply().expect(0, &["changed restarted"]);
        assert_eq!(node.read("log").as_deref(), Some("restarted\n"));
    });
}

#[test]
fn others_cannot_read_the_log() {
    use std::os::unix::fs::PermissionsExt;
    everywhere(&program("kept(path: \"a\")"), |node| {
        node.apply();
        for (name, mode) in [("ordain", 0o700), ("ordain/Acme-C.log", 0o600)] {
            let metadata = std::fs::metadata(node.path(name)).expect("it is there");
            assert_eq!(metadata.permissions().mode() & 0o777, mode, "{name}");
        }
    });
}

#[test]
fn the_codes_of_the_agent_are_passed_on() {
    for code in [168, 169, 194] {
        let source = program(&format!("kept(path: \"a\")\nsh \"exit {code}\"\nsh \"touch b\""));
        everywhere(&source, |node| {
            assert_eq!(node.apply().code, Some(code));
            assert_eq!(node.read("b"), None);
        });
    }
}
