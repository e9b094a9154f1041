//! `AWS::SSM::Document`: its content, as a map or as a text, becomes a document.

use crate::markup::{self, Document, Entry, Node, NodeKind, Scalar, Syntax};
use crate::ssm::Kind;
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::text::{FileId, Span};

use super::errors;
use super::function::resolved;
use super::resource::Resource;
use super::unknown::{has_unknown, is_unknown};
use super::{Template, TemplateDocument};

/// What types of documents hold, by schema version.
///
/// Source: "SSM document schemas", user guide of Systems Manager, and the types of CreateDocument.
const TYPES: [(&str, &[&str]); 5] = [
    ("0.3", &["Automation", "Automation.ChangeTemplate"]),
    ("1.0", &["Session"]),
    ("1.2", &["Command"]),
    ("2.0", &["Command", "Policy"]),
    ("2.2", &["Command", "Policy"]),
];

/// Types whose content is no document with steps.
const OTHER_TYPES: [&str; 10] = [
    "ApplicationConfiguration",
    "ApplicationConfigurationSchema",
    "AutoApprovalPolicy",
    "ChangeCalendar",
    "CloudFormation",
    "DeploymentStrategy",
    "ManualApprovalPolicy",
    "Package",
    "ProblemAnalysis",
    "ProblemAnalysisTemplate",
];

/// Adds the document of a resource to the template, if it has one that can be read.
pub(super) fn add(template: &mut Template, resource: &Resource<'_>, file: FileId) {
    let Some(content) = resource.property("Content") else { return };
    let format = resource.text("DocumentFormat");
    let document_type = resource.text("DocumentType");
    if document_type.is_some_and(|(text, _)| OTHER_TYPES.contains(&text)) {
        return;
    }
    let before = template.unknowns.open_count();
    let value = resolved(&content.value, &mut template.unknowns);
    if is_unknown(&value) {
        return;
    }
    let (root, text) = match &value.kind {
        NodeKind::String(scalar) => {
            let format = match format {
                Some(format) => Format::Given(format),
                None if resource.property("DocumentFormat").is_some() => Format::Unknown,
                None => Format::Absent,
            };
            let root = read_text(template, scalar, format, file);
            (root, Some(scalar.text.to_string()))
        }
        _ => (Some(value), None),
    };
    let Some(root) = root else { return };
    if has_open_names(&root) || template.unknowns.open_count() > before {
        template.unknowns.open(root.span);
        template.unknowns.open(resource.id_span);
    }
    let kind = Kind::of_document(&root.to_json());
    check_type(template, &root, document_type, file);
    let given = resource.text("Name").or_else(|| own_name(resource));
    let emitted_name = given.map(|(name, span)| (name.to_owned(), span));
    template.documents.push(TemplateDocument {
        root,
        kind,
        name: resource.name.clone(),
        name_span: resource.id_span,
        emitted_name,
        text,
    });
}

/// The deployment makes a name of the resource's, which messages say.
fn own_name<'n>(resource: &Resource<'n>) -> Option<(&'n str, Span)> {
    let is_good = is_document_name(resource.id) && reserved_prefix(resource.id).is_none();
    is_good.then_some((resource.id, resource.id_span))
}

/// What a resource says of the format of its text.
#[derive(Clone, Copy, Debug)]
enum Format<'t> {
    Given((&'t str, Span)),
    /// JSON.
    Absent,
    Unknown,
}

/// Reads a document that is a text.
fn read_text(
    template: &mut Template,
    scalar: &Scalar,
    format: Format<'_>,
    file: FileId,
) -> Option<Node> {
    let syntax = Syntax::of_text(&scalar.text);
    let said = match format {
        Format::Given(("TEXT", _)) => return None,
        Format::Given(("JSON", span)) => Some(Some(span.in_file(file))),
        Format::Absent => Some(None),
        Format::Given(_) | Format::Unknown => None,
    };
    if let Some(said) = said.filter(|_| syntax == Syntax::Yaml) {
        let at = first_line(scalar).in_file(file);
        template.diagnostics.push(errors::other_format(at, said));
    }
    let Document { root, comments, diagnostics, .. } = markup::read_inside(scalar, file, syntax);
    template.comments.extend(comments);
    template.diagnostics.extend(diagnostics);
    root
}

fn first_line(scalar: &Scalar) -> Span {
    let text = scalar.text.trim_start();
    let start = scalar.text.len() - text.len();
    let length = text.lines().next().map_or(0, str::len);
    scalar.place(start..start + length)
}

fn check_type(template: &mut Template, root: &Node, given: Option<(&str, Span)>, file: FileId) {
    let Some(version) = root.get("schemaVersion") else { return };
    let Some(version_text) = version.as_str() else { return };
    let Some((written, at)) = given else { return };
    let Some((_, fitting)) = TYPES.iter().find(|(known, _)| *known == version_text) else { return };
    if let Some(first) = fitting.first().filter(|_| !fitting.contains(&written)) {
        let found = errors::other_type(
            (at.in_file(file), written),
            (version.span.in_file(file), version_text),
            first,
        );
        template.diagnostics.push(found);
    }
}

/// Whether names may be declared that nobody sees: a list of steps, a step or its name is not
/// known.
fn has_open_names(root: &Node) -> bool {
    let parts = ["parameters", "variables", "mainSteps", "runtimeConfig"];
    let is_open = |key: &&str| root.get(key).is_some_and(is_unknown);
    let parameters = root.get("parameters").map_or(&[][..], Node::entries);
    parts.iter().any(is_open)
        || parameters.iter().any(|one| has_unknown(&one.value))
        || root.get("mainSteps").is_some_and(has_open_steps)
}

fn has_open_steps(steps: &Node) -> bool {
    let is_open = |node: Option<&Node>| node.is_some_and(has_unknown);
    steps.items().iter().any(|step| {
        let inner = step.get("inputs").and_then(|inputs| inputs.get("Steps"));
        let outputs = step.get("outputs");
        has_unknown(step)
            || step.entries().iter().any(|entry| has_unknown(&entry.value))
            || outputs.is_some_and(|list| list.items().iter().any(|it| is_open(it.get("Name"))))
            || inner.is_some_and(|inner| is_unknown(inner) || has_open_steps(inner))
            || step.get("inputs").is_some_and(has_open_branches)
    })
}

/// Whether a branch may lead anywhere.
fn has_open_branches(inputs: &Node) -> bool {
    let leads = |entry: &Entry| ["NextStep", "Default"].contains(&entry.key.text.as_str());
    let choices = inputs.get("Choices");
    inputs.entries().iter().any(|one| leads(one) && has_unknown(&one.value))
        || choices.is_some_and(|choices| {
            is_unknown(choices)
                || choices.items().iter().any(|choice| {
                    has_unknown(choice)
                        || choice.entries().iter().any(|it| leads(it) && has_unknown(&it.value))
                })
        })
}

#[cfg(test)]
mod tests {
    use super::{OTHER_TYPES, TYPES};

    #[test]
    fn the_tables_are_sorted() {
        assert!(TYPES.is_sorted_by_key(|row| row.0) && OTHER_TYPES.is_sorted());
    }
}
