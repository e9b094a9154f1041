//! Which types an output may declare for what its selector gives.

use ordain::aws::{Found, Kind, Landing, Shape};

/// What a selector gives, in the types of SSM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    Text,
    Whole,
    /// A number with a fraction: the guide names no type for it.
    Decimal,
    Truth,
    Scalars,
    Map,
    Maps,
    /// Lists of lists, and what the model does not know.
    Unknown,
}

/// Why a declared type does not fit; nothing where it does or may.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-authoring-runbooks-scripted-example.html>
pub(super) fn misfit(declared: &str, landing: Landing<'_>) -> Option<String> {
    let given = given(landing);
    let fits: &[&str] = match given {
        Given::Unknown => return None,
        Given::Text => &["String", "StringList", "Integer", "Boolean"],
        Given::Whole | Given::Decimal => &["Integer", "String", "StringList"],
        Given::Truth => &["Boolean", "String", "StringList"],
        // One element is taken for the element.
        Given::Scalars => &["StringList", "String", "Integer", "Boolean"],
        Given::Map => &["StringMap", "String"],
        Given::Maps => &["MapList"],
    };
    let what = match given {
        Given::Text => "a text",
        Given::Whole | Given::Decimal => "a number",
        Given::Truth => "a boolean",
        Given::Scalars => "a list of scalars",
        Given::Map => "a map",
        Given::Maps => "a list of maps",
        Given::Unknown => "anything",
    };
    (!fits.contains(&declared)).then(|| format!("{what} is declared as {declared}"))
}

fn given(landing: Landing<'_>) -> Given {
    let Found::Shape(shape) = landing.found else { return Given::Unknown };
    if landing.depth == 0 {
        return of(shape);
    }
    // Many values are one flat list.
    match of(shape) {
        Given::Text | Given::Whole | Given::Decimal | Given::Truth => Given::Scalars,
        Given::Map => Given::Maps,
        Given::Scalars | Given::Maps | Given::Unknown => Given::Unknown,
    }
}

fn of(shape: Shape<'_>) -> Given {
    match shape.kind() {
        Kind::String(_) | Kind::Timestamp | Kind::Blob(_) => Given::Text,
        Kind::Integer(_) | Kind::Long(_) => Given::Whole,
        Kind::Float(_) | Kind::Double(_) => Given::Decimal,
        Kind::Boolean => Given::Truth,
        Kind::Document => Given::Unknown,
        Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => Given::Map,
        Kind::List { element, .. } => match of(element) {
            Given::Text | Given::Whole | Given::Decimal | Given::Truth => Given::Scalars,
            Given::Map => Given::Maps,
            Given::Scalars | Given::Maps | Given::Unknown => Given::Unknown,
        },
    }
}
