//! Where a finding points, what of the tree is kept, and what its fix writes.

use ordain::diagnostic::{Diagnostic, Trust};
use ordain::markup::{Syntax, decode, read};
use ordain::text::FileId;
use serde_json::json;

use super::{document, findings};

#[track_caller]
fn check(text: &str, wanted: &[(&str, &str)]) {
    let found = findings(text, Syntax::Yaml);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, at)| (code.as_str(), *at)).collect();
    assert_eq!(found, wanted, "{text:?}");
}

#[track_caller]
fn check_json(text: &str, wanted: &[(&str, &str)]) {
    let found = findings(text, Syntax::Json);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, at)| (code.as_str(), *at)).collect();
    assert_eq!(found, wanted, "{text:?}");
}

/// The text after the fix of its first finding.
fn mended(text: &str, found: &[Diagnostic], trust: Trust) -> String {
    let fix = found.first().and_then(|one| one.fix.as_ref()).expect("a fix");
    assert_eq!(fix.trust, trust);
    let mut mended = text.to_owned();
    for edit in fix.edits.iter().rev() {
        let range = edit.at.span.start as usize..edit.at.span.end as usize;
        mended.replace_range(range, &edit.text);
    }
    mended
}

#[test]
fn a_finding_points_at_the_smallest_wrong_place() {
    check("a: [1, 2", &[("E0160", "[")]);
    check("a: {b: 1", &[("E0160", "{")]);
    check("a: 'x", &[("E0160", "'")]);
    check("a:\n\tb: 1\n", &[("E0161", "\t")]);
    check("a:\n  - b\n \t- c\n", &[("E0161", "\t")]);
    check("a: b: c\n", &[("E0162", ":")]);
    check("a: @b\n", &[("E0162", "@")]);
    check("a: 1\na: 2\n", &[("E0164", "a")]);
    check("a: {{ b }}\n", &[("E0165", "{{ b }}")]);
    check("[b]: 1\n", &[("E0165", "[b]")]);
    check("a: *b\n", &[("E0168", "*b")]);
    check("a: &a [*a]\n", &[("E0168", "*a")]);
    check("<<: [{a: 1}, b]\n", &[("E0169", "[{a: 1}, b]")]);
    check("\u{feff}a: b\n", &[("E0170", "\u{feff}")]);
    check("a: b\0c\n", &[("E0172", "\0")]);
    check("a: b\u{1b}[1m\n", &[("E0172", "\u{1b}")]);
    check("\u{fffd}a\u{8d}: b\n", &[("E0172", "\u{8d}")]);
    check("a: 1\n--- # more\nb: 2\n", &[("E0173", "---")]);
    check("schemaVersion: 0.3\n", &[("E0174", "0.3")]);
    check("a: 9223372036854775808\n", &[("E0175", "9223372036854775808")]);
    check("a: 1\n---\n", &[]);
    check("a: 1\n...\n# end\n", &[]);
}

#[test]
fn what_is_no_json_is_told_in_its_place() {
    check_json("{\"a\": 1", &[("E0160", "{")]);
    check_json("{\"a\": [1,", &[("E0160", "[")]);
    check_json("{\"a\": \"x\n\"}", &[("E0160", "\"")]);
    check_json("{\"a\": 'x'}", &[("E0163", "'")]);
    check_json("{a: 1}", &[("E0163", "a")]);
    check_json("{\"a\" 1}", &[("E0163", "1")]);
    check_json("{\"a\": 1 \"b\": 2}", &[("E0163", "\"")]);
    check_json("{\"a\": True}", &[("E0163", "True")]);
    check_json("[01]", &[("E0163", "01")]);
    check_json("[\"\\x\"]", &[("E0163", "\"\\x\"")]);
    check_json("{} x", &[("E0163", "x")]);
    check_json("{\"a\": 1, \"a\": 2}", &[("E0164", "\"a\"")]);
    check_json("\u{feff}{}", &[("E0170", "\u{feff}")]);
    check_json("[\"a\tb\"]", &[("E0172", "\t")]);
    check_json("{\"schemaVersion\": 2.2}", &[("E0174", "2.2")]);
    check_json("[18446744073709551615]", &[("E0175", "18446744073709551615")]);
    check_json("[1, 2,]", &[("E0176", ",")]);
    check_json("[1, /* one */ 2] // end", &[("E0176", "/* one */"), ("E0176", "// end")]);
    check_json("", &[]);
}

#[test]
fn as_much_is_kept_as_was_read() {
    for (text, wanted) in [
        ("a: 1\nb:\n  - x\n  - [y, ", json!({"a": 1, "b": ["x"]})),
        ("a: 1\nb: 'x", json!({"a": 1, "b": null})),
        ("a:\n  b: 1\n\tc: 2\n", json!({"a": {"b": null}})),
        ("a: {{ b }}\nc: 1\n", json!({"a": "{{ b }}", "c": 1})),
        ("a: *b\nc: 1\n", json!({"a": null, "c": 1})),
        ("a: b\0c\u{1b}\nd: e\n", json!({"a": "b c", "d": "e"})),
    ] {
        let root = document(text).root.unwrap_or_else(|| panic!("no tree: {text:?}"));
        assert_eq!(root.to_json(), wanted, "{text:?}");
    }
    let found = read("{\"a\": 1, \"b\": [true, ", FileId::default(), Syntax::Json);
    assert_eq!(found.root.expect("a tree").to_json(), json!({"a": 1, "b": [true]}));
    let found = read("{\"a\": 1, \"b", FileId::default(), Syntax::Json);
    assert_eq!(found.root.expect("a tree").to_json(), json!({"a": 1}));
}

#[test]
fn fixes_write_what_is_meant() {
    for (text, wanted, trust) in [
        ("schemaVersion: 2.2 # v\n", "schemaVersion: \"2.2\" # v\n", Trust::Safe),
        ("a: {{ b }} # v\n", "a: \"{{ b }}\" # v\n", Trust::Safe),
        ("a: [{{ b }}, c]\n", "a: [\"{{ b }}\", c]\n", Trust::Safe),
        ("\u{feff}a: b\n", "a: b\n", Trust::Safe),
        ("a:\n\tb: 1\n", "a:\n  b: 1\n", Trust::Unsafe),
    ] {
        let found = document(text).diagnostics;
        let mended = mended(text, &found, trust);
        assert_eq!(mended, wanted);
        assert_eq!(findings(&mended, Syntax::Yaml), [], "{mended:?}");
    }
    let text = "[1, 2,]";
    let found = read(text, FileId::default(), Syntax::Json).diagnostics;
    assert_eq!(mended(text, &found, Trust::Safe), "[1, 2]");
    assert!(document("a: {{ b }}/c\n").diagnostics[0].fix.is_none());
}

#[test]
fn a_trap_is_mended_by_quotes() {
    let text = "mode: 0644\n";
    let found = document(text);
    let fix = found.traps[0].fix(FileId::default(), Trust::Unsafe);
    assert_eq!((fix.edits[0].at.span.of(text), fix.edits[0].text.as_str()), ("0644", "\"0644\""));
}

#[test]
fn bytes_that_are_no_utf_8_are_told() {
    let file = FileId::default();
    assert_eq!(decode("größer".as_bytes(), file).expect("UTF-8"), "größer");
    let found = decode(b"ab\xff", file).expect_err("no UTF-8");
    assert_eq!((found.code.to_string(), found.primary.at.span.start), ("E0171".to_owned(), 2));
    for bytes in [&b"\xff\xfea\0"[..], b"\xfe\xff\0a", b"a\0b\0", b"\0a\0b"] {
        let found = decode(bytes, file).expect_err("UTF-16");
        assert_eq!(found.message, "the file is UTF-16, not UTF-8");
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let text = " ".repeat(ordain::markup::MAX_BYTES + 1);
    assert_eq!(findings(&text, Syntax::Yaml), [("E0177".to_owned(), "")]);
}
