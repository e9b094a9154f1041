//! `become`: another user gets the values, and nothing else of root's environment.

use super::shell::{Agent, HOSTILE, Step};

const SOURCE: &str = r#"
command c "Acme-C" {
  param Value: String
  param User: String = "deploy"
  param Mode: "a" | "b" = "a"
  step it: sh(value: Value, mode: Mode, motto: "it's $(id)") """
    printf '<%s|%s|%s>' "$value" "$mode" "$motto"
    printf '%s' "${SSM_Value-unset} $USER"
  """ become User attempts 2 when Value != "skip"
}
"#;

/// Stands in for `runuser -u USER -- COMMAND…`.
const RUNUSER: &str = r#"[ "$1" = -u ] && [ "$3" = -- ] || exit 99
shift 3
exec "$@""#;

const GETENT: &str = r#"echo "$2:x:1:1::/home/$2:/bin/sh""#;

fn step() -> Step {
    Step::of(SOURCE, "it")
        .program("runuser", RUNUSER)
        .program("getent", GETENT)
        .with("User", "de'ploy")
        .with("Mode", "b")
}

#[test]
fn another_user_gets_every_value_as_it_is() {
    for value in HOSTILE {
        let ran = step().with("Value", value).run_everywhere();
        let wanted = format!("<{value}|b|it's $(id)>unset de'ploy");
        assert_eq!((ran.code, ran.out), (Some(0), wanted), "{value:?}: {}", ran.error);
    }
}

#[test]
fn the_condition_is_tested_there_too() {
    let ran = step().with("Value", "skip").run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
}

#[test]
fn an_old_agent_is_found_before_the_user_changes() {
    let ran = step().with("Value", "x").agent(Agent::Old).run_everywhere();
    assert_eq!(ran.code, Some(169));
    assert!(ran.error.contains("3.3.2746.0"), "{}", ran.error);
}

#[test]
fn a_secret_is_read_by_the_user_that_needs_it() {
    let source = r#"
command c "Acme-C" {
  step it: sh(key: secret("/acme/key")) """
    printf '<%s>' "$key"
  """ become "deploy"
}
"#;
    let aws = r#"printf '%s|%s|%s\n' "$AWS_SSM_REGION_NAME" "$6" "$7""#;
    let ran = Step::of(source, "it")
        .program("runuser", RUNUSER)
        .program("getent", GETENT)
        .program("aws", aws)
        .run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "<|/acme/key|--with-decryption>"));
}

#[test]
fn a_system_without_that_program_is_refused() {
    let members = "platforms: [\"Linux\", \"MacOS\"]\nsh \"a\" become \"deploy\"";
    assert_eq!(super::codes(members), ["E0575"]);
}
