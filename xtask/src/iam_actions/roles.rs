//! Which members of an input are the roles that a call passes on, and which its tags.

use ordain::aws::{Kind, Operation, Shape};

/// No input nests roles deeper.
const DEPTH: usize = 5;

/// Names of members at the top of inputs that are the tags of what is made.
const TAGS: [&str; 8] = [
    "tags",
    "Tags",
    "TagList",
    "TagSet",
    "TagSpecification",
    "TagSpecifications",
    "tagList",
    "TagsToAdd",
];

/// Paths of the members that hold the name or the ARN of a role, of a call that passes one on.
/// Sorted.
pub fn roles(operation: Operation<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(input) = operation.input() {
        collect(input, "", DEPTH, &mut found);
    }
    found.sort();
    found
}

/// The member that holds the tags of what the call makes.
pub fn tags(operation: Operation<'_>) -> Option<String> {
    let members = operation.input()?.members();
    TAGS.iter().find(|name| members.get(name).is_some()).map(|name| (*name).to_owned())
}

fn collect(shape: Shape<'_>, path: &str, depth: usize, found: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for member in shape.members().iter() {
        let dot = if path.is_empty() { "" } else { "." };
        let mut path = format!("{path}{dot}{}", member.name());
        let mut inside = member.shape();
        while let Kind::List { element, .. } = inside.kind() {
            path.push_str("[]");
            inside = element;
        }
        match inside.kind() {
            Kind::String(string) if string.values.is_empty() && is_role(member.name()) => {
                found.push(path);
            }
            Kind::Structure(_) | Kind::Union(_) => collect(inside, &path, depth, found),
            _ => {}
        }
    }
}

/// Where a call passes a role on, a text that is called so is its name or ARN.
fn is_role(member: &str) -> bool {
    let member = member.to_ascii_lowercase();
    member.ends_with("rolearn") || member.ends_with("role")
}
