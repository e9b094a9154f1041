//! An account that is asked nothing more once somebody wants to stop.

use std::time::Duration;

use serde_json::Value;

use super::api::{Api, Call, CallError};

/// What a call is answered that is not begun any more.
const INTERRUPTED: &str = "interrupted, what is left of it is for the next deploy";

/// Lets calls through until somebody wants to stop. Those under way end as they do.
pub struct Stoppable<'a> {
    pub api: &'a dyn Api,
    pub is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Api for Stoppable<'_> {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        if (self.is_stopped)() {
            return Err(CallError::NotSent(INTERRUPTED.to_owned()));
        }
        self.api.call(call)
    }

    fn at_once(&self) -> usize {
        self.api.at_once()
    }

    fn wait(&self, time: Duration) {
        self.api.wait(time);
    }
}
