//! Intrinsic functions of CloudFormation, in their short and their long form.
//!
//! Source: "Intrinsic function reference", template reference of CloudFormation.

use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::text::Span;

use super::substitute::substituted;
use super::unknown::Unknowns;

/// A function in the place of a value.
#[derive(Clone, Debug)]
pub(super) enum Function<'n> {
    /// `!Ref NAME`.
    Ref(&'n Scalar),
    /// `!GetAtt NAME.Attribute`: the name of the resource.
    Attribute(&'n str),
    /// `!Sub "text with ${NAME}"`.
    Sub(&'n Scalar),
    /// `!Join [DELIMITER, [TEXT, …]]` of plain texts alone: the text that it is.
    Join(String),
    Other,
}

/// What makes a value of nothing: the property that has it is not given.
const NO_VALUE: &str = "AWS::NoValue";

/// The function that a value is; nothing for a plain value.
pub(super) fn function(node: &Node) -> Option<Function<'_>> {
    if let Some((tag, _)) = &node.tag {
        let name = tag.strip_prefix('!').filter(|name| !name.starts_with('!'))?;
        return Some(called(name, node));
    }
    let [entry] = node.entries() else { return None };
    let key = entry.key.text.as_str();
    match key.strip_prefix("Fn::") {
        Some(name) => Some(called(name, &entry.value)),
        None if key == "Ref" => Some(called(key, &entry.value)),
        None => None,
    }
}

fn called<'n>(name: &str, argument: &'n Node) -> Function<'n> {
    let first = argument.items().first();
    let found = match name {
        "Ref" => argument.as_scalar().map(Function::Ref),
        "GetAtt" => {
            let whole = argument.as_str().map(|text| text.split('.').next().unwrap_or(text));
            whole.or(first.and_then(Node::as_str)).map(Function::Attribute)
        }
        "Join" => joined(argument).map(Function::Join),
        "Sub" => argument.as_scalar().or(first.and_then(Node::as_scalar)).map(Function::Sub),
        _ => None,
    };
    found.unwrap_or(Function::Other)
}

/// Texts of which none is left to the deployment, put together.
fn joined(argument: &Node) -> Option<String> {
    let [delimiter, list] = argument.items() else { return None };
    let is_plain = |node: &Node| function(node).is_none() && node.as_str().is_some();
    if !is_plain(delimiter) || list.tag.is_some() || !list.items().iter().all(is_plain) {
        return None;
    }
    let texts: Vec<&str> = list.items().iter().filter_map(Node::as_str).collect();
    let is_list = matches!(list.kind, NodeKind::List(_));
    is_list.then(|| texts.join(delimiter.as_str().unwrap_or_default()))
}

/// The resource or parameter that a value refers to, if it refers to one.
pub(super) fn referred(node: &Node) -> Option<&str> {
    match function(node)? {
        Function::Ref(name) => Some(&name.text),
        Function::Attribute(name) => Some(name),
        // `${Name}` alone is a reference as well.
        Function::Sub(scalar) => {
            let inner = scalar.text.strip_prefix("${")?.strip_suffix('}')?;
            let name = inner.trim();
            let is_name = name.chars().all(|letter| letter.is_ascii_alphanumeric());
            is_name.then_some(name)
        }
        Function::Join(_) | Function::Other => None,
    }
}

/// A function's place, its tag included.
pub(super) fn whole_span(node: &Node) -> Span {
    node.tag.as_ref().map_or(node.span, |(_, tag)| tag.to(node.span))
}

pub(super) fn is_no_value(node: &Node) -> bool {
    matches!(function(node), Some(Function::Ref(name)) if name.text == NO_VALUE)
}

/// The value with all functions in it as unknown values, and texts with unknown parts.
pub(super) fn resolved(node: &Node, unknowns: &mut Unknowns) -> Node {
    match function(node) {
        Some(Function::Sub(scalar)) => {
            let span = whole_span(node);
            let text = substituted(scalar, span, unknowns);
            return Node::of(NodeKind::String(text), span);
        }
        Some(Function::Join(text)) => {
            let span = whole_span(node);
            return Node::of(NodeKind::String(Scalar::in_place_of(span, &text)), span);
        }
        Some(Function::Ref(_) | Function::Attribute(_) | Function::Other) => {
            return unknowns.value(node, whole_span(node));
        }
        None => {}
    }
    let kind = match &node.kind {
        NodeKind::List(items) => {
            let items = items.iter().filter(|item| !is_no_value(item));
            NodeKind::List(items.map(|item| resolved(item, unknowns)).collect())
        }
        NodeKind::Map(entries) => NodeKind::Map(members(entries, node.span, unknowns)),
        NodeKind::Null
        | NodeKind::Bool(_)
        | NodeKind::Int(_)
        | NodeKind::Float(_)
        | NodeKind::String(_) => node.kind.clone(),
    };
    Node { kind, ..node.clone() }
}

/// The members of a map. A function beside others, such as `Fn::Transform`, adds members that
/// nobody sees.
fn members(entries: &[Entry], span: Span, unknowns: &mut Unknowns) -> Vec<Entry> {
    let mut members = Vec::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| !is_no_value(&entry.value)) {
        if entry.key.text.starts_with("Fn::") {
            unknowns.open(span);
            unknowns.value(&entry.value, entry.key_span.to(entry.value.span));
            continue;
        }
        members.push(Entry { value: resolved(&entry.value, unknowns), ..entry.clone() });
    }
    members
}
