//! `runs-after-failure`: a step that runs without what a step before it was to bring.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, DocumentView, Schema, WrittenStep};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::shell::Command;
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "runs-after-failure",
    title: "a step that runs without what it needs",
    page: page!("runs-after-failure"),
    look: Some(look),
    ..BASE
};

/// Plugins that bring what later steps use. Sorted.
const BRINGS: [&str; 5] = [
    "aws:applications",
    "aws:configureDocker",
    "aws:configurePackage",
    "aws:downloadContent",
    "aws:psModule",
];

/// Plugins that use what is there. Sorted.
const RUNS: [&str; 4] =
    ["aws:runDockerAction", "aws:runDocument", "aws:runPowerShellScript", "aws:runShellScript"];

/// Programs that install or download, and the words of which one says so; none where they always
/// do. In small letters, sorted.
const BRINGING: [(&str, &[&str]); 17] = [
    ("apt", INSTALL),
    ("apt-get", INSTALL),
    ("brew", INSTALL),
    ("choco", INSTALL),
    ("curl", &["-o", "-O", "--output", "--remote-name", "-LO", "-sSLo", "-Lo", "-sLo", "-so"]),
    ("dnf", INSTALL),
    ("gem", INSTALL),
    ("install-module", &[]),
    ("install-package", &[]),
    ("invoke-webrequest", &["-OutFile"]),
    ("npm", INSTALL),
    ("pip", INSTALL),
    ("pip3", INSTALL),
    ("start-bitstransfer", &[]),
    ("wget", &[]),
    ("yum", INSTALL),
    ("zypper", INSTALL),
];

const INSTALL: &[&str] = &["install"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let commands = cx.written.iter().filter(|written| written.schema == Schema::Command);
    commands.filter_map(|written| of_document(cx, written)).collect()
}

/// One finding a document: who does not know it of one step does not know it of any.
fn of_document(cx: &Context<'_>, written: &DocumentView<'_>) -> Option<Diagnostic> {
    let steps = written.steps();
    steps.iter().enumerate().find_map(|(number, step)| {
        let says_more = step.node.get("inputs").is_some_and(|it| it.get("onFailure").is_some());
        let brings = !says_more && (has_action(step, &BRINGS) || script_brings(cx, written, step));
        let mut later = steps.iter().skip(number + 1).filter(|_| brings);
        // What brings something of its own mostly needs nothing of what is there.
        let uses = |it: &WrittenStep<'_>| has_action(it, &RUNS) && !script_brings(cx, written, it);
        let user = later.find(|it| uses(it) && runs_with(written, step, it))?;
        let found = RULE
            .finding(place(written, step), "where this fails, the steps behind it run all the same")
            .label("brings what they use")
            .related(place(written, user), "runs without it")
            .note("a failed step of a command does not stop the next one, as one of a runbook does")
            .help("add `onFailure: exit` to its `inputs`");
        Some(found)
    })
}

fn has_action(step: &WrittenStep<'_>, actions: &[&str]) -> bool {
    step.text("action").is_some_and(|action| actions.contains(&action))
}

fn place(written: &DocumentView<'_>, step: &WrittenStep<'_>) -> FileSpan {
    written.at(step.node.get("name").map_or(step.node.span, |name| name.span))
}

/// Whether one node may run both: they have the same precondition, or one has none.
fn runs_with(written: &DocumentView<'_>, one: &WrittenStep<'_>, other: &WrittenStep<'_>) -> bool {
    let condition = |step: &WrittenStep<'_>| {
        let node = step.node.get("precondition")?;
        Some(written.source(node.span).split_whitespace().collect::<String>())
    };
    match (condition(one), condition(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Whether the script of a step installs or downloads.
fn script_brings(cx: &Context<'_>, written: &DocumentView<'_>, step: &WrittenStep<'_>) -> bool {
    let around = written.at(step.node.span);
    let mut scripts = cx.scripts.iter().filter(|script| {
        script.at.file == around.file
            && around.span.start <= script.at.span.start
            && script.at.span.end <= around.span.end
    });
    scripts.any(|script| script.reading.commands.iter().any(is_bringing))
}

fn is_bringing(command: &Command) -> bool {
    let name = command.name().to_ascii_lowercase();
    let known = BRINGING.binary_search_by(|(known, _)| (*known).cmp(&name)).ok();
    let word = known.and_then(|at| BRINGING.get(at));
    word.is_some_and(|(_, words)| words.is_empty() || words.iter().any(|word| command.has(word)))
}

#[cfg(test)]
mod tests {
    use super::{BRINGING, BRINGS, RUNS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(BRINGING.is_sorted_by_key(|row| row.0) && BRINGS.is_sorted() && RUNS.is_sorted());
    }
}
