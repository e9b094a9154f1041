//! Check mode changes nothing and says what would change.

use super::node::everywhere;
use super::program;

#[test]
fn nothing_is_applied_and_what_would_be_is_said() {
    let source = program("kept(path: \"a\")\nkept(path: \"b\")");
    everywhere(&source, |node| {
        std::fs::write(node.path("b"), "x\n").expect("a file");
        node.check().expect(0, &["changed kept a", "ok kept b"]);
        assert_eq!(node.read("a"), None);
        node.apply().expect(0, &["changed kept a", "ok kept b"]);
    });
}

#[test]
fn a_script_that_can_not_tell_is_left_out() {
    let source = program("kept(path: \"a\")\nsh \"touch b\"\nsh \"touch c\" creates \"c\"");
    everywhere(&source, |node| {
        node.check().expect(0, &["changed kept a", "skipped sh", "changed sh"]);
        assert_eq!((node.read("b"), node.read("c")), (None, None));
    });
}

#[test]
fn handlers_and_conditions_see_what_would_change() {
    let source = program(
        r#"
  let first = kept(path: "a") notify follow
  kept(path: "b") when first.changed

  handler follow {
    kept(path: "c")
  }
"#,
    );
    everywhere(&source, |node| {
        let predicted = node.check();
        predicted.expect(0, &["changed first", "changed kept b", "changed kept c"]);
        assert_eq!(node.apply().tasks, predicted.tasks);
        node.check().expect(0, &["ok first", "skipped kept b"]);
    });
}

#[test]
fn steps_of_their_own_do_nothing() {
    let source = program("kept(path: \"a\")\nraw sh \"touch b\"\nsh \"touch c\" on success exit");
    everywhere(&source, |node| {
        node.check();
        assert_eq!((node.read("b"), node.read("c")), (None, None));
        node.apply();
        assert!(node.read("b").is_some() && node.read("c").is_some());
    });
}

#[test]
fn a_restart_waits_for_a_run_that_applies() {
    let source = program("let config = kept(path: \"a\")\nreboot when config.changed");
    everywhere(&source, |node| {
        assert_eq!(node.check().code, Some(0));
        assert_eq!(node.apply().code, Some(194));
    });
}

#[test]
fn a_command_without_modules_has_no_mode() {
    let document = crate::support::build_json(
        "command c \"Acme-C\" {\n  sh \"true\"\n}\n",
        "documents/Acme-C",
    );
    assert!(document["parameters"]["Mode"].is_null());
}
