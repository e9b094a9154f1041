//! Values that a shape allows, made at random.

use ordain::aws::{Bounds, Kind, Member, Members, Operation, Shape};
use serde_json::{Map, Number, Value, json};

use super::random::Random;
use super::text;

/// Below this depth of an input only what must be there is made.
const DEPTH: usize = 4;

/// The same for the result of a call, of which the deep parts are of interest.
const RESULT_DEPTH: usize = 8;

/// Below this depth nothing is made: a shape that must hold itself has no values.
const DEEPEST: usize = 14;

/// What values are made with.
struct Maker<'r> {
    random: &'r mut Random,
    /// Below this depth only what must be there is made.
    depth: usize,
    /// Results have every time in the same form.
    is_result: bool,
}

/// The input of a call; nothing where none can be made that the model allows.
pub(super) fn input(random: &mut Random, operation: Operation<'_>) -> Option<Value> {
    let Some(input) = operation.input() else { return Some(json!({})) };
    value(&mut Maker { random, depth: DEPTH, is_result: false }, input, 0)
}

/// The input of a call with nothing in it that may be left out.
pub(super) fn least_input(random: &mut Random, operation: Operation<'_>) -> Option<Value> {
    let Some(input) = operation.input() else { return Some(json!({})) };
    value(&mut Maker { random, depth: 0, is_result: false }, input, 0)
}

/// The result of a call; nothing where it has none, or none is found.
pub(super) fn result(random: &mut Random, operation: Operation<'_>) -> Option<Value> {
    value(&mut Maker { random, depth: RESULT_DEPTH, is_result: true }, operation.output()?, 0)
}

/// A small value of a shape; nothing where none is found.
pub(super) fn small(random: &mut Random, shape: Shape<'_>) -> Option<Value> {
    value(&mut Maker { random, depth: 0, is_result: false }, shape, 1)
}

/// A value; nothing where none is found that the shape allows.
fn value(maker: &mut Maker<'_>, shape: Shape<'_>, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    match shape.kind() {
        Kind::Boolean => Some(Value::Bool(maker.random.chance(50))),
        Kind::Integer(bounds) => Some(integer(maker.random, bounds, i64::from(i32::MAX)).into()),
        Kind::Long(bounds) => Some(integer(maker.random, bounds, 1 << 53).into()),
        Kind::Float(bounds) | Kind::Double(bounds) => decimal(maker.random, bounds),
        Kind::String(string) => text::of_shape(maker.random, &string).map(Value::String),
        Kind::Blob(bounds) => blob(maker.random, bounds),
        Kind::Timestamp if maker.is_result => Some(json!("2026-03-04T05:06:07Z")),
        Kind::Timestamp => Some(time(maker.random)),
        Kind::Document => Some(document(maker, depth)),
        Kind::List { element, length } => list(maker, (element, length), depth),
        Kind::Map { key, value, length } => map(maker, (key, value, length), depth),
        Kind::Structure(members) => structure(maker, members, depth),
        Kind::Union(members) => union(maker, members, depth),
    }
}

fn structure(maker: &mut Maker<'_>, members: Members<'_>, depth: usize) -> Option<Value> {
    let mut made = Map::new();
    for member in members.iter() {
        let must = member.is_required() && !member.is_idempotency_token();
        let wanted =
            must || (depth < maker.depth && maker.random.chance(if depth == 0 { 35 } else { 50 }));
        if !wanted {
            continue;
        }
        match of_member(maker, member, depth + 1) {
            Some(value) => {
                made.insert(member.name().to_owned(), value);
            }
            None if must => return None,
            None => {}
        }
    }
    Some(Value::Object(made))
}

fn of_member(maker: &mut Maker<'_>, member: Member<'_>, depth: usize) -> Option<Value> {
    if member.shape().is_streaming() && !matches!(member.shape().kind(), Kind::Blob(_)) {
        return None;
    }
    value(maker, member.shape(), depth)
}

fn union(maker: &mut Maker<'_>, members: Members<'_>, depth: usize) -> Option<Value> {
    let members: Vec<Member<'_>> = members.iter().collect();
    (0..4).find_map(|_| {
        let member = maker.random.pick(&members)?;
        let value = of_member(maker, *member, depth + 1)?;
        Some(json!({ member.name(): value }))
    })
}

fn list(
    maker: &mut Maker<'_>,
    (element, length): (Shape<'_>, Bounds<i64>),
    depth: usize,
) -> Option<Value> {
    let (least, most) = counts(length)?;
    let most = if depth > maker.depth { least } else { most };
    let count = maker.random.between(least, most);
    let made: Option<Vec<Value>> = (0..count).map(|_| value(maker, element, depth + 1)).collect();
    made.or((least == 0).then(Vec::new)).map(Value::Array)
}

fn map(
    maker: &mut Maker<'_>,
    (key, of, length): (Shape<'_>, Shape<'_>, Bounds<i64>),
    depth: usize,
) -> Option<Value> {
    let (least, most) = counts(length)?;
    let most = if depth > maker.depth { least } else { most };
    let count = maker.random.between(least, most);
    let mut made = Map::new();
    for _ in 0..count {
        let Some(Value::String(key)) = value(maker, key, depth + 1) else { break };
        let Some(value) = value(maker, of, depth + 1) else { break };
        made.insert(key, value);
    }
    (made.len() >= least).then_some(Value::Object(made))
}

/// The fewest and the most elements that are made.
fn counts(length: Bounds<i64>) -> Option<(usize, usize)> {
    let least = usize::try_from(length.min.unwrap_or(0).max(0)).ok()?;
    let most = length.max.map_or(Some(usize::MAX), |most| usize::try_from(most).ok())?;
    (least <= most && least <= 12).then(|| (least, most.min(least + 2)))
}

fn integer(random: &mut Random, bounds: Bounds<i64>, limit: i64) -> i64 {
    let least = bounds.min.unwrap_or(0).max(-limit);
    let most = bounds.max.unwrap_or(limit).min(limit).max(least);
    let width = usize::try_from(most.saturating_sub(least)).unwrap_or(0);
    // The ends and small numbers are of more interest than those between.
    match random.below(4) {
        0 => least,
        1 => most,
        _ => least.saturating_add(i64::try_from(random.below(width.min(100) + 1)).unwrap_or(0)),
    }
}

fn decimal(random: &mut Random, bounds: Bounds<f64>) -> Option<Value> {
    let least = bounds.min.unwrap_or(0.0);
    let most = bounds.max.unwrap_or(least + 1000.0);
    let quarters = ((most - least) * 4.0).clamp(0.0, 400.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 400")]
    let steps = random.below(quarters as usize + 1);
    let steps = u32::try_from(steps).unwrap_or(0);
    let made = (least + f64::from(steps) / 4.0).min(most);
    // Far from zero, and very near, a number has no plain way to be written.
    (made == 0.0 || (1e-4..1e9).contains(&made.abs()))
        .then(|| Number::from_f64(made))
        .flatten()
        .map(Value::Number)
}

/// Blobs are given as the text that they hold.
fn blob(random: &mut Random, bounds: Bounds<i64>) -> Option<Value> {
    let lengths = text::lengths(bounds)?;
    let length = random.between(*lengths.start(), (lengths.start() + 8).min(*lengths.end()));
    Some(Value::String("payload-".chars().cycle().take(length).collect()))
}

/// A time in one of the forms that the client takes.
fn time(random: &mut Random) -> Value {
    match random.below(8) {
        0 => json!(1_772_600_767),
        1 => json!("1772600767"),
        2 => json!("2026-03-04"),
        3 => json!("2026-03-04T05:06:07.890+09:00"),
        4 => json!("Wed, 04 Mar 2026 05:06:07 GMT"),
        5 => json!("2026-03-04 05:06:07"),
        _ => json!("2026-03-04T05:06:07Z"),
    }
}

fn document(maker: &mut Maker<'_>, depth: usize) -> Value {
    match maker.random.below(if depth > maker.depth { 3 } else { 5 }) {
        0 => json!("any text"),
        1 => json!(17),
        2 => json!(true),
        3 => json!([document(maker, depth + 1)]),
        _ => json!({ "any key": document(maker, depth + 1) }),
    }
}
