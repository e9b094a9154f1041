//! Session documents.

use serde_json::Value as Json;

use crate::hir::Session;
use crate::lower::command::parameter_definition;
use crate::lower::create_document::{create_document_request, share_request};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::ssm::SessionDocument;

use super::members::Members;

pub(in crate::lower) fn lower(session: &Session) -> Vec<Lowered> {
    let header = &session.header;
    let at = header.at;
    let mut document = Members::default();
    document.put("schemaVersion", SessionDocument::SCHEMA_VERSION, at);
    document.put_if("description", header.description.as_deref(), at);
    document.put("sessionType", session.session_type, at);
    let mut parameters = Members::default();
    for parameter in &session.parameters {
        parameters.put(&parameter.name, parameter_definition(parameter), parameter.at);
    }
    document.put_members("parameters", parameters, at);
    for (name, members) in [("inputs", &session.inputs), ("properties", &session.properties)] {
        if !members.is_empty() {
            document.put(name, Json::Object(members.clone()), at);
        }
    }
    let (content, mut origins) = document.into_parts();
    origins.extend(session.origins.iter().cloned());
    let lowered = Lowered {
        kind: LoweredKind::SessionDocument,
        name: header.emitted_name.clone(),
        path: format!("documents/{}", header.emitted_name),
        content: Content::Document(content),
        origins,
        depends_on: Vec::new(),
        source: at,
    };
    let mut all = vec![lowered, create_document_request(header, "Session", &[])];
    all.extend(share_request(header));
    all
}
