//! The proof that a model read from bytes is whole: each number points at something.

use super::model::{Model, damaged};
use super::packed::{Kind, Operation, Pagination, Shape, Structure};
use super::read_error::ReadError;

/// For each shape, where what it takes from its list starts: members, targets or values.
///
/// # Errors
/// Lists that are longer or shorter than what the shapes take.
pub(super) fn starts(structure: &Structure) -> Result<Vec<u32>, ReadError> {
    let (mut members, mut targets, mut values) = (0_u32, 0_u32, 0_u32);
    let mut starts = Vec::with_capacity(structure.shapes.len());
    for shape in &structure.shapes {
        let (next, count) = match shape.kind {
            Kind::Structure { members: count, .. } | Kind::Union { members: count } => {
                (&mut members, count)
            }
            Kind::List(_) => (&mut targets, 1),
            Kind::Map(_) => (&mut targets, 2),
            Kind::String { values: count, .. } => (&mut values, count),
            Kind::Boolean
            | Kind::Timestamp
            | Kind::Document
            | Kind::Integer(_)
            | Kind::Long(_)
            | Kind::Float(_)
            | Kind::Double(_)
            | Kind::Blob(_) => (&mut values, 0),
        };
        starts.push(*next);
        *next = next.checked_add(count).ok_or_else(|| damaged("the count of a list"))?;
    }
    let taken = [members, members, members, targets, values].map(|count| count as usize);
    let there = [
        structure.members.names.len(),
        structure.members.shapes.len(),
        structure.members.flags.len(),
        structure.targets.len(),
        structure.values.len(),
    ];
    if taken == there { Ok(starts) } else { Err(damaged("the length of a list")) }
}

/// # Errors
/// A number that points at nothing, or operations that are not sorted by name.
pub(super) fn validate(model: &Model) -> Result<(), ReadError> {
    let packed = &model.packed;
    let strings =
        [&packed.operation_names, &packed.shape_names, &packed.members.names, &packed.values];
    let shapes = [&packed.members.shapes, &packed.targets];
    let as_many = packed.operation_names.len() == packed.operations.len()
        && packed.shape_names.len() == packed.shapes.len();
    let checks = [
        (as_many, "the length of a list of names"),
        (strings.into_iter().flatten().all(|id| model.has_string(*id)), "the number of a string"),
        (shapes.into_iter().flatten().all(|id| model.has_shape(*id)), "the number of a shape"),
        (packed.operations.iter().all(|it| operation(model, it)), "an operation"),
        (packed.shapes.iter().all(|it| shape(model, it)), "a shape"),
    ];
    for (whole, what) in checks {
        if !whole {
            return Err(damaged(what));
        }
    }
    let names = packed.operation_names.iter().map(|id| model.string(*id));
    let sorted = names.is_sorted_by(|left, right| left < right);
    if sorted { Ok(()) } else { Err(damaged("the order of its operations")) }
}

fn operation(model: &Model, operation: &Operation) -> bool {
    let shapes = operation.input.iter().chain(&operation.output).chain(&operation.errors);
    shapes.into_iter().all(|id| model.has_shape(*id))
        && operation.pagination.as_ref().is_none_or(|it| pagination(model, it))
}

fn pagination(model: &Model, it: &Pagination) -> bool {
    let lists = [&it.input_tokens, &it.output_tokens, &it.result_keys];
    let single = it.limit_key.iter().chain(&it.more_results);
    lists.into_iter().flatten().chain(single).all(|id| model.has_string(*id))
}

fn shape(model: &Model, shape: &Shape) -> bool {
    let string = match shape.kind {
        Kind::String { pattern, .. } => pattern,
        Kind::Structure { error_code, .. } => error_code,
        Kind::Boolean
        | Kind::Timestamp
        | Kind::Document
        | Kind::Integer(_)
        | Kind::Long(_)
        | Kind::Float(_)
        | Kind::Double(_)
        | Kind::Blob(_)
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Union { .. } => None,
    };
    string.is_none_or(|id| model.has_string(id))
}
