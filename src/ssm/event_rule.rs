//! Rules of EventBridge and their buses.
//!
//! Source: "PutRule", API reference of EventBridge: `EventBusName` is a name or an ARN.

use serde_json::Value;

/// The bus of rules that name none.
pub const DEFAULT_BUS: &str = "default";

/// The name of a bus that is given by its name or by its ARN.
///
/// ```
/// use ordain::ssm::event_rule::bus_name;
/// assert_eq!(bus_name("arn:aws:events:eu-west-1:111122223333:event-bus/acme"), "acme");
/// assert_eq!(bus_name("acme"), "acme");
/// ```
pub fn bus_name(given: &str) -> &str {
    given.split_once(":event-bus/").map_or(given, |(_, name)| name)
}

/// The name of the bus of a PutRule request.
pub fn bus(rule: &Value) -> &str {
    bus_name(rule["EventBusName"].as_str().unwrap_or(DEFAULT_BUS))
}
