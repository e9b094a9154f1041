//! `goto`, `exit`, `break`, blocks, and what nothing reaches.

use super::{built, clean, codes, one};

#[test]
fn a_circle_is_shown() {
    let found = one("step first: sleep 1m\nstep second: sleep 1m\ngoto first");
    assert_eq!(found.code, "E0505");
    assert_eq!(found.label, "closes the circle `first`, `second`, `first`");
}

#[test]
fn a_jump_back_that_makes_no_circle_is_fine() {
    clean(
        "param Late: Bool\nif Late {\ngoto second\n}\nstep first: sleep 1m\nexit\nstep second: sleep 1m\ngoto first",
    );
}

#[test]
fn failures_and_cancellations_make_circles_too() {
    codes("step first: sleep 1m\nsleep 2m on failure goto first", &["E0505"]);
    codes("step first: aws.ec2.DescribeVpcs()\nsleep 2m on cancel goto first", &["E0505"]);
}

#[test]
fn a_jump_needs_its_step() {
    let found = one("param Late: Bool\nif Late {\ngoto finsh\n}\nstep finish: sleep 1m");
    assert_eq!(found.help.as_deref(), Some("write `finish`"));
    codes("let name = \"a\"\nsleep 1m on failure goto name", &["E0504"]);
}

#[test]
fn no_jump_leads_into_another_body() {
    let arms = "param Late: Bool\nif Late {\ngoto inner\n} else {\nstep inner: sleep 1m\n}";
    codes(arms, &["E0506"]);
    let a_loop = "param Names: List<String>\nsleep 1m on failure goto inner\nfor name in Names {\nstep inner: sleep 1m\n}";
    assert_eq!(one(a_loop).code, "E0506");
}

#[test]
fn only_the_first_statement_that_nothing_reaches_is_reported() {
    let found = one("sleep 1m\nexit\nsleep 2m\nsleep 3m");
    assert_eq!((found.code.as_str(), found.line), ("E0503", 4));
    codes(
        "param Late: Bool\nif Late {\nexit\nsleep 1m\n} else {\nexit\nsleep 1m\n}",
        &["E0503", "E0503"],
    );
}

#[test]
fn a_block_with_always_is_not_left_past_it() {
    let guarded = |body: &str| {
        format!(
            "param Names: List<String>\nfor name in Names {{\nblock {{\n{body}\n}} always {{\naws.ec2.DescribeVpcs()\n}}\n}}\noutput Names"
        )
    };
    codes(&guarded("break"), &["E0507"]);
    codes(&guarded("exit"), &["E0507"]);
    codes(
        "block {\nsleep 1m\ngoto behind\n} always {\naws.ec2.DescribeVpcs()\n}\nstep behind: sleep 1m",
        &["E0507"],
    );
    clean("block {\nfail \"no\"\n} always {\naws.ec2.DescribeVpcs()\n}");
}

#[test]
fn a_cancellation_starts_with_what_the_service_allows() {
    let found = one("block {\nsleep 1m\n} cancel {\npause\n}");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0514", "pause"));
    codes("block {\nsleep 1m\n} always and cancel {\nsleep 1m\n}", &["E0514"]);
    codes("block {\nsleep 1m\n} rescue and cancel {\nsleep 1m\n}", &["E0514"]);
    codes(
        "step wait_here: sleep 1m\nsleep 1m on cancel goto wait_there\nstep wait_there: pause",
        &["E0514"],
    );
}

#[test]
fn a_block_has_one_arm_for_cancellations() {
    let block = |arms: &str| format!("block {{\nsleep 1m\n}} {arms}");
    let twice = "rescue and cancel {\naws.ec2.DescribeVpcs()\n} always and cancel {\naws.ec2.DescribeVpcs()\n}";
    let found = one(&block(twice));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0112", "and cancel"));
    codes(
        &block(
            "always and cancel {\naws.ec2.DescribeVpcs()\n} cancel {\naws.ec2.DescribeVpcs()\n}",
        ),
        &["E0112"],
    );
    codes(&block("cancel and cancel {\naws.ec2.DescribeVpcs()\n}"), &["E0112"]);
    clean(&block("rescue {} always and cancel {\naws.ec2.DescribeVpcs()\n}"));
}

#[test]
fn a_long_arm_that_cancellations_share_is_told() {
    codes(
        "block {\nsleep 1m\n} always and cancel {\naws.ec2.DescribeVpcs()\nsleep 5m\n}",
        &["E0515"],
    );
}

#[test]
fn names_of_steps_are_their_own() {
    codes("step same: sleep 1m\nstep same: sleep 1m", &["E0521"]);
    codes("let same = aws.ec2.DescribeVpcs()\nlet same = aws.ec2.DescribeVpcs()", &["E0522"]);
    codes("step ab: sleep 1m", &["E0520"]);
}

#[test]
fn a_condition_that_the_build_knows_decides_when_building() {
    let found = built("if 1 < 2 {\nsleep 1m\n} else {\naws.ec2.DescribeVpcs()\n}");
    assert_eq!(found["mainSteps"].as_array().map(Vec::len), Some(1));
    codes("if 1 < 2 {\nsleep 1m\n} else {\naction.nothing()\n}", &["E0401"]);
    clean(
        "if 1 < 2 {\nlet made = aws.ec2.DescribeVpcs()\n} else {\nlet made = aws.s3.ListBuckets()\n}\noutput made.Vpcs[0].VpcId as String",
    );
}

#[test]
fn cases_are_those_of_the_subject() {
    let cases =
        |arms: &str| format!("param Size: \"small\" | \"large\"\nmatch Size {{\n{arms}\n}}");
    clean(&cases("\"small\" => { sleep 1m }\n\"large\" => { sleep 2m }"));
    let found = one(&cases("\"small\" => { sleep 1m }\n\"larg\" => { sleep 2m }\nelse => {}"));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0509", Some("write \"large\"")));
    codes(&cases("\"small\" | \"small\" => { sleep 1m }\n\"large\" => { sleep 2m }"), &["E0510"]);
    let found = one(&cases("\"small\" => { sleep 1m }"));
    assert_eq!((found.code.as_str(), found.is_error), ("E0511", false));
}

#[test]
fn a_runbook_runs_something() {
    codes("", &["E0517"]);
    codes("var Count: Int = 1", &["E0517"]);
}

#[test]
fn statements_of_other_declarations_are_refused() {
    codes("sleep 1m\nreboot", &["E0516"]);
    codes("sleep 1m\nflush handlers", &["E0516"]);
    codes("sleep 1m\nplugin.runShellScript(runCommand: [])", &["E0516"]);
}

#[test]
fn attributes_are_known_and_typed() {
    clean("target_type: \"/AWS::EC2::Instance\"\ntags: { Team: \"ops\" }\nsleep 1m");
    codes("target_tipe: \"/AWS::EC2::Instance\"\nsleep 1m", &["E0428"]);
    codes("target_type: \"instance\"\nsleep 1m", &["E0305"]);
    codes("assume_role: \"nobody\"\nsleep 1m", &["E0305"]);
}
