//! The artifacts of a project as one stack for another tool: a template of CloudFormation, or a file
//! of Terraform in its JSON form. References stand where those tools want them, not names.

mod cloudformation;
mod cloudformation_resource;
mod errors;
mod literal;
mod names;
mod terraform;
mod terraform_resource;
mod texts;

use serde_json::Value;

use crate::deploy::{Body, Item, ResourceKind, Wanted};
use crate::diagnostic::Diagnostic;
use crate::iam::OwnRole;

/// Whose stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    CloudFormation,
    Terraform,
}

impl Tool {
    /// How it is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::CloudFormation => "CloudFormation",
            Self::Terraform => "Terraform",
        }
    }

    /// The name of the file of a stack.
    pub fn file(self) -> &'static str {
        match self {
            Self::CloudFormation => "stack.template.json",
            Self::Terraform => "stack.tf.json",
        }
    }
}

/// The stack of everything that a project wants, and what of it the tool has no place for.
pub fn stack(wanted: &Wanted, tool: Tool) -> (Value, Vec<Diagnostic>) {
    let mut lost = Lost { tool, found: Vec::new() };
    let value = match tool {
        Tool::CloudFormation => cloudformation::template(wanted, &mut lost),
        Tool::Terraform => terraform::file(wanted, &mut lost),
    };
    (value, lost.found)
}

/// What a stack cannot say.
struct Lost {
    tool: Tool,
    found: Vec<Diagnostic>,
}

impl Lost {
    /// A member of an item has no place.
    fn member(&mut self, item: &Item, member: &str) {
        self.found.push(errors::no_place(item.source, self.tool.name(), &item.name, member));
    }

    /// A whole item is left out.
    fn item(&mut self, item: &Item) {
        let kind = item.kind().word();
        self.found.push(errors::not_in_stack(item.source, self.tool.name(), kind, &item.name));
    }

    /// A value of an item cannot be written.
    fn value(&mut self, item: &Item, what: &str, why: &'static str) {
        self.found.push(errors::no_value(item.source, self.tool.name(), what, why));
    }
}

/// What a text of a request refers to.
enum Reference<'a> {
    /// A document's version: its id.
    Version(&'a str),
    /// A window: its id.
    Window(&'a str),
    /// A target of a window: the window's id and the target's name.
    Target(&'a str, &'a str),
}

/// The one reference that a text is: `${windows/sunday#WindowId}`.
fn reference(text: &str) -> Option<Reference<'_>> {
    let (id, result) = text.strip_prefix("${")?.strip_suffix('}')?.split_once('#')?;
    match (id.split_once('/')?.0, result) {
        ("documents", "DocumentVersion") => Some(Reference::Version(id)),
        ("windows", "WindowId") => Some(Reference::Window(id)),
        ("windows", result) => Some(Reference::Target(id, result.strip_prefix("target/")?)),
        _ => None,
    }
}

/// Tags as a map, however the request holds them.
fn tag_map(value: &Value) -> Value {
    let Value::Array(list) = value else { return value.clone() };
    let pair = |tag: &Value| Some((tag["Key"].as_str()?.to_owned(), tag["Value"].clone()));
    Value::Object(list.iter().filter_map(pair).collect())
}

/// The role of the project that a text is the ARN of.
fn own_role<'a>(wanted: &'a Wanted, text: &str) -> Option<&'a Item> {
    if !text.starts_with("arn:") {
        return None;
    }
    wanted.items.iter().find(|item| match &item.body {
        Body::Resource { kind: ResourceKind::Role, request } => {
            let role = &request["role"];
            let own = OwnRole {
                name: item.name.clone(),
                path: role["Path"].as_str().unwrap_or("/").to_owned(),
                account: request["account"].as_str().map(str::to_owned),
            };
            own.is_arn(text)
        }
        Body::Document(_)
        | Body::Association(_)
        | Body::Window(_)
        | Body::Parameter(_)
        | Body::Resource { .. } => false,
    })
}

/// The document of the project with this name.
fn own_document<'a>(wanted: &'a Wanted, name: &str) -> Option<&'a Item> {
    wanted.items.iter().find(|item| item.name == name && item.id.starts_with("documents/"))
}
