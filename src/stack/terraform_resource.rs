//! What is one request, as resources of Terraform's AWS provider. Values are still those of the
//! build: references are filled in by whoever writes the file.
//!
//! Source: the pages of the resources in the documentation of the AWS provider.

use serde_json::{Map, Value, json};

use crate::deploy::{Item, ResourceKind};
use crate::template::terraform_attribute;

use super::tag_map;

/// One resource.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) attributes: Map<String, Value>,
}

const BASELINE: &str = "aws_ssm_patch_baseline";
pub(super) const ROLE: &str = "aws_iam_role";
const RULE: &str = "aws_cloudwatch_event_rule";

/// Members that the provider has no attribute for.
const MISSING: [(ResourceKind, &[&str]); 2] = [
    (ResourceKind::DataSync, &["DestinationDataSharing"]),
    (ResourceKind::ResourceGroup, &["Criticality", "DisplayName", "Owner"]),
];

/// The only member of a map that stands for an attribute of another resource: the resource's kind,
/// the id of its part, and the attribute.
pub(super) const OWN: &str = "$own";

/// An attribute of another resource of the file, before references are filled in.
fn own(kind: &str, id: &str, attribute: &str) -> Value {
    json!({ OWN: [kind, id, attribute] })
}

/// The ids of the parts beside the first.
pub(super) fn more_parts(item: &Item, kind: ResourceKind, file: &Value) -> Vec<String> {
    match kind {
        ResourceKind::PatchBaseline => {
            let groups = file["groups"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let groups = groups.map(|group| format!("{}#group/{group}", item.id));
            groups.chain([format!("{}#default", item.id)]).collect()
        }
        ResourceKind::EventRule => vec![format!("{}#run", item.id)],
        ResourceKind::Role => vec![format!("{}#policy", item.id)],
        ResourceKind::DataSync | ResourceKind::Remediation | ResourceKind::ResourceGroup => {
            Vec::new()
        }
    }
}

/// The resources of one item, and the members that they have no place for.
pub(super) fn parts(
    item: &Item,
    kind: ResourceKind,
    file: &Value,
) -> (Vec<Part>, Vec<&'static str>) {
    let missing = MISSING.iter().find(|(known, _)| *known == kind);
    let missing = missing.map(|(_, members)| *members).unwrap_or_default();
    let has = |member: &&&str| {
        file.get(**member).is_some() || file["S3Destination"].get(**member).is_some()
    };
    let lost = missing.iter().filter(has).copied().collect();
    let parts = match kind {
        ResourceKind::PatchBaseline => patch_baseline(item, file),
        ResourceKind::ResourceGroup => vec![resource_group(item, file)],
        ResourceKind::EventRule => event_rule(item, file),
        ResourceKind::Remediation => vec![remediation(item, file)],
        ResourceKind::DataSync => vec![data_sync(item, file)],
        ResourceKind::Role => role(item, file),
    };
    (parts, lost)
}

fn part(kind: &'static str, id: impl Into<String>, attributes: Value) -> Part {
    let mut attributes = match attributes {
        Value::Object(attributes) => attributes,
        _ => Map::new(),
    };
    attributes.retain(|_, value| !value.is_null());
    Part { kind, id: id.into(), attributes }
}

/// Members with the provider's names; no value goes deeper.
fn plain(request: &Value, but: &[&str]) -> Map<String, Value> {
    let members = request.as_object().into_iter().flatten();
    let kept = members.filter(|(name, _)| !but.contains(&name.as_str()));
    kept.map(|(name, value)| match name.as_str() {
        "Tags" => ("tags".to_owned(), tag_map(value)),
        _ => (terraform_attribute(name), value.clone()),
    })
    .collect()
}

fn patch_baseline(item: &Item, file: &Value) -> Vec<Part> {
    const BLOCKS: [&str; 3] = ["ApprovalRules", "GlobalFilters", "Sources"];
    let baseline = &file["baseline"];
    let mut attributes = plain(baseline, &BLOCKS);
    let filters = |group: &Value| -> Value {
        let filters = group["PatchFilters"].as_array().into_iter().flatten();
        filters.map(|one| Value::Object(plain(one, &[]))).collect()
    };
    let rules = baseline["ApprovalRules"]["PatchRules"].as_array().into_iter().flatten();
    let rules: Vec<Value> = rules
        .map(|rule| {
            let mut block = plain(rule, &["PatchFilterGroup"]);
            block.insert("patch_filter".to_owned(), filters(&rule["PatchFilterGroup"]));
            Value::Object(block)
        })
        .collect();
    if !rules.is_empty() {
        attributes.insert("approval_rule".to_owned(), json!(rules));
    }
    if baseline.get("GlobalFilters").is_some() {
        attributes.insert("global_filter".to_owned(), filters(&baseline["GlobalFilters"]));
    }
    if let Some(Value::Array(sources)) = baseline.get("Sources") {
        let blocks: Vec<Value> = sources.iter().map(|one| plain(one, &[]).into()).collect();
        attributes.insert("source".to_owned(), json!(blocks));
    }
    let mut parts = vec![part(BASELINE, &item.id, Value::Object(attributes))];
    for group in file["groups"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let id = format!("{}#group/{group}", item.id);
        let attributes =
            json!({ "baseline_id": own(BASELINE, &item.id, "id"), "patch_group": group });
        parts.push(part("aws_ssm_patch_group", id, attributes));
    }
    if file["default"] == Value::Bool(true) {
        let attributes = json!({
            "baseline_id": own(BASELINE, &item.id, "id"),
            "operating_system": own(BASELINE, &item.id, "operating_system"),
        });
        let id = format!("{}#default", item.id);
        parts.push(part("aws_ssm_default_patch_baseline", id, attributes));
    }
    parts
}

fn resource_group(item: &Item, file: &Value) -> Part {
    let query = &file["ResourceQuery"];
    let attributes = json!({
        "name": file["Name"],
        "description": file["Description"],
        "resource_query": [{ "query": query["Query"], "type": query["Type"] }],
        "tags": file["Tags"],
    });
    part("aws_resourcegroups_group", &item.id, attributes)
}

fn event_rule(item: &Item, file: &Value) -> Vec<Part> {
    let rule = plain(&file["rule"], &[]);
    let target = &file["targets"][0];
    let command = target["RunCommandParameters"]["RunCommandTargets"].as_array();
    let command = command.map(|targets| -> Value {
        targets.iter().map(|one| Value::Object(plain(one, &[]))).collect()
    });
    let block =
        |member: &str| target.get(member).map(|value| json!([Value::Object(plain(value, &[]))]));
    let transformer = target.get("InputTransformer").map(|transformer| {
        let mut block = Map::new();
        if let Some(paths) = transformer.get("InputPathsMap") {
            block.insert("input_paths".to_owned(), paths.clone());
        }
        block.insert("input_template".to_owned(), transformer["InputTemplate"].clone());
        json!([block])
    });
    let attributes = json!({
        "rule": own(RULE, &item.id, "name"),
        "event_bus_name": file["rule"]["EventBusName"],
        "target_id": target["Id"],
        "arn": target["Arn"],
        "role_arn": target["RoleArn"],
        "input": target["Input"],
        "input_transformer": transformer,
        "run_command_targets": command,
        "dead_letter_config": block("DeadLetterConfig"),
        "retry_policy": block("RetryPolicy"),
    });
    vec![
        part(RULE, &item.id, Value::Object(rule)),
        part("aws_cloudwatch_event_target", format!("{}#run", item.id), attributes),
    ]
}

fn remediation(item: &Item, file: &Value) -> Part {
    let mut attributes = plain(file, &["ExecutionControls", "Parameters"]);
    let parameters = file["Parameters"].as_object().into_iter().flatten();
    let parameters: Vec<Value> = parameters
        .map(|(name, value)| match value.get("ResourceValue") {
            Some(resource) => json!({ "name": name, "resource_value": resource["Value"] }),
            None => match value["StaticValue"]["Values"].as_array().map(Vec::as_slice) {
                Some([one]) => json!({ "name": name, "static_value": one }),
                _ => json!({ "name": name, "static_values": value["StaticValue"]["Values"] }),
            },
        })
        .collect();
    if !parameters.is_empty() {
        attributes.insert("parameter".to_owned(), json!(parameters));
    }
    if let Some(controls) = file["ExecutionControls"].get("SsmControls") {
        let controls = json!([{ "ssm_controls": [plain(controls, &[])] }]);
        attributes.insert("execution_controls".to_owned(), controls);
    }
    part("aws_config_remediation_configuration", &item.id, Value::Object(attributes))
}

fn data_sync(item: &Item, file: &Value) -> Part {
    let to = &file["S3Destination"];
    let mut destination = json!({
        "bucket_name": to["BucketName"],
        "prefix": to["Prefix"],
        "region": to["Region"],
        "kms_key_arn": to["AWSKMSKeyARN"],
        "sync_format": to["SyncFormat"],
    });
    if let Value::Object(members) = &mut destination {
        members.retain(|_, value| !value.is_null());
    }
    let attributes = json!({ "name": file["SyncName"], "s3_destination": [destination] });
    part("aws_ssm_resource_data_sync", &item.id, attributes)
}

fn role(item: &Item, file: &Value) -> Vec<Part> {
    let role = &file["role"];
    let attributes = json!({
        "name": role["RoleName"],
        "path": role["Path"],
        "description": role["Description"],
        "max_session_duration": role["MaxSessionDuration"],
        "permissions_boundary": role["PermissionsBoundary"],
        "assume_role_policy": role["AssumeRolePolicyDocument"],
        "tags": role.get("Tags").map(tag_map),
    });
    let mut parts = vec![part(ROLE, &item.id, attributes)];
    // A role whose runbooks call nothing has no policy.
    if let Some(policy) = file.get("policy") {
        let policy = json!({
            "name": policy["PolicyName"],
            "role": own(ROLE, &item.id, "id"),
            "policy": policy["PolicyDocument"],
        });
        parts.push(part("aws_iam_role_policy", format!("{}#policy", item.id), policy));
    }
    parts
}

/// A parameter, and whether its policies are lost; nothing where its value is a secret or is not
/// in the source.
pub(super) fn parameter(item: &Item, request: &Value) -> Option<(Part, Vec<&'static str>)> {
    if !item.is_plain_parameter() {
        return None;
    }
    let lost = request.get("Policies").map(|_| "Policies").into_iter().collect();
    let attributes = plain(request, &["Policies"]);
    Some((part("aws_ssm_parameter", &item.id, Value::Object(attributes)), lost))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Item, ResourceKind, parts};
    use crate::deploy::Body;

    #[test]
    fn a_role_keeps_its_path_its_boundary_and_its_longest_session() {
        let file = json!({ "role": { "RoleName": "run", "Path": "/a/", "MaxSessionDuration": 7200,
            "PermissionsBoundary": "arn:b", "AssumeRolePolicyDocument": "{}" } });
        let kind = ResourceKind::Role;
        let item = Item {
            id: "roles/run".to_owned(),
            name: "run".to_owned(),
            body: Body::Resource { kind, request: file.clone() },
            depends_on: Vec::new(),
            source: Default::default(),
        };
        let (parts, _) = parts(&item, kind, &file);
        let of = |name: &str| parts.first().and_then(|part| part.attributes.get(name));
        assert_eq!(of("path"), Some(&json!("/a/")));
        assert_eq!(of("max_session_duration"), Some(&json!(7200)));
        assert_eq!(of("permissions_boundary"), Some(&json!("arn:b")));
    }
}
