//! `Fn::If`: each branch is looked at, as the deployments have it.

use super::{check_found, checked, linted};

/// An association whose properties depend on conditions.
fn template(conditions: &str, properties: &str) -> String {
    let conditions: String = conditions.lines().map(|line| format!("  {line}\n")).collect();
    let properties: String = properties.lines().map(|line| format!("      {line}\n")).collect();
    format!(
        "Parameters:\n  Env: {{ Type: String }}\n  Kind: {{ Type: String, AllowedValues: [big, small] }}\nConditions:\n{conditions}Resources:\n  Assoc:\n    Type: AWS::SSM::Association\n    Properties:\n      Name: AWS-RunPatchBaseline\n      Targets: [{{ Key: \"tag:Env\", Values: [prod] }}]\n      MaxConcurrency: 10%\n{properties}"
    )
}

const IS_PROD: &str = "IsProd: !Equals [!Ref Env, prod]";

#[track_caller]
fn check(conditions: &str, properties: &str, expected: &[&str]) {
    check_found(&linted("template.yaml", &template(conditions, properties)), expected);
}

#[test]
fn both_branches_are_looked_at_and_told_once() {
    let properties =
        |value: &str| format!("MaxErrors: {value}\nParameters: {{ Operation: [Scan] }}");
    check(IS_PROD, &properties("!If [IsProd, 1%, 5%]"), &[]);
    check(IS_PROD, &properties("!If [IsProd, 300%, 5%]"), &["E0610 \"300%\""]);
    check(IS_PROD, &properties("!If [IsProd, 5%, 300%]"), &["E0610 \"300%\""]);
    check(
        IS_PROD,
        &properties("{ \"Fn::If\": [IsProd, 200%, 300%] }"),
        &["E0610 \"200%\"", "E0610 \"300%\""],
    );
    let wrong = "MaxErrors: !If [IsProd, 1%, 5%]\nParameters: { Operation: [Scann] }";
    check(IS_PROD, wrong, &["E0302 \"Scann\""]);
}

#[test]
fn no_value_is_no_property() {
    let rest = "Parameters: { Operation: [Scan] }";
    let properties = format!("MaxErrors: !If [IsProd, 1%, !Ref AWS::NoValue]\n{rest}");
    check(IS_PROD, &properties, &["missing-max-errors \"Assoc\""]);
    let properties = format!(
        "MaxErrors: 1%\n{}",
        rest.replace("[Scan]", "[!If [IsProd, Scan, !Ref \"AWS::NoValue\"]]")
    );
    check_found(
        &checked("template.yaml", &template(IS_PROD, &properties)),
        &["E0301 \"[!If [IsProd, Scan, !Ref \\\"AWS::NoValue\\\"]]\""],
    );
}

#[test]
fn conditions_hold_together_as_they_are_written() {
    let rest = "Parameters: { Operation: [Scan] }";
    // One of the two is always there.
    let not = format!("{IS_PROD}\nIsOther: !Not [!Condition IsProd]");
    let errors = |branch: &str, other: &str| {
        format!("MaxErrors: !If [{branch}, !If [{other}, 300%, 1%], 1%]\n{rest}")
    };
    check(&not, &errors("IsProd", "IsOther"), &[]);
    check(&not, &errors("IsProd", "IsProd"), &["E0610 \"300%\""]);
    // A parameter has one value, and one of those that it may have.
    let dev = format!("{IS_PROD}\nIsDev: !Equals [dev, !Ref Env]");
    check(&dev, &errors("IsProd", "IsDev"), &[]);
    let kinds = "IsBig: !Equals [!Ref Kind, big]\nIsSmall: !Equals [!Ref Kind, small]";
    let lacking = format!("MaxErrors: !If [IsBig, 1%, !If [IsSmall, 2%, 300%]]\n{rest}");
    check(kinds, &lacking, &[]);
    let any = "IsAny: !Or [!Equals [!Ref Env, a], !Not [!Equals [!Ref Env, a]]]";
    check(any, &format!("MaxErrors: !If [IsAny, 1%, 300%]\n{rest}"), &[]);
}

#[test]
fn a_resource_with_a_condition_is_there_where_it_holds() {
    let properties = "MaxErrors: !If [IsProd, 1%, 300%]\nParameters: { Operation: [Scan] }";
    let text = template(IS_PROD, properties);
    let text = text.replace("    Properties:", "    Condition: IsProd\n    Properties:");
    check_found(&linted("template.yaml", &text), &[]);
}

#[test]
fn what_is_not_known_and_too_much_stay_unknown() {
    let rest = "Parameters: { Operation: [Scan] }";
    check(IS_PROD, &format!("MaxErrors: !If [IsNot, 300%, 300%]\n{rest}"), &[]);
    let many: Vec<String> =
        (0..5).map(|number| format!("C{number}: !Equals [!Ref P{number}, a]")).collect();
    let value =
        (0..5).fold("300%".to_owned(), |inner, number| format!("!If [C{number}, 1%, {inner}]"));
    check(&many.join("\n"), &format!("MaxErrors: {value}\n{rest}"), &[]);
}

#[test]
fn what_one_deployment_uses_is_used() {
    let text = "Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Doc:
    Type: AWS::SSM::Document
    Properties:
      Content:
        schemaVersion: \"2.2\"
        description: Says it.
        parameters:
          Level: { type: String, description: How loud., allowedValues: [low, high] }
        mainSteps:
          - { name: say_it, action: aws:runShellScript, inputs: { runCommand: [!If [IsProd, \"echo {{ Level }}\", \"echo {{ Leve }}\"]] } }
";
    let found = linted("template.yaml", text);
    assert!(!found.iter().any(|one| one.code == "unused-param"), "{found:#?}");
    assert!(found.iter().any(|one| one.underlined.contains("Leve }}")), "{found:#?}");
}
