//! A value or a type that does not fit its place.

use std::fmt;

use crate::diagnostic::{Diagnostic, Trust};
use crate::hir::{Alternatives, Bounds, TIMESTAMP, Ty, Value};
use crate::text::{FileSpan, Name, nearest};

use super::{error, listed, write_name};

/// A value that does not fit: where it stands, and what stands there.
pub(crate) struct Misfit<'a> {
    pub(crate) at: FileSpan,
    /// The place's words, as in "`Operation` of `AWS-RunPatchBaseline`".
    pub(crate) place: &'a str,
    /// `at` is a literal, which a fix may replace.
    pub(crate) is_literal: bool,
}

/// a value has another type than its place takes
pub(crate) fn wrong_type(misfit: &Misfit<'_>, found: &Ty, wanted: &Ty) -> Diagnostic {
    let Misfit { at, place, .. } = misfit;
    error(301, *at, format!("{place} takes `{wanted}`, not `{found}`"))
        .label(format!("this is `{found}`"))
        .help_if(conversion(misfit, found, wanted))
}

/// what a task did, where a condition is wanted
pub(crate) fn result_for_condition(misfit: &Misfit<'_>, name: &str) -> Diagnostic {
    let Misfit { at, place, .. } = misfit;
    error(301, *at, format!("{place} takes `Bool`, not the result of a task"))
        .label("what a task did: `changed` and `failed`")
        .help(format!("write `{name}.changed` or `{name}.failed`"))
}

/// How to make one type of the other.
fn conversion(misfit: &Misfit<'_>, found: &Ty, wanted: &Ty) -> Option<String> {
    let (found, wanted) = (found.required(), wanted.required());
    if let Ty::List { element, .. } = wanted
        && !matches!(found, Ty::List { .. })
    {
        return Some(tags(found, element).unwrap_or_else(|| "write a list: `[value]`".to_owned()));
    }
    let help = match (found, wanted) {
        (Ty::List { element, .. }, _) if same_kind(element, wanted) && is_item(misfit.place) => {
            "remove the brackets around it: it is a list already"
        }
        (Ty::Record(_) | Ty::Map(_), _) if wanted.is_text() => "write it as text: `json(value)`",
        _ => scalar_conversion(misfit, found, wanted)?,
    };
    Some(help.to_owned())
}

/// Whether a place is an item of a list: "`Names[0]` of …".
fn is_item(place: &str) -> bool {
    place.contains("]`")
}

fn same_kind(one: &Ty, other: &Ty) -> bool {
    one.is_text() && other.is_text() || one.is_int() && other.is_int()
}

/// A record of tags where an API takes a list of `{ Key, Value }`, whatever it calls the two.
fn tags(found: &Ty, element: &Ty) -> Option<String> {
    let (Ty::Record(found), Ty::Record(tag)) = (found, element.required()) else { return None };
    let [key, value] = tag.fields() else { return None };
    let (key, value) = (key.name.as_str(), value.name.as_str());
    let is_tag =
        key.to_ascii_lowercase().ends_with("key") && value.to_ascii_lowercase().ends_with("value");
    let first = found.fields().first().filter(|_| is_tag)?;
    Some(format!("write a list: `[{{ {key}: \"{}\", {value}: … }}]`", first.name))
}

fn scalar_conversion(misfit: &Misfit<'_>, found: &Ty, wanted: &Ty) -> Option<&'static str> {
    if wanted.is_text() && (found.is_number() || found.is_bool()) {
        Some("write the text in quotes, or put the value into a text: `\"${value}\"`")
    } else if wanted.is_int() && found.is_text() {
        Some("write a number, without quotes")
    } else if wanted.is_bool() && found.is_text() {
        Some(if misfit.is_literal {
            "write `true` or `false` without quotes"
        } else {
            "compare it: `x == \"value\"`"
        })
    } else if *wanted == Ty::Script && found.is_text() {
        Some(
            "write the language before the text: `sh\"…\"`, or `raw sh\"…\"` where `{{ … }}` is meant",
        )
    } else if *wanted == Ty::Duration && found.is_int() {
        Some("write a duration with its unit, as in `90s`, `5m` or `1h30m`")
    } else if *wanted == Ty::Percent && found.is_int() {
        Some("write a percentage, as in `10%`")
    } else {
        None
    }
}

/// a value is not one of those allowed
pub(crate) fn not_allowed(misfit: &Misfit<'_>, value: &Value, allowed: &[Value]) -> Diagnostic {
    let Misfit { at, place, is_literal } = misfit;
    let found = error(302, *at, format!("{place} cannot be {}", value.shown()))
        .label("not one of the allowed values")
        .note(format!("allowed: {}", Alternatives(allowed)));
    let texts = allowed.iter().filter_map(Value::as_str);
    let Some(near) = value.as_str().and_then(|text| nearest(text, texts)) else {
        return found;
    };
    let text = Value::string(near).to_string();
    let found = found.help(format!("write {text}"));
    if *is_literal {
        return found.fix(Trust::Unsafe, format!("replace with {text}"), *at, text);
    }
    found
}

/// a number lies outside its range
pub(crate) fn out_of_range(
    misfit: &Misfit<'_>,
    number: impl fmt::Display,
    (low, high): (Option<impl fmt::Display>, Option<impl fmt::Display>),
) -> Diagnostic {
    error(303, misfit.at, format!("{} cannot be {number}", misfit.place)).label(lies(low, high))
}

/// `must lie from 1 to 5`, `must be at least 1`, `must be at most 5`.
fn lies(low: Option<impl fmt::Display>, high: Option<impl fmt::Display>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("must lie from {low} to {high}"),
        (Some(low), None) => format!("must be at least {low}"),
        (None, Some(high)) => format!("must be at most {high}"),
        (None, None) => "is not taken".to_owned(),
    }
}

/// a text is too long or too short
pub(crate) fn wrong_length(misfit: &Misfit<'_>, characters: usize, bounds: Bounds) -> Diagnostic {
    let noun = if characters == 1 { "character" } else { "characters" };
    error(304, misfit.at, format!("{} has {characters} {noun}", misfit.place))
        .label(format!("its length {}", lies(bounds.low, bounds.high)))
}

/// an empty default for what may be left out
///
/// The service takes it: "Runbook parameters" of the user guide has such defaults.
pub(crate) fn empty_default(at: FileSpan, ty: &Ty) -> Diagnostic {
    error(338, at, format!("an empty text is no `{ty}`"))
        .label("stands for nothing")
        .note("what may be left out has a `?` behind its type, and is tested before it is read")
        .help(format!("write `{ty}?` and no default"))
}

/// a text does not match its pattern
pub(crate) fn wrong_pattern(misfit: &Misfit<'_>, text: &str, wanted: &Ty) -> Diagnostic {
    let shown = Value::string(text).shown();
    let found = error(305, misfit.at, format!("{} cannot be {shown}", misfit.place));
    match wanted {
        Ty::Aws { ty, pattern } => {
            let pattern = pattern.as_deref().unwrap_or(ty.pattern());
            found
                .label(format!("not {}", ty.path()))
                .note(format!("`{}` matches `{pattern}`", ty.path()))
        }
        Ty::String { pattern: Some(pattern), .. } if **pattern == *TIMESTAMP => found
            .label("not a date and time")
            .help("write it like \"2026-01-31T12:00:00Z\", or as seconds since 1970"),
        Ty::String { pattern: Some(pattern), .. } => {
            found.label("does not match the pattern").note(format!("the pattern is `{pattern}`"))
        }
        other => found.label(format!("does not fit `{other}`")),
    }
}

/// a list has too many or too few items
pub(crate) fn wrong_count(misfit: &Misfit<'_>, items: usize, bounds: Bounds) -> Diagnostic {
    let noun = if items == 1 { "item" } else { "items" };
    error(306, misfit.at, format!("{} has {items} {noun}", misfit.place))
        .label(format!("the number of items {}", lies(bounds.low, bounds.high)))
}

/// a record lacks a field
pub(crate) fn missing_fields(misfit: &Misfit<'_>, missing: &[Name], wanted: &Ty) -> Diagnostic {
    let names = listed(missing.iter().map(Name::as_str));
    error(307, misfit.at, format!("{} lacks {names}", misfit.place))
        .label(format!("{names} missing"))
        .note(format!("the fields are {wanted}"))
}

/// a value gives none or several of what takes exactly one
pub(crate) fn not_one_field(misfit: &Misfit<'_>, given: &[Name], known: &[Name]) -> Diagnostic {
    let known = listed(known.iter().map(Name::as_str));
    let (problem, help) = match given {
        [] => ("gives none of its members".to_owned(), "give one of them".to_owned()),
        given => {
            let given = listed(given.iter().map(Name::as_str));
            (format!("gives {given}"), format!("give one of {given}"))
        }
    };
    error(325, misfit.at, format!("{} {problem}", misfit.place))
        .label("takes exactly one")
        .note(format!("the members are {known}"))
        .help(help)
}

/// a record has a field that its type does not know
pub(crate) fn unknown_field(misfit: &Misfit<'_>, name: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    let found = no_field(misfit, name, known).label("unknown field").help_if(write_name(near));
    match near {
        Some(near) if misfit.is_literal => {
            found.fix(Trust::Unsafe, format!("rename to `{near}`"), misfit.at, near)
        }
        _ => found,
    }
}

/// a value, of which only the type is known, has a field more than its place takes
pub(crate) fn extra_field(
    misfit: &Misfit<'_>,
    (name, known): (&str, &[&str]),
    shared: &[&str],
) -> Diagnostic {
    let found = no_field(misfit, name, known).label(format!("this has `{name}`"));
    if misfit.place.contains("[]") || shared.is_empty() {
        return found.help("take the members that it needs in a `python` step");
    }
    let members: Vec<String> = shared.iter().map(|name| format!("{name}: value.{name}")).collect();
    found.help(format!("give the members: `{{ {} }}`", members.join(", ")))
}

fn no_field(misfit: &Misfit<'_>, name: &str, known: &[&str]) -> Diagnostic {
    error(308, misfit.at, format!("{} has no field `{name}`", misfit.place)).note(match known {
        [] => "no field is known here".to_owned(),
        known => format!("the fields are {}", listed(known.iter().copied())),
    })
}

/// a record literal gives a field twice
pub(crate) fn duplicate_key(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    error(309, at, format!("`{name}` is given twice"))
        .label("given again")
        .related(first, "first given here")
        .help("remove one of them")
}

/// what may be absent stands where a value is required
pub(crate) fn may_be_absent(misfit: &Misfit<'_>, found: &Ty, wanted: &Ty) -> Diagnostic {
    let Misfit { at, place, .. } = misfit;
    if *found == Ty::Null {
        return error(313, *at, format!("{place} cannot be null"))
            .label(format!("`{wanted}` is required"))
            .help("write a value, or leave it out where it is optional");
    }
    error(313, *at, format!("{place} takes `{wanted}`, and this may be absent"))
        .label(format!("this is `{found}`"))
        .help("give a default: `value ?? default`")
}

/// a value of unknown shape stands where a type is wanted
pub(crate) fn json_needs_type(misfit: &Misfit<'_>, wanted: &Ty) -> Diagnostic {
    error(314, misfit.at, format!("{} takes `{wanted}`, not `Json`", misfit.place))
        .label("nobody declared the type of this value")
        .help(format!("say which type it has: `value as {}`", writable(wanted)))
}

/// The type as a source can write it: a structure of an API has no name there, a map stands for it.
fn writable(ty: &Ty) -> Ty {
    match ty.required() {
        Ty::Record(record) if record.is_of_api() => Ty::map(Ty::Json),
        Ty::List { element, items } => {
            Ty::List { element: Box::new(writable(element)), items: *items }
        }
        Ty::Map(value) => Ty::map(writable(value)),
        other => other.clone(),
    }
}

/// a value of a wider type stands where a narrower is wanted
pub(crate) fn needs_narrowing(misfit: &Misfit<'_>, found: &Ty, wanted: &Ty) -> Diagnostic {
    let Misfit { at, place, .. } = misfit;
    error(315, *at, format!("{place} takes `{wanted}`, and this may be any `{found}`"))
        .label(format!("this is `{found}`"))
        .help(match wanted {
            Ty::Enum(allowed) if allowed.len() > WRITABLE_VALUES => {
                "declare it as those of these values that it may have".to_owned()
            }
            _ => {
                format!("declare it as `{wanted}`, or write `value as {wanted}` where you know it")
            }
        })
}

/// Nobody writes a type of more values than these.
const WRITABLE_VALUES: usize = 12;

/// some of the values that a value may have are not allowed
pub(crate) fn some_not_allowed(
    misfit: &Misfit<'_>,
    (values, others): (&[Value], &[Value]),
    allowed: &[Value],
) -> Diagnostic {
    let Misfit { at, place, .. } = misfit;
    let wrong = Alternatives(others);
    let found = error(315, *at, format!("{place} cannot be {wrong}, and this may be"))
        .label(format!("this is one of {}", Alternatives(values)))
        .note(format!("allowed: {}", Alternatives(allowed)));
    let near = match others {
        [Value::String(only)] => nearest(only, allowed.iter().filter_map(Value::as_str)),
        _ => None,
    };
    let near = near.map(Value::string).filter(|near| !values.contains(near));
    if let Some(near) = near {
        return found.help(format!("declare it with {near} instead of {wrong}"));
    }
    let narrow = if allowed.len() > WRITABLE_VALUES {
        "String".to_owned()
    } else {
        Alternatives(allowed).to_string()
    };
    found
        .help(format!("declare it without {wrong}, or write `value as {narrow}` where you know it"))
}

/// an `as` between types that have no value in common
pub(crate) fn impossible_as(at: FileSpan, found: &Ty, wanted: &Ty) -> Diagnostic {
    error(326, at, format!("`{found}` can never be `{wanted}`"))
        .label(format!("this is `{found}`"))
        .help_if(conversion(&Misfit { at, place: "", is_literal: true }, found, wanted))
}
