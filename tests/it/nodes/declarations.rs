//! What is wrong with modules and handlers, each at its place.

use super::program;
use crate::support::{check, check_codes, check_one};

const SCRIPTS: &str = "check sh\"true\"\n apply sh\"true\"";

fn module(members: &str) -> String {
    format!("module m {{\n{members}\n}}\n")
}

#[test]
fn a_module_lacks_nothing() {
    check_codes(&module("on linux { check sh\"true\" }"), &["E0595"]);
    check_codes(&module(""), &["E0595"]);
    assert_eq!(check_one(&module(&format!("on linus {{ {SCRIPTS} }}"))).underlined, "linus");
    check_codes(
        &module(&format!("on linux {{ {SCRIPTS} }}\non linux {{ {SCRIPTS} }}")),
        &["E0595"],
    );
    check_codes(&module("on linux { check ps\"$true\"\n apply sh\"true\" }"), &["E0595", "E0595"]);
    check_codes(&module(&format!("on windows {{ {SCRIPTS} }}")), &["E0595"]);
    check_codes(&module(&format!("on linux {{ {SCRIPTS} }}\nsh \"x\"")), &["E0595"]);
}

#[test]
fn parameters_are_variables_that_scripts_read() {
    let with = |parameter: &str, name: &str| {
        module(&format!(
            "param {parameter}\non linux {{\n  check sh\"[ -e ${name} ]\"\n  apply sh\"true\"\n}}"
        ))
    };
    check_codes(&with("path: String", "path"), &[]);
    check_codes(&with("path: String", "other"), &["E0354"]);
    check_codes(&with("PATH: String", "PATH"), &["E0578"]);
    check_codes(&with("applied: String", "applied"), &["E0578"]);
    check_codes(&with("path: Map<String>", "path"), &["E0595"]);
}

#[test]
fn handlers_are_found_or_the_nearest_is_named() {
    check_codes(&program("kept(path: \"a\")\nhandler h { sh \"x\" }"), &["E0592"]);
    let found = check_one(&program(
        "kept(path: \"a\") notify relod\nkept(path: \"b\") notify reload\nhandler reload { sh \"x\" }",
    ));
    assert_eq!((found.code.as_str(), found.help.as_deref()), ("E0593", Some("write `reload`")));
    check_codes("handler h { sh \"x\" }\ncommand ccc {\n  h()\n}\n", &["E0592", "E0593"]);
    check_codes(
        &program(
            "plugin.refreshAssociation(associationIds: []) notify h\nkept(path: \"a\") notify h\nhandler h { sh \"x\" }",
        ),
        &["E0575"],
    );
}

#[test]
fn what_needs_a_step_of_its_own_stands_in_no_block() {
    let found = check_one(&program("block {\n  sh \"x\" timeout 5m\n} rescue {\n  sh \"y\"\n}"));
    assert_eq!(found.code, "E0596");
    check_codes(&program("param Mode: String = \"x\"\nkept(path: Mode)"), &["E0596"]);
}

#[test]
fn clauses_that_a_module_does_not_take_are_said() {
    check_codes(&program("kept(path: \"a\") creates \"b\""), &["E0575"]);
    check_codes(&program("kept(path: \"a\") unless sh\"true\""), &["E0575"]);
}

#[test]
fn a_handler_notifies_only_those_behind_it() {
    let handlers = |first: &str, second: &str| {
        program(&format!(
            "kept(path: \"a\") notify one notify two\nhandler one {{ kept(path: \"b\"){first} }}\nhandler two {{ kept(path: \"c\"){second} }}"
        ))
    };
    check_codes(&handlers(" notify two", ""), &[]);
    check_codes(&handlers("", " notify one"), &["E0593"]);
    check_codes(&handlers(" notify one", ""), &["E0593"]);
}

#[test]
fn a_handler_of_the_project_notifies_only_those_behind_it() {
    let handlers = "handler one {\n  sh \"a\"\n}\nhandler two {\n  sh \"b\" notify one\n}\n";
    let found = check(&format!("{handlers}{}", program("kept(path: \"a\") notify two")));
    assert!(found.iter().all(|it| it.code == "E0593"), "{found:#?}");
    assert!(!found.is_empty());
}

/// A role that notifies what only some of its callers have.
const NOTIFIES: &str = "role rrr {\n  sh \"a\" notify reload\n}\n";

#[test]
fn a_role_may_count_on_a_handler_of_its_caller() {
    let caller =
        |word: &str| format!("{word} {{\n  rrr()\n  handler reload {{\n    sh \"b\"\n  }}\n}}\n");
    check_codes(&format!("{NOTIFIES}{}", caller("command ccc")), &[]);
    // A role that calls it does not hear of its own handler before it is called.
    let role = caller("role middle");
    check_codes(&format!("{NOTIFIES}{role}command ccc {{\n  middle()\n}}\n"), &[]);
}

#[test]
fn a_caller_without_the_handler_is_told() {
    let with = "command with {\n  rrr()\n  handler reload {\n    sh \"b\"\n  }\n}\n";
    let without = "command without {\n  rrr()\n}\n";
    let found = check_one(&format!("{NOTIFIES}{with}{without}"));
    assert_eq!((found.code.as_str(), found.underlined.as_str()), ("E0593", "reload"));
    assert_eq!(found.related, [("rrr".to_owned(), "called here".to_owned())]);
}

#[test]
fn a_handler_that_nobody_declares_is_said_once_at_the_role() {
    let source = format!("{NOTIFIES}command ccc {{\n  rrr()\n  sh \"x\"\n}}\n");
    let found = check_one(&source);
    assert_eq!((found.code.as_str(), found.line), ("E0593", 2));
    assert!(found.related.is_empty(), "{found:#?}");
}

#[test]
fn a_handler_that_no_called_role_notifies_never_runs() {
    let caller = "role middle {\n  rrr()\n  handler relaod {\n    sh \"b\"\n  }\n}\n";
    let own = NOTIFIES.replace("}\n", "  handler reload {\n    sh \"b\"\n  }\n}\n");
    check_codes(&format!("{own}{caller}"), &["E0592"]);
}

#[test]
fn a_module_of_the_library_wants_to_be_brought_in() {
    let found =
        check_one("command ccc {\n  service(name: \"a\") notify h\n  handler h { sh \"x\" }\n}\n");
    assert_eq!(found.code, "E0212");
    assert_eq!(found.help.as_deref(), Some("add `use std.service` at the top of the file"));
    check_codes(
        "command ccc {\n  replace(path: \"/a\", regex: \"b\", with_text: \"c\")\n}\n",
        &["E0212"],
    );
}
