//! Roles: their calls, arguments, names and mistakes.

use crate::support::{Project, check, check_clean, check_codes, check_one};

#[test]
fn arguments_are_typed() {
    let role = "role web {\n  param port: Int(1..65535)\n  sh(port: port) \"echo $port\"\n}\n";
    let call = |arguments: &str| format!("{role}command ccc {{\n  web({arguments})\n}}\n");
    check_clean(&call("port: 80"));
    let found = check_one(&call(""));
    assert_eq!(found.message, "`web` needs `port`");
    let found = check_one(&call("port: 0"));
    assert_eq!(found.underlined, "0");
    let found = check_one(&call("prot: 80"));
    assert_eq!(found.help.as_deref(), Some("write `port`"));
    check_codes(&call("port: \"80\""), &["E0301"]);
}

#[test]
fn equal_calls_are_one_and_said() {
    let source = "role base {\n  param n: Int = 1\n  sh(n: n) \"echo $n\"\n}\ncommand c \"Acme-C\" {\n  base()\n  base(n: 2)\n  base(n: 1)\n  base(n: 2)\n}\n";
    let found = check(source);
    let codes: Vec<&str> = found.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["E0597"], "{found:#?}");
    let document = Project::of(source).build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(3));
}

#[test]
fn calls_with_values_of_the_run_are_never_equal() {
    let source = "role base {\n  param n: String\n  sh(n: n) \"echo $n\"\n}\ncommand c \"Acme-C\" {\n  param N: String\n  base(n: N)\n  base(n: N)\n}\n";
    let document = Project::of(source).build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_role_that_leads_back_is_one_finding_at_each_call() {
    let found =
        check("role a {\n  b()\n}\nrole b {\n  a()\n}\ncommand ccc {\n  a()\n  sh \"x\"\n}\n");
    let found: Vec<(&str, &str)> =
        found.iter().map(|it| (it.code.as_str(), it.underlined.as_str())).collect();
    assert_eq!(found, [("E0594", "b"), ("E0594", "a")]);
    check_codes("role a {\n  a()\n}\n", &["E0594"]);
}

#[test]
fn a_mistake_in_a_role_is_said_once_however_often_it_is_called() {
    let source = "role web {\n  sh(x: nothing) \"echo $x\"\n}\ncommand ccc {\n  web()\n}\ncommand ddd {\n  web()\n}\n";
    let found: Vec<_> = check(source).into_iter().filter(|it| it.is_error).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].underlined, "nothing");
}

#[test]
fn a_mistake_with_some_arguments_is_said_at_the_call() {
    let source = "role web {\n  param items: List<String>\n  sh(x: items[2]) \"echo $x\"\n}\ncommand ccc {\n  web(items: [\"a\"])\n}\n";
    let found = check_one(source);
    assert!(found.related.iter().any(|(_, text)| text.contains("this call")), "{found:#?}");
}

#[test]
fn a_condition_of_a_call_is_one_of_all_its_tasks() {
    let source = "role web {\n  sh \"one\"\n  sh \"two\"\n}\ncommand c \"Acme-C\" {\n  param Wanted: Bool = true\n  web() when Wanted\n}\n";
    let document = Project::of(source).build_json("documents/Acme-C");
    for step in document["mainSteps"].as_array().expect("steps") {
        assert_eq!(step["precondition"]["StringEquals"][0], "{{ Wanted }}", "{step}");
    }
}

#[test]
fn a_list_of_the_call_unrolls_a_loop_of_the_role() {
    let source = "role web {\n  param names: List<String>\n  for name in names {\n    sh(name: name) \"echo $name\"\n  }\n}\ncommand c \"Acme-C\" {\n  web(names: [\"a\", \"b\"])\n}\n";
    let document = Project::of(source).build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_holds_of_a_role_only_is_said() {
    check_codes("role web {\n  timeout: 5m\n  sh \"x\"\n}\n", &["E0585"]);
    check_codes("role web on all {\n  sh \"x\"\n}\n", &["E0588"]);
    let role = "role web {\n  sh \"x\"\n}\n";
    check_codes(&format!("{role}command ccc {{\n  let w = web()\n}}\n"), &["E0594"]);
    check_codes(&format!("{role}command ccc {{\n  web() attempts 3\n}}\n"), &["E0575"]);
}

#[test]
fn roles_of_another_project_are_called_by_their_name_there() {
    let other =
        Project::new().file("web.ord", "role web {\n  param n: Int\n  sh(n: n) \"echo $n\"\n}\n");
    let project = Project::new()
        .manifest("[project]\nname = \"x\"\n[dependencies]\nroles = { path = \"../roles\" }\n")
        .file(
            "c.ord",
            "use roles.web as site\ncommand c \"Acme-C\" {\n  site(n: 3)\n  roles.web(n: 4)\n}\n",
        )
        .link("roles", 1)
        .depends_on(other);
    assert!(project.check().is_empty(), "{:#?}", project.check());
    let document = project.build_json("documents/Acme-C");
    assert_eq!(document["mainSteps"].as_array().map(Vec::len), Some(2));
}
