//! `traced-secret`: a secret that a script prints.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, TaskKind};
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::{
    BlockKind, Command, Reading, SHELLS, Stretch, VariableForm, Word, is_bundle,
};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "traced-secret",
    title: "a secret that a script prints",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("traced-secret"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let mut names = secrets(script);
        if names.is_empty() {
            continue;
        }
        let mut places: Vec<Stretch> = Vec::new();
        if script.is_shell() {
            let first = script.text.lines().next().unwrap_or("");
            let flags = script.shebang_flags().split_whitespace();
            places.extend(flags.filter(|it| is_bundle(it, 'x')).map(|_| (0, first.len())).next());
        }
        for command in &script.reading.commands {
            let shows = if script.is_power_shell() {
                shows_windows(&script.reading, command, &names)
            } else {
                pass_on(command, &mut names);
                traces(command) || shows(script, command, &names)
            };
            places.extend(shows.then_some(command.at));
        }
        found.extend(places.into_iter().map(|at| {
            RULE.finding(cx.in_script(script, at), "the output of this script shows a secret")
                .label("printed")
                .note("what a script prints is kept in the history of commands, and in the logs")
                .help("remove the line")
        }));
    }
    found
}

/// A variable that gets the text of a secret is one.
fn pass_on(command: &Command, names: &mut Vec<String>) {
    for word in command.assigning() {
        if let Some((name, value)) = word.assigned()
            && names.iter().any(|from| word.reads(from))
            && value.trim_start_matches(['$', '{']).starts_with(|it: char| it.is_ascii_alphabetic())
            && word.blocks.is_empty()
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
}

/// Whether a command makes a shell print all its commands.
fn traces(command: &Command) -> bool {
    let is_flag = |word: &Word| is_bundle(&word.value, 'x') || word.is("xtrace");
    match command.name() {
        "set" => {
            let is_on = !command.arguments().iter().any(|it| it.is("+o") || it.is("--"));
            is_on && command.arguments().iter().any(is_flag)
        }
        name if SHELLS.contains(&name) => {
            let mut flags = command.arguments().iter().take_while(|it| it.value.starts_with('-'));
            flags.any(is_flag)
        }
        _ => false,
    }
}

/// Places that are the output of the script.
const OUTPUTS: &[&str] = &["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2", "/dev/tty"];

/// Whether a command prints one of the variables.
fn shows(script: &ScriptView<'_>, command: &Command, names: &[String]) -> bool {
    let reading = &script.reading;
    let is_shown = |word: &Word| {
        word.variables.iter().any(|it| {
            let written = script.text.get(it.at.0..it.at.1).unwrap_or("");
            // `${name:+set}` says only that there is one.
            let is_value = it.form != VariableForm::Length && !written.contains('+');
            is_value && names.contains(&it.name)
        })
    };
    let prints = match command.name() {
        "echo" | "printf" | "logger" | "wall" => command.arguments().iter().any(is_shown),
        "cat" | "tee" => command.redirects.iter().any(|it| {
            let is_text = matches!(it.operator, "<<<" | "<<" | "<<-");
            is_text && (is_shown(&it.target) || it.body.as_ref().is_some_and(is_shown))
        }),
        _ => false,
    };
    let is_log = matches!(command.name(), "logger" | "wall");
    prints && (is_log || (is_output(command) && goes_out(reading, command)))
}

/// Whether what a command prints is not kept in a file.
fn is_output(command: &Command) -> bool {
    command.redirects.iter().all(|it| {
        let is_text = it.operator.starts_with('<') || it.operator == ">&";
        is_text || it.descriptor == Some(2) || OUTPUTS.contains(&&*it.target.value)
    })
}

/// Whether what a command prints is not taken by another.
fn goes_out(reading: &Reading, command: &Command) -> bool {
    let is_through = |it: &Command| matches!(it.name(), "tee" | "cat") && is_output(it);
    let goes_on = reading.behind(command).all(is_through);
    let is_error = command.redirects.iter().any(|it| it.operator == ">&" && it.target.is("2"));
    let is_taken = reading.is_within(command, &[BlockKind::Substitution, BlockKind::Process]);
    (goes_on && !is_taken) || is_error
}

/// Cmdlets that print. Sorted.
const WINDOWS: [&str; 7] = [
    "echo",
    "write-error",
    "write-host",
    "write-information",
    "write-output",
    "write-verbose",
    "write-warning",
];

fn shows_windows(reading: &Reading, command: &Command, names: &[String]) -> bool {
    let name = command.name().to_ascii_lowercase();
    if name == "set-psdebug" {
        return command.arguments().iter().any(|it| it.value.eq_ignore_ascii_case("-trace"));
    }
    let reads = |word: &Word| {
        let is_one = |it: &str| names.iter().any(|name| name.eq_ignore_ascii_case(it));
        word.variables.iter().any(|it| is_one(&it.name))
    };
    let is_alone = reading.behind(command).next().is_none()
        && !command.words.iter().any(|it| it.value.starts_with('>'));
    // The values of a block are what stands around it gets.
    let prints =
        WINDOWS.binary_search(&name.as_str()).is_ok() && command.arguments().iter().any(reads);
    prints && is_alone
}

/// Names of the arguments that are secrets, and of variables that a secret is read into.
fn secrets(script: &ScriptView<'_>) -> Vec<String> {
    let words = script.reading.commands.iter().flat_map(Command::assigning);
    let read = words.filter(|word| is_read_secret(&script.reading, word));
    let mut names: Vec<String> =
        read.filter_map(|word| word.assigned()).map(|(name, _)| name.to_owned()).collect();
    if let ScriptPlace::Task { task, .. } = script.place
        && let TaskKind::Script(it) = &task.kind
    {
        let is_secret = |value: &Expr| matches!(value.kind, ExprKind::Secret(_));
        let secret = it.arguments.iter().filter(|one| is_secret(&one.value));
        names.extend(secret.map(|one| one.name.to_string()));
    }
    names
}

/// `NAME=$(aws ssm get-parameter … --with-decryption …)`
fn is_read_secret(reading: &Reading, word: &Word) -> bool {
    let mut inside = word.blocks.iter().flat_map(|block| reading.inside(*block));
    inside.any(|it| it.has("--with-decryption") || it.has("get-secret-value"))
}
