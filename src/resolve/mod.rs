//! From trees to names: what is declared where, and what a name means in a file.

mod cycles;
mod errors;
mod index;
mod manifest;
mod uses;

pub use index::{Definition, Index, Package, PackageId, ParsedFile, declared_name};
pub use manifest::{Dependency, Environment, Format, LintSection, Manifest, Placed};
