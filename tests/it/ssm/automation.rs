//! Runbooks: what the service refuses when a document is made.

use ordain::diagnostic::Code;
use ordain::ssm::{Kind, Origins, check_size, validate};
use ordain::text::FileSpan;
use serde_json::{Value, json};

use super::support::{
    check_clean, check_findings, findings, place, runbook, runbook_with_names, sleep, sleep_with,
};

#[track_caller]
fn check_steps(steps: Value, expected: &[&str]) {
    check_findings(Kind::Automation, &runbook_with_names(steps), expected);
}

fn step(action: &str, inputs: Value) -> Value {
    json!({ "name": "first", "action": action, "inputs": inputs })
}

fn loop_of(steps: Value) -> Value {
    json!({ "name": "each", "action": "aws:loop", "inputs": {
        "Iterators": ["a", "b"], "Steps": steps
    } })
}

fn branch(choice: Value) -> Value {
    json!({ "name": "first", "action": "aws:branch", "inputs": { "Choices": [choice] } })
}

#[test]
fn a_plain_runbook_is_clean() {
    check_clean(Kind::Automation, &runbook(json!([sleep("pause")])));
}

#[test]
fn the_schema_version_is_a_string() {
    let mut document = runbook(json!([sleep("pause")]));
    document["schemaVersion"] = json!(0.3);
    check_findings(Kind::Automation, &document, &["E0643: `schemaVersion` cannot be 0.3"]);
}

#[test]
fn a_document_has_steps() {
    check_findings(
        Kind::Automation,
        &json!({ "schemaVersion": "0.3" }),
        &["E0642: the document has no `mainSteps`"],
    );
    check_findings(
        Kind::Automation,
        &runbook(json!([])),
        &["E0645: `mainSteps` has 0 items, the service accepts at least 1"],
    );
}

#[test]
fn a_misspelt_member_names_the_nearest() {
    let document = runbook(json!([sleep_with("pause", "timeoutSecond", json!(5))]));
    let found = validate(Kind::Automation, &document, &Origins::new(), FileSpan::default());
    assert_eq!(found[0].message, "step \"pause\" has no member `timeoutSecond`");
    assert_eq!(found[0].help.as_deref(), Some("write `timeoutSeconds`"));
}

#[test]
fn names_of_steps_are_unique_inside_loops_too() {
    check_steps(
        json!([sleep("pause"), loop_of(json!([sleep("pause")]))]),
        &["E0653: two steps have the name \"pause\""],
    );
}

#[test]
fn a_jump_leads_to_a_step() {
    check_steps(
        json!([sleep_with("first", "onFailure", json!("step:secnd")), sleep("second")]),
        &["E0654: `onFailure` of step \"first\" leads to \"secnd\", which is no step"],
    );
}

#[test]
fn a_loop_is_left_but_not_entered_by_a_jump() {
    let inner = sleep_with("inner", "nextStep", json!("after"));
    check_steps(json!([loop_of(json!([inner])), sleep("after")]), &[]);
    check_steps(
        json!([sleep_with("first", "nextStep", json!("inner")), loop_of(json!([sleep("inner")]))]),
        &["E0654: `nextStep` of step \"first\" leads into the loop \"each\""],
    );
}

#[test]
fn an_end_excludes_a_next_step() {
    let mut first = sleep_with("first", "isEnd", json!(true));
    first["nextStep"] = json!("second");
    check_steps(
        json!([first, sleep("second")]),
        &["E0652: step \"first\" has `isEnd` and `nextStep` together"],
    );
    let mut first = sleep_with("first", "isEnd", json!(false));
    first["nextStep"] = json!("second");
    check_steps(json!([first, sleep("second")]), &[]);
}

#[test]
fn steps_never_go_in_a_circle() {
    check_steps(
        json!([sleep("one"), sleep("two"), sleep_with("three", "onFailure", json!("step:two"))]),
        &["E0655: the steps go in a circle: two → three → two"],
    );
    check_steps(
        json!([
            sleep("one"),
            loop_of(json!([sleep("two"), sleep_with("three", "nextStep", json!("one"))]))
        ]),
        &["E0655: the steps go in a circle: one → each → two → three → one"],
    );
}

#[test]
fn many_steps_in_a_row_do_not_overflow_the_stack() {
    let steps: Vec<Value> = (0..20_000).map(|number| sleep(&format!("step{number}"))).collect();
    let found = findings(Kind::Automation, &runbook(json!(steps)));
    assert_eq!(found, ["E0647: this runbook has 20000 steps, more than 100 have not been tried"]);
}

#[test]
fn deep_conditions_do_not_overflow_the_stack() {
    let mut condition = json!({ "Variable": "{{ Text }}", "StringEquals": "a" });
    for _ in 0..1_000 {
        condition = json!({ "Not": condition });
    }
    condition["NextStep"] = json!("second");
    findings(Kind::Automation, &runbook_with_names(json!([branch(condition), sleep("second")])));
}

#[test]
fn references_name_what_exists() {
    let sleep_for = |text: &str| json!([step("aws:sleep", json!({ "Duration": text }))]);
    check_steps(sleep_for("PT{{ Text }}M {{ variable:Seen }} {{ global:DATE }}"), &[]);
    check_steps(
        sleep_for("{{ Txt }}"),
        &["E0656: `inputs.Duration` of step \"first\" refers to `Txt`: there is no such parameter"],
    );
    check_steps(
        sleep_for("{{ variable:Sen }}"),
        &[
            "E0656: `inputs.Duration` of step \"first\" refers to `variable:Sen`: there is no such variable",
        ],
    );
    check_steps(
        sleep_for("{{ second.Output }}"),
        &[
            "E0656: `inputs.Duration` of step \"first\" refers to `second.Output`: there is no such step",
        ],
    );
    check_steps(
        sleep_for("{{ global:TIME }}"),
        &[
            "E0656: `inputs.Duration` of step \"first\" refers to `global:TIME`: there is no such value",
        ],
    );
    check_steps(
        sleep_for("{{ssm:/a/b}}"),
        &["E0657: `inputs.Duration` of step \"first\" cannot hold `{{ ssm:/a/b }}`"],
    );
}

#[test]
fn a_reference_in_a_script_counts_and_other_braces_do_not() {
    let script = |text: &str| {
        json!([step(
            "aws:executeScript",
            json!({
                "Runtime": "python3.12", "Handler": "main", "Script": text
            })
        )])
    };
    check_steps(script("def main(e, c):\n    return f\"{{'a': {e}}} {{print $2}} {{}}\"\n"), &[]);
    check_steps(
        script("{{ else }}"),
        &["E0656: `inputs.Script` of step \"first\" refers to `else`: there is no such parameter"],
    );
}

#[test]
fn an_output_is_one_that_the_step_has() {
    let api = |selector: &str| {
        json!({ "name": "who", "action": "aws:executeAwsApi",
            "inputs": { "Service": "sts", "Api": "GetCallerIdentity" },
            "outputs": [{ "Name": "Account", "Selector": selector, "Type": "String" }] })
    };
    let reads =
        |text: &str| json!([api("$.Account"), step("aws:sleep", json!({ "Duration": text }))]);
    check_steps(reads("{{ who.Account }}"), &[]);
    check_steps(
        reads("{{ who.Acount }}"),
        &[
            "E0656: `inputs.Duration` of step \"first\" refers to `who.Acount`: the step has no such output",
        ],
    );
    check_steps(
        reads("{{ who.Account.Id }}"),
        &[
            "E0656: `inputs.Duration` of step \"first\" refers to `who.Account.Id`: a reference goes no deeper than an output",
        ],
    );
}

#[test]
fn outputs_of_the_document_are_outputs_of_steps() {
    let mut document = runbook(json!([sleep("pause")]));
    document["outputs"] = json!(["pause.Time", "paus.Time"]);
    check_findings(
        Kind::Automation,
        &document,
        &[
            "E0658: the document has the output \"paus.Time\": there is no step \"paus\"",
            "E0658: the document has the output \"pause.Time\": the step has no output `Time`",
        ],
    );
}

#[test]
fn inputs_are_those_of_the_action() {
    check_steps(
        json!([step("aws:sleep", json!({ "Duraton": "PT1M" }))]),
        &["E0649: `aws:sleep` has no input `Duraton`"],
    );
    check_steps(
        json!([step("aws:executeAwsApi", json!({ "Service": "ec2", "Api": "X", "Any": [1] }))]),
        &[],
    );
}

#[test]
fn inputs_have_the_type_of_the_action() {
    let approve = |number: Value| {
        json!([step("aws:approve", json!({ "Approvers": ["a"], "MinRequiredApprovals": number }))])
    };
    check_steps(approve(json!(1)), &[]);
    check_steps(approve(json!("{{ Count }}")), &[]);
    check_steps(
        approve(json!("1")),
        &["E0651: `inputs.MinRequiredApprovals` of step \"first\" is a string"],
    );
    check_steps(
        approve(json!(0)),
        &[
            "E0645: `inputs.MinRequiredApprovals` of step \"first\" is 0, the service accepts at least 1",
        ],
    );
}

#[test]
fn a_withdrawn_runtime_is_refused() {
    check_steps(
        json!([step(
            "aws:executeScript",
            json!({
                "Runtime": "python3.8", "Handler": "main", "Script": "x"
            })
        )]),
        &[
            "E0651: `inputs.Runtime` of step \"first\" is \"python3.8\", which the service has withdrawn",
        ],
    );
}

#[test]
fn python_wants_a_handler_and_powershell_none() {
    let script = |runtime: &str, handler: Option<&str>| {
        let mut inputs = json!({ "Runtime": runtime, "Script": "x" });
        if let Some(handler) = handler {
            inputs["Handler"] = json!(handler);
        }
        json!([step("aws:executeScript", inputs)])
    };
    check_steps(
        script("python3.12", None),
        &["E0650: `inputs` of step \"first\" has no `Handler`"],
    );
    check_steps(
        script("PowerShell 7.4", Some("main")),
        &["E0649: `PowerShell 7.4` has no input `Handler`"],
    );
    check_steps(script("PowerShell 7.4", None), &[]);
}

#[test]
fn a_branch_compares_with_a_literal_of_the_right_type() {
    let choice = |members: Value| {
        let mut choice = members;
        choice["NextStep"] = json!("second");
        json!([branch(choice), sleep("second")])
    };
    check_steps(choice(json!({ "Variable": "{{ Flag }}", "BooleanEquals": true })), &[]);
    check_steps(choice(json!({ "Variable": "{{ Text }}", "StringEquals": "{{ Text }}" })), &[]);
    check_steps(
        choice(json!({ "Variable": "{{ Flag }}", "BooleanEquals": "true" })),
        &["E0659: `inputs.Choices[0].BooleanEquals` of step \"first\" is a string"],
    );
    check_steps(
        choice(json!({ "Variable": "{{ Text }}", "Equals": "a" })),
        &["E0659: `inputs.Choices[0].Equals` of step \"first\" is no comparison"],
    );
    check_steps(
        choice(json!({ "Variable": "{{ Text }}", "StringEquals": "a", "Contains": "b" })),
        &["E0659: `inputs.Choices[0]` of step \"first\" has 2 comparisons"],
    );
}

#[test]
fn and_and_or_join_two_conditions_at_least() {
    let compare = json!({ "Variable": "{{ Flag }}", "BooleanEquals": true });
    let or = |conditions: Value| {
        json!([branch(json!({ "NextStep": "second", "Or": conditions })), sleep("second")])
    };
    check_steps(or(json!([compare, { "Not": compare }])), &[]);
    check_steps(
        or(json!([compare])),
        &["E0659: `inputs.Choices[0].Or` of step \"first\" has 1 conditions"],
    );
}

#[test]
fn a_loop_holds_no_loop_and_one_kind_of_end() {
    let mut inner = loop_of(json!([sleep("pause")]));
    inner["name"] = json!("inner");
    check_steps(json!([loop_of(json!([inner]))]), &["E0662: step \"inner\" lies in a loop"]);
    check_steps(
        json!([{ "name": "each", "action": "aws:loop", "inputs": { "Steps": [sleep("pause")] } }]),
        &["E0650: `inputs` of step \"each\" has no `Iterators` or `LoopCondition`"],
    );
}

#[test]
fn a_loop_has_at_most_100_items() {
    let items: Vec<String> = (0..101).map(|number| number.to_string()).collect();
    check_steps(
        json!([{ "name": "each", "action": "aws:loop", "inputs": {
            "Iterators": items, "Steps": [sleep("pause")]
        } }]),
        &[
            "E0645: `inputs.Iterators` of step \"each\" has 101 items, the service accepts at most 100",
        ],
    );
}

#[test]
fn a_cancellation_leads_only_where_the_service_goes() {
    check_steps(
        json!([sleep_with("first", "onCancel", json!("step:second")), sleep("second")]),
        &["E0662: `onCancel` of step \"first\" leads to \"second\""],
    );
}

#[test]
fn more_than_200_parameters_are_too_many() {
    let parameters: serde_json::Map<String, Value> =
        (0..201).map(|number| (format!("P{number}"), json!({ "type": "String" }))).collect();
    let mut document = runbook(json!([sleep("pause")]));
    document["parameters"] = Value::Object(parameters);
    check_findings(
        Kind::Automation,
        &document,
        &["E0645: `parameters` has 201 parameters, the service accepts at most 200"],
    );
}

#[test]
fn an_attachment_is_among_the_files() {
    let mut document = runbook(json!([step(
        "aws:executeScript",
        json!({
            "Runtime": "python3.12", "Handler": "a.run", "Attachment": "a.zip"
        })
    )]));
    check_findings(
        Kind::Automation,
        &document,
        &[
            "E0669: `inputs.Attachment` of step \"first\" names \"a.zip\", which is not among the `files` of the document",
        ],
    );
    document["files"] = json!({ "a.zip": { "checksums": { "sha256": "0".repeat(64) } } });
    check_clean(Kind::Automation, &document);
}

#[test]
fn a_finding_points_to_where_the_part_comes_from() {
    let document = runbook(json!([
        step(
            "aws:executeAwsApi",
            json!({ "Service": "ec2", "Api": "X", "Names": ["{{ Nobody }}"] })
        ),
        sleep_with("second", "timeoutSeconds", json!(true)),
    ]));
    let mut origins = Origins::new();
    origins.insert("/mainSteps/0/inputs/Names", place(10));
    origins.insert("/mainSteps/1", place(20));
    let found = validate(Kind::Automation, &document, &origins, FileSpan::default());
    let places: Vec<(Code, FileSpan)> =
        found.iter().map(|found| (found.code, found.primary.at)).collect();
    assert_eq!(places, [(Code(656), place(10)), (Code(640), place(20))]);
}

#[test]
fn a_document_above_64_kilobytes_names_its_largest_parts() {
    let mut steps: Vec<Value> = (0..7).map(|number| sleep(&format!("small{number}"))).collect();
    let script =
        json!({ "Runtime": "python3.12", "Handler": "main", "Script": "x".repeat(65_000) });
    steps.push(json!({ "name": "large", "action": "aws:executeScript", "inputs": script }));
    let document = runbook(json!(steps));
    let text = document.to_string();
    assert!(text.len() > 65_536);
    let mut origins = Origins::new();
    origins.insert("/mainSteps/7", place(30));
    let found = check_size(&text, &document, &origins, FileSpan::default()).unwrap();
    assert_eq!(found.code.to_string(), "E0646");
    assert!(found.message.ends_with("bytes, Systems Manager accepts 65,536"), "{}", found.message);
    assert_eq!(found.related.len(), 5);
    assert_eq!(found.related[0].at, place(30));
    assert!(found.note.unwrap().contains("bytes  step \"large\""));
    assert!(check_size(&"x".repeat(65_536), &document, &origins, FileSpan::default()).is_none());
}

#[test]
fn a_delay_is_a_duration_or_a_time() {
    let found = |input: &str, value: &str| {
        let step = json!({"name": "rest", "action": "aws:sleep", "inputs": {input: value}});
        let parameters = json!({"Minutes": {"type": "String"}, "Wait": {"type": "String"}});
        let document =
            json!({"schemaVersion": "0.3", "parameters": parameters, "mainSteps": [step]});
        let found = validate(Kind::Automation, &document, &Origins::new(), FileSpan::default());
        found.iter().map(|one| one.code.to_string()).collect::<Vec<_>>()
    };
    for fine in ["PT10M", "P6DT23H59M59S", "PT{{ Minutes }}M", "{{ Wait }}", "pt5m", "PT1.5S"] {
        assert_eq!(found("Duration", fine), [""; 0], "{fine}");
    }
    for wrong in ["10m", "1 minute", "60", "PT", "P1X", "P1M"] {
        assert_eq!(found("Duration", wrong), ["E0651"], "{wrong}");
    }
    assert_eq!(found("Duration", "P8D"), ["E0645"]);
    assert!(found("Timestamp", "2030-01-31T06:00:00Z").is_empty());
    assert_eq!(found("Timestamp", "tomorrow"), ["E0651"]);
}
