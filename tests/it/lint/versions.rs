//! What Python refuses by its version, and what a document is told of runtimes.

use super::runbooks::count_in;
use crate::support::Project;

fn python(runtime: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("        {line}\n")).collect();
    format!(
        "schemaVersion: \"0.3\"\ndescription: Does it.\nmainSteps:\n  - name: first\n    action: \
         aws:executeScript\n    isEnd: true\n    inputs:\n      Runtime: {runtime}\n      Handler: \
         run\n      Script: |\n{lines}"
    )
}

#[test]
fn what_a_version_does_not_have_yet_is_an_error_of_syntax() {
    let rule = "python-syntax";
    for line in [
        "    return {'x': f'{events['a']}'}",
        "    type Name = str",
        "    def inner[T](a: T): return a",
        "    class Inner[T]: pass",
    ] {
        let lines = ["def run(events, context):", line];
        assert_eq!(count_in(rule, &python("python3.11", &lines)), 1, "{line}");
        assert_eq!(count_in(rule, &python("python3.12", &lines)), 0, "{line}");
    }
}

#[test]
fn a_handler_with_parameters_of_types_is_looked_at() {
    let lines = ["def run[T](events: T, context):", "    return {}"];
    assert_eq!(count_in("python-syntax", &python("python3.11", &lines)), 1);
    assert_eq!(count_in("python-syntax", &python("python3.12", &lines)), 0);
}

/// The lines of a handler with these in its body.
fn with_body(body: &str) -> String {
    let lines: Vec<String> = std::iter::once("def run(events, context):".to_owned())
        .chain(body.lines().map(|line| format!("    {line}")))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    python("python3.11", &lines)
}

#[test]
fn what_the_compiler_refuses_is_an_error_of_syntax() {
    for body in [
        "x = 1\nglobal x",
        "global events",
        "def x(): pass\nglobal x",
        "def f():\n    nonlocal x\n    x = 1",
        "x = 1\ndef f():\n    x = 2\n    nonlocal x",
        "x = 1\ndef f():\n    global x\n    nonlocal x",
        "[0 for x in events]\ndef f():\n    nonlocal x",
        "def f(a, a): pass",
        "f = lambda a, a: 1",
        "dict(a=1, a=2)",
        "*a = events",
        "from os import *",
        "from __future__ import annotations",
        "global x\nx: int = 1",
        "__debug__ = 1",
        "[(x := 1) for x in events]",
        "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass",
        "class A:\n    yield 1",
        "async def f():\n    yield 1\n    return 2",
        "match events:\n    case a: pass\n    case 1: pass",
    ] {
        assert_eq!(count_in("python-syntax", &with_body(body)), 1, "{body}");
    }
}

#[test]
fn what_the_compiler_takes_is_no_error_of_syntax() {
    for body in [
        "global x\nx = 1",
        "[x for a in events]\nglobal x",
        "x = 1\ndef f():\n    nonlocal x\n    x = 2",
        "[x := 1 for _ in events]\ndef f():\n    nonlocal x",
        "import os.path\ndef f():\n    nonlocal os",
        "with open('a') as (a, *b):\n    def f():\n        nonlocal a, b",
        "try:\n    pass\nexcept ValueError as e:\n    def f():\n        nonlocal e",
        "match events:\n    case {'a': a, **rest}:\n        def f():\n            nonlocal a, rest",
        "class A:\n    def f(self):\n        nonlocal __class__",
        "f = lambda a, b: (yield a)",
        "async def f():\n    return (await a for a in events)",
        "for a in events:\n    break\nelse:\n    pass",
        "print(*events, **context)",
    ] {
        assert_eq!(count_in("python-syntax", &with_body(body)), 0, "{body}");
    }
}

#[test]
fn mixed_tabs_and_blanks_are_told_at_their_line() {
    let document = with_body("if events:\n\treturn {}").replace("    \treturn", "\treturn");
    let found = Project::new().file("a.yaml", &document).lint();
    let found = found.iter().find(|one| one.code == "python-syntax").expect("the finding");
    assert_eq!(found.label, "tabs and blanks are mixed in the indentation");
    assert_eq!(found.line, 13);
    let source = "runbook example {\n  python \"\"\"\n    def main(events, context):\n        if events:\n            return {}\n          return {}\n  \"\"\"\n}\n";
    let found = Project::of(source).lint();
    let found = found.iter().find(|one| one.code == "python-syntax").expect("the finding");
    assert_eq!((found.line, found.column), (6, 11));
}

#[test]
fn statements_stand_only_where_python_takes_them() {
    let rule = "python-syntax";
    for lines in [
        &["def run(events, context):", "    break"][..],
        &["def run(events, context):", "    if events:", "        continue"],
        &["def run(events, context):", "    return {}", "return 1"],
        &["def run(events, context):", "    await events"],
        &[
            "def run(events, context):",
            "    for a in events:",
            "        def b():",
            "            break",
        ],
        &["def run(events, context):", "    return {}", "yield 1"],
    ] {
        assert_eq!(count_in(rule, &python("python3.12", lines)), 1, "{lines:?}");
    }
    for lines in [
        &[
            "def run(events, context):",
            "    for a in events:",
            "        if a:",
            "            break",
        ][..],
        &[
            "def run(events, context):",
            "    while True:",
            "        try:",
            "            continue",
            "        finally:",
            "            break",
        ],
        &[
            "async def a(b):",
            "    async for c in b:",
            "        await c",
            "def run(events, context):",
            "    return {}",
        ],
        &[
            "class A:",
            "    def b(self):",
            "        return 1",
            "def run(events, context):",
            "    return {}",
        ],
        &[
            "def run(events, context):",
            "    with open('/a') as a:",
            "        match a:",
            "            case 1:",
            "                return {}",
        ],
    ] {
        assert_eq!(count_in(rule, &python("python3.12", lines)), 0, "{lines:?}");
    }
}

#[test]
fn the_newest_runtime_of_the_language_is_the_help() {
    let lines = ["def run(events, context):", "    return {}"];
    for (runtime, help) in
        [("python3.13", "write \"python3.12\""), ("PowerShell 7.9", "write \"PowerShell 7.4\"")]
    {
        let found = Project::new().file("a.yaml", &python(runtime, &lines)).lint();
        let found = found.iter().find(|one| one.code == "E0651").expect("a finding");
        assert_eq!(found.help.as_deref(), Some(help));
    }
}

#[test]
fn one_mistake_of_a_runtime_is_told_once() {
    let document = python("PowerShell 7.0", &["return 1"]);
    let found = Project::new().file("a.yaml", &document).lint();
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(
        codes.iter().filter(|code| ["E0406", "E0649"].contains(code)).count(),
        1,
        "{codes:?}"
    );
}
