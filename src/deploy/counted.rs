//! An account that counts what it is asked, by operation.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::api::{Api, Call, CallError};

/// How often each operation was called, by names such as `ssm:ListDocuments`.
pub type Calls = BTreeMap<String, usize>;

/// A way to an account, and what went over it. A request that the way itself sends again counts
/// once, each page of a list counts.
pub struct Counted<A> {
    api: A,
    calls: Mutex<Calls>,
}

impl<A> Counted<A> {
    /// Counts from nothing.
    pub fn new(api: A) -> Self {
        Self { api, calls: Mutex::default() }
    }

    /// What has been called so far.
    pub fn calls(&self) -> Calls {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The way itself, whose calls nobody counts.
    pub fn inner(&self) -> &A {
        &self.api
    }
}

impl<A: Api> Api for Counted<A> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let name = format!("{}:{}", call.service, call.operation);
        *self.calls.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default() += 1;
        self.api.call(call)
    }

    fn at_once(&self) -> usize {
        self.api.at_once()
    }
}
