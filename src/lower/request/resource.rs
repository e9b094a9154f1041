//! Declarations that are one request: its members as the check has put them.

use crate::hir::{Resource, ResourceKind};
use crate::lower::{Content, Lowered, LoweredKind};

use super::document::dependency;
use super::members::Members;

/// What a kind becomes, the folder of its files, and the member that its request is there, where
/// something stands beside it.
fn place(kind: ResourceKind) -> (LoweredKind, &'static str, Option<&'static str>) {
    match kind {
        ResourceKind::Parameter => (LoweredKind::Parameter, "parameters", None),
        ResourceKind::PatchBaseline => {
            (LoweredKind::PatchBaseline, "patch-baselines", Some("baseline"))
        }
        ResourceKind::ResourceGroup => (LoweredKind::ResourceGroup, "resource-groups", None),
        ResourceKind::EventRule => (LoweredKind::EventRule, "event-rules", Some("rule")),
        ResourceKind::Remediation => (LoweredKind::Remediation, "remediations", None),
        ResourceKind::DataSync => (LoweredKind::DataSync, "data-syncs", None),
    }
}

pub(in crate::lower) fn lower(resource: &Resource) -> Lowered {
    let (kind, folder, inside) = place(resource.kind);
    let mut request = Members::default();
    for field in &resource.fields {
        request.field(field);
    }
    let mut file = match inside {
        Some(member) => {
            let mut file = Members::default();
            file.put_members(member, request, resource.at);
            file
        }
        None => request,
    };
    for field in &resource.beside {
        file.field(field);
    }
    let (content, origins) = file.into_parts();
    let mut depends_on: Vec<String> = resource.documents.iter().filter_map(dependency).collect();
    depends_on.sort();
    depends_on.dedup();
    Lowered {
        kind,
        name: resource.emitted_name.clone(),
        path: format!("{folder}/{}", resource.name),
        content: Content::Request(content),
        origins,
        depends_on,
        source: resource.at,
    }
}
