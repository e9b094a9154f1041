//! From the paths of a command line to files: folders walked, globs expanded.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::{DirEntry, WalkBuilder};

use crate::resolve::Manifest;
use crate::session::Language;
use crate::text::FileId;

use super::load::DEFAULT_OUT;
use super::marks::{MARKS, Marked, marked};
use super::paths::{self, MANIFEST};
use super::{Problem, read, reason};

/// What the paths of a command line name.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// Folders with a manifest, and which of their files are meant.
    pub(super) projects: BTreeMap<PathBuf, Chosen>,
    /// Files outside of any project, with their bytes where these were read.
    pub(super) lone_files: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// Those of them that the command line names one by one.
    pub(super) named: BTreeSet<PathBuf>,
    pub(super) standard_input: bool,
    takes: Takes,
}

/// What a command can work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    #[default]
    Sources,
    /// Sources, and documents that are named; of a folder its documents where it has no source.
    SourcesOrDocuments,
    /// Sources and documents, of a folder both.
    Both,
}

/// Which files of a project are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    All,
    Files(BTreeSet<PathBuf>),
}

/// Finds what `given` names, from the folder `cwd`.
///
/// # Errors
/// A path that is not there, a folder without rights, a glob that matches nothing, a document where
/// only sources are taken.
pub(super) fn select(cwd: &Path, given: &[PathBuf], takes: Takes) -> Result<Selection, Problem> {
    let mut selection = Selection { takes, ..Selection::default() };
    if given.is_empty() {
        let root = paths::project_root(cwd).ok_or_else(no_project)?;
        selection.add_folder(&root)?;
    }
    for named in given {
        let path = paths::absolute(cwd, named);
        let text = &paths::slashed(named);
        if text == "-" {
            selection.standard_input = true;
        } else if text.is_empty() {
            return Err(Problem::new("an empty path names no file"));
        } else if path.is_dir() {
            selection.add_folder(&path)?;
        } else if fs::symlink_metadata(&path).is_ok() {
            selection.add_named(&path)?;
        } else if text.contains(['*', '?', '[', '{']) {
            selection.add_glob(cwd, text)?;
        } else {
            return Err(Problem::new(format!("`{text}`: no such file or folder")));
        }
    }
    Ok(selection)
}

/// The `.ord` files of a project, sorted: not those of projects inside it, nor below `out`.
///
/// # Errors
/// A folder that cannot be read.
pub(super) fn project_files(root: &Path, out: &Path) -> Result<Vec<PathBuf>, Problem> {
    let (owned_root, out) = (root.to_owned(), root.join(out));
    let files = walk(root, move |entry| {
        let path = entry.path();
        let is_nested = path != owned_root && path.join(MANIFEST).is_file();
        path != out && !(is_folder(entry) && is_nested)
    })?;
    Ok(files.into_iter().filter(|path| is_source(path)).collect())
}

impl Selection {
    fn add_project(&mut self, root: PathBuf) {
        self.projects.insert(root, Chosen::All);
    }

    fn add_named(&mut self, path: &Path) -> Result<(), Problem> {
        if is_document(path) && self.takes == Takes::Sources {
            return Err(Problem::because(path, NO_SOURCE));
        }
        self.named.insert(path.to_owned());
        self.add_file(path);
        Ok(())
    }

    fn add_file(&mut self, path: &Path) {
        // A document of Systems Manager is not a part of the project around it.
        if is_document(path) {
            self.lone_files.entry(path.to_owned()).or_default();
            return;
        }
        let parent = path.parent().unwrap_or(path);
        let Some(root) = paths::project_root(parent) else {
            self.lone_files.entry(path.to_owned()).or_default();
            return;
        };
        if path == root.join(MANIFEST) {
            return self.add_project(root);
        }
        let chosen = self.projects.entry(root).or_insert(Chosen::Files(BTreeSet::new()));
        if let Chosen::Files(files) = chosen {
            files.insert(path.to_owned());
        }
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Problem> {
        let is_project = folder.join(MANIFEST).is_file();
        if is_project && self.takes != Takes::Both {
            self.add_project(folder.to_owned());
            return Ok(());
        }
        let found = walk(folder, |_| true)?;
        let mut any = is_project;
        let mut roots = Vec::new();
        for path in &found {
            if path.file_name().is_some_and(|name| name == MANIFEST) {
                let root = path.parent().unwrap_or(folder).to_owned();
                roots.push(root.clone());
                if !is_project || root == folder {
                    self.add_project(root);
                }
                any = true;
            } else if is_source(path) && !is_project {
                self.add_file(path);
                any = true;
            }
        }
        let documents = match self.takes {
            Takes::Both => own_documents(folder, found, &roots)?,
            Takes::SourcesOrDocuments if !any => marked(found, MARKS)?,
            Takes::Sources | Takes::SourcesOrDocuments => Vec::new(),
        };
        match (any || !documents.is_empty(), self.takes) {
            (true, _) => {
                let read = documents.into_iter().map(|file| (file.path, Some(file.bytes)));
                self.lone_files.extend(read);
                Ok(())
            }
            (false, Takes::Sources) => Err(Problem::because(folder, "holds no `.ord` file")),
            (false, Takes::SourcesOrDocuments | Takes::Both) => Err(Problem::because(
                folder,
                "holds no `.ord` file and no document of Systems Manager",
            )),
        }
    }

    fn add_glob(&mut self, cwd: &Path, text: &str) -> Result<(), Problem> {
        // A pattern with `..` starts above `cwd`: walk from its last part without a pattern.
        let fixed: PathBuf = Path::new(text)
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
            .collect();
        let base = paths::absolute(cwd, &fixed);
        let rest = Path::new(text).strip_prefix(&fixed).unwrap_or(Path::new(text));
        let matcher = GlobBuilder::new(&paths::slashed(rest))
            .literal_separator(true)
            .build()
            .map_err(|error| Problem::new(format!("`{text}`: {}", error.kind())))?
            .compile_matcher();
        let no_match = || Problem::new(format!("`{text}`: matches no file"));
        if !base.is_dir() {
            return Err(no_match());
        }
        let found = walk(&base, |_| true)?;
        let is_taken =
            |path: &Path| is_source(path) || (self.takes != Takes::Sources && is_document(path));
        let matching = found
            .iter()
            .filter(|path| is_taken(path) && matcher.is_match(paths::below(&base, path)));
        let matching: Vec<&PathBuf> = matching.collect();
        if matching.is_empty() {
            return Err(no_match());
        }
        for path in matching {
            self.add_file(path);
        }
        Ok(())
    }
}

/// Why a document is refused.
pub(super) const NO_SOURCE: &str = "is no `.ord` file, and only those are taken here: `ordain import` makes \
                         one of a document of Systems Manager, `ordain lint` looks at it as it is";

/// Whether a path is named like a document or template.
pub(super) fn is_document(path: &Path) -> bool {
    path.to_str().is_some_and(|path| Language::of_path(path).is_some())
}

/// The documents below a folder that no build of the projects in it has written; of a folder that is
/// a project none of projects inside it.
fn own_documents(
    folder: &Path,
    files: Vec<PathBuf>,
    roots: &[PathBuf],
) -> Result<Vec<Marked>, Problem> {
    let is_project = roots.iter().any(|root| root == folder);
    let mut others = Vec::new();
    for root in roots {
        match is_project && root != folder {
            true => others.push(root.clone()),
            false => others.push(paths::absolute(root, &out_of(root)?)),
        }
    }
    let mut found = marked(files, MARKS)?;
    found.retain(|file| !others.iter().any(|other| file.path.starts_with(other)));
    Ok(found)
}

/// Where the builds of a project go: no source lies there.
///
/// # Errors
/// A manifest that cannot be read.
pub(super) fn out_of(root: &Path) -> Result<PathBuf, Problem> {
    let text = read::read_source(&root.join(MANIFEST), MANIFEST.to_owned())?;
    let (manifest, _) = Manifest::parse(FileId::default(), &text.text);
    Ok(manifest.out.map_or_else(|| DEFAULT_OUT.into(), |out| out.value.into()))
}

/// All files below a folder, sorted by path; what `.gitignore` names and hidden folders are left
/// out. Links are followed, each folder once.
pub(super) fn walk(
    folder: &Path,
    keep: impl Fn(&DirEntry) -> bool + Send + Sync + 'static,
) -> Result<Vec<PathBuf>, Problem> {
    let mut files = Vec::new();
    // Only what lies in the folder decides: another machine's own settings must not.
    let walker = WalkBuilder::new(folder)
        .follow_links(true)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .filter_entry(keep)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => match skip_loop(error, folder) {
                Some(problem) => return Err(problem),
                None => continue,
            },
        }
    }
    files.sort();
    Ok(files)
}

/// Nothing for a link that leads back or nowhere: what it would show is seen without it.
fn skip_loop(error: ignore::Error, folder: &Path) -> Option<Problem> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::WithPath { path, err } => skip_loop(*err, &path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            skip_loop(*err, folder)
        }
        ignore::Error::Io(error) => {
            let is_dangling = fs::symlink_metadata(folder).is_ok_and(|it| it.is_symlink());
            let problem = || Problem::because(folder, reason(&error));
            (!is_dangling).then(problem)
        }
        other => Some(Problem::new(other.to_string())),
    }
}

fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "ord")
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn no_project() -> Problem {
    Problem::new(format!(
        "there is no `{MANIFEST}` in this folder or above: name a file, or make a project with \
         `ordain init`"
    ))
}
