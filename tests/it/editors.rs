//! What editors insert are programs: each snippet with its defaults is checked where it belongs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ordain::syntax::ast::DeclarationKind;
use ordain::syntax::words;
use serde_json::Value;

use crate::support::{Project, check};

/// Says that a declaration comes later.
const LATER: &str = "E0440";

/// Warnings that say what a program lacks around the snippet.
const LACKING: &[&str] = &["E0205", "E0354", "E0503", "E0592"];

#[test]
fn every_snippet_is_a_program_where_it_belongs() {
    let mut wrong = Vec::new();
    for (name, snippet) in snippets() {
        let text = expanded(&body(&snippet));
        let found = Project::of(&placed(&name, &text)).check();
        for finding in found.iter().filter(|it| it.is_error || !LACKING.contains(&&*it.code)) {
            wrong.push(format!("{name}: {} {} at\n{text}", finding.code, finding.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_declaration_has_a_snippet() {
    let snippets = snippets();
    let kinds = DeclarationKind::WORDS.iter().map(|(word, _)| *word);
    let missing: Vec<&str> = kinds
        .chain(words::ITEMS.iter().copied())
        .filter(|word| !comes_later(word))
        .filter(|word| !snippets.keys().any(|name| name.split(' ').nth(1) == Some(word)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn snippets_are_sorted_and_say_what_they_are() {
    let text = read("editors/vscode/snippets/ordain.json");
    let snippets: Value = serde_json::from_str(&text).expect("snippets are JSON");
    let snippets = snippets.as_object().expect("an object");
    assert!(snippets.keys().is_sorted());
    for (name, snippet) in snippets {
        assert!(snippet["description"].as_str().is_some_and(|it| it.len() > 5), "{name}");
        assert!(!snippet["prefix"].is_null(), "{name}");
    }
}

/// Whether a declaration is read, and refused with one message that says so.
fn comes_later(word: &str) -> bool {
    let source = match word {
        "test" => "test \"x\" {\n}\n".to_owned(),
        _ => format!("{word} x {{\n}}\n"),
    };
    check(&source).iter().any(|finding| finding.code == LATER)
}

/// The snippet in the smallest program that it belongs in.
fn placed(name: &str, text: &str) -> String {
    match name.split(' ').next() {
        Some("statement" | "member") => format!(
            "runbook example {{\n  param InstanceId: aws.ec2.InstanceId\n{text}\n  aws.ec2.RebootInstances(InstanceIds: [InstanceId])\n}}\n"
        ),
        Some("task") => format!("command example {{\n{text}\n}}\n"),
        _ => format!("{text}\n"),
    }
}

fn snippets() -> BTreeMap<String, Value> {
    let text = read("editors/vscode/snippets/ordain.json");
    serde_json::from_str(&text).expect("snippets are JSON")
}

fn body(snippet: &Value) -> String {
    let lines = snippet["body"].as_array().expect("lines");
    lines.iter().map(|line| line.as_str().expect("a line")).collect::<Vec<_>>().join("\n")
}

/// The text that the editor inserts when nobody types: placeholders are their defaults, choices
/// their first.
fn expanded(snippet: &str) -> String {
    let mut out = String::new();
    let mut chars = snippet.chars().peekable();
    // How many placeholders are open.
    let mut open = 0;
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '}' if open > 0 => open -= 1,
            '$' if chars.peek().is_some_and(char::is_ascii_digit) => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
            }
            '$' if chars.peek() == Some(&'{') => {
                chars.next();
                while chars.next_if(char::is_ascii_digit).is_some() {}
                match chars.next() {
                    Some(':') => open += 1,
                    Some('|') => {
                        let choices: String = chars.by_ref().take_while(|c| *c != '|').collect();
                        out.push_str(choices.split(',').next().unwrap_or(""));
                        assert_eq!(chars.next(), Some('}'), "a choice ends with `|}}`");
                    }
                    other => panic!("`${{` is neither placeholder nor choice: {other:?}"),
                }
            }
            c => out.push(c),
        }
    }
    assert_eq!(open, 0, "a placeholder has no end: {snippet}");
    out
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
