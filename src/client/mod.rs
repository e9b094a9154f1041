//! The client of all services that Ordain calls: requests by the API models, sent by the SDK's
//! own runtime, which signs, retries, corrects the clock and keeps connections.

mod attempts;
mod connect;
mod endpoint;
mod error;
mod interrupt;
mod limits;
mod operation;
mod pace;
mod protocol;
mod services;
mod xml;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::SdkConfig;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::deploy::{Api, Call, CallError, Repeat};

pub use connect::Connection;
pub use interrupt::Interrupt;
pub use limits::{Limit, limit};
pub use pace::{Clock, Pace, SystemClock};

use error::call_error;
use operation::{Operation, Place};

/// One account in one region.
pub struct Client {
    threads: Threads,
    config: SdkConfig,
    region: String,
    /// How often a request is sent at most, where the user says so.
    attempts: Option<NonZeroU32>,
    /// None where the endpoint is somebody's own: AWS's limits are not those of it.
    pace: Option<Pace<SystemClock>>,
    at_once: usize,
    /// Made on their first use.
    operations: Mutex<HashMap<(&'static str, &'static str, Repeat), Operation>>,
}

/// The threads that requests of all clients are sent on.
#[derive(Clone)]
pub struct Threads(Arc<Runtime>);

impl Threads {
    /// # Errors
    /// The system gives no thread.
    pub fn start() -> std::io::Result<Self> {
        let builder = &mut tokio::runtime::Builder::new_multi_thread();
        Ok(Self(Arc::new(builder.worker_threads(1).enable_all().build()?)))
    }
}

impl Client {
    /// Finds credentials and region. No request is sent but those that credentials need.
    ///
    /// # Errors
    /// No region is said anywhere, there is no profile of the name, or the endpoint or the number of
    /// attempts that the user says is none.
    pub fn connect(threads: &Threads, connection: &Connection) -> Result<Self, CallError> {
        let profile = connection.profile.as_deref();
        let attempts = threads.0.block_on(attempts::attempts(profile))?;
        let config = threads.0.block_on(connect::load(connection, attempts))?;
        if let Some(why) = config.endpoint_url().and_then(endpoint::why_not) {
            return Err(CallError::NotSent(why));
        }
        let Some(region) = config.region().map(ToString::to_string) else {
            return Err(CallError::NotSent(
                "no region: neither the environment of ordain.toml, `--region`, AWS_REGION nor the \
                 profile says one"
                    .to_owned(),
            ));
        };
        let is_own = config.endpoint_url().is_some_and(|url| !endpoint::is_of_aws(url));
        let pace = (!is_own).then(|| Pace::new(SystemClock::start()));
        let (threads, operations) = (threads.clone(), Mutex::default());
        let at_once = connection.at_once.max(1);
        Ok(Self { threads, config, region, attempts, pace, at_once, operations })
    }

    /// `eu-west-1`
    pub fn region(&self) -> &str {
        &self.region
    }

    fn operation(&self, call: &Call) -> Result<Operation, CallError> {
        let key = (call.service, call.operation, call.repeat);
        let mut operations = self.operations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(operation) = operations.get(&key) {
            return Ok(operation.clone());
        }
        let Self { config, region, attempts, .. } = self;
        let place = Place { config, region, attempts: *attempts };
        let operation = operation::build(&place, call).ok_or_else(|| {
            let (service, operation) = (call.service, call.operation);
            CallError::NotSent(format!("Ordain has no way to call `{operation}` of `{service}`"))
        })?;
        operations.insert(key, operation.clone());
        Ok(operation)
    }
}

impl Api for Client {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let operation = self.operation(call)?;
        if let Some(pace) = &self.pace {
            pace.wait(call);
        }
        self.threads
            .0
            .block_on(operation.invoke(call.input.clone()))
            .map_err(|error| call_error(error, call))
    }

    fn at_once(&self) -> usize {
        self.at_once
    }
}
