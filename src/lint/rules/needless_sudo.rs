//! `needless-sudo`: `sudo` in a script that is root.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{BlockKind, Command, Stretch};

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
            ScriptPlace::Step(_) | ScriptPlace::Session(_) => false,
        };
        for command in script.reading.commands.iter().filter(|_| is_root) {
            // What `su` runs is not root.
            let is_other = script.reading.is_within(command, &[BlockKind::Code]);
            let Some(at) = needless(command).filter(|_| !is_other) else { continue };
            found.push(
                RULE.finding(cx.in_script(script, at), "this script is root already")
                    .label("changes nothing")
                    .note("the agent runs scripts as root; a node without `sudo` fails here")
                    .help("remove `sudo`"),
            );
        }
    }
    found
}

/// The `sudo` that changes nothing: to become somebody else has a meaning.
fn needless(command: &Command) -> Option<Stretch> {
    let before = command.words.get(..command.first)?;
    let place = before.iter().position(|word| word.is("sudo") || word.is("/usr/bin/sudo"))?;
    let mut flags = before.get(place + 1..)?.iter();
    let is_plain = |word: &str| {
        let letters = word.strip_prefix('-').unwrap_or("");
        let is_short = !letters.starts_with('-') && letters.chars().all(|it| "EHnSkP".contains(it));
        is_short || word.contains('=') || word == "--"
    };
    let becomes = !flags.all(|word| is_plain(&word.value));
    let is_becoming = matches!(command.name(), "su" | "runuser" | "-i" | "-s");
    (!becomes && !is_becoming).then(|| before.get(place).map(|word| word.at))?
}
