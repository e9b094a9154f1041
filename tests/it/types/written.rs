//! Types as they are written.

use crate::support::{check_clean, check_codes, check_one};

#[test]
fn every_type_can_be_written() {
    check_clean(
        "type A = String(pattern: r\"^[a-z]+$\", length: 1..64)
         type B = \"Scan\" | \"Install\"
         type C = 1 | 2 | 3
         type D = Int(1..) | Percent
         type E = List<\"a\" | \"b\">(items: 1..50)
         type F = List<Map>
         type G = { Name: String, Tags?: Map<String>, Inner: { On: Bool } }
         type H = (\"x\" | \"y\")?
         type I = List<aws.ec2.InstanceId>
         type J = Duration | Schedule | Targets | Script | Json | Float",
    );
}

#[test]
fn a_pattern_must_mean_the_same_to_both_engines() {
    for pattern in ["^(?=a)$", "^(a)\\1$", "^a++$", "^a{1001}$", "^(a$", "^(?<!x)a$"] {
        let found = check_one(&format!("type A = String(pattern: r\"{pattern}\")"));
        assert_eq!(found.code, "E0331", "{pattern}");
    }
}

#[test]
fn a_pattern_without_anchors_is_a_warning() {
    let found = check_one("type A = String(pattern: r\"^a|b$\")");
    assert_eq!((found.code.as_str(), found.is_error), ("E0332", false));
}

#[test]
fn bounds_must_be_the_right_way_round() {
    for ty in
        ["Int(5..1)", "String(length: 9..2)", "List<Int>(items: 2..1)", "String(length: -1..2)"]
    {
        assert_eq!(check_one(&format!("type A = {ty}")).code, "E0330", "{ty}");
    }
}

#[test]
fn a_type_is_narrowed_only_by_what_it_knows() {
    for ty in ["Bool(1..2)", "Int(pattern: r\"^a$\")", "String(1..5)", "Duration(length: 1)"] {
        assert_eq!(check_one(&format!("type A = {ty}")).code, "E0333", "{ty}");
    }
}

#[test]
fn a_record_type_has_each_field_once() {
    let found = check_one("type A = { a: Int, a: String }");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0309", "a"));
}

#[test]
fn a_refinement_narrows_or_is_an_error() {
    for (declared, wrong) in [
        ("", "Int(1..5, 7)"),
        ("", "String(pattern: r\"^a$\", pattern: r\"^b$\")"),
        ("", "String(length: 1..2, length: 5..6)"),
        ("type Small = Int(1..5)\n", "Small(1..100)"),
        ("type Low = String(pattern: r\"^[a-z]+$\")\n", "Low(pattern: r\"^.*$\")"),
        ("type Few = List<String>(items: 1..3)\n", "Few(items: 0..2)"),
    ] {
        check_codes(&format!("{declared}type Wrong = {wrong}\n"), &["E0333"]);
    }
    // An open end keeps the one of the type.
    let found = check_one("type Small = Int(1..5)\nconst x: Small(2..) = 6\n");
    assert_eq!((found.code.as_str(), found.label.as_str()), ("E0303", "must lie from 2 to 5"));
}

#[test]
fn flags_do_not_hide_the_anchors() {
    check_clean("type A = String(pattern: r\"(?i)^abc$\")");
}
