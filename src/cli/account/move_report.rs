//! What `ordain promote` and `ordain rollback` have done in each place, in lines and as JSON.

use serde_json::{Value, json};

use crate::cli::Status;
use crate::cli::output::Output;
use crate::deploy::{Action, CallError, DocumentVersion, Move};

use super::failure::said;
use super::move_default::called;
use super::places::{Connected, Place};
use super::report::reason;

/// The version of what `--json` prints.
const VERSION: u32 = 1;

/// What was done so far, place after place.
pub(super) struct Report<'a> {
    output: &'a Output,
    document: &'a str,
    /// Absent where lines are printed as they come.
    places: Option<Vec<Value>>,
    /// How many there are.
    count: usize,
    status: Status,
}

impl<'a> Report<'a> {
    pub(super) fn new(output: &'a Output, document: &'a str, (json, count): (bool, usize)) -> Self {
        Self { output, document, places: json.then(Vec::new), count, status: Status::Clean }
    }

    /// A place where the move was tried, or where nothing was to be done.
    pub(super) fn done(&mut self, connected: &Connected, moving: &Move, error: Option<&CallError>) {
        if error.is_some() {
            self.status = Status::Findings;
        }
        match &mut self.places {
            Some(places) => places.push(json!({
                "account": connected.account,
                "alias": connected.alias,
                "region": connected.region(),
                "changes": [change(moving, error)],
            })),
            None => {
                if self.count > 1 {
                    self.output.result(&format!("{}\n", connected.label()));
                }
                self.output.result(&format!("`{}`: {}\n", self.document, line(moving, error)));
            }
        }
    }

    /// A place where nothing was done.
    pub(super) fn failed(&mut self, place: &Place, why: &str) {
        self.status = Status::Findings;
        self.output.fail(&place.said(why));
        if let Some(places) = &mut self.places {
            places.push(json!({
                "account": place.account(),
                "region": place.region(),
                "error": why,
                "changes": [],
            }));
        }
    }

    /// Prints what has to stand together. The status of it all.
    pub(super) fn end(self) -> Status {
        if let Some(places) = self.places {
            let all = json!({ "version": VERSION, "document": self.document, "places": places });
            self.output.result(&format!("{all:#}\n"));
        }
        self.status
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
