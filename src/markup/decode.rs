//! Bytes of a file as text.

use crate::diagnostic::Diagnostic;
use crate::text::FileId;

use super::errors;

/// The bytes of a file as text, with a byte order mark where it has one: `read` tells it.
///
/// # Errors
/// The bytes are not UTF-8. It says where, and whether they look like UTF-16; the place is one of
/// the text that `String::from_utf8_lossy` makes of the bytes.
pub fn decode(bytes: &[u8], file: FileId) -> Result<String, Box<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(_) if is_utf16(bytes) => Err(Box::new(errors::not_utf8(Encoding::Utf16, 0, file))),
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let encoding = if is_utf16(bytes) { Encoding::Utf16 } else { Encoding::Unknown };
            Err(Box::new(errors::not_utf8(encoding, error.valid_up_to(), file)))
        }
    }
}

/// What bytes that are no UTF-8 look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf16,
    Unknown,
}

/// A mark of UTF-16 at the start, or a zero in one of the first two characters as ASCII has it
/// there.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [first, 0, second, 0, ..] => *first != 0 && *second != 0,
        [0, first, 0, second, ..] => *first != 0 && *second != 0,
        _ => false,
    }
}
