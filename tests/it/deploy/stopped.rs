//! A deploy that somebody stops: what is under way ends, nothing more is begun, all of it is told.

use std::sync::atomic::{AtomicUsize, Ordering};

use ordain::deploy::{
    Action, Api, Call, CallError, Deploying, Done, Outcome, PlanOptions, Stoppable, apply,
};
use serde_json::Value;

use super::fake::Account;
use super::{deployed, planned, wanted};

/// Lets so many calls of an operation through before somebody stops: the last is still answered.
struct Until<'a> {
    account: &'a Account,
    operation: &'static str,
    left: AtomicUsize,
}

impl Until<'_> {
    fn is_stopped(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }
}

impl Api for Until<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        if call.operation == self.operation {
            self.left.fetch_sub(1, Ordering::Relaxed);
        }
        self.account.call(call)
    }
}

fn source(text: &str) -> String {
    ["a", "b", "c"]
        .map(|name| format!("command {name} \"Acme-{name}\" {{ sh \"echo {text}\" }}\n"))
        .concat()
        + "association d \"follows\" { run: c() on: tag(\"A\", \"x\") }\n"
}

/// Carries a program out, stopped behind so many calls of an operation.
fn stopped(
    account: &Account,
    source: &str,
    (operation, calls): (&'static str, usize),
) -> Vec<Done> {
    let wanted = wanted(source);
    let (state, plan) = planned(account, &wanted, PlanOptions::default());
    let until = Until { account, operation, left: AtomicUsize::new(calls) };
    let is_stopped = || until.is_stopped();
    let api = Stoppable { api: &until, is_stopped: &is_stopped };
    account.counted();
    let deploying = Deploying {
        api: &api,
        wanted: &wanted,
        state: &state,
        options: PlanOptions::default(),
        concurrency: 1,
        progress: &|_| {},
        is_stopped: &is_stopped,
    };
    apply(&deploying, &plan)
}

fn outcomes(done: &[Done]) -> Vec<&Outcome> {
    done.iter().map(|done| &done.outcome).collect()
}

#[test]
fn nothing_is_begun_once_somebody_stops() {
    let account = Account::default();
    let done = stopped(&account, &source("one"), ("CreateDocument", 1));
    let outcomes = outcomes(&done);
    assert_eq!(outcomes.len(), 4);
    assert_eq!(outcomes[0], &Outcome::Carried);
    assert!(outcomes[1..].iter().all(|it| **it == Outcome::Interrupted), "{outcomes:?}");
    assert_eq!(account.counted().get("CreateDocument"), Some(&1));
    deployed(&account, &source("one"), PlanOptions::default());
}

#[test]
fn what_is_cut_short_is_told_and_finished_by_the_next_deploy() {
    let account = Account::default();
    deployed(&account, &source("one"), PlanOptions::default());
    let done = stopped(&account, &source("two"), ("UpdateDocument", 1));
    let Outcome::Failed(CallError::NotSent(why)) = &done[0].outcome else { panic!("{done:?}") };
    assert!(why.starts_with("interrupted"), "{why}");
    let left = done.iter().skip(1).filter(|done| done.outcome == Outcome::Interrupted).count();
    assert_eq!(left, 3);
    deployed(&account, &source("two"), PlanOptions::default());
}

#[test]
fn what_stays_as_it_is_is_not_left_out() {
    let account = Account::default();
    deployed(&account, &source("one"), PlanOptions::default());
    let changed = source("one").replacen("echo one", "echo two", 1);
    let done = stopped(&account, &changed, ("ListDocumentVersions", 0));
    for Done { change, outcome } in done {
        match change.action {
            Action::Unchanged => assert_eq!(outcome, Outcome::Carried),
            _ => assert_eq!(outcome, Outcome::Interrupted),
        }
    }
}

#[test]
fn an_account_that_can_be_stopped_is_asked_side_by_side_as_without() {
    struct Wide;
    impl Api for Wide {
        fn call(&self, _: &Call) -> Result<Value, CallError> {
            Ok(Value::Null)
        }

        fn at_once(&self) -> usize {
            7
        }
    }
    assert_eq!(Stoppable { api: &Wide, is_stopped: &|| false }.at_once(), 7);
}
