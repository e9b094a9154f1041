//! Edits change one part, keep the rest byte for byte, and are proved.

use ordain::markup::edit::{Editor, Position, apply};
use ordain::markup::{Document, Syntax, read};
use ordain::text::FileId;
use serde_json::{Value, json};

use super::collect_pointers;

struct Text {
    text: &'static str,
    syntax: Syntax,
    document: Document,
}

impl Text {
    fn new(text: &'static str, syntax: Syntax) -> Self {
        Self { text, syntax, document: read(text, FileId::default(), syntax) }
    }

    fn yaml(text: &'static str) -> Self {
        Self::new(text, Syntax::Yaml)
    }

    fn json(text: &'static str) -> Self {
        Self::new(text, Syntax::Json)
    }

    fn editor(&self) -> Editor<'_> {
        Editor::new(self.text, FileId::default(), &self.document, self.syntax).expect("a tree")
    }

    #[track_caller]
    fn quote(&self, pointer: &str) -> String {
        let edit = self.editor().quote(pointer).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }

    #[track_caller]
    fn set(&self, pointer: &str, value: Value) -> String {
        let edit = self.editor().set(pointer, &value).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }

    #[track_caller]
    fn rename(&self, pointer: &str, key: &str) -> String {
        let edit = self.editor().rename(pointer, key).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }

    #[track_caller]
    fn remove(&self, pointer: &str) -> String {
        let edit = self.editor().remove(pointer).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }

    #[track_caller]
    fn add(&self, pointer: &str, position: Position<'_>, key: &str, value: Value) -> String {
        let edit = self.editor().add(pointer, position, (key, &value)).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }

    #[track_caller]
    fn push(&self, pointer: &str, value: Value) -> String {
        let edit = self.editor().push(pointer, &value).expect("an edit");
        apply(self.text, &edit).expect("a text")
    }
}

#[test]
fn a_value_gets_quotes() {
    assert_eq!(Text::yaml("a: 0644 # mode\n").quote("/a"), "a: \"0644\" # mode\n");
    assert_eq!(Text::yaml("a: [on, x]\n").quote("/a/0"), "a: [\"on\", x]\n");
    assert_eq!(Text::yaml("a: c:\\x\n").quote("/a"), "a: 'c:\\x'\n");
    assert_eq!(Text::json("{\"a\": 2.2}").quote("/a"), "{\"a\": \"2.2\"}");
    let text = Text::yaml("a: 'x'\nb: [1]\nc:\n");
    for pointer in ["/a", "/b", "/c", "/d"] {
        assert_eq!(text.editor().quote(pointer), None, "{pointer}");
    }
}

#[test]
fn a_text_keeps_its_style() {
    let text = Text::yaml("a: x # n\nb: 'it''s'\nc: \"y\"\nd: | # n\n    one\n    two\n\ne: z\n");
    assert_eq!(text.set("/a", json!("new")), text.text.replace("a: x", "a: new"));
    assert_eq!(text.set("/a", json!("yes")), text.text.replace("a: x", "a: \"yes\""));
    assert_eq!(text.set("/b", json!("it's it")), text.text.replace("'it''s'", "'it''s it'"));
    assert_eq!(text.set("/c", json!("a\tb")), text.text.replace("\"y\"", "\"a\\tb\""));
    assert_eq!(
        text.set("/d", json!("one\n  more\n")),
        text.text.replace("    one\n    two", "    one\n      more"),
    );
    assert_eq!(
        text.set("/d", json!("one")),
        text.text.replace("| # n\n    one\n    two", "|- # n\n    one")
    );
    assert_eq!(
        text.set("/d", json!(" one")),
        text.text.replace("| # n\n    one\n    two", "\" one\"")
    );
}

#[test]
fn a_value_gets_another() {
    let text = Text::yaml("a: x\nb:\nc: {d: [1, 2]} # n\ne: !Sub y\n");
    assert_eq!(text.set("/a", json!(5)), text.text.replace("a: x", "a: 5"));
    assert_eq!(text.set("/b", json!("z")), text.text.replace("b:", "b: z"));
    assert_eq!(text.set("/c/d", json!(["x", true])), text.text.replace("[1, 2]", "[x, true]"));
    assert_eq!(text.set("/e", json!("w")), text.text.replace("!Sub y", "!Sub w"));
    let text = Text::json("{\"a\": 5}");
    assert_eq!(text.set("/a", json!("x\ny")), "{\"a\": \"x\\ny\"}");
}

#[test]
fn an_alias_is_replaced_where_it_stands() {
    let text = Text::yaml("a: &x one\nb: *x\n");
    assert_eq!(text.set("/b", json!("two")), "a: &x one\nb: two\n");
    // With `a` the alias would change too.
    assert_eq!(text.editor().set("/a", &json!("two")), None);
    assert_eq!(text.editor().remove("/a"), None);
}

#[test]
fn a_key_is_renamed_in_its_style() {
    assert_eq!(Text::yaml("a: 1\n'b': 2\n").rename("/b", "c"), "a: 1\n'c': 2\n");
    assert_eq!(Text::json("{\"a\": 1}").rename("/a", "b c"), "{\"b c\": 1}");
    assert_eq!(Text::yaml("a: 1\nb: 2\n").editor().rename("/b", "a"), None);
}

#[test]
fn an_entry_goes_with_its_line() {
    let text = Text::yaml(
        "# head\na: 1 # one\n\n# of b\nb: |\n  x\n  y\nc:\n  - d: 1 # d\n    # of e\n    e: 2\n  - f: 3\n",
    );
    assert_eq!(text.remove("/a"), text.text.replace("a: 1 # one\n", ""));
    assert_eq!(text.remove("/b"), text.text.replace("b: |\n  x\n  y\n", ""));
    assert_eq!(text.remove("/c/0/d"), text.text.replace("- d: 1 # d\n    # of e", "- # of e"));
    assert_eq!(text.remove("/c/0/e"), text.text.replace("    e: 2\n", ""));
    assert_eq!(text.remove("/c/0"), text.text.replace("  - d: 1 # d\n    # of e\n    e: 2\n", ""));
    assert_eq!(text.remove("/c/1"), text.text.replace("  - f: 3\n", ""));
    assert_eq!(text.remove("/c/1/f"), text.text.replace("f: 3", "{}"));
    assert_eq!(Text::yaml("a:\n- x\nb: 1").remove("/a/0"), "a:\n  []\nb: 1");
    assert_eq!(Text::yaml("a: 1\r\nb: 2\r\n").remove("/a"), "b: 2\r\n");
}

#[test]
fn a_part_in_brackets_goes_with_its_comma() {
    let text = Text::yaml("a: {b: 1, c: [x, y], d: 3}\n");
    assert_eq!(text.remove("/a/b"), "a: {c: [x, y], d: 3}\n");
    assert_eq!(text.remove("/a/d"), "a: {b: 1, c: [x, y]}\n");
    assert_eq!(text.remove("/a/c/0"), "a: {b: 1, c: [y], d: 3}\n");
    let text = Text::json("{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}\n");
    assert_eq!(text.remove("/a"), "{\n  \"b\": {\n    \"c\": 2\n  }\n}\n");
    assert_eq!(text.remove("/b"), "{\n  \"a\": 1\n}\n");
    assert_eq!(text.remove("/b/c"), "{\n  \"a\": 1,\n  \"b\": {\n    \n  }\n}\n");
}

#[test]
fn an_entry_is_added_with_the_right_indentation() {
    let text = Text::yaml("a: 1 # one\nb:\n  - c: |\n      x\n    d: 2\ne: {f: 1}\n");
    let last = Position::Last;
    assert_eq!(
        text.add("", Position::After("a"), "new", json!(2)),
        text.text.replace("# one\n", "# one\nnew: 2\n")
    );
    assert_eq!(text.add("", last, "new", json!("x y")), text.text.to_owned() + "new: x y\n");
    assert_eq!(
        text.add("/b/0", Position::After("c"), "new", json!("5")),
        text.text.replace("      x\n", "      x\n    new: \"5\"\n")
    );
    assert_eq!(
        text.add("/b/0", last, "new", json!("x\ny\n")),
        text.text.replace("    d: 2\n", "    d: 2\n    new: |\n      x\n      y\n"),
    );
    assert_eq!(
        text.add("/e", last, "new", json!({"x": [1]})),
        text.text.replace("{f: 1}", "{f: 1, new: {x: [1]}}")
    );
    assert_eq!(Text::yaml("a: 1").add("", last, "b", json!(2)), "a: 1\nb: 2");
    assert_eq!(Text::yaml("a: {}\n").add("/a", last, "b", json!(2)), "a: {b: 2}\n");
    assert_eq!(
        Text::yaml("a: 1\r\nb: 2\r\n").add("", Position::After("a"), "c", json!(3)),
        "a: 1\r\nc: 3\r\nb: 2\r\n"
    );
    let text = Text::json("{\n  \"a\": 1,\n  \"b\": {\"c\": 2}\n}\n");
    assert_eq!(
        text.add("", Position::After("a"), "new", json!("x")),
        text.text.replace("1,\n", "1,\n  \"new\": \"x\",\n")
    );
    assert_eq!(
        text.add("/b", last, "new", json!(null)),
        text.text.replace("2}", "2, \"new\": null}")
    );
    assert_eq!(text.editor().add("", last, ("a", &json!(1))), None);
}

#[test]
fn an_item_is_added_at_the_end() {
    assert_eq!(
        Text::yaml("a:\n- x # n\n- y\nb: 1\n").push("/a", json!("z")),
        "a:\n- x # n\n- y\n- z\nb: 1\n"
    );
    assert_eq!(Text::yaml("a: [x]\n").push("/a", json!("z")), "a: [x, z]\n");
    assert_eq!(Text::json("{\"a\": []}").push("/a", json!(1)), "{\"a\": [1]}");
    assert_eq!(Text::yaml("a:\n  - - x\n").push("/a/0", json!(1)), "a:\n  - - x\n    - 1\n");
}

/// A document as people write them, with everything in it that makes edits hard.
const DOCUMENT: &str = "\u{feff}---
schemaVersion: \"0.3\"   # quoted
description: >-
  Folds
  lines

# parameters
parameters:
  Role:
    type: String
    default: ''
  Names: {type: StringList, default: [a, 'b', \"c\"], }
mainSteps:
- name: one
  action: aws:executeScript
  inputs:
    Script: |
      def main(events, context):
          return {'x': '{{ Role }}'}

    Payload:
      id: \"{{ Role }}\"   # whose

  outputs:
    -
      Name: x
    - Name: y
      Selector: $.y
- {name: two, action: 'aws:sleep', inputs: {Duration: PT1S}}

# the end
";

#[test]
fn every_part_of_a_document_can_be_changed_and_removed() {
    let file = FileId::default();
    let document = read(DOCUMENT, file, Syntax::Yaml);
    let editor = Editor::new(DOCUMENT, file, &document, Syntax::Yaml).expect("a tree");
    let json = document.root.as_ref().expect("a tree").to_json();
    let mut pointers = Vec::new();
    collect_pointers(&json, String::new(), &mut pointers);
    assert!(pointers.len() > 30);
    for pointer in &pointers {
        let edit =
            editor.set(pointer, &json!("other: text")).unwrap_or_else(|| panic!("set {pointer}"));
        let mut wanted = json.clone();
        *wanted.pointer_mut(pointer).expect("a part") = json!("other: text");
        let text = apply(DOCUMENT, &edit).expect("a text");
        let after = read(&text, file, Syntax::Yaml).root.expect("a tree");
        assert_eq!(after.to_json(), wanted, "{pointer}\n{text}");
        assert!(editor.remove(pointer).is_some(), "remove {pointer}");
    }
}
