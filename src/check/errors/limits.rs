//! Programs that ask the compiler for too much.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::FileSpan;

use super::error;

/// expressions are nested too deep
pub(crate) fn nested_too_deep(at: FileSpan, limit: u32) -> Diagnostic {
    error(364, at, format!("expressions are nested more than {limit} levels deep"))
        .label("too deep")
        .note("calls of functions and uses of constants count")
        .help("give a part of it a name")
}

/// a value has too many parts
pub(crate) fn too_large(at: FileSpan, limit: usize) -> Diagnostic {
    error(364, at, format!("this value has more than {limit} parts"))
        .label("too large to copy")
        .help("build smaller lists and records")
}

/// a type has too many parts
pub(crate) fn too_large_type(at: FileSpan, (parts, depth): (usize, usize)) -> Diagnostic {
    error(364, at, format!("this type has more than {parts} parts, or more than {depth} levels"))
        .label("too large")
        .note("the types of fields and items count, each time they are named")
        .help("write `Json` for what need not be checked")
}

/// a set of targets has too many tests
pub(crate) fn too_many_tests(at: FileSpan, limit: usize) -> Diagnostic {
    error(364, at, format!("this set of targets has more than {limit} tests"))
        .label("too large")
        .note("`&` keeps the tests of both its sides, and no interface takes more than 5")
        .help("name each test once")
}

/// Whether the limits of the compiler are what is met.
pub(crate) fn is_limit(found: &Diagnostic) -> bool {
    found.code == Code(364)
}

/// a declaration takes too much to evaluate
pub(crate) fn too_much_work(at: FileSpan, limit: u64) -> Diagnostic {
    error(364, at, format!("this declaration needs more than {limit} evaluations"))
        .label("given up here")
        .note("loops and calls of functions are evaluated at build time")
        .help("loop over fewer items")
}
