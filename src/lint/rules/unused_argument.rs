//! `unused-argument`: an argument that the script does not read.

use crate::diagnostic::Diagnostic;
use crate::hir::TaskKind;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
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
        let texts = || [Some(&it.script), it.unless.as_ref()].into_iter().flatten();
        // What reads another file, or all variables, may read any of them.
        let is_open = texts().any(|script| {
            words(&script.text).any(|word| ["env", "printenv", "source", "set"].contains(&word))
                || script.text.lines().any(|line| line.trim_start().starts_with(". "))
                || script.attachment.is_some()
        });
        for argument in it.arguments.iter().filter(|_| !is_open) {
            let is_read = texts().any(|script| is_in(&script.text, &argument.name));
            if !is_read {
                found.push(finding(argument.at, &argument.name));
            }
        }
    }
    found
}

/// Whether a text has a name anywhere, in any case.
fn is_in(text: &str, name: &str) -> bool {
    words(text).any(|word| word.eq_ignore_ascii_case(name))
}

fn finding(at: FileSpan, name: &str) -> Diagnostic {
    RULE.finding(at, format!("the script does not read `{name}`"))
        .label("given, and not read")
        .help("read it or remove it")
}
