//! One package after reading: its parsed files and its manifest.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::markup::{self, Syntax};
use crate::resolve::{LintSection, Manifest, Package, PackageId, ParsedFile, declared_name};
use crate::stdlib;
use crate::syntax::{self, Comment, ast};
use crate::template::Fit;
use crate::text::{FileId, Name, Sources};

use super::document::{self, Language};
use super::salvage::Part;
use super::{PackageInput, SourceText, errors};

/// One project's texts, parsed.
pub(super) struct ReadPackage {
    pub(super) manifest: Manifest,
    /// Of a lone document. Its places are none of the document.
    pub(super) around: Option<Around>,
    pub(super) files: Vec<ReadFile>,
    links: Vec<super::Link>,
    manifest_diagnostics: Vec<Diagnostic>,
}

/// The manifest of the project around a lone document.
pub(super) struct Around {
    pub(super) lint: LintSection,
    /// It reads as a manifest; what is wrong with it has no place yet.
    pub(super) is_right: bool,
}

impl Around {
    fn of(text: &str) -> Self {
        let (manifest, found) = Manifest::parse(FileId::default(), text);
        Self { lint: manifest.lint, is_right: found.is_empty() }
    }
}

/// One source after parsing.
pub(super) struct ReadFile {
    pub(super) id: FileId,
    pub(super) ast: ast::File,
    /// In the order of places.
    pub(super) comments: Vec<Comment>,
    diagnostics: Vec<Diagnostic>,
    /// It is a document of Systems Manager, not a source.
    pub(super) is_document: bool,
    /// Of a template: what makes findings those of it.
    pub(super) fit: Option<Fit>,
    /// How many deployments of a template there are to look at one by one.
    pub(super) deployments: usize,
    /// The language of a document or a template in YAML or JSON, and its tree; a template has none.
    pub(super) syntax: Option<Syntax>,
    pub(super) markup: Option<markup::Document>,
}

impl ReadPackage {
    /// Adds the texts of a package to `sources` and parses them.
    pub(super) fn read(input: &PackageInput, sources: &mut Sources) -> Self {
        let added: Vec<(FileId, &SourceText)> =
            input.sources.iter().map(|source| (add(source, sources), source)).collect();
        let (manifest, mut manifest_diagnostics) = match &input.manifest {
            Some(text) => read_manifest(text, sources),
            None => (Manifest::default(), Vec::new()),
        };
        for dependency in &manifest.dependencies {
            let link = input.links.iter().find(|link| link.name == dependency.name);
            if let Some(Err(why)) = link.map(|link| &link.target) {
                manifest_diagnostics.push(errors::dependency_not_loaded(&dependency.path, why));
            }
        }
        let files = match added.as_slice() {
            // What runs on a thread of its own must not wait for others.
            [(id, source)] => vec![read_file(*id, source)],
            several => several.par_iter().map(|(id, source)| read_file(*id, source)).collect(),
        };
        let around = input.around.as_ref();
        let around = around.map(|text| Around::of(&text.text));
        Self { manifest, around, files, links: input.links.clone(), manifest_diagnostics }
    }

    /// The part of the standard library that some packages name; nothing where none does.
    pub(super) fn standard(packages: &[&PackageInput], sources: &mut Sources) -> Option<Self> {
        let texts = packages.iter().flat_map(|package| &package.sources);
        let texts = texts.filter(|source| source.document.is_none());
        let texts: Vec<&str> = texts.map(|source| &*source.text).collect();
        if !texts.iter().any(|text| text.contains("std")) {
            return None;
        }
        let tasks = stdlib::tasks_for(texts).into_iter();
        let source =
            |task: stdlib::TaskSource| SourceText::new(format!("std/{}", task.path), task.text);
        let input =
            PackageInput { sources: tasks.map(source).collect(), ..PackageInput::default() };
        Some(Self::read(&input, sources))
    }

    /// Makes the standard library known under its name.
    pub(super) fn link_standard(&mut self, id: PackageId) {
        self.links.push(super::Link { name: Name::new_static("std"), target: Ok(id) });
    }

    /// What was found while reading, in no order.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let files = self.files.iter().flat_map(|file| &file.diagnostics);
        self.manifest_diagnostics.iter().chain(files)
    }

    /// The package as the index takes it.
    pub(super) fn package<'a>(&'a self, sources: &'a Sources) -> Package<'a> {
        let text = |id| sources.get(id).map_or("", |source| &*source.text);
        let files = self.files.iter();
        let links = self.links.iter();
        Package {
            files: files
                .map(|file| ParsedFile { file: file.id, ast: &file.ast, text: text(file.id) })
                .collect(),
            manifest: &self.manifest,
            links: links
                .filter_map(|link| link.target.clone().ok().map(|id| (link.name.clone(), id)))
                .collect(),
        }
    }
}

fn add(source: &SourceText, sources: &mut Sources) -> FileId {
    sources.add(source.path.clone(), source.text.clone())
}

fn read_manifest(source: &SourceText, sources: &mut Sources) -> (Manifest, Vec<Diagnostic>) {
    let id = add(source, sources);
    match source.not_utf8_at {
        Some(offset) => (Manifest::default(), vec![errors::not_utf8(id, offset)]),
        None => Manifest::parse(id, &source.text),
    }
}

fn read_file(id: FileId, source: &SourceText) -> ReadFile {
    if let Some(offset) = source.not_utf8_at {
        let diagnostics = vec![errors::not_utf8(id, offset)];
        return unread(id, diagnostics);
    }
    if let Some(language) = source.document {
        let document::ReadDocument { ast, comments, diagnostics, fit, deployments, markup } =
            document::read(&source.text, (&source.path, id), (language, source.deployment));
        let no_document =
            source.is_named.then(|| document::no_document(id, markup.as_ref())).flatten();
        let diagnostics = diagnostics.into_iter().chain(no_document).collect();
        let syntax = match language {
            Language::Markup(syntax) => Some(syntax),
            Language::Terraform => None,
        };
        let is_document = true;
        return ReadFile {
            id,
            ast,
            comments,
            diagnostics,
            is_document,
            fit,
            deployments,
            syntax,
            markup,
        };
    }
    let syntax::Parse { ast, trivia, diagnostics } = syntax::parse(&source.text, id);
    let comments = trivia.comments;
    ReadFile { ast, comments, ..unread(id, diagnostics) }
}

fn unread(id: FileId, diagnostics: Vec<Diagnostic>) -> ReadFile {
    ReadFile {
        id,
        ast: ast::File::default(),
        comments: Vec::new(),
        diagnostics,
        is_document: false,
        fit: None,
        deployments: 0,
        syntax: None,
        markup: None,
    }
}

/// The declarations of a file as text.
pub(super) fn parts<'a>(file: &'a ReadFile, sources: &'a Sources) -> Vec<Part<'a>> {
    let text = sources.get(file.id).map_or("", |source| &*source.text);
    let items = file.ast.items.iter();
    items
        .map(|item| Part {
            file: file.id,
            span: item.span,
            name: declared_name(&item.kind).map(|name| name.text.as_str()),
            text: item.span.of(text),
        })
        .collect()
}
