//! Nothing that is nested deeply or goes on for long overflows the stack or hangs.

use ordain::syntax::{dump, parse};
use ordain::text::FileId;

const LEVELS: usize = 10_000;
const OPERANDS: usize = 100_000;

/// Parses, copies, compares, shows and drops, on a small stack; at most one error.
fn check_survives(text: String) -> usize {
    let work = move || {
        let parsed = parse(&text, FileId::default());
        let copy = parsed.ast.clone();
        assert_eq!(copy, parsed.ast);
        assert!(!format!("{copy:?}").is_empty());
        dump(&parsed.ast);
        parsed.diagnostics.iter().filter(|finding| finding.is_error()).count()
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work);
    thread.expect("a thread").join().expect("no overflow and no panic")
}

fn nested(open: &str, close: &str) -> String {
    format!("const x = {}1{}\n", open.repeat(LEVELS), close.repeat(LEVELS))
}

fn in_runbook(open: &str, close: &str) -> String {
    format!("runbook r {{\n{}exit\n{}\n}}\n", open.repeat(LEVELS), close.repeat(LEVELS))
}

#[test]
fn brackets_ten_thousand_levels_deep_are_one_error() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{a: ", "}"), ("f(", ")"), ("f(a: ", ")"), ("x[", "]")]
    {
        assert_eq!(check_survives(nested(open, close)), 1, "{open}");
    }
}

#[test]
fn brackets_that_are_never_closed_are_one_error() {
    for open in ["(", "[", "{a: ", "f(", "[for x in ", "(x as T("] {
        let text = format!("const x = {}\n", open.repeat(5_000));
        assert_eq!(check_survives(text), 1, "{open}");
    }
}

#[test]
fn holes_ten_thousand_levels_deep_end() {
    assert!(check_survives(nested("\"${", "}\"")) >= 1);
    assert!(check_survives(nested("\"\"\"${", "}\"\"\"")) >= 1);
}

#[test]
fn comments_ten_thousand_levels_deep_are_one_error() {
    let text = format!("{}{}\n", "/*".repeat(LEVELS), "*/".repeat(LEVELS));
    assert_eq!(check_survives(text), 1);
}

#[test]
fn comments_that_are_never_closed_end() {
    assert!(check_survives("/*".repeat(LEVELS)) >= 1);
}

#[test]
fn blocks_ten_thousand_levels_deep_are_one_error() {
    for open in ["if a {\n", "block {\n", "repeat {\n", "for x in y {\n", "match x { a => {\n"] {
        let close = if open.starts_with("match") { "}}" } else { "}" };
        assert_eq!(check_survives(in_runbook(open, close)), 1, "{open}");
    }
}

#[test]
fn prefixes_ten_thousand_in_a_row_are_one_error() {
    for prefix in ["not ", "- ", "!"] {
        let errors = check_survives(format!("const x = {}1\n", prefix.repeat(LEVELS)));
        assert!(errors >= 1, "{prefix}");
    }
}

#[test]
fn else_if_ten_thousand_times_ends() {
    let arms = " else if a { exit }".repeat(LEVELS);
    assert_eq!(check_survives(format!("runbook r {{\n  if a {{ exit }}{arms}\n}}\n")), 0);
}

#[test]
fn nested_conditions_without_brackets_end() {
    let text = format!("const x = {}1{}\n", "if a then ".repeat(LEVELS), " else 2".repeat(LEVELS));
    assert!(check_survives(text) >= 1);
    let text = format!("const x = {}2\n", "if a then 1 else ".repeat(LEVELS));
    assert!(check_survives(text) >= 1);
    let text = format!("const x = {}all\n", "each a in ".repeat(LEVELS));
    assert!(check_survives(text) >= 1);
    let text = format!("const x = {}1\n", "sh ".repeat(LEVELS));
    assert!(check_survives(text) >= 1);
}

#[test]
fn types_ten_thousand_levels_deep_end() {
    for (open, close) in [("List<", ">"), ("(", ")"), ("{ a: ", "}"), ("T(a: ", ")")] {
        let text = format!("type T = {}X{}\n", open.repeat(LEVELS), close.repeat(LEVELS));
        assert!(check_survives(text) >= 1, "{open}");
    }
    assert!(check_survives(format!("type T = X{}\n", "?".repeat(LEVELS))) >= 1);
    assert!(check_survives(format!("type T = X{}\n", " ?".repeat(LEVELS))) >= 1);
}

#[test]
fn chains_of_a_hundred_thousand_operands_are_one_error() {
    for link in [" + a", ".a"] {
        let errors = check_survives(format!("const x = a{}\n", link.repeat(OPERANDS)));
        assert_eq!(errors, 1, "{link}");
    }
    for link in ["[0]", "()", " as T", " ?? a", " or a", " else a", " < a", "[*]"] {
        let errors = check_survives(format!("const x = a{}\n", link.repeat(OPERANDS / 20)));
        assert_eq!(errors, 1, "{link}");
    }
}

#[test]
fn fences_of_a_hundred_thousand_quotes_end() {
    let (fence, fewer) = ("\"".repeat(OPERANDS), "\"".repeat(OPERANDS - 1));
    assert_eq!(check_survives(format!("const x = {fence} {fewer} {fence}\n")), 0);
    assert_eq!(check_survives(format!("const x = text{fence} {fewer} {fence}\n")), 0);
    assert_eq!(check_survives(format!("runbook r {{ sh {fence} {fewer} }}\n")), 1);
}

#[test]
fn long_lists_are_no_depth() {
    let text = format!("const x = [{}]\n", "1, ".repeat(OPERANDS));
    assert_eq!(check_survives(text), 0);
    let text = format!("type T = {}\"z\"\n", "\"a\" | ".repeat(OPERANDS));
    assert_eq!(check_survives(text), 0);
}

#[test]
fn a_text_of_a_hundred_levels_is_read() {
    let text = format!("const x = {}1{}\n", "(".repeat(100), ")".repeat(100));
    assert_eq!(check_survives(text), 0);
    let text = format!("runbook r {{\n{}exit\n{}\n}}\n", "if a {\n".repeat(100), "}".repeat(100));
    assert_eq!(check_survives(text), 0);
}

#[test]
fn a_file_of_forty_megabytes_is_refused_with_one_error() {
    let text = "const port = 80\n".repeat(2_500_000);
    let parsed = parse(&text, FileId::default());
    let codes: Vec<String> = parsed.diagnostics.iter().map(|one| one.code.to_string()).collect();
    assert_eq!(codes, ["E0127"]);
}
