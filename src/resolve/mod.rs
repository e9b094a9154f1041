//! From trees to names: what is declared where, and what a name means in a file.

mod index;

pub use index::{Definition, Index, ParsedFile};
