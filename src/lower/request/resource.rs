//! Declarations that are one request: its members as the check has put them.

use crate::hir::{Resource, ResourceKind};
use crate::lower::{Content, Lowered, LoweredKind};

use super::members::Members;

/// What a kind becomes, and the folder of its files.
fn place(kind: ResourceKind) -> (LoweredKind, &'static str) {
    match kind {
        ResourceKind::Parameter => (LoweredKind::Parameter, "parameters"),
    }
}

pub(in crate::lower) fn lower(resource: &Resource) -> Lowered {
    let mut request = Members::default();
    for field in &resource.fields {
        request.field(field);
    }
    let (content, origins) = request.into_parts();
    let (kind, folder) = place(resource.kind);
    Lowered {
        kind,
        name: resource.emitted_name.clone(),
        path: format!("{folder}/{}", resource.name),
        content: Content::Request(content),
        origins,
        depends_on: Vec::new(),
        source: resource.at,
    }
}
