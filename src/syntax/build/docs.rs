//! Documentation comments and what they stand above.

use super::Builder;
use crate::syntax::ast::Docs;
use crate::syntax::errors;
use crate::syntax::scan::CommentKind;
use crate::text::Span;

impl Builder<'_> {
    /// The `///` lines directly above `start`; other comment lines may stand between.
    pub(super) fn docs_above(&mut self, start: u32) -> Option<Docs> {
        let comments = self.comments;
        let mut below = start;
        let mut first = comments.partition_point(|comment| comment.span.start < start);
        let mut lines = Vec::new();
        while let Some((at, comment)) =
            first.checked_sub(1).and_then(|at| Some((at, comments.get(at)?)))
        {
            let between = self.source(Span::new(comment.span.end, below));
            // Blanks first: it gives up at the first character of whatever stands between.
            let adjacent = comment.own_line
                && between.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{feff}'))
                && between.bytes().filter(|byte| *byte == b'\n').count() == 1;
            if !adjacent || comment.kind == CommentKind::FileDocs {
                break;
            }
            if comment.kind == CommentKind::Docs {
                if let Some(used) = self.docs_used.get_mut(at) {
                    *used = true;
                }
                lines.push(comment.span);
            }
            below = comment.span.start;
            first = at;
        }
        lines.reverse();
        self.join_docs(&lines, "///")
    }

    /// The `//!` lines before the first declaration.
    pub(in crate::syntax) fn file_docs(&mut self, first_item: u32) -> Option<Docs> {
        let comments = self.comments;
        let mut lines = Vec::new();
        for (at, comment) in comments.iter().enumerate() {
            if comment.kind == CommentKind::FileDocs
                && comment.span.start < first_item
                && comment.own_line
            {
                lines.push(comment.span);
                if let Some(used) = self.docs_used.get_mut(at) {
                    *used = true;
                }
            }
        }
        self.join_docs(&lines, "//!")
    }

    /// Warns about each documentation comment that documents nothing.
    pub(in crate::syntax) fn idle_docs(&mut self) {
        let comments = self.comments;
        let mut after_idle = None;
        for (comment, used) in comments.iter().zip(&self.docs_used) {
            let is_docs = matches!(comment.kind, CommentKind::Docs | CommentKind::FileDocs);
            if *used || !is_docs {
                continue;
            }
            // Of several lines in a row only the first is reported.
            let between = after_idle.map(|end| Span::new(end, comment.span.start).of(self.text));
            if !between.is_some_and(|text| text.trim().is_empty()) {
                let marker = Span::new(comment.span.start, comment.span.start + 3);
                let finding = errors::idle_docs(marker.in_file(self.file), comment.kind);
                self.diagnostics.push(finding);
            }
            after_idle = Some(comment.span.end);
        }
    }

    fn join_docs(&self, lines: &[Span], marker: &str) -> Option<Docs> {
        let span = lines.first()?.to(*lines.last()?);
        let text = lines
            .iter()
            .map(|line| {
                let text = self.source(*line);
                let text = text.strip_prefix(marker).unwrap_or(text);
                text.strip_prefix(' ').unwrap_or(text).trim_end()
            })
            .collect::<Vec<_>>()
            .join("\n");
        Some(Docs { text, span })
    }
}
