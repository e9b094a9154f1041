//! What `ordain promote` and `ordain rollback` have done in each place, in lines and as JSON.

use serde_json::{Map, Value, json};

use crate::cli::Status;
use crate::cli::output::Output;
use crate::deploy::{Action, CallError, DocumentVersion, Move};

use super::failure::said;
use super::move_default::called;
use super::places::{Connected, Place};
use super::report::reason;
use super::told::Told;

/// The version of what `--json` prints.
const VERSION: u32 = 1;

/// What was done so far, place after place.
pub(super) struct Report<'a> {
    told: Told<'a>,
    document: &'a str,
}

impl<'a> Report<'a> {
    pub(super) fn new(output: &'a Output, document: &'a str, (json, count): (bool, usize)) -> Self {
        Self { told: Told::new(output, (json, count)), document }
    }

    /// A place where the move was tried, or where nothing was to be done.
    pub(super) fn done(&mut self, connected: &Connected, moving: &Move, error: Option<&CallError>) {
        if error.is_some() {
            self.told.has_failed();
        }
        let members = || Map::from_iter([("changes".to_owned(), json!([change(moving, error)]))]);
        let lines = || format!("`{}`: {}\n", self.document, line(moving, error));
        self.told.done(connected, members, lines);
    }

    /// A place where nothing was done.
    pub(super) fn failed(&mut self, place: &Place, why: &str) {
        self.told.failed(place, why);
    }

    /// Prints what has to stand together. The status of it all.
    pub(super) fn end(self) -> Status {
        let head = [("version", json!(VERSION)), ("document", json!(self.document))];
        let head = head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.told.end(head, None)
    }
}

fn line(moving: &Move, error: Option<&CallError>) -> String {
    let Move { from, to, change, .. } = moving;
    match error {
        Some(error) => format!("failed: {}", said(error)),
        None if change.action == Action::Unchanged => {
            format!("nothing to do, version {} is the default one already", called(to))
        }
        None => format!("the default version was {}, it is {}", called(from), called(to)),
    }
}

fn change(moving: &Move, error: Option<&CallError>) -> Value {
    let Move { from, to, change, .. } = moving;
    let version = |it: &DocumentVersion| json!({ "number": it.number, "name": it.name });
    let mut value = json!({
        "id": change.id,
        "kind": change.kind.word(),
        "name": change.name,
        "action": serde_json::to_value(&change.action).unwrap_or_default(),
        "from": version(from),
        "to": version(to),
        "differences": change.differences,
        "reach": change.reach,
        "outcome": if error.is_some() { "failed" } else { "done" },
    });
    if let Some(error) = error {
        value["error"] = reason(error);
    }
    value
}
