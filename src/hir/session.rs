//! Session documents.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::text::FileSpan;

use super::{DocumentHeader, Parameter, Script};

/// The words of `type`, and the session type that each means. Sorted.
pub const SESSION_TYPES: [(&str, &str); 4] = [
    ("interactive", "InteractiveCommands"),
    ("non_interactive", "NonInteractiveCommands"),
    ("port", "Port"),
    ("shell", "Standard_Stream"),
];

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

#[cfg(test)]
mod tests {
    use super::SESSION_TYPES;

    #[test]
    fn the_types_are_sorted() {
        assert!(SESSION_TYPES.is_sorted());
    }
}
