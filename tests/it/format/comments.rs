//! Where comments go.

use super::{check_layout, check_member};

#[test]
fn a_comment_stays_at_the_end_of_its_line() {
    check_layout(
        "use std.file   // files\nconst x = [1, // one\n2 /* two */, 3]   /* all */",
        "use std.file // files\n\nconst x = [\n  1, // one\n  2 /* two */,\n  3,\n] /* all */\n",
    );
}

#[test]
fn a_comment_before_a_comma_comes_behind_it() {
    check_layout(
        "const x = f(a // one\n, b\n// two\n, c)",
        "const x = f(\n  a, // one\n  b,\n  // two\n  c,\n)\n",
    );
}

#[test]
fn comments_before_a_closing_bracket_stay_inside() {
    check_layout(
        "const x = [1\n// one\n\n// two\n]\nconst y = {\n// none\n}\nconst z = f(/* a */)",
        "const x = [\n  1,\n  // one\n\n  // two\n]\nconst y = {\n  // none\n}\nconst z = f(/* a */)\n",
    );
    check_layout(
        "role r {\n\n  // nothing yet\n\n}\nrole s { /* nor here */ }\nrole t { // nor there\n}",
        "role r {\n  // nothing yet\n}\n\nrole s { /* nor here */\n}\n\nrole t { // nor there\n}\n",
    );
}

#[test]
fn comments_stand_above_what_they_are_about() {
    check_member(
        "
     // first


     /// documented
   // and more
   param X: String

// alone

  sh\"a\" // behind
  // last

",
        "  // first

  /// documented
  // and more
  param X: String

  // alone

  sh\"a\" // behind
  // last",
    );
}

#[test]
fn comments_between_clauses_and_operators_have_lines() {
    check_member(
        "sh\"a\" // run\n timeout 5m\n // twice\n attempts 2",
        "  sh\"a\" // run\n    timeout 5m\n    // twice\n    attempts 2",
    );
    check_layout(
        "const x = a // one\n or b\n // two\n or c",
        "const x = a // one\n  or b\n  // two\n  or c\n",
    );
}

#[test]
fn comments_between_blocks_stay_there() {
    check_member(
        "if a { // yes\n exit } // or\n else // no\n { exit }\n block { }\n // mend\n rescue { }",
        "  if a { // yes\n    exit\n  } // or\n  else // no\n  {\n    exit\n  }\n  block {}\n  // mend\n  rescue {}",
    );
}

#[test]
fn comments_in_odd_places_are_kept() {
    check_layout(
        "const /* a */ x // b\n = // c\n f /* d */ ( /* e */ 1 /* f */ ) /* g */ .y",
        "const /* a */ x // b\n  = // c\n  f /* d */ (/* e */ 1 /* f */) /* g */ .y\n",
    );
}

#[test]
fn long_comments_move_with_what_they_stand_above() {
    check_member(
        "\n      /* one\n           two\n       three */\n      sh\"a\"\n/*\n* starred\n   */\n  sh\"b\"",
        "  /* one\n       two\n   three */\n  sh\"a\"\n  /*\n   * starred\n   */\n  sh\"b\"",
    );
}

#[test]
fn the_comments_of_the_file_have_an_empty_line_behind_them() {
    check_layout(
        "//! One.\n//! Two.\n// Three.\nuse std.file",
        "//! One.\n//! Two.\n\n// Three.\nuse std.file\n",
    );
    check_layout("//! One.\n\n\n// Two.", "//! One.\n\n// Two.\n");
}

#[test]
fn several_comments_on_a_line_stay_on_it() {
    check_layout(
        "const x = 1 /* a */ // b\n/* c */ /* d */ // e",
        "const x = 1 /* a */ // b\n/* c */ /* d */ // e\n",
    );
}
