//! Which files hold something of Systems Manager: a mark in the bytes tells it before anything is
//! parsed.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::markup::Syntax;
use crate::session::SourceText;

use super::Problem;
use super::select::{is_document, walk};

/// What every document of Systems Manager says.
const SCHEMA_VERSION: &[u8] = b"schemaVersion";

/// What a template with something of Systems Manager says.
const RESOURCE: &[u8] = b"AWS::SSM::";

/// What a file of Terraform with something of it says.
const TERRAFORM: &[u8] = b"aws_ssm_";

/// What a document or a template says.
pub(super) const MARKS: &[&[u8]] = &[SCHEMA_VERSION, RESOURCE, TERRAFORM];

/// A file that holds a mark.
pub(super) struct Marked {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// The files below a folder that look like documents of Systems Manager, sorted by path: those in
/// YAML or JSON that have a schema version.
///
/// # Errors
/// A folder or file that cannot be read.
pub(super) fn documents(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let is_markup =
        |path: &PathBuf| path.to_str().is_some_and(|path| Syntax::of_path(path).is_some());
    let found =
        marked(walk(folder, |_| true)?, &[SCHEMA_VERSION])?.into_iter().map(|file| file.path);
    Ok(found.filter(is_markup).collect())
}

/// Those of some files that hold one of some texts, in their order.
///
/// # Errors
/// A file that cannot be read, the first of them.
pub(super) fn marked(files: Vec<PathBuf>, marks: &[&[u8]]) -> Result<Vec<Marked>, Problem> {
    let paths: Vec<PathBuf> = files.into_iter().filter(|path| is_document(path)).collect();
    let read = |path: PathBuf| match fs::read(&path) {
        Ok(bytes) => Ok(has_mark(&bytes, marks).then_some(Marked { path, bytes })),
        Err(error) => Err(Problem::at(&path, &error)),
    };
    let read: Vec<Result<Option<Marked>, Problem>> = paths.into_par_iter().map(read).collect();
    read.into_iter().filter_map(Result::transpose).collect()
}

/// Whether a text in YAML or JSON is nothing of Systems Manager. One that is not UTF-8 may be
/// anything.
pub(super) fn is_other(source: &SourceText) -> bool {
    let is_known = source.document.is_some() && source.not_utf8_at.is_none();
    is_known && !has_mark(source.text.as_bytes(), MARKS)
}

fn has_mark(text: &[u8], marks: &[&[u8]]) -> bool {
    marks.iter().any(|mark| text.windows(mark.len()).any(|window| window == *mark))
}
