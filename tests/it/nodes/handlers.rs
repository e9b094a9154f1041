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
