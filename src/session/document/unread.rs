//! What is not to be told of a document that could not be read to its end: the rest may hold what is
//! said to be missing, and what stands where the reader stopped is no value that somebody wrote.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

use super::fit::{Checked, number};
use super::parts::{holds, members};

/// Codes that say that something of the document is nowhere. Sorted.
const OF_ABSENCE: [u16; 14] =
    [354, 503, 504, 512, 517, 582, 609, 627, 642, 654, 656, 658, 665, 669];

/// A text that is not read, and all behind it.
const ENDS_EARLY: u16 = 160;

/// Faults of the form of YAML and JSON for which a part of the text is not read. Sorted.
const LOST: [u16; 4] = [ENDS_EARLY, 161, 162, 163];

/// Drops what follows from a text that could not be read: in the step or parameter at hand, where the
/// reader stopped, and anywhere what is said to be missing.
pub(in crate::session) fn drop_unread(document: Checked<'_>, found: &mut Vec<Diagnostic>) {
    let is_here = |one: &Diagnostic| one.primary.at.file == document.file;
    let lost = found.iter().filter(|one| is_here(one) && LOST.contains(&number(one)));
    let lost: Vec<Span> = lost.flat_map(|one| unsure(document, one)).collect();
    if lost.is_empty() {
        return;
    }
    found.retain(|one| {
        let is_unsure = OF_ABSENCE.contains(&number(one))
            || lost.iter().any(|part| holds(*part, one.primary.at));
        one.code.is_in(super::super::SYNTAX) || !is_here(one) || !is_unsure
    });
}

/// The places of a document of which nobody knows what they say: those behind a fault, and the step
/// or parameter that holds it or stands before it.
fn unsure(document: Checked<'_>, fault: &Diagnostic) -> Vec<Span> {
    let Span { start, end } = fault.primary.at.span;
    let before = document.text.get(..start as usize).unwrap_or_default();
    let from = before.trim_end().len().saturating_sub(1);
    let to = match number(fault) {
        ENDS_EARLY => document.text.len(),
        _ => {
            let rest = document.text.get(end as usize..).unwrap_or_default();
            end as usize + rest.find('\n').unwrap_or(rest.len())
        }
    };
    let offset = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    // A value that is not there has no length, and stands at the end.
    let behind = Span::new(offset(from), offset(to).saturating_add(1));
    let part = members(document.tree).filter(|part| part.start <= start);
    let part = part.max_by_key(|part| part.start);
    let whole = part.map(|part| Span::new(part.start, part.end.max(behind.end)));
    std::iter::once(behind).chain(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::{LOST, OF_ABSENCE};

    #[test]
    fn the_tables_are_sorted() {
        assert!(OF_ABSENCE.is_sorted() && LOST.is_sorted());
    }
}
