//! Outputs of steps and of documents, inferred from their uses.

use ordain::hir::{
    DocumentOutput, Expr, ExprKind, FilterValue, Op, OutputAlias, PathSegment, StepId, Ty,
};
use serde_json::{Value as Json, json};

use super::builder::{
    action, api, at, document, fields, int, lowered, out, param, runbook, segments, step, template,
    text, with_result,
};
use super::graph::flow;

fn describe() -> ordain::hir::Statement {
    api(1, "ec2.DescribeInstances", vec![])
}

fn publish(id: u32, message: Expr) -> ordain::hir::Statement {
    api(id, "sns.Publish", vec![("Message", message)])
}

fn outputs(document: &Json, name: &str) -> Json {
    step(document, name)["outputs"].clone()
}

#[test]
fn a_path_that_is_used_is_declared_once() {
    let id = || out(1, "Reservations[0].Instances[0].InstanceId", Ty::string());
    let document = lowered(vec![describe(), publish(2, id()), publish(3, id())]);
    assert_eq!(
        outputs(&document, "describeInstances"),
        json!([{
            "Name": "InstanceId",
            "Selector": "$.Reservations[0].Instances[0].InstanceId",
            "Type": "String",
        }])
    );
    assert_eq!(
        step(&document, "publish_2")["inputs"]["Message"],
        "{{ describeInstances.InstanceId }}"
    );
}

#[test]
fn types_of_outputs_follow_their_values() {
    let map = fields(vec![("a", Ty::string())]);
    let types = [
        ("A", Ty::int(), "Integer"),
        ("B", Ty::Bool, "Boolean"),
        ("C", Ty::list(Ty::string()), "StringList"),
        ("D", map.clone(), "StringMap"),
        ("E", Ty::list(map), "MapList"),
        ("F", Ty::Json, "String"),
        ("G", Ty::Optional(Box::new(Ty::int())), "Integer"),
    ];
    for (name, ty, wanted) in types {
        let document = lowered(vec![describe(), publish(2, out(1, name, ty))]);
        assert_eq!(outputs(&document, "describeInstances")[0]["Type"], wanted, "{name}");
    }
}

#[test]
fn a_number_inside_text_is_declared_as_text_too() {
    let document = lowered(vec![
        describe(),
        api(2, "ec2.ModifyVolume", vec![("Size", out(1, "Size", Ty::int()))]),
        publish(3, template(vec![text("size "), out(1, "Size", Ty::int())])),
    ]);
    assert_eq!(
        outputs(&document, "describeInstances"),
        json!([
            { "Name": "Size", "Selector": "$.Size", "Type": "Integer" },
            { "Name": "SizeText", "Selector": "$.Size", "Type": "String" },
        ])
    );
}

#[test]
fn an_alias_names_the_output() {
    let path = "Volumes[0].VolumeId";
    let mut runbook = runbook(vec![describe(), publish(2, out(1, path, Ty::string()))]);
    runbook.aliases.push(OutputAlias {
        name: "root".into(),
        step: StepId(1),
        path: segments(path),
        at: at(),
    });
    let document = document(runbook);
    assert_eq!(outputs(&document, "describeInstances")[0]["Name"], "root");
}

#[test]
fn implicit_outputs_are_not_declared() {
    let run = with_result(
        action(
            1,
            "aws:runCommand",
            "run",
            vec![("DocumentName", text("AWS-RunShellScript")), ("InstanceIds", text("i"))],
        ),
        fields(vec![("Output", Ty::string())]),
    );
    let document = lowered(vec![run, publish(2, out(1, "Output", Ty::string()))]);
    assert!(step(&document, "run").get("outputs").is_none());
    assert_eq!(step(&document, "publish")["inputs"]["Message"], "{{ run.Output }}");
}

#[test]
fn a_scripts_results_lie_in_its_payload() {
    let script = action(
        1,
        "aws:executeScript",
        "python",
        vec![
            ("Runtime", text("python3.12")),
            ("Handler", text("main")),
            ("Script", text("def main(events, context):\n    return {}\n")),
        ],
    );
    let document = lowered(vec![
        script,
        publish(2, template(vec![out(1, "count", Ty::int()), out(1, "Payload", Ty::string())])),
    ]);
    assert_eq!(
        outputs(&document, "python"),
        json!([
            { "Name": "countText", "Selector": "$.Payload.count", "Type": "String" },
            { "Name": "PayloadValue", "Selector": "$.Payload.Payload", "Type": "String" },
        ])
    );
}

#[test]
fn a_filter_is_a_selector() {
    let mut path = segments("Tags");
    path.push(PathSegment::Where {
        member: vec!["Key".into()],
        operator: Op::Equal,
        value: FilterValue::String("Name".into()),
    });
    path.push(PathSegment::Member("Value".into()));
    let name = Expr::run(ExprKind::Output { step: StepId(1), path }, Ty::string(), at());
    let document = lowered(vec![describe(), publish(2, name)]);
    assert_eq!(
        outputs(&document, "describeInstances")[0]["Selector"],
        "$.Tags[?(@.Key == 'Name')].Value"
    );
}

#[test]
fn a_document_output_names_the_output_of_its_step() {
    let mut runbook = runbook(vec![describe()]);
    runbook.outputs.push(DocumentOutput {
        name: Some("Server".into()),
        called: Some("Server".into()),
        value: out(1, "Reservations[0].ReservationId", Ty::string()),
        at: at(),
    });
    runbook.outputs.push(DocumentOutput {
        name: None,
        called: None,
        value: out(1, "Total", Ty::int()),
        at: at(),
    });
    let document = document(runbook);
    assert_eq!(document["outputs"], json!(["describeInstances.Server", "describeInstances.Total"]));
    assert_eq!(outputs(&document, "describeInstances")[0]["Name"], "Server");
}

#[test]
fn an_output_of_a_parameter_comes_from_a_script_at_the_end() {
    let mut runbook = runbook(vec![describe()]);
    let value = param("Kind", Ty::string());
    runbook.outputs.push(DocumentOutput { name: None, called: None, value, at: at() });
    let document = document(runbook);
    assert_eq!(flow(&document), "describeInstances\noutputs");
    assert_eq!(document["outputs"], json!(["outputs.Kind"]));
}

#[test]
fn several_outputs_of_a_call_are_read_by_name() {
    let call = |result| {
        with_result(
            action(1, "aws:executeAutomation", "call", vec![("DocumentName", text("Other"))]),
            result,
        )
    };
    let two = fields(vec![
        ("ExecutionId", Ty::string()),
        ("Output", Ty::list(Ty::string())),
        ("Status", Ty::string()),
        ("SnapshotId", Ty::string()),
        ("Sizes", Ty::list(Ty::string())),
    ]);
    let document = lowered(vec![call(two), publish(2, out(1, "SnapshotId", Ty::string()))]);
    assert_eq!(flow(&document), "call_step\nread_call_step\npublish".replace("call_step", "call"));
    assert_eq!(step(&document, "publish")["inputs"]["Message"], "{{ read_call.SnapshotId }}");
    let one = fields(vec![("SnapshotId", Ty::string())]);
    let document = lowered(vec![call(one), publish(2, out(1, "SnapshotId", Ty::string()))]);
    assert_eq!(flow(&document), "call\npublish");
    assert_eq!(step(&document, "publish")["inputs"]["Message"], "{{ call.Output }}");
}

#[test]
fn trying_a_form_that_does_not_serve_leaves_no_output_behind() {
    let left = out(1, "Total", Ty::int());
    let right = out(1, "Limit", Ty::int());
    let sum = super::builder::op(Op::Add, vec![left, int(1)]);
    let document = lowered(vec![
        describe(),
        super::builder::branch(super::builder::equal(right, sum), vec![], vec![]),
    ]);
    assert_eq!(
        outputs(&document, "describeInstances"),
        json!([
            { "Name": "Limit", "Selector": "$.Limit", "Type": "Integer" },
            { "Name": "Total", "Selector": "$.Total", "Type": "Integer" },
        ])
    );
}
