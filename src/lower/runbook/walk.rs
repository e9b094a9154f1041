//! Paths with `[*]` and filters as Python comprehensions.

use crate::hir::{FilterValue, Op, PathSegment};

use super::python::{self, Code, Strength};
use super::selector::filter_operator;

/// The rest of a path below `base`, whose last member is `list`: members and items as they are,
/// `[*]` and filters as one comprehension that passes over what has no such member.
pub(super) fn walk_code(base: &Code, list: &str, path: &[PathSegment]) -> Code {
    let mut value = base.at_least(Strength::Atom);
    let mut clauses = String::new();
    let mut conditions: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut last_member = list;
    for segment in path {
        match segment {
            // Only ever a whole path, which a reference says.
            PathSegment::Named(_) => {}
            PathSegment::Member(name) => {
                let key = python::string(name);
                if !clauses.is_empty() {
                    conditions.push(format!("{key} in {value}"));
                }
                value = format!("{value}[{key}]");
                last_member = name;
            }
            PathSegment::Index(index) => {
                if !clauses.is_empty() {
                    conditions.push(format!("len({value}) > {index}"));
                }
                value = format!("{value}[{index}]");
            }
            PathSegment::Each | PathSegment::Where { .. } => {
                let item = item_name(last_member, &names);
                clauses.push_str(&guards(&mut conditions));
                clauses.push_str(&format!("\n            for {item} in {value}"));
                if let PathSegment::Where { member, operator, value } = segment {
                    conditions.push(filter_code(&item, member, operator, value));
                }
                value.clone_from(&item);
                names.push(item);
            }
        }
    }
    if clauses.is_empty() {
        return Code::atom(value);
    }
    clauses.push_str(&guards(&mut conditions));
    // Brackets make line breaks free.
    Code::atom(format!("[\n            {value}{clauses}\n        ]"))
}

fn guards(conditions: &mut Vec<String>) -> String {
    conditions.drain(..).map(|condition| format!("\n            if {condition}")).collect()
}

fn filter_code(item: &str, member: &[crate::text::Name], op: &Op, value: &FilterValue) -> String {
    let path: String =
        member.iter().map(|name| format!(".get({})", python::string(name))).collect();
    let value = match value {
        FilterValue::String(text) => python::string(text),
        FilterValue::Int(number) => number.to_string(),
        FilterValue::Bool(true) => "True".to_owned(),
        FilterValue::Bool(false) => "False".to_owned(),
    };
    format!("{item}{path} {} {value}", filter_operator(op).unwrap_or("=="))
}

/// A name for an item of the list `member`: `instance` for `Instances`.
fn item_name(member: &str, taken: &[String]) -> String {
    let lower = member.to_ascii_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let plain: String =
        singular.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let starts_well = plain.starts_with(|c: char| c.is_ascii_alphabetic());
    let reserved =
        ["as", "class", "def", "del", "event", "for", "from", "global", "if", "in", "is"];
    let base =
        if starts_well && !reserved.contains(&plain.as_str()) { plain } else { "item".to_owned() };
    (1_u32..)
        .map(|number| if number == 1 { base.clone() } else { format!("{base}_{number}") })
        .find(|name| !taken.contains(name))
        .unwrap_or(base)
}
