//! `interactive-command`: a command that asks a question.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{Command, Joint, Quote, Word};

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
    for script in cx.scripts.iter().filter(|script| script.is_shell() && !script.has_person()) {
        // Answers for all commands, in the configuration of the package manager.
        let is_set = ["assumeyes=1", "assumeyes=True", "Assume-Yes", "assumeYes"]
            .iter()
            .any(|setting| script.text.contains(setting));
        for command in script.reading.commands.iter().filter(|_| !is_set) {
            // What comes through a pipe or a file answers.
            let mut blocks = script.reading.around(command.block);
            let is_answered = command.joint == Joint::Pipe
                || blocks.any(|(_, block)| block.joint == Joint::Pipe)
                || command.redirects.iter().any(|it| it.operator.starts_with('<'));
            if let Some(flag) = missing_flag(command).filter(|_| !is_answered) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, command.at),
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

/// A package manager, what of it asks, and what answers.
struct Manager {
    names: &'static [&'static str],
    /// Words that change something.
    changes: &'static [&'static str],
    /// Flags with a value of their own.
    valued: &'static [&'static str],
    /// Flags that answer; the first is the one to add.
    answers: &'static [&'static str],
}

const MANAGERS: &[Manager] = &[
    Manager {
        names: &["apt-get", "apt", "aptitude"],
        changes: &[
            "install",
            "reinstall",
            "upgrade",
            "remove",
            "dist-upgrade",
            "full-upgrade",
            "purge",
            "autoremove",
            "build-dep",
        ],
        valued: &["-o", "-t", "-c", "-a"],
        answers: &[
            "-y",
            "--yes",
            "--assume-yes",
            "-s",
            "--simulate",
            "--dry-run",
            "--just-print",
            "--no-act",
            "--recon",
            "-d",
            "--download-only",
            "--print-uris",
            "-qq",
            "--force-yes",
            "--assume-no",
        ],
    },
    Manager {
        names: &["yum", "dnf", "microdnf", "tdnf"],
        changes: &[
            "install",
            "reinstall",
            "localinstall",
            "upgrade",
            "update",
            "localupdate",
            "downgrade",
            "remove",
            "erase",
            "autoremove",
            "swap",
            "distro-sync",
            "group",
            "groupinstall",
            "groupupdate",
            "groupremove",
            "upgrade-minimal",
            "update-minimal",
        ],
        valued: &[
            "-c",
            "-d",
            "-e",
            "-x",
            "-R",
            "--enablerepo",
            "--disablerepo",
            "--releasever",
            "--installroot",
            "--setopt",
            "--exclude",
        ],
        answers: &["-y", "--assumeyes", "--assumeno", "--downloadonly", "--setopt=assumeyes=1"],
    },
    Manager {
        names: &["zypper"],
        changes: &[
            "install",
            "in",
            "update",
            "up",
            "upgrade",
            "remove",
            "rm",
            "dist-upgrade",
            "dup",
            "patch",
        ],
        valued: &["-R", "-D", "-C", "--root", "--reposd-dir", "--cache-dir"],
        answers: &["-n", "--non-interactive", "-y", "--no-confirm", "--dry-run", "-D"],
    },
    Manager {
        names: &["amazon-linux-extras"],
        changes: &["install"],
        valued: &[],
        answers: &["-y"],
    },
    Manager {
        names: &["pip", "pip3"],
        changes: &["uninstall"],
        valued: &[],
        answers: &["-y", "--yes"],
    },
];

/// What a package manager that would ask lacks.
fn missing_flag(command: &Command) -> Option<&'static str> {
    let manager = MANAGERS.iter().find(|it| it.names.contains(&command.name()))?;
    let arguments = command.arguments();
    let verb = verb(arguments, manager)?;
    let changes = match verb.value.as_str() {
        // `group list` and the like only ask.
        "group" => ["install", "upgrade", "update", "remove"].iter().any(|it| command.has(it)),
        word => manager.changes.contains(&word),
    };
    let is_answer = |word: &Word| {
        let is_quiet = word.value.starts_with("-q=");
        is_quiet || manager.answers.iter().any(|flag| is_flag(&word.value, flag))
    };
    let has_unknown =
        arguments.iter().any(|it| it.is_open && it.quote == Quote::None && it.at.0 < verb.at.0);
    let first = manager.answers.first().copied();
    first.filter(|_| changes && !has_unknown && !arguments.iter().any(is_answer))
}

/// The first word that is no flag, nor the value of one.
fn verb<'a>(arguments: &'a [Word], manager: &Manager) -> Option<&'a Word> {
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if manager.valued.contains(&word.value.as_str()) {
            words.next();
        } else if !word.value.starts_with('-') && !word.is_open {
            return Some(word);
        }
    }
    None
}

/// Whether a word is a flag, or a bundle of short ones that has it.
fn is_flag(word: &str, flag: &str) -> bool {
    let letters = flag.strip_prefix('-').unwrap_or("");
    let is_short = word.starts_with('-') && !word.starts_with("--");
    let is_bundled = match letters.chars().next() {
        Some(letter) if letters.len() == 1 => word.contains(letter),
        _ => letters == "qq" && word.matches('q').count() >= 2,
    };
    word == flag || (is_short && is_bundled)
}

#[cfg(test)]
mod tests {
    use super::missing_flag;
    use crate::lint::shell::read;

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
            ("apt-get upgrade --dry-run", None),
            ("apt-get -o Dpkg::Options::=x -qq install jq", None),
            ("yum history info install", None),
            ("yum install \\\n -y jq", None),
            ("yum $flags install jq", None),
            ("yum groupinstall web", Some("-y")),
            ("dnf -d 1 reinstall jq", Some("-y")),
            ("amazon-linux-extras install epel", Some("-y")),
            ("pip3 uninstall requests", Some("-y")),
            ("sudo -E /usr/bin/yum install jq || exit 1", Some("-y")),
        ] {
            let script = read(command);
            let found = script.commands.iter().find_map(missing_flag);
            assert_eq!(found, flag, "{command}");
        }
    }
}
