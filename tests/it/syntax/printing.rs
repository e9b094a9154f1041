//! What is printed parses back to the same tree.

use ordain::syntax::{Parse, dump, parse, print, same};
use ordain::text::FileId;

pub(super) fn parsed(text: &str) -> Parse {
    parse(text, FileId::default())
}

/// Prints, parses, and compares; prints twice to the same text.
fn check_round_trip(text: &str) {
    let first = parsed(text);
    assert!(first.diagnostics.is_empty(), "{:#?}", first.diagnostics);
    let printed = print(&first.ast);
    let second = parsed(&printed);
    assert!(second.diagnostics.is_empty(), "{printed}\n{:#?}", second.diagnostics);
    assert!(same(&first.ast, &second.ast), "{}", difference(&first, &second));
    assert_eq!(print(&second.ast), printed);
}

fn difference(first: &Parse, second: &Parse) -> String {
    let (left, right) = (dump(&first.ast), dump(&second.ast));
    let lines = left.lines().zip(right.lines()).filter(|(one, other)| one != other);
    lines.map(|(one, other)| format!("{one}\n{other}\n")).collect()
}

#[test]
fn the_programs_are_printed_and_read_again() {
    check_round_trip(include_str!("programs/tour.ord"));
    check_round_trip(include_str!("programs/runbooks.ord"));
    check_round_trip(include_str!("programs/nodes.ord"));
    check_round_trip(include_str!("programs/around.ord"));
}

#[test]
fn parentheses_stand_where_they_are_needed() {
    for text in [
        "const x = (a + b) * c",
        "const x = a - (b - c)",
        "const x = not (a and b) or c",
        "const x = (not a) == b",
        "const x = -(a + b)",
        "const x = (a as T).b",
        "const x = (if a then b else c) + d",
        "const x = [(1..2), ..5, 8.., -5..-1]",
        "const x = f((8..) + 1, ..m)",
        "const x = (a == b) == c",
        "const x = a as (A | B)?",
        "runbook x { block { f() } rescue { g() } always and cancel { h() } }",
        "runbook x { block { f() } rescue and cancel { g() } always { h() } }",
    ] {
        check_round_trip(text);
    }
}
