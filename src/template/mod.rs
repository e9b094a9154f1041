//! Templates that hold documents and what stands around them: CloudFormation in YAML and JSON, and
//! Terraform. What only a deployment knows is unknown, and nothing is said of it.

mod document;
mod errors;
mod function;
mod resource;
mod substitute;
mod table;
mod unknown;

use crate::diagnostic::Diagnostic;
use crate::markup::{Comment, Node};
use crate::ssm::Kind;
use crate::syntax::ast;
use crate::text::{FileId, Span};

pub use unknown::Unknowns;

/// What a template holds of Systems Manager.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// In the order of the template.
    pub documents: Vec<TemplateDocument>,
    /// What stands around documents, as declarations of a source.
    pub items: Vec<ast::Item>,
    /// Those of documents that are texts in the template.
    pub comments: Vec<Comment>,
    pub diagnostics: Vec<Diagnostic>,
    pub unknowns: Unknowns,
}

/// A document in a template, with places in the template.
#[derive(Clone, Debug)]
pub struct TemplateDocument {
    pub root: Node,
    /// Nothing for what the schema version does not tell.
    pub kind: Option<Kind>,
    /// What its declaration is called.
    pub name: String,
    pub name_span: Span,
    /// The name in the account, where the template says it.
    pub emitted_name: Option<(String, Span)>,
    /// Its size as the template gives it; nothing where that is not known.
    pub text: Option<String>,
}

/// Whether a text in YAML or JSON is a template of CloudFormation.
pub fn is_template(root: &Node) -> bool {
    root.get("AWSTemplateFormatVersion").is_some()
        || root.entry("Resources").is_some_and(|resources| {
            resources.value.entries().iter().any(|one| one.value.get("Type").is_some())
        })
}

/// Reads a template of CloudFormation; `root` is its tree.
pub fn read(root: &Node, file: FileId) -> Template {
    resource::read(root, file)
}
