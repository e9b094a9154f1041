//! Sessions: shells, ports, commands.

use serde_json::json;

use crate::support::{Project, build_json, check_clean, check_codes, check_one};

#[test]
fn a_shell_writes_the_flags_that_aws_requires() {
    let document = build_json(
        "/// For operators.
         session shell { type: \"shell\" cloudwatch_log_group: \"/acme/sessions\" idle_timeout: 20m
           run_as: \"operator\" max_duration: 8h }",
        "documents/shell",
    );
    let wanted = json!({
        "schemaVersion": "1.0",
        "description": "For operators.",
        "sessionType": "Standard_Stream",
        "inputs": {
            "s3EncryptionEnabled": true,
            "cloudWatchLogGroupName": "/acme/sessions",
            "cloudWatchEncryptionEnabled": true,
            "cloudWatchStreamingEnabled": false,
            "runAsEnabled": true,
            "runAsDefaultUser": "operator",
            "idleSessionTimeout": "20",
            "maxSessionDuration": "480",
        },
    });
    assert_eq!(document.to_string(), wanted.to_string());
}

#[test]
fn ports_are_texts_and_may_be_parameters() {
    let document = build_json(
        "session database { type: \"port\"
           param LocalPort: String(pattern: r\"^[0-9]{1,5}$\") = \"15432\"
           host: \"db.internal.example.com\" port: 5432 local_port: LocalPort }",
        "documents/database",
    );
    let wanted = json!({
        "host": "db.internal.example.com",
        "portNumber": "5432",
        "localPortNumber": "{{ LocalPort }}",
        "type": "LocalPortForwarding",
    });
    assert_eq!(document["properties"], wanted);
}

#[test]
fn commands_are_scripts_by_platform() {
    let document = build_json(
        "session tail { type: \"interactive\"
           param Log: String(pattern: r\"^[a-z]+$\")
           linux: raw sh\"tail -f /var/log/{{ Log }}\"
           run_as_elevated: true }",
        "documents/tail",
    );
    let wanted =
        json!({ "linux": { "commands": "tail -f /var/log/{{ Log }}", "runAsElevated": true } });
    assert_eq!(document["properties"], wanted);
}

#[test]
fn times_of_a_session_are_minutes() {
    let shell =
        |rest: &str| format!("session shell {{ type: \"shell\" s3_bucket: \"acme-logs\" {rest} }}");
    check_codes(&shell("idle_timeout: 61m"), &["E0610"]);
    check_codes(&shell("idle_timeout: 90s"), &["E0610"]);
    check_codes(&shell("max_duration: 24h"), &[]);
}

#[test]
fn metadata_hosts_are_refused_in_every_spelling() {
    for host in ["169.254.169.254", "fd00:ec2::254", "fd00:ec2:0:0:0:0:0:254"] {
        let found =
            check_one(&format!("session s1x {{ type: \"port\" host: \"{host}\" port: 80 }}"));
        assert_eq!(found.code, "E0624");
    }
}

#[test]
fn attributes_of_another_type_are_unknown() {
    check_codes("session s1x { type: \"port\" port: 80 idle_timeout: 5m }", &["E0607"]);
}

#[test]
fn a_misspelt_type_hides_no_other_mistake() {
    check_codes(
        "session shell {
           type: \"shel\"
           cloudwatch_log_grp: \"/x\"
           idle_timeout: 20
         }",
        &["E0302", "E0607", "E0301"],
    );
}

/// The session may run as root, and its commands are put together as text.
#[test]
fn only_proven_parameters_become_part_of_commands() {
    let source = |ty: &str| {
        format!(
            "session tail {{ type: \"interactive\" param P: {ty} linux: raw sh\"tail {{{{ P }}}}\" }}"
        )
    };
    for ty in [
        "String(pattern: r\"^.*$\")",
        "aws.iam.RoleArn",
        "String(pattern: r\"[a-z]+\")",
        // A blank begins another argument where no quotes stand.
        "String(pattern: r\"^[a-z/. -]+$\")",
    ] {
        let found = Project::of(&source(ty)).build_findings();
        assert!(found.iter().any(|it| it.code == "E0626"), "{ty}: {found:#?}");
    }
    for ty in
        ["String(pattern: r\"^[a-z/.-]+$\")", "aws.ec2.InstanceId", "Int(1..9)", "\"a\" | \"b\""]
    {
        check_clean(&source(ty));
    }
}

#[test]
fn a_parameter_of_a_session_is_used() {
    check_codes("session abc { type: \"port\" port: 80 param X: String = \"unused\" }", &["E0354"]);
}

#[test]
fn the_words_of_the_service_stand_over_those_of_attributes() {
    let document = build_json(
        "session tail { type: \"non_interactive\" param P: String(pattern: r\"^[a-z]+$\")
           linux: sh\"uptime\" windows: [powershell\"Get-Date\", powershell\"Get-Host\"]
           run_as_elevated: true
           inputs: { kmsKeyId: raw(\"{{ P }}\") }
           properties: { windows: { runAsElevated: null, separateOutputStream: true } } }",
        "documents/tail",
    );
    assert_eq!(document["inputs"], json!({ "kmsKeyId": "{{ P }}" }));
    let wanted = json!({
        "linux": { "commands": "uptime", "runAsElevated": true },
        "windows": { "commands": ["Get-Date", "Get-Host"], "separateOutputStream": true },
    });
    assert_eq!(document["properties"], wanted);
}

#[test]
fn preferences_in_the_words_of_the_service_are_there() {
    check_clean(
        "session s1x { type: \"shell\" s3_prefix: \"logs\" inputs: { s3BucketName: \"acme-logs\" } }",
    );
    check_codes(
        "session s1x { type: \"shell\" s3_bucket: \"acme-logs\" inputs: { kmsKeyId: raw(\"{{ Key }}\") } }",
        &["E0625"],
    );
}

#[test]
fn references_to_parameters_of_parameter_store_need_no_declaration() {
    check_clean("session s1x { type: \"interactive\" linux: raw sh\"echo {{ssm:/acme/x}}\" }");
}

#[test]
fn what_a_shell_starts_with_is_checked_like_commands() {
    check_codes(
        "session s1x { type: \"shell\" s3_bucket: \"acme-logs\" param P: String
           shell_profile: { linux: raw sh\"cd {{ P }}\" } }",
        &["E0626"],
    );
}

#[test]
fn preferences_of_the_account_are_those_of_a_shell() {
    check_codes(
        "session preferences \"SSM-SessionManagerRunShell\" { type: \"port\" port: 22 }",
        &["E0610"],
    );
    check_clean(
        "session preferences \"SSM-SessionManagerRunShell\" {
           type: \"shell\" cloudwatch_log_group: \"/sessions\" idle_timeout: 20m max_duration: 1h
         }",
    );
}
