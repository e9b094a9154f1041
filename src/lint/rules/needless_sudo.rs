//! `needless-sudo`: `sudo` in a script that is root.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-sudo",
    title: "`sudo` in a script that is root",
    group: Group::Style,
    level: Severity::Info,
    page: page!("needless-sudo"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| script.is_shell()) {
        let is_root = match script.place {
            ScriptPlace::Task { task, .. } => task.run_as.is_none(),
            ScriptPlace::Module => false,
            ScriptPlace::Step(_) => false,
        };
        for line in lines(script).iter().filter(|_| is_root) {
            let Some(rest) = line.text.strip_prefix("sudo ") else { continue };
            // To become somebody else has a meaning.
            if rest.trim_start().starts_with('-') {
                continue;
            }
            let word = line.text.get(..4).unwrap_or("");
            found.push(
                RULE.finding(
                    cx.in_script(script, line.stretch(word)),
                    "this script is root already",
                )
                .label("changes nothing")
                .note("the agent runs scripts as root; a node without `sudo` fails here")
                .help("remove `sudo`"),
            );
        }
    }
    found
}
