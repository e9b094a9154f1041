//! Every byte of every text has its place, whichever way the text is written.

use ordain::markup::{NodeKind, Syntax};

use super::{scalars, tree, yaml};

/// Each word of every text lies where the place says that it does.
#[track_caller]
fn check_words(text: &str, syntax: Syntax) {
    for scalar in scalars(&tree(text, syntax)) {
        let meant = scalar.text.as_str();
        let is_word = |it: char| it.is_ascii_alphanumeric();
        let mut at = 0;
        for word in meant.split(|it| !is_word(it)) {
            let place = scalar.place(at..at + word.len());
            assert_eq!(place.of(text), word, "{scalar:?}");
            at += word.len();
            at += meant[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

#[test]
fn words_have_their_places_in_every_style() {
    for text in [
        "a: one two\n",
        "a: one\n  two\n\n\n  three\n",
        "a: 'it''s one'\n",
        "a: 'one\n  two\n\n  three'\n",
        "a: \"tab\\tone \\u00e4two \\U0001F600three \\x2dfour\"\n",
        "a: \"one \\\n  two\n  three\n\n  four\"\n",
        "a: |\n  one\n    two\n\n  three\n\n",
        "a: |2-\n    one\n   two\n",
        "a: >+\n\n  one\n  two\n\n  three\n    four\n  five\n\n\n",
        "- - |\n    one\n  - >-\n    two\n    three\n",
        "a: !Sub |  # | > note\n  one ${two}\n",
        "a: # > note | note\n  |\n  one\n",
        "&x a: &y >\n  one\n  two\n",
        "? |\n  one\n: two\n",
        "a: |\r\n  one\r\n  two\r\nb: >\r\n  three\r\n  four\r\n\r\n  five\r\nc: six\r\n  seven\r\n",
    ] {
        check_words(text, Syntax::Yaml);
    }
    check_words("{\"a\": \"one\\n\\u00e4two \\ud83d\\ude00three\\/four \\\\five\"}", Syntax::Json);
}

#[test]
fn an_escape_has_one_place() {
    let text = "a: \"x\\u00e4y\"\n";
    let node = yaml(text);
    let scalar = node.get("a").and_then(|it| it.as_scalar()).expect("a text");
    assert_eq!(scalar.place(1..3).of(text), "\\u00e4");
    assert_eq!(scalar.place(0..4).of(text), "x\\u00e4y");
    assert_eq!(scalar.place(3..99).of(text), "y");
}

#[test]
fn the_span_of_a_block_starts_at_its_sign_and_ends_with_its_last_line() {
    let text = "a: |-  # note\n  one\n  two\n\n\nb: >\nc: x\n";
    let node = yaml(text);
    assert_eq!(node.get("a").expect("a").span.of(text), "|-  # note\n  one\n  two");
    assert_eq!(node.get("b").expect("b").span.of(text), ">");
}

#[test]
fn spans_of_lists_and_maps_end_with_their_last_part() {
    let text = "a:\n- x\n- y: 1\n  z: [1, 2]\n\n# note\nb: {c: d} # note\ne:\n";
    let node = yaml(text);
    assert_eq!(node.get("a").expect("a").span.of(text), "- x\n- y: 1\n  z: [1, 2]");
    assert_eq!(node.find("/a/1").expect("item").node.span.of(text), "y: 1\n  z: [1, 2]");
    assert_eq!(node.get("b").expect("b").span.of(text), "{c: d}");
    let empty = node.get("e").expect("e");
    assert!(matches!(empty.kind, NodeKind::Null) && empty.span.is_empty());
}

#[test]
fn a_byte_order_mark_moves_every_place() {
    let text = "\u{feff}a: |\r\n  one\r\n";
    let document = super::document(text);
    let root = document.root.expect("a tree");
    let scalar = root.get("a").and_then(|it| it.as_scalar()).expect("a text");
    assert_eq!(scalar.place(0..3).of(text), "one");
}
