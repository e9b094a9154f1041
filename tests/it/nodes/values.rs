//! A value arrives in a module as it is, by whatever way.

use super::node::everywhere;
use crate::command::HOSTILE;

const SHOWN: &str = r#"
module shown {
  param text: String
  param count: Int = 7
  param flag: Bool = false
  param missing: String?
  param words: List<String(pattern: r"^[a-z]+$")> = ["a", "b"]

  on linux, macos {
    setup sh"""
      all() { printf '%s' "$text"; }
    """
    check sh"""
      [ -n "$applied" ]
    """
    apply sh"""
      all > text
      printf '%s|%s|%s|%s' "$count" "$flag" "$missing" "$words" > others
    """
  }
}
"#;

#[test]
fn a_parameter_arrives_as_it_is() {
    let source = format!(
        "{SHOWN}\ncommand c \"Acme-C\" {{\n  param Text: String\n  shown(text: Text)\n}}\n"
    );
    everywhere(&source, |node| {
        for value in HOSTILE {
            node.run("apply", &[("Text", value)]).expect(0, &["changed shown"]);
            assert_eq!(node.read("text").as_deref(), Some(*value), "{value:?}");
        }
        let long = "it's \"long\" $(id)\n".repeat(6_000);
        node.run("apply", &[("Text", &long)]).expect(0, &["changed shown"]);
        assert_eq!(node.read("text"), Some(long));
    });
}

#[test]
fn defaults_have_the_spelling_of_a_shell() {
    let source = format!("{SHOWN}\ncommand c \"Acme-C\" {{\n  shown(text: \"it's\")\n}}\n");
    everywhere(&source, |node| {
        node.apply().expect(0, &["changed shown it's"]);
        assert_eq!(node.read("text").as_deref(), Some("it's"));
        assert_eq!(node.read("others").as_deref(), Some("7|false||a b"));
    });
}

#[test]
fn a_role_hands_its_arguments_on() {
    let source = format!(
        r#"{SHOWN}
role outer {{
  param name: String
  param port: Int = 80

  inner(text: "${{name}}:${{port}}")
}}
role inner {{
  param text: String

  shown(text: "<${{text}}>")
}}
command c "Acme-C" {{
  param Name: String
  outer(name: Name, port: 8080)
}}
"#
    );
    everywhere(&source, |node| {
        node.run("apply", &[("Name", "$(id)")]).expect(0, &["changed outer.inner: shown"]);
        assert_eq!(node.read("text").as_deref(), Some("<$(id):8080>"));
    });
}

#[test]
fn an_agent_that_hands_nothing_over_is_told_so() {
    let source = format!(
        "{SHOWN}\ncommand c \"Acme-C\" {{\n  param Text: String\n  shown(text: Text)\n}}\n"
    );
    let document = crate::support::Project::of(&source).build_json("documents/Acme-C");
    let lines = document["mainSteps"][0]["inputs"]["runCommand"].to_string();
    assert!(lines.contains("this SSM Agent is too old"), "{lines}");
}

#[test]
fn the_output_of_one_task_is_no_input_of_another() {
    let source = r#"
module reader {
  on linux, macos {
    check sh"""
      [ -n "$applied" ]
    """
    apply sh"cat > read"
  }
}
command c "Acme-C" {
  reader()
  sh "true"
}
"#;
    everywhere(source, |node| {
        node.apply().expect(0, &["changed reader", "changed sh"]);
        assert_eq!(node.read("read").as_deref(), Some(""));
    });
}
