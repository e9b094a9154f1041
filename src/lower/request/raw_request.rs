//! Requests of any operation: the operation, and its input as the API takes it.

use serde_json::json;

use crate::hir::{RawRequest, Value};
use crate::lower::create_document::plain_json;
use crate::lower::{Content, Lowered, LoweredKind};
use crate::ssm::pointer_segment;
use crate::text::FileSpan;

use super::argument::arguments;
use super::document::dependency;
use super::members::Members;
use super::target::{Spelling, targets};

pub(in crate::lower) fn lower(request: &RawRequest) -> Lowered {
    let (parameters, origins) = input(request).into_parts();
    let mut depends_on: Vec<String> = request.documents.iter().filter_map(dependency).collect();
    depends_on.sort();
    depends_on.dedup();
    Lowered {
        kind: LoweredKind::Request,
        name: request.name.to_string(),
        path: format!("requests/{}", request.name),
        content: Content::Request(json!({
            "service": request.service.as_str(),
            "operation": request.operation.as_str(),
            "parameters": parameters,
        })),
        origins: origins
            .into_iter()
            .map(|(pointer, at)| (format!("/parameters{pointer}"), at))
            .collect(),
        depends_on,
        source: request.at,
    }
}

fn input(request: &RawRequest) -> Members {
    let mut input = Members::default();
    let Value::Record(body) = &request.body else { return input };
    let spelling = match request.operation.as_str() {
        "StartAutomationExecution" => Spelling::Automation,
        _ => Spelling::Nodes,
    };
    for (name, value) in body {
        let at = place(request, name);
        match value {
            Value::Null if name == "Parameters" => {
                input.put_members(name, arguments(&request.parameters), at);
            }
            Value::Targets(set) => {
                if let Some((parameter, parameter_at)) = &set.parameter {
                    input.put("TargetParameterName", parameter.as_str(), *parameter_at);
                }
                input.put(name, targets(set, spelling), at);
            }
            value => input.put(name, plain_json(value), at),
        }
    }
    input
}

/// Where a member of the input was written.
fn place(request: &RawRequest, name: &str) -> FileSpan {
    let pointer = format!("/{}", pointer_segment(name));
    let known = request.origins.iter().find(|(known, _)| *known == pointer);
    known.map_or(request.at, |(_, at)| *at)
}
