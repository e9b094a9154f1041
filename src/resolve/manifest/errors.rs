//! What can be wrong with a manifest.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileSpan, nearest};

/// The manifest is not TOML.
pub(super) fn not_toml(at: FileSpan, message: &str) -> Diagnostic {
    let message = message.lines().collect::<Vec<_>>().join("; ");
    Diagnostic::error(Code(230), at, "the manifest is not TOML")
        .label(message)
        .note("`ordain.toml` is written in TOML 1.0")
}

/// The manifest has an unknown key.
pub(super) fn unknown_key(at: FileSpan, key: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(key, known.iter().copied());
    let all: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
    Diagnostic::error(Code(231), at, format!("the manifest knows no key `{key}` here"))
        .label("not a known key")
        .note(format!("known keys here: {}", all.join(", ")))
        .help(match near {
            Some(near) => format!("write `{near}`"),
            None => "remove it".to_owned(),
        })
}

/// A value of the manifest has the wrong type.
pub(super) fn wrong_type(at: FileSpan, key: &str, wanted: &str, found: &str) -> Diagnostic {
    Diagnostic::error(Code(232), at, format!("{key} must be {wanted}, not {found}"))
        .label(format!("{found} stands here"))
}

/// A value of the manifest is not allowed.
pub(super) fn bad_prefix(at: FileSpan, prefix: &str, problem: String) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("no document's name can start with \"{prefix}\""))
        .label(problem)
        .note("the names of documents hold letters, digits, `_`, `-` and `.`")
}

/// A value of the manifest is not allowed.
pub(super) fn bad_format(at: FileSpan, format: &str) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("documents cannot be written as \"{format}\""))
        .label("not a known format")
        .help("write \"yaml\" or \"json\"")
}

/// A value of the manifest is not allowed.
pub(super) fn bad_version(at: FileSpan, version: &str, most: usize) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("\"{version}\" cannot be a project's version"))
        .label("not a name of a version")
        .note(format!(
            "names of versions begin with it: 1 to {most} letters, digits, `_`, `-` and `.`"
        ))
}

/// A value of the manifest is not allowed.
pub(super) fn bad_name(at: FileSpan, name: &str, most: usize) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("\"{name}\" cannot be a project's name"))
        .label("not a name")
        .note(format!(
            "a deploy writes it into tags and the name of its lock: 1 to {most} letters of ASCII, \
             digits, `_`, `-` and `.`"
        ))
}

/// A value of the manifest is not allowed.
pub(super) fn bad_role(at: FileSpan, role: &str) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("\"{role}\" is no IAM role"))
        .label("neither the name of a role nor the ARN of one")
        .help("write the name, or `arn:aws:iam::111122223333:role/NAME`")
}

/// A value of the manifest is not allowed.
pub(super) fn bad_account(at: FileSpan, account: &str) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("\"{account}\" is no id of an account"))
        .label("not twelve digits")
}

/// A value of the manifest is not allowed.
pub(super) fn bad_out(at: FileSpan, out: &str) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("the build cannot write to \"{out}\""))
        .label("not a folder below the project")
        .note("files that an earlier build wrote are removed from this folder")
        .help("name a folder below the project, such as \"build\", or give `--out`")
}

/// A value of the manifest is not allowed.
pub(super) fn bad_dependency_name(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("no `use` can name the dependency \"{name}\"");
    let found = Diagnostic::error(Code(233), at, message);
    if name == "std" {
        return found.label("`std` is the standard library").help("choose another name");
    }
    found
        .label("not a word of letters, digits and `_`")
        .help(format!("write `{}`", name.replace(|it: char| !it.is_ascii_alphanumeric(), "_")))
}

/// The manifest lacks a key.
pub(super) fn missing_key(at: FileSpan, table: &str, key: &str) -> Diagnostic {
    Diagnostic::error(Code(234), at, format!("`{table}` has no `{key}`"))
        .label(format!("`{key}` is missing"))
        .help(format!("add `{key} = \"…\"`"))
}
