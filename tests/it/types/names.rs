//! What names mean, and circles of definitions.

use crate::support::{check, check_clean, check_one};

#[test]
fn the_nearest_name_is_offered() {
    let found = check_one("const region = \"a\"\nconst x = reigon");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0210", "reigon"));
    assert_eq!(found.help.as_deref(), Some("write `region`"));
}

#[test]
fn words_of_other_tools_are_explained() {
    for word in ["var.region", "item", "self.id", "local.x", "ansible_facts"] {
        let found = check_one(&format!("const x = {word}"));
        assert_eq!(found.code, "E0210", "{word}");
        assert!(found.help.is_some(), "{word}");
    }
}

#[test]
fn a_method_is_shown_as_a_function() {
    let found = check_one("const xs = [1]\nconst n = xs.length()");
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0213", Some("write `length(xs)`")));
}

#[test]
fn types_of_systems_manager_are_named_in_ordains_way() {
    for (written, meant) in
        [("StringList", "List<String>"), ("Integer", "Int"), ("Boolean", "Bool")]
    {
        let found = check_one(&format!("extern command x \"X\" {{ param A: {written} }}"));
        assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0216", written));
        assert_eq!(found.help, Some(format!("write `{meant}`")));
    }
}

#[test]
fn a_circle_is_reported_once_and_shown_whole() {
    let found =
        check("const c = a\nconst b = a\nconst a = b\ntype T = List<U>\ntype U = { t: T? }");
    let seen: Vec<(&str, &str, Option<&str>)> = found
        .iter()
        .map(|it| (it.code.as_str(), it.underlined.as_str(), it.note.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            ("E0221", "b", Some("the circle is `b` → `a` → `b`")),
            ("E0221", "T", Some("the circle is `T` → `U` → `T`")),
        ]
    );
}

#[test]
fn functions_may_not_call_themselves() {
    let found = check_one("fn f(n: Int) -> Int = g(n)\nfn g(n: Int) -> Int = f(n)");
    assert_eq!(found.note.as_deref(), Some("the circle is `f` → `g` → `f`"));
}

#[test]
fn a_function_is_checked_without_being_called() {
    let found = check_one("fn f(n: Int) -> String = n");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0301", "n"));
    check_clean("fn f(xs: List<String>, n: Int) -> String = \"${n}${sha256(xs[n])}\"");
    check_clean("fn f(xs: List<String>) -> List<String> = [for x in xs if x != \"\" => upper(x)]");
}

#[test]
fn what_fails_with_the_arguments_of_a_call_names_the_call() {
    let found = check_one("fn share(n: Int) -> Int = 100 / n\nconst x = share(0)");
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0320", "n"));
    let call = ("share(0)".to_owned(), "with the arguments of this call".to_owned());
    assert_eq!(found.related, [call]);
}

#[test]
fn a_function_that_failed_once_may_succeed_with_other_arguments() {
    let source = "fn share(n: Int) -> Int = 100 / n
         const x = [share(0), share(5)]
         const same: true = share(5) == 20";
    assert_eq!(check(source).len(), 1);
}

#[test]
fn arguments_are_matched_by_name_and_place() {
    let head = "fn f(first: Int, second: Int = 2) -> Int = first + second\nconst x = ";
    check_clean(&format!("{head}f(second: 1, first: 2) + f(1)"));
    for (call, code, underlined) in [
        ("f()", "E0340", "()"),
        ("f(1, 2, 3)", "E0343", "3"),
        ("f(1, secnd: 3)", "E0341", "secnd"),
        ("f(1, first: 3)", "E0342", "first: 3"),
        ("f(\"1\")", "E0301", "\"1\""),
    ] {
        let found = check_one(&format!("{head}{call}"));
        assert_eq!((found.code.as_str(), found.underlined.as_str()), (code, underlined), "{call}");
    }
}

#[test]
fn what_grows_without_end_is_given_up() {
    let mut source = String::from("fn f0(n: Int) -> Int = n\n");
    for level in 1..40 {
        let below = level - 1;
        source.push_str(&format!("fn f{level}(n: Int) -> Int = f{below}(n) + f{below}(n)\n"));
    }
    source.push_str("const x = f39(1)\n");
    let found = check(&source);
    assert!(!found.is_empty() && found.iter().all(|one| one.code == "E0364"), "{found:#?}");
}

#[test]
fn values_that_double_are_given_up() {
    let mut source = String::from("const c0 = [1, 2]\n");
    for level in 1..40 {
        let below = level - 1;
        source.push_str(&format!("const c{level} = [c{below}, c{below}]\n"));
    }
    let found = check(&source);
    assert!(found.iter().all(|one| one.code == "E0364"), "{found:#?}");
}
