//! Standard output and standard error: who gets what, and in which colours.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::report::{self, Colour, Group};

use super::arguments::FindingsFormat;

/// Where a command writes. Results go to standard output, everything else to standard error.
pub(super) struct Output {
    has_no_colour: bool,
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
        let has_no_colour = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        Self { has_no_colour }
    }

    /// A result.
    pub(super) fn result(&self, text: &str) {
        write(Stream::Out, text);
    }

    /// A line of progress.
    pub(super) fn say(&self, line: &str) {
        write(Stream::Error, &format!("{line}\n"));
    }

    /// Why a command could not do its work.
    pub(super) fn fail(&self, message: &str) {
        let head = match self.colour(Stream::Error) {
            Colour::Always => "\u{1b}[1;31merror\u{1b}[0m",
            Colour::Never => "error",
        };
        write(Stream::Error, &format!("{head}: {message}\n"));
    }

    /// Findings and, for people, how many there are.
    pub(super) fn findings(&self, groups: &[Group<'_>], format: FindingsFormat, to: Stream) {
        match format {
            FindingsFormat::Human => {
                write(to, &report::to_human(groups, self.colour(to)));
                if let Some(summary) = report::summary(groups) {
                    write(to, &format!("{summary}\n"));
                }
            }
            FindingsFormat::Json => write(to, &report::to_json(groups)),
        }
    }

    fn colour(&self, stream: Stream) -> Colour {
        let is_terminal = match stream {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        };
        if is_terminal && !self.has_no_colour { Colour::Always } else { Colour::Never }
    }
}

/// Writes all of a text. A reader that has gone away (`ordain check | head`) wants no more.
fn write(stream: Stream, text: &str) {
    let written = match stream {
        Stream::Out => write_to(&mut io::stdout().lock(), text),
        Stream::Error => write_to(&mut io::stderr().lock(), text),
    };
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
        && stream == Stream::Out
    {
        let _ = writeln!(io::stderr(), "error: standard output: {error}");
    }
}

fn write_to(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}
