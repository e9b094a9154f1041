//! The files of one run: their paths, texts and line indexes.

use std::sync::Arc;

use super::LineIndex;

/// Names one file of a `Sources`. Ids are given in the order of insertion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One file: the path shown to people, its text, and where its lines start.
#[derive(Clone, Debug)]
pub struct Source {
    /// With `/` between its parts on every system, relative to the project where it lies in it.
    pub path: Arc<str>,
    pub text: Arc<str>,
    pub lines: Arc<LineIndex>,
}

/// All files that a diagnostic may point into.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let text = text.into();
        let lines = Arc::new(LineIndex::new(&text));
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source { path: path.into(), text, lines });
        id
    }

    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The id of the file with this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.iter().find(|(_, source)| &*source.path == path).map(|(id, _)| id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
