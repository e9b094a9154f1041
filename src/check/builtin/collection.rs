//! Functions of lists, maps and records.

use indexmap::IndexMap;

use crate::hir::{Expr, Ty, Value};
use crate::text::Name;

use super::super::range::MOST_RANGE_ITEMS;
use super::{Builtin, Run, Values, Wants, Way, is_int, may, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "distinct",
        parameters: &[needs("list", Wants::List)],
        rest: None,
        way: Way::Value { compute: distinct, result: like_first, run: Run::Never },
    },
    Builtin {
        name: "flatten",
        parameters: &[needs("lists", Wants::List)],
        rest: None,
        way: Way::Value { compute: flatten, result: inner_list, run: Run::Never },
    },
    Builtin {
        name: "keys",
        parameters: &[needs("map", Wants::Fields)],
        rest: None,
        way: Way::Value {
            compute: |values| {
                Ok(Value::List(
                    fields(values, 0).keys().map(|name| Value::string(name.as_str())).collect(),
                ))
            },
            result: |_| Ty::list(Ty::string()),
            run: Run::Script,
        },
    },
    Builtin {
        name: "length",
        parameters: &[needs("value", Wants::Countable)],
        rest: None,
        way: Way::Value { compute: length, result: is_int, run: Run::Script },
    },
    Builtin {
        name: "lookup",
        parameters: &[
            needs("map", Wants::Fields),
            needs("key", Wants::Text),
            may("default", Wants::Any),
        ],
        rest: None,
        way: Way::Value { compute: lookup, result: looked_up, run: Run::Never },
    },
    Builtin {
        name: "merge",
        parameters: &[needs("first", Wants::Fields)],
        rest: Some(Wants::Fields),
        way: Way::Value { compute: merge, result: merged, run: Run::Script },
    },
    Builtin {
        name: "range",
        parameters: &[
            needs("first", Wants::Whole),
            needs("end", Wants::Whole),
            may("step", Wants::Whole),
        ],
        rest: None,
        way: Way::Value { compute: range, result: |_| Ty::list(Ty::int()), run: Run::Never },
    },
    Builtin {
        name: "sort",
        parameters: &[needs("list", Wants::Texts)],
        rest: None,
        way: Way::Value { compute: sort, result: like_first, run: Run::Never },
    },
    Builtin {
        name: "values",
        parameters: &[needs("map", Wants::Fields)],
        rest: None,
        way: Way::Value {
            compute: |values| Ok(Value::List(fields(values, 0).values().cloned().collect())),
            result: |arguments| Ty::list(member_type(arguments)),
            run: Run::Script,
        },
    },
];

fn fields(values: &Values<'_>, position: usize) -> IndexMap<Name, Value> {
    match values.get(position) {
        Some(Value::Record(fields)) => fields.clone(),
        _ => IndexMap::new(),
    }
}

fn like_first(arguments: &[Expr]) -> Ty {
    arguments.first().map_or(Ty::Unknown, |first| first.ty.required().clone())
}

fn inner_list(arguments: &[Expr]) -> Ty {
    match like_first(arguments) {
        Ty::List { element, .. } => match *element {
            Ty::List { element, .. } => Ty::List { element, items: crate::hir::Bounds::OPEN },
            _ => Ty::list(Ty::Json),
        },
        _ => Ty::list(Ty::Json),
    }
}

/// The type of the members of the first argument.
fn member_type(arguments: &[Expr]) -> Ty {
    match like_first(arguments) {
        Ty::Map(value) => *value,
        Ty::Record(record) => {
            let types = record.fields().iter().map(|field| field.ty.clone());
            types.reduce(Ty::join).unwrap_or(Ty::Unknown)
        }
        _ => Ty::Json,
    }
}

fn looked_up(arguments: &[Expr]) -> Ty {
    let found = member_type(arguments);
    match arguments.get(2) {
        Some(default) => found.join(default.ty.clone()),
        None => found,
    }
}

fn merged(arguments: &[Expr]) -> Ty {
    let types = arguments.iter().map(|one| one.ty.required().clone());
    types.reduce(merged_types).unwrap_or(Ty::Unknown)
}

/// The fields of both; those of the right win.
fn merged_types(left: Ty, right: Ty) -> Ty {
    match (left, right) {
        (Ty::Record(left), Ty::Record(right)) => {
            let mut all: IndexMap<Name, Ty> = IndexMap::new();
            for field in left.fields().iter().chain(right.fields()) {
                all.insert(field.name.clone(), field.ty.clone());
            }
            Ty::record(all)
        }
        (left @ (Ty::Map(_) | Ty::Record(_)), right @ (Ty::Map(_) | Ty::Record(_))) => {
            left.join(right)
        }
        _ => Ty::map(Ty::Json),
    }
}

fn distinct(values: &Values<'_>) -> Result<Value, String> {
    let mut kept: Vec<Value> = Vec::new();
    let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
    for item in values.list(0)? {
        if seen.insert(item.to_string()) {
            kept.push(item);
        }
    }
    Ok(Value::List(kept))
}

fn flatten(values: &Values<'_>) -> Result<Value, String> {
    let items = values.list(0)?.into_iter().flat_map(|item| match item {
        Value::List(items) => items,
        other => vec![other],
    });
    Ok(Value::List(items.collect()))
}

fn length(values: &Values<'_>) -> Result<Value, String> {
    let count = match values.get(0) {
        Some(Value::List(items)) => items.len(),
        Some(Value::Record(fields)) => fields.len(),
        Some(Value::Range { low: Some(low), high: Some(high) }) => {
            let count = i128::from(*high) - i128::from(*low) + 1;
            usize::try_from(count.max(0)).unwrap_or(usize::MAX)
        }
        Some(Value::Range { .. }) => return Err("the range has no end".to_owned()),
        Some(value) => value.as_str().map_or(0, |text| text.chars().count()),
        None => 0,
    };
    i64::try_from(count).map(Value::Int).map_err(|_| "it is too long".to_owned())
}

fn lookup(values: &Values<'_>) -> Result<Value, String> {
    let fields = fields(values, 0);
    let key = values.text(1);
    if let Some(value) = fields.get(key).or(values.get(2)) {
        return Ok(value.clone());
    }
    let known: Vec<String> = fields.keys().map(|name| format!("`{name}`")).collect();
    Err(format!("the map has no \"{key}\", and no default is given; it has {}", known.join(", ")))
}

fn merge(values: &Values<'_>) -> Result<Value, String> {
    let mut all = IndexMap::new();
    for position in 0..values.0.len() {
        all.extend(fields(values, position));
    }
    Ok(Value::Record(all))
}

/// From the first to before the end.
fn range(values: &Values<'_>) -> Result<Value, String> {
    let (first, end) = (values.whole(0), values.whole(1));
    let step = if values.get(2).is_some() { values.whole(2) } else { 1 };
    if step == 0 {
        return Err("the step is 0".to_owned());
    }
    let mut numbers = Vec::new();
    let mut number = Some(first);
    while let Some(now) = number.filter(|now| if step > 0 { *now < end } else { *now > end }) {
        if numbers.len() == MOST_RANGE_ITEMS {
            return Err(format!("the range has more than {MOST_RANGE_ITEMS} numbers"));
        }
        numbers.push(Value::Int(now));
        number = now.checked_add(step);
    }
    Ok(Value::List(numbers))
}

fn sort(values: &Values<'_>) -> Result<Value, String> {
    let mut items = values.list(0)?;
    items.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
    Ok(Value::List(items))
}
