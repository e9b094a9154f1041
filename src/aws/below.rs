//! All members of one name, at any depth below a shape: what `..Name` means.

use std::collections::{BTreeSet, VecDeque};

use super::shape::{Kind, Member, Shape};

/// The members of one name below a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below<'m> {
    /// Nearest first. A shape that is reached in several ways is looked at once.
    pub places: Vec<Place<'m>>,
    /// Whether a map or a document is below, of which the keys are not known: there may be more.
    pub is_open: bool,
}

/// One member and a shortest path to it, with `[*]` for elements: `Reservations[*].OwnerId`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'m> {
    pub path: String,
    pub member: Member<'m>,
}

impl<'m> Below<'m> {
    pub fn of(start: Shape<'m>, name: &str) -> Self {
        let mut below = Below { places: Vec::new(), is_open: false };
        let mut seen = BTreeSet::from([start.id()]);
        let mut queue = VecDeque::from([(start, String::new())]);
        while let Some((shape, path)) = queue.pop_front() {
            below.is_open |= is_open(shape);
            for member in shape.members().iter() {
                let path = join(&path, member.name());
                if member.name() == name {
                    below.places.push(Place { path: path.clone(), member });
                }
                if seen.insert(member.shape().id()) {
                    queue.push_back((member.shape(), path));
                }
            }
            if let Some(inner) = inner(shape).filter(|inner| seen.insert(inner.id())) {
                queue.push_back((inner, format!("{path}[*]")));
            }
        }
        below
    }

    /// The shape and all shapes below it, nearest first, each once.
    pub fn shapes(start: Shape<'m>) -> impl Iterator<Item = Shape<'m>> {
        let mut seen = BTreeSet::from([start.id()]);
        let mut queue = VecDeque::from([start]);
        std::iter::from_fn(move || {
            let shape = queue.pop_front()?;
            queue.extend(shape.children().into_iter().filter(|child| seen.insert(child.id())));
            Some(shape)
        })
    }
}

/// What `[*]` gives.
fn inner(shape: Shape<'_>) -> Option<Shape<'_>> {
    match shape.kind() {
        Kind::List { element, .. } => Some(element),
        Kind::Map { value, .. } => Some(value),
        _ => None,
    }
}

/// Whether the shape may have keys that the model does not name.
fn is_open(shape: Shape<'_>) -> bool {
    match shape.kind() {
        Kind::Document => true,
        Kind::Map { key, .. } => !matches!(key.kind(), Kind::String(key) if !key.values.is_empty()),
        _ => shape.members().iter().any(Member::is_json),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
