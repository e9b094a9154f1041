//! Paths into a result: each step of a path has a shape, or there is a reason why it has none.

use std::borrow::Cow;

use super::below::Below;
use super::names;
use super::operation::Operation;
use super::shape::{Kind, Member, Shape};
use crate::text::nearest;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment<'t> {
    /// `.Name`: a member of a structure, or the value at a key of a map.
    Member(Cow<'t, str>),
    /// `[0]`: one element of a list; -1 is the last.
    Index(i64),
    /// `[*]`: all elements of a list, or all values of a map.
    Every,
    /// `[0:2]`, `[?(…)]`: some elements of a list.
    Some,
    /// `..Name`: all members of this name at any depth.
    Below(Cow<'t, str>),
}

/// Where a path leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Landing<'m> {
    pub found: Found<'m>,
    /// How many steps gave many values (`[*]`, `[0:2]`, `..Name`). SSM's selectors give one flat
    /// list where it is not 0, however deep.
    pub depth: usize,
    /// The member that the path named last.
    pub member: Option<Member<'m>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found<'m> {
    Shape(Shape<'m>),
    /// The model does not know: inside a document, a JSON string, or what the client adds.
    Untyped,
}

/// Why a path leads nowhere.
#[derive(Debug, Clone, PartialEq)]
pub struct PathError<'m> {
    /// Which segment, from 0.
    pub segment: usize,
    /// The shape that it stood on; nothing where the operation has no output.
    pub on: Option<Shape<'m>>,
    pub problem: PathProblem<'m>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PathProblem<'m> {
    /// The operation gives nothing back.
    NoOutput,
    /// The structure has no such member, or the map's keys do not allow this one.
    NoMember { nearest: Option<&'m str> },
    /// A name on a list: an element must be chosen first, by `[0]` or `[*]`.
    NeedsElement,
    /// A name on a value that has nothing inside.
    NothingInside,
    /// An index or a choice of elements on what is not a list.
    NotAList,
    /// No structure below has such a member.
    NoneBelow { nearest: Option<&'m str> },
    /// Values of different kinds, of which these are two.
    Several { first: Shape<'m>, other: Shape<'m> },
}

impl<'m> PathError<'m> {
    /// The members, or the keys, that there are where the path went wrong.
    pub fn known(&self) -> Vec<&'m str> {
        self.on.map(known_inside).unwrap_or_default()
    }
}

impl<'m> Operation<'m> {
    /// Where a path into the operation's result leads. `ResponseMetadata`, which the client adds
    /// to every result, is untyped.
    ///
    /// # Errors
    /// A path that cannot exist: the first segment that is wrong.
    pub fn result(self, path: &[Segment<'_>]) -> Result<Landing<'m>, PathError<'m>> {
        let first_name = path.first().and_then(|first| match first {
            Segment::Member(name) => Some(name.as_ref()),
            Segment::Index(_) | Segment::Every | Segment::Some | Segment::Below(_) => None,
        });
        let added = first_name == Some(names::RESPONSE_METADATA);
        match self.output() {
            Some(output) if !added || output.members().get(names::RESPONSE_METADATA).is_some() => {
                walk(output, path)
            }
            Some(_) | None if added => {
                Ok(Landing { found: Found::Untyped, depth: depth_of(path), member: None })
            }
            Some(output) => walk(output, path),
            None => Err(PathError { segment: 0, on: None, problem: PathProblem::NoOutput }),
        }
    }
}

/// Where a path leads from a shape. A path of no segments leads to the shape itself. The time it
/// takes grows with the path's length only, but for `..Name`.
///
/// ```
/// use ordain::aws::{parse_path, walk, Found, Service};
///
/// let operation = Service::named("ec2").unwrap().model().operation("DescribeInstances").unwrap();
/// let path = parse_path("Reservations[0].Instances[*].State.Name").unwrap();
/// let landing = walk(operation.output().unwrap(), &path).unwrap();
/// assert_eq!(landing.depth, 1);
/// let Found::Shape(name) = landing.found else { unreachable!() };
/// assert_eq!(name.kind_name(), "string");
/// ```
///
/// # Errors
/// A path that cannot exist: the first segment that is wrong.
pub fn walk<'m>(start: Shape<'m>, path: &[Segment<'_>]) -> Result<Landing<'m>, PathError<'m>> {
    let mut landing = Landing { found: Found::Shape(start), depth: 0, member: None };
    for (segment, step) in path.iter().enumerate() {
        let Found::Shape(on) = landing.found else {
            landing.depth += depth_of(path.get(segment..).unwrap_or_default());
            landing.member = None;
            return Ok(landing);
        };
        let next = follow(on, step);
        let next = next.map_err(|problem| PathError { segment, on: Some(on), problem })?;
        landing.found = next.found;
        landing.depth += depth_of(std::slice::from_ref(step));
        landing.member = next.member.or(landing.member);
    }
    Ok(landing)
}

/// What one step finds.
struct Step<'m> {
    found: Found<'m>,
    member: Option<Member<'m>>,
}

fn follow<'m>(on: Shape<'m>, step: &Segment<'_>) -> Result<Step<'m>, PathProblem<'m>> {
    if on.kind() == Kind::Document {
        return Ok(Step { found: Found::Untyped, member: None });
    }
    match step {
        Segment::Member(name) => inside(on, name),
        Segment::Index(_) | Segment::Some => element(on),
        Segment::Every => match on.kind() {
            Kind::Map { value, .. } => Ok(shape_step(value)),
            Kind::Structure(members) | Kind::Union(members) if !members.is_empty() => {
                one_kind(members.iter().collect())
            }
            _ => element(on),
        },
        Segment::Below(name) => below(on, name),
    }
}

fn inside<'m>(on: Shape<'m>, name: &str) -> Result<Step<'m>, PathProblem<'m>> {
    match on.kind() {
        Kind::Structure(members) | Kind::Union(members) => {
            let none = || PathProblem::NoMember { nearest: members.nearest(name) };
            Ok(member_step(members.get(name).ok_or_else(none)?))
        }
        Kind::Map { key, value, .. } => match key.kind() {
            Kind::String(key) if !key.values.is_empty() && !key.values.contains(name) => {
                Err(PathProblem::NoMember { nearest: key.values.nearest(name) })
            }
            _ => Ok(shape_step(value)),
        },
        Kind::List { .. } => Err(PathProblem::NeedsElement),
        Kind::Document => Ok(Step { found: Found::Untyped, member: None }),
        Kind::Boolean
        | Kind::Integer(_)
        | Kind::Long(_)
        | Kind::Float(_)
        | Kind::Double(_)
        | Kind::String(_)
        | Kind::Blob(_)
        | Kind::Timestamp => Err(PathProblem::NothingInside),
    }
}

fn element(on: Shape<'_>) -> Result<Step<'_>, PathProblem<'_>> {
    match on.kind() {
        Kind::List { element, .. } => Ok(shape_step(element)),
        _ => Err(PathProblem::NotAList),
    }
}

fn below<'m>(on: Shape<'m>, name: &str) -> Result<Step<'m>, PathProblem<'m>> {
    let below = Below::of(on, name);
    if below.places.is_empty() && below.is_open {
        return Ok(Step { found: Found::Untyped, member: None });
    }
    if below.places.is_empty() {
        return Err(PathProblem::NoneBelow { nearest: Below::nearest(on, name) });
    }
    one_kind(below.places.iter().map(|place| place.member).collect())
}

/// The step that finds all of these members: they must be of one shape, or scalars of one kind.
fn one_kind<'m>(members: Vec<Member<'m>>) -> Result<Step<'m>, PathProblem<'m>> {
    let Some(first) = members.first().copied() else {
        return Err(PathProblem::NothingInside);
    };
    let differs = |other: &Shape<'m>| {
        let alike = other.kind_name() == first.shape().kind_name() && other.children().is_empty();
        *other != first.shape() && !alike
    };
    match members.iter().map(|member| member.shape()).find(differs) {
        Some(other) => Err(PathProblem::Several { first: first.shape(), other }),
        None => Ok(member_step(first)),
    }
}

fn member_step(member: Member<'_>) -> Step<'_> {
    let found = if member.is_json() { Found::Untyped } else { Found::Shape(member.shape()) };
    Step { found, member: Some(member) }
}

fn shape_step(shape: Shape<'_>) -> Step<'_> {
    Step { found: Found::Shape(shape), member: None }
}

fn depth_of(path: &[Segment<'_>]) -> usize {
    let many =
        |step: &&Segment<'_>| matches!(step, Segment::Every | Segment::Some | Segment::Below(_));
    path.iter().filter(many).count()
}

fn known_inside(on: Shape<'_>) -> Vec<&str> {
    match on.kind() {
        Kind::Map { key, .. } => match key.kind() {
            Kind::String(key) => key.values.iter().collect(),
            _ => Vec::new(),
        },
        _ => on.members().names().collect(),
    }
}

impl Below<'_> {
    /// The nearest to `name` among the names of all members below a shape.
    fn nearest<'m>(on: Shape<'m>, name: &str) -> Option<&'m str> {
        nearest(name, Below::shapes(on).flat_map(|shape| shape.members().names()))
    }
}
