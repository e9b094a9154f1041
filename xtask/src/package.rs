//! Python packages to read from: wheels, or folders that wheels were unpacked into.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use flate2::read::GzDecoder;
use zip::ZipArchive;

/// No file of a package is longer unpacked; the largest has a third of it.
const LIMIT_BYTES: u64 = 64 << 20;

pub struct Package {
    place: Place,
    /// All files, from the root of the package, with `/` between their parts. Sorted.
    files: BTreeSet<String>,
}

enum Place {
    Folder(PathBuf),
    Wheel(PathBuf, Mutex<ZipArchive<File>>),
}

impl Package {
    /// Of a folder only what belongs to the packages of these names is looked at.
    ///
    /// # Errors
    /// A path that is neither a folder nor a wheel.
    pub fn open(path: &Path, names: &[&str]) -> Result<Self, String> {
        if path.is_dir() { folder(path, names) } else { wheel(path) }
    }

    /// All files, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The files of the folder that describes the package of this name, its licence among them.
    pub fn about(&self, name: &str) -> impl Iterator<Item = &str> {
        let prefix = format!("{name}-");
        self.files().filter(move |path| {
            let top = path.split('/').next().unwrap_or_default();
            top.starts_with(&prefix) && top.ends_with("-info")
        })
    }

    /// The text of a file, unpacked where only a packed one is there, and its path; nothing where
    /// there is neither.
    ///
    /// # Errors
    /// A file that cannot be read, in words that name it.
    pub fn text(&self, path: &str) -> Result<Option<(String, String)>, String> {
        let packed = format!("{path}.gz");
        let path = if self.files.contains(path) { path } else { &packed };
        if !self.files.contains(path) {
            return Ok(None);
        }
        let place = self.place_of(path);
        let bytes = self.bytes(path).map_err(|error| format!("{place}: {error}"))?;
        let bytes = if path.ends_with(".gz") {
            read_all(GzDecoder::new(bytes.as_slice()))
                .map_err(|error| format!("{place}: cannot be unpacked: {error}"))?
        } else {
            bytes
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((text, place))),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Err(format!("{place}: not UTF-8 at byte {at}"))
            }
        }
    }

    /// Where a file of the package is, for a message.
    pub fn place_of(&self, path: &str) -> String {
        match &self.place {
            Place::Folder(folder) => folder.join(path).display().to_string(),
            Place::Wheel(wheel, _) => format!("{}: {path}", wheel.display()),
        }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        match &self.place {
            Place::Folder(folder) => {
                let file = File::open(folder.join(path)).map_err(|error| error.to_string())?;
                read_all(file)
            }
            Place::Wheel(_, archive) => {
                let mut archive = archive.lock().map_err(|error| error.to_string())?;
                let file = archive.by_name(path).map_err(|error| error.to_string())?;
                read_all(file)
            }
        }
    }
}

fn read_all(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = from.take(LIMIT_BYTES + 1).read_to_end(&mut bytes);
    match read {
        Ok(count) if count as u64 > LIMIT_BYTES => {
            Err(format!("longer than {LIMIT_BYTES} bytes, more than any file"))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(error.to_string()),
    }
}

fn wheel(path: &Path) -> Result<Package, String> {
    let name = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| name(&error))?;
    let archive = ZipArchive::new(file).map_err(|error| name(&error))?;
    let files = archive.file_names().map(str::to_owned).collect();
    Ok(Package { place: Place::Wheel(path.to_owned(), Mutex::new(archive)), files })
}

fn folder(root: &Path, names: &[&str]) -> Result<Package, String> {
    let mut files = BTreeSet::new();
    for name in entries(root)? {
        let is_ours = names.iter().any(|package| {
            let rest = name.strip_prefix(package);
            rest.is_some_and(|it| it.is_empty() || (it.starts_with('-') && it.ends_with("-info")))
        });
        if is_ours && root.join(&name).is_dir() {
            collect(root, &name, &mut files)?;
        }
    }
    Ok(Package { place: Place::Folder(root.to_owned()), files })
}

fn collect(root: &Path, below: &str, files: &mut BTreeSet<String>) -> Result<(), String> {
    for name in entries(&root.join(below))? {
        let path = format!("{below}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<String>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(named)? {
        let name = entry.map_err(named)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    Ok(names)
}
