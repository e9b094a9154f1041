//! `unused-argument`: an argument that the script does not read.

use crate::diagnostic::Diagnostic;
use crate::hir::TaskKind;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::shell::{Command, Word};
use crate::text::{FileSpan, words};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-argument",
    title: "an argument that the script does not read",
    page: page!("unused-argument"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for task in cx.commands.iter().flat_map(|view| &view.tasks) {
        let TaskKind::Script(it) = &task.kind else { continue };
        let is_own = |script: &&ScriptView<'_>| match script.place {
            ScriptPlace::Task { task: around, .. } => std::ptr::eq(around, *task),
            ScriptPlace::Module | ScriptPlace::Step(_) | ScriptPlace::Session(_) => false,
        };
        let scripts: Vec<&ScriptView<'_>> = cx.scripts.iter().filter(is_own).collect();
        let is_attached = it.script.attachment.is_some();
        if is_attached || scripts.iter().any(|script| reads_all(script)) {
            continue;
        }
        for argument in &it.arguments {
            if !scripts.iter().any(|script| is_read(script, &argument.name)) {
                found.push(finding(argument.at, &argument.name));
            }
        }
    }
    found
}

/// What reads another file, or all variables, may read any of them.
fn reads_all(script: &ScriptView<'_>) -> bool {
    let lists = |command: &Command| match command.name() {
        "source" | "." | "eval" => true,
        "env" | "printenv" | "export" | "declare" | "set" => {
            command.arguments().is_empty() || command.has("-p") || command.has_flag('a')
        }
        _ => false,
    };
    script.reading.commands.iter().any(lists)
}

/// Commands that take the names of variables.
const NAMING: &[&str] = &[
    "export",
    "unset",
    "declare",
    "typeset",
    "readonly",
    "local",
    "read",
    "printenv",
    "test",
    "[",
    "[[",
    "let",
    "get-variable",
    "set-variable",
];

/// Whether a script reads a variable, or hands it on by its name.
fn is_read(script: &ScriptView<'_>, name: &str) -> bool {
    if script.reading.commands.is_empty() {
        return words(&script.text).any(|word| word.eq_ignore_ascii_case(name));
    }
    let is_it = |other: &str| match script.is_power_shell() {
        true => other.eq_ignore_ascii_case(name),
        false => other == name,
    };
    let reads = |word: &Word| {
        let value = &word.value;
        // A text that something else reads as code, or arithmetic.
        let is_code =
            ["$", "ENVIRON", "environ", "((", "getenv"].iter().any(|it| value.contains(it));
        word.variables.iter().any(|it| is_it(&it.name)) || (is_code && words(value).any(is_it))
    };
    let names = |command: &Command| {
        NAMING.contains(&&*command.name().to_ascii_lowercase())
            && command.arguments().iter().any(|word| is_it(&word.value))
    };
    let hands_on = |command: &Command| names(command) || command.all_words().any(reads);
    script.reading.commands.iter().any(hands_on)
}

fn finding(at: FileSpan, name: &str) -> Diagnostic {
    RULE.finding(at, format!("the script does not read `{name}`"))
        .label("given, and not read")
        .help("read it or remove it")
}
