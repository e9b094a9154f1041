//! What a finding is called: the number of an error or warning, or the name of a lint rule.

use std::fmt;

use super::{CODES, CodeRow};

/// The stable name of a finding: a number for what cannot work or is not what it seems, the name of
/// a rule for what could be better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Shown as `E0301`.
    Number(u16),
    /// Shown as it is: `unused-variable`.
    Rule(&'static str),
}

/// The code with this number.
#[allow(non_snake_case, reason = "reads like the value that it makes")]
pub const fn Code(number: u16) -> Code {
    Code::Number(number)
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Code::Number(number) => write!(f, "E{number:04}"),
            Code::Rule(name) => f.write_str(name),
        }
    }
}

impl Code {
    /// Reads `E0301`, `e301` or `301`.
    pub fn parse(text: &str) -> Option<Code> {
        let digits = text.strip_prefix(['E', 'e']).unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        CODES.iter().map(|row| row.code).find(|code| *code == Code::Number(number))
    }

    /// The number; nothing for a rule.
    pub const fn number(self) -> Option<u16> {
        match self {
            Code::Number(number) => Some(number),
            Code::Rule(_) => None,
        }
    }

    /// Whether the number is one of these; not so for a rule.
    pub fn is_in(self, numbers: impl std::ops::RangeBounds<u16>) -> bool {
        self.number().is_some_and(|number| numbers.contains(&number))
    }

    /// The row of this code.
    pub fn row(self) -> Option<&'static CodeRow> {
        CODES.iter().find(|row| row.code == self)
    }
}
