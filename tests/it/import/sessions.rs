//! Session documents: sources of them, and what checking one finds.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest,
};
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

use ordain::markup::Syntax;
use ordain::{session, verify};

use super::findings::check_found;
use super::{check_source, imported, warnings};

#[test]
fn what_the_console_writes_is_a_shell_without_its_empty_texts() {
    let source = imported(
        r#"{
  "schemaVersion": "1.0",
  "description": "Preferences of a region",
  "sessionType": "Standard_Stream",
  "inputs": {
    "s3BucketName": "",
    "s3KeyPrefix": "",
    "s3EncryptionEnabled": true,
    "cloudWatchLogGroupName": "/acme/sessions",
    "cloudWatchEncryptionEnabled": false,
    "cloudWatchStreamingEnabled": true,
    "idleSessionTimeout": "20",
    "maxSessionDuration": "",
    "kmsKeyId": "",
    "runAsEnabled": false,
    "runAsDefaultUser": "",
    "shellProfile": { "windows": "", "linux": "" }
  }
}"#,
    );
    assert_eq!(
        source,
        "/// Preferences of a region
session acme_example \"Acme-Example\" {
  type: \"shell\"
  cloudwatch_log_group: \"/acme/sessions\"
  cloudwatch_encryption: false
  cloudwatch_streaming: true
  idle_timeout: 20m
}
"
    );
}

#[test]
fn a_flag_that_is_not_there_is_off() {
    check_source("schemaVersion: '1.0'\nsessionType: Standard_Stream\n", "type: \"shell\"");
    check_source(
        "schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs: { s3BucketName: acme-logs, s3EncryptionEnabled: 'false' }\n",
        "s3_bucket: \"acme-logs\" s3_encryption: false",
    );
    check_source(
        "schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs: { cloudWatchLogGroupName: /logs }\n",
        "cloudwatch_log_group: \"/logs\" cloudwatch_encryption: false",
    );
}

#[test]
fn a_user_stands_in_run_as() {
    let with = |inputs: &str| {
        format!("schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs: {{ {inputs} }}\n")
    };
    check_source(&with("runAsEnabled: true, runAsDefaultUser: ops"), "run_as: \"ops\"");
    check_source(&with("runAsEnabled: true, runAsDefaultUser: ''"), "run_as: true");
    check_source(
        &with("runAsEnabled: false, runAsDefaultUser: ops"),
        "inputs: { runAsDefaultUser: \"ops\" }",
    );
}

#[test]
fn what_no_attribute_says_stands_in_the_words_of_the_service() {
    check_source(
        r#"
schemaVersion: "1.0"
sessionType: Standard_Stream
parameters:
  Key: { type: String, default: alias/acme }
inputs:
  s3KeyPrefix: idle
  kmsKeyId: "{{Key}}"
  cloudWatchLogGroupName: /logs
  cloudWatchEncryptionEnabled: true
"#,
        "inputs: { s3KeyPrefix: \"idle\", kmsKeyId: raw(\"{{Key}}\") }",
    );
}

#[test]
fn ports_are_numbers_and_parameters() {
    check_source(
        r#"
schemaVersion: "1.0"
description: The database.
sessionType: Port
parameters:
  portNumber: { type: String, default: "5432", allowedPattern: "^[0-9]{1,5}$" }
properties:
  host: db.internal.example.com
  portNumber: "{{ portNumber }}"
  localPortNumber: "15432"
  type: LocalPortForwarding
"#,
        "host: \"db.internal.example.com\" port: portNumber local_port: 15432 }",
    );
}

#[test]
fn a_session_for_ssh_has_another_type() {
    check_source(
        "schemaVersion: '1.0'\nsessionType: Port\nparameters: { portNumber: { type: String, default: '22' } }\nproperties: { portNumber: '{{ portNumber }}' }\n",
        "port: portNumber properties: { type: null }",
    );
    check_source(
        "schemaVersion: '1.0'\nsessionType: Port\nproperties: { portNumber: '22', type: Other }\n",
        "port: 22 properties: { type: \"Other\" }",
    );
}

const TAIL: &str = r#"
schemaVersion: "1.0"
description: Shows a log.
sessionType: InteractiveCommands
parameters:
  Log:
    type: String
    default: /var/log/messages
    allowedPattern: "^[a-z/]+$"
properties:
  linux:
    commands: tail -f {{ Log }}
    runAsElevated: true
  windows:
    commands: |
      Get-Date
      Get-Content C:\log.txt
    runAsElevated: true
"#;

#[test]
fn commands_are_scripts_of_their_platforms() {
    check_source(
        TAIL,
        r#"
  linux: raw sh"tail -f {{ Log }}"
  windows: powershell"""
    Get-Date
    Get-Content C:\log.txt
  """
  run_as_elevated: true
}"#,
    );
}

#[test]
fn a_list_of_commands_stays_a_list() {
    check_source(
        "schemaVersion: '1.0'\nsessionType: NonInteractiveCommands\nproperties: { windows: { commands: [Get-Date, Get-Host], separateOutputStream: true, stdErrSeparatorPrefix: err } }\n",
        "windows: [powershell\"Get-Date\", powershell\"Get-Host\"] separate_output_stream: true stderr_prefix: \"err\"",
    );
}

#[test]
fn flags_of_one_platform_alone_stand_there() {
    check_source(
        r#"
schemaVersion: "1.0"
sessionType: InteractiveCommands
properties:
  linux: { commands: uptime, runAsElevated: true }
  macos: { commands: uptime }
"#,
        "properties: { linux: { runAsElevated: true } }",
    );
}

#[test]
fn a_session_that_is_no_shell_may_have_preferences() {
    check_source(
        r#"
schemaVersion: "1.0"
sessionType: InteractiveCommands
inputs: { idleSessionTimeout: "5" }
properties:
  linux: { commands: uptime }
"#,
        "inputs: { idleSessionTimeout: \"5\" }",
    );
}

#[test]
fn comments_stand_before_their_attribute() {
    let source = imported(
        "schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs:\n  # kept a year\n  s3BucketName: acme-logs\n  s3EncryptionEnabled: true # by default\n  idleSessionTimeout: '5'\n",
    );
    assert!(source.contains("  // kept a year\n  s3_bucket:"), "{source}");
    assert!(source.contains("// by default"), "{source}");
}

#[test]
fn what_a_session_does_not_have_is_told() {
    let found = warnings(
        r#"
schemaVersion: "1.0"
owner: me
sessionType: InteractiveCommands
properties:
  linux: { commands: uptime, colour: green }
  solaris: { commands: uptime }
"#,
    );
    assert_eq!(found, ["E0560 owner", "E0560 colour", "E0560 solaris"]);
}

#[test]
fn checking_looks_into_commands() {
    check_found(TAIL, &[]);
    check_found(&TAIL.replace("    allowedPattern: \"^[a-z/]+$\"\n", ""), &["other E0626 \"Log\""]);
    check_found(
        &TAIL.replace("-f {{ Log }}", "-f {{ Lgo }}"),
        &["other E0354 \"Log\"", "error E0625 \"tail -f {{ Lgo }}\""],
    );
}

#[test]
fn checking_looks_at_ports_and_hosts() {
    let port = |properties: &str| {
        format!("schemaVersion: '1.0'\nsessionType: Port\nproperties: {{ {properties} }}\n")
    };
    check_found(&port("portNumber: '80'"), &[]);
    check_found(&port("portNumber: eighty"), &["error E0624 \"eighty\""]);
    check_found(
        &port("portNumber: '80', host: 169.254.169.254"),
        &["error E0624 \"169.254.169.254\""],
    );
    check_found(&port("localPortNumber: '80'"), &["error E0642 \"{ localPortNumber: '80' }\""]);
}

#[test]
fn a_session_of_another_schema_is_told() {
    check_found(
        "schemaVersion: '1.1'\nsessionType: Standard_Stream\ninputs: { s3BucketName: acme-logs }\n",
        &["error E0643 \"'1.1'\""],
    );
}

#[test]
fn a_shell_without_a_record_is_told_at_its_type() {
    let shell = |inputs: &str| {
        format!("schemaVersion: '1.0'\nsessionType: Standard_Stream\ninputs: {{ {inputs} }}\n")
    };
    check_found(&shell("s3BucketName: ''"), &["other E0627 \"Standard_Stream\""]);
    check_found(&shell("s3BucketName: acme-logs"), &[]);
    check_found(
        &shell("s3BucketName: acme-logs, shellProfile: { linux: 'cd {{ Nobody }}' }"),
        &["error E0625 \"'cd {{ Nobody }}'\""],
    );
}

/// Texts for any place: empty, plain, with quotes, lines, references and braces of others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z /.-]{1,12}",
        "[ -~]{1,16}",
        "([a-z\"' \\\\${}]{0,8}\n){1,4}[a-z\"]{0,3}",
        Just("{{ Name }}".to_owned()),
        Just("tail {{Name}} '{{ .Names }}'".to_owned()),
        Just(" {{ List }}".to_owned()),
        Just("{{ssm:/acme/key}}".to_owned()),
    ]
}

fn flag() -> impl Strategy<Value = Value> {
    prop_oneof![Just(json!(true)), Just(json!(false)), Just(json!("true")), Just(json!("false"))]
}

/// Some members of a map, each with one of its values.
fn some(
    members: Vec<(&'static str, prop::strategy::BoxedStrategy<Value>)>,
) -> impl Strategy<Value = Value> {
    let members = members.into_iter().map(|(name, value)| {
        prop::option::of(value).prop_map(move |value| value.map(|value| (name.to_owned(), value)))
    });
    members
        .collect::<Vec<_>>()
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect::<Map<_, _>>()))
}

fn inputs() -> impl Strategy<Value = Value> {
    let minutes = || prop_oneof![Just(json!("")), (1..61_i64).prop_map(|it| json!(it.to_string()))];
    let profile = || some(vec![("windows", of_text()), ("linux", of_text())]);
    some(vec![
        ("s3BucketName", prop_oneof![Just(json!("acme-logs")), of_text()].boxed()),
        ("s3KeyPrefix", of_text()),
        ("s3EncryptionEnabled", flag().boxed()),
        ("cloudWatchLogGroupName", of_text()),
        ("cloudWatchEncryptionEnabled", flag().boxed()),
        ("cloudWatchStreamingEnabled", any::<bool>().prop_map(Value::from).boxed()),
        ("kmsKeyId", of_text()),
        ("runAsEnabled", flag().boxed()),
        ("runAsDefaultUser", prop_oneof![Just(json!("ops")), of_text()].boxed()),
        ("idleSessionTimeout", minutes().boxed()),
        ("maxSessionDuration", minutes().boxed()),
        ("shellProfile", profile().boxed()),
    ])
}

fn of_text() -> prop::strategy::BoxedStrategy<Value> {
    text().prop_map(Value::from).boxed()
}

fn commands() -> impl Strategy<Value = Value> {
    let scripts =
        prop_oneof![of_text(), prop::collection::vec(of_text(), 1..3).prop_map(Value::from)];
    let beside = some(vec![
        ("runAsElevated", flag().boxed()),
        ("separateOutputStream", flag().boxed()),
        ("stdOutSeparatorPrefix", of_text()),
        ("stdErrSeparatorPrefix", of_text()),
    ]);
    (scripts, beside).prop_map(|(scripts, mut beside)| {
        beside["commands"] = scripts;
        beside
    })
}

fn properties() -> impl Strategy<Value = Value> {
    let platform = || commands().boxed();
    let others = some(vec![("macos", platform()), ("windows", platform())]);
    (others, platform()).prop_map(|(mut others, linux)| {
        others["linux"] = linux;
        others
    })
}

fn port() -> impl Strategy<Value = Value> {
    let number = || {
        const NUMBERS: [&str; 5] = ["0", "22", "022", "65536", "{{ Name }}"];
        prop_oneof![prop::sample::select(&NUMBERS[..]).prop_map(Value::from), of_text()].boxed()
    };
    let beside = some(vec![
        ("host", of_text()),
        ("localPortNumber", number()),
        ("type", prop_oneof![Just(json!("LocalPortForwarding")), of_text()].boxed()),
    ]);
    (beside, number()).prop_map(|(mut beside, number)| {
        beside["portNumber"] = number;
        beside
    })
}

fn document() -> impl Strategy<Value = Value> {
    let head = |kind: &str| {
        json!({
            "schemaVersion": "1.0",
            "sessionType": kind,
            "parameters": {
                "Name": { "type": "String", "default": "a" },
                "List": { "type": "StringList" },
            },
        })
    };
    let whole = move |kind: &'static str, members: Vec<(&'static str, Value)>| {
        let mut document = head(kind);
        for (name, value) in members {
            document[name] = value;
        }
        document
    };
    prop_oneof![
        inputs().prop_map(move |it| whole("Standard_Stream", vec![("inputs", it)])),
        port().prop_map(move |it| whole("Port", vec![("properties", it)])),
        (inputs(), properties()).prop_map(move |(inputs, properties)| {
            whole("InteractiveCommands", vec![("inputs", inputs), ("properties", properties)])
        }),
        properties().prop_map(move |it| whole("NonInteractiveCommands", vec![("properties", it)])),
    ]
}

proptest! {
    // The same documents each time: the fuzz target `import` looks for new ones.
    #![proptest_config(ProptestConfig {
        cases: 512,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_session_compiles_to_itself(document in document()) {
        let text = document.to_string();
        let source = session::import(&text, "session.json", Syntax::Json).source;
        let source = source.unwrap_or_default();
        let compiled = session::compiled(&source);
        prop_assert!(compiled.is_some(), "does not compile:\n{text}\n{source}");
        let differences: Vec<String> = compiled
            .iter()
            .flat_map(|compiled| verify::compare(&document, compiled))
            .map(|one| one.to_string())
            .collect();
        prop_assert!(differences.is_empty(), "{differences:?}\n{text}\n{source}");
    }
}
