//! Sessions: the parts of a document of schema 1.0 as members of a declaration.
//!
//! What no attribute of a session says stands in `inputs: { … }` or `properties: { … }`, in the
//! service's own words.

mod commands;
mod port;
mod shell;

use crate::hir::SESSION_TYPES;
use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::syntax::ast::{
    Expr, ExprKind, Member, RecordEntry, Script, ScriptLanguage, ScriptSource,
};
use crate::syntax::fits_script;
use crate::text::Span;

use super::names::Names;
use super::{Form, automation, make, members_of, parameter, reference, script};

/// Everything between the braces of the session; nothing where its type is not known.
pub(super) fn members(root: &Node, form: Form) -> Option<Vec<Member>> {
    let written = root.get("sessionType")?;
    let (word, _) = SESSION_TYPES.iter().find(|(_, known)| Some(*known) == written.as_str())?;
    let mut names = Names::default();
    names.is_command = true;
    let parameters = members_of(root, "parameters");
    parameters.iter().for_each(|entry| names.add_parameter(entry));
    let members = parameters.iter().map(|entry| parameter::parameter(&names, entry)).collect();
    let mut session = Session { root, names, form, members, rest: Vec::new() };
    session.members.extend(automation::description(root));
    session.put("type", written.span, make::string(word, written.span));
    if *word != "shell" {
        session.rest = members_of(root, "inputs").iter().map(as_it_stands).collect();
        session.put_rest("inputs");
    }
    match *word {
        "shell" => session.shell(),
        "port" => session.port(),
        _ => session.commands(word),
    }
    Some(session.members)
}

/// A session while it is written.
struct Session<'n> {
    root: &'n Node,
    names: Names,
    form: Form,
    members: Vec<Member>,
    /// What no attribute says of the inputs or properties at hand.
    rest: Vec<RecordEntry>,
}

impl Session<'_> {
    /// `WORD: value`.
    fn put(&mut self, word: &str, key_span: Span, value: Expr) {
        self.members.push(make::attribute(word, key_span, value));
    }

    fn put_as_it_stands(&mut self, entry: &Entry) {
        self.rest.push(as_it_stands(entry));
    }

    /// `WORD: { … }`, where something is left.
    fn put_rest(&mut self, word: &str) {
        let rest = std::mem::take(&mut self.rest);
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let span = first.span.to(last.span);
            self.put(word, span.start_point(), make::expr(ExprKind::Record(rest), span));
        }
    }

    /// `sh"""…"""`; a text that quotes would change stands in `raw("…")`.
    fn script(&self, text: &Scalar, platform: &str) -> Expr {
        let span = text.span;
        let is_inline = self.form == Form::AsWritten || fits_script(&text.text);
        let script = Script {
            language: match platform {
                "windows" => ScriptLanguage::PowerShell,
                _ => ScriptLanguage::Sh,
            },
            language_span: span,
            raw: is_inline && script::is_raw(text),
            arguments: Vec::new(),
            source: match is_inline {
                true => ScriptSource::Inline { text: text.text.to_string(), span },
                false => ScriptSource::Expr(make::raw(&text.text, span)),
            },
            result: None,
            span,
        };
        make::expr(ExprKind::Script(Box::new(script)), span)
    }
}

/// A member whose references are meant, and nothing else of it is read.
fn as_it_stands(entry: &Entry) -> RecordEntry {
    make::entry(&entry.key.text, entry.key_span, raw_value(&entry.value))
}

fn raw_value(node: &Node) -> Expr {
    match &node.kind {
        NodeKind::String(text) if has_references(text) => make::raw(&text.text, node.span),
        NodeKind::List(items) => make::list(items.iter().map(raw_value), node.span),
        NodeKind::Map(entries) => {
            let entries = entries.iter().map(as_it_stands).collect();
            make::expr(ExprKind::Record(entries), node.span)
        }
        NodeKind::String(_)
        | NodeKind::Null
        | NodeKind::Bool(_)
        | NodeKind::Int(_)
        | NodeKind::Float(_) => super::value::value(&Names::default(), node),
    }
}

fn has_references(text: &Scalar) -> bool {
    !reference::find(&text.text).is_empty()
}

/// A text that is not empty.
fn text_of<'n>(map: Option<&'n Node>, key: &str) -> Option<&'n Scalar> {
    map?.get(key)?.as_scalar().filter(|text| !text.text.is_empty())
}

/// A flag, also as the text that the agent takes for one.
fn flag(node: &Node) -> Option<bool> {
    match (&node.kind, node.as_str()) {
        (NodeKind::Bool(flag), _) => Some(*flag),
        (_, Some("true")) => Some(true),
        (_, Some("false")) => Some(false),
        _ => None,
    }
}
