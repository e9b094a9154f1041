//! Templates that hold documents and what stands around them: CloudFormation in YAML and JSON, and
//! Terraform. What only a deployment knows is unknown, and nothing is said of it.

mod association;
mod baseline;
mod callee;
mod condition;
mod document;
mod errors;
mod expression;
mod form;
mod function;
mod invocation;
mod property;
mod resource;
mod schedule;
mod substitute;
mod table;
mod target;
mod task;
mod terraform;
mod unknown;
mod window;
mod wording;

use crate::diagnostic::Diagnostic;
use crate::markup::{Comment, Node};
use crate::ssm::Kind;
use crate::syntax::ast;
use crate::text::{FileId, Span};

pub use terraform::terraform_attribute;
use unknown::Unknowns;
use wording::Wording;

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
    unknowns: Unknowns,
    wording: Wording,
}

/// What makes findings of documents and sources those of a template.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    unknowns: Unknowns,
    wording: Wording,
}

/// The properties that a resource of CloudFormation has, sorted; none of one that is not known.
pub fn properties_of(resource: &str) -> &'static [&'static str] {
    table::table(resource).map(|table| table.properties).unwrap_or_default()
}

impl Template {
    /// What is left when its documents and items have been taken.
    pub fn into_fit(self) -> Fit {
        Fit { unknowns: self.unknowns, wording: self.wording }
    }
}

impl Fit {
    /// Takes out what may be untrue of the template with this file, says the rest in its words, and
    /// takes out fixes, which would have to know how its texts are written.
    pub fn fit(&self, file: FileId, found: &mut Vec<Diagnostic>) {
        found.retain(|one| one.primary.at.file != file || !self.unknowns.hides(one));
        for one in found.iter_mut().filter(|one| one.primary.at.file == file) {
            one.fix = None;
            self.wording.fit(one);
        }
    }
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
    /// As the template gives it; nothing for a map.
    pub text: Option<String>,
}

/// Whether a text in YAML or JSON is a template of CloudFormation.
pub fn is_template(root: &Node) -> bool {
    root.get("AWSTemplateFormatVersion").is_some()
        || root.entry("Resources").is_some_and(|resources| {
            resources.value.entries().iter().any(|one| one.value.get("Type").is_some())
        })
}

/// Reads a file of Terraform.
pub fn read_terraform(source: &str, file: FileId) -> Template {
    terraform::read(source, file)
}

/// Reads a template of CloudFormation; `root` is its tree. `Fn::If` is what it is in the deployment
/// of this number, and unknown without one.
pub fn read(root: &Node, file: FileId, deployment: Option<usize>) -> Template {
    let all = deployment.map(|_| condition::deployments(root)).unwrap_or_default();
    match deployment.and_then(|number| all.get(number)) {
        Some(truths) => resource::read(&condition::deployed(root, truths), file),
        None => resource::read(root, file),
    }
}

/// In how many ways `Fn::If` may go in a template; 0 where it is not followed.
pub fn deployment_count(root: &Node) -> usize {
    condition::deployments(root).len()
}
