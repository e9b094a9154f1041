//! What a root file system holds: type, mode, owner, size, time and content of every path.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::nodes::system::Layer;

/// All paths from the root, without what no declaration is about.
#[derive(Debug)]
pub struct Snapshot {
    entries: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    kind: &'static str,
    mode: u32,
    owner: (u32, u32),
    size: u64,
    changed: (i64, i64),
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    None,
    /// As in the base.
    Base,
    Link(String),
    Hash(String),
}

/// Prefixes of paths that are left out: other file systems, the agent's and our own state, what
/// package managers remember. Sorted.
const LEFT_OUT: &[&str] = &[
    "dev",
    "proc",
    "run",
    "sys",
    "tmp",
    "var/cache/apt",
    "var/cache/dnf",
    "var/cache/ldconfig",
    "var/lib/amazon",
    "var/lib/apt/lists",
    "var/lib/dnf",
    "var/lib/ordain",
    "var/lib/rpm/rpmdb.sqlite-shm",
    "var/lib/rpm/rpmdb.sqlite-wal",
    "var/lib/systemd",
    "var/log/apt",
    "var/log/dnf.librepo.log",
    "var/log/dnf.log",
    "var/log/dnf.rpm.log",
    "var/log/dpkg.log",
    "var/log/hawkey.log",
    "var/log/journal",
];

impl Snapshot {
    /// Looks at the whole of a mounted system. Only what differs from the base is hashed.
    pub fn of(layer: &Layer) -> io::Result<Self> {
        let mut entries = BTreeMap::new();
        walk(layer, "", &mut entries)?;
        Ok(Self { entries })
    }

    /// The same without times.
    pub fn timeless(mut self) -> Self {
        for entry in self.entries.values_mut() {
            entry.changed = (0, 0);
        }
        self
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many files differ from the base, or may.
    pub fn written(&self) -> usize {
        let hashed = |entry: &&Entry| matches!(entry.content, Content::Hash(_));
        self.entries.values().filter(hashed).count()
    }

    /// A line per path that is not the same in both. Both have the base of `layer`.
    pub fn differences(&self, later: &Self, layer: &Layer) -> Vec<String> {
        let mut found = Vec::new();
        for (path, before) in &self.entries {
            match later.entries.get(path) {
                None => found.push(format!("{path} is gone")),
                Some(after) if !before.same(after, path, layer) => {
                    found.push(format!("{path}: {before} became {after}"));
                }
                Some(_) => {}
            }
        }
        let new = later.entries.keys().filter(|path| !self.entries.contains_key(*path));
        found.extend(new.map(|path| format!("{path} is new")));
        found
    }
}

impl Entry {
    fn of(layer: &Layer, path: &str, metadata: &Metadata) -> io::Result<Self> {
        let kind = metadata.file_type();
        let content = if kind.is_symlink() {
            let target = fs::read_link(layer.root.join(path))?;
            Content::Link(target.to_string_lossy().into_owned())
        } else if !kind.is_file() {
            Content::None
        } else if layer.upper.join(path).symlink_metadata().is_ok() {
            Content::Hash(hash(&layer.root.join(path))?)
        } else {
            Content::Base
        };
        Ok(Self {
            kind: match () {
                () if kind.is_dir() => "folder",
                () if kind.is_file() => "file",
                () if kind.is_symlink() => "link",
                () if kind.is_fifo() => "pipe",
                () if kind.is_socket() => "socket",
                () => "device",
            },
            mode: metadata.mode() & 0o7777,
            owner: (metadata.uid(), metadata.gid()),
            // A folder's size says how it is stored, not what is in it.
            size: if kind.is_dir() { 0 } else { metadata.size() },
            changed: if path == "var/lib" {
                // The state of runs has its folder there, made by the first of them.
                (0, 0)
            } else {
                (metadata.mtime(), metadata.mtime_nsec())
            },
            content,
        })
    }

    /// A file that was copied up without a change is the same file.
    fn same(&self, other: &Self, path: &str, layer: &Layer) -> bool {
        let based = |content: &Content| match content {
            Content::Base => hash(&layer.base.join(path)).map_or(Content::None, Content::Hash),
            other => other.clone(),
        };
        let contents =
            self.content == other.content || based(&self.content) == based(&other.content);
        let (mut left, mut right) = (self.clone(), other.clone());
        (left.content, right.content) = (Content::None, Content::None);
        contents && left == right
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (user, group) = self.owner;
        let (seconds, nanoseconds) = self.changed;
        write!(to, "{} {:04o} {user}:{group} {}", self.kind, self.mode, self.size)?;
        write!(to, " of {seconds}.{nanoseconds:09}")?;
        match &self.content {
            Content::None | Content::Base => Ok(()),
            Content::Link(target) => write!(to, " to {target}"),
            Content::Hash(hash) => write!(to, " with {}", hash.get(..12).unwrap_or(hash)),
        }
    }
}

fn walk(layer: &Layer, below: &str, into: &mut BTreeMap<String, Entry>) -> io::Result<()> {
    for entry in fs::read_dir(layer.root.join(below))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if LEFT_OUT.contains(&&*path) {
            continue;
        }
        let metadata = layer.root.join(&path).symlink_metadata()?;
        into.insert(path.clone(), Entry::of(layer, &path, &metadata)?);
        if metadata.is_dir() {
            walk(layer, &path, into)?;
        }
    }
    Ok(())
}

/// The SHA-256 of a file, in hexadecimal.
pub fn hash(path: &Path) -> io::Result<String> {
    let digest = Sha256::digest(fs::read(path)?);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
