//! One build at a time writes to a folder, and what a build that was killed left is removed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What is written and has no name yet lies in a folder of the build's folder that starts so.
pub(super) const STAGING: &str = ".ordain-";

/// Where a system has no locks: no build takes this long.
const LEFT_OVER_AGE: Duration = Duration::from_secs(15 * 60);

/// A folder that no other build writes to. The system lets go of it however the program ends.
pub(super) struct Locked {
    /// Absent where the system or its file system locks no folders.
    file: Option<File>,
}

impl Locked {
    /// Waits for the build that writes to the folder, if one does.
    pub(super) fn new(folder: &Path) -> Self {
        let file = File::open(folder).and_then(|file| file.lock().map(|()| file));
        Self { file: file.ok() }
    }

    /// Removes what no build uses any more.
    pub(super) fn remove_left_over(&self, found: &[PathBuf]) {
        for path in found {
            if self.file.is_some() || is_old(path) {
                // It is in nobody's way: the next build tries again.
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

/// The staging folders in a folder, of this moment or of builds that were killed, sorted.
pub(super) fn staging_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_staging = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(STAGING);
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| is_staging(&entry.file_name()))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

fn is_old(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|known| known.modified());
    let age = modified.ok().and_then(|time| time.elapsed().ok());
    age.is_some_and(|age| age > LEFT_OVER_AGE)
}
