//! Session documents.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::text::FileSpan;

use super::{DocumentHeader, Parameter, Script};

/// A session document, schema 1.0. `inputs` and `properties` are as the document holds them, in
/// its own member names, with references to parameters already in braces.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub header: DocumentHeader,
    /// `Standard_Stream`, `InteractiveCommands`, `NonInteractiveCommands` or `Port`.
    pub session_type: &'static str,
    pub parameters: Vec<Parameter>,
    pub inputs: serde_json::Map<String, Json>,
    pub properties: serde_json::Map<String, Json>,
    /// What its shells run, as far as attributes say it, for whoever looks at scripts.
    pub scripts: Vec<Arc<Script>>,
    /// JSON pointers below the document and the source that they came from.
    pub origins: Vec<(String, FileSpan)>,
}
