//! YAML that every reader reads alike. The only code that knows the YAML writer.

use serde::Serialize;
use serde_saphyr::ser_options;

/// Block style YAML with two spaces of indentation and a newline at the end.
///
/// Text of several lines is a literal block (`|`), never folded, however long its lines are.
/// Strings that a reader of YAML 1.1 or 1.2 would take for something else are quoted, as keys
/// and as values: `"0.3"`, `"on"`, `"12:30:00"`.
///
/// The value must be one that JSON can hold: maps with keys that are strings.
pub fn to_yaml(value: &impl Serialize) -> String {
    let options = ser_options! { folded_wrap_chars: usize::MAX };
    match serde_saphyr::to_string_with_options(value, options) {
        Ok(text) => text,
        Err(error) => unreachable!("documents hold only what YAML can say: {error}"),
    }
}
