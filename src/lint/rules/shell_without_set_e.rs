//! `shell-without-set-e`: a script that goes on behind a failure.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, LintRule, Profile};
use crate::lint::shell::{Command, Joint, is_bundle};
use std::collections::HashMap;

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
        let Some(first) = unguarded(script) else { continue };
        found.push(
            RULE.finding(cx.in_script(script, first.at), "where this fails, the script goes on")
                .label("the first of several commands")
                .note("the status of a script is that of its last command")
                .help("write `set -e` as the first line"),
        );
    }
    found
}

/// Commands that hardly fail, or whose failure is no news. Sorted.
const HARMLESS: [&str; 21] = [
    "", "((", ":", "alias", "case", "echo", "exit", "export", "for", "local", "printf", "readonly",
    "return", "select", "set", "shift", "shopt", "sleep", "true", "umask", "unset",
];

/// The first command whose failure nobody sees: it stands alone at the level of the script while
/// `set -e` is off, and something follows it.
fn unguarded<'s>(script: &'s ScriptView<'_>) -> Option<&'s Command> {
    let commands = &script.reading.commands;
    let flags = script.shebang_flags();
    let is_traced = commands.iter().any(|it| it.name() == "trap" && it.has("ERR"));
    let ends = ends(commands);
    let mut is_off = !flags.split_whitespace().any(|it| is_bundle(it, 'e')) && !is_traced;
    for (number, command) in commands.iter().enumerate().filter(|(_, it)| it.block == 0) {
        if command.name() == "set" {
            is_off = sets_errexit(command).map_or(is_off, |is_on| !is_on);
        }
        let is_harmless = HARMLESS.binary_search(&command.name()).is_ok() && !is_unknown(command);
        if is_harmless || !is_off {
            continue;
        }
        // Only the last of a pipeline that stands alone gives the status of its statement.
        if ends.get(&command.statement) != Some(&Some(number)) {
            continue;
        }
        let inside = |it: &&Command| it.at.0 < command.at.1;
        let next = commands.iter().skip(number + 1).find(|it| !inside(it));
        let next = next.filter(|it| !it.words.is_empty());
        let asks = |it: &Command| it.name() == "exit" || it.all_words().any(|word| word.reads("?"));
        if next.is_some_and(|it| !asks(it)) {
            return Some(command);
        }
    }
    None
}

/// The place of the last command of each statement of the script itself; none where `&&` or `||`
/// stands in it.
fn ends(commands: &[Command]) -> HashMap<usize, Option<usize>> {
    let mut ends: HashMap<usize, Option<usize>> = HashMap::new();
    for (number, command) in commands.iter().enumerate().filter(|(_, it)| it.block == 0) {
        let end = ends.entry(command.statement).or_insert(Some(number));
        let is_joined = matches!(command.joint, Joint::And | Joint::Or);
        *end = end.filter(|_| !is_joined).map(|_| number);
    }
    ends
}

/// Whether the name of a command is only known when it runs.
fn is_unknown(command: &Command) -> bool {
    command.program().is_some_and(|word| word.is_open)
}

/// Whether `set` switches it on or off; nothing where it does neither.
fn sets_errexit(command: &Command) -> Option<bool> {
    let mut words = command.arguments().iter().map(|word| word.value.as_str());
    let mut found = None;
    while let Some(word) = words.next() {
        let is_on = word.starts_with('-');
        let letters = word.get(1..).unwrap_or("");
        if !word.starts_with(['-', '+']) || letters.is_empty() || word == "--" {
            break;
        }
        // `-euo pipefail`
        if letters.ends_with('o') && words.next() == Some("errexit") {
            found = Some(is_on);
        }
        if letters.contains('e') {
            found = Some(is_on);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{HARMLESS, sets_errexit};
    use crate::lint::shell::read;

    #[test]
    fn the_table_is_sorted() {
        assert!(HARMLESS.is_sorted());
    }

    #[test]
    fn flags_of_set_are_read_one_by_one() {
        for (text, on) in [
            ("set -e", Some(true)),
            ("set -euo pipefail", Some(true)),
            ("set -o errexit", Some(true)),
            ("set +e", Some(false)),
            ("set -o pipefail", None),
            ("set -u", None),
            ("set -- -e", None),
        ] {
            let script = read(text);
            assert_eq!(script.commands.first().and_then(sets_errexit), on, "{text}");
        }
    }
}
