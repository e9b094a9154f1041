//! What fits where, and what is underlined where it does not.

use crate::support::{Finding, check, check_clean, check_codes, check_one};

/// The only finding, as code, underlined source and message.
#[track_caller]
fn check_misfit(source: &str, code: &str, underlined: &str, message: &str) -> Finding {
    let found = check_one(source);
    let seen = (found.code.as_str(), found.underlined.as_str(), found.message.as_str());
    assert_eq!(seen, (code, underlined, message));
    found
}

#[test]
fn a_wrong_item_is_underlined_and_not_its_list() {
    check_misfit(
        "const ids: List<aws.ec2.InstanceId> = [\"i-0123456789abcdef0\", \"i-1\"]",
        "E0305",
        "\"i-1\"",
        "`ids[1]` cannot be \"i-1\"",
    );
}

#[test]
fn a_wrong_field_is_underlined_at_any_depth() {
    check_misfit(
        "type Tag = { Key: String, Value: String }
         const x: { tags: List<Tag> } = { tags: [{ Key: \"a\", Value: 5 }] }",
        "E0301",
        "5",
        "`x.tags[0].Value` takes `String`, not `Int`",
    );
}

#[test]
fn a_misspelt_field_is_one_mistake() {
    let found = check_misfit(
        "const x: { Key: String, Value: String } = { Key: \"a\", Valeu: \"b\" }",
        "E0308",
        "Valeu",
        "`x` has no field `Valeu`",
    );
    assert_eq!(found.fix.as_deref(), Some("Value"));
}

#[test]
fn a_value_behind_a_name_is_underlined_where_it_is_used() {
    check_misfit(
        "const tags = [{ Key: \"a\" }]
         const x: { tags: List<{ Key: String, Value: String }> } = { tags: tags }",
        "E0307",
        "tags",
        "`x.tags[0]` lacks `Value`",
    );
}

#[test]
fn the_parts_of_json_are_underlined_too() {
    check_misfit(
        "const x: Json = { a: [1, 5m] }",
        "E0301",
        "5m",
        "`x.a[1]` takes `Json`, not `Duration`",
    );
}

#[test]
fn a_field_behind_a_spread_is_underlined_itself() {
    check_misfit(
        "const x: { a: Int, b: Int } = { ...{ a: 1 }, b: \"2\" }",
        "E0301",
        "\"2\"",
        "`x.b` takes `Int`, not `String`",
    );
}

#[test]
fn the_nearest_allowed_value_is_offered_as_a_fix() {
    let found = check_misfit(
        "const x: \"Scan\" | \"Install\" = \"install\"",
        "E0302",
        "\"install\"",
        "`x` cannot be \"install\"",
    );
    assert_eq!(found.fix.as_deref(), Some("\"Install\""));
}

#[test]
fn a_number_in_quotes_is_no_number() {
    for source in ["const x: Int = \"5\"", "const x: String = 5", "const x: Bool = \"true\""] {
        assert_eq!(check_one(source).code, "E0301", "{source}");
    }
}

#[test]
fn a_whole_number_may_become_a_fraction_and_nothing_else_changes() {
    check_clean("const x: Float = 5");
    check_clean("const x: List<Float> = [1, 2.5]");
    assert_eq!(check_one("const x: Int = 5.0").code, "E0301");
}

#[test]
fn a_literal_becomes_a_nominal_type_where_it_matches() {
    check_clean("const x: aws.ec2.InstanceId = \"i-0123456789abcdef0\"\nconst y: String = x");
    check_clean("const x: aws.iam.RoleArn = \"arn:aws:iam::111122223333:role/ops\"");
    let narrowed = "const x: aws.iam.RoleArn(pattern: r\"^.*/ops$\") = ";
    check_clean(&format!("{narrowed}\"arn:aws:iam::111122223333:role/ops\""));
    assert_eq!(check_one(&format!("{narrowed}\"arn:aws:iam::111122223333:role/x\"")).code, "E0305");
}

#[test]
fn an_alternative_of_a_union_gives_the_reason() {
    check_clean("const x: Int | Percent = 10%\nconst y: Int(0..5) | Percent = 5");
    check_misfit("const y: Int(0..5) | Percent = 6", "E0303", "6", "`y` cannot be 6");
    check_misfit(
        "const y: Int(0..5) | Percent = \"6\"",
        "E0301",
        "\"6\"",
        "`y` takes `Int(0..5) | Percent`, not `String`",
    );
}

#[test]
fn what_may_be_absent_needs_a_default() {
    check_misfit(
        "input owner: String?\nconst x: String = owner",
        "E0313",
        "owner",
        "`x` cannot be null",
    );
    check_clean("input owner: String?\nconst x: String = owner ?? \"nobody\"");
}

#[test]
fn each_branch_of_a_choice_must_fit() {
    check_misfit(
        "const x: Int = if 1 == 1 then 1 else \"a\"",
        "E0301",
        "\"a\"",
        "`x` takes `Int`, not `String`",
    );
}

#[test]
fn a_comparison_of_different_types_names_both() {
    let found = check_misfit(
        "const port = 80\nconst x = port == \"80\"",
        "E0317",
        "==",
        "`Int` and `String` are never equal",
    );
    assert_eq!(found.help.as_deref(), Some("write `80` without quotes"));
    assert_eq!(found.related.len(), 2);
}

#[test]
fn a_comparison_with_what_cannot_be_names_the_values() {
    let found = check_misfit(
        "input stage: \"dev\" | \"prod\" = \"dev\"\nconst x = stage == \"pord\"",
        "E0318",
        "\"pord\"",
        "the other side is never \"pord\"",
    );
    assert_eq!(found.note.as_deref(), Some("it is one of \"dev\" | \"prod\""));
    assert_eq!(found.fix.as_deref(), Some("\"prod\""));
}

#[test]
fn one_mistake_gives_one_message() {
    let source = "const a = missing
         const b = a + 1
         const c = [a, b, a.x[0]]
         const d: Int = \"${c}\"";
    let codes: Vec<String> = check(source).into_iter().map(|found| found.code).collect();
    assert_eq!(codes, ["E0210"]);
}

#[test]
fn a_pattern_narrows_a_nominal_type() {
    let narrow = "const x: aws.ec2.InstanceId(pattern: r\"^i-0.*$\") = ";
    for text in ["i-0;rm -rf /", "i-1a2b3c4d5e6f7a8b9"] {
        check_codes(&format!("{narrow}\"{text}\"\n"), &["E0305"]);
    }
    check_clean(&format!("{narrow}\"i-0a1b2c3d4e5f6a7b8\"\n"));
}
