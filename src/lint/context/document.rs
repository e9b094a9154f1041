//! One document in YAML or JSON as it is written: its tree, its steps, and edits of it.

use std::sync::OnceLock;

use serde_json::Value;

use crate::diagnostic::{Edit, Fix, Trust};
use crate::markup::edit::Editor;
use crate::markup::{Document, Node, Syntax};
use crate::ssm::pointer_segment;
use crate::text::{FileId, FileSpan, Span};

/// A document and what is known of it.
pub(in crate::lint) struct DocumentView<'a> {
    file: FileId,
    text: &'a str,
    syntax: Syntax,
    pub(in crate::lint) document: &'a Document,
    pub(in crate::lint) root: &'a Node,
    pub(in crate::lint) schema: Schema,
    /// Found when the first rule asks for them.
    steps: OnceLock<Vec<WrittenStep<'a>>>,
}

/// What the version of a document's schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Schema {
    Runbook,
    /// Of any version.
    Command,
    Other,
}

/// A step as it is written.
#[derive(Clone)]
pub(in crate::lint) struct WrittenStep<'a> {
    /// A JSON pointer.
    pub(in crate::lint) pointer: String,
    pub(in crate::lint) node: &'a Node,
    /// The name of the step behind it in its list.
    pub(in crate::lint) next: Option<&'a str>,
    /// Whether it is the last one of its list.
    pub(in crate::lint) is_last: bool,
}

/// How many bytes one rule has read again for the proofs of its edits in one document. What is left
/// over then is mended by the next run.
const MOST_READ_AGAIN: usize = 16 * 1024 * 1024;

/// Makes proved edits of a document, as many as there is time for.
pub(in crate::lint) struct Mender<'a> {
    file: FileId,
    editor: Option<Editor<'a>>,
    size: usize,
    left: usize,
}

impl<'a> DocumentView<'a> {
    /// Nothing where nothing was read.
    pub(super) fn of(
        file: FileId,
        text: &'a str,
        (document, syntax): (&'a Document, Syntax),
    ) -> Option<Self> {
        let root = document.root.as_ref()?;
        let version = root.get("schemaVersion");
        let version = version.map_or("", |it| it.as_str().unwrap_or_else(|| it.span.of(text)));
        let schema = match version {
            "0.3" => Schema::Runbook,
            "1.2" | "2.0" | "2.2" => Schema::Command,
            _ => Schema::Other,
        };
        Some(Self { file, text, syntax, document, root, schema, steps: OnceLock::new() })
    }

    pub(in crate::lint) fn at(&self, span: Span) -> FileSpan {
        span.in_file(self.file)
    }

    /// The smallest part around a place; nothing for a place in another file.
    pub(in crate::lint) fn part(&self, at: FileSpan) -> Option<&'a Node> {
        (at.file == self.file).then(|| self.root.innermost(at.span))
    }

    /// The text of the file.
    pub(in crate::lint) fn whole(&self) -> &'a str {
        self.text
    }

    pub(in crate::lint) fn source(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    pub(in crate::lint) fn mender(&self) -> Mender<'a> {
        let editor = Editor::new(self.text, self.file, self.document, self.syntax);
        Mender { file: self.file, editor, size: self.text.len().max(1), left: MOST_READ_AGAIN }
    }

    /// The steps at every depth, in source order.
    pub(in crate::lint) fn steps(&self) -> &[WrittenStep<'a>] {
        self.steps.get_or_init(|| {
            let mut steps = Vec::new();
            collect_steps(self.root.get("mainSteps"), "/mainSteps", &mut steps);
            steps
        })
    }

    /// The parameters with their pointers, in source order.
    pub(in crate::lint) fn parameters(&self) -> impl Iterator<Item = (String, &'a Node)> {
        let parameters = self.root.get("parameters").map_or(&[][..], Node::entries).iter();
        parameters.map(|entry| {
            (format!("/parameters/{}", pointer_segment(&entry.key.text)), &entry.value)
        })
    }

    /// Every value with its pointer, the whole document first, in source order.
    pub(in crate::lint) fn values(&self) -> Vec<(String, &'a Node)> {
        let mut values = Vec::new();
        collect_values(self.root, String::new(), &mut values);
        values
    }
}

impl WrittenStep<'_> {
    pub(in crate::lint) fn text(&self, key: &str) -> Option<&str> {
        self.node.get(key)?.as_str()
    }

    pub(in crate::lint) fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.pointer)
    }
}

fn collect_steps<'a>(list: Option<&'a Node>, pointer: &str, steps: &mut Vec<WrittenStep<'a>>) {
    let items = list.map_or(&[][..], Node::items);
    for (number, node) in items.iter().enumerate() {
        let pointer = format!("{pointer}/{number}");
        let behind = items.get(number + 1);
        let next = behind.and_then(|behind| behind.get("name")).and_then(Node::as_str);
        let inner = node.get("inputs").and_then(|inputs| inputs.get("Steps"));
        let body = format!("{pointer}/inputs/Steps");
        steps.push(WrittenStep { pointer, node, next, is_last: behind.is_none() });
        collect_steps(inner, &body, steps);
    }
}

fn collect_values<'a>(node: &'a Node, pointer: String, values: &mut Vec<(String, &'a Node)>) {
    let below = |name: &str| format!("{pointer}/{}", pointer_segment(name));
    values.push((pointer.clone(), node));
    for entry in node.entries() {
        collect_values(&entry.value, below(&entry.key.text), values);
    }
    for (number, item) in node.items().iter().enumerate() {
        collect_values(item, below(&number.to_string()), values);
    }
}

impl Mender<'_> {
    /// Takes an entry or an item out.
    pub(in crate::lint) fn remove(&mut self, pointer: &str) -> Option<Fix> {
        self.safe("remove it".to_owned(), |editor| editor.remove(pointer))
    }

    /// Gives a part another value; `shown` says which.
    pub(in crate::lint) fn set(
        &mut self,
        pointer: &str,
        value: &Value,
        shown: &str,
    ) -> Option<Fix> {
        self.safe(format!("write `{shown}`"), |editor| editor.set(pointer, value))
    }

    /// Puts quotes around a value that has none.
    pub(in crate::lint) fn quote(&mut self, pointer: &str) -> Option<Fix> {
        self.safe("put quotes around it".to_owned(), |editor| editor.quote(pointer))
    }

    fn safe(
        &mut self,
        title: String,
        edit: impl FnOnce(&Editor<'_>) -> Option<Edit>,
    ) -> Option<Fix> {
        // The first is always proved, however large the document is.
        let is_first = self.left == MOST_READ_AGAIN;
        if !is_first && self.left < self.size {
            return None;
        }
        self.left = self.left.saturating_sub(self.size);
        let edit = edit(self.editor.as_ref()?)?;
        debug_assert_eq!(edit.at.file, self.file, "an editor edits its own file");
        Some(Fix { title, trust: Trust::Safe, edits: vec![edit] })
    }
}
