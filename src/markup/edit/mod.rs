//! Edits of a YAML or JSON text that change one part and keep the rest byte for byte.
//!
//! Every edit is proved before it is given: the text after it is read again, and its tree has to
//! be the old one with the change.

mod lines;
mod write;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Edit};
use crate::text::{FileId, Span};

use super::tree::{Entry, Layout, Node, NodeKind};
use super::{Document, Syntax, read};

use lines::Lines;
use write::Writer;

/// A text with its tree, of which parts are changed.
///
/// Parts are named by JSON pointers. Nothing is given where an edit is not possible without
/// changing more than was asked: where an alias repeats the part, say.
pub struct Editor<'t> {
    text: &'t str,
    file: FileId,
    syntax: Syntax,
    root: &'t Node,
    errors: usize,
}

/// Where an entry is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position<'k> {
    /// Behind the entry with this key.
    After(&'k str),
    Last,
}

impl<'t> Editor<'t> {
    /// An editor of what was read of `text`; nothing where nothing was.
    pub fn new(
        text: &'t str,
        file: FileId,
        document: &'t Document,
        syntax: Syntax,
    ) -> Option<Self> {
        let errors = document.diagnostics.iter().filter(|it| it.is_error()).count();
        Some(Self { text, file, syntax, root: document.root.as_ref()?, errors })
    }

    /// Puts quotes around a value that has none: it is a text from there on.
    pub fn quote(&self, pointer: &str) -> Option<Edit> {
        let node = self.root.find(pointer)?.node;
        let written = match &node.kind {
            NodeKind::String(scalar) if scalar.style == super::Style::Plain => scalar.text.as_str(),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {
                node.span.of(self.text)
            }
            NodeKind::String(_) | NodeKind::List(_) | NodeKind::Map(_) => return None,
        };
        if node.alias.is_some() || node.span.is_empty() {
            return None;
        }
        let edit = self.edit(node.span, write::quoted(written, self.syntax));
        self.proved(edit, pointer, |part| *part = Value::String(written.to_owned()))
    }

    /// Gives a part another value. A text keeps the style of the text before it where it can.
    pub fn set(&self, pointer: &str, value: &Value) -> Option<Edit> {
        let node = self.root.find(pointer)?.node;
        let writer = Writer { text: self.text, syntax: self.syntax };
        let line = writer.inline(value);
        let first = match node.alias {
            Some(at) => self.edit(at, line.clone()),
            None if node.span.is_empty() => self.edit(node.span, format!(" {line}")),
            None if node.layout == Layout::Block && (node.is_list() || node.is_map()) => {
                self.instead_of_block(pointer, node, &line)
            }
            None => self.edit(node.span, writer.instead_of(node, value)),
        };
        let change = |part: &mut Value| *part = value.clone();
        self.proved(first, pointer, change)
            .or_else(|| self.proved(self.edit(node.span, line), pointer, change))
    }

    /// A value on one line for a list or a map that had lines of its own: behind its key, or in its
    /// place where something stands between.
    fn instead_of_block(&self, pointer: &str, node: &Node, value: &str) -> Edit {
        let key = self.root.find(pointer).and_then(|found| found.key_span);
        let behind = key.and_then(|key| {
            let between = self.text.get(key.end as usize..node.span.start as usize)?;
            let is_bare = between.trim_start().strip_prefix(':')?.trim().is_empty();
            let colon = between.find(':')?;
            is_bare.then(|| key.end + super::offset(colon + 1))
        });
        match behind {
            Some(start) => self.edit(Span::new(start, node.span.end), format!(" {value}")),
            // A list may start in the column of its key, which nothing else may.
            None => self.edit(node.span, format!("  {value}")),
        }
    }

    /// Gives an entry another key.
    pub fn rename(&self, pointer: &str, key: &str) -> Option<Edit> {
        let (parent, name) = split(pointer)?;
        let entry = self.root.find(parent)?.node.entry(&name)?;
        let writer = Writer { text: self.text, syntax: self.syntax };
        let edit = self.edit(entry.key_span, writer.key(key, entry.key.style));
        self.proved(edit, parent, |map| {
            if let Some(members) = map.as_object_mut()
                && let Some(value) = members.shift_remove(&name)
            {
                members.insert(key.to_owned(), value);
            }
        })
    }

    /// Removes an entry of a map or an item of a list, with its line where it has lines of its own.
    pub fn remove(&self, pointer: &str) -> Option<Edit> {
        let (parent, name) = split(pointer)?;
        let node = self.root.find(parent)?.node;
        let parts = self.parts(node);
        let number = match &node.kind {
            NodeKind::Map(entries) => entries.iter().rposition(|entry| entry.key.text == name)?,
            NodeKind::List(_) => name.parse().ok()?,
            NodeKind::Null
            | NodeKind::Bool(_)
            | NodeKind::Int(_)
            | NodeKind::Float(_)
            | NodeKind::String(_) => return None,
        };
        let edit = match node.layout {
            Layout::Flow => self.remove_in_brackets(&parts, number)?,
            Layout::Block => self.remove_lines(node, &parts, number)?,
        };
        self.proved(edit, parent, |part| match part {
            Value::Object(map) => {
                map.shift_remove(&name);
            }
            Value::Array(items) if number < items.len() => {
                items.remove(number);
            }
            _ => {}
        })
    }

    /// Adds an entry to a map that is written out.
    pub fn add(
        &self,
        pointer: &str,
        position: Position<'_>,
        (key, value): (&str, &Value),
    ) -> Option<Edit> {
        let node = self.root.find(pointer)?.node;
        if node.get(key).is_some() {
            return None;
        }
        let after = match position {
            Position::After(name) => Some(node.entry(name)?),
            Position::Last => node.entries().last(),
        };
        let edit = match (node.layout, after) {
            (Layout::Flow, after) => self.add_in_brackets(node, after, key, value)?,
            (Layout::Block, Some(after)) => self.add_line(after, key, value)?,
            (Layout::Block, None) => return None,
        };
        self.proved(edit, pointer, |map| {
            if let Some(map) = map.as_object_mut() {
                map.insert(key.to_owned(), value.clone());
            }
        })
    }

    /// Adds an item at the end of a list that is written out.
    pub fn push(&self, pointer: &str, value: &Value) -> Option<Edit> {
        let node = self.root.find(pointer)?.node;
        let writer = Writer { text: self.text, syntax: self.syntax };
        let item = writer.inline(value);
        let parts = self.parts(node);
        let edit = match (node.layout, parts.last()) {
            _ if !node.is_list() => return None,
            (Layout::Flow, None) => self.edit(after_bracket(node), item),
            (Layout::Flow, Some(last)) => self.edit(last.end_point(), format!(", {item}")),
            (Layout::Block, None) => return None,
            (Layout::Block, Some(last)) => {
                let lines = Lines { text: self.text };
                let indent = lines.blanks_before(last.start);
                self.edit_line(last.end, &format!("{indent}- {item}"))
            }
        };
        self.proved(edit, pointer, |list| {
            if let Some(items) = list.as_array_mut() {
                items.push(value.clone());
            }
        })
    }

    fn edit(&self, at: Span, text: String) -> Edit {
        Edit { at: at.in_file(self.file), text }
    }

    /// The spans of the entries or items, each from its key or `-` to its end.
    fn parts(&self, node: &Node) -> Vec<Span> {
        let end = |node: &Node| node.alias.unwrap_or(node.span).end;
        if node.is_map() {
            let entries = node.entries().iter();
            return entries.map(|it| Span::new(it.key_span.start, end(&it.value))).collect();
        }
        let lines = Lines { text: self.text };
        let mut before = node.span.start;
        let mut parts = Vec::new();
        for item in node.items() {
            let own = item.alias.unwrap_or(item.span).start;
            let start = match node.layout {
                Layout::Block => lines.dash_between(before, own).unwrap_or(own),
                Layout::Flow => item.tag.as_ref().map_or(own, |(_, at)| at.start.min(own)),
            };
            before = end(item).max(start);
            parts.push(Span::new(start, before));
        }
        parts
    }

    fn remove_in_brackets(&self, parts: &[Span], number: usize) -> Option<Edit> {
        let part = *parts.get(number)?;
        let before = number.checked_sub(1).and_then(|before| parts.get(before));
        let at = match (before, parts.get(number + 1)) {
            (Some(before), _) => Span::new(before.end, part.end),
            (None, Some(next)) => Span::new(part.start, next.start),
            (None, None) => part,
        };
        Some(self.edit(at, String::new()))
    }

    fn remove_lines(&self, node: &Node, parts: &[Span], number: usize) -> Option<Edit> {
        let part = *parts.get(number)?;
        let lines = Lines { text: self.text };
        if parts.len() == 1 {
            let empty = if node.is_list() { "  []" } else { "{}" };
            return Some(self.edit(part, empty.to_owned()));
        }
        let end = lines.next_line(part.end);
        if lines.is_first_on_line(part.start) {
            return Some(self.edit(Span::new(lines.start_of_line(part.start), end), String::new()));
        }
        // The first entry of an item stands behind the `-`: the next one takes its place.
        let end = lines.first_on_line(end);
        Some(self.edit(Span::new(part.start, end), String::new()))
    }

    fn add_in_brackets(
        &self,
        node: &Node,
        after: Option<&Entry>,
        key: &str,
        value: &Value,
    ) -> Option<Edit> {
        let writer = Writer { text: self.text, syntax: self.syntax };
        let style = after.or(node.entries().first()).map(|entry| entry.key.style);
        let key = writer.key(key, style.unwrap_or(super::Style::Plain));
        let entry = format!("{key}: {}", writer.inline(value));
        let Some(after) = after else {
            return node.is_map().then(|| self.edit(after_bracket(node), entry));
        };
        let lines = Lines { text: self.text };
        let end = after.value.alias.unwrap_or(after.value.span).end_point();
        let between = if lines.is_first_on_line(after.key_span.start) {
            let indent = lines.blanks_before(after.key_span.start);
            format!(",{}{indent}", lines.line_end())
        } else {
            ", ".to_owned()
        };
        Some(self.edit(end, format!("{between}{entry}")))
    }

    fn add_line(&self, after: &Entry, key: &str, value: &Value) -> Option<Edit> {
        let lines = Lines { text: self.text };
        let writer = Writer { text: self.text, syntax: self.syntax };
        let indent = lines.blanks_before(after.key_span.start);
        let style = after.key.style;
        let key = writer.key(key, style);
        let value = writer.behind_key(value, indent.len());
        let end = after.value.alias.unwrap_or(after.value.span).end;
        Some(self.edit_line(end, &format!("{indent}{key}: {value}")))
    }

    /// A line more behind the line in which `end` lies.
    fn edit_line(&self, end: u32, line: &str) -> Edit {
        let lines = Lines { text: self.text };
        let next = lines.next_line(end);
        let line_end = lines.line_end();
        let has_end = self.text.get(..next as usize).is_some_and(|before| before.ends_with('\n'));
        let text = if has_end { format!("{line}{line_end}") } else { format!("{line_end}{line}") };
        self.edit(Span::new(next, next), text)
    }

    /// The edit, if the tree of the text after it is the old one with the change at `pointer`.
    fn proved(&self, edit: Edit, pointer: &str, change: impl FnOnce(&mut Value)) -> Option<Edit> {
        let mut wanted = self.root.to_json();
        change(wanted.pointer_mut(pointer)?);
        let text = apply(self.text, &edit)?;
        let after = read(&text, self.file, self.syntax);
        let errors = after.diagnostics.iter().filter(|it: &&Diagnostic| it.is_error()).count();
        let is_right = errors <= self.errors && after.root?.to_json() == wanted;
        is_right.then_some(edit)
    }
}

/// The text after an edit; nothing where the edit does not fit it.
pub fn apply(text: &str, edit: &Edit) -> Option<String> {
    let Span { start, end } = edit.at.span;
    let before = text.get(..start as usize)?;
    let after = text.get(end as usize..)?;
    (start <= end).then(|| format!("{before}{}{after}", edit.text))
}

fn after_bracket(node: &Node) -> Span {
    Span::new(node.span.start + 1, node.span.start + 1)
}

/// The pointer of what holds a part, and the part's name in it.
fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, segment) = pointer.rsplit_once('/')?;
    Some((parent, segment.replace("~1", "/").replace("~0", "~")))
}
