//! What is only seen in finished artifacts: whether the service accepts them. A finding on what
//! this compiler made by itself is a fault of the compiler.

use crate::diagnostic::Diagnostic;
use crate::lower::{Content, Lowered, LoweredKind};
use crate::ssm::{self, Kind, Origins};

/// The findings on one artifact, at the places in the source that its parts come from. `text` is
/// the artifact as it is written.
pub(super) fn validate(item: &Lowered, text: &str) -> Vec<Diagnostic> {
    let written;
    let value = match &item.content {
        Content::Document(value) | Content::Request(value) => value,
        Content::Text { text, extension } => match read(text, extension) {
            Some(value) => {
                written = value;
                &written
            }
            None => return Vec::new(),
        },
    };
    let origins: Origins = item.origins.iter().cloned().collect();
    let mut found = Vec::new();
    if let Some(kind) = kind_of(item.kind) {
        found = ssm::validate(kind, value, &origins, item.source);
    }
    let is_document = !matches!(item.content, Content::Request(_));
    if is_document && item.kind != LoweredKind::OtherDocument {
        found.extend(ssm::check_size(text, value, &origins, item.source));
    }
    found
}

/// What a text of the author's own says; a broken one was reported where it is written.
pub(super) fn read(text: &str, extension: &str) -> Option<serde_json::Value> {
    match extension {
        "json" => serde_json::from_str(text).ok(),
        "yaml" => serde_saphyr::from_str(text).ok(),
        _ => None,
    }
}

/// The kind of an artifact, where its form is known.
fn kind_of(kind: LoweredKind) -> Option<Kind> {
    match kind {
        LoweredKind::AutomationDocument => Some(Kind::Automation),
        LoweredKind::CommandDocument => Some(Kind::Command),
        LoweredKind::SessionDocument => Some(Kind::Session),
        LoweredKind::DocumentRequest => Some(Kind::CreateDocument),
        LoweredKind::Association => Some(Kind::CreateAssociation),
        LoweredKind::Window => Some(Kind::MaintenanceWindow),
        LoweredKind::OtherDocument
        | LoweredKind::Request
        | LoweredKind::Parameter
        | LoweredKind::PatchBaseline
        | LoweredKind::ResourceGroup
        | LoweredKind::EventRule
        | LoweredKind::Remediation
        | LoweredKind::DataSync
        | LoweredKind::Role
        | LoweredKind::Stack => None,
    }
}
