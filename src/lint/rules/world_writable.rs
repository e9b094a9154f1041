//! `world-writable`: a file that everybody may write.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{Command, Word};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "world-writable",
    title: "a file that everybody may write",
    group: Group::Security,
    page: page!("world-writable"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| script.is_shell()) {
        for command in &script.reading.commands {
            let Some(mode) = mode(command) else { continue };
            found.push(
                RULE.finding(
                    cx.in_script(script, mode.at),
                    format!(
                        "`{} {}` lets every user of the node write",
                        command.name(),
                        mode.value
                    ),
                )
                .label("everybody may change it")
                .note("a program that root runs from there is the way from any user to root")
                .help("give the file to the user that writes it (`chown`), with mode 755 or 644"),
            );
        }
    }
    found
}

/// The mode of a command that lets others write, without the sticky bit.
fn mode(command: &Command) -> Option<&Word> {
    let arguments = command.arguments();
    let is_flag = |word: &Word| word.value.starts_with('-');
    match command.name() {
        "chmod" => arguments.iter().find(|word| !is_flag(word)).filter(|it| is_open(&it.value)),
        "umask" => arguments.iter().find(|word| !is_flag(word)).filter(|it| lets_write(&it.value)),
        "install" | "mkdir" => {
            let flag = arguments.iter().position(|it| it.is("-m") || it.is("--mode"));
            let behind = flag.and_then(|at| arguments.get(at + 1));
            let joined = arguments.iter().find(|it| joined_mode(&it.value).is_some());
            let word = behind.or(joined)?;
            is_open(joined_mode(&word.value).unwrap_or(&word.value)).then_some(word)
        }
        _ => None,
    }
}

/// The mode of `-m777` or `--mode=777`.
fn joined_mode(word: &str) -> Option<&str> {
    let mode = word.strip_prefix("--mode=").or_else(|| word.strip_prefix("-m"))?;
    (!mode.is_empty()).then_some(mode)
}

/// Whether a mask of new files leaves others the right to write.
fn lets_write(mask: &str) -> bool {
    let last = mask.chars().next_back().and_then(|it| it.to_digit(8));
    mask.chars().all(|it| it.is_digit(8)) && last.is_some_and(|it| it & 2 == 0)
}

fn is_open(mode: &str) -> bool {
    if mode.chars().all(|it| it.is_digit(8)) && !mode.is_empty() {
        let others = mode.chars().next_back().and_then(|it| it.to_digit(8)).unwrap_or(0);
        let special = mode.chars().rev().nth(3).and_then(|it| it.to_digit(8)).unwrap_or(0);
        return mode.len() >= 3 && others & 2 != 0 && special & 1 == 0;
    }
    let is_sticky = mode.contains('t') && !mode.contains("-t");
    !is_sticky && mode.split(',').any(opens)
}

/// Whether one clause of a mode, such as `go+r-w`, gives others the right to write.
fn opens(clause: &str) -> bool {
    let length = clause.find(['+', '-', '=']).unwrap_or(clause.len());
    let (who, actions) = clause.split_at(length);
    let mut operator = ' ';
    let mut is_given = false;
    for letter in actions.chars() {
        match letter {
            '+' | '-' | '=' => operator = letter,
            // `o=u`: what the owner may, who may write.
            'w' | 'u' if operator != '-' => is_given = true,
            'w' => is_given = false,
            _ => {}
        }
    }
    is_given && who.contains(['o', 'a'])
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn a_mode_is_open_where_others_may_write() {
        for mode in ["777", "0777", "666", "o+w", "a+rwx", "u=rw,o=rw", "0002", "o=u", "go-r+w"] {
            assert!(is_open(mode), "{mode}");
        }
        for mode in
            ["755", "1777", "0644", "u+w", "g+w", "a+x", "+x", "o-w", "a+rwt", "go+r-w", "22"]
        {
            assert!(!is_open(mode), "{mode}");
        }
    }
}
