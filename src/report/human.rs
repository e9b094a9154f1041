//! Findings for people. The only user of miette.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};

use crate::diagnostic::{Diagnostic, Label, Severity};

use super::snippet::{Snippets, View, turns_direction};
use super::{Group, severity_word};

/// Whether escape sequences may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Never,
    Always,
}

/// Every finding with its source, note and help, an empty line after each.
pub fn to_human(groups: &[Group<'_>], colour: Colour) -> String {
    let handler = handler(colour);
    let mut out = String::new();
    for group in groups {
        write_group(&mut out, group, &handler, colour);
    }
    out
}

fn write_group(
    out: &mut String,
    group: &Group<'_>,
    handler: &GraphicalReportHandler,
    colour: Colour,
) {
    let mut snippets = Snippets::new(*group);
    for diagnostic in group.diagnostics {
        write_finding(out, diagnostic, colour);
        write_snippet(out, handler, &snippets.view(diagnostic));
        for (word, text) in [("note", &diagnostic.note), ("help", &diagnostic.help)] {
            if let Some(text) = text {
                write_remark(out, word, text);
            }
        }
        out.push('\n');
    }
}

fn handler(colour: Colour) -> GraphicalReportHandler {
    let styles = match colour {
        Colour::Always => ThemeStyles::ansi(),
        Colour::Never => ThemeStyles::none(),
    };
    GraphicalReportHandler::new_themed(GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles,
    })
    .with_links(false)
    .with_context_lines(1)
    .with_wrap_lines(false)
    .without_syntax_highlighting()
}

/// `error[E0301]: what is wrong`.
fn write_finding(out: &mut String, diagnostic: &Diagnostic, colour: Colour) {
    let word = severity_word(diagnostic.severity);
    let head = format!("{word}[{}]", diagnostic.code);
    let message = printable(&diagnostic.message);
    let line = match (colour, diagnostic.severity) {
        (Colour::Never, _) => format!("{head}: {message}\n"),
        (Colour::Always, Severity::Error) => format!("\u{1b}[1;31m{head}\u{1b}[0m: {message}\n"),
        (Colour::Always, Severity::Warning) => format!("\u{1b}[1;33m{head}\u{1b}[0m: {message}\n"),
        (Colour::Always, Severity::Info) => format!("\u{1b}[1;36m{head}\u{1b}[0m: {message}\n"),
    };
    out.push_str(&line);
}

fn write_snippet(out: &mut String, handler: &GraphicalReportHandler, view: &View<'_>) {
    let mut text = String::new();
    // Writing to a string only fails where a label lies outside its file; then there is nothing
    // to show.
    if handler.render_report(&mut text, &Shown { view }).is_err() {
        return;
    }
    // The first line is the handler's own heading, empty here: ours stands above it.
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    for line in body.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// `  = help: …`, following lines below its first word.
fn write_remark(out: &mut String, word: &str, text: &str) {
    let mut before = format!("  = {word}: ");
    for line in text.lines() {
        out.push_str(&before);
        out.push_str(&printable(line));
        out.push('\n');
        before = " ".repeat(before.chars().count());
    }
}

/// One line of text without what could take over a terminal or show it in another order.
pub fn printable(text: &str) -> String {
    let is_harmful = |it: char| it.is_control() || turns_direction(it);
    text.chars().map(|it| if is_harmful(it) { '\u{fffd}' } else { it }).collect()
}

/// One finding's places, as the renderer wants them.
struct Shown<'a> {
    view: &'a View<'a>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(self.view)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let primary = std::iter::once((&self.view.diagnostic.primary, true));
        let related = self.view.diagnostic.related.iter().map(|label| (label, false));
        let spans = primary.chain(related).filter_map(|(label, is_primary)| {
            let (start, length) = self.view.place(label.at)?;
            let text = label_text(label);
            Some(match is_primary {
                true => LabeledSpan::new_primary_with_span(text, (start, length)),
                false => LabeledSpan::new_with_span(text, (start, length)),
            })
        });
        Some(Box::new(spans))
    }
}

fn label_text(label: &Label) -> Option<String> {
    (!label.text.is_empty()).then(|| printable(&label.text))
}
