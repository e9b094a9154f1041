//! What a session is made from: texts with their paths, never the disk itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{ProjectFiles, ReadProblem, TagChoice};
use crate::resolve::{Manifest, PackageId};
use crate::text::{FileId, Name};

use super::document::Language;

/// A file's path (with `/` between its parts, relative to the project) and its text.
#[derive(Clone, Debug)]
pub struct SourceText {
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// The offset of the first byte that is not UTF-8; `text` then shows what could be read.
    pub not_utf8_at: Option<u32>,
    /// The language of a document or template; nothing for a source.
    pub document: Option<Language>,
    /// Somebody has named the file, so that it should be something of Systems Manager.
    pub is_named: bool,
    /// Which deployment of a template it stands for; nothing where that is not said.
    pub deployment: Option<usize>,
}

impl SourceText {
    /// The ending of the path tells a document from a source.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let (path, text) = (path.into(), text.into());
        let document = Language::of(&path, &text);
        Self { path, text, not_utf8_at: None, document, is_named: false, deployment: None }
    }
}

/// The texts of one project.
#[derive(Clone, Debug, Default)]
pub struct PackageInput {
    /// The text of `ordain.toml`; a lone file has none.
    pub manifest: Option<SourceText>,
    /// The manifest of the project that a lone document lies in: what it says of the lint counts.
    pub around: Option<SourceText>,
    /// In path order.
    pub sources: Vec<SourceText>,
    /// What became of each dependency of the manifest.
    pub links: Vec<Link>,
}

impl PackageInput {
    /// Whether it is a document of Systems Manager, or a template, and nothing else.
    pub fn is_document(&self) -> bool {
        let is_lone = self.manifest.is_none() && self.links.is_empty();
        is_lone && matches!(&*self.sources, [source] if source.document.is_some())
    }
}

/// A dependency of a manifest and what its path led to.
#[derive(Clone, Debug)]
pub struct Link {
    pub name: Name,
    /// Or why there is none, in words for a person.
    pub target: Result<PackageId, String>,
}

/// A project whose sources are all that it has.
struct NoFiles;

impl ProjectFiles for NoFiles {
    fn read(&self, _asked_by: FileId, _path: &str) -> Result<Vec<u8>, ReadProblem> {
        Err(ReadProblem::Missing)
    }
}

/// All that a compilation depends on.
///
/// `FileId`s are given package by package, in each to the sources in their order, then to the
/// manifest; so the file with id 0 is the first source of the project.
#[derive(Clone)]
pub struct ProjectInput {
    pub project: PackageInput,
    /// The package with id 1 and those after it.
    pub dependencies: Vec<PackageInput>,
    /// Values of `input`s that win over those of the environment.
    pub inputs: Vec<(Name, String)>,
    /// Which `[env.NAME]` to take.
    pub environment: Option<Name>,
    /// Paths of the sources that were asked for; empty means all. Only their artifacts are built,
    /// only they and what depends on them is reported.
    pub selected: BTreeSet<String>,
    /// Which tasks are built.
    pub tags: TagChoice,
    /// Files beside the sources, for `read` and `template`.
    pub project_files: Arc<dyn ProjectFiles>,
}

impl ProjectInput {
    /// A project in memory: no file lies beside its sources, and nothing is chosen.
    pub fn in_memory(project: PackageInput) -> Self {
        Self {
            project,
            dependencies: Vec::new(),
            inputs: Vec::new(),
            environment: None,
            selected: BTreeSet::new(),
            tags: TagChoice::default(),
            project_files: Arc::new(NoFiles),
        }
    }
}

/// The values of the command line, and those of the environment that it does not give.
pub(super) fn inputs_of(input: &ProjectInput, manifest: &Manifest) -> Vec<(Name, String)> {
    let mut inputs = input.inputs.clone();
    let environment = input.environment.as_deref().and_then(|name| manifest.environment(name));
    for (name, value) in environment.map_or(&[][..], |environment| &environment.inputs) {
        if !inputs.iter().any(|(given, _)| given == name) {
            inputs.push((name.clone(), value.value.clone()));
        }
    }
    inputs
}
