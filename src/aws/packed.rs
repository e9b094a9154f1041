//! The packed form of one service's model: what stands in a file below `models/`, and how it is
//! written and read. Everything here is plain data; [`super::Model`] proves that its numbers
//! point at something.
//!
//! A file is `ORDM`, a byte with the number of the format, and two blocks: the structure and the
//! documentation. A block is its length unpacked, its length packed (both little endian, four
//! bytes), and a zlib stream of `postcard` data. The checksum of zlib finds damage.

use serde::{Deserialize, Serialize};

use super::block::{Block, push_block};
use super::near;
use super::read_error::{Part, ReadError};

/// The first bytes of a file.
const MAGIC: &[u8; 4] = b"ORDM";

/// The format that this program writes and reads; no other is read.
pub const FORMAT: u8 = 1;

/// Which string of the model's table.
pub type StringId = u32;

/// Which shape of the model.
pub type ShapeId = u32;

/// All of one service but its documentation. Lists of numbers stand apart from each other, since
/// like beside like packs best.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    pub metadata: Metadata,
    pub strings: Strings,
    /// Sorted by name.
    #[serde(with = "near")]
    pub operation_names: Vec<StringId>,
    pub operations: Vec<Operation>,
    #[serde(with = "near")]
    pub shape_names: Vec<StringId>,
    pub shapes: Vec<Shape>,
    /// Of all structures and unions, in the order of the shapes and then of the model.
    pub members: Members,
    /// The elements of all lists and the keys and values of all maps, in the order of the shapes.
    #[serde(with = "near")]
    pub targets: Vec<ShapeId>,
    /// The allowed values of all enums, in the order of the shapes and then of the model.
    #[serde(with = "near")]
    pub values: Vec<StringId>,
}

/// Three lists of one length.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    #[serde(with = "near")]
    pub names: Vec<StringId>,
    #[serde(with = "near")]
    pub shapes: Vec<ShapeId>,
    /// Bits of [`member_flag`].
    pub flags: Vec<u8>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// boto3's name of the client, as SSM documents write it: `elbv2`.
    pub name: String,
    /// `Elastic Load Balancing v2`
    pub service_id: String,
    pub full_name: String,
    /// `2015-12-01`
    pub api_version: String,
    pub endpoint_prefix: String,
    /// Empty where it is the endpoint prefix.
    pub signing_name: String,
    /// `query`, `json`, `rest-json`, …
    pub protocol: String,
}

/// Texts in a row with the length of each in bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Strings {
    pub text: String,
    pub lengths: Vec<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    pub input: Option<ShapeId>,
    pub output: Option<ShapeId>,
    pub errors: Vec<ShapeId>,
    /// Bits of [`operation_flag`].
    pub flags: u8,
    pub pagination: Option<Pagination>,
}

/// Names and, seldom, paths into input and output.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pagination {
    pub input_tokens: Vec<StringId>,
    pub output_tokens: Vec<StringId>,
    pub result_keys: Vec<StringId>,
    pub limit_key: Option<StringId>,
    pub more_results: Option<StringId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Bits of [`shape_flag`].
    pub flags: u8,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    Boolean,
    Timestamp,
    /// Any JSON.
    Document,
    String {
        length: Bounds<i64>,
        pattern: Option<StringId>,
        /// How many allowed values; 0 where every string is allowed.
        values: u32,
    },
    Integer(Bounds<i64>),
    Long(Bounds<i64>),
    Float(Bounds<f64>),
    Double(Bounds<f64>),
    Blob(Bounds<i64>),
    /// Of the next of the targets.
    List(Bounds<i64>),
    /// Of the next two of the targets: key and value.
    Map(Bounds<i64>),
    Structure {
        /// How many.
        members: u32,
        /// The error's name on the wire where that is not the shape's.
        error_code: Option<StringId>,
    },
    Union {
        members: u32,
    },
}

/// Smallest and largest, both allowed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds<T> {
    pub min: Option<T>,
    pub max: Option<T>,
}

impl<T> Default for Bounds<T> {
    fn default() -> Self {
        Bounds { min: None, max: None }
    }
}

pub mod operation_flag {
    pub const DEPRECATED: u8 = 1;
    /// The model says that the call changes nothing; most models say nothing.
    pub const READ_ONLY: u8 = 1 << 1;
    pub const IDEMPOTENT: u8 = 1 << 2;
    /// Input or output is a stream: a body without end, or events.
    pub const STREAMS_INPUT: u8 = 1 << 3;
    pub const STREAMS_OUTPUT: u8 = 1 << 4;
}

pub mod shape_flag {
    pub const SENSITIVE: u8 = 1;
    /// Blobs of which the body is a stream, and structures that are streams of events.
    pub const STREAMING: u8 = 1 << 1;
    /// Structures that are errors.
    pub const ERROR: u8 = 1 << 2;
}

pub mod member_flag {
    pub const REQUIRED: u8 = 1;
    pub const DEPRECATED: u8 = 1 << 1;
    /// The client fills the member in where it is missing, required or not.
    pub const IDEMPOTENCY_TOKEN: u8 = 1 << 2;
    /// A header that clients take and give as JSON.
    pub const JSON: u8 = 1 << 3;
}

/// First sentences. A place in the two lists is the operation's or member's place in the
/// structure; 0 says that there is none, n the nth sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Documentation {
    pub sentences: Strings,
    #[serde(with = "near")]
    pub operations: Vec<u32>,
    #[serde(with = "near")]
    pub members: Vec<u32>,
}

/// A file, its blocks not yet unpacked.
#[derive(Debug, Clone, Copy)]
pub struct Blocks<'b> {
    structure: Block<'b>,
    documentation: Block<'b>,
}

impl<'b> Blocks<'b> {
    /// Finds the blocks of a file.
    ///
    /// # Errors
    /// Another kind of file, another format, or an end before the end.
    pub fn of(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ReadError::NotAModel)?;
        let (format, rest) = rest.split_first().ok_or(ReadError::Truncated(Part::Structure))?;
        if *format != FORMAT {
            return Err(ReadError::OtherFormat { found: *format, expected: FORMAT });
        }
        let (structure, rest) = Block::split(rest, Part::Structure)?;
        let (documentation, rest) = Block::split(rest, Part::Documentation)?;
        if !rest.is_empty() {
            return Err(ReadError::Damaged(Part::Documentation, "bytes after the end"));
        }
        Ok(Blocks { structure, documentation })
    }

    /// # Errors
    /// A damaged block. The numbers inside are not looked at.
    pub fn structure(&self) -> Result<Structure, ReadError> {
        self.structure.unpack()
    }

    /// # Errors
    /// A damaged block. The numbers inside are not looked at.
    pub fn documentation(&self) -> Result<Documentation, ReadError> {
        self.documentation.unpack()
    }
}

/// The bytes of a file. The same value gives the same bytes.
///
/// # Errors
/// A block longer than 32 MiB.
pub fn write(structure: &Structure, documentation: &Documentation) -> Result<Vec<u8>, ReadError> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(FORMAT);
    push_block(&mut bytes, structure, Part::Structure)?;
    push_block(&mut bytes, documentation, Part::Documentation)?;
    Ok(bytes)
}
