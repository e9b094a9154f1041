//! Python scripts as trees: each is parsed once for all rules.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed, parse_unchecked};

use crate::hir::Step;

use super::api::input_text;
use super::python::{self, Handler};

/// A script as Python's parser reads it.
#[derive(Debug)]
pub(super) struct PythonScript {
    /// The newest version where none is known.
    pub(super) version: PythonVersion,
    /// Nothing for what is no module; it may hold errors.
    pub(super) parsed: Option<Parsed<ModModule>>,
}

impl PythonScript {
    fn of(text: &str, minor: Option<u8>) -> Self {
        let version =
            minor.map_or(PythonVersion::latest(), |minor| PythonVersion::from((3, minor)));
        let options = ParseOptions::from(Mode::Module).with_target_version(version);
        Self { version, parsed: parse_unchecked(text, options).try_into_module() }
    }

    /// Nothing where the parser does not read all of it. What its version does not have yet is no
    /// hindrance.
    pub(super) fn module(&self) -> Option<&ModModule> {
        self.parsed.as_ref().filter(|it| it.has_valid_syntax()).map(Parsed::syntax)
    }
}

/// Where a text lies, how long it is, and the version: what is at the same place is the same text,
/// as all texts outlive the rules that look at them.
type Key = (usize, usize, Option<u8>);

/// The scripts that some rule has asked for.
#[derive(Default)]
pub(super) struct PythonScripts {
    known: Mutex<HashMap<Key, Arc<PythonScript>>>,
}

impl PythonScripts {
    /// The tree of a script that a step runs, or something else without a version.
    pub(super) fn read(&self, text: &str, step: Option<&Step>) -> Arc<PythonScript> {
        let minor = step.and_then(minor_version);
        let key = (text.as_ptr().addr(), text.len(), minor);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(key).or_insert_with(|| Arc::new(PythonScript::of(text, minor))).clone()
    }

    /// What is known of the function that a step calls; nothing where there is none of two
    /// parameters, or the script is no Python.
    pub(super) fn handler(&self, text: &str, step: &Step) -> Option<Handler> {
        let name = input_text(step, "Handler").filter(|name| !name.is_empty())?;
        python::handler(self.read(text, Some(step)).module()?, name)
    }
}

/// `11` of a step whose runtime is `python3.11`.
fn minor_version(step: &Step) -> Option<u8> {
    input_text(step, "Runtime")?.strip_prefix("python3.")?.parse().ok()
}
