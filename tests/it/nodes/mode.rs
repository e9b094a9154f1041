//! The parameter `Mode` in the signatures of commands and plays.

use serde_json::json;

use super::program;
use crate::support::{Project, build_json, check_clean, check_codes, check_one};

/// Programs in which someone else runs the command `c`.
fn callers() -> [String; 3] {
    let command = program("kept(path: \"a\")");
    [
        format!("{command}runbook rrr \"Acme-R\" {{\n  run c(Mode: \"check\") on all\n}}\n"),
        format!(
            "{command}association aaa \"Acme-A\" {{\n  run: c(Mode: \"check\")\n  on: tag(\"A\", \"b\")\n  schedule: rate(1d)\n  concurrency: 1\n  max_errors: 1\n}}\n"
        ),
        format!(
            "{command}window www {{\n  schedule: cron(\"0 2 ? * SUN *\")\n  duration: 3h\n  cutoff: 1h\n  task ttt = c(Mode: \"check\") on tag(\"A\", \"b\") {{\n    concurrency: 1\n    max_errors: 1\n  }}\n}}\n"
        ),
    ]
}

#[test]
fn who_runs_a_command_with_modules_may_choose_its_mode() {
    let [runbook, association, window] = callers();
    for source in [&runbook, &association, &window] {
        check_clean(source);
    }
    let step = &build_json(&runbook, "documents/Acme-R")["mainSteps"][0];
    assert_eq!(step["inputs"]["Parameters"], json!({ "Mode": "check" }));
    let request = build_json(&association, "associations/aaa");
    assert_eq!(request["Parameters"], json!({ "Mode": ["check"] }));
    let request = build_json(&window, "windows/www");
    let invocation = &request["tasks"][0]["TaskInvocationParameters"]["RunCommand"];
    assert_eq!(invocation["Parameters"], json!({ "Mode": ["check"] }));
}

#[test]
fn a_mode_that_does_not_exist_is_refused() {
    for source in callers() {
        let found = check_one(&source.replace("\"check\")", "\"chek\")"));
        assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0302", "\"chek\""));
        assert_eq!(found.help.as_deref(), Some("write \"check\""));
    }
}

#[test]
fn a_run_stage_mode_must_be_one_of_the_two() {
    let run = |ty: &str| {
        let command = program("kept(path: \"a\")");
        format!("{command}runbook rrr {{\n  param M: {ty}\n  run c(Mode: M) on all\n}}\n")
    };
    check_clean(&run("\"apply\" | \"check\""));
    check_codes(&run("String"), &["E0315"]);
}

#[test]
fn everything_that_makes_a_parameter_mode_makes_it_for_callers() {
    let reports = [
        "block {\n    sh \"true\"\n  }",
        "flush handlers\n  sh \"true\"",
        "let x = sh \"true\"\n  sh \"false\" when x.changed",
        "let x = sh \"true\"\n  if not x.failed {\n    sh \"false\"\n  }",
        "sh \"true\" notify hhh\n  handler hhh {\n    sh \"true\"\n  }",
        "for n in [1, 2] {\n    kept(path: \"/p\")\n  }",
        "outer()",
    ];
    let roles = "role outer {\n  inner()\n}\nrole inner {\n  kept(path: \"a\")\n}\n";
    let called = |members: &str| {
        let command = program(members);
        format!("{roles}{command}runbook rrr {{\n  run c(Mode: \"check\") on all\n}}\n")
    };
    for members in reports {
        check_clean(&called(members));
        let command = build_json(&called(members), "documents/Acme-C");
        assert_eq!(command["parameters"]["Mode"]["default"], "apply", "{members}");
    }
    for members in ["sh \"true\"", "plugin.updateAgent(agentName: \"amazon-ssm-agent\")"] {
        let found = Project::of(&called(members)).check();
        assert!(found.iter().any(|it| it.message.contains("Mode")), "{found:#?}");
    }
}

#[test]
fn tags_of_a_build_do_not_change_what_callers_see() {
    let command = program("kept(path: \"a\") tags \"slow\"\n  sh \"true\" tags \"quick\"");
    let source = format!("{command}runbook rrr {{\n  run c(Mode: \"check\") on all\n}}\n");
    let project = Project::of(&source).tag("quick");
    let command = project.build_json("documents/Acme-C");
    assert_eq!(command["parameters"]["Mode"]["allowedValues"], json!(["apply", "check"]));
}

#[test]
fn a_value_of_a_runbook_gets_another_name_where_the_tasks_have_a_mode() {
    let source = format!(
        "{}runbook rrr \"Acme-R\" {{\n  param Mode: \"on\" | \"off\"\n  play on all {{\n    kept(path: \"a\", content: Mode)\n  }}\n}}\n",
        program("sh \"true\"")
    );
    check_clean(&source);
    let command = build_json(&source, "documents/Acme-R-play");
    assert_eq!(command["parameters"]["Mode2"]["allowedValues"], json!(["on", "off"]));
    assert_eq!(command["parameters"]["Mode"]["default"], "apply");
    let step = &build_json(&source, "documents/Acme-R")["mainSteps"][0];
    assert_eq!(step["inputs"]["Parameters"], json!({ "Mode2": "{{ Mode }}" }));
}

#[test]
fn a_parameter_of_ones_own_cannot_be_called_mode() {
    let found = check_one(&program("param Mode: String = \"x\"\n  kept(path: Mode)"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0596", "Mode"));
}
