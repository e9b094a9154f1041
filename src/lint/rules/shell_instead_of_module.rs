//! `shell-instead-of-module`: a script for what a module does.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::Command;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "shell-instead-of-module",
    title: "a script for what a module does",
    group: Group::Style,
    profile: Profile::Strict,
    level: Severity::Info,
    page: page!("shell-instead-of-module"),
    look: Some(look),
    ..BASE
};

/// Commands that change the state of a node, and the module that does it. Sorted.
const MODULES: [(&str, &str); 12] = [
    ("apt-get", "package"),
    ("crontab", "cron"),
    ("dnf", "package"),
    ("groupadd", "group"),
    ("hostnamectl", "hostname"),
    ("mount", "mount"),
    ("sysctl", "sysctl"),
    ("systemctl", "service"),
    ("timedatectl", "timezone"),
    ("useradd", "user"),
    ("yum", "package"),
    ("zypper", "package"),
];

/// Words of those that only ask, or that no module does.
const OTHER: &[&str] = &[
    "is-active",
    "is-enabled",
    "status",
    "list",
    "info",
    "show",
    "clean",
    "update",
    "makecache",
    "daemon-reload",
    "-l",
    "--version",
    "check-update",
    "-a",
    "upgrade",
    "cat",
    "list-units",
];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A document has no modules.
    let of_sources = cx.scripts.iter().filter(|script| cx.is_ordain(script.at));
    for script in of_sources.filter(|script| script.is_shell()) {
        let ScriptPlace::Task { .. } = script.place else { continue };
        let [command] = script.reading.commands.as_slice() else { continue };
        if let Some(module) = module_of(command) {
            found.push(
                RULE.finding(
                    cx.in_script(script, command.at),
                    format!("the module `{module}` does this"),
                )
                .label("runs every time, and always counts as changed")
                .note(
                    "a module looks first, changes only what is not as declared, and reports which",
                )
                .help(format!(
                    "write `use std.{module}`, and call it with the state that you want"
                )),
            );
        }
    }
    found
}

fn module_of(command: &Command) -> Option<&'static str> {
    let arguments = command.arguments();
    let known = MODULES.binary_search_by(|row| row.0.cmp(command.name())).ok()?;
    let asks = arguments.is_empty() || arguments.iter().any(|it| OTHER.contains(&&*it.value));
    MODULES.get(known).filter(|_| !asks).map(|(_, module)| *module)
}

#[cfg(test)]
mod tests {
    use super::MODULES;
    use crate::stdlib;

    #[test]
    fn the_table_is_sorted_and_names_modules() {
        assert!(MODULES.is_sorted());
        for (_, module) in MODULES {
            let text = format!("use std.{module}");
            let found = stdlib::tasks_for([text.as_str()]);
            assert!(!found.is_empty(), "{module}");
        }
    }
}
