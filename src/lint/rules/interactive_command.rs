//! `interactive-command`: a command that asks a question.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "interactive-command",
    title: "a command that asks a question",
    group: Group::Correctness,
    page: page!("interactive-command"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| script.is_shell()) {
        for line in lines(script) {
            // What comes through a pipe or a file answers.
            if line.text.contains('|') || line.text.contains('<') {
                continue;
            }
            if let Some(flag) = line.commands().find_map(|words| missing_flag(&words)) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, line.whole()),
                        "this asks a question that nobody answers",
                    )
                    .label("waits for an answer, or gives up")
                    .note("scripts of Systems Manager have no terminal and no input")
                    .help(format!("add `{flag}`")),
                );
            }
        }
    }
    found
}

/// What a package manager that would ask lacks.
fn missing_flag(words: &[&str]) -> Option<&'static str> {
    let (name, arguments) = words.split_first()?;
    let changes =
        ["install", "upgrade", "update", "remove", "dist-upgrade", "purge", "autoremove", "erase"];
    let changes = arguments.iter().any(|word| changes.contains(word));
    let has = |known: &[&str]| {
        arguments.iter().any(|word| {
            let is_short = word.starts_with('-') && !word.starts_with("--");
            known.iter().any(|flag| {
                word == flag
                    || (is_short
                        && flag.len() == 2
                        && flag.starts_with('-')
                        && word.contains(flag.trim_start_matches('-')))
            })
        })
    };
    match *name {
        "apt-get" | "apt" => {
            let only_lists = arguments.contains(&"update");
            let quiet = arguments.iter().any(|word| *word == "-qq" || word.starts_with("-q="));
            (changes && !only_lists && !quiet && !has(&["-y", "--yes", "--assume-yes", "-s", "-d"]))
                .then_some("-y")
        }
        "yum" | "dnf" | "microdnf" => (changes
            && !has(&["-y", "--assumeyes", "--assumeno", "--downloadonly"]))
        .then_some("-y"),
        "zypper" => {
            (changes && !has(&["-n", "--non-interactive", "-y", "--no-confirm"])).then_some("-n")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::missing_flag;

    #[test]
    fn a_package_manager_asks_unless_it_is_told_not_to() {
        for (command, flag) in [
            ("apt-get install jq", Some("-y")),
            ("apt-get install -y jq", None),
            ("apt-get -qqy install jq", None),
            ("apt-get update", None),
            ("yum -y install jq", None),
            ("yum update", Some("-y")),
            ("dnf install --assumeyes jq", None),
            ("zypper install jq", Some("-n")),
            ("yum list installed", None),
            ("echo install", None),
        ] {
            let words: Vec<&str> = command.split(' ').collect();
            assert_eq!(missing_flag(&words), flag, "{command}");
        }
    }
}
