//! `curl-pipe-shell`: a download that runs before anybody has seen it.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{Command, Reading, SHELLS, Stretch, Word, is_bundle, reads_code};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "curl-pipe-shell",
    title: "a download that runs before anybody has seen it",
    group: Group::Security,
    page: page!("curl-pipe-shell"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let reading = &script.reading;
        for command in &reading.commands {
            let place = if script.is_power_shell() {
                windows(script, command)
            } else {
                piped(reading, command).or_else(|| substituted(reading, command))
            };
            let Some(at) = place else { continue };
            found.push(
                RULE.finding(cx.in_script(script, at), "what is downloaded here is run unseen")
                    .label("runs whatever the server gives today")
                    .note("the script runs as root; nothing compares what comes with what was meant")
                    .help("download to a file, compare its sha256 with one in the script, then run it"),
            );
        }
    }
    found
}

fn is_download(command: &Command) -> bool {
    ["curl", "wget", "fetch", "aria2c"].contains(&command.name())
}

/// Interpreters, and their flags that give the program: their input is data then.
const INTERPRETERS: [(&str, &str); 7] = [
    ("node", "epr"),
    ("perl", "eEnp"),
    ("php", "rfBE"),
    ("python", "cm"),
    ("python2", "cm"),
    ("python3", "cm"),
    ("ruby", "enpS"),
];

/// Whether a command runs what it reads.
fn runs_input(command: &Command) -> bool {
    let Some((_, flags)) = INTERPRETERS.iter().find(|row| row.0 == command.name()) else {
        return reads_code(command);
    };
    let is_program = |word: &Word| {
        !word.value.starts_with('-') || flags.chars().any(|flag| is_bundle(&word.value, flag))
    };
    !command.arguments().iter().any(|word| word.value != "-" && is_program(word))
}

/// `curl … | sh`, whatever stands between them.
fn piped(reading: &Reading, command: &Command) -> Option<Stretch> {
    let mut behind = is_download(command).then(|| reading.behind(command))?;
    behind.find(|it| runs_input(it)).map(|runs| (command.at.0, runs.at.1))
}

/// `sh -c "$(curl …)"`, `source <(curl …)`.
fn substituted(reading: &Reading, command: &Command) -> Option<Stretch> {
    let is_source = matches!(command.name(), "source" | ".");
    let is_interpreter =
        SHELLS.contains(&command.name()) || INTERPRETERS.iter().any(|row| row.0 == command.name());
    let code = command.code.iter().filter_map(|index| command.words.get(*index));
    let files = command.arguments().iter().filter(|_| is_source || is_interpreter);
    // Of a program's arguments, only the first may be its script.
    let file = files.take(1).filter(|word| word.value.starts_with("<("));
    let inputs =
        command.redirects.iter().filter(|it| is_interpreter && it.operator.starts_with('<'));
    let mut words = code.chain(file).chain(inputs.map(|it| &it.target));
    let is_run = |word: &Word| {
        let is_all = word.value.trim_start().starts_with(['$', '`', '<']);
        is_all && word.blocks.iter().flat_map(|block| reading.inside(*block)).any(is_download)
    };
    words.any(is_run).then_some(command.at)
}

/// Cmdlets that download. Sorted.
const WINDOWS: [&str; 6] = ["curl", "invoke-restmethod", "invoke-webrequest", "irm", "iwr", "wget"];

fn is_windows_download(command: &Command) -> bool {
    let name = command.name().to_ascii_lowercase();
    let is_method = |word: &Word| word.value.to_ascii_lowercase().contains("downloadstring");
    WINDOWS.binary_search(&name.as_str()).is_ok() || command.words.iter().any(is_method)
}

/// `iex (irm …)`, `irm … | iex`, `$s = irm …` and `iex $s` below it.
fn windows(script: &ScriptView<'_>, command: &Command) -> Option<Stretch> {
    let name = command.name().to_ascii_lowercase();
    let makes_code =
        |word: &Word| word.value.to_ascii_lowercase().contains("[scriptblock]::create");
    let runs = ["iex", "invoke-expression"].contains(&name.as_str())
        || command.words.iter().any(makes_code);
    if !runs {
        return None;
    }
    let lines = |(start, end): Stretch| {
        let from = script.text.get(..start).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
        let rest = script.text.get(end..).and_then(|it| it.find('\n'));
        (from, rest.map_or(script.text.len(), |it| end + it))
    };
    let (from, to) = lines(command.at);
    let downloads = || script.reading.commands.iter().filter(|it| is_windows_download(it));
    let is_near = |at: Stretch| from <= at.0 && at.1 <= to;
    if let Some(near) = downloads().find(|it| is_near(it.at)) {
        return Some((command.at.0.min(near.at.0), command.at.1.max(near.at.1)));
    }
    let read = |name: &str| {
        command
            .words
            .iter()
            .flat_map(|it| &it.variables)
            .any(|it| it.name.eq_ignore_ascii_case(name))
    };
    let given = downloads().flat_map(|it| it.assignments.iter()).flat_map(|it| &it.variables);
    given.into_iter().any(|it| read(&it.name)).then_some(command.at)
}

#[cfg(test)]
mod tests {
    use super::{INTERPRETERS, WINDOWS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(INTERPRETERS.is_sorted());
        assert!(WINDOWS.is_sorted());
    }
}
