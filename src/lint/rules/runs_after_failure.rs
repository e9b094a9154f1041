//! `runs-after-failure`: a step that runs without what a step before it was to bring.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, DocumentView, Schema, WrittenStep};
use crate::lint::rule::{BASE, LintRule};
use crate::lint::shell::{Command, Word};
use crate::markup::NodeKind;
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
const BRINGING: [(&str, &[&str]); 15] = [
    ("apt", INSTALL),
    ("apt-get", INSTALL),
    ("brew", INSTALL),
    ("choco", INSTALL),
    ("dnf", INSTALL),
    ("gem", INSTALL),
    ("install-module", &[]),
    ("install-package", &[]),
    ("invoke-webrequest", &["-outfile"]),
    ("npm", INSTALL),
    ("pip", INSTALL),
    ("pip3", INSTALL),
    ("start-bitstransfer", &[]),
    ("yum", INSTALL),
    ("zypper", INSTALL),
];

const INSTALL: &[&str] = &["install"];

/// How a program is told where to write what it downloads.
struct Downloader {
    letter: char,
    long: &'static str,
    /// Writes to the name of what it downloads. One that has none does so unless it is told where.
    by_name: Option<char>,
    /// Letters that take no value, and may stand before one that does.
    flags: &'static str,
}

/// Source: the manual of curl.
const CURL: Downloader =
    Downloader { letter: 'o', long: "--output", by_name: Some('O'), flags: "#fgikJLNOqRsSvZ" };

/// Source: the manual of GNU Wget.
const WGET: Downloader =
    Downloader { letter: 'O', long: "--output-document", by_name: None, flags: "cdFkKNqrSvx" };

/// Where what is downloaded is not kept.
const NOWHERE: [&str; 3] = ["-", "/dev/null", "NUL"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let commands = cx.written.iter().filter(|written| written.schema == Schema::Command);
    commands.filter_map(|written| of_document(cx, written)).collect()
}

/// One finding a document: who does not know it of one step does not know it of any.
fn of_document(cx: &Context<'_>, written: &DocumentView<'_>) -> Option<Diagnostic> {
    let steps = written.steps();
    steps.iter().enumerate().find_map(|(number, step)| {
        let says_more = step.node.get("inputs").is_some_and(|it| it.get("onFailure").is_some());
        let brings = !says_more
            && !is_last_of_all(step)
            && (has_action(step, &BRINGS) || script_brings(cx, written, step));
        let mut later = steps.iter().skip(number + 1).filter(|_| brings);
        // What brings something of its own mostly needs nothing of what is there.
        let uses = |it: &WrittenStep<'_>| {
            has_action(it, &RUNS) && !is_last_of_all(it) && !script_brings(cx, written, it)
        };
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

/// Whether a step runs however the others ended: `finallyStep` is there to clean up.
fn is_last_of_all(step: &WrittenStep<'_>) -> bool {
    let says = step.node.get("inputs").and_then(|inputs| inputs.get("finallyStep"));
    says.is_some_and(|node| match &node.kind {
        NodeKind::Bool(it) => *it,
        _ => node.as_str().is_some_and(|it| it.eq_ignore_ascii_case("true")),
    })
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
    match name.as_str() {
        "curl" => CURL.keeps_what_it_gets(command),
        "wget" => !command.has("--spider") && WGET.keeps_what_it_gets(command),
        _ => {
            let known = BRINGING.binary_search_by(|(known, _)| (*known).cmp(&name)).ok();
            let words = known.and_then(|at| BRINGING.get(at)).map(|(_, words)| *words);
            let has = |known: &&str| {
                command.arguments().iter().any(|word| word.value.eq_ignore_ascii_case(known))
            };
            words.is_some_and(|words| words.is_empty() || words.iter().any(has))
        }
    }
}

impl Downloader {
    /// Whether a file is written, and not one that forgets what it gets.
    fn keeps_what_it_gets(&self, command: &Command) -> bool {
        let mut targets = self.targets(command).peekable();
        let by_name = |word: &Word| {
            let short = self.by_name.and_then(|letter| self.behind(letter, &word.value));
            short.is_some() || word.value.starts_with("--remote-name")
        };
        match targets.peek() {
            Some(_) => targets.any(|target| !NOWHERE.contains(&target)),
            None => self.by_name.is_none() || command.arguments().iter().any(by_name),
        }
    }

    /// The files that it is told to write.
    fn targets<'c>(&'c self, command: &'c Command) -> impl Iterator<Item = &'c str> {
        let words = command.arguments();
        words.iter().enumerate().filter_map(|(number, word)| {
            let rest = match word.value.strip_prefix(self.long) {
                Some(rest) if rest.is_empty() => rest,
                Some(rest) => rest.strip_prefix('=')?,
                None => self.behind(self.letter, &word.value)?,
            };
            let next = || words.get(number + 1).map_or("", |next| next.value.as_str());
            Some(if rest.is_empty() { next() } else { rest })
        })
    }

    /// What stands behind a letter in a word of short options: `-` behind the `O` of `-qO-`.
    fn behind<'w>(&self, letter: char, word: &'w str) -> Option<&'w str> {
        let (before, rest) = word.strip_prefix('-')?.split_once(letter)?;
        before.chars().all(|it| self.flags.contains(it)).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::{BRINGING, BRINGS, RUNS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(BRINGING.is_sorted_by_key(|row| row.0) && BRINGS.is_sorted() && RUNS.is_sorted());
    }
}
