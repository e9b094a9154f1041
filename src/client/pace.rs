//! Waits before a call as long as the limits of its operation want: a bucket of tokens for each, which
//! fills at the documented rate.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::deploy::Call;

use super::limits::{Limit, limit};

/// What time it is, and waiting.
pub trait Clock: Send + Sync {
    /// Since some moment that stays the same.
    fn now(&self) -> Duration;
    fn sleep(&self, duration: Duration);
}

/// The machine's.
pub struct SystemClock(Instant);

impl SystemClock {
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) {
        thread::sleep(duration);
    }
}

/// The pace of calls in one account and Region.
///
/// # Example
///
/// ```
/// use ordain::client::{Pace, SystemClock};
/// use ordain::deploy::Call;
///
/// let pace = Pace::new(SystemClock::start());
/// pace.wait(&Call::ssm("ListDocuments", serde_json::json!({})));
/// ```
pub struct Pace<C> {
    clock: C,
    buckets: Mutex<HashMap<(&'static str, &'static str), Bucket>>,
}

impl<C: Clock> Pace<C> {
    /// Full buckets.
    pub fn new(clock: C) -> Self {
        Self { clock, buckets: Mutex::default() }
    }

    /// Waits until the call may be sent. Calls of one operation go in the order in which they came.
    pub fn wait(&self, call: &Call) {
        let limit = limit(call.service, call.operation);
        let wait = {
            let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
            let now = self.clock.now();
            let bucket = buckets.entry((call.service, limit.bucket));
            bucket.or_insert(Bucket { tokens: limit.at_once(), at: now }).take(limit, now)
        };
        if !wait.is_zero() {
            self.clock.sleep(wait);
        }
    }
}

/// Tokens of one limit. Below 0 are those that calls are waiting for.
struct Bucket {
    tokens: f64,
    at: Duration,
}

impl Bucket {
    /// Takes a token. Gives the time until it is there.
    fn take(&mut self, limit: Limit, now: Duration) -> Duration {
        let since = now.saturating_sub(self.at).as_secs_f64();
        self.tokens = (self.tokens + since * limit.per_second).min(limit.at_once()) - 1.0;
        self.at = now;
        Duration::from_secs_f64((-self.tokens).max(0.0) / limit.per_second)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Bucket, Limit};

    const LIMIT: Limit = Limit { per_second: 2.0, bucket: "X" };

    fn check(bucket: &mut Bucket, at: u64, wait: u64) {
        let waited = bucket.take(LIMIT, Duration::from_millis(at));
        assert_eq!(waited, Duration::from_millis(wait), "at {at}");
    }

    #[test]
    fn who_comes_while_others_wait_waits_behind_them() {
        let mut bucket = Bucket { tokens: 2.0, at: Duration::ZERO };
        check(&mut bucket, 0, 0);
        check(&mut bucket, 0, 0);
        check(&mut bucket, 0, 500);
        check(&mut bucket, 0, 1000);
        check(&mut bucket, 250, 1250);
        // After a rest there are no more than at the beginning.
        check(&mut bucket, 9000, 0);
        check(&mut bucket, 9000, 0);
        check(&mut bucket, 9000, 500);
    }
}
