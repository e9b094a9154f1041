//! Limits of whole runbooks, at the lines of the source.

use crate::support::{Finding, check_one};

/// `before`, then `line` with each number, then `after`, in the braces of a runbook.
fn long(count: usize, line: &str, after: &str) -> Finding {
    let lines: String =
        (0..count).map(|number| line.replace('#', &number.to_string()) + "\n").collect();
    check_one(&format!("runbook example {{\n{lines}{after}\n}}\n"))
}

#[test]
fn more_steps_than_a_document_has_are_refused_at_the_runbook() {
    let found = long(101, "  sleep 1m", "");
    assert_eq!(found.code, "E0647", "{found:#?}");
    assert!(found.message.contains("101"), "{}", found.message);
}

#[test]
fn a_runbook_above_64_kilobytes_names_its_largest_steps() {
    let script = "x".repeat(70_000);
    let found = check_one(&format!(
        "runbook example {{\n  sleep 1m\n  action.executeScript(Runtime: \"python3.11\", Handler: \"main\", Script: \"{script}\")\n}}\n"
    ));
    assert_eq!(found.code, "E0646", "{}", found.message);
    assert!(found.message.ends_with("bytes, Systems Manager accepts 65,536"), "{}", found.message);
    assert!(found.related[0].0.starts_with("action.executeScript("), "{:?}", found.related[0].1);
    assert!(found.note.unwrap().contains("bytes  step \"executeScript\""));
}

#[test]
fn a_runbook_has_a_name_that_a_document_can_have() {
    for (header, underlined) in
        [("r", "r"), ("example \"AWS-Stop\"", "\"AWS-Stop\""), ("example \"a b\"", "\"a b\"")]
    {
        let found = check_one(&format!("runbook {header} {{\n  sleep 1m\n}}\n"));
        assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0587", underlined));
    }
}
