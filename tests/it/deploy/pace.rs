//! How fast a deploy calls an account, by a clock that nobody waits for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ordain::client::{Clock, Pace, limit};
use ordain::deploy::{Api, Call, CallError, Outcome, Place, PlanOptions, State, apply, plan};
use serde_json::Value;

use super::deploying;
use super::fake::Account;
use super::wanted;

/// A clock that goes only while somebody sleeps.
#[derive(Clone, Default)]
struct FakeClock(Arc<Mutex<Duration>>);

impl Clock for FakeClock {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) {
        *self.0.lock().unwrap() += duration;
    }
}

/// An account that answers at once, and when it was asked what.
struct Watched {
    account: Account,
    pace: Pace<FakeClock>,
    clock: FakeClock,
    sent: Mutex<BTreeMap<&'static str, Vec<Duration>>>,
}

impl Api for Watched {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        self.pace.wait(call);
        let now = self.clock.now();
        self.sent.lock().unwrap().entry(call.operation).or_default().push(now);
        self.account.call(call)
    }
}

#[test]
fn a_deploy_of_500_documents_never_sends_faster_than_the_limits() {
    let clock = FakeClock::default();
    let (pace, sent) = (Pace::new(clock.clone()), Mutex::default());
    let account = Watched { account: Account::default(), pace, clock, sent };
    let source: String = (0..500)
        .map(|number| format!("command c{number:03} {{ sh \"echo {number}\" }}\n"))
        .collect();
    let wanted = wanted(&source);
    let options = PlanOptions::default();
    let state = State::read(&account, &wanted, &Place::default(), options.prune).unwrap();
    let plan = plan(&account, &wanted, &state, options).unwrap();
    // The clock is one for all: a second thread would move it under the first.
    let deploying = deploying(&account, (&wanted, &state), options);
    assert!(apply(&deploying, &plan).iter().all(|done| done.outcome == Outcome::Carried));
    let sent = account.sent.lock().unwrap();
    assert_eq!(sent["CreateDocument"].len(), 500);
    for (operation, times) in sent.iter() {
        check_pace(operation, times);
    }
    // 500 documents, 5 of them at once and 5 a second.
    assert_eq!(account.clock.now().as_secs(), 99);
}

/// In no time from one call to another there are more than the rate gives, and those at once.
#[track_caller]
fn check_pace(operation: &'static str, times: &[Duration]) {
    let limit = limit("ssm", operation);
    for (first, begin) in times.iter().enumerate() {
        for (last, end) in times.iter().enumerate().skip(first) {
            let seconds = (*end - *begin).as_secs_f64();
            let most = limit.at_once() + seconds * limit.per_second;
            let count = (last - first + 1) as f64;
            assert!(count <= most + 1e-3, "{operation}: {count} calls in {seconds} s");
        }
    }
}
