//! The findings of the scanner, the grammar and the builder, one function a code.

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Trust};
use crate::text::FileSpan;

use super::scan::CommentKind;

mod reference;
mod second_look;

pub(super) use reference::{
    Reference, hole_in_reference, reference_in_script, reference_in_text, with_typed_reference,
};
pub(super) use second_look::{
    behind_statement, clause_alone, closes_nothing, colon_for_equals, comma_behind_statement,
    compound_assignment, equals_for_comparison, foreign_item, foreign_statement, missing,
    missing_bracket, missing_comma, misspelt, nested_declaration, part_alone, semicolon,
    statement_outside, strange_operator, ternary,
};

/// What stands here does not fit.
pub(super) fn unexpected(at: FileSpan, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::error(Code(101), at, format!("expected {expected}, found `{found}`"))
        .label(format!("expected {expected}"))
}

/// Brackets are nested too deeply.
pub(super) fn too_deep(at: FileSpan, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code(102),
        at,
        format!("more than {limit} brackets are open inside each other"),
    )
    .label("the first one too many")
    .note(format!("at most {limit} levels of nesting are read"))
    .help("give the inner parts names of their own with `const`, `let` or `fn`")
}

/// A string has no end.
pub(super) fn unterminated_string(at: FileSpan, quotes: usize) -> Diagnostic {
    let fence = "\"".repeat(quotes.min(8));
    let diagnostic = Diagnostic::error(Code(103), at, "this string has no end");
    if quotes == 1 {
        diagnostic
            .label("no closing `\"` on this line")
            .note("a string ends on the line where it starts")
            .help("close it with `\"`, or write several lines between `\"\"\"` and `\"\"\"`")
    } else {
        diagnostic
            .label("this fence is never closed")
            .note("a fence is closed by as many quotes as it was opened with")
            .help(format!("close it with `{fence}`"))
    }
}

/// A block comment has no end.
pub(super) fn unterminated_comment(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(104), at, "this comment has no end")
        .label("never closed")
        .note("block comments nest: each `/*` needs a `*/` of its own")
        .help("close it with `*/`")
}

/// Whether a finding says that something goes on to the end of the text.
pub(super) fn is_endless(finding: &Diagnostic) -> bool {
    finding.code.is_in(102..=105)
}

/// A hole of a string is not closed.
pub(super) fn unclosed_hole(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(105), at, "this `${` is never closed")
        .label("no `}` for it before the string or the line ends")
        .note("`${` starts an expression inside a string")
        .help("close it with `}`, or write `\\${` for the characters themselves")
}

/// A name between backquotes has no end.
pub(super) fn unterminated_name(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(106), at, "this quoted name has no end")
        .label("no closing backquote on this line")
        .help("close the name with a backquote")
}

/// A control character.
pub(super) fn control_character(at: FileSpan, byte: u8) -> Diagnostic {
    Diagnostic::error(Code(107), at, format!("the control character U+{byte:04X} stands here"))
        .label("invisible in most editors")
        .help("delete it")
        .fix(Trust::Unsafe, "delete the control character", at, "")
}

/// Carriage returns without line feeds: one finding, at the first of them.
pub(super) fn lone_returns(spans: impl Iterator<Item = FileSpan>) -> Option<Diagnostic> {
    let edits: Vec<Edit> = spans.map(|at| Edit { at, text: "\n".to_owned() }).collect();
    let first = edits.first()?.at;
    let message = "a carriage return without a line feed stands here";
    let mut found = Diagnostic::error(Code(107), first, message)
        .label("a line break in some editors, nothing in others")
        .note("lines end with a line feed, or with a carriage return and a line feed")
        .help("save the file with line feeds");
    let title = "write line feeds".to_owned();
    found.fix = Some(Fix { title, trust: Trust::Unsafe, edits });
    Some(found)
}

/// A character outside of strings that is not part of the language.
pub(super) fn odd_character(at: FileSpan, text: &str, first: char) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code(108),
        at,
        format!("`{text}` (U+{:04X}) means nothing outside a string", first as u32),
    );
    match look_alike(first) {
        Some(meant) => diagnostic
            .label(format!("looks like `{meant}`"))
            .help(format!("write `{meant}`"))
            .fix(Trust::Unsafe, format!("replace it with `{meant}`"), at, meant),
        None => diagnostic
            .label("not a letter of a name")
            .note("names are made of A to Z, a to z, 0 to 9 and `_`, or stand between backquotes"),
    }
}

/// A text between typographic quotes.
pub(super) fn odd_quotes(at: FileSpan, text: &str) -> Diagnostic {
    let inside: String =
        text.chars().skip(1).take(text.chars().count().saturating_sub(2)).collect();
    let inside = inside.replace('\\', "\\\\").replace('"', "\\\"");
    Diagnostic::error(Code(108), at, "this text stands between typographic quotes")
        .label("not a string")
        .note("strings stand between `\"`")
        .help(format!("write `\"{inside}\"`"))
        .fix(Trust::Unsafe, "replace the quotes", at, format!("\"{inside}\""))
}

/// The character that was most probably meant.
fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => "\"",
        '\u{2018}' | '\u{2019}' | '\u{ff40}' => "`",
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' => " ",
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}'
        | '\u{ff0d}' => "-",
        '\u{ff08}' => "(",
        '\u{ff09}' => ")",
        '\u{ff3b}' => "[",
        '\u{ff3d}' => "]",
        '\u{ff5b}' => "{",
        '\u{ff5d}' => "}",
        '\u{ff0c}' | '\u{3001}' => ",",
        '\u{ff1a}' => ":",
        '\u{ff1d}' => "=",
        '\u{ff0e}' => ".",
        '\u{ff0b}' => "+",
        '\u{d7}' => "*",
        '\u{2026}' => "...",
        '\u{2192}' => "->",
        '\u{21d2}' => "=>",
        '\u{2260}' => "!=",
        '\u{2264}' => "<=",
        '\u{2265}' => ">=",
        _ => return None,
    })
}

/// A reserved word stands where a name is given.
pub(super) fn keyword_as_name(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(109), at, format!("`{word}` is a word of the language, not a name"))
        .label("reserved")
        .note("reserved words are names only between backquotes")
        .help(format!("write `` `{word}` `` between backquotes, or choose another name"))
        .fix(Trust::Safe, "put the name between backquotes", at, format!("`{word}`"))
}

/// A module, role, function or handler is named like a statement.
pub(super) fn word_names_callable(at: FileSpan, word: &str, what: &str) -> Diagnostic {
    Diagnostic::error(Code(110), at, format!("a {what} cannot be named `{word}`"))
        .label("a word of statements and clauses")
        .note(format!("a call of it would read as the statement or clause `{word}`"))
        .help("choose another name")
}

/// A declaration has a string where its name should be, or an empty name.
pub(super) fn string_as_name(at: FileSpan, kind: &str, text: &str) -> Diagnostic {
    let name: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    Diagnostic::error(Code(111), at, format!("this {kind} has a document name, but no name of its own"))
        .label("the name in the account")
        .note("a declaration is named by a word; the string behind it is what it is called in the account")
        .help(format!("write `{kind} {name} \"{text}\"`"))
}

/// A name between backquotes is empty.
pub(super) fn empty_name(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(111), at, "this name is empty")
        .label("nothing between the backquotes")
        .help("give it a name")
}

/// The same part is given a second time.
pub(super) fn given_twice(at: FileSpan, first: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(112), at, format!("`{word}` is given twice"))
        .label("given again here")
        .related(first, "first given here")
        .help("keep one of them")
}

/// `=` where a key wants `:`.
pub(super) fn equals_for_colon(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(113), at, format!("`{name}` is given with `=`, not with `:`"))
        .label("expected `:`")
        .note(
            "arguments, attributes and keys are written `key: value`; `=` gives a new name a value",
        )
        .help("write `:`")
        .fix(Trust::Safe, "replace `=` with `:`", at, ":")
}

/// A documentation comment documents nothing.
pub(super) fn idle_docs(at: FileSpan, kind: CommentKind) -> Diagnostic {
    let (message, note, marker) = match kind {
        CommentKind::FileDocs => (
            "this `//!` comment documents nothing",
            "`//!` documents the file, and stands before its first declaration",
            "//",
        ),
        CommentKind::Line | CommentKind::Block | CommentKind::Docs => (
            "this `///` comment documents nothing",
            "`///` stands on a line of its own, directly above a declaration, a parameter or a statement",
            "//",
        ),
    };
    Diagnostic::warning(Code(114), at, message)
        .label("read as an ordinary comment")
        .note(note)
        .help("move it above what it documents, or write `//`")
        .fix(Trust::Safe, "make it an ordinary comment", at, marker)
}

/// A value stands where a statement should be.
pub(super) fn idle_value(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(115), at, "this value is not used")
        .label("not a call")
        .note("only a call stands as a statement of its own")
        .help("call it, give it a name with `let`, or delete it")
}

/// `elif` and its kin.
pub(super) fn foreign_else_if(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(116), at, format!("`{word}` is a word of another language"))
        .label("expected `else if`")
        .help("write `else if`")
        .fix(Trust::Safe, format!("replace `{word}` with `else if`"), at, "else if")
}

/// An operator of another language.
pub(super) fn foreign_operator(at: FileSpan, text: &str, meant: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code(117), at, format!("there is no operator `{text}`"));
    match meant {
        Some(meant) => diagnostic
            .label(format!("expected `{meant}`"))
            .help(format!("write `{meant}`"))
            .fix(Trust::Safe, format!("replace `{text}` with `{meant}`"), at, spaced(meant)),
        None => diagnostic
            .label("not an operator")
            .note("`10%` is a share of a whole; the remainder of a division is a function")
            .help("write `mod(a, b)`"),
    }
}

fn spaced(word: &str) -> String {
    format!(" {word} ")
}

/// `!x`.
pub(super) fn foreign_not(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(117), at, "there is no operator `!`")
        .label("expected `not`")
        .help("write `not`")
        .fix(Trust::Safe, "replace `!` with `not`", at, "not ")
}

/// `a < b < c`.
pub(super) fn chained_comparison(at: FileSpan, first: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(118), at, "comparisons do not chain")
        .label("a second comparison")
        .related(first, "the first one")
        .note("`a < b < c` would compare the answer of `a < b` with `c`")
        .help("write `a < b and b < c`, or put one of them in parentheses")
}

/// `$name` outside of a script.
pub(super) fn dollar_name(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(119), at, format!("`${name}` is the way of shells"))
        .label("a `$` before a name")
        .note("outside of scripts a value is written by its name alone, in a string as `${name}`")
        .help(format!("write `{name}`"))
        .fix(Trust::Safe, "delete the `$`", at, name)
}

/// `0644`.
pub(super) fn leading_zero(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::error(Code(120), at, format!("the number `{text}` starts with a zero"))
        .label("a mode, or a number?")
        .note("some readers would take it for an octal number, others for a decimal one")
        .help(format!("write `\"{text}\"` for a mode, or leave out the zero"))
        .fix(Trust::Unsafe, "make it a string", at, format!("\"{text}\""))
}

/// A number with letters directly behind it.
pub(super) fn number_with_letters(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::error(Code(121), at, format!("`{text}` is neither a number nor a name"))
        .label("letters or points behind a number")
        .note("numbers are written `42`, `80.5`, `10%`; durations have the units `d`, `h`, `m` and `s`; a name does not start with a digit")
        .help(format!("write `\"{text}\"` if it is text, or `` `{text}` `` if it is a name"))
}

/// A number that does not fit.
pub(super) fn number_out_of_range(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::error(Code(122), at, format!("the number `{text}` is too large"))
        .label("does not fit in 64 bits")
        .note(format!("whole numbers go from -{0} to {0}", i64::MAX))
        .help(format!("write `\"{text}\"` if it is text"))
}

/// An escape that does not exist.
pub(super) fn bad_escape(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::error(Code(123), at, format!("there is no escape `{text}`"))
        .label("not an escape")
        .note("the escapes are `\\n`, `\\t`, `\\\"`, `\\\\`, `\\$` and `\\u{…}` with a hexadecimal number")
        .help("write `\\\\` for a backslash, or a raw string `r\"…\"`")
        .fix(Trust::Unsafe, "write the backslash itself", at, format!("\\{text}"))
}

/// An expression grows too deep.
pub(super) fn expression_too_deep(at: FileSpan, limit: u32) -> Diagnostic {
    Diagnostic::error(Code(124), at, format!("this expression is more than {limit} levels deep"))
        .label("each operator, member and call adds a level")
        .note(format!("at most {limit} levels are read"))
        .help("give parts of it names with `const` or `let`")
}

/// `T??`.
pub(super) fn optional_twice(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(112), at, "`?` is given twice")
        .label("given again here")
        .help("keep one of them")
        .fix(Trust::Safe, "delete the second `?`", at, "")
}

/// `-> T` behind what is not a script.
pub(super) fn result_of_no_script(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(125), at, "only a script has a result type")
        .label("not behind a script, or behind one that has a type already")
        .help("delete it")
        .fix(Trust::Unsafe, "delete the result type", at, "")
}

/// A `}` is missing.
pub(super) fn missing_brace(at: FileSpan, open: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(126), at, "a `}` is missing")
        .label("expected `}`")
        .related(open, "this `{` is never closed")
        .help("write `}`")
        .fix(Trust::Unsafe, "close the block", at, "\n}")
}

/// The file is larger than what is read.
pub(super) fn file_too_large(at: FileSpan, bytes: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code(127),
        at,
        format!("this file has {bytes} bytes, at most {limit} are read"),
    )
    .label("the file is not read")
    .help("split it into several files: a project is one namespace")
}
