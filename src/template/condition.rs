//! `Fn::If`: the deployments that a template may become, by what its conditions compare.
//!
//! Source: "Condition functions", template reference of CloudFormation.

use std::collections::{BTreeMap, BTreeSet};

use crate::markup::{Entry, Node, NodeKind};

use super::expression::plain_text;
use super::function::{Function, function};
use super::table::table;

/// Which conditions hold in one deployment.
pub(super) type Truths = BTreeMap<String, bool>;

/// The most deployments that are looked at; of a template with more, `Fn::If` stays unknown.
const MOST: usize = 8;

/// The most values of parameters that are gone through for them.
const MOST_VALUES: usize = 256;

/// How deep conditions may name each other.
const DEEPEST: usize = 16;

/// A value of a parameter that no condition names. No template has this text.
const OTHER: &str = "\u{0}";

/// What decides conditions: the value of a parameter, or a comparison of which nothing is known.
type Values = BTreeMap<String, String>;

/// The deployments that differ in resources that are read, each once; nothing where none differ, or
/// too many.
pub(super) fn deployments(root: &Node) -> Vec<Truths> {
    let mut names = BTreeSet::new();
    for resource in root.get("Resources").map_or(&[][..], Node::entries).iter().filter(is_read) {
        collect(&resource.value, &mut names);
        let own = resource.value.get("Condition").and_then(Node::as_str);
        names.extend(own.filter(|_| !names.is_empty()).map(str::to_owned));
    }
    // What rules forbid is not looked at.
    if names.is_empty() || root.get("Rules").is_some() {
        return Vec::new();
    }
    let mut domains = BTreeMap::new();
    names.iter().for_each(|name| named_domains(root, name, DEEPEST, &mut domains));
    let count = domains.values().try_fold(1_usize, |count, it| count.checked_mul(it.len()));
    if count.is_none_or(|count| count > MOST_VALUES) {
        return Vec::new();
    }
    let mut all: Vec<Values> = vec![Values::new()];
    for (variable, values) in &domains {
        let with = |known: &Values| {
            let known = known.clone();
            values.iter().map(move |value| {
                let mut known = known.clone();
                known.insert(variable.clone(), value.clone());
                known
            })
        };
        all = all.iter().flat_map(with).collect();
    }
    let truths = |values: &Values| -> Option<Truths> {
        let truth = |name: &String| Some((name.clone(), holds_named(root, name, DEEPEST, values)?));
        names.iter().map(truth).collect()
    };
    let all: Option<BTreeSet<Truths>> = all.iter().map(truths).collect();
    let all = all.unwrap_or_default();
    if all.len() > MOST { Vec::new() } else { all.into_iter().collect() }
}

/// The template as one deployment has it: each `Fn::If` is the branch that it takes.
pub(super) fn deployed(root: &Node, truths: &Truths) -> Node {
    let mut root = root.clone();
    if let NodeKind::Map(sections) = &mut root.kind
        && let Some(resources) = sections.iter_mut().find(|it| it.key.text == "Resources")
        && let NodeKind::Map(entries) = &mut resources.value.kind
    {
        let is_there = |resource: &Entry| {
            let condition = resource.value.get("Condition").and_then(Node::as_str);
            condition.and_then(|name| truths.get(name)) != Some(&false)
        };
        entries.retain(is_there);
        for resource in entries.iter_mut().filter(|it| is_read(&&**it)) {
            resource.value = chosen(&resource.value, truths);
        }
    }
    root
}

fn is_read(resource: &&Entry) -> bool {
    resource.value.get("Type").and_then(Node::as_str).and_then(table).is_some()
}

/// Condition and branches of `Fn::If`.
fn branches(node: &Node) -> Option<(&str, &Node, &Node)> {
    let list = match &node.tag {
        Some((tag, _)) => Some(node).filter(|_| tag == "!If"),
        None => node.get("Fn::If").filter(|_| node.entries().len() == 1),
    };
    let [condition, yes, no] = list?.items() else { return None };
    Some((condition.as_str()?, yes, no))
}

fn children(node: &Node) -> impl Iterator<Item = &Node> {
    node.items().iter().chain(node.entries().iter().map(|entry| &entry.value))
}

/// The conditions of all `Fn::If` in a value.
fn collect(node: &Node, names: &mut BTreeSet<String>) {
    names.extend(branches(node).map(|(condition, _, _)| condition.to_owned()));
    children(node).for_each(|child| collect(child, names));
}

fn chosen(node: &Node, truths: &Truths) -> Node {
    if let Some((condition, yes, no)) = branches(node)
        && let Some(holds) = truths.get(condition)
    {
        return chosen(if *holds { yes } else { no }, truths);
    }
    let kind = match &node.kind {
        NodeKind::List(items) => {
            NodeKind::List(items.iter().map(|it| chosen(it, truths)).collect())
        }
        NodeKind::Map(entries) => {
            let entries = entries.iter();
            let with = |it: &Entry| Entry { value: chosen(&it.value, truths), ..it.clone() };
            NodeKind::Map(entries.map(with).collect())
        }
        other => other.clone(),
    };
    Node { kind, ..node.clone() }
}

/// What a condition is.
enum Form<'n> {
    Always(bool),
    /// A parameter has this value.
    Has(&'n str, String),
    Not(&'n Node),
    And(&'n [Node]),
    Or(&'n [Node]),
    Named(&'n str),
    Unknown(String),
}

fn form(node: &Node) -> Form<'_> {
    let (name, argument) = match (&node.tag, node.entries()) {
        (Some((tag, _)), _) => (tag.trim_start_matches('!'), node),
        (None, [entry]) => (entry.key.text.trim_start_matches("Fn::"), &entry.value),
        _ => ("", node),
    };
    let unknown = || Form::Unknown(format!("{name} {}", argument.to_json()));
    match (name, argument.items()) {
        ("Equals", [left, right]) => compared(left, right).unwrap_or_else(unknown),
        ("Not", [inner]) => Form::Not(inner),
        ("And", all) => Form::And(all),
        ("Or", all) => Form::Or(all),
        ("Condition", _) => argument.as_str().map_or_else(unknown, Form::Named),
        _ => unknown(),
    }
}

fn compared<'n>(left: &'n Node, right: &'n Node) -> Option<Form<'n>> {
    let parameter = |node: &'n Node| match function(node)? {
        Function::Ref(name) => Some(&*name.text),
        _ => None,
    };
    let literal = |node: &Node| plain_text(node).filter(|_| function(node).is_none());
    match (parameter(left), parameter(right), literal(left), literal(right)) {
        (Some(name), _, _, Some(text)) | (_, Some(name), Some(text), _) => {
            Some(Form::Has(name, text))
        }
        (_, _, Some(left), Some(right)) => Some(Form::Always(left == right)),
        _ => None,
    }
}

/// What decides a condition, with the values that it may have.
fn domains(root: &Node, node: &Node, depth: usize, found: &mut BTreeMap<String, Vec<String>>) {
    match form(node) {
        Form::Always(_) => {}
        Form::Has(name, text) => {
            let allowed =
                root.get("Parameters").and_then(|all| all.get(name)?.get("AllowedValues"));
            let allowed: Option<Vec<String>> =
                allowed.map(|list| list.items().iter().filter_map(plain_text).collect());
            let values = found
                .entry(name.to_owned())
                .or_insert_with(|| allowed.clone().unwrap_or_else(|| vec![OTHER.to_owned()]));
            if allowed.is_none() && !values.contains(&text) {
                values.push(text);
            }
        }
        Form::Unknown(text) => {
            found.insert(text, ["true", "false"].map(str::to_owned).to_vec());
        }
        Form::Named(name) => named_domains(root, name, depth, found),
        Form::Not(inner) => domains(root, inner, depth, found),
        Form::And(all) | Form::Or(all) => all.iter().for_each(|it| domains(root, it, depth, found)),
    }
}

fn named<'n>(root: &'n Node, name: &str) -> Option<&'n Node> {
    root.get("Conditions")?.get(name)
}

fn named_domains(root: &Node, name: &str, depth: usize, found: &mut BTreeMap<String, Vec<String>>) {
    if let Some(node) = named(root, name).filter(|_| depth > 0) {
        domains(root, node, depth - 1, found);
    }
}

/// Whether a condition holds; nothing for one that is not there, or goes in a circle.
fn holds(root: &Node, node: &Node, depth: usize, values: &Values) -> Option<bool> {
    let all = |nodes: &[Node]| -> Option<Vec<bool>> {
        nodes.iter().map(|it| holds(root, it, depth, values)).collect()
    };
    match form(node) {
        Form::Always(truth) => Some(truth),
        Form::Has(name, text) => Some(*values.get(name)? == text),
        Form::Unknown(text) => Some(values.get(&text)? == "true"),
        Form::Named(name) => holds_named(root, name, depth, values),
        Form::Not(inner) => holds(root, inner, depth, values).map(|truth| !truth),
        Form::And(nodes) => Some(all(nodes)?.into_iter().all(|truth| truth)),
        Form::Or(nodes) => Some(all(nodes)?.into_iter().any(|truth| truth)),
    }
}

fn holds_named(root: &Node, name: &str, depth: usize, values: &Values) -> Option<bool> {
    let node = named(root, name).filter(|_| depth > 0)?;
    holds(root, node, depth - 1, values)
}
