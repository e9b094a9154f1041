//! A list or a map that is not complete.

use std::collections::HashSet;

use granit_parser::Tag;

use crate::text::{Name, Span};

use super::super::members::Members;
use super::super::span;
use super::super::tree::{Entry, Layout, Node, NodeKind, Scalar};

pub(super) struct Frame {
    pub(super) parts: Parts,
    pub(super) layout: Layout,
    pub(super) start: u32,
    pub(super) place: NodePlace,
}

pub(super) enum Parts {
    List(Vec<Node>),
    Map(Map),
}

/// The key of which the value is to come.
pub(super) enum PendingKey {
    Text(Scalar),
    /// `<<`
    Merge(Scalar),
    /// What the key is instead of a text, and its place.
    NoText(&'static str, Span),
}

#[derive(Default)]
pub(super) struct Map {
    pub(super) members: Members,
    pub(super) key: Option<PendingKey>,
    /// The place of each `<<`, and what it merges.
    pub(super) merged: Vec<(Span, Vec<Entry>)>,
    /// What each key is that is no text, and its place.
    pub(super) bad_keys: Vec<(&'static str, Span)>,
}

impl Frame {
    pub(super) fn wants_key(&self) -> bool {
        match &self.parts {
            Parts::List(_) => false,
            Parts::Map(map) => map.key.is_none(),
        }
    }

    /// Gives nothing as the value to a key that has none.
    pub(super) fn with_complete_key(mut self) -> Self {
        if let Parts::Map(map) = &mut self.parts {
            match map.key.take() {
                Some(PendingKey::Text(key)) => {
                    let key_span = key.span;
                    let value = Node::new(NodeKind::Null, key_span.end_point());
                    map.members.entries.push(Entry { key, key_span, value, merged: None });
                }
                Some(PendingKey::NoText(what, at)) => map.bad_keys.push((what, at)),
                Some(PendingKey::Merge(_)) | None => {}
            }
        }
        self
    }
}

impl Map {
    /// The end of what stands in it, or `start`.
    pub(super) fn end(&self, start: u32) -> u32 {
        let last = self.members.entries.last();
        let last = last.map(|entry| own_end(&entry.value).max(entry.key_span.end));
        let merge = self.merged.last().map(|(at, _)| at.end);
        let bad = self.bad_keys.last().map(|(_, at)| at.end);
        [last, merge, bad].into_iter().flatten().max().unwrap_or(start)
    }

    /// What was merged stands first; what the map has itself wins, then the map that was merged
    /// first.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        let own = self.members.entries;
        if self.merged.is_empty() {
            return own;
        }
        let mut known: HashSet<Name> = own.iter().map(|entry| entry.key.text.clone()).collect();
        let mut all = Vec::new();
        for (at, entries) in self.merged {
            // Of doubled keys in one map the last counts.
            let before = all.len();
            for entry in entries.into_iter().rev() {
                if known.insert(entry.key.text.clone()) {
                    all.push(Entry { merged: Some(at), ..entry });
                }
            }
            if let Some(added) = all.get_mut(before..) {
                added.reverse();
            }
        }
        all.extend(own);
        all
    }
}

pub(super) type OwnTag = Option<(String, Span)>;

/// The tag of a value as it is written.
pub(super) fn tag(tag: Option<&Tag>, at: Option<Span>) -> OwnTag {
    tag.map(|tag| (tag.original(), at.unwrap_or_default()))
}

/// Where a value stands, and what stands before it.
#[derive(Clone, Debug)]
pub(super) struct NodePlace {
    pub(super) at: Span,
    /// 0 is none.
    pub(super) anchor: usize,
    pub(super) tag: OwnTag,
}

/// Where a value ends in the text: an alias where it stands, not where its value does.
pub(super) fn own_end(node: &Node) -> u32 {
    node.alias.unwrap_or(node.span).end
}

/// The `-` of the first item of a list below a key. The parser gives what stands behind it where
/// the list is indented no more than its key.
pub(super) fn first_dash(text: &str, at: u32) -> u32 {
    let before = text.get(..at as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or("");
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let place = start + blanks;
    if place <= before.len() && line.get(blanks..).is_some_and(|rest| rest.starts_with('-')) {
        span(0, place).end
    } else {
        at
    }
}
