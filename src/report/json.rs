//! Findings as JSON. The shape is a contract: `schemas/findings.schema.json` describes it.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Trust};
use crate::text::{FileId, FileSpan};

use super::{Group, severity_word};

/// The JSON schema of what `to_json` gives.
pub const FINDINGS_SCHEMA: &str = include_str!("../../schemas/findings.schema.json");

/// Grows when a member changes its meaning or goes away, not when one is added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: String,
    severity: &'static str,
    message: &'a str,
    file: String,
    start: Place,
    end: Place,
    /// What stands at the place.
    label: Option<&'a str>,
    note: Option<&'a str>,
    help: Option<&'a str>,
    fixes: Vec<FixShown<'a>>,
    related: Vec<Related<'a>>,
}

/// Line and column from 1, columns in Unicode scalar values, offsets in bytes.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    file: String,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct FixShown<'a> {
    title: &'a str,
    /// `safe` or `unsafe`.
    trust: &'static str,
    edits: Vec<EditShown<'a>>,
}

#[derive(Serialize)]
struct EditShown<'a> {
    file: String,
    start: Place,
    end: Place,
    text: &'a str,
}

/// One object with all findings, with a line break at the end.
pub fn to_json(groups: &[Group<'_>]) -> String {
    let mut diagnostics = Vec::new();
    for group in groups {
        let places = Places { group: *group };
        diagnostics.extend(group.diagnostics.iter().map(|found| places.finding(found)));
    }
    match serde_json::to_string_pretty(&Report { version: VERSION, diagnostics }) {
        Ok(text) => text + "\n",
        Err(error) => unreachable!("a report holds only what JSON can say: {error}"),
    }
}

struct Places<'a> {
    group: Group<'a>,
}

impl<'a> Places<'a> {
    fn finding(&self, found: &'a Diagnostic) -> Finding<'a> {
        let (file, start, end) = self.span(found.primary.at);
        let label = &found.primary.text;
        Finding {
            code: found.code.to_string(),
            severity: severity_word(found.severity),
            message: &found.message,
            file,
            start,
            end,
            label: (!label.is_empty()).then_some(label),
            note: found.note.as_deref(),
            help: found.help.as_deref(),
            fixes: found.fix.iter().map(|fix| self.fix(fix)).collect(),
            related: found.related.iter().map(|label| self.related(label)).collect(),
        }
    }

    fn fix(&self, fix: &'a Fix) -> FixShown<'a> {
        let trust = match fix.trust {
            Trust::Safe => "safe",
            Trust::Unsafe => "unsafe",
        };
        let edits = fix.edits.iter().map(|edit| self.edit(edit)).collect();
        FixShown { title: &fix.title, trust, edits }
    }

    fn edit(&self, edit: &'a Edit) -> EditShown<'a> {
        let (file, start, end) = self.span(edit.at);
        EditShown { file, start, end, text: &edit.text }
    }

    fn related(&self, label: &'a Label) -> Related<'a> {
        let (file, start, end) = self.span(label.at);
        Related { message: &label.text, file, start, end }
    }

    fn span(&self, at: FileSpan) -> (String, Place, Place) {
        let path = self.group.sources.get(at.file).map_or("", |source| &source.path);
        (
            format!("{}{path}", self.group.prefix),
            self.place(at.file, at.span.start),
            self.place(at.file, at.span.end),
        )
    }

    fn place(&self, file: FileId, offset: u32) -> Place {
        let Some(source) = self.group.sources.get(file) else {
            return Place { line: 1, column: 1, offset };
        };
        let at = source.lines.line_column(&source.text, offset);
        Place { line: at.line, column: at.column, offset }
    }
}
