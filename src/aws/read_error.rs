//! Why a packed model cannot be read.

use std::fmt;

/// Why the bytes of a packed model, or of the packed data about IAM, are not that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadError {
    NotAModel,
    /// Neither are they the packed data about IAM's actions.
    NotPermissions,
    OtherFormat {
        found: u8,
        expected: u8,
    },
    /// The bytes end inside this part.
    Truncated(Part),
    /// What is wrong, as a noun.
    Damaged(Part, &'static str),
}

/// A block of a packed file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Structure,
    Documentation,
    /// IAM's actions and resources.
    Actions,
    ConditionKeys,
    /// What operations need.
    Operations,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotAModel => write!(f, "not a packed model"),
            ReadError::NotPermissions => write!(f, "not packed data about IAM's actions"),
            ReadError::OtherFormat { found, expected } => {
                write!(f, "packed data of format {found}, not {expected}")
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
            Part::Actions => "list of actions",
            Part::ConditionKeys => "list of condition keys",
            Part::Operations => "list of operations",
        })
    }
}
