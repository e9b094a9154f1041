//! A command that is too large for one document does what one of a single document does.

use super::node::{Node, everywhere};
use super::{padded, program};
use crate::command::HOSTILE;

const PADS: [&str; 2] = ["changed one", "changed two"];

/// Without the tasks that only take room.
fn own(tasks: &[String]) -> Vec<String> {
    tasks.iter().filter(|task| !PADS.contains(&task.as_str())).cloned().collect()
}

fn files(node: &Node) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(node.path("")).expect("a folder").flatten();
    let mut files: Vec<(String, String)> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "_script.sh" && name != "ordain")
        .map(|name| (name.clone(), node.read(&name).expect("a file")))
        .collect();
    files.sort();
    files
}

/// The notifications, and whether anything else is kept but the log.
fn kept(node: &Node) -> Vec<String> {
    let entries = std::fs::read_dir(node.path("ordain")).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Runs the members as one document and in parts, `runs` times each, and compares all that shows.
#[track_caller]
fn check_same(members: &str, runs: usize) {
    type Seen = (Option<i32>, Vec<String>, Vec<(String, String)>, Vec<String>);
    let see = |source: &str, parts: bool| {
        let seen = std::cell::RefCell::new(Vec::<Vec<Seen>>::new());
        everywhere(source, |node| {
            assert_eq!(node.is_split(), parts);
            let run = |_| {
                let run = node.apply();
                // To the agent 168 is success.
                let code = run.code.map(|code| if code == 168 { 0 } else { code });
                (code, own(&run.tasks), files(node), kept(node))
            };
            seen.borrow_mut().push((0..runs).map(run).collect());
        });
        seen.into_inner()
    };
    let whole = see(&program(&members.replace("PAD", "")), false);
    let parts = see(&padded(members), true);
    for (mut whole, mut parts) in whole.into_iter().zip(parts) {
        // The folder of a run that failed stays, for a week.
        let both = whole.iter_mut().chain(&mut parts);
        both.for_each(|(_, _, _, kept)| kept.retain(|name| name != "run-1"));
        assert_eq!(whole, parts);
    }
}

#[test]
fn what_a_task_changed_is_known_behind_the_cut() {
    check_same(
        r#"
  let config = kept(path: "a")
  let other = sh "exit 3" on failure continue
  PAD
  step restart: sh "echo restarted >> log" when config.changed
  step mend: sh "echo mended >> log" when other.failed
  step never: sh "echo never >> log" when not config.changed and not other.failed
"#,
        2,
    );
}

#[test]
fn a_handler_hears_of_all_parts() {
    let members = r#"
  kept(path: "a") notify reload
  PAD
  kept(path: "b") notify reload

  handler reload {
    sh "echo reloaded >> log"
  }
"#;
    check_same(members, 3);
}

#[test]
fn handlers_that_are_flushed_in_a_part_do_not_run_again() {
    let members = r#"
  kept(path: "a") notify reload
  flush handlers
  PAD
  kept(path: "b") notify again

  handler reload {
    sh "echo reloaded >> log"
  }
  handler again {
    sh "echo again >> log"
  }
"#;
    check_same(members, 2);
}

#[test]
fn a_failure_ends_the_parts_and_keeps_the_notification() {
    let members = r#"
  kept(path: "a") notify reload
  PAD
  sh "[ -e now ] || { : > now; exit 4; }"
  kept(path: "b")

  handler reload {
    sh "echo reloaded >> log"
  }
"#;
    check_same(members, 3);
    check_same(
        &members.replace(
            "kept(path: \"a\") notify reload\n  PAD",
            "PAD\n  kept(path: \"a\") notify reload",
        ),
        3,
    );
}

#[test]
fn a_failure_in_the_first_part_leaves_the_others_out() {
    check_same(
        r#"
  sh "exit 4"
  PAD
  kept(path: "b")
"#,
        2,
    );
}

#[test]
fn blocks_rescue_in_each_part() {
    check_same(
        r#"
  block {
    kept(path: "a")
    sh "exit 4"
  } rescue {
    sh "echo rescued >> log"
  } always {
    sh "echo always >> log"
  }
  PAD
  block {
    sh "exit 5"
  } rescue {
    sh "echo rescued again >> log"
  }
"#,
        2,
    );
}

/// 168 is the agent's own: it ends the command with success.
#[test]
fn a_task_of_a_part_may_end_the_command_with_success() {
    let members = r#"
  sh "exit 168"
  PAD
  kept(path: "b")
  step alone: sh "echo alone >> log" timeout 5m
"#;
    check_same(members, 2);
}

#[test]
fn a_step_of_its_own_between_parts_is_left_out_after_a_stop() {
    let members = r#"
  kept(path: "a")
  PAD
  sh "exit 168"
  plugin.runShellScript(runCommand: ["echo plugin >> log"])
  kept(path: "b")
"#;
    check_same(members, 2);
}

#[test]
fn steps_of_their_own_stand_between_parts() {
    let members = r#"
  let first = kept(path: "a")
  PAD
  plugin.runShellScript(runCommand: ["echo plugin >> log"])
  step last: sh "echo last >> log" when first.changed
"#;
    check_same(members, 2);
}

#[test]
fn check_mode_reaches_the_parts() {
    let source = padded("  kept(path: \"a\")\n  PAD\n  kept(path: \"b\")\n");
    everywhere(&source, |node| {
        node.check().expect(0, &["changed kept a", "skipped one", "skipped two", "changed kept b"]);
        assert_eq!((node.read("a"), node.read("b")), (None, None));
    });
}

#[test]
fn texts_reach_the_parts_as_they_are() {
    let source = padded(
        r#"
  param Text: String
  param Level: "info" | "debug" = "info"
  PAD
  kept(path: "a")
  step again: sh(text: Text, level: Level) "printf %s \"$level:$text\" > text"
"#,
    );
    everywhere(&source, |node| {
        let long = "it's \"long\" $(id)\n\n".repeat(5_000);
        for value in HOSTILE.iter().copied().chain([long.as_str(), "\n", "x\n\n", ""]) {
            let run = node.run("apply", &[("Text", value), ("Level", "debug")]);
            assert_eq!(run.code, Some(0), "{value:.40?}: {}", run.out);
            assert_eq!(node.read("text"), Some(format!("debug:{value}")), "{value:.40?}");
        }
    });
}

#[test]
fn what_parts_know_of_each_other_is_gone_behind_the_last() {
    let source = padded("  param Text: String\n  PAD\n  kept(path: \"a\", content: Text)\n");
    everywhere(&source, |node| {
        node.run("apply", &[("Text", "x")]);
        assert_eq!(kept(node), ["Acme-C.log"]);
    });
}

#[test]
fn a_part_does_not_run_by_itself_or_with_those_of_another_build() {
    everywhere(&padded("  kept(path: \"a\")\n  PAD\n"), |node| {
        let (code, out) = node.step_alone("Acme-C-part-1");
        assert_eq!(code, Some(169), "{out}");
        assert!(out.contains("this is a part of Acme-C: run Acme-C"), "{out}");
        std::fs::create_dir_all(node.path("ordain/run-1")).expect("a folder");
        std::fs::write(node.path("ordain/run-1/build"), "0123456789abcdef\n").expect("a file");
        assert_eq!(node.step_alone("Acme-C-part-1").0, Some(169));
        assert_eq!(node.read("a"), None);
    });
}
