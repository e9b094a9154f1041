//! Names across files and projects, and the manifest.

mod manifest;
mod names;
mod uses;
