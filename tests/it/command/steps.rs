//! Names of steps, loops, and what does not stand in a command.

use super::{codes, lines, step_names, steps};
use crate::support::Project;

#[test]
fn steps_are_named_by_the_source_else_after_what_they_run() {
    assert_eq!(
        step_names(
            "sh \"a\"\nstep mine: sh \"b\"\nlet named = sh \"c\"\nsh \"d\"\nplugin.configureDocker(action: \"Install\")\nbash \"e\""
        ),
        "sh mine named sh_2 configureDocker bash"
    );
}

#[test]
fn a_name_of_the_source_is_never_changed() {
    assert_eq!(step_names("sh \"a\"\nstep `sh`: sh \"b\""), "sh_2 sh");
    assert_eq!(codes("step a: sh \"a\"\nstep a: sh \"b\""), ["E0577"]);
    assert_eq!(codes("let a = sh \"a\"\nlet a = sh \"b\""), ["E0577"]);
    assert_eq!(codes(&format!("step {}: sh \"a\"", "a".repeat(65))), ["E0577"]);
}

#[test]
fn loops_are_unrolled_with_stable_names() {
    assert_eq!(
        step_names(
            "for name in [\"web\", \"db\"] {\n  sh(name: name) \"echo $name\"\n  step log: sh(name: name) \"log $name\"\n}"
        ),
        "sh_web log_web sh_db log_db"
    );
    assert_eq!(
        step_names("for name in [\"a b\", \"c d\"] {\n  sh(name: name) \"echo $name\"\n}"),
        "sh_1 sh_2"
    );
    let found =
        codes("param Names: List<String>\nfor name in Names {\n  sh(name: name) \"echo $name\"\n}");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn statements_of_runbooks_say_where_they_belong() {
    for statement in [
        "aws.ec2.StopInstances(InstanceIds: [\"i-0a1b2c3d4e5f6a7b8\"])",
        "run \"AWS-RunPatchBaseline\"(Operation: \"Scan\") on all",
        "sleep 5m",
        "fail \"no\"",
        "exit",
        "python \"pass\"",
    ] {
        let found = codes(&format!("{statement}\nsh \"a\""));
        assert_eq!(found, ["E0580"], "{statement}");
    }
}

#[test]
fn a_file_is_a_script() {
    let built = Project::of("command c \"Acme-C\" {\n  sh read(\"a.sh\")\n}\n")
        .asset("a.sh", "echo one\necho two\n")
        .build_json("documents/Acme-C");
    assert_eq!(lines(&built["mainSteps"][0]), ["set -e", "echo one", "echo two"]);
}

#[test]
fn a_file_may_not_hold_references_of_ssm() {
    let found = Project::of(
        "command c \"Acme-C\" {\n  param Name: String\n  sh(n: Name) read(\"a.sh\")\n}\n",
    )
    .asset("a.sh", "echo {{ Name }}\n")
    .build_findings();
    assert_eq!(found.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["E0589"]);
}

#[test]
fn names_of_the_shell_are_no_arguments() {
    assert_eq!(codes("sh(PATH: \"/x\") \"echo\""), ["E0578"]);
    assert_eq!(codes("ps(Host: \"x\") \"echo\""), ["E0578"]);
    assert_eq!(codes("sh(SSM_x: \"x\") \"echo\""), ["E0578"]);
    assert_eq!(codes("sh(host: \"x\") \"echo\""), [""; 0]);
}

#[test]
fn a_folder_is_the_working_directory() {
    let steps = steps("param Path: String\nsh \"a\" dir \"/opt\"\nsh \"b\" dir \"/srv/${Path}\"");
    assert_eq!(steps[0]["inputs"]["workingDirectory"], "/opt");
    assert_eq!(steps[1]["inputs"]["workingDirectory"], "/srv/{{ Path }}");
}

#[test]
fn a_secret_is_read_on_the_node() {
    let steps = steps("sh(key: secret(\"/acme/key\")) \"use $key\"");
    assert_eq!(
        lines(&steps[0])[1],
        "key=$(aws ssm get-parameter --region \"$AWS_SSM_REGION_NAME\" --name '/acme/key' --with-decryption --query Parameter.Value --output text)"
    );
}

#[test]
fn the_request_stands_beside_the_document() {
    let request = Project::of("command c \"Acme-C\" {\n  display_name: \"Greets\"\n  tags: { Team: \"ops\" }\n  sh \"a\"\n}\n")
        .build_json("documents/Acme-C.request");
    assert_eq!(request["Name"], "Acme-C");
    assert_eq!(request["DocumentType"], "Command");
    assert_eq!(request["DisplayName"], "Greets");
    assert_eq!(request["Tags"][0]["Key"], "Team");
}

#[test]
fn another_interpreter_runs_as_it_is_or_not_at_all() {
    let script = "\"\"\"\n  #!/usr/bin/env python3\n  print(1)\n\"\"\"";
    let steps = steps(&format!("sh {script}"));
    assert_eq!(lines(&steps[0]), ["#!/usr/bin/env python3", "print(1)"]);
    for clause in [
        "attempts 2",
        "creates \"/x\"",
        "become \"x\"",
        "unless sh\"true\"",
        "when facts.arch == \"arm\"",
    ] {
        assert_eq!(codes(&format!("sh {script} {clause}")), ["E0576"], "{clause}");
    }
    assert_eq!(codes(&format!("param A: Bool\nsh {script} when A")), [""; 0]);
}

/// The first line wins on the node, and `dash` ends at `set -o pipefail`.
#[test]
fn a_script_of_bash_is_run_by_bash() {
    for line in ["#!/bin/sh", "#!/usr/bin/env dash", "#! /bin/ksh -e"] {
        let script = format!("\"\"\"\n  {line}\n  echo x\n\"\"\"");
        assert_eq!(codes(&format!("bash {script}")), ["E0590"], "{line}");
        assert!(codes(&format!("sh {script}")).is_empty(), "{line}");
        assert!(codes(&format!("raw bash {script}")).is_empty(), "{line}");
    }
    assert!(codes("bash \"\"\"\n  #!/usr/bin/env bash\n  echo x\n\"\"\"").is_empty());
}

#[test]
fn a_loop_counts_over_a_range() {
    assert_eq!(step_names("for i in 0..2 { step s: sh(i: i) \"x\" }"), "s_0 s_1 s_2");
    assert_eq!(codes("for i in 0.. { sh(i: i) \"x\" }"), ["E0367"]);
}

#[test]
fn equal_items_of_a_loop_are_numbered() {
    let members = "for x in [\"a\", \"a\", \"b\"] { step s: sh(x: x) \"x\" }";
    assert_eq!(step_names(members), "s_a s_a_2 s_b");
}
