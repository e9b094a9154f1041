//! Input that is meant to hurt: bounded time and memory, and a finding.

use ordain::markup::{Document, Syntax, read};
use ordain::text::FileId;

use super::findings;

/// Codes of the findings, without those that repeat the one before.
fn codes(text: &str, syntax: Syntax) -> Vec<String> {
    let mut codes: Vec<String> = findings(text, syntax).into_iter().map(|(code, _)| code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_billion_laughs_is_a_finding() {
    let mut text = "a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n".to_owned();
    for (before, name) in "abcdefghi".chars().zip("bcdefghij".chars()) {
        let items = vec![format!("*{before}"); 10].join(", ");
        text += &format!("{name}: &{name} [{items}]\n");
    }
    assert_eq!(codes(&text, Syntax::Yaml), ["E0167"]);
}

#[test]
fn long_texts_by_aliases_are_a_finding() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(1_000));
    assert_eq!(codes(&text, Syntax::Yaml), ["E0167"]);
}

#[test]
fn deep_nesting_is_a_finding_in_every_form() {
    let deep = 100_000;
    let alias = (0..40).map(|it| {
        let open = "[".repeat(60);
        let inner = if it == 0 { "x".to_owned() } else { format!("*a{}", it - 1) };
        format!("- &a{it} {open}{inner}{}\n", "]".repeat(60))
    });
    for text in [
        "[".repeat(deep),
        "{a: ".repeat(deep),
        "- ".repeat(deep),
        "? ".repeat(deep),
        "[{".repeat(deep),
        (0..2_000).map(|it| " ".repeat(it) + "a:\n").collect(),
        alias.collect(),
    ] {
        let found = codes(&text, Syntax::Yaml);
        assert!(found.contains(&"E0166".to_owned()), "{found:?} {:?}", text.get(..20));
    }
    for text in ["[".repeat(deep), "{\"a\":".repeat(deep), "[{\"a\":".repeat(deep)] {
        assert_eq!(codes(&text, Syntax::Json), ["E0166"]);
    }
}

#[test]
fn every_start_of_a_document_is_read() {
    let text = "schemaVersion: '0.3'\n# note\nmainSteps:\n  - name: &n nap\n    inputs: {a: [*n, \"x\\n\"], b: !t 'y'}\n    script: |\n      one\n        two\n  - >-\n    three\n";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        read(&text[..end], FileId::default(), Syntax::Yaml);
        read(&text[end..], FileId::default(), Syntax::Yaml);
        read(&text[..end], FileId::default(), Syntax::Json);
    }
    let text = r#"{"a": ["x\u00e4", -1.5e3, {"b": null}], "c": true /* d */}"#;
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        read(&text[..end], FileId::default(), Syntax::Json);
        read(&text[end..], FileId::default(), Syntax::Json);
        read(&text[end..], FileId::default(), Syntax::Yaml);
    }
}

/// A text of this many parts, read.
fn repeated(part: &str, count: usize, syntax: Syntax) -> Document {
    let text = match syntax {
        Syntax::Yaml => part.repeat(count),
        Syntax::Json => format!("[{}1]", part.repeat(count)),
    };
    read(&text, FileId::default(), syntax)
}

#[test]
fn ten_thousand_parts_are_read() {
    for (part, syntax) in [
        ("- name: nap\n  inputs: {a: [1, 2], b: 'x'}\n", Syntax::Yaml),
        ("- |\n  one\n  two\n", Syntax::Yaml),
        ("# note\n", Syntax::Yaml),
        ("- &a x\n- *a\n", Syntax::Yaml),
        ("- [\n", Syntax::Yaml),
        ("a: 1\n", Syntax::Yaml),
        ("{\"a\": \"x\\n\"}, ", Syntax::Json),
        ("/* a */", Syntax::Json),
    ] {
        // The time that it takes is for `benches/`; here it must come to an end, with an answer.
        let read = repeated(part, 10_000, syntax);
        assert!(
            read.root.is_some() || !read.comments.is_empty() || read.has_errors(),
            "{part:?}: nothing is said"
        );
    }
}
