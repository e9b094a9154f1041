//! A file of Terraform in its JSON form.
//!
//! Source: "JSON Configuration Syntax", documentation of Terraform, and the pages of the resources
//! `aws_ssm_…` of its AWS provider.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::deploy::{Body, DocumentBody, Item, Wanted, WindowBody};
use crate::emit::terraform_text;
use crate::template::terraform_attribute;

use super::cloudformation::{part, parts};
use super::names::Names;
use super::terraform_resource::{self, OWN, Part, ROLE};
use super::texts::{Piece, PlacePart, pieces};
use super::{Lost, Reference, Tool, own_document, own_role, reference};

const DOCUMENT: &str = "aws_ssm_document";
const ASSOCIATION: &str = "aws_ssm_association";
const WINDOW: &str = "aws_ssm_maintenance_window";
const WINDOW_TARGET: &str = "aws_ssm_maintenance_window_target";
const WINDOW_TASK: &str = "aws_ssm_maintenance_window_task";

/// Members of requests that the provider has no attribute for, by resource. Sorted.
const MISSING: [(&str, &[&str]); 3] = [
    (
        ASSOCIATION,
        &[
            "AlarmConfiguration",
            "AssociationDispatchAssumeRole",
            "Duration",
            "ScheduleOffset",
            "TargetLocations",
            "TargetMaps",
        ],
    ),
    (DOCUMENT, &["DisplayName", "Requires"]),
    (WINDOW_TASK, &["AlarmConfiguration"]),
];

/// The file, its resources by kind.
pub(super) fn file(wanted: &Wanted, lost: &mut Lost) -> Value {
    let parts = parts(wanted);
    let names = Names::new(Tool::Terraform, parts.iter().map(String::as_str));
    let mut stack = Stack { wanted, names, lost, resources: Map::new() };
    for item in &wanted.items {
        match &item.body {
            Body::Document(body) => stack.document(item, body),
            Body::Association(body) => stack.association(item, body),
            Body::Window(body) => stack.window(item, body),
            Body::Parameter(request) => match terraform_resource::parameter(item, request) {
                Some((part, lost)) => stack.parts(item, vec![part], &lost),
                None => stack.lost.item(item),
            },
            Body::Resource { kind, request } => {
                let (parts, lost) = terraform_resource::parts(item, *kind, request);
                stack.parts(item, parts, &lost);
            }
        }
    }
    let mut file = json!({
        "//": [format!("{}, compiled by Ordain", wanted.project)],
        "resource": stack.resources,
    });
    let data = data(&file["resource"].to_string());
    if !data.is_empty() {
        file["data"] = Value::Object(data);
    }
    file
}

struct Stack<'a> {
    wanted: &'a Wanted,
    names: Names,
    lost: &'a mut Lost,
    resources: Map<String, Value>,
}

/// What is asked of the place that the file is applied in, by the part of the place.
const PLACE: [(PlacePart, &str, &str); 3] = [
    (PlacePart::Account, "aws_caller_identity", "account_id"),
    (PlacePart::Partition, "aws_partition", "partition"),
    (PlacePart::Region, "aws_region", "name"),
];

/// The questions that the resources refer to.
fn data(resources: &str) -> Map<String, Value> {
    let asked = PLACE.iter().filter(|(_, kind, _)| resources.contains(&format!("data.{kind}.")));
    asked.map(|(_, kind, _)| ((*kind).to_owned(), json!({ "current": {} }))).collect()
}

impl Stack<'_> {
    /// What is one request, as the resources that it becomes.
    fn parts(&mut self, item: &Item, parts: Vec<Part>, lost: &[&'static str]) {
        for member in lost {
            self.lost.member(item, member);
        }
        for part in parts {
            let attributes = part.attributes.iter();
            let mut attributes: Map<String, Value> =
                attributes.map(|(name, value)| (name.clone(), self.value(value))).collect();
            if part.kind == "aws_config_remediation_configuration" {
                self.document_name(&mut attributes, "target_id");
            }
            self.put(part.kind, &part.id, attributes);
        }
    }

    /// A text, what it refers to filled in and nothing else.
    fn filled(&self, text: &str) -> String {
        let mut filled = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => filled.push_str(&terraform_text(text)),
                Piece::Version(id) => {
                    let name = self.names.of(id);
                    filled.push_str(&format!("${{{DOCUMENT}.{name}.latest_version}}"));
                }
                Piece::Place(part) => {
                    for (_, kind, attribute) in PLACE.iter().filter(|row| row.0 == part) {
                        filled.push_str(&format!("${{data.{kind}.current.{attribute}}}"));
                    }
                }
            }
        }
        filled
    }

    /// An attribute of another resource of the file, where a map stands for one.
    fn own(&self, value: &Value) -> Option<String> {
        let parts = value.get(OWN)?;
        let part = |place: usize| parts[place].as_str();
        Some(format!("${{{}.{}.{}}}", part(0)?, self.names.of(part(1)?), part(2)?))
    }

    fn document(&mut self, item: &Item, body: &DocumentBody) {
        let mut request = self.known(DOCUMENT, item, &body.request);
        let attachments = request.shift_remove("Attachments");
        let mut attributes = self.attributes(&request);
        attributes.insert("content".to_owned(), json!(terraform_text(&body.content)));
        attributes.insert("document_format".to_owned(), json!(body.format));
        if let Some(Value::Array(sources)) = attachments {
            let blocks: Vec<Value> = sources.iter().map(|source| self.members(source)).collect();
            attributes.insert("attachments_source".to_owned(), json!(blocks));
        }
        if !body.share_with.is_empty() {
            let accounts = body.share_with.join(",");
            attributes.insert(
                "permissions".to_owned(),
                json!({ "type": "Share", "account_ids": accounts }),
            );
        }
        let need = |id: &String| {
            let mut kinds = [("documents/", DOCUMENT), ("roles/", ROLE)].into_iter();
            let (_, kind) = kinds.find(|(folder, _)| id.starts_with(folder))?;
            Some(format!("{kind}.{}", self.names.of(id)))
        };
        let needs: Vec<String> = item.depends_on.iter().filter_map(need).collect();
        if !needs.is_empty() {
            attributes.insert("depends_on".to_owned(), json!(needs));
        }
        self.put(DOCUMENT, &item.id, attributes);
    }

    fn association(&mut self, item: &Item, body: &Value) {
        let mut request = self.known(ASSOCIATION, item, body);
        let parameters = request.shift_remove("Parameters");
        let location = request.shift_remove("OutputLocation");
        let mut attributes = self.attributes(&request);
        if let Some(Value::Object(parameters)) = parameters {
            let single = parameters.iter().filter_map(|(name, values)| self.single(name, values));
            let single: Map<String, Value> = single.collect();
            attributes.insert("parameters".to_owned(), Value::Object(single));
            for (name, values) in &parameters {
                if values.as_array().is_some_and(|values| values.len() != 1) {
                    let what = format!("the list that `{name}` of `{}` is given", item.name);
                    self.lost.value(
                        item,
                        &what,
                        "its associations take one text for each parameter",
                    );
                }
            }
        }
        if let Some(location) = location.as_ref().and_then(|it| it.get("S3Location")) {
            attributes
                .insert("output_location".to_owned(), json!([self.output_location(location)]));
        }
        self.document_name(&mut attributes, "name");
        self.put(ASSOCIATION, &item.id, attributes);
    }

    /// A parameter that has one value.
    fn single(&self, name: &str, values: &Value) -> Option<(String, Value)> {
        match values.as_array()?.as_slice() {
            [one] => Some((terraform_text(name), self.value(one))),
            _ => None,
        }
    }

    fn output_location(&self, location: &Value) -> Value {
        let members = location.as_object().into_iter().flatten();
        let plain = |name: &str| terraform_attribute(name.strip_prefix("Output").unwrap_or(name));
        members.map(|(name, value)| (plain(name), self.value(value))).collect()
    }

    fn window(&mut self, item: &Item, body: &WindowBody) {
        let request = self.known(WINDOW, item, &body.window);
        let attributes = self.attributes(&request);
        self.put(WINDOW, &item.id, attributes);
        for (number, target) in body.targets.iter().enumerate() {
            let request = self.known(WINDOW_TARGET, item, target);
            let attributes = self.attributes(&request);
            self.put(WINDOW_TARGET, &part(item, "target", number, target), attributes);
        }
        for (number, task) in body.tasks.iter().enumerate() {
            let mut request = self.known(WINDOW_TASK, item, task);
            let parameters = request.shift_remove("TaskInvocationParameters");
            let mut attributes = self.attributes(&request);
            if let Some(Value::Object(parameters)) = parameters {
                let block: Map<String, Value> =
                    parameters.iter().map(|(kind, value)| self.invocation(kind, value)).collect();
                attributes.insert("task_invocation_parameters".to_owned(), json!([block]));
            }
            self.document_name(&mut attributes, "task_arn");
            self.put(WINDOW_TASK, &part(item, "task", number, task), attributes);
        }
    }

    /// `RunCommand` with its members as the block `run_command_parameters`.
    fn invocation(&self, kind: &str, value: &Value) -> (String, Value) {
        let name = match kind {
            "Automation" => "automation_parameters",
            "Lambda" => "lambda_parameters",
            "RunCommand" => "run_command_parameters",
            _ => "step_functions_parameters",
        };
        let mut block = Map::new();
        for (member, value) in value.as_object().into_iter().flatten() {
            match member.as_str() {
                "Parameters" => {
                    let parameters = value.as_object().into_iter().flatten();
                    let parameters: Vec<Value> = parameters
                        .map(|(name, values)| json!({ "name": terraform_text(name), "values": self.value(values) }))
                        .collect();
                    block.insert("parameter".to_owned(), json!(parameters));
                }
                "Payload" => {
                    block.insert("payload".to_owned(), json!(terraform_text(&decoded(value))));
                }
                "CloudWatchOutputConfig" => {
                    block.insert("cloudwatch_config".to_owned(), json!([cloud_watch(value)]));
                }
                "NotificationConfig" => {
                    block.insert("notification_config".to_owned(), json!([self.members(value)]));
                }
                _ => {
                    block.insert(terraform_attribute(member), self.value(value));
                }
            }
        }
        (name.to_owned(), json!([block]))
    }

    /// The members of a request that the provider has an attribute for.
    fn known(&mut self, kind: &str, item: &Item, body: &Value) -> Map<String, Value> {
        let missing = MISSING.iter().find(|(known, _)| *known == kind);
        let missing = missing.map(|(_, members)| *members).unwrap_or_default();
        let mut known = Map::new();
        for (member, value) in body.as_object().into_iter().flatten() {
            if missing.contains(&member.as_str()) {
                self.lost.member(item, member);
            } else {
                known.insert(member.clone(), value.clone());
            }
        }
        known
    }

    fn attributes(&self, request: &Map<String, Value>) -> Map<String, Value> {
        let attribute = |(member, value): (&String, &Value)| match member.as_str() {
            "Tags" => {
                let tags = value.as_array().into_iter().flatten();
                let pair = |tag: &Value| {
                    Some((terraform_text(tag["Key"].as_str()?), self.value(&tag["Value"])))
                };
                ("tags".to_owned(), Value::Object(tags.filter_map(pair).collect()))
            }
            "Targets" => {
                let targets = value.as_array().into_iter().flatten();
                ("targets".to_owned(), targets.map(|target| self.members(target)).collect())
            }
            member => (terraform_attribute(member), self.value(value)),
        };
        request.iter().map(attribute).collect()
    }

    /// A map of the API as a block.
    fn members(&self, value: &Value) -> Value {
        let members = value.as_object().into_iter().flatten();
        members.map(|(name, value)| (terraform_attribute(name), self.value(value))).collect()
    }

    /// A value with references as Terraform has them, and nothing else that it would fill in.
    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(match reference(text) {
                Some(Reference::Version(id)) => {
                    format!("${{{DOCUMENT}.{}.latest_version}}", self.names.of(id))
                }
                Some(Reference::Window(id)) => format!("${{{WINDOW}.{}.id}}", self.names.of(id)),
                Some(Reference::Target(window, name)) => {
                    let id = format!("{window}#target/{name}");
                    format!("${{{WINDOW_TARGET}.{}.id}}", self.names.of(&id))
                }
                None => match own_role(self.wanted, text) {
                    Some(role) => format!("${{{ROLE}.{}.arn}}", self.names.of(&role.id)),
                    None => self.filled(text),
                },
            }),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => match self.own(value) {
                Some(reference) => Value::String(reference),
                None => members
                    .iter()
                    .map(|(name, value)| (terraform_text(name), self.value(value)))
                    .collect(),
            },
            other => other.clone(),
        }
    }

    /// A document of the project is referred to.
    fn document_name(&self, attributes: &mut Map<String, Value>, member: &str) {
        let own = attributes.get(member).and_then(Value::as_str);
        if let Some(own) = own.and_then(|name| own_document(self.wanted, name)) {
            let name = format!("${{{DOCUMENT}.{}.name}}", self.names.of(&own.id));
            attributes.insert(member.to_owned(), json!(name));
        }
    }

    fn put(&mut self, kind: &str, id: &str, attributes: Map<String, Value>) {
        let resources = self.resources.entry(kind).or_insert_with(|| json!({}));
        if let Value::Object(resources) = resources {
            resources.insert(self.names.of(id).to_owned(), Value::Object(attributes));
        }
    }
}

/// `CloudWatchOutputConfig` has names of its own here.
fn cloud_watch(config: &Value) -> Value {
    let mut block = Map::new();
    for (member, attribute) in [
        ("CloudWatchLogGroupName", "cloudwatch_log_group_name"),
        ("CloudWatchOutputEnabled", "cloudwatch_output_enabled"),
    ] {
        if let Some(value) = config.get(member) {
            block.insert(attribute.to_owned(), value.clone());
        }
    }
    Value::Object(block)
}

/// The provider encodes a payload itself.
fn decoded(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let bytes = STANDARD.decode(text).unwrap_or_else(|_| text.as_bytes().to_vec());
    String::from_utf8_lossy(&bytes).into_owned()
}
