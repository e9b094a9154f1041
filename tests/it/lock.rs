//! The lock of a project: who gets it, who is told of whom, and what is left behind.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ordain::deploy::{
    Api, Call, CallError, Holder, LEASE_SECONDS, LockError, Locking, Refusal, sweep, with_lock,
};
use serde_json::{Value, json};

const NAME: &str = "/ordain/web/lock";

/// A store of one parameter with its versions, and what was asked of it.
#[derive(Default)]
struct Store {
    /// Values of its versions; empty where it is not there.
    versions: Mutex<Vec<String>>,
    asked: Mutex<Vec<String>>,
    /// Somebody else's lease, written just before the next one that takes over.
    quicker: Mutex<Option<Holder>>,
    /// Whether the answer of the next writing gets lost, and it is sent again.
    loses: Mutex<bool>,
}

impl Store {
    fn holding(holder: &Holder) -> Self {
        let store = Self::default();
        store.versions.lock().unwrap().push(serde_json::to_string(holder).unwrap());
        store
    }

    fn holder(&self) -> Option<Holder> {
        let versions = self.versions.lock().unwrap();
        versions.last().map(|text| serde_json::from_str(text).unwrap())
    }

    fn put(&self, input: &Value) -> Result<Value, CallError> {
        let overwrite = input["Overwrite"] == json!(true);
        let mut versions = self.versions.lock().unwrap();
        if !versions.is_empty() && !overwrite {
            return Err(refused("ParameterAlreadyExists"));
        }
        let quicker = self.quicker.lock().unwrap().take_if(|_| overwrite);
        versions.extend(quicker.map(|holder| serde_json::to_string(&holder).unwrap()));
        versions.push(input["Value"].as_str().unwrap().to_owned());
        Ok(json!({ "Version": versions.len() }))
    }

    fn get(&self, name: &str) -> Result<Value, CallError> {
        let versions = self.versions.lock().unwrap();
        let (_, number) = name.split_once(':').unwrap_or((name, ""));
        let number = number.parse().unwrap_or(versions.len());
        let value = number.checked_sub(1).and_then(|place| versions.get(place));
        let value = value.ok_or_else(|| refused("ParameterNotFound"))?;
        Ok(json!({ "Parameter": { "Value": value, "Version": number } }))
    }
}

impl Api for Store {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        self.asked.lock().unwrap().push(call.operation.to_owned());
        let name = call.input["Name"].as_str().unwrap_or_default();
        assert!(name.starts_with(NAME), "{name}");
        match call.operation {
            "PutParameter" => {
                if std::mem::take(&mut *self.loses.lock().unwrap()) {
                    drop(self.put(&call.input));
                }
                self.put(&call.input)
            }
            "GetParameter" => self.get(name),
            "DeleteParameter" => {
                self.versions.lock().unwrap().clear();
                Ok(json!({}))
            }
            other => unreachable!("a lock does not call {other}"),
        }
    }
}

fn refused(code: &str) -> CallError {
    CallError::Refused(Refusal { code: code.to_owned(), ..Refusal::default() })
}

fn holder(name: &str, expires: u64) -> Holder {
    Holder {
        owner: name.to_owned(),
        id: format!("id of {name}"),
        machine: "host".to_owned(),
        process: 7,
        expires,
    }
}

/// Takes the lock of `web` at the second 1000 and works.
fn locked<T>(
    store: &Store,
    is_dead: bool,
    work: impl FnOnce(&dyn Api) -> T,
) -> Result<T, LockError> {
    let me = holder("me", 0);
    let locking = Locking {
        api: store,
        project: "web",
        me: &me,
        is_dead: &move |_| is_dead,
        now: &|| 1000,
        wait: Duration::ZERO,
        is_stopped: &|| false,
    };
    with_lock(&locking, work)
}

#[test]
fn a_free_lock_is_held_while_the_work_lasts_and_given_back() {
    let store = Store::default();
    let during = locked(&store, false, |_| store.holder());
    assert_eq!(during, Ok(Some(holder("me", 1000 + LEASE_SECONDS))));
    assert_eq!(store.holder(), None);
}

#[test]
fn a_lock_of_somebody_else_is_left_alone() {
    let other = holder("other", 1001);
    let store = Store::holding(&other);
    assert_eq!(locked(&store, false, |_| ()), Err(LockError::Held(other.clone())));
    assert_eq!(store.holder(), Some(other));
    assert_eq!(*store.asked.lock().unwrap(), ["PutParameter", "GetParameter"]);
}

#[test]
fn a_lease_that_has_run_out_is_taken_over() {
    let store = Store::holding(&holder("other", 1000));
    let during = locked(&store, false, |_| store.holder()).unwrap().unwrap();
    assert_eq!(during.owner, "me");
    assert_eq!(store.holder(), None);
}

#[test]
fn a_lease_of_a_dead_process_is_taken_over_at_once() {
    let store = Store::holding(&holder("other", 1059));
    let during = locked(&store, true, |_| store.holder()).unwrap().unwrap();
    assert_eq!(during.owner, "me");
}

#[test]
fn who_takes_over_second_puts_the_first_ones_lease_back() {
    let store = Store::holding(&holder("gone", 900));
    let quicker = holder("quicker", 1060);
    *store.quicker.lock().unwrap() = Some(quicker.clone());
    assert_eq!(locked(&store, false, |_| ()), Err(LockError::Held(quicker.clone())));
    assert_eq!(store.holder(), Some(quicker));
}

#[test]
fn a_lost_answer_is_no_other_holder() {
    for store in [Store::default(), Store::holding(&holder("gone", 900))] {
        *store.loses.lock().unwrap() = true;
        let during = locked(&store, false, |_| store.holder()).unwrap().unwrap();
        assert_eq!(during.owner, "me");
        assert_eq!(store.holder(), None);
    }
}

#[test]
fn who_wants_to_stop_waits_no_longer() {
    let other = holder("other", 2000);
    let (store, me) = (Store::holding(&other), holder("me", 0));
    let locking = Locking {
        api: &store,
        project: "web",
        me: &me,
        is_dead: &|_| false,
        now: &|| 1000,
        wait: Duration::from_secs(3600),
        is_stopped: &|| true,
    };
    assert_eq!(with_lock(&locking, |_| ()), Err(LockError::Held(other)));
}

/// Sweeps at the second 1000; what is left.
#[track_caller]
fn check_swept(other: &Holder, is_dead: bool) -> Option<Holder> {
    let (store, me) = (Store::holding(other), holder("me", 0));
    let locking = Locking {
        api: &store,
        project: "web",
        me: &me,
        is_dead: &move |_| is_dead,
        now: &|| 1000,
        wait: Duration::ZERO,
        is_stopped: &|| false,
    };
    assert_eq!(sweep(&locking), Ok(()));
    store.holder()
}

#[test]
fn only_what_a_stopped_deploy_left_is_swept_away() {
    let (over, held) = (holder("other", 1000), holder("other", 1001));
    assert_eq!(check_swept(&over, false), None);
    assert_eq!(check_swept(&held, true), None);
    assert_eq!(check_swept(&held, false), Some(held));
}

#[test]
fn a_parameter_that_is_no_lease_is_left_alone() {
    let store = Store::default();
    store.versions.lock().unwrap().push("something else".to_owned());
    assert_eq!(locked(&store, true, |_| ()), Err(LockError::NoLease(NAME.to_owned())));
    assert_eq!(*store.versions.lock().unwrap(), ["something else"]);
}

#[test]
fn nothing_is_sent_after_the_lease_has_run_out() {
    let store = Store::default();
    let (me, time) = (holder("me", 0), AtomicU64::new(1000));
    let now = || time.load(Ordering::Relaxed);
    let locking = Locking {
        api: &store,
        project: "web",
        me: &me,
        is_dead: &|_| false,
        now: &now,
        wait: Duration::ZERO,
        is_stopped: &|| false,
    };
    let read = Call::ssm("GetParameter", json!({ "Name": NAME }));
    let answers = with_lock(&locking, |api| {
        let before = api.call(&read).is_ok();
        time.store(1000 + LEASE_SECONDS, Ordering::Relaxed);
        (before, api.call(&read))
    });
    let (before, after) = answers.unwrap();
    assert!(before);
    assert!(matches!(after, Err(CallError::NotSent(why)) if why.contains("could not be kept")));
}

/// Writes down which parameter it is asked for.
struct Names(Mutex<String>);

impl Api for Names {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        *self.0.lock().unwrap() = call.input["Name"].as_str().unwrap().to_owned();
        Ok(json!({ "Version": 1 }))
    }
}

#[test]
fn letters_that_no_parameter_may_have_are_replaced() {
    let (names, me) = (Names(Mutex::default()), holder("me", 0));
    let locking = Locking {
        api: &names,
        project: "web lock/é",
        me: &me,
        is_dead: &|_| false,
        now: &|| 0,
        wait: Duration::ZERO,
        is_stopped: &|| false,
    };
    drop(with_lock(&locking, |_| ()));
    assert_eq!(*names.0.lock().unwrap(), "/ordain/web-lock--/lock");
}
