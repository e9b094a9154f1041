//! Anchors: values that aliases repeat, and how much may be repeated.

use std::collections::HashMap;

use super::super::MAX_DEPTH;
use super::super::tree::{Node, NodeKind};

/// The most values that all aliases of a document together repeat, and that are kept for aliases.
pub(super) const MAX_NODES: usize = 100_000;

/// The most bytes of text that all aliases together repeat.
const MAX_TEXT: usize = 16 * 1024 * 1024;

/// The anchors of a document, and what is left of its budget.
pub(super) struct Anchors {
    nodes: HashMap<usize, Option<Kept>>,
    nodes_left: usize,
    text_left: usize,
    kept_left: usize,
}

struct Kept {
    node: Node,
    size: Size,
}

/// How large a value is with all that it holds.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    nodes: usize,
    text: usize,
    depth: usize,
}

/// What an alias stands for.
pub(super) enum Resolved {
    Node(Node),
    /// Too much to repeat.
    TooLarge,
    TooDeep,
    /// The value is not complete: the alias stands in it.
    Inside,
}

impl Anchors {
    pub(super) fn new() -> Self {
        Self {
            nodes: HashMap::new(),
            nodes_left: MAX_NODES,
            text_left: MAX_TEXT,
            kept_left: MAX_NODES,
        }
    }

    /// Keeps the value of an anchor for its aliases.
    pub(super) fn keep(&mut self, id: usize, node: &Node) {
        let size = measure(node);
        let is_small = size.nodes <= self.kept_left;
        if is_small {
            self.kept_left -= size.nodes;
        }
        self.nodes.insert(id, is_small.then(|| Kept { node: node.clone(), size }));
    }

    /// A copy of the value of an anchor, for an alias below so many lists and maps.
    pub(super) fn repeat(&mut self, id: usize, depth: usize) -> Resolved {
        let Some(found) = self.nodes.get(&id) else { return Resolved::Inside };
        let Some(kept) = found else { return Resolved::TooLarge };
        if depth + kept.size.depth > MAX_DEPTH {
            return Resolved::TooDeep;
        }
        let left = self.nodes_left.checked_sub(kept.size.nodes);
        let Some((nodes, text)) = left.zip(self.text_left.checked_sub(kept.size.text)) else {
            return Resolved::TooLarge;
        };
        (self.nodes_left, self.text_left) = (nodes, text);
        Resolved::Node(kept.node.clone())
    }
}

fn measure(node: &Node) -> Size {
    let mut size = Size { nodes: 1, ..Size::default() };
    let mut add = |part: Size| {
        size.nodes += part.nodes;
        size.text += part.text;
        size.depth = size.depth.max(part.depth);
    };
    match &node.kind {
        NodeKind::List(items) => items.iter().for_each(|item| add(measure(item))),
        NodeKind::Map(entries) => {
            for entry in entries {
                add(Size { text: entry.key.text.len(), ..Size::default() });
                add(measure(&entry.value));
            }
        }
        NodeKind::String(scalar) => size.text = scalar.text.len(),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {}
    }
    if node.is_list() || node.is_map() {
        size.depth += 1;
    }
    size
}
