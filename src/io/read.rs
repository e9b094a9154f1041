//! Reading texts: sources, manifests, standard input.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::markup::Syntax;
use crate::session::{Language, SourceText};

use super::{Problem, marks, paths, reason};

/// The most bytes of a source, of a manifest, and of a file that a source reads.
pub(super) const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// What standard input is called among the sources.
const STANDARD_INPUT: &str = "<stdin>";

/// The bytes of a file, up to the limit.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let known = fs::metadata(path).map_err(|error| Problem::at(path, &error))?;
    if known.is_dir() {
        return Err(Problem::because(path, "is a folder"));
    }
    let file = File::open(path).map_err(|error| Problem::at(path, &error))?;
    let capacity = usize::try_from(known.len().min(MAX_BYTES)).unwrap_or(0);
    read_limited(file, capacity).map_err(|why| Problem::because(path, why))
}

/// A source from a file.
pub(super) fn read_source(path: &Path, shown: String) -> Result<SourceText, Problem> {
    Ok(to_source(shown, read_bytes(path)?))
}

/// A text from standard input under a name, whose ending says what it is; without a name the text
/// itself says it.
pub(super) fn read_standard_input(name: Option<&str>) -> Result<SourceText, Problem> {
    let bytes = read_limited(std::io::stdin().lock(), 0)
        .map_err(|why| Problem::new(format!("standard input: {why}")))?;
    let mut source = to_source(name.unwrap_or(STANDARD_INPUT).to_owned(), bytes);
    if name.is_none() {
        source.document = Syntax::of_document(&source.text).map(Language::Markup);
    }
    Ok(source)
}

/// The documents that a command line names, each with the path that is shown: files as they are,
/// of a folder what looks like a document, `-` for standard input.
///
/// # Errors
/// A path that is not there or cannot be read, a folder without documents.
pub fn read_documents(cwd: &Path, given: &[PathBuf]) -> Result<Vec<SourceText>, Problem> {
    let mut paths = Vec::new();
    let mut texts = Vec::new();
    for named in given {
        let path = paths::absolute(cwd, named);
        if named == Path::new("-") {
            texts.push(read_standard_input(None)?);
        } else if path.is_dir() {
            let found = marks::documents(&path)?;
            if found.is_empty() {
                return Err(Problem::because(&path, "holds no document of Systems Manager"));
            }
            paths.extend(found);
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    paths.dedup();
    let shown = |path: &PathBuf| paths::slashed(&paths::way(cwd, path));
    let read: Result<Vec<SourceText>, Problem> =
        paths.par_iter().map(|path| read_source(path, shown(path))).collect();
    texts.splice(0..0, read?);
    Ok(texts)
}

/// A text that a command line names: a file, or `-` for standard input.
///
/// # Errors
/// It cannot be read, or is no UTF-8.
pub fn read_text(path: &Path) -> Result<SourceText, Problem> {
    if path == Path::new("-") {
        return read_standard_input(None);
    }
    let source = read_source(path, path.to_string_lossy().replace('\\', "/"))?;
    match source.not_utf8_at {
        Some(_) => Err(Problem::because(path, "is not UTF-8")),
        None => Ok(source),
    }
}

fn read_limited(from: impl Read, capacity: usize) -> Result<Vec<u8>, String> {
    // A device or a pipe has no length that could be asked before reading.
    let mut bytes = Vec::with_capacity(capacity);
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    limited(bytes)
}

/// The bytes of a file, if they are not too many.
pub(super) fn within_limit(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    limited(bytes).map_err(|why| Problem::because(path, why))
}

fn limited(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("has more than {MAX_BYTES} bytes, the most that is read"));
    }
    Ok(bytes)
}

pub(super) fn to_source(shown: String, bytes: Vec<u8>) -> SourceText {
    match String::from_utf8(bytes) {
        Ok(text) => SourceText::new(shown, text),
        Err(error) => {
            let bad = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
            let text: Arc<str> = String::from_utf8_lossy(error.as_bytes()).into();
            SourceText { not_utf8_at: Some(bad), ..SourceText::new(shown, text) }
        }
    }
}
