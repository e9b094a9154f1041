//! Values without quotes that YAML 1.1 reads as something else than they look like.

use crate::diagnostic::{Edit, Fix, Trust};
use crate::text::{FileId, Name, Span};

/// A value or a key that is no text for YAML, though a person may have meant one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trap {
    pub span: Span,
    pub kind: TrapKind,
    pub role: Role,
    /// As it is written.
    pub written: Name,
}

/// Whether a trap is a key of a map or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Key,
    Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrapKind {
    /// `yes`, `no`, `on`, `off`: a boolean.
    Boolean,
    /// `2026-11-23`: a date, which JSON does not have. The tree has it as a text.
    Date,
    /// `1e3`: a number.
    Exponent,
    /// `2.2`, `1.10`: a number, whose last zeros are lost.
    Fraction,
    /// `0x1F`, `0b11`: a whole number.
    HexOrBinary,
    /// `.inf`, `.nan`: a number that JSON does not have.
    Infinity,
    /// `0644`: a whole number to the base of 8.
    Octal,
    /// `12:30:45`: a whole number to the base of 60.
    Sexagesimal,
    /// `1_000`: a number.
    Underscore,
    /// A key that is a plain number, `true`, `false` or `null`.
    OtherKey,
}

impl TrapKind {
    /// What YAML reads, for a message: "`yes` is … for YAML".
    pub fn read_as(self) -> &'static str {
        match self {
            TrapKind::Boolean => "`true` or `false`",
            TrapKind::Date => "a date",
            TrapKind::Exponent | TrapKind::Fraction | TrapKind::Infinity => "a number",
            TrapKind::HexOrBinary | TrapKind::Underscore => "a whole number",
            TrapKind::Octal => "a number to the base of 8",
            TrapKind::Sexagesimal => "a number to the base of 60",
            TrapKind::OtherKey => "no text",
        }
    }
}

impl Trap {
    /// Puts quotes around it: right where a text is meant.
    pub fn fix(&self, file: FileId, trust: Trust) -> Fix {
        let text = format!("\"{}\"", self.written);
        let edits = vec![Edit { at: self.span.in_file(file), text }];
        Fix { title: format!("put quotes around `{}`", self.written), trust, edits }
    }
}
