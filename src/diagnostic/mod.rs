//! Findings as plain data, and the table of their codes. Knows neither a terminal nor an editor.

mod code;
mod code_row;
#[allow(clippy::zero_prefixed_literal, reason = "a code is written with its four digits")]
mod codes;
mod finding;
mod fingerprint;
mod hidden;

pub use code::Code;
pub use code_row::CodeRow;
pub use codes::CODES;
pub use finding::{Diagnostic, Edit, Fix, Label, Severity, Trust};
pub use fingerprint::fingerprint;
pub use hidden::{Hidden, HiddenBy};
