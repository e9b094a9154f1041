//! Whether a document in YAML or JSON means the same after some fixes.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Edit};
use crate::markup::{self, Node, Syntax};
use crate::text::{FileId, Span};
use crate::verify;

use super::super::canonical::canonical;
use super::{OF_COMMENTS, edited};

/// A document before its fixes.
pub(super) struct Original<'t> {
    text: &'t str,
    syntax: Syntax,
    document: markup::Document,
    /// In a form in which two that mean the same are nearly equal.
    meaning: Option<Value>,
}

/// So many fixes are tried one by one where they do not hold together; the next round tries more.
const MOST_TRIED: usize = 64;

impl<'t> Original<'t> {
    pub(super) fn read(text: &'t str, file: FileId, syntax: Syntax) -> Self {
        let document = markup::read(text, file, syntax);
        let meaning = document.root.as_ref().map(|root| canonical(&root.to_json()));
        Self { text, syntax, document, meaning }
    }

    /// Those of some findings whose fixes may be applied together.
    pub(super) fn provable<'f>(&self, found: &[&'f Diagnostic]) -> Vec<&'f Diagnostic> {
        if self.stays(found) {
            return found.to_vec();
        }
        let mut kept: Vec<&Diagnostic> = Vec::new();
        for one in found.iter().take(MOST_TRIED) {
            kept.push(one);
            if !self.stays(&kept) {
                kept.pop();
            }
        }
        kept
    }

    /// Whether the document means the same with the fixes of some findings, but for what an error
    /// is about.
    fn stays(&self, found: &[&Diagnostic]) -> bool {
        let edits: Vec<&Edit> = edits_of(found).collect();
        let Some(file) = edits.first().map(|edit| edit.at.file) else { return true };
        let Some(text) = edited(self.text, &edits) else { return false };
        let after = markup::read(&text, file, self.syntax);
        errors(&after) <= errors(&self.document)
            && self.keeps_comments(&after, found)
            && self.keeps_meaning(&after, found)
    }

    fn keeps_comments(&self, after: &markup::Document, found: &[&Diagnostic]) -> bool {
        let idle = found.iter().copied().filter(|one| one.code == OF_COMMENTS);
        let idle: Vec<&Diagnostic> = idle.collect();
        let is_idle = |span: Span| edits_of(&idle).any(|edit| touch(edit.at.span, span));
        // A comment with another name in it is still a comment.
        let before = self.document.comments.iter().filter(|it| !is_idle(it.span));
        let mut after = after.comments.iter().map(|it| it.text.as_str());
        let mut before = before.map(|it| it.text.trim_end());
        let all_there = before.all(|text| after.any(|other| other.trim_end() == text));
        all_there && (!idle.is_empty() || after.next().is_none())
    }

    fn keeps_meaning(&self, after: &markup::Document, found: &[&Diagnostic]) -> bool {
        let (before, after) = match (&self.meaning, &after.root) {
            (Some(before), Some(after)) => (before, canonical(&after.to_json())),
            (None, None) => return true,
            (Some(_), None) | (None, Some(_)) => return false,
        };
        let mended: Vec<&Diagnostic> = found.iter().copied().filter(|one| one.is_error()).collect();
        let is_mended = |part: &Node| edits_of(&mended).any(|edit| touch(edit.at.span, part.span));
        verify::compare(before, &after).iter().all(|difference| {
            let part = difference
                .original
                .as_ref()
                .and_then(|pointer| Some(self.document.root.as_ref()?.find(pointer)?.node));
            part.is_some_and(is_mended)
        })
    }
}

fn edits_of<'f>(found: &[&'f Diagnostic]) -> impl Iterator<Item = &'f Edit> {
    found.iter().filter_map(|one| one.fix.as_ref()).flat_map(|fix| &fix.edits)
}

fn errors(document: &markup::Document) -> usize {
    document.diagnostics.iter().filter(|one| one.is_error()).count()
}

fn touch(edit: Span, part: Span) -> bool {
    edit.start < part.end && part.start < edit.end
}
