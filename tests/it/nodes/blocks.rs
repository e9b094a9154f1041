//! `block`, `rescue` and `always` around tasks.

use super::node::everywhere;
use super::program;

#[test]
fn a_failure_that_is_rescued_is_no_failure() {
    let source = program(
        r#"
  block {
    step broken: sh "exit 3"
    step left_out: sh "echo never >> log"
  } rescue {
    step mended: sh "echo mended >> log"
  }
  step after: sh "echo after >> log"
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["failed broken", "changed mended", "changed after"]);
        assert_eq!(node.read("log").as_deref(), Some("mended\nafter\n"));
    });
}

#[test]
fn the_rescue_of_a_block_that_is_well_does_not_run() {
    let source = program(
        r#"
  block {
    step fine: sh "true"
  } rescue {
    step mended: sh "echo mended >> log"
  }
"#,
    );
    everywhere(&source, |node| node.apply().expect(0, &["changed fine"]));
}

#[test]
fn always_runs_after_a_failure_which_stays_one() {
    let source = program(
        r#"
  block {
    step broken: sh "exit 3"
  } always {
    step cleaned: sh "echo cleaned >> log"
  }
  step after: sh "echo after >> log"
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(1, &["failed broken", "changed cleaned"]);
        assert_eq!(node.read("log").as_deref(), Some("cleaned\n"));
    });
}

#[test]
fn always_runs_after_a_rescue_that_fails() {
    let source = program(
        r#"
  block {
    step broken: sh "exit 3"
  } rescue {
    step worse: sh "exit 4"
  } always {
    step cleaned: sh "true"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(1, &["failed broken", "failed worse", "changed cleaned"]);
    });
}

#[test]
fn a_block_within_a_block_is_rescued_by_the_nearest() {
    let source = program(
        r#"
  block {
    block {
      step broken: sh "exit 3"
    } rescue {
      step inner: sh "true"
    }
    step next: sh "true"
  } rescue {
    step outer: sh "true"
  }
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["failed broken", "changed inner", "changed next"]);
    });
}

#[test]
fn a_block_has_a_condition_and_a_user_for_all_its_tasks() {
    let source = program(
        r#"
  param Wanted: Bool = false
  block {
    step first: sh "true"
  } when Wanted
"#,
    );
    everywhere(&source, |node| {
        node.run("apply", &[("Wanted", "false")]).expect(0, &[]);
        node.run("apply", &[("Wanted", "true")]).expect(0, &["changed first"]);
    });
}

#[test]
fn a_task_that_may_fail_lets_the_others_run() {
    let source = program(
        r#"
  kept(path: "a")
  step broken: sh "exit 3" on failure continue
  step next: sh "true"
"#,
    );
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed kept a", "failed broken", "changed next"]);
    });
}
