//! `for` and `repeat`.

use ordain::hir::{Op, Ty};
use serde_json::json;

use super::builder::{
    action, api, equal, fields, for_each, item, kind, lowered, names, op_of, out, repeat, step,
    text, with_result,
};
use super::graph::flow;

#[test]
fn a_loop_over_a_parameter_takes_it_as_it_is() {
    let document = lowered(vec![for_each(
        1,
        "id",
        names(),
        vec![api(1, "ec2.StopInstances", vec![("InstanceIds", item(1, Ty::string()))])],
    )]);
    let inputs = &step(&document, "for_id")["inputs"];
    assert_eq!(inputs["Iterators"], "{{ Names }}");
    assert_eq!(inputs["IteratorDataType"], "String");
    assert_eq!(inputs["Steps"][0]["inputs"]["InstanceIds"], "{{ for_id.CurrentIteratorValue }}");
}

#[test]
fn a_list_that_may_be_long_is_counted_first() {
    let document = lowered(vec![
        api(1, "ec2.DescribeInstances", vec![]),
        for_each(
            1,
            "id",
            out(1, "Reservations[*].Instances[*].InstanceId", Ty::list(Ty::string())),
            vec![api(2, "ec2.StopInstances", vec![("InstanceIds", item(1, Ty::string()))])],
        ),
    ]);
    let compute = step(&document, "compute_for_id");
    let script = compute["inputs"]["Script"].as_str().expect("a script");
    let lines = [
        "        \"Items\": at_most_100([",
        "            instance[\"InstanceId\"]",
        "            for reservation in events[\"describeInstances_Reservations\"]",
        "            if \"Instances\" in reservation",
        "            for instance in reservation[\"Instances\"]",
        "            if \"InstanceId\" in instance",
        "        ]),",
    ];
    assert!(script.contains(&lines.join("\n")), "{script}");
    assert_eq!(
        step(&document, "describeInstances")["outputs"],
        json!([{ "Name": "Reservations", "Selector": "$.Reservations", "Type": "MapList" }])
    );
    assert_eq!(step(&document, "for_id")["inputs"]["Iterators"], "{{ compute_for_id.Items }}");
}

#[test]
fn what_a_script_returns_is_short() {
    let script = with_result(
        action(
            1,
            "aws:executeScript",
            "script",
            vec![
                ("Runtime", text("python3.12")),
                ("Handler", text("main")),
                ("Script", text("def main(events, context):\n    return []\n")),
            ],
        ),
        Ty::list(Ty::string()),
    );
    let list = out(1, "", Ty::list(Ty::string()));
    let document =
        lowered(vec![script, for_each(1, "id", list, vec![api(2, "ec2.StopInstances", vec![])])]);
    assert_eq!(flow(&document), "script\nfor_id\n  stopInstances");
    assert_eq!(step(&document, "for_id")["inputs"]["Iterators"], "{{ script.Result }}");
}

#[test]
fn a_record_travels_as_text_and_is_taken_apart_in_the_body() {
    let volume = fields(vec![("VolumeId", Ty::string()), ("Size", Ty::int())]);
    let member = |name: &str, ty| op_of(Op::Member(name.into()), vec![item(1, volume.clone())], ty);
    let document = lowered(vec![
        with_result(
            api(1, "ec2.DescribeVolumes", vec![]),
            fields(vec![("Volumes", Ty::list(volume.clone()))]),
        ),
        for_each(
            1,
            "volume",
            out(1, "Volumes", Ty::list(volume.clone())),
            vec![api(
                2,
                "ec2.CreateSnapshot",
                vec![
                    ("VolumeId", member("VolumeId", Ty::string())),
                    ("Size", member("Size", Ty::int())),
                ],
            )],
        ),
    ]);
    assert_eq!(
        flow(&document),
        "describeVolumes\ncompute_for_volume\nfor_volume\n  item_volume\n  createSnapshot"
    );
    let item = step(&document, "item_volume");
    assert_eq!(
        item["inputs"]["InputPayload"],
        json!({ "item": "{{ for_volume.CurrentIteratorValue }}" })
    );
    assert_eq!(
        item["outputs"],
        json!([
            { "Name": "VolumeId", "Selector": "$.Payload.VolumeId", "Type": "String" },
            { "Name": "Size", "Selector": "$.Payload.Size", "Type": "Integer" },
        ])
    );
}

#[test]
fn a_repeat_that_reaches_its_limit_fails() {
    let document = lowered(vec![
        repeat(1, vec![api(1, "ec2.StopInstances", vec![])], equal(kind(), text("x")), 7),
        api(2, "ec2.StartInstances", vec![]),
    ]);
    assert_eq!(
        flow(&document),
        "repeat\n  \
           stopInstances\n  \
           repeat_until ?startInstances :repeat_until_end\n  \
           repeat_until_end end\n\
         repeat_limit end\n\
         startInstances"
    );
    let inputs = &step(&document, "repeat")["inputs"];
    assert_eq!(inputs["MaxIterations"], 7);
    assert_eq!(
        inputs["LoopCondition"],
        json!({ "Not": { "Variable": "{{ Kind }}", "StringEquals": "x" } })
    );
    assert_eq!(
        step(&document, "repeat_limit")["inputs"]["InputPayload"],
        json!({ "loop": "repeat", "max": 7 })
    );
}
