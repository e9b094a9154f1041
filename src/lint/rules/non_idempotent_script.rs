//! `non-idempotent-script`: a script that does more each time it runs.

use crate::diagnostic::Diagnostic;
use crate::hir::TaskKind;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::shell::{Line, lines};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "non-idempotent-script",
    title: "a script that does more each time it runs",
    page: page!("non-idempotent-script"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| is_repeated(script)) {
        let lines = lines(script);
        // A script that tests anything may well test whether it is done.
        let tests = |line: &Line<'_>| {
            !line.is_plain || line.text.starts_with("test ") || line.text.starts_with('[')
        };
        if lines.iter().any(tests) {
            continue;
        }
        for line in &lines {
            let Some((what, help)) = problem(line) else { continue };
            found.push(
                RULE.finding(cx.in_script(script, line.whole()), format!("a second run {what}"))
                    .label("does more each time")
                    .note("an association runs at its schedule, at each change of it, and when a node starts")
                    .help(help),
            );
        }
    }
    found
}

/// A script that an association runs again and again, without a test around it.
fn is_repeated(script: &ScriptView<'_>) -> bool {
    match script.place {
        ScriptPlace::Task { task, is_repeated } => {
            let is_guarded = match &task.kind {
                TaskKind::Script(it) => it.unless.is_some() || it.creates.is_some(),
                _ => false,
            };
            script.is_shell() && is_repeated && !is_guarded && task.when.is_none()
        }
        ScriptPlace::Module | ScriptPlace::Step(_) => false,
    }
}

/// What a second run does, and what to do instead.
fn problem(line: &Line<'_>) -> Option<(&'static str, &'static str)> {
    let appends =
        line.text.contains(">>") && !line.text.contains(".log") && !line.text.contains("/dev/");
    if appends {
        return Some((
            "appends the same text once more",
            "write the whole file with the module `file`, or test for the text before",
        ));
    }
    let commands: Vec<Vec<&str>> = line.commands().collect();
    let [words] = commands.as_slice() else { return None };
    let (name, arguments) = words.split_first()?;
    let has = |flag: &str| {
        arguments
            .iter()
            .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(flag))
    };
    match *name {
        "useradd" | "adduser" => Some(("fails: the user is there", "take the module `user`")),
        "groupadd" => Some(("fails: the group is there", "take the module `group`")),
        "mkdir" if !has("p") => {
            Some(("fails: the folder is there", "write `mkdir -p`, or take the module `directory`"))
        }
        "ln" if has("s") && !has("f") => Some(("fails: the link is there", "write `ln -sfn`")),
        "iptables" | "ip6tables"
            if arguments.iter().any(|word| ["-A", "-I", "--append", "--insert"].contains(word)) =>
        {
            Some(("adds the rule once more", "test with `iptables -C` before"))
        }
        _ => None,
    }
}
