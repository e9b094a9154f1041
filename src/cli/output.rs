//! Standard output and standard error: who gets what, and in which colours.

use std::cell::Cell;
use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::report::{self, Colour, Group, printable};

use super::arguments::FindingsFormat;

/// Where a command writes. Results go to standard output, everything else to standard error.
pub(super) struct Output {
    has_no_colour: bool,
    has_lost_results: Cell<bool>,
}

/// One of the two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Error,
}

impl Output {
    pub(super) fn new() -> Self {
        // https://no-color.org: any value but the empty one.
        let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
        Self { has_no_colour: is_unwanted || is_dumb, has_lost_results: Cell::new(false) }
    }

    /// Whether a result could not be written where somebody waits for it.
    pub(super) fn has_lost_results(&self) -> bool {
        self.has_lost_results.get()
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

    /// Why a command could not do its work.
    pub(super) fn fail(&self, message: &str) {
        let head = match self.colour(Stream::Error) {
            Colour::Always => "\u{1b}[1;31merror\u{1b}[0m",
            Colour::Never => "error",
        };
        self.write(Stream::Error, &format!("{head}: {}\n", printable(message)));
    }

    /// Findings and, for people, how many there are.
    pub(super) fn findings(&self, groups: &[Group<'_>], format: FindingsFormat, to: Stream) {
        match format {
            FindingsFormat::Human => {
                self.write(to, &report::to_human(groups, self.colour(to)));
                if let Some(summary) = report::summary(groups) {
                    self.write(to, &format!("{summary}\n"));
                }
            }
            FindingsFormat::Json => self.write(to, &report::to_json(groups)),
        }
    }

    fn colour(&self, stream: Stream) -> Colour {
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
        if error.kind() != ErrorKind::BrokenPipe && !self.has_lost_results.replace(true) {
            let _ = writeln!(io::stderr(), "error: standard output: {error}");
        }
    }
}

fn write_to(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}
