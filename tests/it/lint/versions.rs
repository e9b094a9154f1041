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
    for line in ["    return {'x': f'{events['a']}'}", "    type Name = str"] {
        let lines = ["def run(events, context):", line];
        assert_eq!(count_in(rule, &python("python3.11", &lines)), 1, "{line}");
        assert_eq!(count_in(rule, &python("python3.12", &lines)), 0, "{line}");
    }
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
