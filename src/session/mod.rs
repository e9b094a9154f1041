//! The only thing with memory: texts in, findings and artifacts out. Reads no disk.

mod build;
mod input;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::check::{self, Context};
use crate::diagnostic::Diagnostic;
use crate::hir::{Complete, Program};
use crate::lower;
use crate::resolve::{Index, Manifest, ParsedFile};
use crate::syntax::{self, ast};
use crate::text::{FileId, Name, Sources};

pub use crate::resolve::Format;
pub use build::{BuildOptions, BuildOutcome, BuiltArtifact};
pub use input::{ProjectInput, SourceText};

/// One project with everything that was learnt of it.
pub struct Session {
    input: ProjectInput,
    sources: Sources,
    manifest: Manifest,
    manifest_diagnostics: Vec<Diagnostic>,
    /// What the command line gives, then what the environment gives.
    inputs: Vec<(Name, String)>,
    files: Vec<ReadFile>,
}

/// One source after parsing.
struct ReadFile {
    id: FileId,
    ast: ast::File,
    diagnostics: Vec<Diagnostic>,
}

/// What a check finds.
#[derive(Clone, Debug, Default)]
pub struct CheckOutcome {
    /// Files in path order, findings in source order, none twice.
    pub diagnostics: Vec<Diagnostic>,
    /// What was checked; complete only where no finding is an error.
    pub program: Program,
}

impl CheckOutcome {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

impl Session {
    /// Takes the texts and parses them.
    pub fn new(input: ProjectInput) -> Self {
        let mut sources = Sources::default();
        let ids: Vec<FileId> = input
            .sources
            .iter()
            .map(|source| sources.add(source.path.clone(), source.text.clone()))
            .collect();
        let (manifest, manifest_diagnostics) = match &input.manifest {
            Some(text) => {
                let id = sources.add(text.path.clone(), text.text.clone());
                Manifest::parse(id, &text.text)
            }
            None => (Manifest::default(), Vec::new()),
        };
        let inputs = inputs_of(&input, &manifest);
        let files = ids.into_par_iter().map(|id| read_file(&sources, id)).collect();
        Self { input, sources, manifest, manifest_diagnostics, inputs, files }
    }

    /// What `ordain.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The texts that findings point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Checks the whole project.
    pub fn check(&self) -> CheckOutcome {
        let mut diagnostics = self.manifest_diagnostics.clone();
        diagnostics.extend(self.files.iter().flat_map(|file| file.diagnostics.iter().cloned()));
        let parsed: Vec<ParsedFile<'_>> =
            self.files.iter().map(|file| ParsedFile { file: file.id, ast: &file.ast }).collect();
        let (index, found) = Index::build(&parsed);
        diagnostics.extend(found);
        let context = Context {
            index: &index,
            files: &parsed,
            inputs: &self.inputs,
            prefix: &self.manifest.prefix,
            project_files: &*self.input.project_files,
        };
        let (program, found) = check::check(&context);
        diagnostics.extend(found);
        CheckOutcome { diagnostics: self.in_order(diagnostics), program }
    }

    /// Checks the project and, where there is no error, makes the texts of its artifacts.
    pub fn build(&self, options: BuildOptions) -> BuildOutcome {
        let checked = self.check();
        let errors = checked.diagnostics.iter().filter(|found| found.is_error()).count();
        let mut diagnostics = checked.diagnostics;
        let Some(complete) = Complete::of(&checked.program, errors) else {
            return BuildOutcome { artifacts: Vec::new(), diagnostics };
        };
        let (lowered, found) = lower::lower(complete);
        diagnostics.extend(found);
        let diagnostics = self.in_order(diagnostics);
        if diagnostics.iter().any(Diagnostic::is_error) {
            return BuildOutcome { artifacts: Vec::new(), diagnostics };
        }
        let format = options.format.or(self.manifest.format).unwrap_or_default();
        BuildOutcome { artifacts: build::write_artifacts(lowered, format), diagnostics }
    }

    /// Sorts by path and place, and drops what was found twice.
    fn in_order(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let path = |found: &Diagnostic| {
            self.sources.get(found.primary.at.file).map(|source| source.path.clone())
        };
        diagnostics.sort_by(|left, right| {
            path(left).cmp(&path(right)).then_with(|| left.sort_key().cmp(&right.sort_key()))
        });
        diagnostics.dedup();
        diagnostics
    }
}

/// The values of the command line, and those of the environment that it does not give.
fn inputs_of(input: &ProjectInput, manifest: &Manifest) -> Vec<(Name, String)> {
    let mut inputs = input.inputs.clone();
    let environment = input.environment.as_deref().and_then(|name| manifest.environment(name));
    for (name, value) in environment.map_or(&[][..], |environment| &environment.inputs) {
        if !inputs.iter().any(|(given, _)| given == name) {
            inputs.push((name.clone(), value.value.clone()));
        }
    }
    inputs
}

fn read_file(sources: &Sources, id: FileId) -> ReadFile {
    let text = sources.get(id).map_or("", |source| &source.text);
    let parse = syntax::parse(text, id);
    ReadFile { id, ast: parse.ast, diagnostics: parse.diagnostics }
}
