//! The CreateDocument request that stands beside a document. It has no `Content`, and no
//! `DocumentFormat`: both depend on how the build writes the document.

use serde_json::{Map, Value as Json, json};

use crate::hir::{Attachment, DocumentHeader, Value};
use crate::text::FileSpan;

use super::{Content, Lowered, LoweredKind};

/// Attributes of a declaration that are members of the request, in the order in which they are
/// written. `share_with` belongs to another request; `attachments` is written with the files.
const PLAIN_ATTRIBUTES: [(&str, &str); 3] = [
    ("display_name", "DisplayName"),
    ("version_name", "VersionName"),
    ("target_type", "TargetType"),
];

/// The request that creates the document of `header`, to be written to
/// `documents/NAME.request.json`.
///
/// Source: "CreateDocument", API reference of Systems Manager.
pub(super) fn create_document_request(
    header: &DocumentHeader,
    document_type: &str,
    attachments: &[Attachment],
) -> Lowered {
    let mut request = Request::default();
    request.put("Name", json!(header.emitted_name), header.at);
    request.put("DocumentType", json!(document_type), header.at);
    for (attribute, member) in PLAIN_ATTRIBUTES {
        if let Some((value, at)) = header.attributes.get(attribute) {
            request.put(member, plain_json(value), *at);
        }
    }
    if let Some((value, at)) = header.attributes.get("requires") {
        request.put("Requires", requirements(value), *at);
    }
    if let Some((value, at)) = sources(header, attachments) {
        request.put("Attachments", value, at);
    }
    if let Some((value, at)) = header.attributes.get("tags") {
        request.put("Tags", tag_list(value), *at);
    }
    Lowered {
        kind: LoweredKind::DocumentRequest,
        name: header.emitted_name.clone(),
        path: format!("documents/{}.request", header.emitted_name),
        content: Content::Request(Json::Object(request.members)),
        origins: request.origins,
        // Its content is handed over with it.
        depends_on: vec![format!("documents/{}", header.emitted_name)],
        source: header.at,
    }
}

/// The ModifyDocumentPermission request of `share_with`, to be written to
/// `documents/NAME.permission.json`.
///
/// Source: "ModifyDocumentPermission", API reference of Systems Manager.
pub(super) fn share_request(header: &DocumentHeader) -> Option<Lowered> {
    let (value, at) = header.attributes.get("share_with")?;
    let accounts = match plain_json(value) {
        Json::Array(accounts) => accounts,
        account => vec![account],
    };
    let mut request = Request::default();
    request.put("Name", json!(header.emitted_name), header.at);
    request.put("PermissionType", json!("Share"), *at);
    request.put("AccountIdsToAdd", Json::Array(accounts), *at);
    Some(Lowered {
        kind: LoweredKind::Request,
        name: header.emitted_name.clone(),
        path: format!("documents/{}.permission", header.emitted_name),
        content: Content::Request(Json::Object(request.members)),
        origins: request.origins,
        depends_on: vec![format!("documents/{}", header.emitted_name)],
        source: header.at,
    })
}

#[derive(Default)]
struct Request {
    members: Map<String, Json>,
    origins: Vec<(String, FileSpan)>,
}

impl Request {
    fn put(&mut self, member: &str, value: Json, at: FileSpan) {
        self.members.insert(member.to_owned(), value);
        self.origins.push((format!("/{member}"), at));
    }
}

/// Where each file of the document lies. `attachments` is a folder's S3 address, or the list as
/// the API takes it; without it each file's address is left to the deploy.
fn sources(header: &DocumentHeader, attachments: &[Attachment]) -> Option<(Json, FileSpan)> {
    match header.attributes.get("attachments") {
        Some((value @ (Value::List(_) | Value::Record(_)), at)) => Some((plain_json(value), *at)),
        Some((value, at)) => {
            let folder = plain_json(value);
            Some((json!([{ "Key": "SourceUrl", "Values": [folder] }]), *at))
        }
        None => {
            let first = attachments.first()?;
            let list = attachments.iter().map(|file| {
                let place = format!("${{attachments/{}#S3FileUrl}}", file.name);
                json!({ "Key": "S3FileUrl", "Values": [place], "Name": &*file.name })
            });
            Some((list.collect(), first.at))
        }
    }
}

/// `requires: ["Name", { Name: "…", Version: "2" }]` as the API takes it.
fn requirements(value: &Value) -> Json {
    let one = |item: &Value| match item.as_str() {
        Some(name) => json!({ "Name": name }),
        None => plain_json(item),
    };
    match value {
        Value::List(items) => items.iter().map(one).collect(),
        single => Json::Array(vec![one(single)]),
    }
}

/// `tags: { Team: "ops" }` as `[{ Key, Value }]`; a list is taken as it stands.
fn tag_list(value: &Value) -> Json {
    match value {
        Value::Record(tags) => tags
            .iter()
            .map(|(key, value)| json!({ "Key": key.as_str(), "Value": plain_json(value) }))
            .collect(),
        other => plain_json(other),
    }
}

/// A value of an attribute as JSON. Durations are seconds; what has no JSON form is null, which
/// the checker does not let into attributes.
pub(super) fn plain_json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Range { .. } | Value::Schedule { .. } | Value::Targets(_) => {
            Json::Null
        }
        Value::Bool(flag) => json!(flag),
        Value::Int(number) | Value::Duration(number) => json!(number),
        Value::Float(number) => json!(number),
        Value::String(text) | Value::Raw(text) => json!(&**text),
        Value::Percent(percent) => json!(format!("{percent}%")),
        Value::List(items) => items.iter().map(plain_json).collect(),
        Value::Record(members) => Json::Object(
            members.iter().map(|(name, value)| (name.to_string(), plain_json(value))).collect(),
        ),
        Value::Script(script) => json!(&*script.text),
    }
}
