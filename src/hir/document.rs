//! What documents of every kind share: header, parameters, signatures.

use indexmap::IndexMap;

use crate::text::{FileSpan, Name};

use super::{Expr, Ty, Value};

/// The declaration that a document came from, and the attributes of its CreateDocument request.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentHeader {
    /// The declaration's name in the source.
    pub name: Name,
    /// The document's name in the account, prefix included.
    pub emitted_name: String,
    /// The declaration's name.
    pub at: FileSpan,
    pub description: Option<String>,
    /// `target_type`, `version_name`, `display_name`, `tags`, `requires`, `share_with`,
    /// `attachments`, … with the place of each value; checked, in source order.
    pub attributes: IndexMap<Name, (Value, FileSpan)>,
}

/// A parameter of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: Name,
    pub at: FileSpan,
    pub ty: Ty,
    pub description: Option<String>,
    /// A constant, or text with `global.*`, `automation.*` and `ssm("/path")`.
    pub default: Option<Expr>,
    /// `multiline`.
    pub multiline: bool,
    /// What the definition says in the service's own words, over what the type gives; null leaves
    /// a field out.
    pub fields: IndexMap<Name, Value>,
}

/// A parameter as its callers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedParameter {
    pub name: Name,
    pub ty: Ty,
    pub required: bool,
    pub default: Option<Value>,
    /// Where it is declared, if that is a file of the project.
    pub at: Option<FileSpan>,
    pub kind: ParameterKind,
}

/// What a caller must know of a document: the project's own, an `extern`, or one of AWS's.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The name in the account.
    pub emitted_name: String,
    pub kind: SignatureKind,
    pub parameters: Vec<TypedParameter>,
    /// Types of the document's outputs, in order, where it is a runbook.
    pub outputs: Vec<(Name, Ty)>,
    /// Made by this project, hence pinned to the version that this build makes.
    pub own: bool,
    /// `open: true` of an `extern`: it may take parameters that nobody declared.
    pub open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    Plain,
    /// `AutomationAssumeRole` and its like: the role that the runbook assumes.
    AssumeRole,
}

/// The kind of document behind a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureKind {
    Command,
    Runbook,
    Session,
    /// A Policy document, run by an association only.
    Policy,
    /// A module or a role: no document, but called as a task.
    Task,
}
