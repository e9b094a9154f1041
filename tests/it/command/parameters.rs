//! Parameters of commands: SSM can rely on texts and lists of texts only.

use serde_json::json;

use super::{codes, document};

#[track_caller]
fn parameter(declared: &str) -> serde_json::Value {
    let members = format!("{declared}\nraw sh \"echo {{{{ P }}}}\"");
    document(&members)["parameters"]["P"].clone()
}

#[test]
fn numbers_and_flags_are_texts_of_a_form() {
    assert_eq!(
        parameter("param P: Int(1..9) = 3"),
        json!({ "type": "String", "default": "3", "allowedPattern": "^[1-9]$" })
    );
    assert_eq!(
        parameter("param P: Bool = true"),
        json!({ "type": "String", "default": "true", "allowedValues": ["true", "false"] })
    );
    assert_eq!(
        parameter("param P: Int"),
        json!({ "type": "String", "allowedPattern": "^(0|-?[1-9][0-9]{0,17})$" })
    );
}

#[test]
fn texts_keep_their_constraints() {
    assert_eq!(
        parameter("/// What it is.\nparam P: String(pattern: r\"^a+$\", length: 1..5) = \"a\""),
        json!({
            "type": "String", "description": "What it is.", "default": "a",
            "allowedPattern": "^a+$", "minChars": 1, "maxChars": 5
        })
    );
    assert_eq!(
        parameter("param P: \"a\" | \"b\""),
        json!({ "type": "String", "allowedValues": ["a", "b"] })
    );
    assert_eq!(
        parameter("param P: aws.ec2.InstanceId"),
        json!({ "type": "String", "allowedPattern": "^m?i-([a-z0-9]{8}|[a-z0-9]{17})$" })
    );
}

#[test]
fn lists_are_lists_of_texts() {
    assert_eq!(
        parameter("param P: List<String>(items: 1..3) = [\"a\"]"),
        json!({ "type": "StringList", "default": ["a"], "minItems": 1, "maxItems": 3 })
    );
}

#[test]
fn what_may_be_absent_is_empty() {
    assert_eq!(parameter("param P: String?"), json!({ "type": "String", "default": "" }));
    assert_eq!(
        parameter("param P: String(pattern: r\"^a$\", length: 1..3)?"),
        json!({ "type": "String", "default": "", "allowedPattern": "^$|^a$", "maxChars": 3 })
    );
    assert_eq!(
        parameter("param P: (\"a\" | \"b\")?"),
        json!({ "type": "String", "default": "", "allowedValues": ["", "a", "b"] })
    );
}

#[test]
fn a_default_may_come_from_the_parameter_store() {
    let found = parameter("param P: String = ssm(\"/acme/p\")");
    assert_eq!(found["default"], "{{ssm:/acme/p}}");
}

#[test]
fn only_what_scripts_read_there_travels_in_the_environment() {
    let found = document(
        "param A: String\nparam B: String\nsh(a: A) \"echo\"\nplugin.configurePackage(action: \"Install\", name: B)",
    );
    assert_eq!(found["parameters"]["A"]["interpolationType"], "ENV_VAR");
    assert!(found["parameters"]["B"]["interpolationType"].is_null());
}

#[test]
fn a_map_is_a_warning_and_an_underscore_an_error() {
    assert_eq!(codes("param P: Map<String> = {}\nraw sh \"echo {{ P }}\""), ["E0584"]);
    assert_eq!(codes("param a_b: String\nsh(x: a_b) \"echo\"").len(), 1);
}

#[test]
fn a_default_is_never_a_reference_by_accident() {
    assert_eq!(codes("param P: String = \"{\" + \"{ssm:/a}}\"\nsh(p: P) \"echo\""), ["E0589"]);
}

#[test]
fn a_default_of_a_command_knows_nothing_of_runbooks() {
    for default in ["global.DATE", "\"x-${global.REGION}\"", "automation.EXECUTION_ID"] {
        let found = codes(&format!("param E: String = {default}\nsh(e: E) \"x\""));
        assert_eq!(found, ["E0214"], "{default}");
    }
}

#[test]
fn a_list_of_stored_parameters_is_a_default() {
    let document = document(
        "param Names: List<String(pattern: r\"^[a-z]+$\")> = [ssm(\"/a\"), \"b\"]\nsh(names: Names) \"x\"",
    );
    assert_eq!(document["parameters"]["Names"]["default"], json!(["{{ssm:/a}}", "b"]));
}

/// Any other text between the braces would reach the script as it is.
#[test]
fn a_stored_parameter_has_a_name_that_the_agent_reads() {
    for name in ["/a b", "", "a:b:c", "/a:", "/ä"] {
        let found = codes(&format!("param L: String = ssm(\"{name}\")\nsh(l: L) \"x\""));
        assert_eq!(found, ["E0373"], "{name}");
        assert_eq!(codes(&format!("sh(l: secret(\"{name}\")) \"x\"")), ["E0373"], "{name}");
    }
    for name in ["/a/b.c-d_e", "level:3", "arn:aws:ssm:eu-west-1:111122223333:parameter/x"] {
        assert!(codes(&format!("param L: String = ssm(\"{name}\")\nsh(l: L) \"x\"")).is_empty());
    }
    assert!(codes("sh(l: secret(\"/aws/reference/secretsmanager/a+b\")) \"x\"").is_empty());
}

#[test]
fn what_one_pattern_cannot_say_is_refused() {
    for ty in [
        "aws.ec2.InstanceId(pattern: r\"^i-0.*$\")",
        "List<aws.ec2.InstanceId(pattern: r\"^i-0.*$\")>",
        "String(pattern: r\"^[a-z]+$\", length: 2..5)?",
        "List<String(pattern: r\"^[a-z]+$\")>(items: 2..5)?",
    ] {
        assert_eq!(
            codes(&format!("param P: {ty}\nraw sh \"echo {{{{ P }}}}\"")),
            ["E0335"],
            "{ty}"
        );
    }
}

#[test]
fn an_absent_value_takes_no_bound_away() {
    assert_eq!(
        parameter("param P: String(length: 2..5)?"),
        json!({ "type": "String", "default": "", "allowedPattern": r"^$|^[\s\S]{2,}$", "maxChars": 5 })
    );
    let list = parameter("param P: List<\"a\" | \"b\">?");
    assert_eq!(list["allowedValues"], json!(["a", "b"]));
    let list = parameter("param P: List<String(pattern: r\"^[a-z]+$\", length: 2..5)>?");
    assert_eq!((&list["allowedPattern"], &list["minChars"]), (&json!("^[a-z]+$"), &json!(2)));
}
