//! Documents that are taken as they are.

use serde_json::json;

use crate::hir::RawDocument;
use crate::lower::create_document::{create_document_request, share_request};
use crate::lower::{Content, Lowered, LoweredKind};

pub(in crate::lower) fn lower(document: &RawDocument) -> Vec<Lowered> {
    let header = &document.header;
    let extension = match document.format {
        "JSON" => "json",
        "YAML" => "yaml",
        _ => "txt",
    };
    let content = Lowered {
        kind: kind_of(&document.document_type),
        name: header.emitted_name.clone(),
        path: format!("documents/{}", header.emitted_name),
        content: Content::Text { text: document.content.to_string(), extension },
        origins: vec![(String::new(), document.content_at)],
        depends_on: Vec::new(),
        source: header.at,
    };
    let mut request = create_document_request(header, &document.document_type, &[]);
    // The build writes other documents in its own format; this one stays in the author's.
    if let Content::Request(serde_json::Value::Object(members)) = &mut request.content {
        members.insert("DocumentFormat".to_owned(), json!(document.format));
    }
    let mut lowered = vec![content, request];
    lowered.extend(share_request(header));
    lowered
}

/// The kind whose form is known, so that the content is held to it.
fn kind_of(document_type: &str) -> LoweredKind {
    match document_type {
        "Automation" => LoweredKind::AutomationDocument,
        "Command" => LoweredKind::CommandDocument,
        "Session" => LoweredKind::SessionDocument,
        _ => LoweredKind::OtherDocument,
    }
}
