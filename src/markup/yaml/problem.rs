//! What keeps a text from being YAML, in words.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

use super::super::{errors, span};

/// What the parser calls it, what to tell, and what to do.
type Row = (ErrorKind, &'static str, Option<&'static str>);

const INDENT: &str = "indent it like the lines that it belongs to";
const NO_LINE: &str = "this line belongs to nothing before it";
const NO_KEY: &str = "a key cannot stand here";
const QUOTE_COLON: &str =
    "put quotes around a text with `: `, or check the indentation of the line";
const NO_COLON: &str = "this line has no `:` behind its key";
const COLON: &str = "write `: ` behind the key, or indent the line under the one before it";
const NO_ITEM: &str = "an item with `-` cannot stand here";
const OWN_LINE: &str = "start the list on a line of its own, below its key";
const NO_COMMA: &str = "`,` or the closing bracket is missing";
const BRACKET: &str = "write it, or put quotes around a text that starts with a bracket";
const NO_ESCAPE: &str = "there is no such escape";
const BACKSLASH: &str = "write `\\\\` for a backslash, or use single quotes";
const BEHIND_QUOTE: &str = "something stands behind the closing quote";
const WHOLE: &str = "put the whole text in quotes, and double the quotes inside";

/// What has words of our own. All else is told in the parser's.
const ROWS: &[Row] = &[
    (ErrorKind::BlockEntryInFlowCollection, NO_ITEM, Some(OWN_LINE)),
    (ErrorKind::BlockSequenceEntryNotAllowed, NO_ITEM, Some(OWN_LINE)),
    (ErrorKind::CommentNotSeparated, "a blank is missing before `#`", None),
    (ErrorKind::ExpectedBlockMappingKey, NO_LINE, Some(INDENT)),
    (ErrorKind::ExpectedBlockSequenceEntry, NO_LINE, Some(INDENT)),
    (ErrorKind::ExpectedDocumentStart, NO_LINE, Some(INDENT)),
    (ErrorKind::ExpectedFlowMappingSeparator, NO_COMMA, Some(BRACKET)),
    (ErrorKind::ExpectedFlowSequenceSeparator, NO_COMMA, Some(BRACKET)),
    (ErrorKind::InvalidBlockScalarHeader, "only a comment may stand behind `|` or `>`", None),
    (ErrorKind::InvalidBlockScalarIndent, NO_LINE, Some(INDENT)),
    (ErrorKind::InvalidFlowScalarIndent, NO_LINE, Some(INDENT)),
    (ErrorKind::InvalidIndentation, NO_LINE, Some(INDENT)),
    (ErrorKind::InvalidQuotedScalarHexEscape, NO_ESCAPE, Some(BACKSLASH)),
    (ErrorKind::InvalidQuotedScalarIndent, NO_LINE, Some(INDENT)),
    (ErrorKind::InvalidSimpleKey, NO_COLON, Some(COLON)),
    (ErrorKind::InvalidTrailingDoubleQuotedScalar, BEHIND_QUOTE, Some(WHOLE)),
    (ErrorKind::InvalidTrailingSingleQuotedScalar, BEHIND_QUOTE, Some(WHOLE)),
    (ErrorKind::InvalidUnicodeEscape, NO_ESCAPE, Some(BACKSLASH)),
    (ErrorKind::MappingKeyNotAllowed, NO_KEY, Some(QUOTE_COLON)),
    (ErrorKind::MappingValueNotAllowed, NO_KEY, Some(QUOTE_COLON)),
    (
        ErrorKind::MisplacedFlowCollectionEnd,
        "this bracket closes nothing that is open",
        Some("remove it"),
    ),
    (ErrorKind::SimpleKeyExpected, NO_COLON, Some(COLON)),
    (ErrorKind::UndeclaredTagHandle, "a tag with an unknown prefix stands here", None),
    (ErrorKind::UnknownQuotedScalarEscape, NO_ESCAPE, Some(BACKSLASH)),
];

/// The finding for what the parser stopped at. `at` is its place, a start of a character.
pub(super) fn finding(error: &ScanError, text: &str, at: usize, file: FileId) -> Diagnostic {
    let at = floor(text, at.min(text.len()));
    let letter = text.get(at..).and_then(|rest| rest.chars().next());
    let here = span(at, at + letter.map_or(0, char::len_utf8)).in_file(file);
    let end = span(text.len(), text.len()).in_file(file);
    match error.kind() {
        ErrorKind::UnclosedFlowCollection { open: '[' } => {
            errors::ends_early("a list in `[`", Some(here), end)
        }
        ErrorKind::UnclosedFlowCollection { .. } => {
            errors::ends_early("a map in `{`", Some(here), end)
        }
        ErrorKind::UnclosedQuotedScalar => errors::ends_early("a text in quotes", Some(here), end),
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping => errors::ends_early("the document", None, end),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => errors::tab(tab_near(text, at).in_file(file)),
        _ if follows_tab(text, at) => errors::tab(tab_near(text, at).in_file(file)),
        ErrorKind::RecursionLimitExceeded => errors::too_deep(here),
        ErrorKind::UnexpectedCharacter { character } => unexpected(*character, text, at, file),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => errors::not_yaml(
            &format!("`{close}` cannot close what `{open}` opened"),
            Some("write the other bracket"),
            here,
        ),
        ErrorKind::BomInsideDocument => {
            let help = "remove it: it may stand only at the start of a file";
            errors::control_character('\u{feff}', help, here)
        }
        kind => match ROWS.iter().find(|(row, ..)| row == kind) {
            Some((_, what, help)) => errors::not_yaml(what, *help, here),
            None => errors::not_yaml(&error.info(), None, here),
        },
    }
}

/// A character that cannot start a value.
fn unexpected(letter: char, text: &str, at: usize, file: FileId) -> Diagnostic {
    // The place is that of the text in which the character stands.
    let into = text.get(at..).and_then(|rest| rest.find(letter));
    let start = into.map_or(at, |into| at + into);
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let here = span(start, start + length).in_file(file);
    match letter {
        '@' | '`' | '%' => errors::not_yaml(
            &format!("a text without quotes cannot start with `{letter}`"),
            Some("put quotes around the text"),
            here,
        ),
        '\t' => errors::tab(tab_near(text, at).in_file(file)),
        letter if letter.is_control() => errors::control_character(letter, "remove it", here),
        letter => {
            errors::not_yaml(&format!("`{}` cannot stand here", letter.escape_debug()), None, here)
        }
    }
}

/// Whether the line of a place is indented with a tab.
fn follows_tab(text: &str, at: usize) -> bool {
    indentation(text, at).1.contains('\t')
}

/// The blanks and tabs at the start of the line of a place, and where they start.
fn indentation(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or("");
    let rest = line.trim_start_matches([' ', '\t']);
    (start, line.get(..line.len() - rest.len()).unwrap_or(""))
}

/// The tab that is meant by an error at this place: in the indentation of the line, else between
/// two parts of it, else in the indentation of the next line that has one there.
fn tab_near(text: &str, at: usize) -> Span {
    let (start, blanks) = indentation(text, at);
    let before = || text.get(start..at).and_then(|line| line.rfind('\t'));
    let found = blanks.find('\t').or_else(before).map(|into| start + into);
    let place = found.or_else(|| next_tab(text, at)).unwrap_or(at);
    span(place, (place + 1).min(text.len()))
}

fn next_tab(text: &str, at: usize) -> Option<usize> {
    if text.get(at..)?.starts_with('\t') {
        return Some(at);
    }
    let mut start = at;
    for line in text.get(at..)?.split_inclusive('\n') {
        let (_, blanks) = indentation(text, start);
        if let Some(into) = blanks.find('\t').filter(|_| start > at) {
            return Some(start + into);
        }
        start += line.len();
    }
    None
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
