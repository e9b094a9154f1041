//! The tree: nodes with their places, and how to find a part of it.

use std::ops::Range;

use crate::text::{Name, Span};

use super::place::Places;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub kind: NodeKind,
    /// From the first character of the value to its last: quotes, brackets and the `|` of a block
    /// included; the tag, what stands before a value, is not. Empty where nothing is written.
    pub span: Span,
    /// `!Sub` and its place.
    pub tag: Option<(String, Span)>,
    /// How a list or a map is written; that of its text for all else is `Block`.
    pub layout: Layout,
    /// The `*name` for which this value was copied; `span` is where it was written.
    pub alias: Option<Span>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    Null,
    Bool(bool),
    Int(i64),
    /// Also whole numbers beyond `i64`, and what is infinite or no number.
    Float(f64),
    String(Scalar),
    List(Vec<Node>),
    /// In the order of the source, doubled keys included: the last one counts.
    Map(Vec<Entry>),
}

/// How a list or a map is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// By indentation.
    Block,
    /// In brackets; everything of JSON.
    Flow,
}

/// A member of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As written: `on:` has the text "on", though YAML reads it as `true`.
    pub key: Scalar,
    pub key_span: Span,
    pub value: Node,
    /// The `<<` by which the entry came here from another map.
    pub merged: Option<Span>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Single,
    /// Also every string of JSON.
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A text as it is meant, and where each of its bytes stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    pub text: Name,
    pub style: Style,
    /// Quotes and the `|` of a block included; blank lines behind a block are not.
    pub span: Span,
    pub(super) places: Places,
}

impl Scalar {
    /// The place in the source of a range of bytes of `text`. A range that is too long ends where
    /// the text does; an empty one is the point before its first byte.
    pub fn place(&self, range: Range<usize>) -> Span {
        self.places.find(self.text.len(), range)
    }
}

/// A comment and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What stands behind the `#`, blanks included.
    pub text: String,
    /// From the `#` to the end of the line.
    pub span: Span,
    /// Nothing else stands on its line.
    pub own_line: bool,
}

/// A part of a tree with the key that leads to it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'n> {
    pub node: &'n Node,
    /// Nothing for the whole and for items of a list.
    pub key_span: Option<Span>,
}

impl Node {
    pub(super) fn new(kind: NodeKind, span: Span) -> Self {
        Self { kind, span, tag: None, layout: Layout::Block, alias: None }
    }

    /// The value of a member; of a doubled one the last.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A member of a map; of a doubled one the last.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|entry| entry.key.text == key)
    }

    /// The members of a map; none of all else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Int(_)
            | NodeKind::Float(_)
            | NodeKind::String(_)
            | NodeKind::List(_) => &[],
        }
    }

    /// The items of a list; none of all else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::List(items) => items,
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Int(_)
            | NodeKind::Float(_)
            | NodeKind::String(_)
            | NodeKind::Map(_) => &[],
        }
    }

    pub fn as_scalar(&self) -> Option<&Scalar> {
        if let NodeKind::String(scalar) = &self.kind { Some(scalar) } else { None }
    }

    pub fn as_str(&self) -> Option<&str> {
        self.as_scalar().map(|scalar| scalar.text.as_str())
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let NodeKind::Bool(value) = self.kind { Some(value) } else { None }
    }

    pub fn as_int(&self) -> Option<i64> {
        if let NodeKind::Int(value) = self.kind { Some(value) } else { None }
    }

    pub fn is_null(&self) -> bool {
        matches!(self.kind, NodeKind::Null)
    }

    pub fn is_map(&self) -> bool {
        matches!(self.kind, NodeKind::Map(_))
    }

    pub fn is_list(&self) -> bool {
        matches!(self.kind, NodeKind::List(_))
    }

    /// What it is, for a message.
    pub fn what(&self) -> &'static str {
        match &self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Bool(_) => "`true` or `false`",
            NodeKind::Int(_) => "a whole number",
            NodeKind::Float(_) => "a number",
            NodeKind::String(_) => "a text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map",
        }
    }

    /// The part at a JSON pointer (RFC 6901); the empty one is the whole.
    pub fn find(&self, pointer: &str) -> Option<Found<'_>> {
        let mut found = Found { node: self, key_span: None };
        if pointer.is_empty() {
            return Some(found);
        }
        for segment in pointer.strip_prefix('/')?.split('/') {
            found = found.node.step(segment)?;
        }
        Some(found)
    }

    /// The part at a pointer, or the nearest part around it that there is.
    pub fn find_nearest(&self, pointer: &str) -> Found<'_> {
        let mut found = Found { node: self, key_span: None };
        for segment in pointer.strip_prefix('/').unwrap_or("").split('/') {
            let Some(next) = found.node.step(segment) else { break };
            found = next;
        }
        found
    }

    /// The smallest part around a place: itself where no member or item holds it. What was copied for
    /// an alias stands elsewhere.
    pub fn innermost(&self, span: Span) -> &Node {
        let holds = |part: &&Node| {
            part.alias.is_none() && part.span.start <= span.start && span.end <= part.span.end
        };
        let mut node = self;
        loop {
            let mut parts = node.entries().iter().map(|it| &it.value).chain(node.items());
            match parts.find(holds) {
                Some(part) => node = part,
                None => return node,
            }
        }
    }

    fn step(&self, segment: &str) -> Option<Found<'_>> {
        match &self.kind {
            NodeKind::Map(_) => {
                let entry = if segment.contains('~') {
                    self.entry(&segment.replace("~1", "/").replace("~0", "~"))?
                } else {
                    self.entry(segment)?
                };
                Some(Found { node: &entry.value, key_span: Some(entry.key_span) })
            }
            NodeKind::List(items) => {
                let node = items.get(segment.parse::<usize>().ok()?)?;
                Some(Found { node, key_span: None })
            }
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Int(_)
            | NodeKind::Float(_)
            | NodeKind::String(_) => None,
        }
    }
}
