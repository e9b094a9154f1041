//! The client of all services that Ordain calls: requests by the API models, sent by the SDK's
//! own runtime, which signs, retries, corrects the clock and keeps connections.

mod connect;
mod error;
mod operation;
mod endpoint;
mod protocol;
mod services;
mod xml;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::SdkConfig;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::deploy::{Api, Call, CallError, Repeat};

pub use connect::Connection;

use error::call_error;
use operation::{Operation, Place};

/// One account in one region.
pub struct Client {
    runtime: Arc<Runtime>,
    config: SdkConfig,
    region: String,
    /// Made on their first use.
    operations: Mutex<HashMap<(&'static str, &'static str, Repeat), Operation>>,
}

/// The threads that requests of all clients are sent on.
///
/// # Errors
/// The system gives no thread.
pub fn runtime() -> std::io::Result<Arc<Runtime>> {
    let builder = &mut tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().map(Arc::new)
}

impl Client {
    /// Finds credentials and region. No request is sent but those that credentials need.
    ///
    /// # Errors
    /// No region is said anywhere.
    pub fn connect(runtime: Arc<Runtime>, connection: &Connection) -> Result<Self, CallError> {
        let config = runtime.block_on(connect::load(connection));
        let Some(region) = config.region().map(ToString::to_string) else {
            return Err(CallError::NotSent(
                "no region: neither the environment of ordain.toml, `--region`, AWS_REGION nor the \
                 profile says one"
                    .to_owned(),
            ));
        };
        Ok(Self { runtime, config, region, operations: Mutex::default() })
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
        let place = Place { config: &self.config, region: &self.region };
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
        self.runtime.block_on(operation.invoke(call.input.clone())).map_err(call_error)
    }
}
