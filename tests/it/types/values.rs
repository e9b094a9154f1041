//! What the build computes. A literal type holds one value, so a constant of that type is clean
//! only where its expression gives it.

use crate::support::{Finding, Project, check_clean, check_codes, check_one};

/// Fails where `expression` is not `value`.
#[track_caller]
fn check_value(expression: &str, value: &str) {
    check_clean(&format!("const x = {expression}\nconst same: true = x == {value}\n"));
}

#[test]
fn arithmetic_is_of_whole_numbers_where_both_are() {
    check_value("7 / 2", "3");
    check_value("-7 / 2", "-4");
    check_value("7 / 2.0", "3.5");
    check_value("1 + 2 * 3", "7");
    check_value("1h + 30m", "90m");
    check_value("2 * 5m", "10m");
    check_value("mod(-1, 3)", "2");
}

#[test]
fn texts_and_lists_are_joined_by_plus() {
    check_value("\"a\" + \"b\"", "\"ab\"");
    check_value("[1] + [2, 3]", "[1, 2, 3]");
}

#[test]
fn holes_write_values_as_a_person_would() {
    check_value("\"${1}/${true}/${90s}/${10%}/${1.5}\"", "\"1/true/1m30s/10%/1.5\"");
}

#[test]
fn a_comprehension_keeps_what_its_condition_lets_through() {
    check_value("[for n in 1..6 if mod(n, 2) == 0 => n * 10]", "[20, 40, 60]");
}

#[test]
fn functions_compute_values() {
    check_value("join([\"a\", \"b\"], \"-\")", "\"a-b\"");
    check_value("split(\"a,b\", \",\")", "[\"a\", \"b\"]");
    check_value("replace(upper(trim(\" ab \")), \"A\", \"x\")", "\"xB\"");
    check_value("length([1, 2]) + length(\"äb\") + length({ a: 1 })", "5");
    check_value("keys({ b: 1, a: 2 })", "[\"b\", \"a\"]");
    check_value("values({ b: 1, a: 2 })", "[1, 2]");
    check_value("merge({ a: 1, b: 1 }, { b: 2 }).b", "2");
    check_value("range(0, 6, 2)", "[0, 2, 4]");
    check_value("format(\"%s-%03d-%x%%\", \"a\", 7, 255)", "\"a-007-ff%\"");
    check_value("base64(\"hi\")", "\"aGk=\"");
    check_value("json({ a: [1, true, null] })", "\"{\\\"a\\\":[1,true,null]}\"");
    check_value("min(3, 1, 2) + max(1, 2) + abs(-4)", "7");
    check_value("lookup({ a: 1 }, \"b\", 5)", "5");
    check_value("sort(distinct([\"b\", \"a\", \"b\"]))", "[\"a\", \"b\"]");
    check_value("flatten([[1], [2, 3]])", "[1, 2, 3]");
    check_value("length(0..20000)", "20001");
    check_value("json({ c: 0..3 })", "\"{\\\"c\\\":[0,1,2,3]}\"");
    check_value("[...0..2, 9]", "[0, 1, 2, 9]");
}

#[test]
fn paths_reach_into_values() {
    check_value("[{ a: [1, 2] }, { a: [3] }][*].a[*]", "[1, 2, 3]");
    check_value("[{ k: \"x\", v: 1 }, { k: \"y\", v: 2 }][where k == \"y\"].v[0]", "2");
    check_value("{ a: { b: [5, 6] } }.a.b[1]", "6");
    check_value("{ \"odd-key\": 1 }[\"odd-key\"]", "1");
}

#[test]
fn a_spread_is_overridden_by_what_follows() {
    check_value("{ ...{ a: 1, b: 1 }, b: 2 }", "{ a: 1, b: 2 }");
    check_value("[0, ...[1, 2], 3]", "[0, 1, 2, 3]");
}

#[test]
fn operators_test_values() {
    for truth in [
        "\"a\" in [\"a\"]",
        "\"abc\" contains \"b\"",
        "[1, 2] contains 2",
        "\"Abc\" equals_ignore_case \"aBC\"",
        "\"abc\" starts_with \"ab\" and \"abc\" ends_with \"bc\"",
        "not (1 > 2) and 5m < 1h",
        "(if 1 == 1 then \"a\" else \"b\") == \"a\"",
        "(null ?? 3) == 3",
        "\"k\" in { k: 1 }",
        "3 in 1..5",
    ] {
        check_value(truth, "true");
    }
}

#[test]
fn a_function_is_its_body_with_the_arguments() {
    check_clean(
        "fn slug(s: String, sep: String = \"-\") -> String = lower(replace(s, \" \", sep))
         const same: true = slug(\"A B\") == \"a-b\" and slug(\"A B\", sep: \"_\") == \"a_b\"",
    );
}

#[test]
fn definitions_may_stand_in_any_order() {
    check_clean(
        "const a: Port = b + 1
         const b = c * 2
         const c = 40
         type Port = Int(1..100)
         const same: true = a == 81",
    );
}

#[test]
fn inputs_are_read_by_their_type() {
    let project = Project::of(
        "input stage: \"dev\" | \"prod\"
         input count: Int = 1
         input names: List<String> = []
         const same: true = stage == \"prod\" and count == 3 and names == [\"a\", \"b\"]",
    );
    let given = project.input("stage", "prod").input("count", "3").input("names", "a,b");
    assert_eq!(given.check(), []);
}

/// What the manifest gives as a list arrives as its JSON text.
#[test]
fn a_list_of_an_input_keeps_its_items() {
    let source = "input l: List<String>\ninput n: List<Int> = []\nconst a: true = l == [\"a,b\", \"c\"]\nconst b: true = n == [1, 2]\n";
    let manifest =
        "[project]\nname = \"p\"\n[env.prod]\ninputs = { l = [\"a,b\", \"c\"], n = [1, 2] }\n";
    let project = Project::of(source).manifest(manifest).environment("prod");
    assert_eq!(project.check(), []);
    let given = Project::of(source).input("l", "[\"a,b\", \"c\"]").input("n", "1, 2");
    assert_eq!(given.check(), []);
    let broken = Project::of(source).input("l", "[a, b]").check();
    assert_eq!(broken.first().map(|found| found.code.as_str()), Some("E0366"));
}

#[test]
fn a_range_is_counted_whole_or_refused() {
    for expression in
        ["length(5..)", "distinct(0..20000)", "join([...0..20000], \",\")", "json({ c: 0..20000 })"]
    {
        let found = check_one(&format!("const x = {expression}\n"));
        assert!(["E0361", "E0364"].contains(&found.code.as_str()), "{expression}: {found:#?}");
    }
    check_codes("const x: List<Int> = 0..20000\n", &["E0364"]);
}

#[test]
fn files_are_read_below_the_project() {
    let project = Project::of(
        "const same: true = read(\"a.txt\") == \"hello\\n\" and \
         template(\"t.tpl\", name: \"x\", port: 80) == \"x:80 \\${y}\"",
    );
    let project = project.asset("a.txt", "hello\r\n").asset("t.tpl", "${name}:${ port } $${y}");
    assert_eq!(project.check(), []);
}

/// The findings of a template with these arguments.
fn template(arguments: &str, text: &str) -> Vec<Finding> {
    let source = format!("const site = template(\"t.tpl\", {arguments})\n");
    Project::of(&source).asset("t.tpl", text).check()
}

#[test]
fn a_hole_of_a_template_holds_any_expression_of_its_arguments() {
    let project = Project::of(
        "const port = 80
         fn twice(n: Int) -> Int = n * 2
         const text = template(\"t.tpl\", users: [\"ann\", \"bob\"], site: { name: \"shop\" })
         const same: true = text == \"bob shop 160 {x} a}b last\"",
    );
    let text = "${users[1]} ${site.name} ${twice(port)} {x} ${if users == [] then \"\" else \"a}b\"} \
        ${{ a: \"last\" }.a}";
    assert_eq!(project.asset("t.tpl", text).check(), []);
}

#[test]
fn what_is_wrong_in_a_hole_is_said_at_the_path() {
    let one = |arguments, text| {
        let found = template(arguments, text);
        let [one] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(
            (one.code.as_str(), one.underlined.as_str()),
            ("E0363", "\"t.tpl\""),
            "{one:#?}"
        );
        one.message.clone()
    };
    assert_eq!(one("port: 80", "${prt}"), "no argument fills `${prt}` of \"t.tpl\"");
    assert_eq!(one("a: [1]", "${a[3]}"), "`${a[3]}` of \"t.tpl\": there is no item 3");
    let message = one("a: 1", "${a} ${HOME:-x}");
    assert_eq!(message, "the template \"t.tpl\" is broken: `${HOME:-x}` holds no expression");
    assert_eq!(one("a: 1", "${a} ${b"), "the template \"t.tpl\" is broken: a `${` is not closed");
}

#[test]
fn a_chain_may_have_as_many_operators_as_the_parser_reads() {
    let sum = vec!["1"; 200].join(" + ");
    check_value(&sum, "200");
}

#[test]
fn an_if_between_then_and_else_has_its_own_else() {
    check_value("(if true then if false then 1 else 2 else 3)", "2");
    check_value("[if false then if true then 1 else 2 else 3][0]", "3");
    check_value("(if true then if true then if false then 1 else 2 else 3 else 4)", "2");
}

#[test]
fn a_key_that_a_map_lacks_takes_a_default() {
    for (path, value) in [("m[\"zz\"]", "3"), ("m.zz", "3"), ("m[\"a\"]", "1"), ("pick(m)", "3")] {
        check_clean(&format!(
            "const m: Map<Int> = {{ a: 1 }}\nfn pick(m: Map<Int>) -> Int = m[\"zz\"] ?? 3\nconst x = {path} ?? 3\nconst same: true = x == {value}\n"
        ));
    }
    check_codes("const m: Map<Int> = { a: 1 }\nconst x = m[\"zz\"]\n", &["E0310"]);
    check_codes("const m = { a: 1 }\nconst x = m[\"zz\"] ?? 3\n", &["E0310"]);
}

#[test]
fn a_field_that_may_be_left_out_needs_a_default() {
    let source = |rest: &str| {
        format!("type R = {{ Name: String, Size?: Int }}\nconst r: R = {{ Name: \"x\" }}\n{rest}\n")
    };
    check_codes(&source("const x = r.Size + 1"), &["E0313"]);
    check_codes(&source("const x = \"${r.Size}\""), &["E0324"]);
    check_codes(&source("fn f(r: R) -> Int = r.Size"), &["E0313"]);
    check_clean(&source("fn f(r: R) -> Int = r.Size ?? 0\nconst x = f(r) + (r.Size ?? 1)"));
}
