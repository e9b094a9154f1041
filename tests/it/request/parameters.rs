//! Parameters of Parameter Store: names, values, policies, and no secret in what is built.

use serde_json::json;

use crate::support::{build_json, check_clean, check_codes, check_one};

fn parameter(rest: &str) -> String {
    format!("parameter port \"/web/port\" {{ {rest} }}")
}

#[test]
fn a_parameter_is_the_request_of_its_members() {
    let request = build_json(
        "/// Where the web server listens.
         parameter port \"/web/port\" {
           value: \"8080\"
           allowed_pattern: r\"^[0-9]+$\"
           tier: \"Advanced\"
           expires: \"2031-01-01T09:00:00+09:00\"
           notify_before_expiry: [30d, 12h]
           notify_unchanged_for: [60d]
           tags: { Team: \"web\" }
         }",
        "parameters/port",
    );
    let policies = request["Policies"].as_str().unwrap_or_default();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(policies).unwrap_or_default(),
        json!([
            { "Type": "Expiration", "Version": "1.0",
              "Attributes": { "Timestamp": "2031-01-01T00:00:00.000Z" } },
            { "Type": "ExpirationNotification", "Version": "1.0",
              "Attributes": { "Before": "30", "Unit": "Days" } },
            { "Type": "ExpirationNotification", "Version": "1.0",
              "Attributes": { "Before": "12", "Unit": "Hours" } },
            { "Type": "NoChangeNotification", "Version": "1.0",
              "Attributes": { "After": "60", "Unit": "Days" } },
        ])
    );
    let members: Vec<&String> = request.as_object().into_iter().flat_map(|it| it.keys()).collect();
    let expected =
        ["Name", "Description", "Value", "Type", "AllowedPattern", "Tags", "Tier", "Policies"];
    assert_eq!(members, expected);
    assert_eq!(request["Name"], "/web/port");
    assert_eq!(request["Type"], "String");
    assert_eq!(request["Description"], "Where the web server listens.");
}

#[test]
fn a_list_is_a_string_list() {
    let request = build_json(&parameter("value: [\"a\", \"b\"]"), "parameters/port");
    assert_eq!((&request["Type"], &request["Value"]), (&json!("StringList"), &json!("a,b")));
}

#[test]
fn a_secret_is_named_and_not_built() {
    let secret = |value: &str| {
        build_json(
            &parameter(&format!("type: \"SecureString\" key: \"alias/web\" value: {value}")),
            "parameters/port",
        )
    };
    assert_eq!(secret("env(\"WEB_PORT\")")["Value"], "${env:WEB_PORT}");
    assert_eq!(secret("read(\"secrets/port\")")["Value"], "${file:secrets/port}");
    assert_eq!(secret("env(\"WEB_PORT\")")["KeyId"], "alias/web");
}

#[test]
fn a_secret_in_the_source_is_refused_however_it_is_built() {
    check_codes(&parameter("type: \"SecureString\" value: \"x\""), &["E0631"]);
    let by_name = "const word = \"x\" parameter port { type: \"SecureString\" value: word }";
    check_codes(by_name, &["E0631"]);
}

#[test]
fn names_are_those_that_parameter_store_takes() {
    for name in ["/web/port", "port", "/a/b-c_d.e", "/x/aws"] {
        check_clean(&format!("parameter port \"{name}\" {{ value: \"1\" }}"));
    }
    let deep = "/a".repeat(16);
    // The ARN before a name counts: 44 characters and more.
    let long = format!("/{}", "a".repeat(967));
    let longest = format!("/{}", "a".repeat(966));
    check_clean(&format!("parameter port \"{longest}\" {{ value: \"1\" }}"));
    let bad = ["web/port", "/AWS/port", "ssm-port", "/ordain/x", "/web port", ""];
    let empty_levels = ["/a//b", "//a", "/a/", "/"];
    for name in bad.into_iter().chain(empty_levels).chain([deep.as_str(), long.as_str()]) {
        let found = check_one(&format!("parameter port \"{name}\" {{ value: \"1\" }}"));
        assert_eq!(found.code, "E0632", "{name}");
    }
}

#[test]
fn values_are_those_that_parameter_store_takes() {
    let large = "x".repeat(4_097);
    for value in ["\"\"", "\"${\"{{\"}x}}\"", "raw(\"{{ x }}\")", &format!("\"{large}\"")] {
        check_codes(&parameter(&format!("value: {value}")), &["E0633"]);
    }
    check_clean(&parameter(&format!("value: \"{large}\" tier: \"Advanced\"")));
    check_codes(&parameter("value: \"\\${env:HOME}\""), &["E0633"]);
    check_codes(&parameter("value: env()"), &["E0633"]);
    check_codes(&parameter("value: env(\"A-B\")"), &["E0633"]);
    check_codes(&parameter("value: \"x\" allowed_pattern: r\"^[0-9]+$\""), &["E0633"]);
    check_codes(&parameter("value: \"x\" allowed_pattern: r\"^([a-z]+$\""), &["E0633"]);
    check_clean(&parameter("value: \"x\" allowed_pattern: r\"^(?!root)[a-z]+$\""));
}

#[test]
fn attributes_that_do_not_go_together_are_told() {
    check_codes(&parameter("value: \"1\" key: \"alias/web\""), &["E0611"]);
    check_codes(&parameter("value: \"1\" notify_unchanged_for: [60d]"), &["E0611"]);
    check_codes(
        &parameter("value: \"1\" tier: \"Advanced\" notify_before_expiry: [60d]"),
        &["E0611"],
    );
    check_codes(
        &parameter("value: \"1\" tier: \"Advanced\" notify_unchanged_for: [90s]"),
        &["E0610"],
    );
    check_codes(&parameter("tier: \"Standard\""), &["E0609"]);
}
