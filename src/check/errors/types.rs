//! Types that are written wrongly.

use crate::diagnostic::Diagnostic;
use crate::hir::Bounds;
use crate::text::FileSpan;

use super::error;

/// a name that is no type
pub(crate) fn not_a_type(at: FileSpan, name: &str, declared: FileSpan) -> Diagnostic {
    error(216, at, format!("`{name}` is not a type"))
        .label("a type is wanted here")
        .related(declared, "declared here")
        .help(format!("declare a type: `type {name} = …`"))
}

/// the ends of a range are the wrong way round
pub(crate) fn crossed_bounds(at: FileSpan, bounds: Bounds) -> Diagnostic {
    let (low, high) = (bounds.low.unwrap_or_default(), bounds.high.unwrap_or_default());
    error(330, at, format!("the range from {low} to {high} is empty"))
        .label(format!("{low} is more than {high}"))
        .help(format!("write `{high}..{low}`"))
}

/// a length or count below zero
pub(crate) fn negative_count(at: FileSpan) -> Diagnostic {
    error(330, at, "a length or count cannot be below 0").label("below 0")
}

/// a range is wanted
pub(crate) fn not_a_range(at: FileSpan) -> Diagnostic {
    error(330, at, "a range of whole numbers is wanted here")
        .label("not a range")
        .help("write a range: `1..64`, `8..` or `..5`")
}

/// a pattern that not both engines read alike
pub(crate) fn bad_pattern(at: FileSpan, problem: &str) -> Diagnostic {
    error(331, at, format!("the pattern cannot be used: {problem}"))
        .label("not a pattern that both engines read")
        .note(
            "the service reads patterns as Java does, the agent as Go does (RE2): a pattern must \
             mean the same to both",
        )
}

/// a pattern that also matches a part of a text
pub(crate) fn unanchored_pattern(at: FileSpan, pattern: &str) -> Diagnostic {
    Diagnostic::warning(
        crate::diagnostic::Code(332),
        at,
        "the pattern also matches longer texts that contain a match",
    )
    .label("not anchored")
    .note("a match may stand anywhere in the value")
    .help(format!("write `^(?:{pattern})$`"))
}

/// a refinement that a type does not take
pub(crate) fn unknown_refinement(
    at: FileSpan,
    ty: &str,
    name: Option<&str>,
    known: &str,
) -> Diagnostic {
    let message = match name {
        Some(name) => format!("`{ty}` has no refinement `{name}`"),
        None => format!("`{ty}` takes no range"),
    };
    error(333, at, message).label("unknown here").note(format!("`{ty}` takes {known}"))
}

/// the same refinement twice
pub(crate) fn refinement_twice(at: FileSpan, first: FileSpan) -> Diagnostic {
    error(333, at, "a type is narrowed twice by the same")
        .label("second")
        .related(first, "first")
        .help("keep one of them; a union of ranges is not a type")
}

/// a pattern for a type that has one
pub(crate) fn second_pattern(at: FileSpan, ty: &str, known: &str) -> Diagnostic {
    error(333, at, format!("`{ty}` has a pattern already"))
        .label("a second pattern")
        .note(format!(
            "its values match `{known}`; the service takes one pattern, and cannot join two"
        ))
        .help("write a `String` with one pattern that says both")
}

/// bounds outside those of the type
pub(crate) fn wider_bounds(at: FileSpan, known: Bounds) -> Diagnostic {
    error(333, at, "a type is narrowed, never widened")
        .label(format!("outside of {known}"))
        .help(format!("write ends that lie in {known}"))
}

/// a type with the wrong number of types in `<…>`
pub(crate) fn wrong_generics(at: FileSpan, ty: &str) -> Diagnostic {
    let takes = if matches!(ty, "List" | "Map") { "one type" } else { "no type" };
    error(334, at, format!("`{ty}` takes {takes} between `<` and `>`")).label("too many")
}

/// a list without the type of its items
pub(crate) fn list_of_what(at: FileSpan) -> Diagnostic {
    error(334, at, "`List` needs the type of its items")
        .label("a list of what")
        .help("write `List<String>`")
}

/// a literal that cannot be a type
pub(crate) fn bad_literal_type(at: FileSpan) -> Diagnostic {
    error(337, at, "only a text, a whole number, `true` and `false` can be a type")
        .label("not a type")
}

/// an alternative that is there twice
pub(crate) fn duplicate_alternative(at: FileSpan, value: &str) -> Diagnostic {
    error(337, at, format!("{value} is there twice")).label("again").help("remove it")
}
