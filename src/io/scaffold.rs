//! Writing a new project: all of it or nothing, and never over a file that is there.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::Problem;

/// A file of a new project.
#[derive(Clone, Copy, Debug)]
pub struct NewFile<'a> {
    /// Below the folder of the project.
    pub path: &'a str,
    pub text: &'a str,
    pub if_there: IfThere,
}

/// What to do where a file of that name is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfThere {
    /// Write nothing at all.
    Refuse,
    /// Leave the file as it is.
    Keep,
}

/// Creates files below `folder`, which is made where it is missing. Gives the paths of those that
/// were there and stay as they are.
///
/// # Errors
/// One of the files must not be there and is (then none is written), or what the disk says.
pub fn create_files<'a>(folder: &Path, files: &[NewFile<'a>]) -> Result<Vec<&'a str>, Problem> {
    let is_there = |file: &&NewFile<'_>| fs::symlink_metadata(folder.join(file.path)).is_ok();
    let there: Vec<&NewFile<'_>> = files.iter().filter(is_there).collect();
    if let Some(file) = there.iter().find(|file| file.if_there == IfThere::Refuse) {
        let path = folder.join(file.path);
        return Err(Problem::because(&path, "is there already: nothing was written"));
    }
    let kept: Vec<&str> = there.iter().map(|file| file.path).collect();
    for file in files.iter().filter(|file| !kept.contains(&file.path)) {
        create(&folder.join(file.path), file.text)?;
    }
    Ok(kept)
}

fn create(path: &Path, text: &str) -> Result<(), Problem> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Problem::at(folder, &error))?;
    }
    // Fails rather than replace what another program made since the look.
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Problem::at(path, &error))
}
