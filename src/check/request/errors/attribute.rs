//! Messages about attributes: unknown, twice, missing, out of range, not together.

use crate::check::request::shape::Unit;
use crate::diagnostic::{Diagnostic, Trust};
use crate::hir::Bounds;
use crate::text::{FileSpan, nearest};

use super::{error, listed};

/// an attribute that the declaration does not have
pub(in crate::check::request) fn unknown_attribute(
    at: FileSpan,
    word: &str,
    owner: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Diagnostic {
    let found = error(607, at, format!("{owner} has no attribute `{word}`")).label("unknown");
    match nearest(word, known.clone()) {
        Some(near) => found.help(format!("write `{near}`")).fix(
            Trust::Unsafe,
            format!("rename to `{near}`"),
            at,
            near,
        ),
        None => found.note(format!("its attributes are {}", listed(known))),
    }
}

/// an attribute is given twice
pub(in crate::check::request) fn attribute_twice(
    at: FileSpan,
    first: FileSpan,
    word: &str,
) -> Diagnostic {
    error(608, at, format!("`{word}` is given twice"))
        .label("given again")
        .related(first, "first given here")
        .help("remove one of them")
}

/// a declaration lacks an attribute
pub(in crate::check::request) fn missing_attribute(
    at: FileSpan,
    owner: &str,
    word: &str,
    example: &str,
) -> Diagnostic {
    error(609, at, format!("{owner} needs `{word}`"))
        .label(format!("`{word}` is missing"))
        .help(format!("add `{example}`"))
}

/// a value that the request does not take
pub(in crate::check::request) fn refused_value(
    at: FileSpan,
    message: impl Into<String>,
    label: impl Into<String>,
) -> Diagnostic {
    error(610, at, message).label(label)
}

/// a duration that is no whole number of the request's unit
pub(in crate::check::request) fn not_whole(at: FileSpan, place: &str, unit: Unit) -> Diagnostic {
    let example = format!("2{}", unit.letter());
    refused_value(at, format!("{place} counts whole {}", unit.words()), "has a rest")
        .help(format!("write whole {}, as in `{example}`", unit.words()))
}

/// a duration outside of the request's limits
pub(in crate::check::request) fn time_out_of_range(
    at: FileSpan,
    place: &str,
    (count, unit, limits): (i64, Unit, Bounds),
) -> Diagnostic {
    let words = unit.words();
    let end = |end: Option<i64>| end.map_or("…".to_owned(), |end| end.to_string());
    let (low, high) = (end(limits.low), end(limits.high));
    refused_value(at, format!("{place} cannot be {count} {words}"), "out of range")
        .note(format!("it lies from {low} to {high} {words}, both ends included"))
}

/// a percentage of targets that nothing can have
pub(in crate::check::request) fn share_out_of_range(
    at: FileSpan,
    place: &str,
    percent: u32,
    smallest: u32,
) -> Diagnostic {
    refused_value(at, format!("{place} cannot be {percent}%"), "out of range")
        .note(format!("a share lies from {smallest}% to 100%"))
}

/// a text that is no instant
pub(in crate::check::request) fn not_an_instant(at: FileSpan, text: &str) -> Diagnostic {
    refused_value(at, format!("\"{text}\" is not an instant"), "not a date with time and offset")
        .help("write it as in \"2027-01-31T00:00:00+09:00\"")
}

/// more of something than the request takes
pub(in crate::check::request) fn too_many(
    at: FileSpan,
    what: &str,
    (found, limit): (usize, usize),
) -> Diagnostic {
    refused_value(at, format!("{found} {what} are too many"), "too many")
        .note(format!("the service takes at most {limit}"))
}

/// a tag that AWS does not take
pub(in crate::check::request) fn bad_tag(at: FileSpan, key: &str, value: &str) -> Diagnostic {
    refused_value(at, format!("the tag \"{key}\" = \"{value}\" is refused"), "not a tag").note(
        "a key has 1 to 128 characters and does not start with `aws:` or `ordain:`, a value has up to 256; \
         both hold letters, digits, spaces and `_ . : / = + - @`",
    )
}

/// two attributes that exclude each other
pub(in crate::check::request) fn excluded(
    at: FileSpan,
    (word, other): (&str, &str),
    other_at: FileSpan,
) -> Diagnostic {
    error(611, at, format!("`{word}` and `{other}` exclude each other"))
        .label(format!("not together with `{other}`"))
        .related(other_at, format!("`{other}` is given here"))
        .help("remove one of them")
}

/// an attribute that works only with another
pub(in crate::check::request) fn needs(at: FileSpan, word: &str, needed: &str) -> Diagnostic {
    error(611, at, format!("`{word}` works only with {needed}")).label(format!("needs {needed}"))
}

/// what cannot stand in a declaration
pub(in crate::check::request) fn not_in_declaration(
    at: FileSpan,
    what: &str,
    owner: &str,
) -> Diagnostic {
    error(612, at, format!("{what} cannot stand in {owner}"))
        .label("not possible here")
        .help("remove it, or move it to a command or a runbook")
}

/// a name that the account does not take
pub(in crate::check::request) fn bad_name(at: FileSpan, name: &str, owner: &str) -> Diagnostic {
    refused_value(at, format!("{owner} cannot be named \"{name}\""), "not a name")
        .note("a name has 3 to 128 letters, digits, `_`, `-` and `.`")
        .help("write a name of that form in quotes behind the declaration's own")
}

/// what is no place for output
pub(in crate::check::request) fn not_a_bucket(at: FileSpan, place: &str) -> Diagnostic {
    refused_value(at, format!("{place} is a bucket of S3"), "not a bucket")
        .help("write `s3(\"bucket\", prefix: \"logs\")`")
}
