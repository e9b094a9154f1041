//! Names that mean something without being declared, for whoever shows sources to people.

use super::command::PLATFORMS;
use super::expression::PREDECLARED;
use super::types::BUILT_IN;

/// The built-in types, sorted.
///
/// ```
/// assert!(ordain::check::words::types().any(|name| name == "Duration"));
/// ```
pub fn types() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The built-in functions, sorted.
///
/// ```
/// assert!(ordain::check::words::functions().iter().any(|name| *name == "base64"));
/// ```
pub fn functions() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = super::builtin::names().collect();
    names.sort_unstable();
    names
}

/// The names of what is there without being declared or brought in, sorted.
///
/// ```
/// assert!(ordain::check::words::predeclared().any(|name| name == "automation"));
/// ```
pub fn predeclared() -> impl Iterator<Item = &'static str> {
    PREDECLARED.iter().map(|(name, _)| *name)
}

/// The platforms that `on` takes in a module, sorted.
///
/// ```
/// assert!(ordain::check::words::platforms().any(|name| name == "linux"));
/// ```
pub fn platforms() -> impl Iterator<Item = &'static str> {
    PLATFORMS.iter().map(|(name, _)| *name)
}
