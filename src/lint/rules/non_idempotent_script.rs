//! `non-idempotent-script`: a script that does more each time it runs.

use crate::diagnostic::Diagnostic;
use crate::hir::TaskKind;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::shell::{BlockKind, Command, Joint, Reading, Word};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "non-idempotent-script",
    title: "a script that does more each time it runs",
    page: page!("non-idempotent-script"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in cx.scripts.iter().filter(|script| is_repeated(script)) {
        let reading = &script.reading;
        let mut is_tested = false;
        for command in &reading.commands {
            is_tested |= leaves(reading, command);
            if is_tested || is_guarded(reading, command) {
                continue;
            }
            let Some((what, help)) = problem(reading, command) else { continue };
            found.push(
                RULE.finding(cx.in_script(script, command.at), format!("a second run {what}"))
                    .label("does more each time")
                    .note("an association runs at its schedule, at each change of it, and when a node starts")
                    .help(help),
            );
        }
    }
    found
}

/// Whether the script may end here, so that what follows runs only where it is needed.
fn leaves(reading: &Reading, command: &Command) -> bool {
    let is_exit = matches!(command.name(), "exit" | "return");
    let is_test = matches!(command.name(), "test" | "[" | "[[" | "grep" | "id" | "getent");
    let mut others = reading.commands.iter().filter(|it| it.statement == command.statement);
    // A test alone in its statement ends a script with `set -e`.
    let is_alone = command.block == 0 && others.all(|it| it.at == command.at);
    (is_exit && is_guarded(reading, command)) || (is_test && is_alone)
}

/// Whether a command only runs where something before it says so.
fn is_guarded(reading: &Reading, command: &Command) -> bool {
    let is_behind = |it: &Command| {
        let same = |other: &&Command| {
            other.statement == it.statement && other.block == it.block && other.at.0 <= it.at.0
        };
        reading.commands.iter().filter(same).any(|it| matches!(it.joint, Joint::And | Joint::Or))
    };
    let kinds = [BlockKind::Branch, BlockKind::Condition, BlockKind::Function, BlockKind::Code];
    // `test || { … }`
    let is_inside = reading
        .around(command.block)
        .any(|(_, block)| matches!(block.joint, Joint::And | Joint::Or));
    is_behind(command) || is_inside || reading.is_within(command, &kinds)
}

/// A script that an association runs again and again, without a test around it.
fn is_repeated(script: &ScriptView<'_>) -> bool {
    match script.place {
        ScriptPlace::Task { task, is_repeated } => {
            let is_guarded = match &task.kind {
                TaskKind::Script(it) => it.unless.is_some() || it.creates.is_some(),
                _ => false,
            };
            script.is_shell() && is_repeated && !is_guarded && task.when.is_none()
        }
        ScriptPlace::Module | ScriptPlace::Step(_) | ScriptPlace::Session(_) => false,
    }
}

/// What a second run does, and what to do instead.
fn problem(reading: &Reading, command: &Command) -> Option<(&'static str, &'static str)> {
    if command.redirects.iter().any(|it| {
        it.operator == ">>"
            && it.descriptor.is_none_or(|it| it == 1)
            && grows(reading, command, &it.target)
    }) {
        return Some(APPENDS);
    }
    let arguments = command.arguments();
    let mut plain = arguments.iter().filter(|word| !word.value.starts_with('-'));
    let has = |letter: char, long: &str| command.has_flag(letter) || command.has(long);
    let is_undone = |programs: &[&str]| {
        let last = arguments.last().map_or("", |it| &*it.value);
        is_removed(reading, command, programs, last)
    };
    match command.name() {
        "useradd" | "adduser" if !is_undone(&["userdel", "deluser"]) => {
            Some(("fails: the user is there", "take the module `user`"))
        }
        "groupadd" if !is_undone(&["groupdel"]) => {
            Some(("fails: the group is there", "take the module `group`"))
        }
        "mkdir"
            if !has('p', "--parents")
                && !is_undone(&["rm", "rmdir"])
                && !is_new(reading, arguments) =>
        {
            Some(("fails: the folder is there", "write `mkdir -p`, or take the module `directory`"))
        }
        "ln" if has('s', "--symbolic") && !has('f', "--force") && !is_undone(&["rm", "unlink"]) => {
            Some(("fails: the link is there", "write `ln -sfn`"))
        }
        "iptables" | "ip6tables" if has('A', "--append") || has('I', "--insert") => {
            Some(("adds the rule once more", "test with `iptables -C` before"))
        }
        "tee" if has('a', "--append") && plain.any(|word| grows(reading, command, word)) => {
            Some(APPENDS)
        }
        "sed"
            if arguments.iter().any(|it| it.value.starts_with("-i"))
                && plain.next().is_some_and(inserts) =>
        {
            Some(APPENDS)
        }
        "crontab" if command.has("-") && adds_to_own(reading, command) => {
            Some(("adds the line once more", "take the module `cron`"))
        }
        "git" if command.has("clone") && !is_undone(&["rm"]) && !is_new(reading, arguments) => {
            Some(("fails: the folder is there", "test for the folder before, or fetch in it"))
        }
        _ => None,
    }
}

const APPENDS: (&str, &str) = (
    "appends the same text once more",
    "write the whole file with the module `file`, or test for the text before",
);

/// Whether a file gets longer with each run: it is no log, and not made anew above.
fn grows(reading: &Reading, command: &Command, file: &Word) -> bool {
    let is_log = file.value.to_ascii_lowercase().contains("log") || file.value.starts_with("/dev/");
    let is_written = |it: &&Command| {
        it.redirects
            .iter()
            .any(|it| matches!(it.operator, ">" | ">|") && it.target.value == file.value)
            || (it.name() == "tee" && !it.has_flag('a') && it.has(&file.value))
    };
    let mut above = reading.commands.iter().filter(|it| it.at.0 < command.at.0);
    !is_log
        && !above.any(|it| is_written(&it))
        && !is_removed(reading, command, &["rm", "truncate", "cp", "mv"], &file.value)
        && !is_new(reading, std::slice::from_ref(file))
}

/// Whether a command above takes away what a name stands for.
fn is_removed(reading: &Reading, command: &Command, programs: &[&str], name: &str) -> bool {
    let mut above = reading.commands.iter().filter(|it| it.at.0 < command.at.0);
    above
        .any(|it| programs.contains(&it.name()) && it.arguments().iter().any(|it| it.value == name))
}

/// Whether words name something below what `mktemp` made in the same run.
fn is_new(reading: &Reading, words: &[Word]) -> bool {
    let is_made = |name: &str| {
        let blocks = reading.assignments(name).flat_map(|word| &word.blocks);
        blocks.into_iter().flat_map(|it| reading.inside(*it)).any(|it| it.name() == "mktemp")
    };
    words.iter().flat_map(|word| &word.variables).any(|it| is_made(&it.name))
}

/// Whether a script of `sed` adds a line: `1i …`, `$a …`.
fn inserts(script: &Word) -> bool {
    let action = script.value.trim_start_matches(|it: char| it.is_ascii_digit() || it == '$');
    let behind = action.strip_prefix(['a', 'i']);
    behind.is_some_and(|it| it.starts_with([' ', '\\']))
}

/// Whether a table is made of itself and one line more.
fn adds_to_own(reading: &Reading, command: &Command) -> bool {
    let lists = reading.commands.iter().any(|it| it.name() == "crontab" && it.has("-l"));
    let removes = |it: &Command| {
        matches!(it.name(), "sort" | "uniq" | "sed" | "awk")
            || (it.name() == "grep" && it.has_flag('v'))
    };
    command.joint == Joint::Pipe && lists && !reading.commands.iter().any(removes)
}
