//! One text file, written whole or not at all.

use std::fs;
use std::path::Path;

use super::Problem;

/// Writes a text under a name of its own beside the file, then gives it the file's name and rights.
///
/// # Errors
/// What the disk says; then the file is as it was.
pub fn write_text(path: &Path, text: &str) -> Result<(), Problem> {
    let problem = |error: &std::io::Error| Problem::at(path, error);
    // What a link leads to is written, not the link.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    if real.exists() {
        // A new file could take the name of one that may not be written to.
        fs::OpenOptions::new().append(true).open(&real).map_err(|error| problem(&error))?;
    }
    let staged = tempfile::Builder::new()
        .prefix(".ordain-")
        .tempfile_in(folder)
        .map_err(|error| Problem::at(folder, &error))?;
    fs::write(staged.path(), text).map_err(|error| problem(&error))?;
    let rights = match fs::metadata(&real) {
        Ok(known) => Some(known.permissions()),
        Err(_) => usual_rights(),
    };
    if let Some(rights) = rights {
        fs::set_permissions(staged.path(), rights).map_err(|error| problem(&error))?;
    }
    staged.persist(&real).map_err(|error| problem(&error.error))?;
    Ok(())
}

/// The rights of a new file: a temporary one is its owner's alone.
#[cfg(unix)]
fn usual_rights() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn usual_rights() -> Option<fs::Permissions> {
    None
}
