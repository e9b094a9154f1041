//! Types as text.

use super::expressions::{argument, expr};
use super::{list, path};
use crate::syntax::ast::{TypeExpr, TypeExprKind, TypeField};

pub(super) fn type_expr(ty: &TypeExpr) -> String {
    match &ty.kind {
        TypeExprKind::Named { path: parts, generics, refinements } => {
            let mut text = path(parts);
            if !generics.is_empty() {
                let inside: Vec<String> = generics.iter().map(type_expr).collect();
                text.push_str(&format!("<{}>", inside.join(", ")));
            }
            if !refinements.is_empty() {
                let inside: Vec<String> = refinements.iter().map(argument).collect();
                text.push_str(&format!("({})", inside.join(", ")));
            }
            text
        }
        TypeExprKind::Literal(value) => expr(value),
        TypeExprKind::Union(members) => list("|", members.iter().map(type_expr)),
        TypeExprKind::Record(fields) => list("record-of", fields.iter().map(field)),
        TypeExprKind::Optional(inner) => list("?", [type_expr(inner)]),
        TypeExprKind::Group(inner) => type_expr(inner),
        TypeExprKind::Error => "ERROR".to_owned(),
    }
}

fn field(field: &TypeField) -> String {
    let mark = if field.optional { "?" } else { "" };
    format!("[{:?}{mark} {}]", field.name.as_str(), type_expr(&field.ty))
}
