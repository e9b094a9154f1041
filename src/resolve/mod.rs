//! From trees to names: what is declared where, and what a name means in a file.

mod index;
mod manifest;

pub use index::{Definition, Index, ParsedFile};
pub use manifest::{Dependency, Environment, Format, Manifest, Placed};
