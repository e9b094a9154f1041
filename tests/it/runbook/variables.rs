//! Variables: types, names, and when they get their values.

use super::{built, clean, codes, one, steps};

#[test]
fn a_variable_is_declared_and_assigned() {
    let found = built("var Count: Int = 0\nCount = 3");
    assert_eq!(found["variables"]["Count"]["type"], "Integer");
    assert_eq!(found["mainSteps"][0]["name"], "set_Count");
    assert_eq!(found["mainSteps"][0]["inputs"]["Value"], 3);
}

#[test]
fn a_variable_in_a_loop_starts_anew_in_each_turn() {
    let found = built(
        "param Names: List<String>\nfor name in Names {\nvar Seen: Bool = false\nSeen = true\n}",
    );
    let steps = &found["mainSteps"][0]["inputs"]["Steps"];
    assert_eq!(steps.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_first_value_that_only_the_run_knows_is_assigned() {
    let found = steps(
        "let found = aws.ec2.DescribeVpcs()\nvar First: String = found.Vpcs[0].VpcId as String\nFirst = \"none\"",
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn let_keeps_what_a_variable_held() {
    let found = steps(
        "var State: String = \"a\"\nlet before = State\nState = \"b\"\naws.sns.Publish(TopicArn: \"arn:x\", Message: before)",
    );
    assert_eq!(found[0], "before aws:executeScript");
}

#[test]
fn only_variables_are_assigned() {
    let found = one("param Count: Int\nCount = 3");
    assert_eq!(found.code, "E0526");
    assert_eq!(found.related.len(), 1);
    let found = one("var Count: Int = 1\nCont = 3");
    assert_eq!(found.help.as_deref(), Some("write `Count`"));
}

#[test]
fn a_value_fits_the_variable() {
    codes("var Count: Int = 1\nCount = \"a\"", &["E0301"]);
    clean("var Names: List<String> = []\nNames = [...Names, \"a\"]");
}

#[test]
fn names_and_types_are_those_that_the_service_takes() {
    assert_eq!(
        one("var old_state: String = \"a\"\nold_state = \"b\"").fix.as_deref(),
        Some("oldState")
    );
    codes("var Id: aws.ec2.InstanceId = \"i-0a1b2c3d4e5f60718\"\nsleep 1m", &["E0524"]);
    codes("var Id\nsleep 1m", &["E0525"]);
}
