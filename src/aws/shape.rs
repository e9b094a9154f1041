//! Shapes: what an input, an output or anything inside them is made of.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::model::Model;
use super::names;
use super::packed::{self, Bounds, ShapeId, member_flag, shape_flag};
use crate::text::nearest;

/// One shape of a model. Shapes may hold themselves: follow them with a path or a list of what was
/// seen, not to the end. Two are equal where they are the same shape of the same model.
#[derive(Clone, Copy)]
pub struct Shape<'m> {
    model: &'m Model,
    id: ShapeId,
}

/// What a shape is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind<'m> {
    Boolean,
    Integer(Bounds<i64>),
    Long(Bounds<i64>),
    Float(Bounds<f64>),
    Double(Bounds<f64>),
    String(StringShape<'m>),
    /// The length counts bytes before any encoding.
    Blob(Bounds<i64>),
    Timestamp,
    /// Any JSON.
    Document,
    List {
        element: Shape<'m>,
        length: Bounds<i64>,
    },
    /// The length counts entries.
    Map {
        key: Shape<'m>,
        value: Shape<'m>,
        length: Bounds<i64>,
    },
    Structure(Members<'m>),
    /// A structure of which exactly one member is set.
    Union(Members<'m>),
}

/// What a string must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StringShape<'m> {
    /// Counts characters.
    pub length: Bounds<i64>,
    /// As the model writes it: of Java's kind, and anchored only where it says so.
    pub pattern: Option<&'m str>,
    pub values: Values<'m>,
}

/// The allowed values of an enum, in the model's order; empty where every string is allowed.
#[derive(Clone, Copy)]
pub struct Values<'m> {
    model: &'m Model,
    start: usize,
    count: u32,
}

/// The members of a structure, in the model's order.
#[derive(Clone, Copy)]
pub struct Members<'m> {
    model: &'m Model,
    /// Among all members of the model.
    start: usize,
    count: u32,
}

/// One member of a structure.
#[derive(Clone, Copy)]
pub struct Member<'m> {
    model: &'m Model,
    /// Among all members of the model.
    number: usize,
}

impl<'m> Shape<'m> {
    pub(super) fn new(model: &'m Model, id: ShapeId) -> Self {
        Shape { model, id }
    }

    fn packed(self) -> &'m packed::Shape {
        let shape = self.model.packed.shapes.get(self.id as usize);
        shape.unwrap_or_else(|| unreachable!("shapes are counted when a model is read"))
    }

    /// The model's name of the shape, of no meaning outside the model: `InstanceList`.
    pub fn name(self) -> &'m str {
        let name = self.model.packed.shape_names.get(self.id as usize);
        name.map_or("", |id| self.model.string(*id))
    }

    pub fn kind(self) -> Kind<'m> {
        let model = self.model;
        let start = model.start(self.id);
        let target = |place: usize| Shape::new(model, model.target(place));
        match self.packed().kind {
            packed::Kind::Boolean => Kind::Boolean,
            packed::Kind::Timestamp => Kind::Timestamp,
            packed::Kind::Document => Kind::Document,
            packed::Kind::Integer(bounds) => Kind::Integer(bounds),
            packed::Kind::Long(bounds) => Kind::Long(bounds),
            packed::Kind::Float(bounds) => Kind::Float(bounds),
            packed::Kind::Double(bounds) => Kind::Double(bounds),
            packed::Kind::Blob(length) => Kind::Blob(length),
            packed::Kind::String { length, pattern, values: count } => Kind::String(StringShape {
                length,
                pattern: pattern.map(|id| model.string(id)),
                values: Values { model, start, count },
            }),
            packed::Kind::List(length) => Kind::List { element: target(start), length },
            packed::Kind::Map(length) => {
                Kind::Map { key: target(start), value: target(start + 1), length }
            }
            packed::Kind::Structure { members: count, error_code: _ } => {
                Kind::Structure(Members { model, start, count })
            }
            packed::Kind::Union { members: count } => Kind::Union(Members { model, start, count }),
        }
    }

    /// What the shape is, in one word for a message: `structure`, `list`, `string`, …
    pub fn kind_name(self) -> &'static str {
        match self.kind() {
            Kind::Boolean => "boolean",
            Kind::Integer(_) => "integer",
            Kind::Long(_) => "long",
            Kind::Float(_) => "float",
            Kind::Double(_) => "double",
            Kind::String(_) => "string",
            Kind::Blob(_) => "blob",
            Kind::Timestamp => "timestamp",
            Kind::Document => "document",
            Kind::List { .. } => "list",
            Kind::Map { .. } => "map",
            Kind::Structure(_) => "structure",
            Kind::Union(_) => "union",
        }
    }

    /// The members of a structure or union; none of anything else.
    pub fn members(self) -> Members<'m> {
        match self.kind() {
            Kind::Structure(members) | Kind::Union(members) => members,
            Kind::Boolean
            | Kind::Integer(_)
            | Kind::Long(_)
            | Kind::Float(_)
            | Kind::Double(_)
            | Kind::String(_)
            | Kind::Blob(_)
            | Kind::Timestamp
            | Kind::Document
            | Kind::List { .. }
            | Kind::Map { .. } => Members { model: self.model, start: 0, count: 0 },
        }
    }

    /// What is directly inside: the shapes of members, the element, key and value.
    pub fn children(self) -> Vec<Shape<'m>> {
        match self.kind() {
            Kind::List { element, .. } => vec![element],
            Kind::Map { key, value, .. } => vec![key, value],
            Kind::Structure(members) | Kind::Union(members) => {
                members.iter().map(Member::shape).collect()
            }
            Kind::Boolean
            | Kind::Integer(_)
            | Kind::Long(_)
            | Kind::Float(_)
            | Kind::Double(_)
            | Kind::String(_)
            | Kind::Blob(_)
            | Kind::Timestamp
            | Kind::Document => Vec::new(),
        }
    }

    /// Whether the value is one that logs must not show.
    pub fn is_sensitive(self) -> bool {
        self.packed().flags & shape_flag::SENSITIVE != 0
    }

    /// Whether the value is a stream: a body without end, or events.
    pub fn is_streaming(self) -> bool {
        self.packed().flags & shape_flag::STREAMING != 0
    }

    pub fn is_error(self) -> bool {
        self.packed().flags & shape_flag::ERROR != 0
    }

    /// Whether exactly one member is set.
    pub fn is_union(self) -> bool {
        matches!(self.packed().kind, packed::Kind::Union { .. })
    }

    /// An error's name as clients report it.
    pub fn error_name(self) -> &'m str {
        match self.packed().kind {
            packed::Kind::Structure { error_code: Some(code), .. } => self.model.string(code),
            _ => self.name(),
        }
    }

    pub(super) fn id(self) -> ShapeId {
        self.id
    }
}

impl PartialEq for Shape<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model) && self.id == other.id
    }
}

impl Eq for Shape<'_> {}

impl Hash for Shape<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.model, state);
        self.id.hash(state);
    }
}

impl fmt::Debug for Shape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind_name(), self.name())
    }
}

impl<'m> Members<'m> {
    pub fn iter(self) -> impl ExactSizeIterator<Item = Member<'m>> {
        let Members { model, start, count } = self;
        (0..count as usize).map(move |place| Member { model, number: start + place })
    }

    pub fn len(self) -> usize {
        self.count as usize
    }

    pub fn is_empty(self) -> bool {
        self.count == 0
    }

    pub fn names(self) -> impl Iterator<Item = &'m str> {
        self.iter().map(Member::name)
    }

    pub fn get(self, name: &str) -> Option<Member<'m>> {
        self.iter().find(|member| member.name() == name)
    }

    /// The member that `name` most probably means: the same but for case, `-` and `_`, else the
    /// nearest.
    pub fn nearest(self, name: &str) -> Option<&'m str> {
        let same = self.names().find(|known| names::same(known, name));
        same.or_else(|| nearest(name, self.names()))
    }

    /// Those that must be given; the client fills in an idempotency token by itself.
    pub fn required(self) -> impl Iterator<Item = Member<'m>> {
        self.iter().filter(|member| member.is_required())
    }
}

impl PartialEq for Members<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model)
            && (self.start, self.count) == (other.start, other.count)
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl<'m> Values<'m> {
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'m str> {
        let model = self.model;
        model.values(self.start, self.count).iter().map(move |id| model.string(*id))
    }

    pub fn is_empty(self) -> bool {
        self.count == 0
    }

    pub fn contains(self, value: &str) -> bool {
        self.iter().any(|known| known == value)
    }

    pub fn nearest(self, value: &str) -> Option<&'m str> {
        nearest(value, self.iter())
    }
}

impl PartialEq for Values<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model)
            && (self.start, self.count) == (other.start, other.count)
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'m> Member<'m> {
    pub fn name(self) -> &'m str {
        let name = self.model.packed.members.names.get(self.number);
        name.map_or("", |id| self.model.string(*id))
    }

    pub fn shape(self) -> Shape<'m> {
        let shape = self.model.packed.members.shapes.get(self.number).copied();
        let id = shape.unwrap_or_else(|| unreachable!("members are counted when a model is read"));
        Shape::new(self.model, id)
    }

    pub fn is_required(self) -> bool {
        self.has(member_flag::REQUIRED)
    }

    pub fn is_deprecated(self) -> bool {
        self.has(member_flag::DEPRECATED)
    }

    /// Whether the client makes a value up where none is given, even where one is required.
    pub fn is_idempotency_token(self) -> bool {
        self.has(member_flag::IDEMPOTENCY_TOKEN)
    }

    /// Whether the client decodes the value in a result, though the model calls it a string.
    pub fn is_decoded(self) -> bool {
        let service = self.model.name();
        let has = |name: &str| names::DECODED.contains(&(service, name));
        has(self.name()) || has(self.shape().name())
    }

    /// Whether it is a header that clients take and give as JSON.
    pub fn is_json(self) -> bool {
        self.has(member_flag::JSON)
    }

    /// The first sentence of what the model says about the member, without markup.
    pub fn documentation(self) -> Option<&'m str> {
        self.model.member_documentation(self.number)
    }

    fn has(self, flag: u8) -> bool {
        let flags = self.model.packed.members.flags.get(self.number);
        flags.is_some_and(|flags| flags & flag != 0)
    }
}

impl PartialEq for Member<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.model, other.model) && self.number == other.number
    }
}

impl Eq for Member<'_> {}

impl fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.name(), self.shape())
    }
}
