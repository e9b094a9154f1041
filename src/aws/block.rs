//! A block of a packed file: its length unpacked, its length packed (both little endian, four
//! bytes), and a zlib stream of `postcard` data.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::read_error::{Part, ReadError};

/// No block is longer unpacked; the largest service has a tenth of it.
const UNPACKED_LIMIT_BYTES: usize = 32 << 20;

/// Deflate cannot do better, so a block that claims more is damaged.
const RATIO_LIMIT: usize = 1032;

#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'b> {
    part: Part,
    unpacked_bytes: usize,
    packed: &'b [u8],
}

impl<'b> Block<'b> {
    /// The block at the front, still packed, and what follows it.
    pub(super) fn split(bytes: &'b [u8], part: Part) -> Result<(Self, &'b [u8]), ReadError> {
        let truncated = ReadError::Truncated(part);
        let (unpacked, rest) = bytes.split_first_chunk::<4>().ok_or(truncated)?;
        let (packed, rest) = rest.split_first_chunk::<4>().ok_or(truncated)?;
        let unpacked_bytes = u32::from_le_bytes(*unpacked) as usize;
        let packed_bytes = u32::from_le_bytes(*packed) as usize;
        let (packed, rest) = rest.split_at_checked(packed_bytes).ok_or(truncated)?;
        Ok((Block { part, unpacked_bytes, packed }, rest))
    }

    pub(super) fn unpack<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        let most = UNPACKED_LIMIT_BYTES.min(self.packed.len().saturating_mul(RATIO_LIMIT));
        if self.unpacked_bytes > most {
            return Err(ReadError::Damaged(self.part, "a length that cannot be"));
        }
        let mut unpacked = vec![0; self.unpacked_bytes];
        let packed = std::iter::once(self.packed);
        let written = miniz_oxide::inflate::decompress_slice_iter_to_slice(
            &mut unpacked,
            packed,
            true,
            false,
        )
        .map_err(|_| ReadError::Damaged(self.part, "a block that does not unpack"))?;
        if written != unpacked.len() {
            return Err(ReadError::Damaged(self.part, "a block of another length than it says"));
        }
        match postcard::take_from_bytes(&unpacked) {
            Ok((value, [])) => Ok(value),
            Ok(_) => Err(ReadError::Damaged(self.part, "data after the end")),
            Err(_) => Err(ReadError::Damaged(self.part, "data of another kind")),
        }
    }
}

/// # Errors
/// A block longer than 32 MiB.
pub(super) fn push_block(
    bytes: &mut Vec<u8>,
    value: &impl Serialize,
    part: Part,
) -> Result<(), ReadError> {
    let unpacked = postcard::to_allocvec(value)
        .map_err(|_| ReadError::Damaged(part, "data that cannot be written"))?;
    if unpacked.len() > UNPACKED_LIMIT_BYTES {
        return Err(ReadError::Damaged(part, "more than 32 MiB"));
    }
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&unpacked, 10);
    for length in [unpacked.len(), packed.len()] {
        let length = u32::try_from(length)
            .map_err(|_| ReadError::Damaged(part, "more than four bytes can count"))?;
        bytes.extend_from_slice(&length.to_le_bytes());
    }
    bytes.extend_from_slice(&packed);
    Ok(())
}
