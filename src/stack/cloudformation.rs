//! A template of CloudFormation.
//!
//! Source: "AWS Systems Manager resource type reference", template reference of CloudFormation.

use serde_json::{Map, Value, json};

use crate::deploy::{Body, DocumentBody, Item, Wanted, WindowBody};
use crate::template::properties_of;

use super::cloudformation_resource::{self, Part};
use super::literal::{literal, literal_text};
use super::names::Names;
use super::terraform_resource::more_parts;
use super::texts::{Piece, PlacePart, pieces};
use super::{Lost, Reference, Tool, own_document, own_role, reference};

/// What a task without a priority gets: the type demands one, and all are equal then.
const PRIORITY: u32 = 1;

/// What invocation parameters are called by type of task.
const INVOCATION: [(&str, &str); 4] = [
    ("Automation", "MaintenanceWindowAutomationParameters"),
    ("Lambda", "MaintenanceWindowLambdaParameters"),
    ("RunCommand", "MaintenanceWindowRunCommandParameters"),
    ("StepFunctions", "MaintenanceWindowStepFunctionsParameters"),
];

/// The template, its resources in the order of the build.
pub(super) fn template(wanted: &Wanted, lost: &mut Lost) -> Value {
    let parts = parts(wanted);
    let names = Names::new(Tool::CloudFormation, parts.iter().map(String::as_str));
    let mut stack = Stack { wanted, names, lost, resources: Map::new() };
    for item in &wanted.items {
        match &item.body {
            Body::Document(body) => stack.document(item, body),
            Body::Association(body) => stack.association(item, body),
            Body::Window(body) => stack.window(item, body),
            Body::Parameter(request) => match cloudformation_resource::parameter(item, request) {
                Some(part) => stack.resource(item, part),
                None => stack.lost.item(item),
            },
            Body::Resource { kind, request } => {
                stack.resource(item, cloudformation_resource::part(*kind, request));
            }
        }
    }
    let description = format!("{}, compiled by Ordain", wanted.project);
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": description,
        "Resources": stack.resources,
    })
}

/// The ids of everything that becomes a resource.
pub(super) fn parts(wanted: &Wanted) -> Vec<String> {
    let mut parts = Vec::new();
    for item in &wanted.items {
        parts.push(item.id.clone());
        if let Body::Window(body) = &item.body {
            parts
                .extend(body.targets.iter().enumerate().map(|(n, it)| part(item, "target", n, it)));
            parts.extend(body.tasks.iter().enumerate().map(|(n, it)| part(item, "task", n, it)));
        }
        if let Body::Resource { kind, request } = &item.body {
            parts.extend(more_parts(item, *kind, request));
        }
    }
    parts
}

/// The id of a target or a task of a window.
pub(super) fn part(window: &Item, word: &str, number: usize, body: &Value) -> String {
    let name = body["Name"]
        .as_str()
        .or(body["OwnerInformation"].as_str())
        .map_or_else(|| (number + 1).to_string(), str::to_owned);
    format!("{}#{word}/{name}", window.id)
}

struct Stack<'a> {
    wanted: &'a Wanted,
    names: Names,
    lost: &'a mut Lost,
    resources: Map<String, Value>,
}

impl Stack<'_> {
    fn document(&mut self, item: &Item, body: &DocumentBody) {
        let mut properties = self.known("AWS::SSM::Document", item, &body.request);
        let (content, format) = match content(body) {
            // CloudFormation sends a map as JSON.
            Some(map) => (map, "JSON"),
            None => (json!(body.content), body.format.as_str()),
        };
        let content = literal(&content, &|name| self.names.has(name));
        properties.insert("Content".to_owned(), content);
        properties.insert("DocumentFormat".to_owned(), json!(format));
        // In the place of one with another name, which every change would make.
        properties.insert("UpdateMethod".to_owned(), json!("NewVersion"));
        if !body.share_with.is_empty() {
            self.lost.member(item, "share_with");
        }
        self.put(&item.id, "AWS::SSM::Document", properties, item);
    }

    fn association(&mut self, item: &Item, body: &Value) {
        let mut properties = self.known("AWS::SSM::Association", item, body);
        // The version that a stack makes becomes the default one.
        if properties.get("DocumentVersion").is_some_and(|version| version.get("Ref").is_some()) {
            properties.shift_remove("DocumentVersion");
        }
        self.document_name(&mut properties, "Name");
        self.put(&item.id, "AWS::SSM::Association", properties, item);
    }

    fn window(&mut self, item: &Item, body: &WindowBody) {
        let properties = self.known("AWS::SSM::MaintenanceWindow", item, &body.window);
        self.put(&item.id, "AWS::SSM::MaintenanceWindow", properties, item);
        for (number, target) in body.targets.iter().enumerate() {
            let kind = "AWS::SSM::MaintenanceWindowTarget";
            let properties = self.known(kind, item, target);
            self.put(&part(item, "target", number, target), kind, properties, item);
        }
        for (number, task) in body.tasks.iter().enumerate() {
            let kind = "AWS::SSM::MaintenanceWindowTask";
            let mut properties = self.known(kind, item, task);
            properties.entry("Priority").or_insert(json!(PRIORITY));
            self.document_name(&mut properties, "TaskArn");
            if let Some(Value::Object(parameters)) = properties.get_mut("TaskInvocationParameters")
            {
                *parameters = std::mem::take(parameters).into_iter().map(invocation).collect();
            }
            self.put(&part(item, "task", number, task), kind, properties, item);
        }
    }

    /// What is one request. A version that the stack makes is the default one.
    fn resource(&mut self, item: &Item, part: Part) {
        for member in &part.lost {
            self.lost.member(item, member);
        }
        let given = part.properties.iter();
        // A role that may hand itself over does not refer to itself.
        let value = |value: &Value| match part.kind {
            cloudformation_resource::ROLE => mapped(value, &|text| self.text(text)),
            _ => self.value(value),
        };
        let mut properties: Map<String, Value> =
            given.map(|(name, it)| (name.clone(), value(it))).collect();
        if properties.get("TargetVersion").is_some_and(|version| version.get("Ref").is_some()) {
            properties.shift_remove("TargetVersion");
        }
        if part.kind == "AWS::Config::RemediationConfiguration" {
            self.document_name(&mut properties, "TargetId");
        }
        self.put(&item.id, part.kind, properties, item);
    }

    /// A text with the place or a document's version in it; nothing where neither is.
    fn substituted(&self, text: &str) -> Option<Value> {
        let pieces = pieces(text);
        if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
            return None;
        }
        let mut template = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => template.push_str(&text.replace("${", "${!")),
                Piece::Place(PlacePart::Account) => template.push_str("${AWS::AccountId}"),
                Piece::Place(PlacePart::Partition) => template.push_str("${AWS::Partition}"),
                Piece::Place(PlacePart::Region) => template.push_str("${AWS::Region}"),
                // The version that a stack makes becomes the default one.
                Piece::Version(_) => template.push_str("$DEFAULT"),
            }
        }
        Some(json!({ "Fn::Sub": self.with_documents(template) }))
    }

    /// The ARN of a document of the project refers to it, so that the document comes first.
    fn with_documents(&self, arn: String) -> String {
        let Some((before, name, after)) = document_in(&arn) else { return arn };
        match own_document(self.wanted, name) {
            Some(own) => format!("{before}${{{}}}{after}", self.names.of(&own.id)),
            None => arn,
        }
    }

    /// The members of a request that the resource has, references in their place.
    fn known(&mut self, kind: &str, item: &Item, body: &Value) -> Map<String, Value> {
        let known = properties_of(kind);
        let mut properties = Map::new();
        for (member, value) in body.as_object().into_iter().flatten() {
            if known.contains(&member.as_str()) {
                properties.insert(member.clone(), self.value(value));
            } else {
                self.lost.member(item, member);
            }
        }
        properties
    }

    /// A value with references as CloudFormation has them.
    fn value(&self, value: &Value) -> Value {
        mapped(value, &|text| match own_role(self.wanted, text) {
            Some(role) => json!({ "Fn::GetAtt": [self.names.of(&role.id), "Arn"] }),
            None => self.text(text),
        })
    }

    fn text(&self, text: &str) -> Value {
        match reference(text) {
            Some(Reference::Version(id) | Reference::Window(id)) => {
                json!({ "Ref": self.names.of(id) })
            }
            Some(Reference::Target(window, name)) => {
                json!({ "Ref": self.names.of(&format!("{window}#target/{name}")) })
            }
            None => self
                .substituted(text)
                .unwrap_or_else(|| literal_text(text, &|name| self.names.has(name))),
        }
    }

    /// A document of the project is referred to.
    fn document_name(&self, properties: &mut Map<String, Value>, member: &str) {
        let own = properties.get(member).and_then(Value::as_str);
        if let Some(own) = own.and_then(|name| own_document(self.wanted, name)) {
            properties.insert(member.to_owned(), json!({ "Ref": self.names.of(&own.id) }));
        }
    }

    fn put(&mut self, id: &str, kind: &str, properties: Map<String, Value>, item: &Item) {
        let mut resource = json!({ "Type": kind });
        // Documents name each other in their contents, where no reference can stand.
        let needs: Vec<&str> = match kind {
            "AWS::SSM::Document" => item.depends_on.iter().map(|id| self.names.of(id)).collect(),
            _ => Vec::new(),
        };
        if !needs.is_empty() {
            resource["DependsOn"] = json!(needs);
        }
        resource["Properties"] = Value::Object(properties);
        self.resources.insert(self.names.of(id).to_owned(), resource);
    }
}

/// A value with other values in the place of its texts.
fn mapped(value: &Value, of: &dyn Fn(&str) -> Value) -> Value {
    match value {
        Value::String(text) => of(text),
        Value::Array(items) => items.iter().map(|item| mapped(item, of)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), mapped(value, of))).collect()
        }
        other => other.clone(),
    }
}

/// The name of the document in an ARN, with what stands before and behind it.
fn document_in(arn: &str) -> Option<(&str, &str, &str)> {
    let start = [":automation-definition/", ":document/"]
        .into_iter()
        .find_map(|part| arn.find(part).map(|at| at + part.len()))?;
    let (before, rest) = arn.split_at(start);
    let (name, after) = rest.split_at(rest.find(':').unwrap_or(rest.len()));
    Some((before, name, after))
}

/// Invocation parameters under their name. A version that the stack makes is the default one.
fn invocation((name, mut value): (String, Value)) -> (String, Value) {
    if let Value::Object(members) = &mut value
        && members.get("DocumentVersion").is_some_and(|version| version.get("Ref").is_some())
    {
        members.shift_remove("DocumentVersion");
    }
    let other = INVOCATION.iter().find(|(known, _)| *known == name);
    (other.map_or(name, |(_, other)| (*other).to_owned()), value)
}

/// The content as a map, where it is one.
fn content(body: &DocumentBody) -> Option<Value> {
    body.value().filter(Value::is_object)
}
