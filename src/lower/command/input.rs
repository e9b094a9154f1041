//! Inputs of plugins as the document holds them.

use serde_json::{Map, Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, ListPart, Op, Value};
use crate::lower::create_document::plain_json;
use crate::ssm::proof::{has_only, is_inert};
use crate::ssm::tables::{InputSpec, ValueType};
use crate::text::FileSpan;

use super::errors;
use super::reference::reference_in;

/// The value of an input. `spec` is its row in the plugin's table.
pub(super) fn input_value(spec: &InputSpec, expr: &Expr) -> Result<Json, Diagnostic> {
    let place = Place { input: spec.name, text: wants_text(spec), json: false };
    if spec.wire.starts_with("JSON object") && !matches!(expr.kind, ExprKind::Parameter(_)) {
        let value = Place { json: true, ..place }.value(expr)?;
        return Ok(match value {
            Json::String(text) => json!(text),
            other => json!(other.to_string()),
        });
    }
    place.value(expr)
}

/// Whether numbers and flags are written as texts here.
fn wants_text(spec: &InputSpec) -> bool {
    spec.value_type() == ValueType::String || spec.wire.starts_with("agent decodes a string")
}

/// A text that is an input outside the plugins' tables, such as `workingDirectory`.
pub(super) fn text_input(name: &'static str, expr: &Expr) -> Result<Json, Diagnostic> {
    Place { input: name, text: true, json: false }.value(expr)
}

#[derive(Clone, Copy)]
struct Place {
    input: &'static str,
    text: bool,
    /// The value ends up inside JSON text.
    json: bool,
}

impl Place {
    fn value(self, expr: &Expr) -> Result<Json, Diagnostic> {
        match &expr.kind {
            ExprKind::Const(value) => self.constant(value, expr.at),
            ExprKind::Parameter(name) => {
                if self.json && !has_only(&expr.ty, is_inert) {
                    return Err(errors::open_json(expr.at, self.input));
                }
                Ok(json!(format!("{{{{ {name} }}}}")))
            }
            ExprKind::SsmParameter(path) => Ok(json!(format!("{{{{ssm:{path}}}}}"))),
            ExprKind::Secret(path) => Ok(json!(format!("{{{{ssm-secure:{path}}}}}"))),
            ExprKind::Template(parts) | ExprKind::Op { op: Op::Add, operands: parts } => {
                self.joined(parts)
            }
            ExprKind::Op { op: Op::As, operands } => match operands.as_slice() {
                [value] => self.value(value),
                _ => Err(errors::not_for_an_input(expr.at, self.input)),
            },
            ExprKind::Unchecked(inner) => self.value(inner),
            ExprKind::List(parts) => parts.iter().map(|part| self.item(part)).collect(),
            ExprKind::Record(members) => {
                let member = |(name, value): &(crate::text::Name, Expr)| {
                    self.value(value).map(|value| (name.to_string(), value))
                };
                let members: Result<Map<String, Json>, _> = members.iter().map(member).collect();
                members.map(Json::Object)
            }
            ExprKind::Error
            | ExprKind::Variable(_)
            | ExprKind::System(_)
            | ExprKind::Output { .. }
            | ExprKind::LoopItem(_)
            | ExprKind::Op { .. }
            | ExprKind::Else { .. }
            | ExprKind::Failure(_)
            | ExprKind::Target(_)
            | ExprKind::Event(_)
            | ExprKind::Window(_)
            | ExprKind::Fact(_)
            | ExprKind::TaskResult(_) => Err(errors::not_for_an_input(expr.at, self.input)),
        }
    }

    fn item(self, part: &ListPart) -> Result<Json, Diagnostic> {
        match part {
            ListPart::Item(item) => self.value(item),
            ListPart::Spread(list) => Err(errors::not_for_an_input(list.at, self.input)),
        }
    }

    fn joined(self, parts: &[Expr]) -> Result<Json, Diagnostic> {
        let place = Place { text: true, ..self };
        let mut text = String::new();
        for part in parts {
            match place.value(part)? {
                Json::String(piece) => text.push_str(&piece),
                other => text.push_str(&other.to_string()),
            }
        }
        Ok(json!(text))
    }

    fn constant(self, value: &Value, at: FileSpan) -> Result<Json, Diagnostic> {
        match value {
            Value::List(items) => items.iter().map(|item| self.constant(item, at)).collect(),
            Value::Record(members) => {
                let member = |(name, value): (&crate::text::Name, &Value)| {
                    self.constant(value, at).map(|value| (name.to_string(), value))
                };
                let members: Result<Map<String, Json>, _> = members.iter().map(member).collect();
                members.map(Json::Object)
            }
            Value::String(text) => match reference_in(text) {
                Some(reference) => {
                    Err(errors::hidden_reference(at, &format!("`{}`", self.input), reference))
                }
                None => Ok(json!(&**text)),
            },
            _ => match plain_json(value) {
                value @ (Json::Number(_) | Json::Bool(_)) if self.text => {
                    Ok(json!(value.to_string()))
                }
                value => Ok(value),
            },
        }
    }
}
