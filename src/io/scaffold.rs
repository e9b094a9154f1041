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
}

/// Creates files below `folder`, which is made where it is missing.
///
/// # Errors
/// One of the files is there already (then none is written), or what the disk says.
pub fn create_files(folder: &Path, files: &[NewFile<'_>]) -> Result<(), Problem> {
    for file in files {
        let path = folder.join(file.path);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(Problem::new(format!(
                "`{}` is there already: nothing was written",
                path.display()
            )));
        }
    }
    for file in files {
        create(&folder.join(file.path), file.text)?;
    }
    Ok(())
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
