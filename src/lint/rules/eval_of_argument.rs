//! `eval-of-argument`: an argument that a script runs as code.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{ScriptLanguage, Stage, TaskKind};
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::{lines, reads};
use crate::ssm::proof::{has_only, is_plain_word};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "eval-of-argument",
    title: "an argument that a script runs as code",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("eval-of-argument"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let names = argument_names(script);
        for line in lines(script) {
            let Some(part) = evaluated(script, line.text) else { continue };
            let is_read = |name: &&str| match script.language {
                ScriptLanguage::PowerShell => reads_any_case(part, name),
                _ => reads(part, name),
            };
            if let Some(name) = names.iter().find(|name| is_read(&name.as_str())) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, line.stretch(part)),
                        format!("the text of `{name}` is run as code"),
                    )
                    .label("run as a command line")
                    .note("a value that arrives as an argument is no code until it is evaluated")
                    .help(
                        "call the command with the value as a word of its own: `command \"$name\"`",
                    ),
                );
            }
        }
    }
    found
}

/// Names under which values of a run arrive.
fn argument_names(script: &ScriptView<'_>) -> Vec<String> {
    match script.place {
        ScriptPlace::Task { task, .. } => match &task.kind {
            TaskKind::Script(it) => {
                let of_run = it.arguments.iter().filter(|one| one.value.stage > Stage::Build);
                let open = of_run.filter(|one| !has_only(&one.value.ty, is_plain_word));
                open.map(|one| one.name.to_string()).collect()
            }
            // What a document hands over in variables.
            _ => {
                let parameters = script.parameters.iter();
                let open = parameters.filter(|one| !has_only(&one.ty, is_plain_word));
                open.map(|one| format!("SSM_{}", one.name)).collect()
            }
        },
        ScriptPlace::Module | ScriptPlace::Step(_) => Vec::new(),
    }
}

/// The part of a line that is evaluated once more.
fn evaluated<'s>(script: &ScriptView<'_>, line: &'s str) -> Option<&'s str> {
    let words: &[&str] = match script.language {
        ScriptLanguage::Sh | ScriptLanguage::Bash => &["eval ", "sh -c ", "bash -c ", "su -c "],
        ScriptLanguage::PowerShell => &["Invoke-Expression ", "iex "],
        ScriptLanguage::Python | ScriptLanguage::Text => &[],
    };
    words.iter().find_map(|word| {
        let at = line.find(word)?;
        let is_word = line.get(..at)?.chars().next_back().is_none_or(|it| !it.is_alphanumeric());
        line.get(at..).filter(|_| is_word)
    })
}

/// PowerShell's names have no case.
fn reads_any_case(text: &str, name: &str) -> bool {
    reads(&text.to_ascii_lowercase(), &name.to_ascii_lowercase())
}
