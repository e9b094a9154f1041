//! What a text means: values, texts in every style, traps, aliases, merges, comments.

use ordain::markup::{Role, Style, Syntax, TrapKind};
use serde_json::{Value, json};

use super::{document, tree, yaml};

#[track_caller]
fn check_json(text: &str, wanted: Value) {
    assert_eq!(yaml(text).to_json(), wanted, "{text}");
}

#[test]
fn texts_mean_the_same_in_every_style() {
    check_json(
        "a: it\nb: 'it''s'\nc: \"\\u00e4\\n\"\n",
        json!({"a": "it", "b": "it's", "c": "ä\n"}),
    );
    check_json(
        "a: |\n  one\n    two\n\n  three\nb: >-\n  one\n  two\n\n  three\n",
        json!({
            "a": "one\n  two\n\nthree\n",
            "b": "one two\nthree",
        }),
    );
    check_json("a: one\n  two\n\n  three\n", json!({"a": "one two\nthree"}));
}

#[test]
fn a_block_without_a_last_line_end_has_none() {
    check_json("a: |\n  one", json!({"a": "one"}));
    check_json("a: |\n  one\n", json!({"a": "one\n"}));
    check_json("a: |\n  one\n  ", json!({"a": "one\n"}));
}

#[test]
fn plain_values_are_read_as_yaml_1_1_reads_them() {
    check_json(
        "[yes, off, true, ~, null, 12, -7, 0644, 0x1F, 0b11, 1_000, 12:30:45]",
        json!([true, false, true, null, null, 12, -7, 420, 31, 3, 1000, 45045]),
    );
    check_json(
        "[2.2, 1e3, .5, -1.5, 12:30.5, .inf]",
        json!([2.2, 1000.0, 0.5, -1.5, 750.5, ".inf"]),
    );
    check_json(
        "[089, 1.2.3, 0o7, 2026-11-23, a b]",
        json!(["089", "1.2.3", "0o7", "2026-11-23", "a b"]),
    );
    check_json(
        "[12:30:61, 1:2:3x, 1e, .e5, +.5]",
        json!(["12:30:61", "1:2:3x", "1e", ".e5", "+.5"]),
    );
}

#[test]
fn quotes_and_tags_make_a_text() {
    check_json("['2.2', \"yes\", !Ref 12, !!str 0644]", json!(["2.2", "yes", "12", "0644"]));
    let node = yaml("a: !Sub \"${x}\"\n");
    let value = node.get("a").expect("a");
    assert_eq!(value.tag.as_ref().map(|(tag, _)| tag.as_str()), Some("!Sub"));
}

#[test]
fn each_trap_is_told_with_its_kind() {
    let found =
        document("on: [yes, 0644, 1.10, 2026-11-23, 1:30, 1_0, 0x1, 1e3, .nan]\n12: 'no'\n");
    let kinds: Vec<(Role, TrapKind, &str)> =
        found.traps.iter().map(|trap| (trap.role, trap.kind, trap.written.as_str())).collect();
    assert_eq!(
        kinds,
        [
            (Role::Key, TrapKind::Boolean, "on"),
            (Role::Value, TrapKind::Boolean, "yes"),
            (Role::Value, TrapKind::Octal, "0644"),
            (Role::Value, TrapKind::Fraction, "1.10"),
            (Role::Value, TrapKind::Date, "2026-11-23"),
            (Role::Value, TrapKind::Sexagesimal, "1:30"),
            (Role::Value, TrapKind::Underscore, "1_0"),
            (Role::Value, TrapKind::HexOrBinary, "0x1"),
            (Role::Value, TrapKind::Exponent, "1e3"),
            (Role::Value, TrapKind::Infinity, ".nan"),
            (Role::Key, TrapKind::OtherKey, "12"),
        ]
    );
    let root = found.root.as_ref().expect("a tree");
    let value = root.find("/on/0").expect("a value").node;
    assert_eq!(found.trap_at(value.span).map(|trap| trap.kind), Some(TrapKind::Boolean));
    assert!(document("a: [true, 12, ~, text]\n").traps.is_empty());
}

#[test]
fn an_alias_is_its_value_and_knows_its_place() {
    let text = "a: &x {k: v}\nb: *x\n";
    let node = yaml(text);
    assert_eq!(node.to_json(), json!({"a": {"k": "v"}, "b": {"k": "v"}}));
    let copy = node.get("b").expect("b");
    assert_eq!((copy.alias.expect("an alias").of(text), copy.span.of(text)), ("*x", "{k: v}"));
}

#[test]
fn a_merge_gives_what_a_map_does_not_have_itself() {
    check_json(
        "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n",
        json!({"a": {"x": 1, "y": 1}, "b": {"y": 2, "z": 2}, "c": {"x": 3, "y": 1, "z": 2}}),
    );
}

#[test]
fn comments_are_kept_with_their_places() {
    let text = "# first\na: 1 # second\n\n  # third\nb: '# none'\n";
    let found = document(text);
    let comments: Vec<(&str, &str, bool)> =
        found.comments.iter().map(|it| (it.text.as_str(), it.span.of(text), it.own_line)).collect();
    assert_eq!(
        comments,
        [(" first", "# first", true), (" second", "# second", false), (" third", "# third", true),]
    );
}

#[test]
fn more_comments_in_a_row_than_anybody_writes_are_read() {
    let text = "- a\n".to_owned() + &"# note\n".repeat(2_000) + "- b\n";
    assert_eq!(yaml(&text).to_json(), json!(["a", "b"]));
    assert_eq!(document(&text).comments.len(), 2_000);
}

#[test]
fn order_and_doubled_keys_are_kept_and_the_last_counts() {
    let found = document("b: 1\na: 2\nb: 3\n");
    let root = found.root.expect("a tree");
    let keys: Vec<&str> = root.entries().iter().map(|entry| entry.key.text.as_str()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
    assert_eq!(root.to_json(), json!({"b": 3, "a": 2}));
}

#[test]
fn nothing_has_no_tree() {
    for text in ["", "\n", "# only a comment\n", "---\n", "---\n...\n"] {
        let found = document(text);
        assert!(found.root.is_none() && found.diagnostics.is_empty(), "{text:?} {found:#?}");
    }
}

#[test]
fn json_is_read_with_its_own_rules() {
    let text = "{\"a\": [1, -2.5, true, null], \"b\": \"x\\u00e4\\/\\ud83d\\ude00\"}";
    let node = tree(text, Syntax::Json);
    assert_eq!(node.to_json(), json!({"a": [1, -2.5, true, null], "b": "xä/😀"}));
    assert_eq!(node.get("b").and_then(|it| it.as_scalar()).map(|it| it.style), Some(Style::Double));
}

#[test]
fn pointers_lead_to_parts_and_back() {
    let text = "a/b:\n  - x\n  - {c~d: y}\n";
    let node = yaml(text);
    let origins: Vec<(String, &str)> =
        node.origins().map(|(pointer, span)| (pointer, span.of(text))).collect();
    for (pointer, shown) in &origins {
        let found = node.find(pointer).expect("a part");
        assert_eq!(found.node.span.of(text), *shown, "{pointer}");
    }
    assert_eq!(origins.last(), Some(&("/a~1b/1/c~0d".to_owned(), "y")));
    assert!(node.find("/a~1b/2").is_none());
    assert_eq!(node.find_nearest("/a~1b/0/z").node.span.of(text), "x");
}
