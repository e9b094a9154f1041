//! An account whose answers are kept: what a plan asks twice is sent once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use super::api::{Api, Call, CallError};

/// An answer, or one that somebody is waiting for.
type Answer = Arc<OnceLock<Result<Value, CallError>>>;

/// Only for what reads: an answer holds for the time of one plan.
pub(super) struct Once<'a> {
    api: &'a dyn Api,
    answers: Mutex<HashMap<String, Answer>>,
}

impl<'a> Once<'a> {
    pub(super) fn new(api: &'a dyn Api) -> Self {
        Self { api, answers: Mutex::default() }
    }
}

impl Api for Once<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let key = format!("{} {} {}", call.service, call.operation, call.input);
        let answer = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(answers.entry(key).or_default())
        };
        // Who asks the same meanwhile waits for this answer.
        answer.get_or_init(|| self.api.call(call)).clone()
    }

    fn at_once(&self) -> usize {
        self.api.at_once()
    }
}
