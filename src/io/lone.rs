//! Files that are a project of their own each: documents, and sources without a manifest.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::session::{PackageInput, ProjectInput, SourceText};

use super::load::{DEFAULT_OUT, LoadOptions, Loaded, LoadedProject};
use super::marks::is_other;
use super::paths::{self, MANIFEST};
use super::project_files::{DiskFiles, Place};
use super::read::{read_bytes, read_source, to_source, within_limit};
use super::select::{Selection, is_document};
use super::{Problem, Scope};

/// What became of a lone file.
enum Lone {
    Project(Box<LoadedProject>),
    /// It holds nothing of Systems Manager.
    LeftOut(String),
}

/// Adds the lone files of a selection, in the order of their paths. A document in the folder of a
/// project goes by its path there.
///
/// # Errors
/// The first file that cannot be read.
pub(super) fn load(
    options: &LoadOptions,
    selection: &mut Selection,
    loaded: &mut Loaded,
) -> Result<(), Problem> {
    let files = mem::take(&mut selection.lone_files);
    let roots = roots(files.keys());
    let files: Vec<(PathBuf, Option<Vec<u8>>)> = files.into_iter().collect();
    let load = |(path, bytes): (PathBuf, Option<Vec<u8>>)| {
        let root = path.parent().and_then(|folder| roots.get(folder)).and_then(Option::as_deref);
        load_one(options, (&path, bytes), root)
    };
    let all: Vec<Result<Lone, Problem>> = files.into_par_iter().map(load).collect();
    let mut manifests = BTreeMap::new();
    for one in all {
        let mut project = match one? {
            Lone::Project(project) => project,
            Lone::LeftOut(path) => {
                loaded.left_out.push(path);
                continue;
            }
        };
        let path = project.lone_file.as_deref().unwrap_or(&project.root);
        let is_named = selection.named.contains(path);
        let folder = path.parent().unwrap_or(path);
        if let Some(root) = roots.get(folder).and_then(Option::as_deref)
            && is_document(path)
        {
            project.input.project.around = Some(manifest(root, &mut manifests)?);
        }
        project.input.project.sources.iter_mut().for_each(|it| it.is_named = is_named);
        loaded.projects.push(*project);
    }
    Ok(())
}

/// The projects around the folders of some files, each folder looked at once.
fn roots<'a>(files: impl Iterator<Item = &'a PathBuf>) -> HashMap<PathBuf, Option<PathBuf>> {
    let folders: BTreeSet<&Path> = files.filter_map(|file| file.parent()).collect();
    folders.into_iter().map(|folder| (folder.to_owned(), paths::project_root(folder))).collect()
}

/// The manifest of a project, read once.
fn manifest(root: &Path, known: &mut BTreeMap<PathBuf, SourceText>) -> Result<SourceText, Problem> {
    if let Some(text) = known.get(root) {
        return Ok(text.clone());
    }
    let text = read_source(&root.join(MANIFEST), MANIFEST.to_owned())?;
    known.insert(root.to_owned(), text.clone());
    Ok(text)
}

/// Loads a file, whose bytes may be there already, as a project of its own.
fn load_one(
    options: &LoadOptions,
    (path, bytes): (&Path, Option<Vec<u8>>),
    root: Option<&Path>,
) -> Result<Lone, Problem> {
    let bytes = match bytes {
        Some(bytes) => within_limit(path, bytes)?,
        None => read_bytes(path)?,
    };
    let around = root.filter(|_| is_document(path));
    let (shown_prefix, shown) = match around {
        Some(root) => (paths::shown_prefix(&options.cwd, root), paths::below(root, path)),
        None => (String::new(), paths::slashed(&paths::way(&options.cwd, path))),
    };
    let source = to_source(shown, bytes);
    if is_other(&source) {
        return Ok(Lone::LeftOut(format!("{shown_prefix}{}", source.path)));
    }
    let folder = around.or(path.parent()).unwrap_or(path);
    let project = project(options, folder, source);
    Ok(Lone::Project(Box::new(LoadedProject {
        scope: Scope::File,
        lone_file: Some(path.to_owned()),
        shown_prefix,
        root: around.map_or(project.root, Path::to_owned),
        ..project
    })))
}

/// A text as a project of its own; nothing tells what an earlier one has made.
pub(super) fn project(options: &LoadOptions, folder: &Path, source: SourceText) -> LoadedProject {
    let place = Place { folder: folder.to_owned(), root: folder.to_owned() };
    let project = PackageInput { sources: vec![source], ..PackageInput::default() };
    LoadedProject {
        input: ProjectInput {
            project,
            dependencies: Vec::new(),
            inputs: options.inputs.clone(),
            environment: options.environment.clone(),
            selected: BTreeSet::new(),
            tags: options.tags.clone(),
            project_files: Arc::new(DiskFiles { places: vec![place] }),
        },
        shown_prefix: String::new(),
        scope: Scope::Nothing,
        lone_file: None,
        root: options.cwd.clone(),
        out: options.cwd.join(DEFAULT_OUT),
    }
}
