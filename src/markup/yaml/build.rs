//! Builds the tree from events. Lists and maps that are open lie on a stack of our own.

use granit_parser::{ScalarStyle, StructureStyle};

use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span};

use super::super::members::Origin;
use super::super::tree::{Layout, Node, NodeKind, Scalar, Style};
use super::super::{Document, MAX_DEPTH, Role, Trap, TrapKind, errors};
use super::anchor::{Anchors, MAX_NODES, Resolved};
use super::frame::{Frame, Map, NodePlace, Parts, PendingKey, first_dash, own_end};
use super::resolve::{Plain, resolve};
use super::scalar::{Source, read_scalar};
use super::{Next, to_comment};

/// The most findings of one text: the rest repeats them.
const MAX_FINDINGS: usize = 1_000;

/// What has been read so far.
pub(super) struct Builder<'t> {
    text: &'t str,
    pub(super) file: FileId,
    frames: Vec<Frame>,
    /// How many lists and maps are open that are too deep to be kept.
    skipped: usize,
    /// The end of what was read last: what comes next starts behind it.
    last_end: u32,
    anchors: Anchors,
    document: Document,
    is_complete: bool,
    /// Where the document starts: its `---`, if it has one.
    start: Span,
    is_alias_told: bool,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
        Self {
            text,
            file,
            frames: Vec::new(),
            skipped: 0,
            last_end: 0,
            anchors: Anchors::new(),
            document: Document::default(),
            is_complete: false,
            start: Span::default(),
            is_alias_told: false,
        }
    }

    pub(super) fn report(&mut self, found: Diagnostic) {
        if self.document.diagnostics.len() < MAX_FINDINGS {
            self.document.diagnostics.push(found);
        }
    }

    pub(super) fn comment(&mut self, text: &str, at: Span) {
        self.document.comments.push(to_comment(self.text, text, at));
    }

    pub(super) fn start_document(&mut self, at: Span) {
        self.start = at;
    }

    /// Whether the first document has been read.
    pub(super) fn is_second_document(&self) -> bool {
        self.is_complete
    }

    pub(super) fn second_document(&mut self, at: Span) -> Next {
        let at = if self.start.is_empty() { at } else { self.start };
        self.report(errors::second_document(at.in_file(self.file)));
        Next::Stop
    }

    pub(super) fn end_document(&mut self) {
        self.is_complete = true;
    }

    pub(super) fn scalar(&mut self, text: &str, style: ScalarStyle, place: NodePlace) {
        let from = place.tag.as_ref().map_or(self.last_end, |(_, at)| at.end.max(self.last_end));
        let source = Source { text: self.text, from: from as usize, at: place.at };
        let scalar = read_scalar(text, style, &source);
        self.last_end = place.at.end.max(self.last_end);
        if self.skipped > 0 {
            return;
        }
        let whole = scalar.span;
        let is_key = self.frames.last().is_some_and(Frame::wants_key);
        if is_key {
            let key = self.key_of(scalar, place.tag.is_some());
            if place.anchor != 0
                && let PendingKey::Text(scalar) | PendingKey::Merge(scalar) = &key
            {
                let node = Node::new(NodeKind::String(scalar.clone()), whole);
                self.anchors.keep(place.anchor, &node);
            }
            self.set_key(key);
            return;
        }
        let kind = self.kind_of(scalar, place.tag.as_ref());
        let node = Node { tag: place.tag, ..Node::new(kind, whole) };
        self.attach_anchored(node, place.anchor);
    }

    fn attach_anchored(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.keep(anchor, &node);
        }
        self.attach(node);
    }

    fn key_of(&mut self, scalar: Scalar, is_tagged: bool) -> PendingKey {
        if scalar.style != Style::Plain || is_tagged {
            return PendingKey::Text(scalar);
        }
        if scalar.text == "<<" {
            return PendingKey::Merge(scalar);
        }
        if scalar.span.is_empty() {
            return PendingKey::NoText("nothing", scalar.span);
        }
        let (plain, trap) = resolve(&scalar.text);
        if plain != Plain::Text {
            let kind = trap.filter(|kind| *kind == TrapKind::Boolean).unwrap_or(TrapKind::OtherKey);
            self.trap(&scalar, kind, Role::Key);
        }
        PendingKey::Text(scalar)
    }

    /// What a value is: one with quotes or a tag of another's own is a text.
    fn kind_of(&mut self, scalar: Scalar, tag: Option<&(String, Span)>) -> NodeKind {
        let is_resolved = match tag {
            None => true,
            Some((tag, _)) => matches!(&**tag, "!!int" | "!!float" | "!!bool" | "!!null"),
        };
        if !is_resolved || (tag.is_none() && scalar.style != Style::Plain) {
            return NodeKind::String(scalar);
        }
        let (plain, trap) = resolve(&scalar.text);
        if let Some(kind) = trap {
            self.trap(&scalar, kind, Role::Value);
        }
        match plain {
            Plain::Null => NodeKind::Null,
            Plain::Bool(value) => NodeKind::Bool(value),
            Plain::Int(value) => NodeKind::Int(value),
            Plain::Float(value) => NodeKind::Float(value),
            Plain::Large(value) => {
                let at = scalar.span.in_file(self.file);
                self.report(errors::number_too_large(&scalar.text, at));
                NodeKind::Float(value)
            }
            Plain::Text => NodeKind::String(scalar),
        }
    }

    fn trap(&mut self, scalar: &Scalar, kind: TrapKind, role: Role) {
        let written = scalar.text.clone();
        self.document.traps.push(Trap { span: scalar.span, kind, role, written });
    }

    pub(super) fn open(&mut self, parts: Parts, style: StructureStyle, place: NodePlace) {
        self.last_end = place.at.end.max(self.last_end);
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if self.frames.len() >= MAX_DEPTH {
            self.report(errors::too_deep(place.at.in_file(self.file)));
            self.skipped = 1;
            return;
        }
        let layout = match style {
            StructureStyle::Block => Layout::Block,
            StructureStyle::Flow => Layout::Flow,
        };
        let start = match (&parts, layout) {
            (Parts::List(_), Layout::Block) if self.is_in_map() => {
                first_dash(self.text, place.at.start)
            }
            (Parts::List(_) | Parts::Map(_), _) => place.at.start,
        };
        self.frames.push(Frame { parts, layout, start, place });
    }

    fn is_in_map(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { parts: Parts::Map(_), .. }))
    }

    pub(super) fn close(&mut self, at: Span) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 {
                self.attach(Node::new(NodeKind::Null, at.start_point()));
            }
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        if frame.layout == Layout::Flow {
            self.last_end = at.end.max(self.last_end);
        }
        let anchor = frame.place.anchor;
        let node = self.node_of(frame, Some(at));
        self.attach_anchored(node, anchor);
    }

    /// The node of a list or map. Without `end`, the text has ended before it.
    fn node_of(&mut self, frame: Frame, end: Option<Span>) -> Node {
        let start = frame.start;
        let layout = frame.layout;
        let tag = frame.place.tag.clone();
        let (kind, last) = match frame.parts {
            Parts::List(items) => {
                let last = items.last().map_or(start, own_end);
                (NodeKind::List(items), last)
            }
            Parts::Map(map) => {
                let last = map.end(start);
                let end = end.map_or(last, |end| end.end);
                if let Some(reference) = self.bare_reference(&map, layout, Span::new(start, end)) {
                    return Node { tag, ..reference };
                }
                for (what, at) in &map.bad_keys {
                    self.report(errors::key_is_no_text(what, at.in_file(self.file)));
                }
                (NodeKind::Map(map.into_entries()), last)
            }
        };
        let end = match (layout, end) {
            (Layout::Flow, Some(end)) => end.end,
            (Layout::Flow | Layout::Block, _) => last,
        };
        Node { tag, layout, ..Node::new(kind, Span::new(start, end.max(start))) }
    }

    /// `{{ name }}` without quotes is a map with a map as its key. It is read as it was meant.
    fn bare_reference(&mut self, map: &Map, layout: Layout, whole: Span) -> Option<Node> {
        let text = whole.of(self.text);
        let is_reference = layout == Layout::Flow
            && !map.bad_keys.is_empty()
            && text.starts_with("{{")
            && text.ends_with("}}");
        if !is_reference {
            return None;
        }
        let behind = self.text.get(whole.end as usize..).unwrap_or("");
        let behind = behind.trim_start_matches([' ', '\t']);
        let is_alone = behind.is_empty() || behind.starts_with(['\r', '\n', '#', ',', ']', '}']);
        let rest = if is_alone { errors::Rest::Nothing } else { errors::Rest::Text };
        self.report(errors::bare_reference(text, rest, whole.in_file(self.file)));
        let source = Source { text: self.text, from: whole.start as usize, at: whole };
        let scalar = read_scalar(text, ScalarStyle::Plain, &source);
        Some(Node::new(NodeKind::String(scalar), whole))
    }

    fn attach(&mut self, node: Node) {
        match self.frames.last_mut() {
            None => {
                let is_nothing = node.is_null() && node.span.is_empty();
                self.document.root = (!is_nothing).then_some(node);
            }
            Some(Frame { parts: Parts::List(items), .. }) => items.push(node),
            Some(Frame { parts: Parts::Map(map), .. }) => match map.key.take() {
                None => {
                    let key = self.key_of_node(node);
                    self.set_key(key);
                }
                Some(PendingKey::NoText(what, at)) => map.bad_keys.push((what, at)),
                Some(PendingKey::Text(key)) => self.add_entry(key, node),
                Some(PendingKey::Merge(key)) => self.merge(key, node),
            },
        }
    }

    /// A list, a map or an alias as a key.
    fn key_of_node(&mut self, node: Node) -> PendingKey {
        let at = node.alias.unwrap_or(node.span);
        match node.kind {
            NodeKind::String(scalar) => PendingKey::Text(Scalar { span: at, ..scalar }),
            NodeKind::List(_) => PendingKey::NoText("a list", at),
            NodeKind::Map(_) => PendingKey::NoText("a map", at),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {
                PendingKey::NoText("an alias of no text", at)
            }
        }
    }

    fn set_key(&mut self, key: PendingKey) {
        if let Some(Frame { parts: Parts::Map(map), .. }) = self.frames.last_mut() {
            map.key = Some(key);
        }
    }

    fn add_entry(&mut self, key: Scalar, value: Node) {
        let origin = Origin { text: self.text, file: self.file };
        let Some(Frame { parts: Parts::Map(map), .. }) = self.frames.last_mut() else { return };
        for found in map.members.add(key, value, origin) {
            self.report(found);
        }
    }

    /// The maps behind `<<` give what the map does not have itself.
    fn merge(&mut self, key: Scalar, value: Node) {
        let at = value.alias.unwrap_or(value.span).in_file(self.file);
        let (maps, what) = match value.kind {
            NodeKind::Map(entries) => (vec![entries], None),
            NodeKind::List(items) => {
                let other = items.iter().find(|item| !item.is_map()).map(Node::what);
                let maps = items.into_iter().filter_map(|item| match item.kind {
                    NodeKind::Map(entries) => Some(entries),
                    _ => None,
                });
                (maps.collect(), other)
            }
            other => (Vec::new(), Some(Node::new(other, value.span).what())),
        };
        if let Some(what) = what {
            self.report(errors::merges_no_map(what, at));
        }
        if let Some(Frame { parts: Parts::Map(map), .. }) = self.frames.last_mut() {
            map.merged.extend(maps.into_iter().map(|entries| (key.span, entries)));
        }
    }

    pub(super) fn alias(&mut self, id: usize, at: Span) {
        self.last_end = at.end.max(self.last_end);
        if self.skipped > 0 {
            return;
        }
        let place = at.in_file(self.file);
        let found = match self.anchors.repeat(id, self.frames.len()) {
            Resolved::Node(node) => {
                self.attach(Node { alias: Some(at), ..node });
                return;
            }
            Resolved::TooLarge => (!std::mem::replace(&mut self.is_alias_told, true))
                .then(|| errors::aliases_too_large(MAX_NODES, place)),
            Resolved::TooDeep => Some(errors::too_deep(place)),
            Resolved::Inside => Some(errors::alias_inside(place)),
        };
        if let Some(found) = found {
            self.report(found);
        }
        self.attach(Node { alias: Some(at), ..Node::new(NodeKind::Null, at) });
    }

    pub(super) fn unknown_alias(&mut self, name: &str, at: Span) {
        self.last_end = at.end.max(self.last_end);
        self.report(errors::unknown_alias(name, at.in_file(self.file)));
        if self.skipped == 0 {
            self.attach(Node { alias: Some(at), ..Node::new(NodeKind::Null, at) });
        }
    }

    /// The name of an anchor; its value came before.
    pub(super) fn anchor(&mut self, at: Span) {
        self.last_end = at.end.max(self.last_end);
    }

    /// The document, with what is open closed where the text ends.
    pub(super) fn finish(mut self) -> Document {
        self.skipped = 0;
        while let Some(frame) = self.frames.pop() {
            let frame = frame.with_complete_key();
            let node = self.node_of(frame, None);
            self.attach(node);
        }
        let mut document = self.document;
        document.traps.sort_by_key(|trap| trap.span.start);
        document
    }
}
