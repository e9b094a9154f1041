//! The calls of boto3 in a Python script: which operations, with which arguments, at which places.
//!
//! Names are followed without regard to order: a name may be whatever is bound to it anywhere.
//! What cannot be followed is told, with its place.

mod boto3;
mod calls;
mod declare;
mod evaluate;
mod foreign;
mod given;
mod handed;
mod names;
mod objects;
mod values;
mod walk;

use ruff_python_parser::parse_module;
use serde_json::Value;

use crate::aws::{Operation, Service};
use crate::ssm::JsonMap;

use super::arguments::Arguments;
use super::values::Scope;

use boto3::BOTO3;

/// How deep a script is followed into itself.
pub(super) const DEEPEST: usize = 150;

/// How often all names are looked at again before they count as known.
const ROUNDS: usize = 60;

/// A script, and what it is run with.
pub(super) struct Script<'a> {
    pub(super) text: &'a str,
    /// The name of the function that is called first.
    pub(super) handler: &'a str,
    /// What the handler gets.
    pub(super) payload: Option<&'a JsonMap>,
    /// What the values of the payload are read with.
    pub(super) scope: &'a Scope<'a>,
}

/// What was found in a script.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) calls: Vec<PythonCall>,
    pub(super) unknown: Vec<Unknown>,
    /// Where something is made that has credentials of its own: its calls are not those of the role.
    pub(super) strangers: Vec<(usize, usize)>,
}

/// A call of an operation.
#[derive(Clone, Debug)]
pub(super) struct PythonCall {
    pub(super) service: &'static Service,
    pub(super) operation: Operation<'static>,
    pub(super) arguments: Arguments,
    /// In bytes from the start of the script.
    pub(super) at: (usize, usize),
    /// As it is written: "`ec2.stop_instances`".
    pub(super) what: String,
}

/// Something that may call AWS in a way that is not to be seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unknown {
    pub(super) at: (usize, usize),
    /// A clause: "the service of this client is computed".
    pub(super) what: String,
}

/// A script that Python would not read.
pub(super) struct Unreadable {
    pub(super) at: usize,
    pub(super) why: String,
}

/// Looks for calls. A script without any word of boto3 has none.
///
/// # Errors
/// The script does not parse.
pub(super) fn find_calls(script: &Script<'_>) -> Result<Found, Unreadable> {
    let words = [BOTO3, "__import__", "import_module", "exec(", "eval("];
    let mut words = words.iter().chain(boto3::OTHERS);
    if !words.any(|word| script.text.contains(word)) {
        return Ok(Found::default());
    }
    let parsed = parse_module(script.text).map_err(|error| Unreadable {
        at: error.location.start().into(),
        why: error.error.to_string(),
    })?;
    let module = parsed.syntax();
    let mut names = names::Names::default();
    let is_known = (0..ROUNDS).any(|_| {
        let before = names.size();
        walk::learn(module, script, &mut names);
        names.size() == before
    });
    let mut found = walk::collect(module, script, &mut names);
    if !is_known {
        let what = format!("what is handed on more than {ROUNDS} times is not followed");
        found.unknown.push(Unknown { at: (0, 1), what });
    }
    Ok(found)
}

/// The operations that a script calls, as `service.Operation`, and what cannot be followed; nothing
/// where it does not parse. For those who test and fuzz.
pub fn python_calls(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let script = Script { text, handler: "main", payload: None, scope: &Scope::default() };
    let found = find_calls(&script).ok()?;
    let name = |call: &PythonCall| format!("{}.{}", call.service.name(), call.operation.name());
    let unknown = found.unknown.into_iter().map(|it| it.what);
    Some((found.calls.iter().map(name).collect(), unknown.collect()))
}

/// A member of the payload that the document gives as a text without references.
fn payload_text<'a>(script: &Script<'a>, name: &str) -> Option<&'a Value> {
    script.payload?.get(name)
}
