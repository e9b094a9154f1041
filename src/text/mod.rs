//! Text and places in it: spans, files, lines, near names, `%`. Knows nothing of any language.

mod line_index;
mod nearest;
mod part;
mod percent;
mod script_place;
mod source;
mod span;
mod words;

pub use line_index::{LineColumn, LineIndex};
pub use nearest::{nearest, nearest_within};
pub use part::offset_in;
pub use percent::{Place, Places};
pub use script_place::in_script;
pub use source::{FileId, Source, Sources};
pub use span::{FileSpan, Span};
pub use words::words;

/// A short immutable string: identifiers and other names.
pub type Name = smol_str::SmolStr;
