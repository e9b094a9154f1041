//! Questions that do not need each other's answers, asked at the same time; what comes of them stands
//! in their order.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use serde_json::Value;

use super::api::{Api, Call, CallError};

/// What `read` gives of each item, in the order of the items. As many are read at the same time as the
/// account takes calls; behind one that has failed none is begun.
///
/// # Errors
/// That of the first item, in their order, which was read and has one.
pub(super) fn each<T: Sync, R: Send>(
    api: &dyn Api,
    items: &[T],
    read: impl Fn(&T) -> Result<R, CallError> + Sync,
) -> Result<Vec<R>, CallError> {
    let (next, has_failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let ended: Mutex<Vec<(usize, Result<R, CallError>)>> = Mutex::default();
    let work = || {
        while !has_failed.load(Ordering::Relaxed) {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return };
            let result = read(item);
            has_failed.fetch_or(result.is_err(), Ordering::Relaxed);
            ended.lock().unwrap_or_else(PoisonError::into_inner).push((place, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..api.at_once().min(items.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
    ended.sort_by_key(|(place, _)| *place);
    ended.into_iter().map(|(_, result)| result).collect()
}

/// An account that is sent no more calls at the same time than it takes, however many ask.
pub(super) struct Gate<'a> {
    api: &'a dyn Api,
    under_way: Mutex<usize>,
    ended: Condvar,
}

impl<'a> Gate<'a> {
    pub(super) fn new(api: &'a dyn Api) -> Self {
        Self { api, under_way: Mutex::new(0), ended: Condvar::new() }
    }
}

impl Api for Gate<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let _passed = Passed::through(self);
        self.api.call(call)
    }

    fn at_once(&self) -> usize {
        self.api.at_once()
    }
}

/// A call that is under way.
struct Passed<'g>(&'g Gate<'g>);

impl<'g> Passed<'g> {
    fn through(gate: &'g Gate<'_>) -> Self {
        let most = gate.api.at_once().max(1);
        let under_way = gate.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |under_way: &mut usize| *under_way >= most;
        let under_way = gate.ended.wait_while(under_way, is_full);
        *under_way.unwrap_or_else(PoisonError::into_inner) += 1;
        Self(gate)
    }
}

impl Drop for Passed<'_> {
    fn drop(&mut self) {
        *self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.ended.notify_one();
    }
}
