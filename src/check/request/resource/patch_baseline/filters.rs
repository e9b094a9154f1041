//! Filters of patches: `{ CLASSIFICATION: "Security", SEVERITY: ["Critical", "Important"] }`.

use crate::check::Checker;
use crate::check::request::model::Model;
use crate::check::request::shape::record;
use crate::check::request::{errors, spot};
use crate::hir::{RequestField, Ty, Value};
use crate::syntax::ast::Expr;
use crate::text::nearest;

use super::super::Given;
use super::place;
use super::systems::System;

/// How many keys one group of filters has.
const KEYS: usize = 4;

const ANY: &str = "*";

/// What a record of filters takes.
pub(super) fn ty() -> Ty {
    const VALUES: Model = place("GlobalFilters.PatchFilters[0].Values");
    const VALUE: Model = place("GlobalFilters.PatchFilters[0].Values[0]");
    Ty::map(Ty::Union([VALUE.ty(), VALUES.ty()].into()))
}

/// `GlobalFilters`: what every patch of the baseline must have.
pub(super) fn global(
    cx: &mut Checker<'_>,
    given: &Given<'_, '_>,
    system: Option<&System>,
) -> Option<RequestField> {
    let attribute = given.attributes.get("filters")?;
    let place = given.attributes.place("filters");
    let (value, at) = cx.build_value(&attribute.value, &ty(), &place)?;
    let value = group(cx, &value, &attribute.value, system);
    Some(RequestField { name: "GlobalFilters", value, at })
}

/// A group of filters as the API takes it. What the system does not know is reported.
pub(super) fn group(
    cx: &mut Checker<'_>,
    given: &Value,
    written: &Expr,
    system: Option<&System>,
) -> Value {
    let Value::Record(given) = given else { return Value::Null };
    let at = cx.at(written.span);
    if given.len() > KEYS {
        cx.report(errors::too_many(at, "keys of a filter", (given.len(), KEYS)));
    }
    let mut filters = Vec::new();
    for (key, values) in given {
        let values = match values {
            Value::List(values) => values.clone(),
            single => vec![single.clone()],
        };
        if let Some(system) = system {
            check(cx, (key, &values), spot::member(written, key), system);
        }
        let key = Value::string(key.as_str());
        filters.push(record([("Key", key), ("Values", Value::List(values))]));
    }
    record([("PatchFilters", Value::List(filters))])
}

fn check(cx: &mut Checker<'_>, (key, values): (&str, &[Value]), written: &Expr, system: &System) {
    let at = cx.at(written.span);
    let Some(known) = system.values(key) else {
        let keys: Vec<&str> = system.keys.iter().map(|(key, _)| *key).collect();
        cx.report(errors::unknown_filter(at, key, system.name, &keys));
        return;
    };
    for (position, value) in values.iter().enumerate() {
        let Some(text) = value.as_str().filter(|text| *text != ANY && !known.is_empty()) else {
            continue;
        };
        if !known.contains(&text) {
            let at = cx.at(spot::item(written, position).span);
            let near = nearest(text, known.iter().copied());
            cx.report(errors::unlisted_filter_value(at, (key, text), known, near));
        }
    }
}
