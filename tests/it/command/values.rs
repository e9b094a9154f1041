//! A value arrives as it is, by whatever way, or the script does not run at all.

use super::shell::{Agent, HOSTILE, Step};

/// A string literal of the language.
fn literal(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' | '$' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            other if other.is_control() => {
                written.push_str(&format!("\\u{{{:x}}}", u32::from(other)));
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

const RUN_STAGE: &str = r#"
command c "Acme-C" {
  param Value: String
  step show: sh(value: Value) """
    printf '<%s>' "$value"
  """
}
"#;

#[test]
fn a_run_stage_value_arrives_as_it_is() {
    for value in HOSTILE {
        let ran = Step::of(RUN_STAGE, "show").with("Value", value).run_everywhere();
        assert_eq!((ran.code, ran.out), (Some(0), format!("<{value}>")), "{value:?}");
    }
}

#[test]
fn a_build_stage_value_arrives_as_it_is() {
    // The braces stand in two constants: in one they would be refused as a reference.
    for value in HOSTILE {
        let halves = value.replace("{{", "{ {");
        let source = format!(
            "command c \"Acme-C\" {{\n  step show: sh(value: replace({}, \"{{ {{\", \"{{\" + \"{{\")) \"\"\"\n    printf '<%s>' \"$value\"\n  \"\"\"\n}}\n",
            literal(&halves)
        );
        let ran = Step::of(&source, "show").with("Other", "pwned").run_everywhere();
        assert_eq!((ran.code, ran.out), (Some(0), format!("<{value}>")), "{value:?}");
    }
}

#[test]
fn a_longer_text_is_put_together_without_becoming_code() {
    let source = r#"
command c "Acme-C" {
  param First: String
  param Second: "a" | "b" = "a"
  step show: sh(value: "${First}'s $(id) ${Second}!") """
    printf '<%s>' "$value"
  """
}
"#;
    for value in HOSTILE {
        let step = Step::of(source, "show").with("First", value).with("Second", "b");
        let ran = step.run_everywhere();
        assert_eq!((ran.code, ran.out), (Some(0), format!("<{value}'s $(id) b!>")), "{value:?}");
    }
}

#[test]
fn an_agent_that_sets_no_variable_fails_and_says_which_version_to_update_to() {
    let step = Step::of(RUN_STAGE, "show").with("Value", "harmless").agent(Agent::Old);
    let ran = step.run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(169), ""));
    assert!(ran.error.contains("3.3.2746.0"), "{}", ran.error);
    assert!(ran.error.contains("Value"), "{}", ran.error);
}

#[test]
fn an_empty_value_is_a_value() {
    let ran = Step::of(RUN_STAGE, "show").with("Value", "").run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "<>"));
}

#[test]
fn a_parameter_of_proven_characters_runs_on_any_agent() {
    let source = r#"
command c "Acme-C" {
  param Port: Int(1..65535)
  param Mode: "check" | "apply"
  param Version: String(pattern: r"^[0-9.]+$")
  param Wait: Bool
  step show: sh(port: Port, mode: Mode, version: Version, wait: Wait) """
    printf '%s %s %s %s' "$port" "$mode" "$version" "$wait"
  """
}
"#;
    for agent in [Agent::Current, Agent::Old] {
        let step = Step::of(source, "show")
            .with("Port", "8080")
            .with("Mode", "apply")
            .with("Version", "1.2.3")
            .with("Wait", "true")
            .agent(agent);
        assert!(!step.text().contains("SSM_"), "{}", step.text());
        assert_eq!(step.run_everywhere().out, "8080 apply 1.2.3 true");
    }
}

#[test]
fn a_pattern_that_does_not_prove_it_goes_through_the_environment() {
    for pattern in ["[a-z]+", "^.*$", "^[^']*$", "^[a-z' ]+$", "(?i)^[a-z]+$"] {
        let source = format!(
            "command c \"Acme-C\" {{\n  param Value: String(pattern: r\"{pattern}\")\n  step show: sh(value: Value) \"echo \\$value\"\n}}\n"
        );
        let step = Step::of(&source, "show");
        assert!(!step.text().contains("{{"), "{pattern}: {}", step.text());
        assert!(step.text().contains("value=\"$SSM_Value\""), "{pattern}: {}", step.text());
    }
}

#[test]
fn no_value_of_a_parameter_stands_in_the_text_unless_it_is_proven() {
    let step = Step::of(RUN_STAGE, "show");
    assert!(!step.text().contains("{{"), "{}", step.text());
    assert_eq!(step.document["parameters"]["Value"]["interpolationType"], "ENV_VAR");
}

#[test]
fn a_list_of_plain_words_arrives_as_words_and_as_an_array() {
    let source = |shell: &str, body: &str| {
        format!(
            "command c \"Acme-C\" {{\n  param Names: List<String(pattern: r\"^[a-z0-9-]+$\")>\n  step show: {shell}(names: Names) \"\"\"\n    {body}\n  \"\"\"\n}}\n"
        )
    };
    let sh = source("sh", "for name in $names; do printf '<%s>' \"$name\"; done");
    let ran = Step::of(&sh, "show").with("Names", r#"["web-1","db"]"#).run_everywhere();
    assert_eq!(ran.out, "<web-1><db>");
    let bash = source("bash", "printf '<%s>' \"${names[@]}\"");
    let ran = Step::of(&bash, "show").with("Names", r#"["web-1","db"]"#).run_everywhere();
    assert_eq!(ran.out, "<web-1><db>");
    let ran = Step::of(&sh, "show").with("Names", "[]").run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
}

#[test]
fn a_constant_list_is_an_array_in_bash() {
    let source = r#"
command c "Acme-C" {
  param Last: String
  step show: bash(names: ["a b", "it's", Last]) """
    printf '<%s>' "${names[@]}"
  """
}
"#;
    let ran = Step::of(source, "show").with("Last", "$(id)").run_everywhere();
    assert_eq!(ran.out, "<a b><it's><$(id)>");
}

#[test]
fn a_choice_and_a_default_are_made_in_the_script() {
    let source = r#"
command c "Acme-C" {
  param Mode: "slow" | "fast"
  param Name: String?
  step show: sh(level: if Mode == "fast" then "9" else "1", name: Name ?? "nobody", fast: Mode == "fast") """
    printf '%s %s %s' "$level" "$name" "$fast"
  """
}
"#;
    let ran = |mode: &str, name: &str| {
        Step::of(source, "show").with("Mode", mode).with("Name", name).run_everywhere().out
    };
    assert_eq!(ran("fast", "it's me"), "9 it's me true");
    assert_eq!(ran("slow", ""), "1 nobody false");
}

#[test]
fn what_no_variable_can_hold_is_refused() {
    let of = |argument: &str| {
        format!(
            "command any {{\n  param Tags: Map<String> = {{}}\n  param Names: List<String> = []\n  sh(value: {argument}) \"echo \\$value\"\n}}\n"
        )
    };
    for argument in ["Names", "raw(\"{{ Names }}\")", "\"a\\u{0}b\"", "[\"a b\"]", "{ a: 1 }"] {
        let found = crate::support::Project::of(&of(argument)).build_findings();
        let codes: Vec<&str> =
            found.iter().filter(|it| it.is_error).map(|it| it.code.as_str()).collect();
        assert_eq!(codes, ["E0570"], "{argument}: {found:#?}");
    }
}
