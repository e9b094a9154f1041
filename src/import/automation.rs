//! Runbooks: the parts of a document of schema 0.3 as members of a declaration.

use std::sync::Arc;

use crate::markup::{Node, NodeKind};
use crate::ssm::reference::Reference;
use crate::syntax::ast::{Attribute, Block, Member, MemberKind, Statement, StatementKind};

use super::names::Names;
use super::structure::{Ends, structured};
use super::value::value;
use super::{Company, Form};
use super::{items_of, make, members_of, parameter, reference, step};

/// Everything between the braces of the runbook, in the order of the source's custom.
pub(super) fn members(root: &Node, form: Form, company: Arc<Company>) -> Vec<Member> {
    let mut names = names_of(root);
    names.form = form;
    names.company = company;
    let mut members: Vec<Member> = members_of(root, "parameters")
        .iter()
        .map(|entry| parameter::parameter(&names, entry))
        .collect();
    members.extend(description(root));
    members.extend(attribute(&names, root, ("assumeRole", "assume_role")));
    members.extend(attribute(&names, root, ("files", "files")));
    members.extend(
        members_of(root, "variables")
            .iter()
            .map(|entry| make::statement_member(parameter::variable(&names, entry))),
    );
    let body = steps(&names, root.get("mainSteps"), Ends::Runbook);
    members.extend(body.into_iter().map(make::statement_member));
    members.extend(outputs(&names, root).map(make::statement_member));
    members
}

/// The statements of a list of steps.
fn steps(names: &Names, list: Option<&Node>, ends: Ends) -> Vec<Statement> {
    let items = list.map_or(&[][..], Node::items);
    let structured = match names.form {
        Form::Structured => structured(names, items, ends),
        Form::AsWritten => None,
    };
    structured.unwrap_or_else(|| as_written(names, items, ends))
}

/// One step behind the other, with jumps where a step does not go on at the next.
fn as_written(names: &Names, items: &[Node], ends: Ends) -> Vec<Statement> {
    let behind = items.iter().skip(1).map(|one| one.get("name").and_then(Node::as_str));
    let places = behind.chain([None]).map(|next| step::Place { next, ends });
    let statements = items.iter().zip(places);
    statements.flat_map(|(one, place)| step::statements(names, one, place)).collect()
}

/// The body of a loop.
pub(super) fn block(names: &Names, list: Option<&Node>, around: &Node) -> Block {
    let span = list.map_or(around.span, |list| list.span);
    Block { statements: steps(names, list, Ends::Turn), span }
}

fn attribute(names: &Names, root: &Node, (key, word): (&str, &str)) -> Option<Member> {
    let node = root.get(key)?;
    let value = value(names, node);
    let attribute =
        Attribute { docs: None, key: make::ident(word, node.span), value, span: node.span };
    Some(Member { docs: None, kind: MemberKind::Attribute(attribute), span: node.span })
}

/// `description: "…"` where no comment can hold the text.
pub(super) fn description(root: &Node) -> Option<Member> {
    let (text, span) = parameter::odd_description(root)?;
    let (key, value) = (make::ident("description", span), make::string(text, span));
    let attribute = Attribute { docs: None, key, value, span };
    Some(Member { docs: None, kind: MemberKind::Attribute(attribute), span })
}

fn outputs<'a>(names: &'a Names, root: &'a Node) -> impl Iterator<Item = Statement> + 'a {
    items_of(root, "outputs").iter().filter_map(|node| {
        let text = node.as_str()?;
        let (step, output) = text.split_once('.')?;
        let value = match names.has_output(step, output) {
            true => names.output(step, output, node.span),
            false => make::raw(text, node.span),
        };
        Some(make::statement(StatementKind::Output { name: None, value }, node.span))
    })
}

/// The names of the document, and which steps somebody reads.
fn names_of(root: &Node) -> Names {
    let mut names = Names::default();
    members_of(root, "parameters").iter().for_each(|entry| names.add_parameter(entry));
    members_of(root, "variables").iter().for_each(|entry| names.add_variable(entry));
    each_step(root.get("mainSteps"), &mut |one| {
        if let Some(name) = one.get("name").and_then(Node::as_str) {
            names.add_step(name, one);
        }
    });
    each_step(root.get("mainSteps"), &mut |one| {
        if let Some(name) = one.get("name").and_then(Node::as_str)
            && items_of(one, "outputs").iter().next().is_some()
        {
            names.mark_read(name);
        }
    });
    for output in items_of(root, "outputs") {
        if let Some((step, _)) = output.as_str().and_then(|text| text.split_once('.')) {
            names.mark_read(step);
        }
    }
    mark_references(&mut names, root);
    names
}

fn mark_references(names: &mut Names, node: &Node) {
    match &node.kind {
        NodeKind::String(scalar) => {
            for found in reference::find(&scalar.text) {
                if let Reference::StepOutput { step, .. } = found.reference {
                    names.mark_read(step);
                }
            }
        }
        NodeKind::List(items) => items.iter().for_each(|item| mark_references(names, item)),
        NodeKind::Map(entries) => {
            entries.iter().for_each(|entry| mark_references(names, &entry.value));
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Float(_) => {}
    }
}

/// Calls `look` for each step, those of loops included.
pub(super) fn each_step(list: Option<&Node>, look: &mut impl FnMut(&Node)) {
    let Some(Node { kind: NodeKind::List(items), .. }) = list else { return };
    for one in items {
        look(one);
        let inner = one.get("inputs").and_then(|inputs| inputs.get("Steps"));
        if one.get("action").and_then(Node::as_str) == Some("aws:loop") {
            each_step(inner, look);
        }
    }
}
