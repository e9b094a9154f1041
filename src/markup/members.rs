//! The members of a map while it is read, with what tells doubled keys quickly.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Name};

use super::errors;
use super::tree::{Entry, Node, NodeKind, Scalar};

/// How many keys are compared one by one before a set is made of them.
const FEW: usize = 8;

/// The most doubled keys of one map that are told: each asks for the place of the first.
const MOST_DOUBLED: usize = 100;

#[derive(Default)]
pub(super) struct Members {
    pub(super) entries: Vec<Entry>,
    /// Filled when there are more than a few entries.
    seen: HashSet<Name>,
    /// How many doubled keys were told.
    doubled: usize,
}

/// The source of a map.
#[derive(Clone, Copy)]
pub(super) struct Origin<'t> {
    pub(super) text: &'t str,
    pub(super) file: FileId,
}

impl Members {
    /// Adds a member, and says what is wrong with it.
    pub(super) fn add(&mut self, key: Scalar, value: Node, origin: Origin<'_>) -> Findings {
        let is_number = matches!(value.kind, NodeKind::Int(_) | NodeKind::Float(_));
        let version =
            (is_number && key.text == "schemaVersion" && value.tag.is_none()).then(|| {
                let at = value.span.in_file(origin.file);
                errors::version_is_a_number(value.span.of(origin.text), at)
            });
        let is_doubled = self.insert_seen(&key.text);
        self.doubled += usize::from(is_doubled);
        let doubled = (is_doubled && self.doubled <= MOST_DOUBLED).then(|| {
            let first = self.entries.iter().find(|entry| entry.key.text == key.text);
            let first = first.map_or(key.span, |entry| entry.key_span).in_file(origin.file);
            errors::doubled_key(&key.text, first, key.span.in_file(origin.file))
        });
        let key_span = key.span;
        self.entries.push(Entry { key, key_span, value, merged: None });
        Findings([version, doubled])
    }

    /// Whether there is a member of this name already; there is one from here.
    fn insert_seen(&mut self, name: &Name) -> bool {
        if self.entries.len() < FEW {
            return self.entries.iter().any(|entry| entry.key.text == *name);
        }
        if self.entries.len() == FEW {
            self.seen.extend(self.entries.iter().map(|entry| entry.key.text.clone()));
        }
        !self.seen.insert(name.clone())
    }
}

/// What is wrong with a member.
pub(super) struct Findings([Option<Diagnostic>; 2]);

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::iter::Flatten<std::array::IntoIter<Option<Diagnostic>, 2>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}
