//! What Parameter Store would refuse, found before anything is sent: what only a plan knows of a
//! value, of the time, and of the place.

use jiff::Timestamp;
use serde_json::Value;

use crate::deploy::given::Secret;
use crate::deploy::outputs::Outputs;
use crate::ssm::limits::{ADVANCED_VALUE, STANDARD_VALUE, STORED_NAME};
use crate::ssm::pattern;

/// Why a request with this value would be refused; the value is not shown. `tier` is that of the
/// parameter that is there.
///
/// Source: "PutParameter", API reference of Systems Manager; "Assigning parameter policies", its user
/// guide.
pub(super) fn why_not(
    outputs: &Outputs,
    (request, value): (&Value, &Secret),
    tier: Option<&str>,
) -> Option<String> {
    long_name(outputs, request)
        .or_else(|| bad_value(request, value.reveal(), tier))
        .or_else(|| expired(request, Timestamp::now()))
}

/// A name that is too long with the ARN of this account and Region.
fn long_name(outputs: &Outputs, request: &Value) -> Option<String> {
    let name = request["Name"].as_str()?;
    let slash = if name.starts_with('/') { "" } else { "/" };
    let arn = "arn:${place#Partition}:ssm:${place#Region}:${place#Account}:parameter";
    let arn = outputs.fill(&Value::from(format!("{arn}{slash}{name}")));
    let count = arn.as_str()?.len() as u64;
    (count > STORED_NAME.most).then(|| {
        let most = STORED_NAME.most;
        format!("its name has {count} characters with the ARN before it, and {most} are taken")
    })
}

fn bad_value(request: &Value, value: &str, tier: Option<&str>) -> Option<String> {
    let tier = request["Tier"].as_str().or(tier);
    let limit = match tier {
        Some("Advanced" | "Intelligent-Tiering") => ADVANCED_VALUE.most,
        _ => STANDARD_VALUE.most,
    };
    if value.len() as u64 > limit {
        let more = match limit == ADVANCED_VALUE.most {
            true => String::new(),
            false => format!("; `tier: \"Advanced\"` takes {}", ADVANCED_VALUE.most),
        };
        let bytes = value.len();
        return Some(format!(
            "its value has {bytes} bytes, and a parameter of this tier takes {limit}{more}"
        ));
    }
    if value.is_empty() {
        return Some("its value is empty".to_owned());
    }
    if value.split_once("{{").is_some_and(|(_, rest)| rest.contains("}}")) {
        return Some("its value holds `{{ … }}`, and parameters do not nest".to_owned());
    }
    let pattern = request["AllowedPattern"].as_str().filter(|pattern| !pattern.is_empty())?;
    let is_other = !pattern::matches(pattern, value);
    is_other.then(|| format!("its value does not match its `allowed_pattern` `{pattern}`"))
}

/// A policy that ends the parameter before it is made.
fn expired(request: &Value, now: Timestamp) -> Option<String> {
    let policies: Vec<Value> = serde_json::from_str(request["Policies"].as_str()?).ok()?;
    let ends = policies.iter().filter(|policy| policy["Type"] == "Expiration");
    let mut ends = ends.filter_map(|policy| policy["Attributes"]["Timestamp"].as_str());
    let past = ends.find(|text| text.parse::<Timestamp>().is_ok_and(|end| end <= now))?;
    Some(format!("it expires at {past}, which is past"))
}
