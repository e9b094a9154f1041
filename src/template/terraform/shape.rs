//! Attributes and blocks of a resource as the properties that CloudFormation has for them.

use crate::markup::{Entry, Node, NodeKind};
use crate::template::table::{ASSOCIATION, BASELINE, WINDOW_TASK, table};
use crate::text::Span;

use super::part::{Block, Part};
use super::value::entry;

/// Blocks that are lists of maps, and the properties that they are. Sorted.
const LISTS: [(&str, &str); 2] = [("source", "Sources"), ("targets", "Targets")];

/// Names that are not those of CloudFormation with small letters. Sorted.
const OTHER_NAMES: [(&str, &str); 6] = [
    ("automation_parameters", "MaintenanceWindowAutomationParameters"),
    ("lambda_parameters", "MaintenanceWindowLambdaParameters"),
    ("output_s3_bucket", "OutputS3BucketName"),
    ("run_command_parameters", "MaintenanceWindowRunCommandParameters"),
    ("s3_region", "OutputS3Region"),
    ("step_functions_parameters", "MaintenanceWindowStepFunctionsParameters"),
];

/// Lists in maps that are blocks of their own. Sorted.
const NESTED: [(&str, &str); 3] = [
    ("ApprovalRules.PatchRules", "approval_rule"),
    ("GlobalFilters.PatchFilters", "global_filter"),
    ("PatchFilterGroup.PatchFilters", "patch_filter"),
];

/// What Terraform calls a path of properties: `Sources[0].Name` is `source[0].name`.
pub(in crate::template) fn attribute_path(path: &str) -> String {
    let path = NESTED.iter().fold(path.to_owned(), |path, (own, block)| path.replace(own, block));
    let names = path.split('.').map(|one| match one.split_once('[') {
        Some((name, place)) => format!("{}[{place}", attribute(name)),
        None => attribute(one),
    });
    names.collect::<Vec<_>>().join(".")
}

/// What Terraform calls a property: `OutputS3BucketName` is `output_s3_bucket`.
pub fn attribute(property: &str) -> String {
    let others = OTHER_NAMES.iter().chain(&LISTS);
    if let Some((name, _)) = others.clone().find(|(_, known)| *known == property) {
        return (*name).to_owned();
    }
    let mut name = String::with_capacity(property.len() + 4);
    for letter in property.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// The properties of a resource. What CloudFormation does not have is left out.
pub(super) fn properties(part: Part, cloud: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for attribute in part.attributes {
        let name = property(&attribute.key.text);
        let is_known = table(cloud)
            .is_some_and(|table| table.properties.binary_search(&name.as_str()).is_ok());
        if is_known {
            entries.push(entry(&name, attribute.key_span, attribute.value));
        }
    }
    part.blocks.into_iter().for_each(|block| add_block(&mut entries, block, cloud));
    entries
}

/// A name of CloudFormation: `max_errors` is `MaxErrors`.
fn property(name: &str) -> String {
    if let Some((_, other)) = OTHER_NAMES.iter().find(|(known, _)| *known == name) {
        return (*other).to_owned();
    }
    let mut property = String::with_capacity(name.len());
    for word in name.split('_') {
        let mut letters = word.chars();
        property.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        property.push_str(letters.as_str());
    }
    property
}

fn add_block(entries: &mut Vec<Entry>, block: Block, cloud: &str) {
    let Block { name, key_span, at, part } = block;
    let part = match part {
        Ok(part) => part,
        Err(unknown) => {
            // How many there are, only the run knows.
            let name = list_name(&name, cloud).map_or_else(|| property(&name), str::to_owned);
            entries.push(entry(&name, key_span, unknown));
            return;
        }
    };
    let own = map(part, at);
    match (cloud, name.as_str()) {
        (ASSOCIATION, "output_location") => {
            let location = prefixed(own);
            entries.push(entry("OutputLocation", key_span, one("S3Location", key_span, location)));
        }
        (BASELINE, "approval_rule") => {
            push(nested(entries, ("ApprovalRules", "PatchRules"), key_span, at), own);
        }
        (BASELINE, "global_filter") => {
            push(nested(entries, ("GlobalFilters", "PatchFilters"), key_span, at), own);
        }
        (WINDOW_TASK, "task_invocation_parameters") => {
            entries.push(entry("TaskInvocationParameters", key_span, own));
        }
        (_, name) => {
            if let Some(list) = list_name(name, cloud) {
                push(list_of(entries, list, key_span, at), own);
            }
        }
    }
}

fn list_name(name: &str, cloud: &str) -> Option<&'static str> {
    let list = LISTS.iter().find(|(known, _)| *known == name).map(|(_, list)| *list)?;
    let table = table(cloud)?;
    table.properties.contains(&list).then_some(list)
}

/// The members of a block.
fn map(part: Part, at: Span) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    for attribute in part.attributes {
        entries.push(entry(&property(&attribute.key.text), attribute.key_span, attribute.value));
    }
    for Block { name, key_span, at: inner_at, part } in part.blocks {
        let value = match part {
            Ok(part) => map(part, inner_at),
            Err(unknown) => {
                let name = match name.as_str() {
                    "parameter" => "Parameters".to_owned(),
                    other => property(other),
                };
                entries.push(entry(&name, key_span, unknown));
                continue;
            }
        };
        match name.as_str() {
            "parameter" => add_parameter(&mut entries, key_span, &value),
            "patch_filter" => {
                let place = ("PatchFilterGroup", "PatchFilters");
                push(nested(&mut entries, place, key_span, inner_at), value);
            }
            // CloudFormation spells it in another way; it is not looked at.
            "cloudwatch_config" => {}
            other => entries.push(entry(&property(other), key_span, value)),
        }
    }
    Node::of(NodeKind::Map(entries), at)
}

/// `parameter { name = "…" values = […] }` as a member of `Parameters`.
fn add_parameter(entries: &mut Vec<Entry>, key_span: Span, block: &Node) {
    let (Some(name), Some(values)) = (block.entry("Name"), block.entry("Values")) else { return };
    if !entries.iter().any(|one| one.key.text == "Parameters") {
        let empty = Node::of(NodeKind::Map(Vec::new()), block.span);
        entries.push(entry("Parameters", key_span, empty));
    }
    let all = entries.iter_mut().find(|one| one.key.text == "Parameters");
    let Some(Node { kind, .. }) = all.map(|all| &mut all.value) else { return };
    match (kind, name.value.as_str()) {
        (NodeKind::Map(members), Some(text)) => {
            members.push(entry(text, name.value.span, values.value.clone()));
        }
        // Some of them are not known: none is looked at.
        (kind, _) => *kind = NodeKind::Null,
    }
}

/// A map with one member.
fn one(name: &str, key_span: Span, value: Node) -> Node {
    let span = value.span;
    Node::of(NodeKind::Map(vec![entry(name, key_span, value)]), span)
}

/// The names of `output_location` begin with `Output` in CloudFormation.
fn prefixed(mut location: Node) -> Node {
    if let NodeKind::Map(entries) = &mut location.kind {
        for one in entries {
            if !one.key.text.starts_with("Output") {
                *one = entry(&format!("Output{}", one.key.text), one.key_span, one.value.clone());
            }
        }
    }
    location
}

/// The list of a property, made where there is none yet.
fn list_of<'e>(
    entries: &'e mut Vec<Entry>,
    name: &str,
    key_span: Span,
    at: Span,
) -> Option<&'e mut Node> {
    if !entries.iter().any(|one| one.key.text == name) {
        entries.push(entry(name, key_span, Node::of(NodeKind::List(Vec::new()), at)));
    }
    entries.iter_mut().find(|one| one.key.text == name).map(|one| &mut one.value)
}

/// The list in a map of a property.
fn nested<'e>(
    entries: &'e mut Vec<Entry>,
    (name, list): (&str, &str),
    key_span: Span,
    at: Span,
) -> Option<&'e mut Node> {
    if !entries.iter().any(|one| one.key.text == name) {
        entries.push(entry(name, key_span, Node::of(NodeKind::Map(Vec::new()), at)));
    }
    let found = entries.iter_mut().find(|one| one.key.text == name)?;
    let NodeKind::Map(inner) = &mut found.value.kind else { return None };
    list_of(inner, list, key_span, at)
}

/// Adds an item to a list; one that is not known stays so.
fn push(list: Option<&mut Node>, item: Node) {
    if let Some(Node { kind: NodeKind::List(items), span, .. }) = list {
        *span = span.to(item.span);
        items.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTS, NESTED, OTHER_NAMES, attribute_path, property};

    #[test]
    fn the_tables_are_sorted() {
        assert!(LISTS.is_sorted() && NESTED.is_sorted() && OTHER_NAMES.is_sorted());
    }

    #[test]
    fn names_are_those_of_cloud_formation() {
        assert_eq!(property("apply_only_at_cron_interval"), "ApplyOnlyAtCronInterval");
        assert_eq!(property("output_s3_key_prefix"), "OutputS3KeyPrefix");
        assert_eq!(property("lambda_parameters"), "MaintenanceWindowLambdaParameters");
    }

    #[test]
    fn names_are_those_of_terraform() {
        assert_eq!(attribute_path("OutputS3BucketName"), "output_s3_bucket");
        let path = "ApprovalRules.PatchRules[1].PatchFilterGroup.PatchFilters[0].Values[2]";
        assert_eq!(attribute_path(path), "approval_rule[1].patch_filter[0].values[2]");
    }
}
