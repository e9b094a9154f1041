//! Why a packed model cannot be read.

use std::fmt;

/// Why the bytes of a packed model are not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadError {
    NotAModel,
    OtherFormat {
        found: u8,
    },
    /// The bytes end inside this part.
    Truncated(Part),
    /// What is wrong, as a noun.
    Damaged(Part, &'static str),
}

/// A block of a packed model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Structure,
    Documentation,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotAModel => write!(f, "not a packed model"),
            ReadError::OtherFormat { found } => {
                write!(f, "a packed model of format {found}, not {}", super::packed::FORMAT)
            }
            ReadError::Truncated(part) => write!(f, "the file ends inside its {part}"),
            ReadError::Damaged(part, what) => write!(f, "its {part} is damaged: {what}"),
        }
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Structure => "structure",
            Part::Documentation => "documentation",
        })
    }
}
