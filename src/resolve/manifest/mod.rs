//! The manifest `ordain.toml`: what it says, with the place of each value.

mod errors;
mod reader;
mod values;

use toml::de::DeTable;

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, FileSpan, Name, Span};

use reader::Reader;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: FileSpan,
}

/// How documents are written. Requests are always JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    Json,
    #[default]
    Yaml,
}

impl Format {
    /// Every format with its word, sorted by word.
    pub const WORDS: [(&'static str, Format); 2] = [("json", Self::Json), ("yaml", Self::Yaml)];

    pub fn parse(word: &str) -> Option<Format> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, format)| *format)
    }
}

/// What a manifest says. A part that could not be read is as if it were not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub name: Option<Placed<String>>,
    /// The begin of the names that a deploy gives to versions of documents.
    pub version: Option<Placed<String>>,
    /// Put before document names that are not given as a string.
    pub prefix: String,
    /// The folder that `build` writes, relative to the project.
    pub out: Option<Placed<String>>,
    pub format: Option<Format>,
    /// In source order.
    pub environments: Vec<Environment>,
    /// In source order.
    pub dependencies: Vec<Dependency>,
    pub lint: LintSection,
    pub deploy: DeploySection,
}

/// `[deploy]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploySection {
    /// New versions of documents become the default ones.
    pub promote: bool,
    /// Where files of documents are uploaded; `{account}` and `{region}` in it are filled in.
    pub bucket: Option<String>,
    /// How many versions of a document stay when a new one is made.
    pub keep_versions: Option<usize>,
    /// The IAM roles that artifacts assume are made, too.
    pub roles: bool,
}

/// `[lint]` as it is written: only the lint knows its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintSection {
    pub profile: Option<Placed<String>>,
    /// A file of the project, relative to it.
    pub baseline: Option<Placed<String>>,
    /// Names of rules with their levels, in source order.
    pub rules: Vec<(Placed<String>, Placed<String>)>,
}

/// `[env.NAME]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    pub name: Name,
    pub at: FileSpan,
    /// The profile of the AWS command line.
    pub profile: Option<String>,
    /// An IAM role to assume: its ARN, or the name that it has in each account.
    pub role: Option<Placed<String>>,
    /// In the place of the one of `[deploy]`.
    pub bucket: Option<String>,
    /// Ids of accounts: what the credentials must be of, or where the role is assumed.
    pub accounts: Vec<Placed<String>>,
    pub regions: Vec<Placed<String>>,
    /// Values of `input`s as text; lists and tables as JSON.
    pub inputs: Vec<(Name, Placed<String>)>,
}

/// `NAME = { path = "…" }` of `[dependencies]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    pub name: Name,
    pub at: FileSpan,
    /// The folder of the other project, relative to this one.
    pub path: Placed<String>,
}

impl Manifest {
    /// Reads a manifest. Never fails: what is wrong is reported and left out.
    pub fn parse(file: FileId, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader { file, diagnostics: Vec::new() };
        let (table, problems) = DeTable::parse_recoverable(text);
        for problem in problems {
            let span = problem.span().map_or(Span::default(), reader::to_span);
            reader.diagnostics.push(errors::not_toml(span.in_file(file), problem.message()));
        }
        let mut manifest = Manifest::default();
        if reader.diagnostics.is_empty() {
            manifest = reader.manifest(table.get_ref());
        }
        (manifest, reader.diagnostics)
    }

    /// The environment with this name.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.iter().find(|environment| environment.name == name)
    }
}
