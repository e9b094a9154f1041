//! A release of botocore to read from: a wheel, or a folder that a wheel was unpacked into.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use flate2::read::GzDecoder;
use zip::ZipArchive;

/// No file of a release is longer unpacked; the largest has a third of it.
const LIMIT_BYTES: u64 = 64 << 20;

pub struct Release {
    place: Place,
    /// All files, from the root of the release, with `/` between their parts. Sorted.
    files: BTreeSet<String>,
}

enum Place {
    Folder(PathBuf),
    Wheel(PathBuf, Mutex<ZipArchive<File>>),
}

impl Release {
    /// # Errors
    /// A path that is neither, or that has no models in it.
    pub fn open(path: &Path) -> Result<Self, String> {
        let release = if path.is_dir() { folder(path)? } else { wheel(path)? };
        if release.services().is_empty() {
            let hint = "the folder must be the one that holds `botocore`";
            return Err(format!("{}: no models below botocore/data: {hint}", path.display()));
        }
        Ok(release)
    }

    /// The names of all services that have a model. Sorted.
    pub fn services(&self) -> BTreeSet<&str> {
        let models = self.files.iter().filter(|path| is_model(path));
        models.filter_map(|path| path.split('/').nth(2)).collect()
    }

    /// The latest version of a service's API that has a model.
    pub fn latest(&self, service: &str) -> Option<&str> {
        let prefix = format!("botocore/data/{service}/");
        let below = self.files.iter().filter(|path| path.starts_with(&prefix) && is_model(path));
        below.filter_map(|path| path.split('/').nth(3)).max()
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

    /// The files of the folder that describes the package, which the release's version names.
    pub fn about(&self) -> impl Iterator<Item = &str> {
        let version = self.version().unwrap_or_default();
        let prefix = format!("botocore-{version}.dist-info/");
        self.files.iter().filter(move |path| path.starts_with(&prefix)).map(String::as_str)
    }

    /// # Errors
    /// A release that does not say.
    pub fn version(&self) -> Result<String, String> {
        let path = "botocore/__init__.py";
        let Some((text, place)) = self.text(path)? else {
            return Err(format!("{}: missing", self.place_of(path)));
        };
        let line = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
        let version = line.map(|it| it.trim().trim_matches(['\'', '"']).to_owned());
        version.ok_or(format!("{place}: no line `__version__ = …`"))
    }

    /// Where a file of the release is, for a message.
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

fn is_model(path: &str) -> bool {
    let mut parts = path.split('/');
    let start = (parts.next(), parts.next());
    let name = parts.nth(2).unwrap_or_default();
    start == (Some("botocore"), Some("data"))
        && parts.next().is_none()
        && matches!(name, "service-2.json" | "service-2.json.gz")
}

fn read_all(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = from.take(LIMIT_BYTES + 1).read_to_end(&mut bytes);
    match read {
        Ok(count) if count as u64 > LIMIT_BYTES => {
            Err(format!("longer than {LIMIT_BYTES} bytes, more than any model"))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(error.to_string()),
    }
}

fn wheel(path: &Path) -> Result<Release, String> {
    let name = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| name(&error))?;
    let archive = ZipArchive::new(file).map_err(|error| name(&error))?;
    let files = archive.file_names().map(|file| file.map(|it| it.into_owned()));
    let files = files.collect::<Result<_, _>>().map_err(|error| name(&error))?;
    Ok(Release { place: Place::Wheel(path.to_owned(), Mutex::new(archive)), files })
}

fn folder(root: &Path) -> Result<Release, String> {
    let mut files = BTreeSet::new();
    for name in entries(root)? {
        let is_ours =
            name == "botocore" || (name.starts_with("botocore-") && name.ends_with("-info"));
        if is_ours && root.join(&name).is_dir() {
            collect(root, &name, &mut files)?;
        }
    }
    Ok(Release { place: Place::Folder(root.to_owned()), files })
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
