//! `world-writable`: a file that everybody may write.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;

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
        for line in lines(script) {
            let mut words = line.commands().filter_map(|words| mode(&words));
            if let Some(mode) = words.next() {
                found.push(
                    RULE.finding(
                        cx.in_script(script, line.stretch(mode)),
                        format!("`chmod {mode}` lets every user of the node write"),
                    )
                    .label("everybody may change it")
                    .note("a program that root runs from there is the way from any user to root")
                    .help(
                        "give the file to the user that writes it (`chown`), with mode 755 or 644",
                    ),
                );
            }
        }
    }
    found
}

/// The mode of a `chmod` that lets others write, without the sticky bit.
fn mode<'s>(command: &[&'s str]) -> Option<&'s str> {
    let (name, arguments) = command.split_first()?;
    if *name != "chmod" {
        return None;
    }
    let mode = arguments.iter().copied().find(|word| !word.starts_with('-'))?;
    is_open(mode).then_some(mode)
}

fn is_open(mode: &str) -> bool {
    if mode.chars().all(|it| ('0'..='7').contains(&it)) && mode.len() >= 3 {
        let others = mode.chars().next_back().and_then(|it| it.to_digit(8)).unwrap_or(0);
        let special = mode.chars().rev().nth(3).and_then(|it| it.to_digit(8)).unwrap_or(0);
        return others & 2 != 0 && special & 1 == 0;
    }
    mode.split(',').any(|clause| match clause.split_once(['+', '=']) {
        Some((who, rights)) => {
            (who.contains('o') || who.contains('a'))
                && rights.contains('w')
                && !rights.contains('t')
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn a_mode_is_open_where_others_may_write() {
        for mode in ["777", "0777", "666", "o+w", "a+rwx", "u=rw,o=rw", "0002"] {
            assert!(is_open(mode), "{mode}");
        }
        for mode in ["755", "1777", "0644", "u+w", "g+w", "a+x", "+x", "o-w", "a+rwt"] {
            assert!(!is_open(mode), "{mode}");
        }
    }
}
