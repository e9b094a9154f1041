//! What holds for every value, whoever wrote it as YAML or JSON.

use ordain::markup::edit::{Editor, apply};
use ordain::markup::{Syntax, read};
use ordain::text::FileId;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{collect_pointers, scalars};

/// Texts that readers of YAML take for something else.
const TRICKY: &[&str] = &[
    "",
    " ",
    "yes",
    "no",
    "on",
    "~",
    "null",
    "true",
    "0644",
    "0x1f",
    "1_000",
    "2.2",
    "1e3",
    "12:30:45",
    "2026-11-23",
    ".inf",
    "-",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a #b",
    "#",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'",
    "\"",
    "%a",
    "@a",
    "`a",
    "{a",
    "[a",
    "a,b",
    "a]",
    "<<",
    "=",
    "---",
    "...",
    "\u{feff}a",
    "a\u{85}b",
    "a\u{2028}b",
    "\\",
    "\\n",
    "a\nb",
    "a\n",
    "\na",
    "a\n\nb\n",
    "  a\n b",
    "a \n b",
    "\t",
    "a\tb",
    "{{ x }}",
    "echo \"$x\"\nif [ 1 ]; then\n  y\nfi\n",
    "é😀",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => proptest::sample::select(TRICKY).prop_map(str::to_owned),
        1 => "[a-z ]{0,12}",
        1 => "\\PC{0,8}",
        1 => "([a-z\"'#: ]{0,6}\n){0,3}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        2 => any::<i64>().prop_map(Value::from),
        1 => (-1.0e6..1.0e6).prop_map(|it: f64| Value::from(it)),
        5 => text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((text(), inner), 0..4)
                .prop_map(|it| Value::Object(it.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// The value as each writer writes it.
fn written(value: &Value) -> Vec<(String, Syntax)> {
    vec![
        (serde_json::to_string(value).expect("JSON"), Syntax::Json),
        (serde_json::to_string_pretty(value).expect("JSON"), Syntax::Json),
        (serde_saphyr::to_string(value).expect("YAML"), Syntax::Yaml),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read(value in value()) {
        let value = json!({"root": value});
        for (text, syntax) in written(&value) {
            let document = read(&text, FileId::default(), syntax);
            prop_assert!(document.diagnostics.iter().all(|it| !it.is_error()), "{:#?}\n{text}", document.diagnostics);
            let root = document.root.expect("a tree");
            prop_assert_eq!(root.to_json(), value.clone(), "{}", text);
        }
    }

    #[test]
    fn every_letter_has_its_place(value in value()) {
        for (text, syntax) in written(&json!({"root": value})) {
            let root = read(&text, FileId::default(), syntax).root.expect("a tree");
            for scalar in scalars(&root) {
                for (at, letter) in scalar.text.char_indices().filter(|(_, it)| it.is_ascii_alphanumeric()) {
                    let place = scalar.place(at..at + 1);
                    prop_assert_eq!(place.of(&text), letter.to_string(), "{:?}\n{}", scalar, text);
                }
                let whole = scalar.place(0..scalar.text.len());
                prop_assert!(scalar.span.start <= whole.start && whole.start <= whole.end);
                prop_assert!(text.get(whole.start as usize..whole.end as usize).is_some());
            }
        }
    }

    #[test]
    fn edits_give_the_edited_tree(value in value(), other in text(), pick in any::<prop::sample::Index>()) {
        let value = json!({"root": value, "more": [1, {"x": "y"}]});
        let mut pointers = Vec::new();
        collect_pointers(&value, String::new(), &mut pointers);
        let pointer = pick.get(&pointers);
        for (text, syntax) in written(&value) {
            let document = read(&text, FileId::default(), syntax);
            let editor = Editor::new(&text, FileId::default(), &document, syntax).expect("a tree");
            let edit = editor.set(pointer, &Value::from(other.clone()));
            prop_assert!(edit.is_some(), "set {pointer} {other:?}\n{text}");
            let mut wanted = value.clone();
            *wanted.pointer_mut(pointer).expect("a part") = Value::from(other.clone());
            let after = edit.and_then(|edit| apply(&text, &edit)).expect("a text");
            let after = read(&after, FileId::default(), syntax).root.expect("a tree");
            prop_assert_eq!(after.to_json(), wanted);
            prop_assert!(editor.remove(pointer).is_some(), "remove {pointer}\n{text}");
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        for syntax in [Syntax::Yaml, Syntax::Json] {
            let document = read(&text, FileId::default(), syntax);
            for found in &document.diagnostics {
                let span = found.primary.at.span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
