//! Texts with references inside: ARNs that name the place, a document's version.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Place(PlacePart),
    /// A document's version: its id.
    Version(&'a str),
}

/// What is said of the account and the Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlacePart {
    Account,
    Partition,
    Region,
}

/// The parts of a text in order; what is no reference stays as it stands.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(start) = rest.get(from..).and_then(|tail| tail.find("${")).map(|at| at + from) {
        let end = rest.get(start..).and_then(|tail| tail.find('}')).map(|at| at + start);
        let inside = end.and_then(|end| rest.get(start + 2..end));
        match (inside.and_then(reference), end) {
            (Some(piece), Some(end)) => {
                pieces.extend(rest.get(..start).filter(|it| !it.is_empty()).map(Piece::Text));
                pieces.push(piece);
                rest = rest.get(end + 1..).unwrap_or_default();
                from = 0;
            }
            _ => from = start + 2,
        }
    }
    pieces.extend(Some(rest).filter(|it| !it.is_empty()).map(Piece::Text));
    pieces
}

fn reference(inside: &str) -> Option<Piece<'_>> {
    let (id, result) = inside.split_once('#')?;
    match (id, result) {
        ("place", "Account") => Some(Piece::Place(PlacePart::Account)),
        ("place", "Partition") => Some(Piece::Place(PlacePart::Partition)),
        ("place", "Region") => Some(Piece::Place(PlacePart::Region)),
        (id, "DocumentVersion") if id.starts_with("documents/") => Some(Piece::Version(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, PlacePart, pieces};

    #[test]
    fn references_are_taken_out_of_a_text() {
        assert_eq!(
            pieces("arn:${place#Region}:${x}:${documents/A#DocumentVersion}"),
            [
                Piece::Text("arn:"),
                Piece::Place(PlacePart::Region),
                Piece::Text(":${x}:"),
                Piece::Version("documents/A"),
            ]
        );
        assert_eq!(pieces("${"), [Piece::Text("${")]);
        assert_eq!(pieces(""), []);
    }
}
