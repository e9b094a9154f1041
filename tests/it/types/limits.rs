//! Small programs that ask for much: each ends soon, with a value or with one message.

use std::fmt::Write;

use crate::support::{build, check, check_clean, check_one};

/// `count` lines of `line`, with `#` as the number and `+` as the next one; then `last`.
fn chain(count: usize, line: &str, last: &str) -> String {
    let mut text = String::new();
    for number in 0..count {
        let line = line.replace('#', &number.to_string());
        let _ = writeln!(text, "{}", line.replace('+', &(number + 1).to_string()));
    }
    text + &last.replace('#', &count.to_string()) + "\n"
}

#[test]
fn a_chain_of_definitions_may_be_as_long_as_a_file() {
    let source = chain(3_000, "const c# = c+", "const c# = 1s\nrunbook abc {\n  sleep c0\n}");
    let built = build(&source);
    let document = built.values().find(|text| text.starts_with("schemaVersion"));
    assert!(document.is_some_and(|text| text.contains("PT1S")), "{built:#?}");
    check_clean(&chain(3_000, "group g# = g+", "group g# = tag(\"a\", \"b\")"));
    check_clean(&chain(3_000, "type T# = T+", "type T# = Int"));
    check_clean(&chain(3_000, "fn f#() = f+()", "fn f#() = 1s"));
}

#[test]
fn a_chain_from_the_last_to_the_first_is_the_same() {
    let lines = chain(3_000, "const c# = c+", "const c# = 1s");
    let lines: Vec<&str> = lines.lines().rev().collect();
    check_clean(&lines.join("\n"));
}

#[test]
fn a_long_circle_is_not_silent() {
    let found = check(&chain(2_000, "const c# = c+", "const c# = c0"));
    assert!(!found.is_empty());
    assert!(found.iter().all(|one| one.code == "E0364" || one.code == "E0221"), "{found:#?}");
}

#[test]
fn an_error_in_a_chain_is_told_once() {
    let found = check_one(&chain(50, "const c# = c+", "const c# = nothing"));
    assert_eq!(found.code, "E0210");
}

#[test]
fn targets_that_double_end_at_a_limit() {
    let found = check_one(&chain(40, "group g# = g+ & g+", "group g# = tag(\"a\", \"b\")"));
    assert_eq!(found.code, "E0364");
}

#[test]
fn types_that_double_end_at_a_limit() {
    for line in ["type T# = { A: T+, B: T+ }", "type T# = T+ | T+", "type T# = List<T+>"] {
        let last = "type T# = Int | List<Int>\nconst abc: T0 = 1";
        let count = if line.contains("List") { 400 } else { 40 };
        let found = check_one(&chain(count, line, last));
        assert_eq!(found.code, "E0364", "{line}");
    }
}

#[test]
fn a_large_type_is_cut_in_a_message() {
    let last = "type T# = Int\nconst abc: T0 = 1";
    let found = check_one(&chain(12, "type T# = { A: T+, B: T+ }", last));
    assert_eq!(found.code, "E0301");
    assert!(found.message.len() < 400 && found.message.contains('…'), "{}", found.message);
}
