//! The findings of the reader, one function for each code.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Trust};
use crate::text::{FileId, FileSpan, Span};

use super::decode::Encoding;
use super::{MAX_BYTES, MAX_DEPTH};

/// E0160: a document ends too early
pub(super) fn ends_early(what: &str, opened: Option<FileSpan>, at: FileSpan) -> Diagnostic {
    let found = Diagnostic::error(Code(160), opened.unwrap_or(at), format!("{what} has no end"))
        .label("it starts here")
        .help("complete the document; it may have been cut off");
    match opened {
        Some(_) => found.related(at, "the text ends here"),
        None => found.label("the text ends here"),
    }
}

/// E0161: a tab indents a line
pub(super) fn tab(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(161), at, "a tab indents a line")
        .label("a tab")
        .note("YAML indents by blanks only: how wide a tab is, it does not say")
        .help("write blanks instead of the tab")
        .fix(Trust::Unsafe, "replace the tab by two blanks", at, "  ")
}

/// E0162: a text is not YAML
pub(super) fn not_yaml(what: &str, help: Option<&str>, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(162), at, what).label("here the reader stops").help_if(help)
}

/// E0163: a text is not JSON
pub(super) fn not_json(what: String, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(163), at, what).label("here the reader stops")
}

/// E0164: a key stands twice in a map
pub(super) fn doubled_key(key: &str, first: FileSpan, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(164), at, format!("the key `{key}` stands twice in this map"))
        .label("the second one")
        .related(first, "the first one")
        .note("of two values for one key the last one counts, and the others are lost")
        .help("remove one of the two, or rename it")
}

/// E0165: a key is no text
pub(super) fn key_is_no_text(what: &str, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(165), at, format!("a key is {what}"))
        .label("no text")
        .note("JSON, in which Systems Manager keeps a document, has only texts as keys")
        .help("write a text as the key")
}

/// E0165: a key is no text
pub(super) fn bare_reference(text: &str, rest: Rest, at: FileSpan) -> Diagnostic {
    let found = Diagnostic::error(Code(165), at, "a reference stands without quotes")
        .label("for YAML a map in a map")
        .note("`{` at the start of a value opens a map");
    match rest {
        Rest::Nothing => found.help("put quotes around the reference").fix(
            Trust::Safe,
            "put quotes around the reference",
            at,
            Value::from(text).to_string(),
        ),
        Rest::Text => found.help("put quotes around the whole value"),
    }
}

/// What stands behind a value on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    Text,
}

/// E0166: lists and maps are nested too deeply
pub(super) fn too_deep(at: FileSpan) -> Diagnostic {
    let message = format!("lists and maps are nested more than {MAX_DEPTH} times");
    Diagnostic::error(Code(166), at, message)
        .label("this one is not read")
        .note("documents of Systems Manager have about 20 levels at most")
        .help("remove levels; aliases count with all that they repeat")
}

/// E0167: aliases repeat too much
pub(super) fn aliases_too_large(nodes: usize, at: FileSpan) -> Diagnostic {
    let message = format!("with this alias the document repeats more than {nodes} values");
    Diagnostic::error(Code(167), at, message)
        .label("not expanded")
        .note("aliases that repeat aliases multiply; a document may not grow without bounds")
        .help("write the values where they are needed")
}

/// E0168: an alias names no anchor
pub(super) fn unknown_alias(name: &str, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(168), at, format!("no anchor `&{name}` stands before this alias"))
        .label("it names nothing")
        .help("put quotes around a text that starts with `*`, or write the anchor before it")
}

/// E0168: an alias names no anchor
pub(super) fn alias_inside(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(168), at, "an alias names the value in which it stands")
        .label("this value would hold itself")
        .help("write the value out")
}

/// E0169: a merge key merges no map
pub(super) fn merges_no_map(what: &str, at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(169), at, format!("`<<` takes a map, and this is {what}"))
        .label("nothing to merge")
        .help("name a map behind `<<`, or put quotes around the key")
}

/// E0170: a byte order mark stands at the start
pub(super) fn byte_order_mark(at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(170), at, "the text starts with a byte order mark")
        .label("three bytes that no editor shows")
        .note("JSON does not have it, and not every reader of YAML skips it")
        .help("save the file as UTF-8 without byte order mark")
        .fix(Trust::Safe, "remove the byte order mark", at, "")
}

/// E0171: a document is not UTF-8
pub(super) fn not_utf8(encoding: Encoding, place: usize, file: FileId) -> Diagnostic {
    let at = super::span(place, place).in_file(file);
    let message = match encoding {
        Encoding::Utf16 => "the file is UTF-16, not UTF-8",
        Encoding::Unknown => "a byte here is not UTF-8",
    };
    Diagnostic::error(Code(171), at, message)
        .note("Systems Manager takes documents in UTF-8")
        .help("save the file as UTF-8")
}

/// E0172: a character that no document may hold
pub(super) fn control_character(letter: char, help: &str, at: FileSpan) -> Diagnostic {
    let number = u32::from(letter);
    Diagnostic::error(Code(172), at, format!("the control character U+{number:04X} stands here"))
        .label("it cannot stand in a document")
        .help(help)
}

/// E0173: more than one document stands in a file
pub(super) fn second_document(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(173), at, "a second document starts here")
        .label("it is not read")
        .note("a file holds one document; `---` ends it")
        .help("move the second document to a file of its own")
}

/// E0174: the version of a schema is a number
pub(super) fn version_is_a_number(written: &str, at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(174), at, format!("the version {written} is a number, not a text"))
        .label("no quotes")
        .note("Systems Manager compares the version of a schema as a text")
        .help(format!("write \"{written}\""))
        .fix(Trust::Safe, "put quotes around the version", at, format!("\"{written}\""))
}

/// E0175: a number is too large to be exact
pub(super) fn number_too_large(written: &str, at: FileSpan) -> Diagnostic {
    Diagnostic::warning(Code(175), at, "a whole number is too large to be kept exactly")
        .label("its last digits are lost")
        .note("whole numbers reach from -9223372036854775808 to 9223372036854775807")
        .help("put quotes around it if it is a name of something")
        .fix(Trust::Unsafe, "put quotes around the number", at, format!("\"{written}\""))
}

/// What JSON does not have, though some readers take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extension {
    Comment,
    TrailingComma,
}

/// E0176: JSON with what JSON does not have
pub(super) fn json_extension(extension: Extension, at: Span, file: FileId) -> Diagnostic {
    let (message, title, trust) = match extension {
        Extension::Comment => ("a comment stands in JSON", "remove the comment", Trust::Unsafe),
        Extension::TrailingComma => {
            ("a comma stands behind the last part", "remove the comma", Trust::Safe)
        }
    };
    let edit = Edit { at: at.in_file(file), text: String::new() };
    let found = Diagnostic::error(Code(176), at.in_file(file), message)
        .label("JSON does not have this")
        .help(title);
    Diagnostic { fix: Some(Fix { title: title.to_owned(), trust, edits: vec![edit] }), ..found }
}

/// E0177: a document is too large
pub(super) fn too_large(bytes: usize, file: FileId) -> Diagnostic {
    let at = Span::default().in_file(file);
    let message = format!("the document has {bytes} bytes, at most {MAX_BYTES} are read");
    Diagnostic::error(Code(177), at, message)
        .note("Systems Manager takes documents of 64 KB")
        .help("split the document")
}
