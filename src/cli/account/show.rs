//! A plan for people: one line a change, and below it what differs.

use similar::TextDiff;

use crate::deploy::{Action, Calls, Change, Drift, Plan, Wanted, texts_of};
use crate::report::Colour;

use super::paint::painted;
use super::show_difference::{Length, difference_lines};
use super::show_reach::reach_lines;

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

/// One change, and what differs.
pub(super) fn change_text(change: &Change, Manner { colour, detail, drift }: Manner<'_>) -> String {
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
    let length = match detail {
        Detail::Plain => Length::Cut,
        Detail::Verbose(_) => Length::Whole,
    };
    lines.extend(change.differences.iter().flat_map(|it| difference_lines(it, length)));
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
