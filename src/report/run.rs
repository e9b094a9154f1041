//! What a report for other programs tells beside the findings.

use crate::diagnostic::{Code, Diagnostic, Hidden, Severity};
use crate::text::{FileId, FileSpan, LineColumn};

use super::Group;

/// The findings of one project with what was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub group: Group<'a>,
    /// The files that were looked at, in path order, whether something was found in them or not.
    pub files: &'a [FileId],
    /// Findings that somebody has chosen not to see.
    pub hidden: &'a [Hidden],
}

impl<'a> From<Group<'a>> for Run<'a> {
    /// A run that tells nothing beside its findings.
    fn from(group: Group<'a>) -> Self {
        Run { group, files: &[], hidden: &[] }
    }
}

/// The page of a code or of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// A few words.
    pub title: &'static str,
    /// In Markdown, with its heading.
    pub text: &'static str,
    /// What kind of fault a rule finds.
    pub group: Option<&'static str>,
    /// What a finding is where nobody says otherwise; a code has none.
    pub level: Option<Severity>,
}

/// Gives the page of a code; nothing for one that has none.
pub type Pages<'a> = &'a dyn Fn(Code) -> Option<Page>;

impl Group<'_> {
    /// The path that is shown for a place, and its two ends.
    pub(super) fn place(&self, at: FileSpan) -> (String, LineColumn, LineColumn) {
        let (start, end) =
            self.ends(at, |source, offset| source.lines.line_column(&source.text, offset));
        (self.path(at.file), start, end)
    }

    /// The path that is shown for a file.
    pub(super) fn path(&self, file: FileId) -> String {
        let path = self.sources.get(file).map_or("", |source| &source.path);
        format!("{}{path}", self.prefix)
    }

    /// What is wrong, and below it what stands there, why it is wrong, and what to do.
    pub(super) fn lines(&self, found: &Diagnostic) -> Vec<String> {
        let mut lines = vec![found.message.clone()];
        if !found.primary.text.is_empty() {
            lines.push(found.primary.text.clone());
        }
        for label in &found.related {
            let (path, at, _) = self.place(label.at);
            lines.push(format!("{path}:{}:{}: {}", at.line, at.column, label.text));
        }
        lines.extend(found.note.as_ref().map(|note| format!("note: {note}")));
        lines.extend(found.help.as_ref().map(|help| format!("help: {help}")));
        lines
    }
}
