//! `when`: decided at build time, said in a precondition, or tested in the script.

use serde_json::json;

use super::{codes, lines, steps};
use crate::support::check_one;

const PARAMETERS: &str = r#"
param Mode: "full" | "small"
param Wait: Bool
param Count: Int(0..9)
param Name: String
"#;

#[track_caller]
fn precondition(task: &str) -> serde_json::Value {
    let used = "sh(a: Mode, b: Wait, c: Count) \"echo\"\nplugin.configurePackage(action: \"Install\", name: Name)";
    let steps = steps(&format!("{PARAMETERS}\nstep it: {task}\n{used}"));
    steps[0]["precondition"].clone()
}

#[test]
fn a_test_of_a_parameter_is_a_precondition() {
    let cases = [
        ("Mode == \"full\"", json!(["{{ Mode }}", "full"])),
        ("\"full\" == Mode", json!(["full", "{{ Mode }}"])),
        ("Mode != \"full\"", json!(["{{ Mode }}", "small"])),
        ("Wait", json!(["{{ Wait }}", "true"])),
        ("not Wait", json!(["{{ Wait }}", "false"])),
        ("Count == 3", json!(["{{ Count }}", "3"])),
        ("Name == \"it's\"", json!(["{{ Name }}", "it's"])),
        ("Mode == \"full\" and Wait", json!(["{{ Mode }}|{{ Wait }}", "full|true"])),
        (
            "Mode == \"full\" and (Wait and Count == 3)",
            json!(["{{ Mode }}|{{ Wait }}|{{ Count }}", "full|true|3"]),
        ),
        ("facts.platform == \"Linux\"", json!(["platformType", "Linux"])),
    ];
    for (condition, wanted) in cases {
        let found = precondition(&format!("sh \"echo\" when {condition}"));
        assert_eq!(found["StringEquals"], wanted, "{condition}");
        let plugin = format!("plugin.configureDocker(action: \"Install\") when {condition}");
        assert_eq!(precondition(&plugin)["StringEquals"], wanted, "{condition}");
    }
}

#[test]
fn what_a_precondition_cannot_say_is_tested_in_the_script() {
    for condition in
        ["Wait or Mode == \"full\"", "Count > 3", "Mode != \"full\" or Wait", "Count != 3"]
    {
        let found = precondition(&format!("sh \"echo\" when {condition}"));
        assert!(found.is_null(), "{condition}: {found}");
    }
}

#[test]
fn what_a_precondition_cannot_say_is_an_error_for_a_plugin() {
    for condition in [
        "Wait or Count == 1",
        "Count > 3",
        "Name == \"a\" and Name == \"b\"",
        "facts.platform == \"Linux\" and Wait",
    ] {
        let parameters = "param Wait: Bool\nparam Count: Int\nparam Name: String\nsh(a: Wait, b: Count) \"echo\"\nplugin.configurePackage(action: \"Install\", name: Name)";
        let found = codes(&format!(
            "{parameters}\nplugin.configureDocker(action: \"Install\") when {condition}"
        ));
        assert_eq!(found, ["E0571"], "{condition}");
    }
}

#[test]
fn a_part_that_cannot_be_joined_is_tested_in_the_script() {
    let steps = steps(
        "param Name: String\nparam Wait: Bool\nplugin.configurePackage(action: \"Install\", name: Name)\nstep it: sh \"echo\" when Wait and Name == \"a\"",
    );
    let it = &steps[1];
    assert_eq!(it["precondition"]["StringEquals"], json!(["{{ Wait }}", "true"]));
    assert!(lines(it).iter().any(|line| line == "if ! [ \"$SSM_Name\" = a ]; then"), "{it:#}");
}

#[test]
fn a_parameter_in_the_environment_is_tested_there() {
    let steps = steps("param Name: String\nstep it: sh(name: Name) \"echo\" when Name == \"a\"");
    assert!(steps[0]["precondition"].is_null());
    assert!(lines(&steps[0]).iter().any(|line| line == "if ! [ \"$SSM_Name\" = a ]; then"));
}

#[test]
fn the_build_decides_what_it_knows() {
    let steps = steps("sh \"first\" when 1 == 1\nsh \"second\" when 1 == 2");
    assert_eq!(steps.len(), 1);
    assert!(steps[0]["precondition"].is_null());
}

#[test]
fn an_if_gives_its_condition_to_each_task() {
    let steps = steps(
        "param Mode: \"a\" | \"b\"\nif Mode == \"a\" {\n  sh \"one\"\n  sh \"two\"\n} else {\n  sh \"three\"\n}",
    );
    let tests: Vec<_> =
        steps.iter().map(|step| step["precondition"]["StringEquals"].clone()).collect();
    assert_eq!(tests[0], json!(["{{ Mode }}", "a"]));
    assert_eq!(tests[1], json!(["{{ Mode }}", "a"]));
    assert!(lines(&steps[2]).iter().any(|line| line.starts_with("if ! ")), "{:#}", steps[2]);
}

#[test]
fn two_references_in_a_row_are_never_a_brace_too_many() {
    let found = codes(
        "param Name: String\nplugin.configureDocker(action: \"Install\") when \"{${Name}\" == \"a\"",
    );
    assert_eq!(found, ["E0571"]);
}

#[test]
fn facts_stand_in_scripts_and_nowhere_else() {
    let condition = "facts.os_family == \"Debian\"";
    assert_eq!(codes(&format!("sh \"echo\" when {condition}")), [""; 0]);
    assert_eq!(codes(&format!("ps \"echo\" when {condition}")), [""; 0]);
    assert_eq!(codes(&format!("sh \"echo\"\nps \"echo\"\nreboot when {condition}")), [""; 0]);
    assert_eq!(codes(&format!("raw sh \"echo\" when {condition}")), ["E0571"]);
    assert_eq!(codes("plugin.configurePackage(action: \"Install\", name: facts.arch)"), ["E0573"]);
}

#[test]
fn power_shell_finds_facts_out_on_windows_only() {
    assert_eq!(codes("ps(arch: facts.arch) \"echo\" creates \"/opt/${facts.arch}\""), [""; 0]);
    let linux = "when facts.platform == \"Linux\"";
    assert_eq!(codes(&format!("ps(arch: facts.arch) \"echo\" {linux}")), ["E0570"]);
    assert_eq!(codes(&format!("ps \"echo\" creates \"/${{facts.arch}}\" {linux}")), ["E0570"]);
    assert_eq!(codes(&format!("ps \"echo\" {linux} and facts.arch == \"arm\"")), ["E0572"]);
    assert_eq!(codes("platforms: [\"Linux\"]\nps(arch: facts.arch) \"echo\""), ["E0570"]);
}

#[test]
fn a_fact_with_known_values_is_compared_with_those() {
    let help = |condition: &str| {
        let members = format!("sh \"echo\" when {condition}");
        let found = check_one(&format!("command ccc {{\n  {members}\n}}\n"));
        assert_eq!(found.code, "E0318");
        found.help
    };
    let write = |text: &str| Some(format!("write \"{text}\""));
    assert_eq!(help("facts.os_family == \"debian\""), write("Debian"));
    assert_eq!(help("facts.os_family != \"Ubuntu\""), write("Debian"));
    assert_eq!(help("facts.os_family equals_ignore_case \"redhatt\""), write("RedHat"));
    assert_eq!(help("facts.os_family in [\"Debian\", \"redhat\"]"), write("RedHat"));
    assert_eq!(help("facts.arch == \"amd64\""), write("x86_64"));
    assert_eq!(help("facts.arch == \"arm64\""), write("aarch64"));
    assert_eq!(help("facts.platform == \"linux\""), write("Linux"));
    assert_eq!(help("facts.arch == \"sparc\""), None);
    for condition in [
        "facts.os_family equals_ignore_case \"debian\"",
        "facts.os_family in [\"Debian\", \"other\"]",
        "facts.distribution == \"anything\"",
        "facts.version starts_with \"12\"",
        "facts.hostname == \"web\"",
    ] {
        assert_eq!(codes(&format!("sh \"echo\" when {condition}")), [""; 0], "{condition}");
    }
}

#[test]
fn what_a_task_did_is_a_flag() {
    assert!(codes("let first = sh \"a\"\nsh \"b\" when first.changed").is_empty());
    assert_eq!(codes("let first = sh \"a\"\nsh(x: first) \"b\""), ["E0570"]);
    assert_eq!(codes("let first = raw sh \"a\"\nsh \"b\" when first.changed"), ["E0596"]);
}

#[test]
fn a_range_is_a_test_of_both_ends() {
    let steps = steps("param I: Int(0..9) = 1\nsh \"y\" when I in 1..3\nsh \"z\" when I in 5..");
    assert_eq!(lines(&steps[0])[1], "if ! { [ '{{ I }}' -ge 1 ] && [ '{{ I }}' -le 3 ]; }; then");
    assert_eq!(lines(&steps[1])[1], "if ! [ '{{ I }}' -ge 5 ]; then");
}

#[test]
fn advice_can_be_followed() {
    let help = |members: &str| {
        let source = format!("command c \"Acme-C\" {{\n{members}\n}}\n");
        crate::support::check_one(&source).help.unwrap_or_default()
    };
    assert_eq!(help("param M: String\nsh \"a\" when M"), "compare it: `x == \"value\"`");
    assert!(help("sh(x: facts.platform) \"q\"").contains("`when`"));
    let absent = "param O: String?\nplugin.downloadContent(destinationPath: O, sourceType: \"S3\", sourceInfo: { path: \"https://s3.amazonaws.com/b/x\" })";
    assert!(help(absent).contains("instead of `?`"));
    assert!(
        help("param T: String = secret(\"/x\")\nsh(t: T) \"x\"").contains("sh(key: secret(…))")
    );
}
