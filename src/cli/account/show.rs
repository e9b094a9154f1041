//! A plan for people: one line a change, and below it what differs.

use serde_json::Value;

use crate::deploy::{Action, Change, Difference, Plan};

use super::show_reach::reach_lines;

/// How much of a value a line shows.
const SHOWN: usize = 60;

/// The plan of one place. What stays as it is is only counted.
pub(super) fn plan_text(plan: &Plan) -> String {
    let mut text = String::new();
    for change in plan.changes.iter().filter(|change| change.action != Action::Unchanged) {
        text.push_str(&change_text(change));
    }
    text.push_str(&summary(plan));
    text.push('\n');
    text
}

/// `2 to create, 1 to update, 0 to delete, 7 unchanged`
pub(super) fn summary(plan: &Plan) -> String {
    let [create, update, delete, unchanged, refused] = plan.counts();
    let mut text = format!(
        "{create} to create, {update} to update, {delete} to delete, {unchanged} unchanged"
    );
    if refused > 0 {
        text.push_str(&format!(", {refused} refused"));
    }
    text
}

/// `+ document Acme-Patch`
pub(super) fn head(change: &Change) -> String {
    let sign = match change.action {
        Action::Create => '+',
        Action::Update => '~',
        Action::Delete => '-',
        Action::Unchanged => ' ',
        Action::Refuse(_) => '!',
    };
    format!("{sign} {} {}", change.kind.word(), change.name)
}

fn change_text(change: &Change) -> String {
    let mut text = format!("{}\n", head(change));
    if let Action::Refuse(why) = &change.action {
        text.push_str(&format!("    {why}\n"));
    }
    for difference in &change.differences {
        text.push_str(&format!("    {}\n", difference_text(difference)));
    }
    for line in reach_lines(&change.reach) {
        text.push_str(&format!("    {line}\n"));
    }
    text
}

fn difference_text(difference: &Difference) -> String {
    let Difference { what, before, after } = difference;
    match (before, after) {
        (None, Some(after)) => format!("+ {what}: {}", value_text(after)),
        (Some(before), None) => format!("- {what}: {}", value_text(before)),
        (before, after) => {
            let text = |value: &Option<Value>| value.as_ref().map_or_else(String::new, value_text);
            format!("~ {what}: {} -> {}", text(before), text(after))
        }
    }
}

/// A value on one line, cut where it is long.
fn value_text(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text = text.replace('\n', "\\n");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
