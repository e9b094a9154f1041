//! `shell-without-set-e`: a script that goes on behind a failure.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::rule::{BASE, LintRule, Profile};
use crate::lint::shell::{Line, lines};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "shell-without-set-e",
    title: "a script that goes on behind a failure",
    profile: Profile::Strict,
    page: page!("shell-without-set-e"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Other scripts get `set -e` when they are compiled.
    let as_written = cx.scripts.iter().filter(|it| it.is_raw && it.is_shell());
    for script in as_written.filter(|it| matches!(it.place, ScriptPlace::Task { .. })) {
        let lines = lines(script);
        let sets = |line: &Line<'_>| line.text.starts_with("set -") && line.text.contains('e');
        let plain: Vec<&Line<'_>> = lines.iter().filter(|line| line.is_plain).collect();
        // The status of the last line is that of the script anyway.
        let [first, .., _] = plain.as_slice() else { continue };
        if lines.iter().any(sets) {
            continue;
        }
        found.push(
            RULE.finding(
                cx.in_script(script, first.whole()),
                "where this fails, the script goes on",
            )
            .label("the first of several commands")
            .note("the status of a script is that of its last command")
            .help("write `set -e` as the first line"),
        );
    }
    found
}
