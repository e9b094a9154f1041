//! Where a finding lies: the URI of its file and its region in it.

use crate::report::Group;
use crate::text::FileSpan;

use super::log::Region;

/// The characters that stand for themselves in every part of a URI beside letters and digits
/// (RFC 3986), and the one between the parts of a path.
const PLAIN: &[u8] = b"-._~/";

/// A path as a URI: relative where the path is, else with the scheme `file`.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if has_drive(path) {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Whether a path begins with a drive of Windows: `C:/`.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic())
}

/// A place with columns in UTF-16 code units, as the log says of them.
pub(super) fn region(group: &Group<'_>, at: FileSpan) -> Region {
    let (start, end) =
        group.ends(at, |source, offset| source.lines.line_column_utf16(&source.text, offset));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Whether a place begins at a byte-order mark, which is no character of its file.
pub(super) fn holds_mark(group: &Group<'_>, at: FileSpan) -> bool {
    let source = group.sources.get(at.file);
    at.span.start == 0 && source.is_some_and(|source| source.text.starts_with('\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_uri() {
        for (path, expected) in [
            ("roles/web.ord", "roles/web.ord"),
            ("a b:c%d.ord", "a%20b%3Ac%25d.ord"),
            ("ü.ord", "%C3%BC.ord"),
            ("../a.ord", "../a.ord"),
            ("/tmp/a.ord", "file:///tmp/a.ord"),
            ("C:/a.ord", "file:///C%3A/a.ord"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
