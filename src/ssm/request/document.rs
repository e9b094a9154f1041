//! The requests that create a document and share it.

use serde::{Deserialize, Serialize};

/// The request of CreateDocument without `Content`, which lies in a file of its own.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateDocumentRequest {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<DocumentRequires>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentsSource>,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_name: Option<String>,
    /// `Command`, `Automation`, `Session`, `Policy`, …
    pub document_type: String,
    /// `JSON`, `YAML` or `TEXT`; the API takes JSON where it is missing.
    pub document_format: String,
    /// Such as `/AWS::EC2::Instance`; `/` is every type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_type: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}

/// Another document that this one needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentRequires {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_name: Option<String>,
}

/// Where an attachment is fetched from: exactly one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AttachmentsSource {
    /// `SourceUrl`, `S3FileUrl` or `AttachmentReference`.
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A tag of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    pub key: String,
    pub value: String,
}

/// Shares a document with accounts, at most 20 in one call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ModifyDocumentPermissionRequest {
    pub name: String,
    /// Always `Share`.
    pub permission_type: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub account_ids_to_add: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub account_ids_to_remove: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_document_version: Option<String>,
}
