//! Paths as people see them, and where a project starts.

use std::path::{Component, Path, PathBuf};

/// The file that marks the folder of a project.
pub(super) const MANIFEST: &str = "ordain.toml";

/// The folder with a manifest that a path lies in: the path itself or the nearest one above.
pub fn project_root(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_owned)
}

/// `path` below `base`, with `/` between its parts on every system.
pub(super) fn below(base: &Path, path: &Path) -> String {
    slashed(path.strip_prefix(base).unwrap_or(path))
}

/// The way from one folder to another, both absolute and without `.` and `..`.
pub(super) fn way(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// A path with `/` between its parts; bytes that are not Unicode as `\xff`, so that two files have
/// two names.
pub(super) fn slashed(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        match std::path::MAIN_SEPARATOR {
            '/' => text.push_str(chunk.valid()),
            _ => text.push_str(&chunk.valid().replace('\\', "/")),
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text
}

/// An absolute path without `.` and `..`, links not followed.
pub(super) fn absolute(base: &Path, path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in base.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// What stands before the paths of a project's files when they are shown to someone in `cwd`.
///
/// Nothing, when `cwd` is the project or lies in it: then paths are those of the project.
pub(super) fn shown_prefix(cwd: &Path, root: &Path) -> String {
    if cwd.starts_with(root) {
        return String::new();
    }
    let way = slashed(&way(cwd, root));
    format!("{way}/")
}

#[cfg(test)]
mod tests {
    use super::{absolute, shown_prefix, way};
    use std::path::Path;

    #[test]
    fn the_way_to_a_neighbour_goes_up_once() {
        assert_eq!(way(Path::new("/a/b"), Path::new("/a/c/d")), Path::new("../c/d"));
    }

    #[test]
    fn dots_are_taken_out() {
        assert_eq!(absolute(Path::new("/a/b"), Path::new("./../c")), Path::new("/a/c"));
    }

    #[test]
    fn inside_a_project_its_paths_are_shown() {
        assert_eq!(shown_prefix(Path::new("/a/b"), Path::new("/a")), "");
        assert_eq!(shown_prefix(Path::new("/a"), Path::new("/a/b")), "b/");
    }
}
