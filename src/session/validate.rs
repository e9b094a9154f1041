//! What is only seen in finished artifacts: whether the service accepts them. A finding on what
//! this compiler made by itself is a fault of the compiler.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::Diagnostic;
use crate::emit::{to_json, to_yaml};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::resolve::Format;
use crate::ssm::{self, Kind, Origins};

/// The findings on all artifacts, at the places in the source that their parts come from.
pub(super) fn validate(lowered: &[Lowered], format: Format) -> Vec<Diagnostic> {
    lowered.par_iter().flat_map_iter(|item| validate_one(item, format)).collect()
}

fn validate_one(item: &Lowered, format: Format) -> Vec<Diagnostic> {
    let (Content::Document(value) | Content::Request(value)) = &item.content else {
        return Vec::new();
    };
    let Some(kind) = kind_of(item.kind) else { return Vec::new() };
    let origins: Origins = item.origins.iter().cloned().collect();
    let mut found = ssm::validate(kind, value, &origins, item.source);
    if let Content::Document(_) = &item.content {
        let text = match format {
            Format::Yaml => to_yaml(value),
            Format::Json => to_json(value),
        };
        found.extend(ssm::check_size(&text, value, &origins, item.source));
    }
    found
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
        LoweredKind::OtherDocument | LoweredKind::Request => None,
    }
}
