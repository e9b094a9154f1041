//! From a clean check to the texts of all artifacts.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::emit::{to_json, to_yaml};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::resolve::Format;
use crate::text::FileSpan;

/// How to build.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuildOptions {
    /// Absent: what the manifest says, else YAML.
    pub format: Option<Format>,
}

/// What a build gives. With an error among the findings there are no artifacts.
#[derive(Clone, Debug, Default)]
pub struct BuildOutcome {
    /// Sorted by path.
    pub artifacts: Vec<BuiltArtifact>,
    pub diagnostics: Vec<Diagnostic>,
}

/// One file that a build makes.
#[derive(Clone, Debug)]
pub struct BuiltArtifact {
    pub kind: LoweredKind,
    /// The name in the account.
    pub name: String,
    /// Below the folder of the build, with its ending.
    pub path: String,
    pub text: String,
    /// The declaration that it came from.
    pub source: FileSpan,
    /// Paths of the artifacts that must exist first, sorted.
    pub depends_on: Vec<String>,
}

/// The texts of all lowered artifacts, sorted by path.
pub(super) fn write_artifacts(lowered: Vec<Lowered>, format: Format) -> Vec<BuiltArtifact> {
    let names: Vec<(String, String)> =
        lowered.iter().map(|item| (item.path.clone(), file_path(item, format))).collect();
    let mut built: Vec<BuiltArtifact> =
        lowered.into_par_iter().map(|item| write_artifact(item, format, &names)).collect();
    built.sort_by(|left, right| left.path.cmp(&right.path));
    built
}

fn write_artifact(item: Lowered, format: Format, names: &[(String, String)]) -> BuiltArtifact {
    let path = file_path(&item, format);
    let mut depends_on: Vec<String> =
        item.depends_on.iter().map(|needed| with_ending(needed, names)).collect();
    depends_on.sort();
    depends_on.dedup();
    let text = match item.content {
        Content::Document(value) if format == Format::Yaml => to_yaml(&value),
        Content::Document(value) | Content::Request(value) => to_json(&value),
        Content::Text { text, .. } => text,
    };
    BuiltArtifact { kind: item.kind, name: item.name, path, text, source: item.source, depends_on }
}

fn with_ending(path: &str, names: &[(String, String)]) -> String {
    let found = names.iter().find(|(bare, _)| bare == path);
    found.map_or_else(|| path.to_owned(), |(_, full)| full.clone())
}

fn file_path(item: &Lowered, format: Format) -> String {
    let ending = match (&item.content, format) {
        (Content::Text { extension, .. }, _) => extension,
        (Content::Document(_), Format::Yaml) => "yaml",
        (Content::Document(_), Format::Json) | (Content::Request(_), _) => "json",
    };
    format!("{}.{ending}", item.path)
}
