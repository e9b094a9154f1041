//! `unknown-shell-variable`: a variable of a shell script that nothing sets.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::TaskKind;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, LintRule, Profile};
use crate::lint::shell::{Command, Stretch, VariableForm, Word, is_name};
use crate::text::{nearest, words};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unknown-shell-variable",
    title: "a variable of a shell script that nothing sets",
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("unknown-shell-variable"),
    look: Some(look),
    ..BASE
};

/// Names in small letters that the environment has, and those of libraries. Sorted.
const KNOWN: [&str; 6] =
    ["all_proxy", "ftp_proxy", "http_proxy", "https_proxy", "no_proxy", "rsync_proxy"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|it| it.is_shell() && it.is_whole) {
        let ScriptPlace::Task { task, .. } = script.place else { continue };
        if script.reading.problem.is_some() || is_open(script) {
            continue;
        }
        let mut set = set(script);
        if let TaskKind::Script(it) = &task.kind {
            set.extend(it.arguments.iter().map(|one| one.name.as_str()));
        }
        for (name, at) in unknown(script, &set) {
            let one = RULE
                .finding(cx.in_script(script, at), format!("nothing sets `{name}`"))
                .label("empty here, or an error with `set -u`")
                .note("names of the environment are written in capitals");
            found.push(match nearest(name, set.iter().copied()) {
                Some(near) => one.help(format!("write `{near}`")),
                None => one.help(format!("set it before, or write `${{{name}:-}}`")),
            });
        }
    }
    found
}

/// What brings variables from elsewhere.
fn is_open(script: &ScriptView<'_>) -> bool {
    // A reference may hold code as well.
    let begins = |command: &Command| {
        let word = command.program();
        word.is_some_and(|word| word.value.starts_with("{{"))
    };
    let brings =
        |command: &Command| matches!(command.name(), "source" | "." | "eval") || begins(command);
    script.reading.commands.iter().any(brings)
}

/// The names that something in a script sets, at any place of it.
fn set<'s>(script: &'s ScriptView<'_>) -> HashSet<&'s str> {
    let mut set = HashSet::new();
    for command in &script.reading.commands {
        // A call of a name without a value, such as `read -r name` or `for name`.
        let arguments = command.arguments().iter();
        let plain = arguments.map(|word| word.value.as_str()).filter(|it| is_name(it));
        if SETTING.binary_search(&command.name()).is_ok() {
            set.extend(plain);
        }
        for word in command.all_words() {
            set.extend(word.assigned().map(|(name, _)| name));
            if word.value.contains("((") || command.name() == "let" {
                set.extend(words(&word.value));
            }
            let guarded = word.variables.iter().filter(|it| it.form == VariableForm::Guarded);
            set.extend(guarded.map(|it| it.name.as_str()));
        }
    }
    set
}

/// Commands that set the variables which they are given the names of. Sorted.
const SETTING: [&str; 15] = [
    "declare",
    "export",
    "for",
    "getopts",
    "let",
    "local",
    "mapfile",
    "printf",
    "read",
    "readarray",
    "readonly",
    "select",
    "typeset",
    "unset",
    "wait",
];

/// Variables that are read and never set, each at its first place.
fn unknown<'s>(script: &'s ScriptView<'_>, set: &HashSet<&str>) -> BTreeMap<&'s str, Stretch> {
    let mut found = BTreeMap::new();
    let words = script.reading.commands.iter().flat_map(Command::all_words);
    for variable in words.flat_map(|word: &Word| &word.variables) {
        let name = variable.name.as_str();
        // In capitals it may come from the environment.
        let is_given = ["SSM_", "AWS_"].iter().any(|prefix| name.starts_with(prefix));
        let is_own =
            is_name(name) && !is_given && name.contains(|it: char| it.is_ascii_lowercase());
        let is_known = set.contains(name) || KNOWN.binary_search(&name).is_ok();
        if is_own && !is_known && variable.form != VariableForm::Guarded {
            found.entry(name).or_insert(variable.at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, SETTING};

    #[test]
    fn the_tables_are_sorted() {
        assert!(KNOWN.is_sorted());
        assert!(SETTING.is_sorted());
    }
}
