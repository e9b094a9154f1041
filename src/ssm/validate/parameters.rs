//! Defaults of parameters and variables.

use serde_json::Value;

use super::findings::Findings;
use crate::ssm::errors;
use crate::ssm::limits;
use crate::ssm::{DataType, ParameterType, pointer_segment};

/// The definitions of parameters, in documents of every kind.
pub(super) fn check(findings: &mut Findings<'_>) {
    let Some(parameters) = findings.root.get("parameters").and_then(Value::as_object) else {
        return;
    };
    let most = limits::PARAMETERS.most;
    if parameters.len() as u64 > most {
        let bound = errors::Bound {
            low: None,
            high: i64::try_from(most).ok(),
            found: i64::try_from(parameters.len()).unwrap_or(i64::MAX),
        };
        findings.report(errors::out_of_range(&findings.spot("/parameters"), &bound, "parameters"));
    }
    for (name, definition) in parameters {
        check_default(findings, name, definition);
    }
}

/// The definitions of variables.
pub(super) fn check_variables(findings: &mut Findings<'_>) {
    let variables = findings.root.get("variables").and_then(Value::as_object);
    for (name, definition) in variables.into_iter().flatten() {
        let Some(default) = definition.get("default") else { continue };
        let kind = definition.get("type").and_then(Value::as_str);
        let Some(kind) = DataType::ALL.into_iter().find(|it| Some(it.as_str()) == kind) else {
            continue;
        };
        check_type(findings, &format!("/variables/{}", pointer_segment(name)), kind, default);
    }
}

fn check_default(findings: &mut Findings<'_>, name: &str, definition: &Value) {
    let Some(default) = definition.get("default") else { return };
    let kind = definition.get("type").and_then(Value::as_str).and_then(ParameterType::parse);
    let Some(kind) = kind else { return };
    let pointer = format!("/parameters/{}", pointer_segment(name));
    check_type(findings, &pointer, kind.data_type(), default);
    let allowed = definition.get("allowedValues").and_then(Value::as_array);
    let items: &[Value] = default.as_array().map_or(std::slice::from_ref(default), Vec::as_slice);
    for item in items {
        if holds_reference(item) || allowed.is_none_or(|allowed| allowed.contains(item)) {
            continue;
        }
        let spot = findings.spot(&format!("{pointer}/default"));
        findings.report(errors::wrong_default(&spot, item, "it is not among `allowedValues`"));
    }
}

fn check_type(findings: &mut Findings<'_>, pointer: &str, kind: DataType, default: &Value) {
    // The agent takes a map also as JSON text; runbooks do not.
    let is_runbook = findings.root.get("schemaVersion").and_then(Value::as_str) == Some("0.3");
    let is_text = matches!(kind, DataType::StringMap | DataType::MapList) && default.is_string();
    if kind.accepts(default) || holds_reference(default) || (is_text && !is_runbook) {
        return;
    }
    let spot = findings.spot(&format!("{pointer}/default"));
    let problem = format!("the type is {kind}");
    findings.report(errors::wrong_default(&spot, default, &problem));
}

fn holds_reference(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains("{{"))
}
