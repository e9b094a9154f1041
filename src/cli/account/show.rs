//! A plan for people: one line a change, and below it what differs.

use serde_json::Value;
use similar::TextDiff;

use crate::deploy::{Action, Calls, Change, ChangedBy, Difference, Drift, Plan, Wanted, texts_of};
use crate::report::Colour;

use super::paint::painted;
use super::show_reach::reach_lines;

/// How much of a value a line shows.
const SHOWN: usize = 60;

/// Lines of a text around those that differ.
const AROUND: usize = 3;

/// How a plan is shown.
#[derive(Clone, Copy)]
pub(super) struct Manner<'a> {
    pub(super) colour: Colour,
    pub(super) detail: Detail<'a>,
    pub(super) drift: Drift,
}

/// How much is shown.
#[derive(Clone, Copy)]
pub(super) enum Detail<'a> {
    Plain,
    /// With the lines of documents that differ.
    Verbose(&'a Wanted),
}

/// The plan of one place. What stays as it is is only counted; what was changed by hand and is left
/// alone has a line, and its differences where they are to be shown.
pub(super) fn plan_text(plan: &Plan, manner: Manner<'_>) -> String {
    let mut text = String::new();
    for change in plan.changes.iter().filter(|change| change.action != Action::Unchanged) {
        text.push_str(&change_text(change, manner));
    }
    for warning in &plan.warnings {
        text.push_str(&format!("{}\n", painted(&format!("! {warning}"), manner.colour)));
    }
    text.push_str(&summary(plan));
    text.push('\n');
    text
}

/// `2 to create, 1 to update, 0 to delete, 7 unchanged`
pub(super) fn summary(plan: &Plan) -> String {
    let [create, update, delete, unchanged, refused, drifted] = plan.counts();
    let mut text = format!(
        "{create} to create, {update} to update, {delete} to delete, {unchanged} unchanged"
    );
    if refused > 0 {
        text.push_str(&format!(", {refused} refused"));
    }
    if drifted > 0 {
        text.push_str(&format!(", {drifted} changed by hand"));
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
        Action::Drifted => '=',
        Action::Refuse(_) => '!',
    };
    format!("{sign} {} {}", change.kind.word(), change.name)
}

/// How often each operation was called, and all together.
pub(super) fn calls_text(calls: &Calls) -> String {
    let mut text = format!("{} calls\n", calls.values().sum::<usize>());
    for (name, count) in calls {
        text.push_str(&format!("    {count:>5} {name}\n"));
    }
    text
}

fn change_text(change: &Change, Manner { colour, detail, drift }: Manner<'_>) -> String {
    if change.action == Action::Drifted && drift == Drift::Leave {
        let what = "changed by hand, and left as it is: `ordain plan --drift` shows what";
        return format!("{}\n", painted(&format!("{}: {what}", head(change)), colour));
    }
    let mut text = format!("{}\n", painted(&head(change), colour));
    let mut lines: Vec<String> = Vec::new();
    if let Action::Refuse(why) = &change.action {
        lines.push(why.clone());
    }
    if change.action == Action::Drifted {
        lines.push("changed by hand, and left as it is: `--overwrite` sets it back".to_owned());
    }
    lines.extend(change.differences.iter().map(difference_text));
    lines.extend(reach_lines(&change.reach));
    if let Detail::Verbose(wanted) = detail {
        lines.extend(text_lines(change, wanted));
    }
    for line in lines {
        text.push_str(&format!("    {}\n", painted(&line, colour)));
    }
    text
}

/// The lines of a document that differ, with some around them.
fn text_lines(change: &Change, wanted: &Wanted) -> Vec<String> {
    let Some((before, after)) = texts_of(change, wanted) else { return Vec::new() };
    let difference = TextDiff::from_lines(&before, &after);
    let unified = difference.unified_diff().context_radius(AROUND).to_string();
    unified.lines().map(str::to_owned).collect()
}

fn difference_text(difference: &Difference) -> String {
    let Difference { what, before, after, changed_by } = difference;
    let by = match changed_by {
        Some(ChangedBy::Hand) => " (changed by hand)",
        Some(ChangedBy::Both) => " (changed by hand and in the project)",
        Some(ChangedBy::Project) | None => "",
    };
    let text = match (before, after) {
        (None, Some(after)) => format!("+ {what}: {}", value_text(after)),
        (Some(before), None) => format!("- {what}: {}", value_text(before)),
        (Some(before), Some(after)) => match other_lines(before, after) {
            Some(text) => format!("~ {what}: {text}"),
            None => format!("~ {what}: {} -> {}", value_text(before), value_text(after)),
        },
        (None, None) => format!("~ {what}"),
    };
    text + by
}

/// Which lines of two scripts differ; nothing of other values.
fn other_lines(before: &Value, after: &Value) -> Option<String> {
    let (before, after) = (lines(before)?, lines(after)?);
    if before.len() < 2 && after.len() < 2 {
        return None;
    }
    let same = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let behind = before.iter().rev().zip(after.iter().rev());
    let most = before.len().min(after.len()) - same;
    let same_behind = behind.take(most).take_while(|(old, new)| old == new).count();
    let gone = before.len() - same - same_behind;
    let new = after.len() - same - same_behind;
    Some(match (gone, new, before.get(same), after.get(same)) {
        (1, 1, Some(old), Some(new)) => {
            format!("line {}: {} -> {}", same + 1, cut(old), cut(new))
        }
        (0, ..) => format!("{new} more lines from line {}", same + 1),
        (_, 0, ..) => format!("{gone} lines less from line {}", same + 1),
        _ => format!("{gone} lines from line {} become {new}", same + 1),
    })
}

/// The lines of a text, or of a list of lines as commands have them.
fn lines(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(text.lines().collect()),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// A value on one line, cut where it is long.
fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => cut(text),
        other => cut(&other.to_string()),
    }
}

fn cut(text: &str) -> String {
    let text = text.replace('\n', "\\n");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Difference, difference_text};

    fn check_text(before: Value, after: Value, wanted: &str) {
        let what = "x".to_owned();
        let (before, after) = (Some(before), Some(after));
        let text = difference_text(&Difference { what, before, after, changed_by: None });
        assert_eq!(text, format!("~ x: {wanted}"));
    }

    #[test]
    fn of_scripts_the_lines_that_differ_are_named() {
        check_text(json!("a"), json!("b"), "a -> b");
        check_text(json!(["a", "b", "c"]), json!(["a", "d", "c"]), "line 2: b -> d");
        check_text(json!("a\nb\n"), json!("a\nb\nb\n"), "1 more lines from line 3");
        check_text(json!("a\nb\nb\n"), json!("a\nb\n"), "1 lines less from line 3");
        check_text(json!(["a", "b", "c"]), json!(["d", "c"]), "2 lines from line 1 become 1");
        check_text(json!([{ "a": 1 }]), json!([1]), "[{\"a\":1}] -> [1]");
    }
}
