//! Findings as workflow commands of GitHub Actions, which become annotations of a change.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use crate::diagnostic::{Diagnostic, Severity};

use super::{Group, printable};

/// One line for each finding.
pub fn to_github(groups: &[Group<'_>]) -> String {
    let commands =
        groups.iter().flat_map(|group| group.diagnostics.iter().map(|found| command(group, found)));
    commands.collect()
}

fn command(group: &Group<'_>, found: &Diagnostic) -> String {
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (path, start, end) = group.place(found.primary.at);
    // Columns of a place over several lines are refused together with the place.
    let columns = (start.line == end.line).then_some((start.column, end.column));
    let column = columns.map_or(String::new(), |(start, _)| format!(",col={start}"));
    let end_column = columns.map_or(String::new(), |(_, end)| format!(",endColumn={end}"));
    // The path in the message is for who reads the log; the annotation has it by itself.
    let head = format!("{path}:{}:{}: ", start.line, start.column);
    let lines = group.lines(found).join("\n");
    format!(
        "::{word} file={},line={}{column},endLine={}{end_column},title={}::{}\n",
        property(&path),
        start.line,
        end.line,
        property(&found.code.to_string()),
        data(&format!("{head}{lines}")),
    )
}

/// A value between `=` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A text behind `::`. Lines are kept; what could take over a terminal is not.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(printable).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
