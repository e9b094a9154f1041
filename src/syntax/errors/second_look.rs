//! The findings of the second look at a stretch of text that the grammar could not read.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::FileSpan;

/// Something is missing behind what stands here.
pub(in crate::syntax) fn missing(at: FileSpan, expected: &str, behind: &str) -> Diagnostic {
    Diagnostic::error(Code(101), at, format!("expected {expected} after `{behind}`"))
        .label(format!("expected {expected}"))
}

/// A bracket is not closed.
pub(in crate::syntax) fn missing_bracket(at: FileSpan, open: FileSpan, close: &str) -> Diagnostic {
    Diagnostic::error(Code(128), at, format!("a `{close}` is missing"))
        .label(format!("expected `{close}`"))
        .related(open, "opened here")
        .help(format!("write `{close}`"))
        .fix(Trust::Unsafe, format!("insert `{close}`"), at, close)
}

/// A comma is missing.
pub(in crate::syntax) fn missing_comma(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(129), at, "a `,` is missing")
        .label("expected `,`")
        .note("elements of lists, records and arguments are separated by commas, on several lines, too")
        .help("write `,`")
        .fix(Trust::Safe, "insert `,`", at, ",")
}

/// A closing bracket has no opening one.
pub(in crate::syntax) fn closes_nothing(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::error(Code(130), at, format!("this `{text}` closes nothing"))
        .label("no bracket is open here")
        .help("delete it, or write the bracket that it should close")
}

/// `=` where a comparison is meant.
pub(in crate::syntax) fn equals_for_comparison(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(131), at, "`=` does not compare")
        .label("expected `==`")
        .note("`=` gives a new name a value; `==` compares")
        .help("write `==`")
        .fix(Trust::Unsafe, "replace `=` with `==`", at, "==")
}

/// An operator that is written otherwise here.
pub(in crate::syntax) fn strange_operator(at: FileSpan, text: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(Code(117), at, format!("there is no operator `{text}`"))
        .label(format!("expected `{meant}`"))
        .help(format!("write `{meant}`"))
        .fix(Trust::Unsafe, format!("replace `{text}` with `{meant}`"), at, meant)
}

/// `x += 1`.
pub(in crate::syntax) fn compound_assignment(at: FileSpan, sign: &str) -> Diagnostic {
    Diagnostic::error(Code(117), at, format!("there is no operator `{sign}=`"))
        .label("a variable is set with `=` alone")
        .help(format!("write `x = x {sign} …`"))
}

/// `a ? b : c`.
pub(in crate::syntax) fn ternary(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(117), at, "there is no operator `?`")
        .label("a choice between two values is written with words")
        .help("write `if condition then a else b`")
}

/// `:` where a name is given a value with `=`.
pub(in crate::syntax) fn colon_for_equals(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(113), at, format!("`{word}` gives a value with `=`, not with `:`"))
        .label("expected `=`")
        .note("a new name is given its value with `=`; arguments, attributes and keys are written `key: value`")
        .help("write `=`")
        .fix(Trust::Unsafe, "replace `:` with `=`", at, "=")
}

/// Something stands behind a whole statement.
pub(in crate::syntax) fn behind_statement(at: FileSpan, found: &str) -> Diagnostic {
    Diagnostic::error(Code(101), at, format!("expected the end of the statement, found `{found}`"))
        .label("the statement before is whole")
        .help("put an operator between the two, or start a new line")
}

/// A comma between statements or attributes.
pub(in crate::syntax) fn comma_behind_statement(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(101), at, "expected the end of the statement, found `,`")
        .label("the statement before is whole")
        .note("attributes and statements are separated by line breaks or by nothing")
        .help("leave out the `,`")
        .fix(Trust::Safe, "leave out the `,`", at, "")
}

/// A declaration of another language.
pub(in crate::syntax) fn foreign_item(at: FileSpan, word: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(Code(116), at, format!("`{word}` is a word of another language"))
        .label(format!("expected `{meant}`"))
        .help(format!("write `{meant}`"))
        .fix(Trust::Unsafe, format!("replace `{word}` with `{meant}`"), at, meant)
}

/// A statement of another language.
pub(in crate::syntax) fn foreign_statement(at: FileSpan, word: &str, instead: &str) -> Diagnostic {
    Diagnostic::error(Code(116), at, format!("`{word}` does not start a statement"))
        .label("a word of another language, or at the wrong place")
        .help(instead)
}

/// A word that is nearly one that starts something.
pub(in crate::syntax) fn misspelt(at: FileSpan, word: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(Code(132), at, format!("there is no `{word}`"))
        .label(format!("nearly `{meant}`"))
        .help(format!("write `{meant}`"))
        .fix(Trust::Unsafe, format!("replace `{word}` with `{meant}`"), at, meant)
}

/// A statement stands outside of all declarations.
pub(in crate::syntax) fn statement_outside(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(133), at, "this stands outside of all declarations")
        .label("nothing runs here")
        .note("statements and attributes stand inside a declaration such as `role`, `play` or `runbook`")
        .help("move it into a declaration")
}

/// A declaration stands inside another.
pub(in crate::syntax) fn nested_declaration(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(
        Code(134),
        at,
        format!("this `{word}` is declared inside another declaration"),
    )
    .label("not at the top of the file")
    .note("declarations do not nest: a project is one namespace")
    .help("move it out, or close the declaration before it with `}`")
}

/// `else`, `rescue` and the like without what they belong to.
pub(in crate::syntax) fn part_alone(at: FileSpan, word: &str, whole: &str) -> Diagnostic {
    Diagnostic::error(Code(135), at, format!("this `{word}` belongs to no `{whole}`"))
        .label(format!("no `{whole}` ends directly before it"))
        .help(format!("write it directly behind the `}}` of a `{whole}`"))
}

/// A clause without a statement.
pub(in crate::syntax) fn clause_alone(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(135), at, format!("this clause `{word}` belongs to no statement"))
        .label("no statement that takes it ends directly before it")
        .help("write it behind the statement that it is about")
}

/// A statement ends with `;`.
pub(in crate::syntax) fn semicolon(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(136), at, "a statement does not end with `;`")
        .label("not needed")
        .help("delete it")
        .fix(Trust::Safe, "delete the `;`", at, "")
}
