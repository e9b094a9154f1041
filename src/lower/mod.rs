//! From a checked program to what AWS takes: documents and requests, with the source of each part.

mod command;
mod create_document;
mod parameter_fields;
mod request;
mod runbook;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::hir::{Artifact, Complete};
use crate::resolve::Format;
use crate::text::FileSpan;

/// One artifact as AWS takes it, before it becomes text.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    pub kind: LoweredKind,
    /// The name in the account.
    pub name: String,
    /// Below the folder of the build, without an ending: `documents/Acme-Patch`.
    pub path: String,
    /// The content, with members in the order in which they are written.
    pub content: Content,
    /// Where each part came from: JSON pointers into the content.
    pub origins: Vec<(String, FileSpan)>,
    /// Paths (as in `path`) of the artifacts whose results this one needs.
    pub depends_on: Vec<String>,
    /// The declaration.
    pub source: FileSpan,
}

/// What a lowered artifact is, as `manifest.json` and the choice of a schema need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoweredKind {
    AutomationDocument,
    CommandDocument,
    SessionDocument,
    OtherDocument,
    /// The CreateDocument request that stands beside a document.
    DocumentRequest,
    Association,
    Window,
    Request,
    Parameter,
    PatchBaseline,
    ResourceGroup,
    EventRule,
    /// What AWS Config starts where a resource breaks a rule.
    Remediation,
    /// Where the inventory of nodes is copied to.
    DataSync,
    /// An IAM role.
    Role,
    /// Everything, for another tool.
    Stack,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Written as JSON or YAML, as the build asks.
    Document(serde_json::Value),
    /// Always JSON.
    Request(serde_json::Value),
    /// Written as it stands.
    Text { text: String, extension: &'static str },
}

/// Lowers a whole program, in its order. Documents will be written as `format`: what is too large
/// for one is split.
pub fn lower(program: Complete<'_>, format: Format) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let artifacts = program.program().artifacts.par_iter();
    let parts: Vec<(Vec<Lowered>, Vec<Diagnostic>)> =
        artifacts.map(|artifact| lower_artifact(artifact, format)).collect();
    let mut lowered = Vec::new();
    let mut diagnostics = Vec::new();
    for (artifacts, found) in parts {
        lowered.extend(artifacts);
        diagnostics.extend(found);
    }
    (lowered, diagnostics)
}

fn lower_artifact(artifact: &Artifact, format: Format) -> (Vec<Lowered>, Vec<Diagnostic>) {
    match artifact {
        Artifact::Runbook(item) => runbook::lower_runbook(item, format),
        Artifact::Command(item) => command::lower_command(item, format),
        Artifact::Session(item) => request::lower_session(item),
        Artifact::Document(item) => request::lower_raw_document(item),
        Artifact::Association(item) => request::lower_association(item),
        Artifact::Window(item) => request::lower_window(item),
        Artifact::Request(item) => request::lower_raw_request(item),
        Artifact::Resource(item) => request::lower_resource(item),
    }
}
