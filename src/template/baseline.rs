//! `AWS::SSM::PatchBaseline` as a request of a source.

use crate::import::make;
use crate::markup::{Node, NodeKind};
use crate::syntax::ast::{Expr, ExprKind, Item, ItemKind, ListElement, Request};

use super::Template;
use super::expression::{flag, literal, number};
use super::resource::Resource;
use super::unknown::has_unknown;

/// Properties that CreatePatchBaseline does not have: other calls follow for them.
const OF_OTHER_CALLS: [&str; 2] = ["DefaultBaseline", "PatchGroups"];

/// Members that take numbers and flags, which the deployment takes as texts, too.
const NUMBERS: [&str; 1] = ["ApproveAfterDays"];
const FLAGS: [&str; 2] = ["ApprovedPatchesEnableNonSecurity", "EnableNonSecurity"];

/// Adds `request NAME = aws.ssm.CreatePatchBaseline(…)`.
pub(super) fn add(template: &mut Template, resource: &Resource<'_>) {
    template.wording.add_properties(resource.span);
    let mut arguments = Vec::new();
    for name in resource.table.properties.iter().filter(|name| !OF_OTHER_CALLS.contains(name)) {
        let Some(node) = resource.known(template, name) else { continue };
        let key_span = resource.property(name).map_or(node.span, |entry| entry.key_span);
        arguments.push(make::argument(name, key_span, member(name, &node)));
    }
    let callee = make::path(&["aws", "ssm", "CreatePatchBaseline"], resource.id_span);
    let value = make::call(callee, arguments, resource.span);
    let name = make::ident(&resource.name, resource.id_span);
    let kind = ItemKind::Request(Request { name, value });
    template.items.push(Item { docs: None, kind, span: resource.span });
}

/// The value of a member with this name.
fn member(name: &str, node: &Node) -> Expr {
    if NUMBERS.contains(&name) {
        return number(node);
    }
    if FLAGS.contains(&name) {
        return flag(node);
    }
    match &node.kind {
        _ if has_unknown(node) => literal(node),
        NodeKind::List(items) => {
            let items = items.iter().map(|item| ListElement::Item(member("", item)));
            make::expr(ExprKind::List(items.collect()), node.span)
        }
        NodeKind::Map(entries) => {
            let entries = entries.iter().map(|entry| {
                let name = entry.key.text.as_str();
                make::entry(name, entry.key_span, member(name, &entry.value))
            });
            make::expr(ExprKind::Record(entries.collect()), node.span)
        }
        NodeKind::Null
        | NodeKind::Bool(_)
        | NodeKind::Int(_)
        | NodeKind::Float(_)
        | NodeKind::String(_) => literal(node),
    }
}
