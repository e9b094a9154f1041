//! One deploy of a project at a time in an account and region: a parameter that holds a lease.
//! Nobody ever has to clean it up: a lease runs out, and that of a process that is dead on this
//! machine counts for nothing.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::api::{Api, Call, CallError};

/// How long a lease holds.
pub const LEASE_SECONDS: u64 = 60;
/// When it is renewed: twice in vain before it runs out.
const RENEWAL: Duration = Duration::from_secs(20);
/// Between two looks at a lock that somebody else holds.
const LOOK: Duration = Duration::from_secs(1);
/// How often a lock that vanishes while it is looked at is tried for.
const TRIES: usize = 5;

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// For people: `ann@laptop, process 4711`.
    pub owner: String,
    /// No other deploy has it.
    pub id: String,
    /// Where `process` is a process.
    pub machine: String,
    pub process: u32,
    /// In seconds since 1970; 0 before the lock is taken.
    pub expires: u64,
}

/// What taking a lock needs to know.
pub struct Locking<'a> {
    pub api: &'a dyn Api,
    pub project: &'a str,
    pub me: &'a Holder,
    /// Whether a holder is a process of this machine that has ended.
    pub is_dead: &'a (dyn Fn(&Holder) -> bool + Sync),
    /// Seconds since 1970.
    pub now: &'a (dyn Fn() -> u64 + Sync),
    /// How long to wait for somebody else.
    pub wait: Duration,
    /// Whether nobody wants to wait any longer.
    pub is_stopped: &'a (dyn Fn() -> bool + Sync),
}

/// Why a lock is not had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    Held(Holder),
    /// The parameter of this name holds something else.
    NoLease(String),
    Call(CallError),
}

impl From<CallError> for LockError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// Works while nobody else deploys the project. The work asks the account through the interface
/// that it is given, which sends nothing more once the lock is lost. Nothing but the lock is
/// written before the work begins.
///
/// # Errors
/// Somebody else has the lock for longer than may be waited, or a call has no answer.
pub fn with_lock<T>(
    locking: &Locking<'_>,
    work: impl FnOnce(&dyn Api) -> T,
) -> Result<T, LockError> {
    let held = Held { locking, name: name(locking.project), until: Mutex::new(0) };
    held.take()?;
    let ended = Ended::default();
    let result = thread::scope(|scope| {
        scope.spawn(|| held.renew_until(&ended));
        let _end = EndOnDrop(&ended);
        work(&held)
    });
    held.release();
    Ok(result)
}

/// Takes away what a deploy that was stopped has left of its lock. A lock that holds is left alone.
///
/// # Errors
/// A call without an answer.
pub fn sweep(locking: &Locking<'_>) -> Result<(), LockError> {
    let held = Held { locking, name: name(locking.project), until: Mutex::new(0) };
    match held.read(&held.name)? {
        // By the way of every other deploy: one that takes it over just then keeps it.
        Some((holder, _)) if held.is_over(&holder) => match with_lock(locking, |_| ()) {
            Err(LockError::Held(_)) => Ok(()),
            result => result,
        },
        _ => Ok(()),
    }
}

/// The parameter of a project's lock. What no name of a parameter may have becomes `-`.
///
/// Source: `Name` of "PutParameter", API reference of Systems Manager.
fn name(project: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let name: String = project.chars().map(|c| if allowed(c) { c } else { '-' }).collect();
    format!("/ordain/{name}/lock")
}

/// A lock that is taken, or about to be.
struct Held<'a> {
    locking: &'a Locking<'a>,
    name: String,
    /// When the lease ends, in seconds since 1970.
    until: Mutex<u64>,
}

/// What one try for a lock gives.
enum Try {
    Taken,
    Other(Holder),
    /// It went away while it was looked at.
    Gone,
}

impl Api for Held<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        if (self.locking.now)() >= self.until() {
            return Err(CallError::NotSent(format!(
                "the lock `{}` could not be kept: another deploy may be under way",
                self.name
            )));
        }
        self.locking.api.call(call)
    }

    fn at_once(&self) -> usize {
        self.locking.api.at_once()
    }

    fn wait(&self, time: Duration) {
        self.locking.api.wait(time);
    }
}

impl Held<'_> {
    fn until(&self) -> u64 {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Result<(), LockError> {
        let begun = Instant::now();
        let mut gone = 0;
        loop {
            let other = match self.attempt()? {
                Try::Taken => return Ok(()),
                Try::Gone if gone < TRIES => {
                    gone += 1;
                    continue;
                }
                Try::Gone => {
                    let why = format!("the lock `{}` comes and goes", self.name);
                    return Err(LockError::Call(CallError::NotSent(why)));
                }
                Try::Other(other) => other,
            };
            let left = self.locking.wait.saturating_sub(begun.elapsed());
            if left.is_zero() || (self.locking.is_stopped)() {
                return Err(LockError::Held(other));
            }
            thread::sleep(left.min(LOOK));
        }
    }

    fn attempt(&self) -> Result<Try, LockError> {
        match self.put(false) {
            Ok(_) => return Ok(Try::Taken),
            Err(error) if error.is("ParameterAlreadyExists") => {}
            Err(error) => return Err(error.into()),
        }
        let Some((holder, version)) = self.read(&self.name)? else { return Ok(Try::Gone) };
        if holder.id == self.locking.me.id {
            // The first answer got lost, and the request was sent again.
            self.keep(holder.expires);
            return Ok(Try::Taken);
        }
        if self.is_over(&holder) { self.take_over(version) } else { Ok(Try::Other(holder)) }
    }

    fn is_over(&self, holder: &Holder) -> bool {
        holder.expires <= (self.locking.now)() || (self.locking.is_dead)(holder)
    }

    /// Takes a lock whose holder is gone. There is no condition on a parameter's version: who
    /// wrote the next one has the lock, and who came behind puts back what it wrote over.
    fn take_over(&self, seen: u64) -> Result<Try, LockError> {
        if self.put(true)? == seen + 1 {
            return Ok(Try::Taken);
        }
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        let Some((first, _)) = self.read(&format!("{}:{}", self.name, seen + 1))? else {
            return Ok(Try::Gone);
        };
        if first.id == self.locking.me.id {
            self.keep(first.expires);
            return Ok(Try::Taken);
        }
        self.locking.api.call(&self.request(&first, true))?;
        Ok(Try::Other(first))
    }

    /// Writes a lease of this deploy; gives the version of the parameter.
    fn put(&self, overwrite: bool) -> Result<u64, CallError> {
        let expires = (self.locking.now)() + LEASE_SECONDS;
        let lease = Holder { expires, ..self.locking.me.clone() };
        let answer = self.locking.api.call(&self.request(&lease, overwrite))?;
        self.keep(expires);
        Ok(answer["Version"].as_u64().unwrap_or_default())
    }

    fn request(&self, lease: &Holder, overwrite: bool) -> Call {
        let value = serde_json::to_string(lease)
            .unwrap_or_else(|_| unreachable!("texts and numbers are JSON"));
        let mut input = json!({ "Name": self.name, "Type": "String", "Value": value });
        input["Overwrite"] = json!(overwrite);
        Call::ssm("PutParameter", input)
    }

    fn keep(&self, expires: u64) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = expires;
    }

    /// Who holds the lock, and the parameter's version; nothing where it is free.
    fn read(&self, name: &str) -> Result<Option<(Holder, u64)>, LockError> {
        let answer =
            match self.locking.api.call(&Call::ssm("GetParameter", json!({ "Name": name }))) {
                Ok(answer) => answer,
                Err(error) if is_gone(&error) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
        let parameter = &answer["Parameter"];
        let holder = parameter["Value"].as_str().and_then(|it| serde_json::from_str(it).ok());
        let holder = holder.ok_or_else(|| LockError::NoLease(self.name.clone()))?;
        Ok(Some((holder, parameter["Version"].as_u64().unwrap_or_default())))
    }

    /// Renews the lease again and again. What fails is tried the next time; a lease that has
    /// become somebody else's stays theirs.
    fn renew_until(&self, ended: &Ended) {
        while !ended.wait(RENEWAL) {
            match self.read(&self.name) {
                Ok(Some((holder, _))) if holder.id == self.locking.me.id => {
                    // What fails leaves the old end, after which nothing more is sent.
                    drop(self.put(true));
                }
                Ok(_) | Err(LockError::NoLease(_)) => return self.keep(0),
                Err(_) => {}
            }
        }
    }

    /// Gives the lock back. What fails here is no harm: the lease runs out.
    fn release(&self) {
        if let Ok(Some((holder, _))) = self.read(&self.name)
            && holder.id == self.locking.me.id
        {
            let delete = Call::ssm("DeleteParameter", json!({ "Name": self.name }));
            drop(self.locking.api.call(&delete));
        }
    }
}

fn is_gone(error: &CallError) -> bool {
    error.is("ParameterNotFound") || error.is("ParameterVersionNotFound")
}

/// Tells the renewal that the work has ended.
#[derive(Default)]
struct Ended {
    ended: Mutex<bool>,
    told: Condvar,
}

impl Ended {
    /// Waits; gives whether the work has ended.
    fn wait(&self, time: Duration) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.told.wait_timeout_while(ended, time, |ended| !*ended);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Ends the renewal where the work panics, too.
struct EndOnDrop<'a>(&'a Ended);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        *self.0.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.told.notify_all();
    }
}
