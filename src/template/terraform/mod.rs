//! Terraform: the resources of a file in its language or in JSON, with the properties that
//! CloudFormation has for them.
//! The only user of hcl-edit.

mod json;
mod part;
mod shape;
mod text;
mod value;

use hcl_edit::Span as _;
use hcl_edit::structure::{Block, Body, Structure};

use crate::diagnostic::Diagnostic;
use crate::markup::{self, Comment, Node, NodeKind, Syntax};
use crate::text::{FileId, Span};

use super::resource::{self, Resource, free_name};
use super::table::{ASSOCIATION, BASELINE, DOCUMENT, WINDOW, WINDOW_TARGET, WINDOW_TASK, table};
use super::{Template, errors};
use part::Part;
pub use shape::attribute as terraform_attribute;
pub(super) use shape::attribute_path;
use value::Reader;

/// The resources that are read, and those of CloudFormation that they are. Sorted.
///
/// Source: "Systems Manager" of the AWS provider's documentation.
const TYPES: [(&str, &str); 6] = [
    ("aws_ssm_association", ASSOCIATION),
    ("aws_ssm_document", DOCUMENT),
    ("aws_ssm_maintenance_window", WINDOW),
    ("aws_ssm_maintenance_window_target", WINDOW_TARGET),
    ("aws_ssm_maintenance_window_task", WINDOW_TASK),
    ("aws_ssm_patch_baseline", BASELINE),
];

/// A resource with the properties that it has in CloudFormation.
struct Written {
    /// `aws_ssm_document.patch`.
    id: String,
    label: String,
    id_span: Span,
    span: Span,
    resource_type: &'static str,
    properties: Node,
}

impl Written {
    fn of(
        (own, cloud): (&str, &'static str),
        (label, id_span): (&str, Span),
        span: Span,
        part: Part,
    ) -> Self {
        let entries = shape::properties(part, cloud);
        Self {
            id: format!("{own}.{label}"),
            label: label.to_owned(),
            id_span,
            span,
            resource_type: cloud,
            properties: Node::of(NodeKind::Map(entries), span),
        }
    }
}

/// Reads a file of Terraform.
pub(super) fn read(source: &str, file: FileId) -> Template {
    let mut template = Template::default();
    template.wording.speak_terraform();
    // A mark at the start is none of the language.
    let plain = source.strip_prefix('\u{feff}').unwrap_or(source);
    let offset = source.len() - plain.len();
    let is_json = plain.trim_start().starts_with('{');
    let (text, before) = if is_json { json::as_attribute(plain) } else { (plain.into(), 0) };
    let body = match hcl_edit::parser::parse_body(&text) {
        Ok(body) => body,
        // What is JSON, and nothing that can be followed, is left alone.
        Err(_) if is_json => {
            let read = markup::read(source, file, Syntax::Json);
            template.diagnostics.extend(read.diagnostics.into_iter().filter(Diagnostic::is_error));
            return template;
        }
        Err(error) => {
            let at = place(offset + error.location().offset(), source);
            template.diagnostics.push(errors::not_hcl(at.in_file(file), error.message()));
            return template;
        }
    };
    let unknowns = &mut template.unknowns;
    let mut reader = Reader { source, offset, before, unknowns, texts: Vec::new() };
    let written = match is_json {
        true => json::resources(&body, &mut reader),
        false => resources(&body, &mut reader),
    };
    let texts = std::mem::take(&mut reader.texts);
    if !is_json {
        template.comments = comments(source, &texts);
    }
    let mut taken = std::collections::HashSet::new();
    let resources: Vec<Resource<'_>> = written
        .iter()
        .filter_map(|one| {
            Some(Resource {
                id: &one.id,
                id_span: one.id_span,
                span: one.span,
                name: free_name(&one.label, &mut taken),
                table: table(one.resource_type)?,
                properties: Some(&one.properties),
            })
        })
        .collect();
    resource::fill(&mut template, &resources, file);
    template
}

/// The character at an offset.
fn place(offset: usize, source: &str) -> Span {
    let length =
        source.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    value::span(offset.min(source.len()), offset.min(source.len()) + length)
}

fn resources(body: &Body, reader: &mut Reader<'_>) -> Vec<Written> {
    let mut written = Vec::new();
    for structure in body {
        let Structure::Block(block) = structure else { continue };
        if block.ident.value().as_str() == "resource" {
            written.extend(resource_of(block, reader));
        }
    }
    written
}

fn resource_of(block: &Block, reader: &mut Reader<'_>) -> Option<Written> {
    let [resource_type, label] = block.labels.as_slice() else { return None };
    let (own, cloud) = TYPES.iter().find(|(own, _)| *own == resource_type.as_str())?;
    let span = reader.span(block.span());
    let id_span = match label {
        hcl_edit::structure::BlockLabel::Ident(name) => reader.span(name.span()),
        hcl_edit::structure::BlockLabel::String(name) => reader.span(name.span()),
    };
    let part = part::of_block(block, reader);
    Some(Written::of((own, cloud), (label.as_str(), id_span), span, part))
}

/// Comments on lines of their own, but for lines of texts.
fn comments(source: &str, texts: &[Span]) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start();
        let from = start + line.len() - text.len();
        start += line.len();
        let text = text.trim_end();
        let Some(inner) = text.strip_prefix('#').or_else(|| text.strip_prefix("//")) else {
            continue;
        };
        let span = value::span(from, from + text.len());
        if !texts.iter().any(|text| text.start <= span.start && span.end <= text.end) {
            comments.push(Comment { text: inner.to_owned(), span, own_line: true });
        }
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::{TYPES, table};

    #[test]
    fn the_types_are_sorted_and_have_tables() {
        assert!(TYPES.is_sorted());
        assert!(TYPES.iter().all(|(_, cloud)| table(cloud).is_some()));
    }
}
