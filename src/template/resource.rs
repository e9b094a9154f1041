//! The resources of a template: which of them are read, and what their properties say.

use std::collections::HashSet;

use crate::import::source_name;
use crate::markup::{Entry, Node};
use crate::text::{FileId, Span};

use super::function::{function, is_no_value, resolved};
use super::table::{ASSOCIATION, BASELINE, DOCUMENT, Table, table};
use super::unknown::has_unknown;
use super::{Template, association, baseline, document, errors, window};

/// One resource as the template writes it: functions are still there.
#[derive(Debug)]
pub(super) struct Resource<'n> {
    /// Its name in the template.
    pub(super) id: &'n str,
    pub(super) id_span: Span,
    /// The whole, its name included.
    pub(super) span: Span,
    /// What its declaration is called; no other has this name.
    pub(super) name: String,
    pub(super) table: &'static Table,
    pub(super) properties: Option<&'n Node>,
}

impl<'n> Resource<'n> {
    pub(super) fn property(&self, name: &str) -> Option<&'n Entry> {
        self.properties?.entry(name).filter(|entry| !is_no_value(&entry.value))
    }

    /// A property with its functions as unknown values.
    pub(super) fn known(&self, template: &mut Template, name: &str) -> Option<Node> {
        let entry = self.property(name)?;
        Some(resolved(&entry.value, &mut template.unknowns))
    }

    /// A property that is a text and known.
    pub(super) fn text(&self, name: &str) -> Option<(&'n str, Span)> {
        let node = &self.property(name)?.value;
        if function(node).is_some() || has_unknown(node) {
            return None;
        }
        node.as_str().map(|text| (text, node.span))
    }
}

/// The most resources of a template. Source: "CloudFormation quotas"; a text beyond it is read no
/// further than twice as far.
const MOST_RESOURCES: usize = 1_000;

pub(super) fn read(root: &Node, file: FileId) -> Template {
    let mut template = Template::default();
    fill(&mut template, &resources(root), file);
    template
}

/// Adds what the resources hold.
pub(super) fn fill(template: &mut Template, resources: &[Resource<'_>], file: FileId) {
    for resource in resources {
        check_names(template, resource, file);
    }
    for resource in resources.iter().filter(|it| it.table.name == DOCUMENT) {
        document::add(template, resource, file);
    }
    for resource in resources {
        match resource.table.name {
            ASSOCIATION => association::add(template, resources, resource, file),
            BASELINE => baseline::add(template, resource),
            _ => {}
        }
    }
    window::add(template, resources, file);
}

/// A name for the declaration of a resource that no other has.
pub(super) fn free_name(id: &str, taken: &mut HashSet<String>) -> String {
    let wanted = source_name(id);
    let mut name = wanted.clone();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{wanted}_{count}");
    }
    name
}

fn resources(root: &Node) -> Vec<Resource<'_>> {
    let mut found: Vec<Resource<'_>> = Vec::new();
    let entries = root.get("Resources").map_or(&[][..], Node::entries);
    let mut taken = HashSet::new();
    for entry in entries.iter().take(MOST_RESOURCES * 2) {
        let Some(table) = entry.value.get("Type").and_then(Node::as_str).and_then(table) else {
            continue;
        };
        let id = entry.key.text.as_str();
        let name = free_name(id, &mut taken);
        let properties = entry.value.get("Properties");
        let span = entry.key_span.to(entry.value.span);
        found.push(Resource { id, id_span: entry.key_span, span, name, table, properties });
    }
    found
}

/// Whether the template says which members a map has.
fn is_closed(node: &Node) -> bool {
    function(node).is_none()
        && node.is_map()
        && !node.entries().iter().any(|entry| entry.key.text.starts_with("Fn::"))
}

/// Properties that the resource does not have, and those that it lacks.
fn check_names(template: &mut Template, resource: &Resource<'_>, file: FileId) {
    let whole = resource.properties;
    if whole.is_some_and(|node| !is_closed(node)) {
        template.unknowns.open(resource.span);
        return;
    }
    check_members(template, (resource.id_span, whole), resource.table, file);
}

/// A map in a property against its table, if there is one of that name.
pub(super) fn check_part(
    template: &mut Template,
    (owner, part): (&str, &str),
    map: &Node,
    file: FileId,
) {
    if let Some(table) = table(&format!("{owner} {part}")) {
        check_members(template, (map.span, Some(map)), table, file);
    }
}

/// The members of a map against its table; `around` is where the map belongs to.
fn check_members(
    template: &mut Template,
    (around, map): (Span, Option<&Node>),
    table: &Table,
    file: FileId,
) {
    // Terraform knows its own names.
    if template.wording.is_terraform() {
        return;
    }
    for entry in map.map_or(&[][..], Node::entries) {
        let name = entry.key.text.as_str();
        if table.properties.binary_search(&name).is_err() {
            let at = entry.key_span.in_file(file);
            template.diagnostics.push(errors::unknown_property(at, name, table));
        }
    }
    for name in table.required {
        if map.and_then(|map| map.entry(name)).is_none() {
            let at = around.in_file(file);
            template.diagnostics.push(errors::missing_property(at, name, table));
        }
    }
}
