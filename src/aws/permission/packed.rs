//! The packed form of what is known about IAM: what stands in `permissions/actions.bin`, and how
//! it is written and read. Plain data; [`super::table`] proves that its numbers point at something.
//!
//! A file is `ORDP`, a byte with the number of the format, and three blocks as in a packed model:
//! the actions, their condition keys, and the operations.

use serde::{Deserialize, Serialize};

use crate::aws::block::{Block, push_block};
use crate::aws::near;
use crate::aws::packed::{StringId, Strings};
use crate::aws::read_error::{Part, ReadError};

/// The first bytes of a file.
const MAGIC: &[u8; 4] = b"ORDP";

/// The format that this program writes and reads; no other is read.
pub const FORMAT: u8 = 1;

/// Which of all actions, in the order of prefixes and names.
pub type ActionId = u32;

/// IAM's actions and the kinds of resources that they work on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Actions {
    /// The packages that the data is from, with their versions.
    pub origins: Vec<(String, String)>,
    pub strings: Strings,
    /// Sorted by name.
    pub prefixes: Vec<Prefix>,
    /// Of all prefixes; in each sorted by the name in lower case.
    #[serde(with = "near")]
    pub names: Vec<StringId>,
    /// For each action, 0 to 4: list, read, write, tagging, permissions management.
    pub levels: Vec<u8>,
    /// For each action, how many of `uses`.
    pub use_counts: Vec<u32>,
    /// Twice the number of the resource among those of its prefix, and 1 more where required.
    pub uses: Vec<u32>,
    /// For each action, how many of `dependents`.
    pub dependent_counts: Vec<u32>,
    #[serde(with = "near")]
    pub dependents: Vec<ActionId>,
    /// Of all prefixes; in each sorted.
    #[serde(with = "near")]
    pub resource_names: Vec<StringId>,
    #[serde(with = "near")]
    pub resource_arns: Vec<StringId>,
}

/// The first part of an action's name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Prefix {
    /// In lower case: `ec2`.
    pub name: StringId,
    /// How many.
    pub actions: u32,
    /// How many.
    pub resources: u32,
}

/// The condition keys of each action.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ConditionKeys {
    pub strings: Strings,
    /// Which set of keys each action has; many share one.
    #[serde(with = "near")]
    pub sets: Vec<u32>,
    /// For each set, how many of `keys`.
    pub counts: Vec<u32>,
    #[serde(with = "near")]
    pub keys: Vec<StringId>,
}

/// What is known of operations beyond the names of actions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Operations {
    pub strings: Strings,
    /// Sorted by name.
    pub services: Vec<Service>,
}

/// The rows of a service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// boto3's.
    pub name: StringId,
    /// Those with anything to say, sorted by name.
    pub operations: Vec<Operation>,
    /// boto3's names, sorted, and the operations that they call.
    pub waiters: Vec<(StringId, StringId)>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    pub name: StringId,
    pub is_unsigned: bool,
    pub needs: Vec<Need>,
    pub inputs: Vec<Input>,
}

/// An action that calls need beside the one of the operation's name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Need {
    pub action: ActionId,
    pub when: When,
    pub source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    Always,
    Given(StringId),
    Sometimes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    Dataset,
    Dependent,
    HttpMethod,
}

/// What of an action's resources members of the input say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    pub action: ActionId,
    pub part: InputPart,
    /// Paths of members; none where it is known that no member says it.
    pub paths: Vec<StringId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputPart {
    /// A placeholder of the ARN formats.
    Placeholder(StringId),
    /// The whole ARN of a kind of resource.
    Arn(StringId),
    /// The whole ARN, of whatever kind.
    AnyArn,
}

/// A file, its blocks not yet unpacked.
#[derive(Debug, Clone, Copy)]
pub struct Blocks<'b> {
    actions: Block<'b>,
    condition_keys: Block<'b>,
    operations: Block<'b>,
}

impl<'b> Blocks<'b> {
    /// Finds the blocks of a file.
    ///
    /// # Errors
    /// Another kind of file, another format, or an end before the end.
    pub fn of(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ReadError::NotPermissions)?;
        let (format, rest) = rest.split_first().ok_or(ReadError::Truncated(Part::Actions))?;
        if *format != FORMAT {
            return Err(ReadError::OtherFormat { found: *format, expected: FORMAT });
        }
        let (actions, rest) = Block::split(rest, Part::Actions)?;
        let (condition_keys, rest) = Block::split(rest, Part::ConditionKeys)?;
        let (operations, rest) = Block::split(rest, Part::Operations)?;
        if !rest.is_empty() {
            return Err(ReadError::Damaged(Part::Operations, "bytes after the end"));
        }
        Ok(Blocks { actions, condition_keys, operations })
    }

    /// # Errors
    /// A damaged block. The numbers inside are not looked at.
    pub fn actions(&self) -> Result<Actions, ReadError> {
        self.actions.unpack()
    }

    /// # Errors
    /// A damaged block. The numbers inside are not looked at.
    pub fn condition_keys(&self) -> Result<ConditionKeys, ReadError> {
        self.condition_keys.unpack()
    }

    /// # Errors
    /// A damaged block. The numbers inside are not looked at.
    pub fn operations(&self) -> Result<Operations, ReadError> {
        self.operations.unpack()
    }
}

/// The bytes of a file. The same values give the same bytes.
///
/// # Errors
/// A block longer than 32 MiB.
pub fn write(
    actions: &Actions,
    condition_keys: &ConditionKeys,
    operations: &Operations,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(FORMAT);
    push_block(&mut bytes, actions, Part::Actions)?;
    push_block(&mut bytes, condition_keys, Part::ConditionKeys)?;
    push_block(&mut bytes, operations, Part::Operations)?;
    Ok(bytes)
}
