//! Paths into values.

use crate::diagnostic::Diagnostic;
use crate::hir::Ty;
use crate::text::FileSpan;

use super::error;

/// an index of a type that the value does not take
pub(crate) fn bad_index(at: FileSpan, base: &Ty, index: &Ty) -> Diagnostic {
    let found = error(311, at, format!("`{base}` cannot be indexed with `{index}`"))
        .label(format!("this is `{index}`"));
    match base {
        Ty::List { .. } => found.help("write a whole number, counted from 0"),
        Ty::Map(_) | Ty::Record(_) => found.help("write the name of a member in quotes"),
        _ => found.note("lists are indexed with numbers, maps and records with names"),
    }
}

/// an index outside of a list
pub(crate) fn out_of_bounds(at: FileSpan, index: i64, items: usize) -> Diagnostic {
    let noun = if items == 1 { "item" } else { "items" };
    let found = error(312, at, format!("there is no item {index}"))
        .label("outside of the list")
        .note(format!("the list has {items} {noun}, counted from 0"));
    if index < 0 && items > 0 {
        return found.help(format!("write `{}` for the last", items - 1));
    }
    found
}

/// an index below 0
pub(crate) fn negative_index(at: FileSpan, index: i64) -> Diagnostic {
    error(312, at, format!("there is no item {index}"))
        .label("items are counted from 0")
        .help("take the last item in a `python` step")
}

/// what is wanted is a list
pub(crate) fn not_a_list(at: FileSpan, ty: &Ty, what: &str) -> Diagnostic {
    error(367, at, format!("{what} needs a list, not `{ty}`")).label(format!("this is `{ty}`"))
}

/// a filter that selectors cannot say
pub(crate) fn bad_filter(at: FileSpan) -> Diagnostic {
    error(368, at, "a filter compares a member with one text, number or truth value")
        .label("cannot stand in a filter")
        .help("write `[where Key == \"Name\"]`")
}

/// several tests in the filter of a result
pub(crate) fn one_test_only(at: FileSpan) -> Diagnostic {
    error(368, at, "a filter of a step's result has one test")
        .label("several tests")
        .note("selectors of Systems Manager know neither `and` nor a second filter")
        .help("filter in a `python` step")
}

/// a member of what is absent
pub(crate) fn member_of_null(at: FileSpan, member: &str) -> Diagnostic {
    error(313, at, format!("`{member}` is read from a value that is absent"))
        .label("this is null")
        .help("give a default before the member: `(x ?? {}).member`")
}

/// what is spread into a record is none
pub(crate) fn not_a_record(at: FileSpan, ty: &Ty) -> Diagnostic {
    error(367, at, format!("`...` needs a record or a map, not `{ty}`"))
        .label(format!("this is `{ty}`"))
}

/// a range with too many numbers
pub(crate) fn long_range(at: FileSpan, limit: usize) -> Diagnostic {
    error(364, at, format!("this range has more than {limit} numbers"))
        .label("too long to loop over")
}

/// a range that is no list
pub(crate) fn not_countable(at: FileSpan, limit: usize) -> Diagnostic {
    error(364, at, format!("this range has no end, or more than {limit} numbers"))
        .label("not a list")
        .help(format!("write both ends, at most {limit} numbers apart"))
}

/// a range without an end
pub(crate) fn endless_range(at: FileSpan) -> Diagnostic {
    error(367, at, "a loop needs both ends of a range")
        .label("one end is open")
        .help("write both ends: `1..10`")
}
