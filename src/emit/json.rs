//! JSON as people read it.

use serde::Serialize;

/// JSON with two spaces of indentation, members in the order of the value, characters beyond
/// ASCII as they are, and a newline at the end.
///
/// The value must be one that JSON can hold: maps with keys that are strings.
pub fn to_json(value: &impl Serialize) -> String {
    match serde_json::to_string_pretty(value) {
        Ok(text) => text + "\n",
        Err(error) => unreachable!("documents hold only what JSON can say: {error}"),
    }
}
