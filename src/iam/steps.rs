//! What one step needs: its own calls, or those that its inputs name.

use serde_json::Value;

use crate::aws::Service;
use crate::text::FileSpan;

use super::actions::{self, Made};
use super::arguments::Arguments;
use super::derive::{Call, Collector, Spot};
use super::errors;
use super::glob::{Glob, product};
use super::need::Because;
use super::values::{ACCOUNT, PARTITION, REGION};

/// What the three actions that call an API keep for themselves.
const OWN_INPUTS: &[&str] = &["Api", "DesiredValues", "PropertySelector", "Service"];

/// Where the parameter of a webhook's integration lies.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/creating-integrations.html>
const INTEGRATIONS: &str = "d9d01087-4a3f-49e0-b0b4-d568d7826553/ssm/integrations/webhook/";

impl Collector<'_> {
    /// What one step needs.
    pub(super) fn step(&mut self, spot: Spot<'_, '_>) {
        match spot.step.action {
            "aws:executeAwsApi"
            | "aws:assertAwsResourceProperty"
            | "aws:waitForAwsResourceProperty" => self.api(spot),
            "aws:executeScript" => self.script(spot),
            "aws:invokeWebhook" => self.webhook(spot),
            action => {
                let Some(row) = actions::row(action) else {
                    self.say(errors::unknown_step(spot.at(""), action));
                    return;
                };
                for made in row.calls.iter().filter(|made| made.when.applies(spot.step.inputs)) {
                    self.made(spot, made);
                }
            }
        }
        if spot.step.action == "aws:executeAutomation" {
            self.child(spot);
        }
    }

    /// A call that an action makes by itself.
    fn made(&mut self, spot: Spot<'_, '_>, made: &Made) {
        let Some(service) = Service::named(made.service) else { return };
        let Some(operation) = service.model().operation(made.operation) else { return };
        let arguments = Arguments::of_inputs(spot.step.inputs, spot.scope, &[], made.renamed);
        let because = spot.because(format!("`{}` calls `{}`", spot.step.action, made.operation));
        self.call(&Call { service, operation, arguments: &arguments }, &because);
    }

    /// A call that the inputs name.
    fn api(&mut self, spot: Spot<'_, '_>) {
        let text = |name: &str| spot.step.inputs.get(name).and_then(Value::as_str);
        let (Some(service), Some(api)) = (text("Service"), text("Api")) else {
            self.say(errors::computed_call(spot.at("")));
            return;
        };
        if service.contains("{{") || api.contains("{{") {
            let input = if service.contains("{{") { "Service" } else { "Api" };
            self.say(errors::computed_call(spot.at(&format!("/inputs/{input}"))));
            return;
        }
        let Some((found, _)) = Service::find(service) else {
            self.say(errors::no_such_call(spot.at("/inputs/Service"), service, api));
            return;
        };
        let Some((operation, _)) = found.model().find_operation(api) else {
            self.say(errors::no_such_call(spot.at("/inputs/Api"), service, api));
            return;
        };
        let arguments = Arguments::of_inputs(spot.step.inputs, spot.scope, OWN_INPUTS, &[]);
        let because = spot.because(format!("calls `{}` of `{}`", operation.name(), found.name()));
        let call = Call { service: found, operation, arguments: &arguments };
        self.call(&call, &because);
        self.started(spot, &call, because.at);
    }

    /// A webhook: its integration is a parameter.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/creating-integrations.html>
    fn webhook(&mut self, spot: Spot<'_, '_>) {
        let because = spot.because("`aws:invokeWebhook` reads its integration".to_owned());
        let name = spot.step.inputs.get("IntegrationName").unwrap_or(&Value::Null);
        let front = format!("arn:{PARTITION}:ssm:{REGION}:{ACCOUNT}:parameter/{INTEGRATIONS}");
        let resources = product(&[Glob::pattern(front)], &spot.scope.globs(name));
        self.need("ssm:GetParameter", resources, &because);
    }
}

impl Spot<'_, '_> {
    /// The place in the source of a part of the step: `/inputs/Api`, or nothing for all of it.
    pub(super) fn at(&self, below: &str) -> FileSpan {
        self.document.place(&format!("{}{below}", self.step.pointer))
    }

    /// A reason for a need of the whole step.
    pub(super) fn because(&self, what: String) -> Because {
        Because {
            at: self.at(""),
            document: self.document.name.to_owned(),
            step: self.step.name.to_owned(),
            what,
        }
    }
}
