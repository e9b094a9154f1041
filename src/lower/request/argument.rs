//! Arguments of documents as requests hold them: lists of texts, whatever their types.
//!
//! Source: "Parameters" of SendCommand, CreateAssociation and StartAutomationExecution.

use serde_json::{Map, Value as Json};

use crate::hir::{Expr, ExprKind, ListPart, TargetField, Value, WindowField};
use crate::text::Name;

use super::members::Members;

/// All arguments by name. One that is null is left out.
pub(super) fn arguments(parameters: &[(Name, Expr)]) -> Members {
    let mut members = Members::default();
    for (name, value) in parameters {
        if !matches!(value.as_const(), Some(Value::Null)) {
            members.put(name, strings(value), value.at);
        }
    }
    members
}

/// One argument: a list's items, or the only value.
fn strings(expr: &Expr) -> Vec<String> {
    match &expr.kind {
        ExprKind::Const(Value::List(items)) => items.iter().map(value_text).collect(),
        ExprKind::List(parts) => parts
            .iter()
            .flat_map(|part| match part {
                ListPart::Item(item) => vec![text(item)],
                ListPart::Spread(list) => strings(list),
            })
            .collect(),
        _ => vec![text(expr)],
    }
}

/// A value as one text: lists and maps as JSON.
pub(super) fn text(expr: &Expr) -> String {
    match json(expr) {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

fn value_text(value: &Value) -> String {
    match value_json(value) {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

fn json(expr: &Expr) -> Json {
    match &expr.kind {
        ExprKind::Const(value) => value_json(value),
        ExprKind::Template(parts) => Json::String(parts.iter().map(text).collect()),
        ExprKind::List(parts) => Json::Array(
            parts
                .iter()
                .flat_map(|part| match part {
                    ListPart::Item(item) => vec![json(item)],
                    ListPart::Spread(list) => match json(list) {
                        Json::Array(items) => items,
                        other => vec![other],
                    },
                })
                .collect(),
        ),
        ExprKind::Record(members) => {
            let pairs = members.iter().map(|(name, value)| (name.to_string(), json(value)));
            Json::Object(pairs.collect::<Map<_, _>>())
        }
        ExprKind::Target(field) => reference(target_name(*field)),
        ExprKind::Window(field) => reference(window_name(*field)),
        ExprKind::SsmParameter(path) => Json::String(format!("{{{{ssm:{path}}}}}")),
        ExprKind::Op { op: crate::hir::Op::As, operands } => {
            operands.first().map_or(Json::Null, json)
        }
        ExprKind::Parameter(_)
        | ExprKind::Variable(_)
        | ExprKind::System(_)
        | ExprKind::Output { .. }
        | ExprKind::LoopItem(_)
        | ExprKind::Secret(_)
        | ExprKind::Op { .. }
        | ExprKind::Else { .. }
        | ExprKind::Unchecked(_)
        | ExprKind::Failure(_)
        | ExprKind::Event(_)
        | ExprKind::Fact(_)
        | ExprKind::TaskResult(_)
        | ExprKind::Error => {
            unreachable!("arguments of a request hold constants and what its service fills in")
        }
    }
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Int(number) | Value::Duration(number) => Json::from(*number),
        Value::Float(number) => Json::from(*number),
        Value::Percent(percent) => Json::String(format!("{percent}%")),
        Value::String(text) | Value::Raw(text) => Json::String(text.to_string()),
        Value::List(items) => items.iter().map(value_json).collect(),
        Value::Record(members) => Json::Object(
            members.iter().map(|(name, value)| (name.to_string(), value_json(value))).collect(),
        ),
        Value::Script(script) => Json::String(script.text.to_string()),
        Value::Range { .. } | Value::Schedule { .. } | Value::Targets(_) => {
            unreachable!("no type of a parameter holds such a value")
        }
    }
}

fn reference(name: &str) -> Json {
    Json::String(format!("{{{{{name}}}}}"))
}

/// Source: "Using pseudo parameters when registering maintenance window tasks", user guide.
fn target_name(field: TargetField) -> &'static str {
    match field {
        TargetField::Id => "RESOURCE_ID",
        TargetField::Arn => "TARGET_ID",
        TargetField::Type => "TARGET_TYPE",
    }
}

fn window_name(field: WindowField) -> &'static str {
    match field {
        WindowField::Id => "WINDOW_ID",
        WindowField::TaskId => "WINDOW_TASK_ID",
        WindowField::TargetId => "WINDOW_TARGET_ID",
        WindowField::ExecutionId => "WINDOW_EXECUTION_ID",
        WindowField::TaskExecutionId => "TASK_EXECUTION_ID",
        WindowField::InvocationId => "INVOCATION_ID",
    }
}
