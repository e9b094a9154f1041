//! The only thing with memory: texts in, findings and artifacts out. Reads no disk.

mod attached;
mod build;
mod canonical;
mod consequence;
mod deployment;
mod doc;
mod document;
mod errors;
mod fix;
mod iam;
mod import;
mod import_names;
mod import_project;
mod input;
mod lint;
mod package;
mod places;
mod pool;
mod roles;
mod salvage;
mod same_names;
mod tagged;
mod validate;
mod warm;

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::check::{self, Context, ReadProblem};
use crate::diagnostic::Diagnostic;
use crate::hir::{Complete, Program};
use crate::lint::Settings;
use crate::lower;
use crate::markup::Syntax;
use crate::resolve::{Index, Manifest, Package, declared_name};
use crate::syntax::ast::{Item, ItemKind};
use crate::text::{FileId, FileSpan, Name, Sources};

use build::Emitted;
use input::inputs_of;
use package::ReadPackage;

pub use crate::import::Naming;
pub use crate::resolve::{Format, PackageId};
pub use attached::AttachedFile;
pub use build::{BuildOptions, BuildOutcome, BuiltArtifact, Measure, OnError};
pub use doc::DocOutcome;
pub use document::Language;
pub use fix::{ChangedText, FixOutcome};
pub use iam::{IamOutcome, RunbookNeeds};
pub use import::{Imported, compiled, import, import_document, refusals};
pub use import_names::{is_template, lost_name, source_name, source_names};
pub use import_project::{ImportedProject, Room, compiled_documents, import_documents};
pub use input::{Link, PackageInput, ProjectInput, SourceText};
pub use lint::{BaselineText, LintOptions, LintOutcome};
pub use pool::each;
pub use roles::{ROLE_DESCRIPTION, Roles};
pub use warm::warm_for_documents;

/// The codes of what could not be read.
const SYNTAX: std::ops::Range<u16> = 100..200;

/// One project with everything that was learnt of it.
pub struct Session {
    input: ProjectInput,
    sources: Sources,
    project: ReadPackage,
    dependencies: Vec<ReadPackage>,
    /// What the command line gives, then what the environment gives.
    inputs: Vec<(Name, String)>,
}

/// What a check finds.
#[derive(Clone, Debug, Default)]
pub struct CheckOutcome {
    /// Files in path order, findings in source order, none twice.
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything but the texts of the artifacts.
struct Analysis {
    diagnostics: Vec<Diagnostic>,
    program: Program,
    /// Empty where there is an error.
    emitted: Vec<Emitted>,
}

impl CheckOutcome {
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

impl Session {
    /// Takes the texts and parses them.
    pub fn new(input: ProjectInput) -> Self {
        let read = || {
            let mut sources = Sources::default();
            let mut project = ReadPackage::read(&input.project, &mut sources);
            let dependencies = input.dependencies.iter();
            let mut dependencies: Vec<ReadPackage> =
                dependencies.map(|package| ReadPackage::read(package, &mut sources)).collect();
            let inputs: Vec<&PackageInput> =
                std::iter::once(&input.project).chain(&input.dependencies).collect();
            if let Some(standard) = ReadPackage::standard(&inputs, &mut sources) {
                dependencies.push(standard);
                let id = PackageId(dependencies.len());
                project.link_standard(id);
                dependencies.iter_mut().for_each(|package| package.link_standard(id));
            }
            (sources, project, dependencies)
        };
        let (sources, project, dependencies) = match input.project.is_document() {
            true => pool::run_whole(read),
            false => pool::run(read),
        };
        let inputs = inputs_of(&input, &project.manifest);
        Self { input, sources, project, dependencies, inputs }
    }

    /// The texts that findings point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The bytes of a file that lies beside a source.
    ///
    /// # Errors
    /// Why it cannot be read, in words for a person.
    pub fn bytes_beside(&self, asked_by: FileId, path: &str) -> Result<Vec<u8>, String> {
        let problem = |problem: ReadProblem| match problem {
            ReadProblem::OutsideProject => format!("the file `{path}` lies outside of the project"),
            ReadProblem::Missing => format!("there is no file `{path}`"),
            ReadProblem::Unreadable(reason) => format!("the file `{path}`: {reason}"),
        };
        self.input.project_files.read(asked_by, path).map_err(problem)
    }

    /// The text of a file that lies beside a source, without the line break at its end.
    ///
    /// # Errors
    /// Why it cannot be read, in words for a person.
    pub fn text_beside(&self, asked_by: FileId, path: &str) -> Result<String, String> {
        let bytes = self.bytes_beside(asked_by, path)?;
        let text = String::from_utf8(bytes).map_err(|_| format!("the file `{path}` is no text"))?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
    }

    /// What `ordain.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.project.manifest
    }

    /// The names of the `input`s of the project, in path and source order, then of what it depends
    /// on: one value serves all inputs of its name.
    pub fn input_names(&self) -> Vec<&str> {
        let packages = std::iter::once(&self.project).chain(&self.dependencies);
        let items = packages.flat_map(|package| &package.files).flat_map(|file| &file.ast.items);
        items
            .filter_map(|item| match &item.kind {
                ItemKind::Input(input) => Some(input.name.text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// What the sources of the project declare, each with the path of its source.
    pub fn declared_names(&self) -> Vec<(Name, String)> {
        let items = self.project.files.iter().flat_map(|file| {
            let path = self.sources.get(file.id).map_or("", |source| &*source.path);
            file.ast.items.iter().map(move |item| (item, path))
        });
        let name = |(item, path): (&Item, &str)| {
            Some((declared_name(&item.kind)?.text.clone(), path.to_owned()))
        };
        items.filter_map(name).collect()
    }

    /// Checks the whole project, as far as everything that a build would say.
    pub fn check(&self) -> CheckOutcome {
        let deployed = self.deployments();
        if !deployed.is_empty() {
            let found = deployed.iter().map(|one| one.check().diagnostics).collect();
            return CheckOutcome { diagnostics: self.of_any(found) };
        }
        let how = (self.format(None), Roles::Manifest);
        let analysis = self.run(|| self.examine(how, OnError::Stop));
        CheckOutcome { diagnostics: analysis.diagnostics }
    }

    /// Checks the project and makes the texts of its artifacts.
    pub fn build(&self, options: BuildOptions) -> BuildOutcome {
        pool::run(|| {
            let format = self.format(options.format);
            let analysis = self.examine((format, options.roles), options.on_error);
            let how = (format, options.measure);
            let artifacts = build::finish(analysis.emitted, how, &self.parts());
            BuildOutcome { artifacts, diagnostics: analysis.diagnostics }
        })
    }

    /// Runs a stage; what holds one declaration has nothing to share out.
    fn run<T: Send>(&self, stage: impl FnOnce() -> T + Send) -> T {
        let items = self.project.files.iter().map(|file| file.ast.items.len());
        let is_whole = self.input.project.is_document() && items.sum::<usize>() <= 1;
        if is_whole { pool::run_whole(stage) } else { pool::run(stage) }
    }

    /// What the command line says, else the manifest.
    fn format(&self, given: Option<Format>) -> Format {
        given.or(self.manifest().format).unwrap_or_default()
    }

    /// Analyses the project as far as it was asked for.
    fn examine(&self, (format, roles): (Format, Roles), on_error: OnError) -> Analysis {
        let mut analysis = self.analyse(format, on_error);
        // An error in a file that nobody asked about must not hide what is wrong in this one.
        if has_errors(&analysis.diagnostics)
            && (on_error == OnError::KeepGoing || !self.input.selected.is_empty())
        {
            self.lower_the_rest(&mut analysis, format);
        }
        self.add_roles(&mut analysis, (roles, format));
        self.narrow(&mut analysis);
        if has_errors(&analysis.diagnostics) && on_error == OnError::Stop {
            analysis.emitted.clear();
        }
        analysis
    }

    fn analyse(&self, format: Format, on_error: OnError) -> Analysis {
        let mut diagnostics: Vec<Diagnostic> = self.project.diagnostics().cloned().collect();
        diagnostics.extend(Settings::of(&self.manifest().lint).1);
        diagnostics.extend(self.dependencies.iter().flat_map(ReadPackage::diagnostics).cloned());
        let packages = self.packages();
        let (index, found) = Index::build(&packages);
        diagnostics.extend(found);
        diagnostics.extend(self.unknown_inputs());
        let context = Context {
            index: &index,
            files: packages.first().map_or(&[], |project| &project.files),
            inputs: &self.inputs,
            prefix: &self.manifest().prefix,
            project_files: &*self.input.project_files,
            tags: &self.input.tags,
            memo: check::Memo::default(),
        };
        let (program, mut found) = check::check(&context);
        let unread = diagnostics.iter().filter(|one| one.code.is_in(SYNTAX));
        let unread: Vec<FileSpan> = unread.map(|one| one.primary.at).collect();
        if !unread.is_empty() {
            salvage::drop_absences(&self.parts(), unread, &mut found);
        }
        for file in self.project.files.iter().filter(|file| file.is_document) {
            // The words of a template first: those of documents know nothing of its properties.
            if let Some(fit) = &file.fit {
                fit.fit(file.id, &mut found);
            }
            if let Some(document) = self.checked(file) {
                document::fit(document, &mut diagnostics, &mut found);
            }
        }
        diagnostics.extend(found);
        for document in self.project.files.iter().filter_map(|file| self.checked(file)) {
            document::drop_unread(document, &mut diagnostics);
        }
        consequence::drop_consequences(&mut diagnostics, |file| {
            self.sources.get(file).map(|source| &*source.text)
        });
        let mut emitted = Vec::new();
        let counts = |found: &&Diagnostic| found.is_error() && !is_passed(found, on_error);
        let errors = diagnostics.iter().filter(counts).count();
        // A document that is there need not be made.
        let makes = !self.project.files.iter().any(|file| file.is_document);
        if let Some(complete) = Complete::of(&program, errors).filter(|_| makes) {
            emitted = lower_and_emit(complete, (format, on_error), &mut diagnostics);
            diagnostics.extend(self.left_out_by_tags(&emitted));
        }
        self.put_in_order(&mut diagnostics);
        Analysis { diagnostics, program, emitted }
    }

    /// A file of the project as a document; nothing for a source.
    fn checked<'a>(&'a self, file: &'a package::ReadFile) -> Option<document::Checked<'a>> {
        let text = &*self.sources.get(file.id).filter(|_| file.is_document)?.text;
        // Helps for Terraform are said by the template itself.
        let syntax = file.syntax.unwrap_or(Syntax::Yaml);
        let (tree, markup) = (&file.ast, file.markup.as_ref());
        Some(document::Checked { file: file.id, text, syntax, tree, markup })
    }

    /// Lowers the artifacts that no error touches; an error of lowering touches some more.
    fn lower_the_rest(&self, analysis: &mut Analysis, format: Format) {
        let mut failed = true;
        while failed {
            let rest = salvage::salvage(&analysis.program, &self.parts(), &analysis.diagnostics);
            let Some(complete) = Complete::of(&rest, 0) else { return };
            let mut found = Vec::new();
            analysis.emitted = lower_and_emit(complete, (format, OnError::Stop), &mut found);
            failed = has_errors(&found);
            analysis.diagnostics.extend(found);
            analysis.program = rest;
        }
        self.put_in_order(&mut analysis.diagnostics);
    }

    /// Where only some files were asked for: what is found in them and in what depends on them.
    fn narrow(&self, analysis: &mut Analysis) {
        if self.input.selected.is_empty() {
            return;
        }
        let is_selected = |file: FileId| {
            let source = self.sources.get(file);
            source.is_some_and(|source| self.input.selected.contains(&*source.path))
        };
        let own: HashSet<FileId> = self.project.files.iter().map(|file| file.id).collect();
        let dependents = salvage::dependents(&self.parts(), is_selected);
        analysis.diagnostics.retain(|found| {
            let file = found.primary.at.file;
            !own.contains(&file) || is_selected(file) || dependents.contains(&file)
        });
        analysis.emitted.retain(|one| is_selected(one.source().file));
    }

    /// The project, then what it depends on.
    fn packages(&self) -> Vec<Package<'_>> {
        let all = std::iter::once(&self.project).chain(&self.dependencies);
        all.map(|package| package.package(&self.sources)).collect()
    }

    /// The declarations of the project as text.
    fn parts(&self) -> Vec<salvage::Part<'_>> {
        let files = self.project.files.iter();
        files.flat_map(|file| package::parts(file, &self.sources)).collect()
    }

    /// Inputs that the manifest gives and the project does not have.
    fn unknown_inputs(&self) -> Vec<Diagnostic> {
        let known = self.input_names();
        let given = self.manifest().environments.iter().flat_map(|it| &it.inputs);
        given
            .filter(|(name, _)| !known.contains(&name.as_str()))
            .map(|(name, value)| errors::unknown_input(value.at, name, known.iter().copied()))
            .collect()
    }

    /// Sorts by path and place, and drops what was found twice.
    fn put_in_order(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.sort_by(|left, right| self.compare(left, right));
        diagnostics.dedup();
    }

    /// By path, then by place.
    fn compare(&self, left: &Diagnostic, right: &Diagnostic) -> Ordering {
        let path = |found: &Diagnostic| {
            self.sources.get(found.primary.at.file).map(|source| source.path.clone())
        };
        path(left).cmp(&path(right)).then_with(|| left.sort_key().cmp(&right.sort_key()))
    }
}

/// Lowers, and checks what only shows in the finished artifacts. Gives nothing after an error.
fn lower_and_emit(
    program: Complete<'_>,
    (format, on_error): (Format, OnError),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Emitted> {
    let (lowered, found) = lower::lower(program, format);
    let failed = has_errors(&found);
    diagnostics.extend(found);
    if failed {
        return Vec::new();
    }
    let (emitted, found) = build::emit(lowered, format);
    let failed = found.iter().any(|one| one.is_error() && !is_passed(one, on_error));
    diagnostics.extend(found);
    if failed { Vec::new() } else { emitted }
}

/// Errors about values that leave the program whole, sorted: a default that its own pattern
/// refuses, what a document of AWS takes or is, a runtime that is withdrawn, a selector that gives
/// nothing, a long name or document.
const VALUES: [u16; 11] = [305, 340, 341, 409, 412, 476, 514, 527, 646, 651, 662];

/// Whether a finding does not stop a build.
fn is_passed(found: &Diagnostic, on_error: OnError) -> bool {
    on_error == OnError::Despite && VALUES.contains(&document::number(found))
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
