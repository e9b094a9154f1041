//! iam-dataset's templates, `${InstanceIds[]}` and the like, as paths of an operation's input.

use ordain::aws::{Kind, Operation, Shape};

/// What a template takes from an input.
#[derive(Debug, PartialEq, Eq)]
pub enum Template {
    /// The values of these members, each by itself.
    Members(Vec<String>),
    /// What a pattern finds in a member.
    PartOfMember,
    /// Anything else: a fixed text, several members together, `*`.
    Other,
}

/// The template as far as it is only members that the operation has, and that hold text.
pub fn read(template: &str, operation: Operation<'_>) -> Template {
    if template.starts_with("%%regex%") {
        return Template::PartOfMember;
    }
    let pieces: Vec<&str> = if let Some(inside) = wrapped(template, "many") {
        inside.split('%').collect()
    } else if let Some(inside) = wrapped(template, "iftemplatematch") {
        vec![inside]
    } else if let Some(inside) = wrapped(template, "iftruthy") {
        // Whether the condition holds, its value, and the value where it does not.
        match inside.split('%').collect::<Vec<_>>().as_slice() {
            [given, value, "*" | ""] if given == value => vec![value],
            _ => return Template::Other,
        }
    } else {
        vec![template]
    };
    let mut paths = Vec::new();
    for piece in pieces {
        let inside = piece.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
        let Some(path) = inside.filter(|it| !it.contains(['$', '{', '}'])) else {
            return Template::Other;
        };
        paths.extend(text_path(path, operation));
    }
    if paths.is_empty() { Template::Other } else { Template::Members(paths) }
}

/// Whether a member that holds text holds nothing but ARNs, as its name or its pattern says.
pub fn is_arn(path: &str, operation: Operation<'_>) -> bool {
    let name = path.trim_end_matches("[]").trim_end_matches('s');
    let pattern = find(path, operation).and_then(|(_, shape)| match shape.kind() {
        Kind::String(string) => string.pattern,
        _ => None,
    });
    name.to_ascii_lowercase().ends_with("arn")
        || pattern.is_some_and(|it| it.trim_start_matches(['^', '(']).starts_with("arn"))
}

/// The members that a template names at all, of those that the operation has.
pub fn mentioned(template: &str, operation: Operation<'_>) -> Vec<String> {
    let pieces = template.split("${").skip(1);
    let inside = pieces.filter_map(|it| it.split_once('}').map(|it| it.0));
    let mut paths: Vec<String> = inside.filter_map(|path| Some(find(path, operation)?.0)).collect();
    paths.dedup();
    paths
}

fn wrapped<'t>(template: &'t str, word: &str) -> Option<&'t str> {
    template.strip_prefix("%%")?.strip_prefix(word)?.strip_prefix('%')?.strip_suffix("%%")
}

/// The path as far as it is there and ends in text, with `[]` for every list.
fn text_path(path: &str, operation: Operation<'_>) -> Option<String> {
    let (mut path, mut shape) = find(path, operation)?;
    while let Kind::List { element, .. } = shape.kind() {
        path.push_str("[]");
        shape = element;
    }
    matches!(shape.kind(), Kind::String(_)).then_some(path)
}

fn find<'m>(path: &str, operation: Operation<'m>) -> Option<(String, Shape<'m>)> {
    let mut shape = operation.input()?;
    for step in path.split('.') {
        let name = step.split('[').next().unwrap_or(step);
        if !step.strip_prefix(name)?.replace("[]", "").is_empty() {
            return None;
        }
        shape = shape.members().get(name)?.shape();
        for _ in 0..step.matches("[]").count() {
            let Kind::List { element, .. } = shape.kind() else { return None };
            shape = element;
        }
    }
    Some((path.to_owned(), shape))
}
