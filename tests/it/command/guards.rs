//! What stands around scripts: failure, retries, tests before the work, output for a runbook.

use std::fs;

use super::shell::{Agent, Step};

fn script(clauses: &str, body: &str) -> String {
    format!(
        "command c \"Acme-C\" {{\n  param Name: String = \"x\"\n  param Path: String = \"made\"\n  param Ready: Bool = true\n  step it: sh(name: Name) \"\"\"\n{body}\n  \"\"\" {clauses}\n}}\n"
    )
}

#[test]
fn a_failing_line_ends_the_script() {
    let step = Step::of(&script("", "    false\n    echo later"), "it").with("Name", "");
    let ran = step.run_everywhere();
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
}

#[test]
fn a_failing_program_in_a_pipe_ends_a_script_of_bash() {
    let source = "command c \"Acme-C\" {\n  step it: bash \"false | cat; echo later\"\n}\n";
    assert_eq!(Step::of(source, "it").run("bash").code, Some(1));
}

#[test]
fn a_task_is_tried_until_it_succeeds() {
    let body = "    echo x >> tries\n    [ \"$(wc -l < tries)\" -ge 3 ]\n    echo \"$name\"";
    let step = Step::of(&script("attempts 3", body), "it")
        .with("Name", "it's done")
        .program("sleep", "echo \"$1\" >> slept");
    let ran = step.run("sh");
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "it's done\n"));
    assert_eq!(fs::read_to_string(step.folder().join("slept")).expect("waits"), "5\n5\n");
}

#[test]
fn the_last_try_gives_the_exit_code() {
    let step = Step::of(&script("attempts 2", "    echo x >> tries\n    exit 7"), "it")
        .with("Name", "")
        .program("sleep", "exit 0");
    assert_eq!(step.run("sh").code, Some(7));
    assert_eq!(fs::read_to_string(step.folder().join("tries")).expect("tries"), "x\nx\n");
}

#[test]
fn a_failing_line_ends_each_try() {
    let step = Step::of(&script("attempts 2", "    false\n    echo later >> later"), "it")
        .with("Name", "")
        .program("sleep", "exit 0");
    assert_eq!(step.run_everywhere().code, Some(1));
    assert!(!step.folder().join("later").exists());
}

#[test]
fn exit_codes_for_the_agent_are_not_tried_again() {
    for code in [168, 169, 194] {
        let body = format!("    echo x >> tries\n    exit {code}");
        let step = Step::of(&script("attempts 3", &body), "it").with("Name", "");
        assert_eq!(step.run("sh").code, Some(code));
        assert_eq!(fs::read_to_string(step.folder().join("tries")).expect("tries"), "x\n");
    }
}

#[test]
fn a_task_is_left_out_where_its_path_exists() {
    let step = Step::of(&script("creates Path", "    touch -- \"$name\""), "it")
        .with("Name", "made it")
        .with("Path", "made it");
    assert_eq!(step.run("sh").code, Some(0));
    fs::write(step.folder().join("made it"), "kept").expect("a file");
    assert_eq!(step.run("sh").code, Some(0));
    assert_eq!(fs::read_to_string(step.folder().join("made it")).expect("a file"), "kept");
}

#[test]
fn a_task_is_left_out_where_the_test_before_it_succeeds() {
    let body = "    echo \"ran $name\"";
    let with = |test: &str| {
        let clause = format!("unless sh\"{test}\"");
        Step::of(&script(&clause, body), "it").with("Name", "it's").run_everywhere()
    };
    assert_eq!(with("true").out, "");
    assert_eq!(with("exit 1").out, "ran it's\n");
    assert_eq!(with("exit 3").out, "ran it's\n");
    assert_eq!(with("false; true").out, "ran it's\n");
    assert_eq!(with("test it = no").out, "ran it's\n");
}

#[test]
fn a_test_that_cannot_run_does_not_lead_to_the_task() {
    let step =
        Step::of(&script("unless sh\"no-such-program\"", "    echo ran"), "it").with("Name", "");
    let ran = step.run("sh");
    assert_eq!((ran.code, ran.out.as_str()), (Some(127), ""));
}

#[test]
fn a_condition_of_a_value_in_the_environment_is_tested_inside() {
    let step = |name: &str| {
        Step::of(&script("when Name == \"it's\" and Ready", "    echo \"ran $name\""), "it")
            .with("Name", name)
            .with("Ready", "true")
    };
    assert_eq!(step("it's").run_everywhere().out, "ran it's\n");
    let other = step("other").run_everywhere();
    assert_eq!((other.code, other.out.as_str()), (Some(0), ""));
    assert_eq!(step("it's").agent(Agent::Old).run_everywhere().code, Some(169));
}

#[test]
fn conditions_of_every_kind_are_what_they_say() {
    let cases = [
        ("Name != \"a\"", [("a", false), ("b", true), ("", true)]),
        ("not (Name == \"a\" or Name == \"b\")", [("a", false), ("b", false), ("c", true)]),
        ("Name starts_with \"-n*\"", [("-n*x", true), ("-nx", false), ("", false)]),
        ("Name ends_with \"'\"", [("it'", true), ("it", false), ("", false)]),
        ("Name contains \"$(\"", [("a$(b", true), ("ab", false), ("", false)]),
        ("Name equals_ignore_case \"Web\"", [("wEB", true), ("web1", false), ("", false)]),
        ("Name in [\"a\", \"b c\"]", [("a", true), ("b c", true), ("b", false)]),
    ];
    for (condition, values) in cases {
        for (value, holds) in values {
            let source = script(&format!("when {condition}"), "    echo ran");
            let out = Step::of(&source, "it").with("Name", value).run_everywhere().out;
            assert_eq!(out == "ran\n", holds, "{condition} with {value:?}");
        }
    }
}

#[test]
fn numbers_are_compared_as_numbers() {
    let source = "command c \"Acme-C\" {\n  param Count: Int\n  step it: sh \"echo ran\" when Count > 9\n}\n";
    for (value, holds) in [("10", true), ("9", false), ("100", true), ("-5", false)] {
        let out = Step::of(source, "it").with("Count", value).run_everywhere().out;
        assert_eq!(out == "ran\n", holds, "{value}");
    }
}

#[test]
fn a_script_keeps_its_own_interpreter() {
    let source = "command c \"Acme-C\" {\n  step it: sh \"\"\"\n    #!/usr/bin/env bash\n    xs=(a b)\n    echo \"${#xs[@]}\"\n  \"\"\"\n}\n";
    let step = Step::of(source, "it");
    assert!(step.text().starts_with("#!/usr/bin/env bash\nset -e\n"), "{}", step.text());
    assert_eq!(step.run("bash").out, "2\n");
}

#[test]
fn a_restart_is_asked_for_once() {
    let source = "command c \"Acme-C\" {\n  step again: reboot\n  sh \"echo\"\n}\n";
    let step = Step::of(source, "again");
    // The folder of the state, moved to where a test may write.
    let text = step.text().replace("/var/lib/ordain", "state");
    fs::write(step.folder().join("script"), text).expect("a script");
    let run = || {
        std::process::Command::new("sh")
            .arg("script")
            .current_dir(step.folder())
            .env("SSM_COMMAND_ID", "abc")
            .output()
            .expect("a shell")
            .status
            .code()
    };
    assert_eq!([run(), run(), run()], [Some(194), Some(0), Some(194)]);
    assert!(step.folder().join("state/abc/again").exists());
}

#[test]
fn facts_are_gathered_only_where_they_are_read() {
    let source = "command c \"Acme-C\" {\n  param Name: String\n  step it: sh(arch: facts.arch, host: \"<${facts.hostname}>\", name: Name) \"\"\"\n    printf '%s %s %s' \"$arch\" \"$host\" \"$name\"\n  \"\"\" when facts.os_family != \"Gentoo\" and facts.distribution != \"\"\n  step other: sh \"echo\"\n}\n";
    let of = |flag: &str| {
        let found = std::process::Command::new("uname").arg(flag).output().expect("uname");
        String::from_utf8_lossy(&found.stdout).trim().to_owned()
    };
    let ran = Step::of(source, "it").with("Name", "it's").run_everywhere();
    assert_eq!(ran.out, format!("{} <{}> it's", of("-m"), of("-n")), "{}", ran.error);
    assert!(!Step::of(source, "other").text().contains("_fact_"));
}

#[test]
fn what_facts_read_does_not_stay_in_the_script() {
    let source = r#"
command c "Acme-C" {
  step it: sh(family: facts.os_family) """
    printf '%s' "${ID-unset}"
  """
}
"#;
    assert_eq!(Step::of(source, "it").run_everywhere().out, "unset");
}

/// What is skipped is a success to the agent as well: `onSuccess` could not tell the two apart.
#[test]
fn only_a_task_that_ran_ends_the_command_with_success() {
    let source = "command c \"Acme-C\" {\n  param Mode: String\n  step it: sh(m: Mode) \"echo ran\" when Mode == \"x\" on success exit\n  step rest: sh \"true\"\n}\n";
    let ran = |mode: &str| Step::of(source, "it").with("Mode", mode).run_everywhere();
    assert_eq!((ran("x").code, ran("x").out.as_str()), (Some(168), "ran\n"));
    assert_eq!((ran("y").code, ran("y").out.as_str()), (Some(0), ""));
    assert!(Step::of(source, "it").step["inputs"]["onSuccess"].is_null());
}

#[test]
fn every_test_before_a_task_leaves_the_rest_of_the_command() {
    for (clause, there, code) in [
        ("unless sh\"true\"", false, 0),
        ("unless sh\"false\"", false, 168),
        ("creates Path", true, 0),
        ("creates Path attempts 2", false, 168),
    ] {
        let clause = format!("{clause} on success exit");
        let step = Step::of(&script(&clause, "    echo \"$name\""), "it").with("Name", "a");
        let step = step.with("Path", "made");
        if there {
            fs::write(step.folder().join("made"), "").expect("a file");
        }
        assert_eq!(step.run_everywhere().code, Some(code), "{clause}");
    }
    let fails = script("unless sh\"false\" on success exit", "    false\n    true");
    assert_eq!(Step::of(&fails, "it").with("Name", "a").run_everywhere().code, Some(1));
}

#[test]
fn an_old_agent_fails_the_command_whatever_follows_a_failure() {
    let step = Step::of(&script("on failure succeed", "    echo \"$name\""), "it");
    assert_eq!(step.with("Name", "it's").agent(Agent::Old).run_everywhere().code, Some(169));
}
