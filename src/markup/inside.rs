//! Texts inside of texts: a document that is a text of a template, and texts with replaced parts.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

use super::place::Places;
use super::tree::{Entry, Node, NodeKind, Scalar, Style};
use super::{Document, Syntax, read};

/// Reads what stands in a text. All places are those in the source around it; findings have no
/// fixes, since what they write would have to be escaped once more.
pub fn read_inside(scalar: &Scalar, file: FileId, syntax: Syntax) -> Document {
    let mut document = read(&scalar.text, file, syntax);
    let map = |span: Span| scalar.place(span.start as usize..span.end as usize);
    if let Some(root) = &mut document.root {
        move_node(root, scalar);
    }
    for comment in &mut document.comments {
        comment.span = map(comment.span);
    }
    for trap in &mut document.traps {
        trap.span = map(trap.span);
    }
    for found in &mut document.diagnostics {
        move_finding(found, file, &map);
    }
    document
}

fn move_finding(found: &mut Diagnostic, file: FileId, map: &impl Fn(Span) -> Span) {
    let labels = std::iter::once(&mut found.primary).chain(&mut found.related);
    for label in labels.filter(|label| label.at.file == file) {
        label.at.span = map(label.at.span);
    }
    found.fix = None;
}

fn move_node(node: &mut Node, around: &Scalar) {
    let map = |span: Span| around.place(span.start as usize..span.end as usize);
    node.span = map(node.span);
    node.alias = node.alias.map(map);
    if let Some((_, span)) = &mut node.tag {
        *span = map(*span);
    }
    match &mut node.kind {
        NodeKind::String(scalar) => move_scalar(scalar, around),
        NodeKind::List(items) => items.iter_mut().for_each(|item| move_node(item, around)),
        NodeKind::Map(entries) => entries.iter_mut().for_each(|entry| move_entry(entry, around)),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {}
    }
}

fn move_entry(entry: &mut Entry, around: &Scalar) {
    let map = |span: Span| around.place(span.start as usize..span.end as usize);
    move_scalar(&mut entry.key, around);
    entry.key_span = map(entry.key_span);
    entry.merged = entry.merged.map(map);
    move_node(&mut entry.value, around);
}

fn move_scalar(scalar: &mut Scalar, around: &Scalar) {
    scalar.span = around.place(scalar.span.start as usize..scalar.span.end as usize);
    let inner = std::mem::replace(&mut scalar.places, Places::Whole(scalar.span));
    scalar.places = inner.below(around.text.len(), &around.places);
}

impl Scalar {
    /// The text with other texts in the place of some parts of it, which are in their order and do
    /// not overlap. Every byte keeps its place; what is replaced has that of what it replaces.
    pub fn with_parts(&self, parts: &[(Range<usize>, String)]) -> Scalar {
        let mut text = String::with_capacity(self.text.len());
        let mut pieces = Vec::with_capacity(parts.len() * 2 + 1);
        let mut from = 0;
        for (range, replacement) in parts {
            let kept = self.text.get(from..range.start).unwrap_or("");
            text.push_str(kept);
            pieces.push((kept.len(), from..range.start));
            text.push_str(replacement);
            pieces.push((replacement.len(), range.clone()));
            from = range.end;
        }
        let rest = self.text.get(from..).unwrap_or("");
        text.push_str(rest);
        pieces.push((rest.len(), from..self.text.len()));
        let places = Places::of_pieces(pieces).below(self.text.len(), &self.places);
        Scalar { text: text.into(), style: self.style, span: self.span, places }
    }

    /// A text that stands in the source as it is.
    pub fn written(source: &str, span: Span) -> Scalar {
        let text = span.of(source).into();
        Scalar { text, style: Style::Plain, span, places: Places::Verbatim(span.start) }
    }

    /// A text that stands in the source for something else.
    pub fn in_place_of(span: Span, text: &str) -> Scalar {
        Scalar { text: text.into(), style: Style::Plain, span, places: Places::Whole(span) }
    }
}

impl Node {
    /// A value that stands in the source for something else, or is put together of parts.
    pub fn of(kind: NodeKind, span: Span) -> Node {
        Node::new(kind, span)
    }
}
