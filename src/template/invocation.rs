//! What a task of a window gets: arguments in the old form, and who is told of it.
//!
//! Source: `aws-resource-ssm-maintenancewindowtask` and its `NotificationConfig`, template reference
//! of CloudFormation.

use crate::import::make;
use crate::markup::{Entry, Node, NodeKind};
use crate::syntax::ast::{Expr, ExprKind};

use super::expression::{literal, text, unknown};
use super::property::{Form, Row};

/// For messages. Sorted by property.
pub(super) const NOTIFICATION_ROWS: &[Row] = &[
    Row { property: "NotificationArn", word: "topic", form: Form::Own },
    Row { property: "NotificationConfig", word: "notify", form: Form::Own },
    Row { property: "NotificationEvents", word: "events", form: Form::Own },
    Row { property: "NotificationType", word: "type", form: Form::Own },
];

/// Members of `NotificationConfig`, those of `notify`, and whether that has to have them.
const NOTIFY: [(&str, &str, bool); 3] = [
    ("NotificationArn", "topic", true),
    ("NotificationEvents", "events", true),
    ("NotificationType", "type", false),
];

/// `notify: { topic: …, events: […], type: …, role: … }` of the parameters of a command.
///
/// What the deployment may leave out is no mistake of the template.
pub(super) fn notification(part: &Node) -> Option<(&Entry, Expr)> {
    let entry = part.entry("NotificationConfig").filter(|entry| entry.value.is_map())?;
    let given = &entry.value;
    let mut members = Vec::new();
    for (property, word, is_needed) in NOTIFY {
        match given.entry(property) {
            Some(one) => {
                let value = match one.value.kind {
                    NodeKind::List(_) => literal(&one.value),
                    _ => text(&one.value),
                };
                members.push(make::entry(word, one.key_span, value));
            }
            None if is_needed => {
                members.push(make::entry(word, entry.key_span, unknown(given.span)));
            }
            None => {}
        }
    }
    // The window's own role publishes where the command has none.
    let role = match part.entry("ServiceRoleArn") {
        Some(role) => make::entry("role", role.key_span, text(&role.value)),
        None => make::entry("role", entry.key_span, unknown(given.span)),
    };
    members.push(role);
    Some((entry, make::expr(ExprKind::Record(members), given.span)))
}

/// `TaskParameters: { Operation: { Values: [Scan] } }` as `{ Operation: [Scan] }`; nothing where it
/// has another form.
pub(super) fn old_parameters(node: &Node) -> Option<Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let value = |entry: &Entry| {
        let values =
            entry.value.get("Values").filter(|values| matches!(values.kind, NodeKind::List(_)));
        values.map(|values| Entry { value: values.clone(), ..entry.clone() })
    };
    let members: Option<Vec<Entry>> = entries.iter().map(value).collect();
    members.map(|members| Node { kind: NodeKind::Map(members), ..node.clone() })
}

#[cfg(test)]
mod tests {
    use super::{NOTIFICATION_ROWS, NOTIFY};

    #[test]
    fn the_tables_are_sorted() {
        assert!(NOTIFICATION_ROWS.is_sorted_by_key(|row| row.property) && NOTIFY.is_sorted());
    }
}
