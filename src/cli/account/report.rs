//! What a deploy has done in each place, in lines and as JSON.

use serde_json::{Map, Value, json};

use crate::cli::Status;
use crate::cli::output::Output;
use crate::deploy::{Action, CallError, Calls, Done, Outcome};

use super::failure::said;
use super::places::{Connected, Place};
use super::prepare::Prepared;
use super::show;
use super::told::Told;

/// The version of what `--json` prints.
const VERSION: u32 = 1;

/// What was done so far, place after place.
pub(super) struct Report<'a> {
    told: Told<'a>,
    prepared: &'a Prepared,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        output: &'a Output,
        prepared: &'a Prepared,
        (json, count): (bool, usize),
    ) -> Self {
        Self { told: Told::new(output, (json, count)), prepared }
    }

    /// A place where every change was tried, or none was there.
    /// `calls` are what it was asked, where somebody wants to know.
    pub(super) fn done(&mut self, connected: &Connected, done: &[Done], calls: Option<&Calls>) {
        if done.iter().any(|done| done.outcome != Outcome::Carried) {
            self.told.has_failed();
        }
        let prepared = self.prepared;
        let members = || {
            let changes: Vec<Value> = done.iter().map(|it| change(it, prepared)).collect();
            let mut members = Map::from_iter([("changes".to_owned(), Value::Array(changes))]);
            members.extend(calls.map(|calls| ("calls".to_owned(), json!(calls))));
            members
        };
        let lines = || {
            let lines = done.iter().filter_map(|it| line(it, prepared));
            lines.chain(calls.map(show::calls_text)).collect()
        };
        self.told.done(connected, members, lines);
    }

    /// A place where nothing was done.
    pub(super) fn failed(&mut self, place: &Place, why: &str) {
        self.told.failed(place, why);
    }

    /// A place that was not begun because another one had failed.
    pub(super) fn left_out(&mut self, place: &Place) {
        self.told.left_out(place);
    }

    /// Prints what has to stand together. The status of it all.
    pub(super) fn end(self, project: &str, is_interrupted: bool) -> Status {
        let head = [("version", json!(VERSION)), ("project", json!(project))];
        let head = head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let behind = is_interrupted.then(|| ("interrupted".to_owned(), json!(true)));
        let status = self.told.end(head, behind);
        if is_interrupted { Status::Interrupted } else { status }
    }
}

/// How a change ended, in a line; nothing of what stays as it is.
fn line(done: &Done, prepared: &Prepared) -> Option<String> {
    let Done { change, outcome } = done;
    let end = match outcome {
        Outcome::Carried if change.action == Action::Unchanged => return None,
        Outcome::Carried if change.action == Action::Drifted => {
            "changed by hand, and left as it is".to_owned()
        }
        Outcome::Carried => "done".to_owned(),
        Outcome::Failed(error) => {
            let place = place_of(done, prepared).map(|it| format!("\n    at {it}"));
            format!("failed: {}{}", said(error), place.unwrap_or_default())
        }
        Outcome::Skipped(needed) => format!("left out: it needs `{needed}`, which failed"),
        Outcome::Interrupted => "left out: interrupted before it began".to_owned(),
    };
    Some(format!("{}: {end}\n", show::head(change)))
}

/// Where the sources have what the service refused.
fn place_of(done: &Done, prepared: &Prepared) -> Option<String> {
    match &done.outcome {
        Outcome::Failed(CallError::Refused(refusal)) => {
            prepared.place_of(&done.change, &refusal.message)
        }
        _ => None,
    }
}

fn change(done: &Done, prepared: &Prepared) -> Value {
    let Done { change, outcome } = done;
    let mut value = json!({
        "id": change.id,
        "kind": change.kind.word(),
        "name": change.name,
        "action": serde_json::to_value(&change.action).unwrap_or_default(),
    });
    match outcome {
        Outcome::Carried => value["outcome"] = json!("done"),
        Outcome::Failed(error) => {
            value["outcome"] = json!("failed");
            value["error"] = reason(error);
            if let Some(place) = place_of(done, prepared) {
                value["error"]["source"] = json!(place);
            }
        }
        Outcome::Skipped(needed) => {
            value["outcome"] = json!("left-out");
            value["needs"] = json!(needed);
        }
        Outcome::Interrupted => {
            value["outcome"] = json!("left-out");
            value["interrupted"] = json!(true);
        }
    }
    value
}

/// Why a call had no answer. `carriedOut` is null where nobody knows.
pub(super) fn reason(error: &CallError) -> Value {
    let (code, carried_out) = match error {
        CallError::Refused(refusal) => (Some(refusal.code.as_str()), json!(false)),
        CallError::Lost(_) => (None, Value::Null),
        CallError::NoAnswer(_) | CallError::NotSent(_) => (None, json!(false)),
    };
    json!({ "code": code, "message": said(error), "carriedOut": carried_out })
}
