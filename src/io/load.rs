//! From the paths of a command line to everything that a session needs.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::check::TagChoice;
use crate::resolve::{Manifest, PackageId};
use crate::session::{Link, PackageInput, ProjectInput, SourceText};
use crate::text::{FileId, Name};

use super::lone;
use super::marks::is_other;
use super::paths::{self, MANIFEST};
use super::project_files::{DiskFiles, Place};
use super::select::{self, Chosen, Takes, select};
use super::{Problem, Scope, read};

/// The folder of a build where nobody names one.
pub(super) const DEFAULT_OUT: &str = "build";

/// What to load and with what.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Files, folders, globs, `-`; none means the project around `cwd`.
    pub paths: Vec<PathBuf>,
    /// Which of them are taken.
    pub takes: Takes,
    /// What standard input is called; its ending says what it holds.
    pub standard_input: Option<String>,
    /// Absolute.
    pub cwd: PathBuf,
    pub inputs: Vec<(Name, String)>,
    pub environment: Option<Name>,
    /// Which tasks are built.
    pub tags: TagChoice,
}

/// What paths lead to.
#[derive(Default)]
pub struct Loaded {
    /// Sorted by folder; then lone files, then standard input, each a project of its own.
    pub projects: Vec<LoadedProject>,
    /// Files in YAML or JSON that are nothing of Systems Manager, as someone in `cwd` would write
    /// their paths.
    pub left_out: Vec<String>,
}

/// One project, ready for a session.
pub struct LoadedProject {
    pub input: ProjectInput,
    /// Put before the project's paths when they are shown.
    pub shown_prefix: String,
    /// Which artifacts of an earlier build this one replaces.
    pub scope: Scope,
    /// The file that is the whole project, where there is no manifest; absolute.
    pub lone_file: Option<PathBuf>,
    /// What the paths of its sources are relative to; absolute.
    pub root: PathBuf,
    /// Where the build writes if the command line does not say it.
    pub out: PathBuf,
}

/// An absolute path without `.` and `..`; links are not followed.
pub fn absolute_path(cwd: &Path, path: &Path) -> PathBuf {
    paths::absolute(cwd, path)
}

/// A path as someone in `cwd` would write it, with `/` between its parts.
pub fn shown_path(cwd: &Path, path: &Path) -> String {
    let way = paths::way(cwd, &paths::absolute(cwd, path));
    if way.as_os_str().is_empty() { ".".to_owned() } else { paths::slashed(&way) }
}

/// Loads every project that the paths touch.
///
/// # Errors
/// A path that is not there or cannot be read.
pub fn load(options: &LoadOptions) -> Result<Loaded, Problem> {
    let mut selection = select(&options.cwd, &options.paths, options.takes)?;
    let mut loaded = Loaded::default();
    for (root, chosen) in &selection.projects {
        let files = match chosen {
            Chosen::All => &BTreeSet::new(),
            Chosen::Files(files) => files,
        };
        loaded.projects.push(load_project(options, root, files)?);
    }
    lone::load(options, &mut selection, &mut loaded)?;
    if selection.standard_input {
        let source = read::read_standard_input(options.standard_input.as_deref())?;
        if options.takes == Takes::Sources && source.document.is_some() {
            return Err(Problem::new(format!("standard input: {}", select::NO_SOURCE)));
        }
        match is_other(&source) {
            true => loaded.left_out.push(source.path.to_string()),
            false => loaded.projects.push(lone::project(options, &options.cwd, source)),
        }
    }
    Ok(loaded)
}

fn load_project(
    options: &LoadOptions,
    root: &Path,
    selected: &BTreeSet<PathBuf>,
) -> Result<LoadedProject, Problem> {
    let mut loader = Loader {
        root,
        packages: Vec::new(),
        known: HashMap::new(),
        places: Vec::new(),
        out: PathBuf::new(),
    };
    loader.package(root)?;
    let mut next = 0;
    // Each package may add further ones behind it.
    while next < loader.packages.len() {
        loader.follow(next)?;
        next += 1;
    }
    let out = loader.out.clone();
    let mut packages = loader.packages.into_iter().map(|package| package.input);
    let mut project = packages.next().unwrap_or_default();
    let mut places = loader.places;
    let named: BTreeSet<String> = selected.iter().map(|path| paths::below(root, path)).collect();
    add_named_files(root, selected, &mut project, &mut places)?;
    Ok(LoadedProject {
        input: ProjectInput {
            project,
            dependencies: packages.collect(),
            inputs: options.inputs.clone(),
            environment: options.environment.clone(),
            selected: named.clone(),
            tags: options.tags.clone(),
            project_files: Arc::new(DiskFiles { places }),
        },
        shown_prefix: paths::shown_prefix(&options.cwd, root),
        scope: if selected.is_empty() { Scope::Whole } else { Scope::Sources(named) },
        lone_file: None,
        root: root.to_owned(),
        out: paths::absolute(root, &out),
    })
}

/// A file that was named belongs to the project even if a walk leaves it out.
fn add_named_files(
    root: &Path,
    selected: &BTreeSet<PathBuf>,
    project: &mut PackageInput,
    places: &mut Vec<Place>,
) -> Result<(), Problem> {
    for path in selected {
        let shown = paths::below(root, path);
        let found = project.sources.binary_search_by(|source| (*source.path).cmp(&shown));
        if let Err(at) = found {
            project.sources.insert(at, read::read_source(path, shown)?);
            let folder = path.parent().unwrap_or(root).to_owned();
            places.insert(at, Place { folder, root: root.to_owned() });
        }
    }
    Ok(())
}

/// Loads a project and what it depends on, each folder once.
struct Loader<'a> {
    root: &'a Path,
    packages: Vec<LoadedPackage>,
    known: HashMap<PathBuf, PackageId>,
    places: Vec<Place>,
    /// Of the project itself, relative to it.
    out: PathBuf,
}

struct LoadedPackage {
    folder: PathBuf,
    manifest: Manifest,
    input: PackageInput,
}

impl Loader<'_> {
    fn package(&mut self, folder: &Path) -> Result<PackageId, Problem> {
        let real = folder.canonicalize().map_err(|error| Problem::at(folder, &error))?;
        if let Some(known) = self.known.get(&real) {
            return Ok(*known);
        }
        // The files of another project are shown by the way to it.
        let shown = |path: &Path| paths::slashed(&paths::way(self.root, path));
        let manifest_path = folder.join(MANIFEST);
        let manifest_text = read::read_source(&manifest_path, shown(&manifest_path))?;
        let (manifest, _) = Manifest::parse(FileId::default(), &manifest_text.text);
        let out = manifest.out.as_ref().map_or(DEFAULT_OUT, |out| &out.value);
        let files = select::project_files(folder, Path::new(out))?;
        let sources: Result<Vec<SourceText>, Problem> =
            files.par_iter().map(|path| read::read_source(path, shown(path))).collect();
        let mut sources = sources?;
        sources.sort_by(|left, right| left.path.cmp(&right.path));
        if self.packages.is_empty() {
            self.out = out.into();
        }
        self.add_places(folder, &sources);
        let id = PackageId(self.packages.len());
        let manifest_input = Some(manifest_text);
        let input = PackageInput { manifest: manifest_input, sources, ..PackageInput::default() };
        self.packages.push(LoadedPackage { folder: folder.to_owned(), manifest, input });
        self.known.insert(real, id);
        Ok(id)
    }

    /// Loads what a package depends on.
    fn follow(&mut self, number: usize) -> Result<(), Problem> {
        let Some(package) = self.packages.get(number) else { return Ok(()) };
        let folder = package.folder.clone();
        let dependencies = package.manifest.dependencies.clone();
        let mut links = Vec::new();
        for dependency in dependencies {
            let target =
                self.dependency(&paths::absolute(&folder, Path::new(&dependency.path.value)));
            links.push(Link { name: dependency.name, target });
        }
        if let Some(package) = self.packages.get_mut(number) {
            package.input.links = links;
        }
        Ok(())
    }

    fn dependency(&mut self, folder: &Path) -> Result<PackageId, String> {
        if !folder.exists() {
            return Err("there is no such folder".to_owned());
        }
        if !folder.is_dir() {
            return Err("this is not a folder".to_owned());
        }
        if !folder.join(MANIFEST).is_file() {
            return Err(format!("the folder has no `{MANIFEST}`"));
        }
        self.package(folder).map_err(|problem| problem.to_string())
    }

    /// In the order in which a session gives ids: the sources, then the manifest.
    fn add_places(&mut self, folder: &Path, sources: &[SourceText]) {
        for source in sources {
            let path = paths::absolute(self.root, Path::new(&*source.path));
            let folder_of_source = path.parent().unwrap_or(folder).to_owned();
            self.places.push(Place { folder: folder_of_source, root: folder.to_owned() });
        }
        self.places.push(Place { folder: folder.to_owned(), root: folder.to_owned() });
    }
}
