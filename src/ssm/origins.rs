//! Where each part of an output comes from: JSON pointers to places in the source.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::text::FileSpan;

/// What knows where the parts of a document stand.
pub trait Locate {
    /// The place of the part at a JSON pointer, or of the nearest part around it.
    fn find(&self, pointer: &str) -> Option<FileSpan>;

    /// The place of the name of the part at a JSON pointer; of the part where it has none of its own.
    fn find_name(&self, pointer: &str) -> Option<FileSpan> {
        self.find(pointer)
    }
}

/// A map from JSON pointers (`/mainSteps/3/inputs/Api`, the whole document is the empty string)
/// to places in the source. Need not be complete: a part without an entry belongs to the nearest
/// part around it that has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    spans: BTreeMap<String, FileSpan>,
}

impl Origins {
    pub fn new() -> Self {
        Self::default()
    }

    /// Says where the part at `pointer` comes from. A later call for the same pointer wins.
    pub fn insert(&mut self, pointer: impl Into<String>, at: FileSpan) {
        self.spans.insert(pointer.into(), at);
    }

    /// All entries, in the order of their pointers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, FileSpan)> {
        self.spans.iter().map(|(pointer, at)| (pointer.as_str(), *at))
    }

    /// Takes over all entries of `other`, put below `prefix`.
    pub fn extend_below(&mut self, prefix: &str, other: &Origins) {
        for (pointer, at) in &other.spans {
            self.spans.insert(format!("{prefix}{pointer}"), *at);
        }
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

impl Locate for Origins {
    fn find(&self, pointer: &str) -> Option<FileSpan> {
        let mut pointer = pointer;
        loop {
            if let Some(at) = self.spans.get(pointer) {
                return Some(*at);
            }
            pointer = pointer.rsplit_once('/')?.0;
        }
    }
}

impl FromIterator<(String, FileSpan)> for Origins {
    fn from_iter<I: IntoIterator<Item = (String, FileSpan)>>(entries: I) -> Self {
        Self { spans: entries.into_iter().collect() }
    }
}

/// A member's name as a part of a JSON pointer: `~` becomes `~0`, `/` becomes `~1` (RFC 6901).
pub fn pointer_segment(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}
