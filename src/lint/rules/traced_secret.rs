//! `traced-secret`: a secret that a script prints.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, TaskKind};
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::{lines, reads};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "traced-secret",
    title: "a secret that a script prints",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("traced-secret"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| script.is_shell()) {
        let names = secrets(script);
        if names.is_empty() {
            continue;
        }
        for line in lines(script) {
            let prints = |words: &[&str]| {
                let is_print = words.first().is_some_and(|it| ["echo", "printf"].contains(it));
                is_print && !line.text.contains(['|', '>'])
            };
            let traces = |words: &[&str]| match words {
                ["set", flag, ..] => flag.starts_with('-') && flag.contains('x'),
                _ => false,
            };
            let shows = names.iter().any(|name| reads(line.text, name));
            let mut commands = line.commands();
            if commands.any(|words| traces(&words) || (shows && prints(&words))) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, line.whole()),
                        "the output of this script shows a secret",
                    )
                    .label("printed")
                    .note(
                        "what a script prints is kept in the history of commands, and in the logs",
                    )
                    .help("remove the line"),
                );
            }
        }
    }
    found
}

/// Names of the arguments that are secrets, and of variables that a secret is read into.
fn secrets<'a>(script: &'a ScriptView<'_>) -> Vec<&'a str> {
    let mut names: Vec<&str> = script.lines().filter_map(|(_, line)| read_into(line)).collect();
    if let ScriptPlace::Task { task, .. } = script.place
        && let TaskKind::Script(it) = &task.kind
    {
        let is_secret = |value: &Expr| matches!(value.kind, ExprKind::Secret(_));
        let secret = it.arguments.iter().filter(|one| is_secret(&one.value));
        names.extend(secret.map(|one| one.name.as_str()));
    }
    names
}

/// `NAME` of `NAME=$(aws ssm get-parameter … --with-decryption …)`.
fn read_into(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
    let is_name =
        !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    let is_command = value.trim_start_matches('"').starts_with("$(");
    let is_secret = ["--with-decryption", "get-secret-value"].iter().any(|it| value.contains(it));
    (is_name && is_command && is_secret).then_some(name)
}
