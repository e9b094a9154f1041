//! What is one request, as a resource of CloudFormation.
//!
//! Source: "AWS resource and property types reference", template reference of CloudFormation.

use serde_json::{Map, Value, json};

use crate::deploy::{Item, ResourceKind};

use super::tag_map;

pub(super) const ROLE: &str = "AWS::IAM::Role";

/// A resource, and the members that it has no place for.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) kind: &'static str,
    pub(super) properties: Map<String, Value>,
    pub(super) lost: Vec<&'static str>,
}

impl Part {
    fn of(kind: &'static str, request: &Value) -> Self {
        let properties = request.as_object().cloned().unwrap_or_default();
        Self { kind, properties, lost: Vec::new() }
    }

    /// Takes out what the resource has no place for.
    fn lose(&mut self, members: &[&'static str]) {
        for member in members {
            if self.properties.shift_remove(*member).is_some() {
                self.lost.push(member);
            }
        }
    }

    /// Reads a text as the JSON that it holds.
    fn read(&mut self, member: &str) {
        if let Some(value) = self.properties.get_mut(member) {
            *value = read(value);
        }
    }
}

fn read(value: &Value) -> Value {
    let text = value.as_str().unwrap_or_default();
    serde_json::from_str(text).unwrap_or_else(|_| value.clone())
}

/// A map of tags as a list.
fn tag_list(value: &Value) -> Value {
    let tags = value.as_object().into_iter().flatten();
    tags.map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

/// The resource that a file of the build becomes.
pub(super) fn part(kind: ResourceKind, file: &Value) -> Part {
    match kind {
        ResourceKind::PatchBaseline => patch_baseline(file),
        ResourceKind::ResourceGroup => resource_group(file),
        ResourceKind::EventRule => event_rule(file),
        ResourceKind::Remediation => Part::of("AWS::Config::RemediationConfiguration", file),
        ResourceKind::DataSync => data_sync(file),
        ResourceKind::Role => role(file),
    }
}

fn patch_baseline(file: &Value) -> Part {
    let mut part = Part::of("AWS::SSM::PatchBaseline", &file["baseline"]);
    if file["groups"].as_array().is_some_and(|groups| !groups.is_empty()) {
        part.properties.insert("PatchGroups".to_owned(), file["groups"].clone());
    }
    if file["default"] == Value::Bool(true) {
        part.properties.insert("DefaultBaseline".to_owned(), json!(true));
    }
    part
}

fn resource_group(file: &Value) -> Part {
    let mut part = Part::of("AWS::ResourceGroups::Group", file);
    part.lose(&["Criticality", "DisplayName", "Owner"]);
    if let Some(query) = part.properties.get_mut("ResourceQuery") {
        query["Query"] = read(&query["Query"]);
    }
    if let Some(tags) = part.properties.get_mut("Tags") {
        *tags = tag_list(tags);
    }
    part
}

fn event_rule(file: &Value) -> Part {
    let mut part = Part::of("AWS::Events::Rule", &file["rule"]);
    part.lose(&["Tags"]);
    part.read("EventPattern");
    part.properties.insert("Targets".to_owned(), file["targets"].clone());
    part
}

/// Members of the bucket, by what the resource calls them.
const DESTINATION: [(&str, &str); 3] =
    [("AWSKMSKeyARN", "KMSKeyArn"), ("Prefix", "BucketPrefix"), ("Region", "BucketRegion")];

fn data_sync(file: &Value) -> Part {
    let mut part = Part::of("AWS::SSM::ResourceDataSync", file);
    part.properties.entry("SyncType").or_insert(json!("SyncToDestination"));
    if let Some(Value::Object(destination)) = part.properties.get_mut("S3Destination") {
        if destination.shift_remove("DestinationDataSharing").is_some() {
            part.lost.push("DestinationDataSharing");
        }
        let renamed = std::mem::take(destination).into_iter().map(|(name, value)| {
            let other = DESTINATION.iter().find(|(known, _)| *known == name);
            (other.map_or(name, |(_, other)| (*other).to_owned()), value)
        });
        *destination = renamed.collect();
    }
    part
}

fn role(file: &Value) -> Part {
    let mut part = Part::of(ROLE, &file["role"]);
    part.read("AssumeRolePolicyDocument");
    // A role whose runbooks call nothing has no policy.
    if let Some(policy) = file.get("policy") {
        let policy = json!({
            "PolicyName": policy["PolicyName"],
            "PolicyDocument": read(&policy["PolicyDocument"]),
        });
        part.properties.insert("Policies".to_owned(), json!([policy]));
    }
    part
}

/// A parameter; nothing where its value is a secret or is not in the source.
pub(super) fn parameter(item: &Item, request: &Value) -> Option<Part> {
    if !item.is_plain_parameter() {
        return None;
    }
    let mut part = Part::of("AWS::SSM::Parameter", request);
    if let Some(tags) = part.properties.get_mut("Tags") {
        *tags = tag_map(tags);
    }
    Some(part)
}
