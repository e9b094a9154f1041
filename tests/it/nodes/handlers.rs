//! Handlers run once, at the end, where a task changed something.

use super::node::everywhere;
use super::program;

const RELOAD: &str = r#"
  kept(path: "a") notify reload
  kept(path: "b") notify reload

  handler reload {
    sh "echo reloaded >> log"
  }
"#;

#[test]
fn a_handler_runs_once_for_all_that_notify_it() {
    everywhere(&program(RELOAD), |node| {
        node.apply().expect(0, &["changed kept a", "changed kept b", "changed sh"]);
        assert_eq!(node.read("log").as_deref(), Some("reloaded\n"));
    });
}

#[test]
fn a_handler_does_not_run_where_nothing_changed() {
    everywhere(&program(RELOAD), |node| {
        node.apply();
        node.apply().expect(0, &["ok kept a", "ok kept b"]);
        assert_eq!(node.read("log").as_deref(), Some("reloaded\n"));
    });
}

#[test]
fn a_notification_outlives_a_run_that_fails() {
    let source = program(
        r#"
  kept(path: "a") notify reload
  sh "[ -e now ]"

  handler reload {
    sh "echo reloaded >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(1, &["changed kept a", "failed sh"]);
        assert_eq!(node.read("log"), None);
        std::fs::write(node.path("now"), "").expect("a file");
        node.apply().expect(0, &["ok kept a", "changed sh", "changed sh"]);
        assert_eq!(node.read("log").as_deref(), Some("reloaded\n"));
        node.apply().expect(0, &["ok kept a", "changed sh"]);
    });
}

#[test]
fn handlers_run_in_the_order_of_their_declaration() {
    let source = program(
        r#"
  kept(path: "a") notify second notify first

  handler first {
    sh "echo first >> log"
  }
  handler second {
    sh "echo second >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("first\nsecond\n"));
    });
}

#[test]
fn a_handler_may_notify_another() {
    let source = program(
        r#"
  kept(path: "a") notify first

  handler first {
    kept(path: "b") notify second
  }
  handler second {
    sh "echo second >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed kept a", "changed kept b", "changed sh"]);
        assert_eq!(node.read("log").as_deref(), Some("second\n"));
    });
}

#[test]
fn flushed_handlers_run_at_once_and_not_again() {
    let source = program(
        r#"
  kept(path: "a") notify reload
  flush handlers
  sh "echo behind >> log"

  handler reload {
    sh "echo reloaded >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("reloaded\nbehind\n"));
    });
}

#[test]
fn a_handler_of_the_project_serves_several_roles() {
    let source = r#"
handler reload {
  sh "echo reloaded >> log"
}
role one {
  sh "touch a" creates "a" notify reload
}
role two {
  sh "touch b" creates "b" notify reload
}
command c "Acme-C" {
  one()
  two()
}
"#;
    everywhere(source, |node| {
        node.apply().expect(0, &["changed one: sh", "changed two: sh", "changed one: sh"]);
        assert_eq!(node.read("log").as_deref(), Some("reloaded\n"));
    });
}

#[test]
fn a_step_of_its_own_between_them_does_not_lose_a_notification() {
    let source = program(
        r#"
  kept(path: "a") notify reload
  sh "echo alone >> log" timeout 5m
  kept(path: "b")

  handler reload {
    sh "echo reloaded >> log"
  }
"#,
    );
    everywhere(&source, |node| {
        assert_eq!(node.document()["mainSteps"].as_array().map(Vec::len), Some(3));
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("alone\nreloaded\n"));
    });
}

/// A role whose handler is the same for every call, and one whose handler is not.
const SITE: &str = r#"
role site {
  param name: String

  kept(path: name) notify reload notify told
  kept(path: "${name}.d")

  handler reload {
    sh "echo reloaded >> log"
  }
  handler told {
    sh(name: name) "echo $name >> log"
  }
}
"#;

#[test]
fn equal_handlers_of_several_calls_run_once() {
    let source = format!("{SITE}{}", program("site(name: \"a\")\n  site(name: \"b\")"));
    everywhere(&source, |node| {
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("a\nreloaded\nb\n"));
        std::fs::remove_file(node.path("a")).expect("a file");
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("a\nreloaded\nb\na\nreloaded\n"));
    });
}

#[test]
fn handlers_with_the_same_value_of_the_run_are_equal() {
    let role = "role r {\n  param path: String\n  param word: String\n  kept(path: path) notify say\n  handler say {\n    sh(word: word) \"echo $word >> log\"\n  }\n}\n";
    let members = "param Word: String = \"w\"\n  r(path: \"a\", word: Word)\n  r(path: \"b\", word: Word)\n  r(path: \"c\", word: \"w\")";
    everywhere(&format!("{role}{}", program(members)), |node| {
        node.run("apply", &[("Word", "w")]);
        assert_eq!(node.read("log").as_deref(), Some("w\nw\n"));
    });
}

#[test]
fn a_handler_that_runs_for_two_stands_behind_all_that_notify_it() {
    let role = r#"
role r {
  param name: String
  kept(path: name) notify first

  handler first {
    kept(path: "${name}.first") notify second
  }
  handler second {
    sh "echo second >> log"
  }
}
"#;
    let source = format!("{role}{}", program("r(name: \"a\")\n  r(name: \"b\")"));
    everywhere(&source, |node| {
        let run = node.apply();
        assert_eq!(run.tasks.last().map(String::as_str), Some("changed r: sh"), "{}", run.out);
        assert_eq!(node.read("log").as_deref(), Some("second\n"));
        // Nothing is left to be told in a later run.
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("second\n"));
    });
}

#[test]
fn a_handler_that_reads_a_result_of_its_call_is_its_own() {
    let role = r#"
role r {
  param name: String
  let file = kept(path: name) notify say

  handler say {
    sh "echo said >> log" when file.changed
  }
}
"#;
    let source = format!("{role}{}", program("r(name: \"a\")\n  r(name: \"b\")"));
    everywhere(&source, |node| {
        std::fs::write(node.path("a"), "x\n").expect("a file");
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("said\n"));
    });
}

#[test]
fn a_role_may_notify_a_handler_of_who_calls_it() {
    let source = format!(
        "{}{}",
        r#"
role outer {
  inner()
  handler outermost {
    sh "echo of outer >> log"
  }
}
role inner {
  kept(path: "a") notify mine notify outermost notify reload
  handler mine {
    kept(path: "b") notify reload
  }
}
"#,
        program(
            r#"
  outer()
  handler reload {
    sh "echo reloaded >> log"
  }
  handler outermost {
    sh "echo of the command >> log"
  }
  kept(path: "c") notify outermost
"#
        )
    );
    everywhere(&source, |node| {
        node.apply();
        let wanted = "of outer\nreloaded\nof the command\n";
        assert_eq!(node.read("log").as_deref(), Some(wanted));
    });
}

#[test]
fn handlers_of_the_project_run_last_and_in_their_order() {
    let source = format!(
        "{}{}",
        r#"
handler early {
  sh "touch x" creates "x" notify late
  sh "echo early >> log"
}
handler late {
  sh "echo late >> log"
}
"#,
        program(
            "kept(path: \"a\") notify late notify early notify mine\n  handler mine {\n    kept(path: \"m\") notify early\n    sh \"echo mine >> log\"\n  }"
        )
    );
    everywhere(&source, |node| {
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("mine\nearly\nlate\n"));
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("mine\nearly\nlate\n"));
    });
}

#[test]
fn handlers_of_a_role_that_a_handler_calls_run_behind_it() {
    let role = "role r {\n  kept(path: \"r\") notify rolled\n  handler rolled {\n    sh \"echo rolled >> log\"\n  }\n}\n";
    let members = "kept(path: \"a\") notify first\n  handler first {\n    r()\n    sh \"echo first >> log\"\n  }";
    everywhere(&format!("{role}{}", program(members)), |node| {
        node.apply();
        assert_eq!(node.read("log").as_deref(), Some("first\nrolled\n"));
    });
}
