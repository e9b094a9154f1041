//! What is written in a source stays as it is written: numbers, strings, scripts.

use ordain::format::format;
use ordain::text::FileId;

use super::{check_layout, check_member};

#[test]
fn values_keep_their_spelling() {
    for value in [
        "1h30m",
        "5400s",
        "90m",
        "007s",
        "10%",
        "80.50",
        "-1",
        "1..10",
        "-5..-1",
        "8..",
        "..5",
        r#"r"^\d+$""#,
        r#""a\tb\u{41}\$""#,
        r#""""a""""#,
        r#""""""""#,
        r#"text"""b""""#,
        "`4xx`",
        "\"${ a + 1 }\"",
        "{ \"a\": 1, b: 2 }",
        "sh\"echo \\\"$x\\\"\"",
    ] {
        let text = format!("const x = {value}\n");
        check_layout(&text, &text);
    }
}

#[test]
fn blanks_inside_of_values_go_away() {
    check_layout("const x = [ - 1 , 1 .. 3 ]", "const x = [-1, 1..3]\n");
}

#[test]
fn the_lines_of_a_script_move_together() {
    check_member(
        "
  sh \"\"\"
          if a; then

            b
          fi
      \"\"\"  timeout 5m",
        "  sh\"\"\"
    if a; then

      b
    fi
  \"\"\" timeout 5m",
    );
}

#[test]
fn a_text_may_begin_and_end_beside_its_fences() {
    check_layout(
        "const x = text\"\"\"a\n      b\n        c\"\"\"",
        "const x = text\"\"\"a\n  b\n    c\"\"\"\n",
    );
}

#[test]
fn blanks_at_the_ends_of_lines_are_part_of_a_text() {
    check_layout(
        "const x = \"\"\"   \n a  \n    \n b\n\"\"\"",
        "const x = \"\"\"\n  a  \n     \n  b\n\"\"\"\n",
    );
}

#[test]
fn a_text_of_blanks_stays_as_it_is() {
    let text = "const x = text\"\"\"\n \n   \n\"\"\"\n";
    check_layout(text, text);
}

#[test]
fn tabs_inside_of_a_text_stay() {
    check_layout(
        "const x = \"\"\"\n\t\ta\n\t\t\tb\n\"\"\"",
        "const x = \"\"\"\n  a\n  \tb\n\"\"\"\n",
    );
}

#[test]
fn holes_move_with_their_lines() {
    check_layout(
        "const x = \"\"\"\n      ${a} is\n        ${\nb\n} and \\\"\n      \"\"\"",
        "const x = \"\"\"\n  ${a} is\n    ${\nb\n} and \\\"\n\"\"\"\n",
    );
}

#[test]
fn a_longer_fence_stays_longer() {
    let text = "const x = text\"\"\"\"\n  a \"\"\" b\n\"\"\"\"\n";
    check_layout(text, text);
}

#[test]
fn a_text_inside_of_brackets_is_indented_with_them() {
    check_layout(
        "const x = f(a: text\"\"\"\nb\n\"\"\", c: 1)\nconst y = json(text\"\"\"\n  d\n  \"\"\")",
        "const x = f(\n  a: text\"\"\"\n    b\n  \"\"\",\n  c: 1,\n)\nconst y = json(text\"\"\"\n  d\n\"\"\")\n",
    );
}

#[test]
fn line_ends_of_windows_and_a_mark_go_away() {
    check_layout(
        "\u{feff}// a\r\nconst x = \"\"\"\r\n  b  \r\n\r\n    c\r\n\"\"\" // d\r\n/* e\r\n   f */\r\n",
        "// a\nconst x = \"\"\"\n  b  \n\n    c\n\"\"\" // d\n/* e\n   f */\n",
    );
}

#[test]
fn an_empty_file_stays_empty() {
    check_layout("", "");
    check_layout("\n \r\n", "");
    check_layout("  // nothing", "// nothing\n");
}

#[test]
fn a_text_with_errors_has_no_layout() {
    let found = format("const x = = 1 // a", FileId::default()).expect_err("errors");
    assert_eq!(found[0].code.to_string(), "E0101");
}

#[test]
fn a_layout_that_would_say_something_else_is_refused() {
    let text = "command nap {\n  sh \"sleep 1\" when notify\n    critical\n}\n";
    let found = format(text, FileId::default()).expect_err("a refusal");
    assert_eq!(found[0].code.to_string(), "E0138");
    check_layout(
        &text.replace("notify", "`notify`"),
        "command nap {\n  sh\"sleep 1\" when `notify` critical\n}\n",
    );
}
