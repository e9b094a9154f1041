//! Names in the account: no two declarations mean one thing.

use crate::support::Project;

fn check_same(source: &str, what: &str) {
    let found = Project::of(source).build_findings();
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["E0639"], "{source}: {found:#?}");
    assert!(found[0].message.contains(what), "{}", found[0].message);
}

#[test]
fn one_thing_of_the_account_has_one_declaration() {
    check_same(
        "parameter a \"/x\" { value: \"1\" } parameter b \"x\" { value: \"2\" }",
        "the parameter \"x\"",
    );
    let scan = |name: &str| {
        format!(
            "association {name} \"scan\" {{ run: \"AWS-RunPatchBaseline\"(Operation: \"Scan\") \
             on: tag(\"A\", \"b\") schedule: rate(1d) }}"
        )
    };
    check_same(&format!("{}{}", scan("a"), scan("b")), "the association \"scan\"");
    let baseline = |name: &str, rest: &str| {
        format!("patch_baseline {name} {{ operating_system: \"SUSE\" {rest} }}")
    };
    let two = |rest: &str| format!("{}{}", baseline("one", rest), baseline("two", rest));
    check_same(&two("groups: [\"prod\"]"), "the patch group \"prod\" for SUSE");
    check_same(&two("default: true"), "the default baseline for SUSE");
    let found = Project::of(&two("default: true")).build_findings();
    assert!(!format!("{found:?}").contains("another name"), "{found:?}");
    let group = |name: &str| format!("resource_group {name} \"web\" {{ on: tag(\"A\") }}");
    check_same(&format!("{}{}", group("a"), group("b")), "the resource group \"web\"");
    let fix = |name: &str| {
        format!(
            "remediation {name} {{ rule: \"x\" run: \"AWS-StopEC2Instance\"(InstanceId: [resource.id]) }}"
        )
    };
    check_same(&format!("{}{}", fix("a"), fix("b")), "the remediation of the rule \"x\"");
}

#[test]
fn rules_of_two_buses_are_two() {
    let rule = |name: &str, rest: &str| {
        format!(
            "event_rule {name} \"stopped\" {{ pattern: {{ source: [\"a\"] }} {rest}
               run: \"AWS-StopEC2Instance\"(InstanceId: [event.detail.id])
               role: \"arn:aws:iam::111122223333:role/events\" }}"
        )
    };
    let found =
        Project::of(&format!("{}{}", rule("a", ""), rule("b", "bus: \"acme\""))).build_findings();
    assert!(found.is_empty(), "{found:#?}");
    check_same(&format!("{}{}", rule("a", ""), rule("b", "")), "of the bus \"default\"");
    let arn = "bus: \"arn:aws:events:eu-west-1:111122223333:event-bus/acme\"";
    let both = format!("{}{}", rule("a", "bus: \"acme\""), rule("b", arn));
    check_same(&both, "of the bus \"acme\"");
}
