//! Whether a value names a parameter of Parameter Store so that its value is read.

use serde_json::{Map, Value};

use crate::deploy::place::Place;
use crate::ssm::reference::{Reference, references};

/// A parameter that changes or goes away.
#[derive(Clone, Copy)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    /// Then what reads one version of it, or one label, stays without it, too.
    pub(super) is_gone: bool,
    pub(super) place: &'a Place,
}

impl Parameter<'_> {
    /// Whether a text in the value, or a call of the service in it, reads the parameter.
    ///
    /// Source: "Working with parameters in Systems Manager documents and commands", user guide of
    /// Systems Manager; "Get values stored in other services using dynamic references", user guide of
    /// CloudFormation; "Use a Systems Manager parameter to reference an AMI", user guide of EC2.
    pub(super) fn is_read_by(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.is_in(text),
            Value::Array(items) => items.iter().any(|item| self.is_read_by(item)),
            Value::Object(members) => {
                self.is_asked_for(members) || members.values().any(|value| self.is_read_by(value))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let alone = RESOLVED.iter().find_map(|begin| text.trim().strip_prefix(begin));
        alone.is_some_and(|written| self.is_meant(written))
            || references(text).any(|reference| match reference {
                Reference::ParameterStore(written) | Reference::Secret(written) => {
                    self.is_meant(written)
                }
                Reference::Other(inner) => {
                    let written = RESOLVED.iter().find_map(|begin| inner.strip_prefix(begin));
                    written.is_some_and(|written| self.is_meant(written))
                }
                Reference::Parameter(_)
                | Reference::StepOutput { .. }
                | Reference::Variable(_)
                | Reference::Global(_)
                | Reference::Automation(_) => false,
            })
    }

    /// Whether a name, an ARN, or one of them with a version or a label behind it means the
    /// parameter as it changes.
    fn is_meant(&self, written: &str) -> bool {
        let written = self.behind_arn(written).unwrap_or(written);
        let bare = |written: &str| {
            let name = self.name.strip_prefix('/').unwrap_or(self.name);
            written == self.name || (written.strip_prefix('/') == Some(name))
        };
        let is_pinned = || written.rsplit_once(':').is_some_and(|(name, _)| bare(name));
        bare(written) || (self.is_gone && is_pinned())
    }

    /// What an ARN of this account and Region says behind `parameter`, which has a `/` before every
    /// name.
    fn behind_arn<'w>(&self, written: &'w str) -> Option<&'w str> {
        let Place { account, region, partition } = self.place;
        written.strip_prefix(&format!("arn:{partition}:ssm:{region}:{account}:parameter"))
    }

    /// Whether the inputs of a step ask Systems Manager for it.
    fn is_asked_for(&self, inputs: &Map<String, Value>) -> bool {
        let is = |member: &str, word: &str| {
            let text = inputs.get(member).and_then(Value::as_str);
            text.is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        if !is("Service", "ssm") {
            return false;
        }
        let meant = |value: &Value| value.as_str().is_some_and(|written| self.is_meant(written));
        let given = |member: &str| inputs.get(member);
        if is("Api", "GetParameter") {
            return given("Name").is_some_and(meant);
        }
        if is("Api", "GetParameters") {
            return given("Names").and_then(Value::as_array).is_some_and(|it| it.iter().any(meant));
        }
        let is_below = |path: &str| {
            let rest = self.name.strip_prefix(path.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let path = given("Path").and_then(Value::as_str);
        is("Api", "GetParametersByPath") && path.is_some_and(is_below)
    }
}

/// What stands before a name that another service than Systems Manager looks up.
const RESOLVED: [&str; 2] = ["resolve:ssm:", "resolve:ssm-secure:"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Parameter;
    use crate::deploy::place::Place;

    #[track_caller]
    fn check(value: Value, (changed, gone): (bool, bool)) {
        let place = Place {
            account: "111122223333".to_owned(),
            region: "eu-west-1".to_owned(),
            partition: "aws".to_owned(),
        };
        let of = |is_gone| Parameter { name: "/acme/port", is_gone, place: &place };
        assert_eq!((of(false).is_read_by(&value), of(true).is_read_by(&value)), (changed, gone));
    }

    const READ: (bool, bool) = (true, true);
    const NOT_READ: (bool, bool) = (false, false);

    #[test]
    fn references_of_every_kind_read_a_parameter() {
        check(json!({ "runCommand": ["echo {{ssm:/acme/port}}"] }), READ);
        check(json!("{{ ssm-secure:/acme/port }}"), READ);
        check(json!(["x", { "a": "{{resolve:ssm:/acme/port}}" }]), READ);
        check(json!("resolve:ssm:/acme/port"), READ);
        check(json!("{{ssm:arn:aws:ssm:eu-west-1:111122223333:parameter/acme/port}}"), READ);
    }

    #[test]
    fn another_parameter_is_another_one() {
        check(json!("{{ssm:/acme/ports}} {{ssm:/acme}} /acme/port {{ /acme/port }}"), NOT_READ);
        check(json!("{{ssm:arn:aws:ssm:eu-west-1:999999999999:parameter/acme/port}}"), NOT_READ);
        check(json!("{{ssm:port}} {{global:acme}}"), NOT_READ);
    }

    #[test]
    fn one_version_of_it_stays_until_it_goes() {
        check(json!("{{ssm:/acme/port:3}}"), (false, true));
        check(json!("{{resolve:ssm:/acme/port:stable}}"), (false, true));
    }

    #[test]
    fn steps_that_ask_for_it_read_it() {
        let step = |api: &str, member: &str, value: Value| json!({ "inputs": { "Service": "ssm", "Api": api, member: value } });
        check(step("GetParameter", "Name", json!("/acme/port")), READ);
        check(step("GetParameters", "Names", json!(["/x", "/acme/port"])), READ);
        check(step("GetParametersByPath", "Path", json!("/acme/")), READ);
        check(step("GetParametersByPath", "Path", json!("/ac")), NOT_READ);
        check(step("DescribeParameters", "Name", json!("/acme/port")), NOT_READ);
        let other = json!({ "Service": "ec2", "Api": "GetParameter", "Name": "/acme/port" });
        check(other, NOT_READ);
    }
}
