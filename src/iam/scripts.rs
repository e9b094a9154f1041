//! What the scripts of a runbook call.

use serde_json::Value;

use crate::text::in_script;

use super::derive::{Call, Collector, Spot};
use super::errors;
use super::need::Because;
use super::python::{Script, find_calls};

impl Collector<'_> {
    /// A step of `aws:executeScript`.
    pub(super) fn script(&mut self, spot: Spot<'_, '_>) {
        let text = |name: &str| spot.step.inputs.get(name).and_then(Value::as_str);
        if let Some(file) = text("Attachment") {
            self.say(errors::attachment(spot.at("/inputs/Attachment"), file));
        }
        let Some(script) = text("Script") else { return };
        let at = spot.at("/inputs/Script");
        if !text("Runtime").is_some_and(|runtime| runtime.starts_with("python")) {
            self.say(errors::powershell(at));
            return;
        }
        let script = Script {
            text: script,
            handler: text("Handler").unwrap_or(""),
            payload: spot.step.inputs.get("InputPayload").and_then(Value::as_object),
            scope: spot.scope,
        };
        let found = match find_calls(&script) {
            Ok(found) => found,
            Err(problem) => {
                let at = in_script(self.sources, at, script.text, (problem.at, problem.at + 1));
                self.say(errors::unreadable_python(at, &problem.why));
                return;
            }
        };
        for unknown in found.unknown {
            let at = in_script(self.sources, at, script.text, unknown.at);
            self.say(errors::unknown_python(at, &unknown.what));
        }
        for stranger in found.strangers {
            let at = in_script(self.sources, at, script.text, stranger);
            self.say(errors::other_credentials(at));
        }
        for call in found.calls {
            let at = in_script(self.sources, at, script.text, call.at);
            let because = Because { at, ..spot.because(call.what) };
            let (service, operation) = (call.service, call.operation);
            let call = Call { service, operation, arguments: &call.arguments };
            self.call(&call, &because);
            self.started(spot, &call, at);
        }
    }
}
