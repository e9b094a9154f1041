//! What only the whole project shows.

use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::resolve::Placed;
use crate::text::{FileId, FileSpan, Span, nearest};

/// An environment gives a value to no input.
pub(super) fn unknown_input<'a>(
    at: FileSpan,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let near = nearest(name, known).map(|near| format!("write `{near}`"));
    Diagnostic::error(Code(236), at, format!("the project has no input `{name}`"))
        .label("given to nothing")
        .note("an `input` declaration says which values a build takes")
        .help(near.unwrap_or_else(|| format!("declare it: `input {name}: String`")))
}

/// A dependency cannot be read.
pub(super) fn dependency_not_loaded(path: &Placed<String>, why: &str) -> Diagnostic {
    let message = format!("the dependency at \"{}\" cannot be read", path.value);
    Diagnostic::error(Code(237), path.at, message)
        .label(why)
        .note("`path` leads from this manifest to the folder of another project's `ordain.toml`")
}

/// A file is not UTF-8.
pub(super) fn not_utf8(file: FileId, offset: u32) -> Diagnostic {
    let at = Span::new(offset, offset).in_file(file);
    Diagnostic::error(Code(238), at, "the file is not UTF-8")
        .label("the first byte that is not UTF-8")
        .help("save the file as UTF-8")
}

/// E0630: a file that was named is no document.
///
/// Other programs have files with a `schemaVersion`, too: it is no error.
pub(super) fn no_document(at: FileSpan, what: &str) -> Diagnostic {
    Diagnostic::warning(Code(630), at, format!("this {what}, and no document of Systems Manager"))
        .label("not looked at")
        .note(
            "a document is a map with `schemaVersion`: \"0.3\" of a runbook, \"2.2\" of a command, \"1.0\" of a session",
        )
        .help("name a document, or a template with one")
}

/// Two declarations mean one thing in the account.
pub(super) fn same_name(
    artifact: &Lowered,
    first: &Lowered,
    (what, help): (&str, &str),
) -> Diagnostic {
    Diagnostic::error(Code(639), artifact.source, format!("two declarations make {what}"))
        .label("makes it again")
        .related(first.source, "makes it first")
        .note("the account knows it by this name alone: the second would change the first")
        .help(help)
}

/// Two declarations make the same file.
pub(super) fn same_file(artifact: &Lowered, first: &Lowered) -> Diagnostic {
    let found = if artifact.path == first.path {
        format!("two declarations make `{}`", artifact.path)
    } else {
        format!("`{}` and `{}` are one file on some systems", artifact.path, first.path)
    };
    Diagnostic::error(Code(242), artifact.source, found)
        .label("makes it again")
        .related(first.source, "makes it first")
        .note("names that differ in case only are one file on macOS and Windows")
        .help("give one of the two another name")
}

/// The chosen tags leave out a document that something else runs.
pub(super) fn left_out_by_tags(artifact: &Lowered, path: &str) -> Diagnostic {
    let document = path.rsplit('/').next().unwrap_or(path);
    let message = format!("`{document}` has no task with the chosen tags, and something runs it");
    Diagnostic::error(Code(706), artifact.source, message)
        .label("runs the version that this build would make")
        .note("without a task there is no document, and without that no version to refer to")
        .help("choose other tags, give a task of it the tag `always`, or name the sources to build")
}
