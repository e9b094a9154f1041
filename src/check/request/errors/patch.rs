//! Messages about patch baselines.

use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, nearest};

use super::{error, listed, warning};

/// a key of a filter that patches of the system do not have
pub(in crate::check::request) fn unknown_filter(
    at: FileSpan,
    key: &str,
    system: &str,
    known: &[&str],
) -> Diagnostic {
    let near = nearest(key, known.iter().copied()).map(|near| format!("write `{near}`"));
    error(634, at, format!("patches of {system} have no `{key}`"))
        .label("not a key of this system")
        .note(format!("its filters have {}", listed(known.iter().copied())))
        .help_if(near)
}

/// an attribute of another family of operating systems
pub(in crate::check::request) fn not_of_system(
    at: FileSpan,
    word: &str,
    system: &str,
    family: &str,
) -> Diagnostic {
    error(634, at, format!("`{word}` means nothing for {system}"))
        .label(format!("only for {family}"))
        .note(format!("Patch Manager takes it for nodes with {family} only"))
        .help("remove it")
}

/// an approval by the date of release where patches have none
pub(in crate::check::request) fn undated_patches(
    at: FileSpan,
    word: &str,
    system: &str,
) -> Diagnostic {
    error(634, at, format!("patches of {system} are not approved by `{word}`"))
        .label("patches have no date of release")
        .note("the repositories of this system do not say when a package was released")
        .help("remove it: what the filters let through is approved at once")
}

/// a value that no patch is documented to have
pub(in crate::check::request) fn unlisted_filter_value(
    at: FileSpan,
    (key, value): (&str, &str),
    known: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    warning(635, at, format!("no patch has `{key}` \"{value}\""))
        .label("lets no patch through")
        .note(format!("its values are {}", listed(known.iter().copied())))
        .help_if(near.map(|near| format!("write \"{near}\"")))
}
