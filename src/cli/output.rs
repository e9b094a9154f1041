//! Standard output and standard error: who gets what, and in which colours.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostic::Code;
use crate::lint::rule_named;
use crate::report::{self, Colour, Group, Page, Run, printable};

use super::arguments::{FailOn, FindingsFormat};
use super::projects;

/// Where a command writes. Results go to standard output, everything else to standard error.
pub(super) struct Output {
    has_no_colour: bool,
    /// A terminal that knows no escape sequences.
    #[cfg(feature = "aws")]
    is_dumb: bool,
    has_lost_results: AtomicBool,
}

/// One of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Error,
}

/// How findings are told to others.
#[derive(Clone, Copy, Debug)]
pub(super) struct FormatChoice {
    pub(super) format: FindingsFormat,
    /// Which of them are failures, where the format has such.
    pub(super) fail_on: FailOn,
}

impl Output {
    pub(super) fn new() -> Self {
        // https://no-color.org: any value but the empty one.
        let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
        Self {
            has_no_colour: is_unwanted || is_dumb,
            #[cfg(feature = "aws")]
            is_dumb,
            has_lost_results: AtomicBool::new(false),
        }
    }

    /// Whether a result could not be written where somebody waits for it.
    pub(super) fn has_lost_results(&self) -> bool {
        self.has_lost_results.load(Ordering::Relaxed)
    }

    /// A result.
    pub(super) fn result(&self, text: &str) {
        self.write(Stream::Out, text);
    }

    /// What the command line itself answers: its help, or what is wrong with the arguments.
    pub(super) fn usage(&self, answer: &clap::Error) {
        if let Err(error) = answer.print() {
            self.lose(&error);
        }
    }

    /// A line of progress.
    pub(super) fn say(&self, line: &str) {
        self.write(Stream::Error, &format!("{}\n", printable(line)));
    }

    /// Several lines for somebody to read, which hold nothing that a terminal must not be given.
    #[cfg(feature = "aws")]
    pub(super) fn show(&self, lines: &str) {
        self.write(Stream::Error, lines);
    }

    /// Writes a part of a line that is written again, where somebody looks at a terminal that can.
    #[cfg(feature = "aws")]
    pub(super) fn again(&self, part: &str) {
        if !self.is_dumb && io::stderr().is_terminal() {
            self.write(Stream::Error, part);
        }
    }

    /// Why a command could not do its work.
    pub(super) fn fail(&self, message: &str) {
        let head = match self.colour(Stream::Error) {
            Colour::Always => "\u{1b}[1;31merror\u{1b}[0m",
            Colour::Never => "error",
        };
        self.write(Stream::Error, &format!("{head}: {}\n", printable(message)));
    }

    /// Findings and how many there are, for people.
    pub(super) fn findings(&self, groups: &[Group<'_>], to: Stream) {
        self.write(to, &report::to_human(groups, self.colour(to)));
        if let Some(summary) = report::summary(groups) {
            self.write(to, &format!("{summary}\n"));
        }
    }

    /// Findings as somebody wants to read them.
    pub(super) fn report(&self, runs: &[Run<'_>], choice: FormatChoice, to: Stream) {
        let groups = projects::groups(runs);
        match choice.format {
            FindingsFormat::Human => self.findings(&groups, to),
            FindingsFormat::Json => self.write(to, &report::to_json(&groups)),
            FindingsFormat::Sarif => self.write(to, &report::to_sarif(runs, &page_of)),
            FindingsFormat::Github => self.write(to, &report::to_github(&groups)),
            FindingsFormat::Junit => {
                self.write(to, &report::to_junit(runs, choice.fail_on.least()));
            }
        }
    }

    /// Colours are for terminals whose owner wants them.
    pub(super) fn colour(&self, stream: Stream) -> Colour {
        let is_terminal = match stream {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        };
        if is_terminal && !self.has_no_colour { Colour::Always } else { Colour::Never }
    }

    /// Writes all of a text.
    fn write(&self, stream: Stream, text: &str) {
        match stream {
            Stream::Out => {
                if let Err(error) = write_to(&mut io::stdout().lock(), text) {
                    self.lose(&error);
                }
            }
            // Nobody is left to be told.
            Stream::Error => drop(write_to(&mut io::stderr().lock(), text)),
        }
    }

    /// A reader that has gone away (`ordain check | head`) wants no more; a full disk has less than
    /// somebody will read.
    fn lose(&self, error: &io::Error) {
        if error.kind() != ErrorKind::BrokenPipe
            && !self.has_lost_results.swap(true, Ordering::Relaxed)
        {
            let _ = writeln!(io::stderr(), "error: standard output: {error}");
        }
    }
}

/// What `ordain explain` prints of a code.
fn page_of(code: Code) -> Option<Page> {
    match code {
        Code::Number(_) => {
            let row = code.row()?;
            Some(Page { title: row.title, text: row.page, group: None, level: None })
        }
        Code::Rule(name) => {
            let rule = rule_named(name).ok()?;
            let (group, level) = (Some(rule.group.word()), Some(rule.level));
            Some(Page { title: rule.title, text: rule.page, group, level })
        }
    }
}

fn write_to(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}
