//! `eval-of-argument`: an argument that a script runs as code.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Stage, TaskKind};
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::{Command, Quote, Reading, Word, reads_code};
use crate::ssm::proof::{has_only, is_plain_word};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "eval-of-argument",
    title: "an argument that a script runs as code",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("eval-of-argument"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let mut names = argument_names(script);
        if names.is_empty() {
            continue;
        }
        for command in &script.reading.commands {
            let words = if script.is_power_shell() {
                evaluated_windows(&script.reading, command)
            } else {
                pass_on(command, &mut names);
                evaluated(&script.reading, command)
            };
            let reads =
                |word: &&Word| names.iter().find(|name| is_read(script, word, name)).is_some();
            let Some(word) = words.into_iter().find(reads) else { continue };
            let name = names.iter().find(|name| is_read(script, word, name));
            found.push(finding(cx.in_script(script, word.at), name.map_or("", |it| it)));
        }
    }
    found
}

fn finding(at: FileSpan, name: &str) -> Diagnostic {
    RULE.finding(at, format!("the text of `{name}` is run as code"))
        .label("run as a command line")
        .note("a value that arrives as an argument is no code until it is evaluated")
        .help("call the command with the value as a word of its own: `command \"$name\"`")
}

/// Names of PowerShell have no case.
fn is_read(script: &ScriptView<'_>, word: &Word, name: &str) -> bool {
    match script.is_power_shell() {
        true => word.variables.iter().any(|it| it.name.eq_ignore_ascii_case(name)),
        false => word.reads(name),
    }
}

/// A variable that gets the text of an argument brings it as well.
fn pass_on(command: &Command, names: &mut Vec<String>) {
    for word in command.assigning() {
        if let Some((name, _)) = word.assigned()
            && names.iter().any(|from| word.reads(from))
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
}

/// Names under which values of a run arrive.
fn argument_names(script: &ScriptView<'_>) -> Vec<String> {
    match script.place {
        ScriptPlace::Task { task, .. } => match &task.kind {
            TaskKind::Script(it) => {
                let of_run = it.arguments.iter().filter(|one| one.value.stage > Stage::Build);
                let open = of_run.filter(|one| !has_only(&one.value.ty, is_plain_word));
                open.map(|one| one.name.to_string()).collect()
            }
            // What a document hands over in variables.
            _ => {
                let parameters = script.parameters.iter();
                let open = parameters.filter(|one| !has_only(&one.ty, is_plain_word));
                open.map(|one| format!("SSM_{}", one.name)).collect()
            }
        },
        ScriptPlace::Module | ScriptPlace::Step(_) | ScriptPlace::Session(_) => Vec::new(),
    }
}

/// Programs that run the text behind a flag.
const INTERPRETERS: [(&str, &str); 7] = [
    ("node", "-e"),
    ("perl", "-e"),
    ("php", "-r"),
    ("python", "-c"),
    ("python2", "-c"),
    ("python3", "-c"),
    ("ruby", "-e"),
];

/// The words that a command runs as code.
fn evaluated<'r>(reading: &'r Reading, command: &'r Command) -> Vec<&'r Word> {
    let arguments = command.arguments();
    let mut words: Vec<&Word> =
        command.code.iter().filter_map(|index| command.words.get(*index)).collect();
    let name = command.name();
    if let Some((_, flag)) = INTERPRETERS.iter().find(|row| row.0 == name) {
        let place = arguments.iter().position(|word| word.is(flag));
        words.extend(place.and_then(|at| arguments.get(at + 1)));
    }
    if name == "ssh" {
        // The first word is the machine, what follows is for the shell of it.
        words.extend(arguments.iter().filter(|it| !it.value.starts_with('-')).skip(1));
    }
    // `$command --help`
    words.extend(command.program().filter(|it| it.variables.len() == 1 && is_one_variable(it)));
    if reads_code(command) {
        let redirects = command.redirects.iter();
        let inputs = redirects.filter(|it| it.operator.starts_with('<'));
        words.extend(inputs.flat_map(|it| [it.body.as_ref(), Some(&it.target)]).flatten());
        words
            .extend(reading.before(command).filter(|it| is_print(it)).flat_map(Command::arguments));
    }
    if matches!(name, "source" | "." | "bash") {
        let process = arguments.iter().filter(|word| word.value.starts_with("<("));
        let inside = process.flat_map(|word| &word.blocks).flat_map(|it| reading.inside(*it));
        words.extend(inside.filter(|it| is_print(it)).flat_map(Command::arguments));
    }
    words
}

fn is_print(command: &Command) -> bool {
    ["echo", "printf"].contains(&command.name())
}

fn is_one_variable(word: &Word) -> bool {
    let name = word.value.trim_matches(['$', '{', '}']);
    word.value.starts_with('$') && word.reads(name)
}

/// The same in PowerShell.
fn evaluated_windows<'r>(reading: &'r Reading, command: &'r Command) -> Vec<&'r Word> {
    let lower = |word: &Word| word.value.to_ascii_lowercase();
    let first = command.words.first();
    let mut words = Vec::new();
    if first.is_some_and(|word| word.quote == Quote::None && matches!(&*word.value, "&" | ".")) {
        words.extend(command.words.get(1).filter(|word| word.variables.len() == 1));
    }
    let name = command.program().map(lower).unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches(".exe");
    let inside = |word: &'r Word| {
        word.blocks.iter().flat_map(|block| reading.inside(*block)).flat_map(|it| &it.words)
    };
    if matches!(name, "iex" | "invoke-expression") {
        words.extend(command.arguments());
        words.extend(command.words.iter().flat_map(inside));
        words.extend(reading.before(command).flat_map(|it| &it.words));
    }
    if matches!(name, "powershell" | "pwsh" | "cmd") {
        let is_flag = |word: &&Word| {
            ["-c", "-command", "/c", "/k"].iter().any(|flag| word.value.eq_ignore_ascii_case(flag))
        };
        words.extend(command.arguments().iter().skip_while(|word| !is_flag(word)).skip(1));
    }
    let makes = command.words.iter().filter(|it| lower(it).ends_with("[scriptblock]::create"));
    words.extend(makes.flat_map(inside));
    words
}
