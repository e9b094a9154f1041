//! From a clean check to the texts of all artifacts.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::emit::{to_json, to_yaml};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::resolve::Format;
use crate::ssm::size;
use crate::text::{FileSpan, Name, Span};

use super::errors;
use super::roles::Roles;
use super::salvage::Part;
use super::same_names::same_names;
use super::validate::validate;

/// How to build.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuildOptions {
    /// Absent: what the manifest says, else YAML.
    pub format: Option<Format>,
    pub on_error: OnError,
    /// Whether the parts of documents are measured.
    pub measure: Measure,
    pub roles: Roles,
}

/// Whether `BuiltArtifact::parts` is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    #[default]
    Nothing,
    Parts,
}

/// What a build with an error makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// Nothing.
    #[default]
    Stop,
    /// Every artifact that the error does not touch.
    KeepGoing,
    /// Everything, where the errors are values that the service has come to refuse and the
    /// program is whole. Only for comparing documents.
    Despite,
}

/// What a build gives.
#[derive(Clone, Debug, Default)]
pub struct BuildOutcome {
    /// Sorted by path.
    pub artifacts: Vec<BuiltArtifact>,
    pub diagnostics: Vec<Diagnostic>,
}

impl BuildOutcome {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// One file that a build makes.
#[derive(Clone, Debug)]
pub struct BuiltArtifact {
    pub kind: LoweredKind,
    /// The name in the account.
    pub name: String,
    /// The name in the source.
    pub declaration: Name,
    /// Below the folder of the build, with its ending.
    pub path: String,
    pub text: String,
    /// The declaration that it came from.
    pub source: FileSpan,
    /// Paths of the artifacts that must exist first, sorted.
    pub depends_on: Vec<String>,
    /// What takes the room of a document, the largest part first; empty where it is not asked for.
    pub parts: Vec<size::Part>,
}

/// An artifact with its text.
pub(super) struct Emitted {
    item: Lowered,
    text: String,
}

impl Emitted {
    fn parts(&self, measure: Measure) -> Vec<size::Part> {
        match (&self.item.content, measure) {
            (Content::Document(document), Measure::Parts) => size::parts(document),
            _ => Vec::new(),
        }
    }

    /// The declaration that it came from.
    pub(super) fn source(&self) -> FileSpan {
        self.item.source
    }

    /// Adds an artifact, by its path, that must exist first.
    pub(super) fn add_need(&mut self, path: String) {
        self.item.depends_on.push(path);
    }

    /// The artifact without its text.
    pub(super) fn lowered(&self) -> &Lowered {
        &self.item
    }
}

/// Makes the text of every artifact and checks it against what the service accepts.
pub(super) fn emit(lowered: Vec<Lowered>, format: Format) -> (Vec<Emitted>, Vec<Diagnostic>) {
    let mut found = same_files(&lowered);
    found.extend(same_names(&lowered));
    let emit_one = |mut item: Lowered| {
        say_format(&mut item, format);
        let text = text_of(&item.content, format);
        let found = validate(&item, &text);
        (Emitted { item, text }, found)
    };
    let parts: Vec<(Emitted, Vec<Diagnostic>)> = lowered.into_par_iter().map(emit_one).collect();
    let mut emitted = Vec::new();
    for (one, problems) in parts {
        emitted.push(one);
        found.extend(problems);
    }
    (emitted, found)
}

/// The artifacts with their paths, sorted by path.
pub(super) fn finish(
    emitted: Vec<Emitted>,
    (format, measure): (Format, Measure),
    parts: &[Part<'_>],
) -> Vec<BuiltArtifact> {
    let names: HashMap<String, String> = emitted
        .iter()
        .map(|Emitted { item, .. }| (item.path.clone(), file_path(item, format)))
        .collect();
    let parts = declarations(parts);
    let mut built: Vec<BuiltArtifact> = emitted
        .into_iter()
        .map(|one| {
            let measured = one.parts(measure);
            BuiltArtifact { parts: measured, ..finish_one(one, format, &names, &parts) }
        })
        .collect();
    built.sort_by(|left, right| left.path.cmp(&right.path));
    built
}

/// The request beside a document says how the document is written, which lowering does not know.
fn say_format(item: &mut Lowered, format: Format) {
    let (LoweredKind::DocumentRequest, Content::Request(Value::Object(members))) =
        (item.kind, &mut item.content)
    else {
        return;
    };
    if members.contains_key("DocumentFormat") {
        return;
    }
    let format = match format {
        Format::Json => "JSON",
        Format::Yaml => "YAML",
    };
    // Behind `Name` and `DocumentType`, before what the author said.
    members.shift_insert(members.len().min(2), "DocumentFormat".to_owned(), format.into());
}

fn text_of(content: &Content, format: Format) -> String {
    match (content, format) {
        (Content::Document(value), Format::Yaml) => to_yaml(value),
        (Content::Document(value), Format::Json) | (Content::Request(value), _) => to_json(value),
        (Content::Text { text, .. }, _) => text.clone(),
    }
}

/// One finding for each artifact whose file another one makes, too.
fn same_files(lowered: &[Lowered]) -> Vec<Diagnostic> {
    let mut first: HashMap<String, &Lowered> = HashMap::new();
    let mut found = Vec::new();
    for item in lowered {
        match first.entry(item.path.to_lowercase()) {
            Entry::Vacant(place) => {
                place.insert(item);
            }
            // A document's request stands where the document does; one finding is enough.
            Entry::Occupied(_) if item.kind == LoweredKind::DocumentRequest => {}
            Entry::Occupied(place) => found.push(errors::same_file(item, place.get())),
        }
    }
    found
}

/// The names of declarations by their places.
pub(super) fn declarations<'p>(parts: &'p [Part<'_>]) -> BTreeMap<FileSpan, &'p str> {
    parts.iter().map(|part| (part.span.in_file(part.file), part.name.unwrap_or(""))).collect()
}

/// The name of the declaration that an artifact came from.
pub(super) fn declaration_at<'p>(parts: &BTreeMap<FileSpan, &'p str>, source: FileSpan) -> &'p str {
    // The last declaration that starts at or before the artifact's place is the one around it.
    let end = FileSpan { span: Span::new(source.span.start, u32::MAX), ..source };
    parts.range(..=end).next_back().map_or("", |(_, name)| name)
}

fn finish_one(
    Emitted { item, text }: Emitted,
    format: Format,
    names: &HashMap<String, String>,
    parts: &BTreeMap<FileSpan, &str>,
) -> BuiltArtifact {
    let path = file_path(&item, format);
    let needed = item.depends_on.iter();
    let mut depends_on: Vec<String> =
        needed.map(|path| names.get(path).unwrap_or(path).clone()).collect();
    depends_on.sort();
    depends_on.dedup();
    let declaration = declaration_at(parts, item.source);
    BuiltArtifact {
        kind: item.kind,
        name: item.name,
        declaration: declaration.into(),
        path,
        text,
        source: item.source,
        depends_on,
        parts: Vec::new(),
    }
}

fn file_path(item: &Lowered, format: Format) -> String {
    let ending = match (&item.content, format) {
        (Content::Text { extension, .. }, _) => extension,
        (Content::Document(_), Format::Yaml) => "yaml",
        (Content::Document(_), Format::Json) | (Content::Request(_), _) => "json",
    };
    format!("{}.{ending}", item.path)
}
