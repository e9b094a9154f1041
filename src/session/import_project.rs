//! Several documents at once: sources that call each other by name and share the files of scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::check::{ProjectFiles, ReadProblem};
use crate::import::{Company, CompanyMember, Naming, Shared};
use crate::markup::{self, Node};
use crate::ssm::Kind;
use crate::text::FileId;
use crate::verify;

use super::document::name_of;
use super::import::{
    Beside, Imported, compiled, content_of, documents_of, import_beside, syntax_of,
};
use super::pool;
use super::{PackageInput, ProjectInput, Session, SourceText};

/// Where the sources of documents go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Each stands by itself: nothing lies beside it.
    Apart,
    /// To one folder, which may hold files of scripts, and is a project where sources need each
    /// other. Where the project puts a prefix before names, all of them have to be said.
    Folder(Naming),
}

/// What became of documents that were imported together.
#[derive(Clone, Debug, Default)]
pub struct ImportedProject {
    /// In the order of the documents.
    pub documents: Vec<Imported>,
    /// Scripts that several steps have: paths beside the sources, and texts.
    pub files: Vec<(String, String)>,
    /// Whether a source needs another one, or a file: then they are one project.
    pub is_linked: bool,
    /// What the sources compile to where they are one project; nothing for one that is no part of it.
    compiled: Vec<Option<Value>>,
}

/// A document that comes out again from its own source.
struct Sound<'d> {
    number: usize,
    text: &'d SourceText,
    declared: &'d str,
    root: Node,
    kind: Kind,
    alone: &'d Imported,
}

/// Writes the sources of documents, each with what it declares.
///
/// In a folder documents that run each other do so by what their sources declare, and a script that
/// several steps have is a file, as far as each document stays what it was. Not to be called on the
/// session's own threads.
pub fn import_documents(documents: &[(SourceText, String)], room: Room) -> ImportedProject {
    let naming = match room {
        Room::Apart => Naming::default(),
        Room::Folder(naming) => naming,
    };
    let alone = pool::each(documents.iter().collect(), |(document, name)| {
        import_beside(document, (name, naming), None)
    });
    if room == Room::Apart {
        return ImportedProject { documents: alone, ..ImportedProject::default() };
    }
    let numbered: Vec<(usize, &(SourceText, String), &Imported)> = documents
        .iter()
        .zip(&alone)
        .enumerate()
        .map(|(number, (one, alone))| (number, one, alone))
        .collect();
    // What does not come out again by itself would keep the others from being compiled.
    let sound: Vec<Sound<'_>> = pool::each(numbered, sound).into_iter().flatten().collect();
    let company = company_of(documents, &sound);
    let written = pool::each(sound.iter().collect(), |one| {
        let found = together(one, &sound, (&company, naming))?;
        Some((one.number, found))
    });
    let written: BTreeMap<usize, Imported> = written.into_iter().flatten().collect();
    project(documents, (&sound, &alone), (written, &company))
}

/// A document that its own source compiles to.
fn sound<'d>(
    (number, (text, declared), alone): (usize, &'d (SourceText, String), &'d Imported),
) -> Option<Sound<'d>> {
    let again = compiled(alone.source.as_deref()?);
    let is_same = comes_out(alone, again.as_ref());
    let read = || markup::read(&text.text, FileId::default(), syntax_of(text)).root;
    let root = pool::run(read).filter(|_| is_same)?;
    Some(Sound { number, text, declared, root, kind: alone.kind?, alone })
}

fn company_of(documents: &[(SourceText, String)], sound: &[Sound<'_>]) -> Company {
    let mut seen = BTreeSet::new();
    let names = documents.iter().map(|(document, _)| name_of(&document.path));
    let ambiguous: BTreeSet<&str> = names.filter(|name| !seen.insert(*name)).collect();
    let members: Vec<CompanyMember<'_>> = sound
        .iter()
        .map(|one| CompanyMember {
            root: &one.root,
            kind: one.kind,
            document: name_of(&one.text.path),
            declared: one.declared,
        })
        .collect();
    Company::of(&members, &ambiguous)
}

/// The document with all that it can have from the others; nothing where that is nothing.
fn together(
    one: &Sound<'_>,
    all: &[Sound<'_>],
    (company, naming): (&Company, Naming),
) -> Option<Imported> {
    let shared = company.shared(&one.root);
    if shared.is_empty() {
        return None;
    }
    let with = |shared: &BTreeSet<Shared>| with_shared(one, (all, naming), (company, shared));
    with(&shared).or_else(|| {
        // One of several is what does not come out again.
        let fits =
            |part: &&Shared| shared.len() > 1 && with(&BTreeSet::from([(*part).clone()])).is_some();
        let fitting: BTreeSet<Shared> = shared.iter().filter(fits).cloned().collect();
        if fitting.is_empty() { None } else { with(&fitting) }
    })
}

/// The document with some of what it can have, if it comes out again so.
fn with_shared(
    one: &Sound<'_>,
    (all, naming): (&[Sound<'_>], Naming),
    (company, shared): (&Company, &BTreeSet<Shared>),
) -> Option<Imported> {
    let is_called = |other: &&Sound<'_>| {
        other.number != one.number && shared.contains(&Shared::Document(other.declared.to_owned()))
    };
    let called = all.iter().filter(is_called);
    let others: Vec<SourceText> =
        called.filter_map(|other| source_of(other.declared, other.alone)).collect();
    let company = Arc::new(company.only(shared));
    let beside = Beside { files: SharedFiles::of(&company), company, sources: others };
    let imported = import_beside(one.text, (one.declared, naming), Some(&beside));
    let mut sources = beside.sources;
    sources.extend(source_of(one.declared, &imported));
    let again = compiled_project(sources, beside.files);
    Some(imported).filter(|imported| comes_out(imported, again.get(one.declared)))
}

/// Whether a document is the one that it was.
fn comes_out(imported: &Imported, again: Option<&Value>) -> bool {
    let both = imported.document.as_ref().zip(again);
    both.is_some_and(|(document, again)| verify::compare(document, again).is_empty())
}

/// All sources as one project; as they are by themselves where nothing is shared, or the whole does
/// not come out again.
fn project(
    documents: &[(SourceText, String)],
    (sound, alone): (&[Sound<'_>], &[Imported]),
    (mut written, company): (BTreeMap<usize, Imported>, &Company),
) -> ImportedProject {
    let apart = || ImportedProject { documents: alone.to_vec(), ..ImportedProject::default() };
    if written.is_empty() {
        return apart();
    }
    let mut together = alone.to_vec();
    for (number, slot) in together.iter_mut().enumerate() {
        if let Some(imported) = written.remove(&number) {
            *slot = imported;
        }
    }
    let pairs = sound.iter().filter_map(|one| Some((one, together.get(one.number)?)));
    let sources = pairs.clone().filter_map(|(one, imported)| source_of(one.declared, imported));
    let again = compiled_project(sources.collect(), SharedFiles::of(company));
    if !pairs.clone().all(|(one, imported)| comes_out(imported, again.get(one.declared))) {
        return apart();
    }
    let reads = |path: &str| {
        let read = format!("read(\"{path}\")");
        together.iter().any(|one| one.source.as_ref().is_some_and(|source| source.contains(&read)))
    };
    let files = company.files().into_iter().filter(|(path, _)| reads(path));
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let compiled = documents.iter().map(|(_, declared)| again.get(declared).cloned()).collect();
    ImportedProject { documents: together, files, is_linked: true, compiled }
}

/// The documents that the sources compile to; nothing where one does not compile.
pub fn compiled_documents(project: &ImportedProject) -> Vec<Option<Value>> {
    let own =
        pool::each(project.documents.iter().collect(), |one| compiled(one.source.as_deref()?));
    if !project.is_linked {
        return own;
    }
    // What is no part of the project is what its own source makes of it.
    project.compiled.iter().zip(own).map(|(found, own)| found.clone().or(own)).collect()
}

fn source_of(declared: &str, imported: &Imported) -> Option<SourceText> {
    Some(SourceText::new(format!("{declared}.ord"), imported.source.as_deref()?))
}

/// The documents by what declares them; nothing where a source does not compile.
fn compiled_project(
    mut sources: Vec<SourceText>,
    files: Arc<dyn ProjectFiles>,
) -> BTreeMap<String, Value> {
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    let package = PackageInput { sources, ..PackageInput::default() };
    let input = ProjectInput { project_files: files, ..ProjectInput::in_memory(package) };
    let built = documents_of(Session::new(input));
    built.filter_map(|one| Some((one.declaration.to_string(), content_of(&one)?))).collect()
}

/// The files of scripts.
struct SharedFiles(BTreeMap<String, String>);

impl SharedFiles {
    fn of(company: &Company) -> Arc<dyn ProjectFiles> {
        let files = company.files().into_iter();
        Arc::new(Self(files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()))
    }
}

impl ProjectFiles for SharedFiles {
    fn read(&self, _asked_by: FileId, path: &str) -> Result<Vec<u8>, ReadProblem> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadProblem::Missing)
    }
}
