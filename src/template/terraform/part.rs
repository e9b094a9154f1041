//! Attributes and blocks of a resource, in Terraform's own language and in JSON.
//!
//! Source: "JSON Configuration Syntax", documentation of Terraform.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, Object};
use hcl_edit::structure::{self, Structure};

use crate::markup::{Entry, Node};
use crate::text::Span;

use super::value::{Reader, entry, key_of};

/// What stands between the braces of a resource or a block.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) attributes: Vec<Entry>,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) key_span: Span,
    pub(super) at: Span,
    /// Of a `dynamic` block nobody knows what it holds: a value that is not known.
    pub(super) part: Result<Part, Node>,
}

/// Members that are blocks: JSON writes them as objects, or as lists of objects. Sorted.
const BLOCKS: [&str; 16] = [
    "approval_rule",
    "automation_parameters",
    "cloudwatch_config",
    "dynamic",
    "global_filter",
    "lambda_parameters",
    "notification_config",
    "output_location",
    "parameter",
    "patch_filter",
    "run_command_parameters",
    "source",
    "step_functions_parameters",
    "targets",
    "task_invocation_parameters",
    "timeouts",
];

/// A block of Terraform's own language.
pub(super) fn of_block(block: &structure::Block, reader: &mut Reader<'_>) -> Part {
    let mut part = Part::default();
    for structure in &block.body {
        match structure {
            Structure::Attribute(attribute) => {
                let key_span = reader.span(attribute.key.span());
                let value = reader.value(&attribute.value);
                part.attributes.push(entry(attribute.key.value().as_str(), key_span, value));
            }
            Structure::Block(inner) => {
                let key_span = reader.span(inner.ident.span());
                let at = reader.span(inner.span());
                let name = inner.ident.value().as_str();
                part.blocks.push(match name {
                    "dynamic" => {
                        let label = inner.labels.first().map_or("", |label| label.as_str());
                        unknown(label, key_span, (at, reader))
                    }
                    name => Block {
                        name: name.to_owned(),
                        key_span,
                        at,
                        part: Ok(of_block(inner, reader)),
                    },
                });
            }
        }
    }
    part
}

fn unknown(name: &str, key_span: Span, (at, reader): (Span, &mut Reader<'_>)) -> Block {
    Block { name: name.to_owned(), key_span, at, part: Err(reader.unknown(at)) }
}

/// An object of JSON. What it has in the place of a name is not looked at.
pub(super) fn of_object(object: &Object, reader: &mut Reader<'_>) -> Part {
    let mut part = Part::default();
    for (key, value) in object {
        let Some((name, key_span)) = key_of(key, reader) else { continue };
        let expression = value.expr();
        if !BLOCKS.contains(&name) {
            part.attributes.push(entry(name, key_span, reader.value(expression)));
            continue;
        }
        for (at, one) in objects(expression, reader) {
            match (name, one) {
                ("dynamic", Some(labels)) => {
                    for (label, _) in labels {
                        let Some((label, label_span)) = key_of(label, reader) else { continue };
                        part.blocks.push(unknown(label, label_span, (at, reader)));
                    }
                }
                (name, Some(object)) => part.blocks.push(Block {
                    name: name.to_owned(),
                    key_span,
                    at,
                    part: Ok(of_object(object, reader)),
                }),
                (name, None) => part.blocks.push(unknown(name, key_span, (at, reader))),
            }
        }
    }
    part
}

/// The objects that an expression is, or that its list holds; nothing in the place of another value.
pub(super) fn objects<'e>(
    expression: &'e Expression,
    reader: &Reader<'_>,
) -> Vec<(Span, Option<&'e Object>)> {
    let one = |expression: &'e Expression| {
        let at = reader.span(expression.span());
        let object = match expression {
            Expression::Object(object) => Some(object),
            _ => None,
        };
        (at, object)
    };
    match expression {
        Expression::Array(items) => items.iter().map(one).collect(),
        other => vec![one(other)],
    }
}

#[cfg(test)]
mod tests {
    use super::BLOCKS;

    #[test]
    fn the_blocks_are_sorted() {
        assert!(BLOCKS.is_sorted());
    }
}
