//! What a command has done in each place, in lines as it comes or as one JSON behind all: what the
//! reports of several commands share.

use serde_json::{Map, Value, json};

use crate::cli::Status;
use crate::cli::output::Output;

use super::places::{Connected, Place};

/// What was told so far, place after place.
pub(super) struct Told<'a> {
    output: &'a Output,
    /// Absent where lines are printed as they come.
    places: Option<Vec<Value>>,
    /// How many there are.
    count: usize,
    status: Status,
}

impl<'a> Told<'a> {
    pub(super) fn new(output: &'a Output, (json, count): (bool, usize)) -> Self {
        Self { output, places: json.then(Vec::new), count, status: Status::Clean }
    }

    /// Something is not as it was wanted.
    pub(super) fn has_failed(&mut self) {
        self.status = Status::Findings;
    }

    /// A place where something was tried: further members of its JSON, and lines for people.
    pub(super) fn done(
        &mut self,
        connected: &Connected,
        members: impl FnOnce() -> Map<String, Value>,
        lines: impl FnOnce() -> String,
    ) {
        match &mut self.places {
            Some(places) => {
                let account = ("account".to_owned(), json!(connected.account));
                let alias = ("alias".to_owned(), json!(connected.alias));
                let region = ("region".to_owned(), json!(connected.region()));
                let of_place = [account, alias, region].into_iter();
                places.push(Value::Object(of_place.chain(members()).collect()));
            }
            None => {
                if self.count > 1 {
                    self.output.result(&format!("{}\n", connected.label()));
                }
                self.output.result(&lines());
            }
        }
    }

    /// A place where nothing was done.
    pub(super) fn failed(&mut self, place: &Place, why: &str) {
        self.output.fail(&place.said(why));
        self.nothing(place, ("error", json!(why)));
    }

    /// A place that was not begun because another one had failed.
    pub(super) fn left_out(&mut self, place: &Place) {
        self.output.say(&place.said("left out, another place has failed"));
        self.nothing(place, ("leftOut", json!(true)));
    }

    fn nothing(&mut self, place: &Place, (member, value): (&str, Value)) {
        self.has_failed();
        if let Some(places) = &mut self.places {
            places.push(json!({
                "account": place.account(),
                "region": place.region(),
                member: value,
                "changes": [],
            }));
        }
    }

    /// Prints what has to stand together: members before the places and behind them. The status of
    /// it all.
    pub(super) fn end(self, before: Map<String, Value>, behind: Option<(String, Value)>) -> Status {
        if let Some(places) = self.places {
            let mut all = before;
            all.insert("places".to_owned(), Value::Array(places));
            all.extend(behind);
            self.output.result(&format!("{:#}\n", Value::Object(all)));
        }
        self.status
    }
}
