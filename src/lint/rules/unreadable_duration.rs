//! `unreadable-duration`: a duration in a unit that is too small.

use crate::diagnostic::Trust;
use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::Value;
use crate::lint::api::input;
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unreadable-duration",
    title: "a duration in a unit that is too small",
    group: Group::Style,
    level: Severity::Info,
    fixable: true,
    page: page!("unreadable-duration"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let of_statements = cx.runbooks.iter().flat_map(|view| &view.statements);
    let of_statements = of_statements.filter_map(|it| it.statement.clauses.timeout_seconds);
    let tasks = cx.commands.iter().flat_map(|view| &view.tasks);
    let of_tasks = tasks.filter_map(|task| task.timeout_seconds);
    let sleeps = cx.runbooks.iter().flat_map(|view| view.steps()).filter_map(|(step, _)| {
        let duration = input(step, "Duration")?;
        match duration.as_const()? {
            Value::Duration(seconds) => Some((*seconds, duration.at)),
            _ => None,
        }
    });
    of_statements
        .chain(of_tasks)
        .chain(sleeps)
        .filter_map(|(seconds, at)| finding(cx, seconds, at))
        .chain(cx.written.iter().flat_map(of_document))
        .collect()
}

/// `PT3600S` of a sleep.
fn of_document(written: &DocumentView<'_>) -> Vec<Diagnostic> {
    let mut mender = written.mender();
    let mut found = Vec::new();
    for step in written.steps().iter().filter(|step| step.text("action") == Some("aws:sleep")) {
        let pointer = step.at("inputs/Duration");
        let duration = written.root.find(&pointer).map(|found| found.node);
        let Some(node) = duration.filter(|node| node.alias.is_none()) else { continue };
        let Some((text, short)) = node.as_str().and_then(|text| Some((text, shorter(text)?)))
        else {
            continue;
        };
        let finding = RULE
            .finding(written.at(node.span), format!("`{text}` is `{short}`"))
            .label("must be divided to be read")
            .help(format!("write `{short}`"));
        let fix = mender.set(&pointer, &short.as_str().into(), &short);
        found.push(Diagnostic { fix, ..finding });
    }
    found
}

/// The same duration in a larger unit, where it is one number of seconds or minutes.
fn shorter(text: &str) -> Option<String> {
    let inside = text.strip_prefix("PT")?;
    let (number, unit) = inside.split_at_checked(inside.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
    let seconds = match unit {
        "S" => number,
        "M" => number.checked_mul(60)?,
        _ => return None,
    };
    let short = match () {
        () if seconds % 86_400 == 0 => format!("P{}D", seconds / 86_400),
        () if seconds % 3_600 == 0 => format!("PT{}H", seconds / 3_600),
        () if seconds % 60 == 0 && unit == "S" => format!("PT{}M", seconds / 60),
        () => return None,
    };
    Some(short)
}

fn finding(cx: &Context<'_>, seconds: i64, at: FileSpan) -> Option<Diagnostic> {
    let text = cx.source(at);
    // Of a clause, its last word.
    let word = text.rsplit(char::is_whitespace).next()?;
    let is_seconds =
        word.strip_suffix('s').is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    let is_minutes =
        word.strip_suffix('m').is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    let short = match () {
        () if seconds % 86_400 == 0 && seconds > 0 => format!("{}d", seconds / 86_400),
        () if seconds % 3_600 == 0 && seconds > 0 => format!("{}h", seconds / 3_600),
        () if seconds % 60 == 0 && seconds > 0 && is_seconds => format!("{}m", seconds / 60),
        () => return None,
    };
    if !(is_seconds || is_minutes) || short.len() >= word.len() {
        return None;
    }
    let start = at.span.end - u32::try_from(word.len()).ok()?;
    let place = FileSpan { span: Span::new(start, at.span.end), ..at };
    let found = RULE
        .finding(place, format!("`{word}` is `{short}`"))
        .label("must be divided to be read")
        .help(format!("write `{short}`"))
        .fix(Trust::Safe, format!("write `{short}`"), place, short);
    Some(found)
}
