//! What stands around documents: associations, windows, groups, raw documents and requests.

use std::sync::Arc;

use crate::text::{FileSpan, Name};

use super::{Expr, SignatureKind, Value};

/// A document that a request names.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRef {
    /// The name in the account.
    pub name: String,
    /// Declared in this project, hence pinned to the version that this build makes.
    pub own: bool,
    pub kind: SignatureKind,
    pub pin: DocumentPin,
    pub at: FileSpan,
}

/// Which version a reference means.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentPin {
    /// The project's own: the version that this build makes. Another's: its default version.
    Build,
    /// `latest`.
    Latest,
    /// A version by number or `$DEFAULT`.
    Version(Arc<str>),
}

/// Which nodes: tests that must all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetSet {
    pub tests: Vec<TargetTest>,
    /// `each InstanceId in …`: the parameter of a runbook that receives one target each.
    pub parameter: Option<(Name, FileSpan)>,
    pub at: FileSpan,
}

/// One test with the place where it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetTest {
    /// `tag("Role", "web", "db")`: one of the values; none means that the tag is there.
    Tag { key: Arc<str>, values: Vec<Arc<str>>, at: FileSpan },
    /// `instances("i-…")`.
    Instances { ids: Vec<Arc<str>>, at: FileSpan },
    /// `resource_group("name")`.
    ResourceGroup { name: Arc<str>, at: FileSpan },
    /// `all`.
    All { at: FileSpan },
    /// `parameter_values("a", "b")`: of a runbook.
    ParameterValues { values: Vec<Arc<str>>, at: FileSpan },
}

/// A member of a request: in the API's spelling, checked, with its place. Expressions are
/// constants, or hold pseudo parameters where the request takes them.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestField {
    pub name: &'static str,
    pub value: Value,
    pub at: FileSpan,
}

/// `association` or the association of a `play`.
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    pub name: Name,
    /// The `AssociationName`.
    pub emitted_name: String,
    pub at: FileSpan,
    pub document: DocumentRef,
    pub parameters: Vec<(Name, Expr)>,
    pub targets: Option<TargetSet>,
    /// All other members, in the order of the API.
    pub fields: Vec<RequestField>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    pub name: Name,
    pub emitted_name: String,
    pub at: FileSpan,
    pub description: Option<String>,
    /// Members of CreateMaintenanceWindow, in the order of the API.
    pub fields: Vec<RequestField>,
    pub targets: Vec<WindowTarget>,
    pub tasks: Vec<WindowTask>,
}

/// One RegisterTargetWithMaintenanceWindow, made once for all tasks that name the same targets.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowTarget {
    pub name: Name,
    pub targets: TargetSet,
    pub at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WindowTask {
    pub name: Name,
    pub description: Option<String>,
    pub kind: WindowTaskKind,
    /// Arguments of the document, state machine or function.
    pub parameters: Vec<(Name, Expr)>,
    /// Index into the window's targets.
    pub target: Option<usize>,
    /// Members of RegisterTaskWithMaintenanceWindow and of its invocation parameters.
    pub fields: Vec<RequestField>,
    pub invocation: Vec<RequestField>,
    pub at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub enum WindowTaskKind {
    Command(DocumentRef),
    Automation(DocumentRef),
    Lambda { function: String, at: FileSpan },
    StepFunctions { machine: String, at: FileSpan },
}

/// `document NAME { type: "…", content: read("…") }`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawDocument {
    pub header: super::DocumentHeader,
    pub document_type: String,
    pub format: &'static str,
    pub content: Arc<str>,
    pub content_at: FileSpan,
}

/// `request NAME = aws.ssm.StartAutomationExecution(…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRequest {
    pub name: Name,
    pub at: FileSpan,
    pub service: Name,
    pub operation: Name,
    /// A record in the API's member names. Where `Parameters` is null, `parameters` stands for it.
    pub body: Value,
    /// The arguments of a document whose parameters are known.
    pub parameters: Vec<(Name, Expr)>,
    /// JSON pointers below the body and the source that they came from.
    pub origins: Vec<(String, FileSpan)>,
    /// Own documents that it names.
    pub documents: Vec<DocumentRef>,
}

/// A declaration that is a request of its own: `parameter`, `patch_baseline`, …
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    pub kind: ResourceKind,
    pub name: Name,
    /// The name in the account.
    pub emitted_name: String,
    pub at: FileSpan,
    /// All members of the request that makes it, in the order of the API.
    pub fields: Vec<RequestField>,
    /// What other requests say of it: members of its file beside the request.
    pub beside: Vec<RequestField>,
    /// Documents that it runs.
    pub documents: Vec<DocumentRef>,
}

/// What a [`Resource`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Of Parameter Store.
    Parameter,
    /// Of Patch Manager.
    PatchBaseline,
    /// Of Resource Groups.
    ResourceGroup,
    /// Of EventBridge.
    EventRule,
    /// Of AWS Config.
    Remediation,
    /// Of inventory: copies to a bucket.
    DataSync,
}
