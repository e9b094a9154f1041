//! Values of inputs: constants, references, and what a script computes.

use ordain::hir::{Expr, ExprKind, FailureAction, ListPart, Missing, Op, StatementKind, Ty, Value};
use serde_json::json;

use super::builder::{
    action, api, at, codes, count, for_each, int, item, kind, lowered, names, op, op_of, out,
    record, runbook, statement, step, template, text, var,
};
use super::graph::flow;

fn list(parts: Vec<ListPart>) -> Expr {
    Expr::run(ExprKind::List(parts), Ty::list(Ty::string()), at())
}

#[test]
fn references_stand_in_records_lists_and_texts() {
    let document = lowered(vec![api(
        1,
        "sns.Publish",
        vec![
            ("Message", template(vec![text("kind is "), kind()])),
            ("Tags", record(vec![("Kind", kind()), ("Fixed", text("x"))])),
            ("Ids", list(vec![ListPart::Spread(names()), ListPart::Item(text("y"))])),
        ],
    )]);
    let inputs = &step(&document, "publish")["inputs"];
    assert_eq!(inputs["Message"], "kind is {{ Kind }}");
    assert_eq!(inputs["Tags"], json!({ "Kind": "{{ Kind }}", "Fixed": "x" }));
    assert_eq!(inputs["Ids"], json!(["{{ Names }}", "y"]));
}

#[test]
fn one_script_computes_all_that_a_step_needs() {
    let document = lowered(vec![api(
        1,
        "sns.Publish",
        vec![
            ("Message", template(vec![text("\"n\" = "), count()])),
            ("Number", op(Op::Multiply, vec![op(Op::Add, vec![count(), int(1)]), int(2)])),
            ("Names", op_of(Op::Function("join".into()), vec![names(), text(", ")], Ty::string())),
        ],
    )]);
    assert_eq!(flow(&document), "compute_publish\npublish");
    assert_eq!(
        step(&document, "compute_publish")["inputs"]["Script"],
        "# Computes what publish needs.\n\
         def main(events, context):\n    return {\n        \
         \"Message\": \"\\\"n\\\" = \" + str(events[\"Count\"]),\n        \
         \"Number\": (events[\"Count\"] + 1) * 2,\n        \
         \"Names\": \", \".join(events[\"Names\"]),\n    }\n"
    );
    assert_eq!(step(&document, "publish")["inputs"]["Number"], "{{ compute_publish.Number }}");
}

#[test]
fn an_assignment_sets_its_variable() {
    let assign = |value| statement(StatementKind::Assign { variable: "total".into(), value });
    let document =
        lowered(vec![assign(count()), assign(op(Op::Add, vec![var("total", Ty::int()), int(1)]))]);
    assert_eq!(flow(&document), "set_total\ncompute_set_total_2\nset_total_2");
    assert_eq!(
        step(&document, "set_total")["inputs"],
        json!({ "Name": "variable:total", "Value": "{{ Count }}" })
    );
    assert_eq!(
        step(&document, "set_total_2")["inputs"]["Value"],
        "{{ compute_set_total_2.total }}"
    );
}

#[test]
fn durations_of_sleeps_are_iso_8601() {
    let sleep = |id, seconds| {
        let duration = Expr::constant(Value::Duration(seconds), Ty::Duration, at());
        action(id, "aws:sleep", "sleep", vec![("Duration", duration)])
    };
    let document = lowered(vec![sleep(1, 5400), sleep(2, 7 * 86400 - 1), sleep(3, 60)]);
    assert_eq!(step(&document, "sleep")["inputs"]["Duration"], "PT1H30M");
    assert_eq!(step(&document, "sleep_2")["inputs"]["Duration"], "PT167H59M59S");
    assert_eq!(step(&document, "sleep_3")["inputs"]["Duration"], "PT1M");
}

#[test]
fn text_that_ssm_would_resolve_is_refused_unless_it_is_raw() {
    let publish = |message| runbook(vec![api(1, "sns.Publish", vec![("Message", message)])]);
    assert_eq!(codes(publish(text("see {{ Kind }}"))), ["E0540"]);
    assert_eq!(codes(publish(text("a {{ b }} {{{c.d}}"))), ["E0540"]);
    assert!(codes(publish(text("{{ not one }} {{}} {{print $2}}"))).is_empty());
    let raw = Expr::constant(Value::Raw("{{ Kind }}".into()), Ty::string(), at());
    assert!(codes(publish(raw)).is_empty());
}

#[test]
fn a_default_is_a_variable_that_is_set_behind_its_step() {
    let value = out(1, "State.Name", Ty::string());
    let state = Expr::run(
        ExprKind::Else {
            value: Box::new(value),
            default: Box::new(text("unknown")),
            when: Missing::NotRun,
        },
        Ty::string(),
        at(),
    );
    let mut describe = api(1, "ec2.DescribeInstances", vec![]);
    describe.clauses.on_failure = Some((FailureAction::Continue, at()));
    let publish = api(2, "sns.Publish", vec![("Message", state.clone()), ("Subject", state)]);
    let document = lowered(vec![describe, publish]);
    assert_eq!(
        flow(&document),
        "describeInstances !publish noncritical\nset_describeInstancesName\npublish"
    );
    assert_eq!(
        document["variables"]["describeInstancesName"],
        json!({ "type": "String", "default": "unknown" })
    );
    assert_eq!(
        step(&document, "set_describeInstancesName")["inputs"]["Value"],
        "{{ describeInstances.Name }}"
    );
    assert_eq!(
        step(&document, "publish")["inputs"]["Message"],
        "{{ variable:describeInstancesName }}"
    );
}

#[test]
fn clauses_are_those_of_the_step() {
    let mut stop = api(1, "ec2.StopInstances", vec![]);
    stop.clauses.timeout_seconds = Some((120, at()));
    stop.clauses.attempts = Some((3, at()));
    stop.clauses.critical = Some((false, at()));
    stop.description = Some("Stops them.".to_owned());
    let document = lowered(vec![stop]);
    let step = step(&document, "stopInstances");
    assert_eq!(step["timeoutSeconds"], 120);
    assert_eq!(step["maxAttempts"], 3);
    assert_eq!(step["isCritical"], false);
    assert_eq!(step["description"], "Stops them.");
}

#[test]
fn scripts_compute_as_the_build_does() {
    let function = |name: &str, operands, ty| op_of(Op::Function(name.into()), operands, ty);
    let document = lowered(vec![api(
        1,
        "sns.Publish",
        vec![
            ("Half", op(Op::Divide, vec![count(), int(2)])),
            ("Sum", op(Op::Add, vec![count(), int(1), int(2)])),
            ("Rest", function("mod", vec![count(), int(7)], Ty::int())),
            (
                "Message",
                template(vec![text("n = "), op_of(Op::Add, vec![count(), int(1)], Ty::string())]),
            ),
            ("Most", function("max", vec![count(), int(7)], Ty::int())),
        ],
    )]);
    let script = step(&document, "compute_publish")["inputs"]["Script"].to_string();
    for line in [
        "events[\\\"Count\\\"] // 2",
        "events[\\\"Count\\\"] + 1 + 2",
        "(events[\\\"Count\\\"] % 7)",
        "\\\"n = \\\" + str(events[\\\"Count\\\"] + 1)",
        "max([events[\\\"Count\\\"], 7])",
    ] {
        assert!(script.contains(line), "{line} in {script}");
    }
}

#[test]
fn the_item_of_a_loop_is_read_by_the_loops_name() {
    let document = lowered(vec![for_each(
        1,
        "name",
        names(),
        vec![api(
            1,
            "sns.Publish",
            vec![("Message", template(vec![text("for "), item(1, Ty::string())]))],
        )],
    )]);
    assert_eq!(
        step(&document, "publish")["inputs"]["Message"],
        "for {{ for_name.CurrentIteratorValue }}"
    );
}

#[test]
fn the_same_runbook_gives_the_same_bytes() {
    let make = || {
        lowered(vec![
            api(1, "ec2.DescribeInstances", vec![]),
            api(
                2,
                "sns.Publish",
                vec![
                    ("Message", out(1, "A.B", Ty::string())),
                    ("Subject", out(1, "C.B", Ty::string())),
                ],
            ),
        ])
        .to_string()
    };
    assert_eq!(make(), make());
}
