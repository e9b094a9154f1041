//! Runbooks that a runbook runs: whose rights they have, and what they need then.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ssm::limits::reserved_prefix;
use crate::text::FileSpan;

use super::derive::{Call, Collector, Spot};
use super::document::Document;
use super::errors;
use super::glob::Glob;
use super::need::Because;
use super::pass_role::role;
use super::values::{PARTITION, Scope};

/// The role in other accounts that runs an automation for them, where no other is named.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/running-automations-multiple-accounts-regions.html>
const EXECUTION_ROLE: &str = "AWS-SystemsManager-AutomationExecutionRole";

impl Collector<'_> {
    /// The runbooks that a step of `aws:executeAutomation` runs.
    pub(super) fn child(&mut self, spot: Spot<'_, '_>) {
        let name = spot.step.inputs.get("DocumentName").unwrap_or(&Value::Null);
        if let Some(places) = spot.step.inputs.get("TargetLocations") {
            // There, a role of the other account has the rights.
            let mut roles: Vec<Glob> = Vec::new();
            for place in places.as_array().into_iter().flatten() {
                match place.get("ExecutionRoleName") {
                    Some(name) => roles.extend(spot.scope.globs(name)),
                    None => roles.push(Glob::literal(EXECUTION_ROLE)),
                }
            }
            let because = spot.because("runs an automation in other accounts".to_owned());
            self.other_accounts(roles, &because);
            return;
        }
        let globs = spot.scope.globs(name);
        for glob in &globs {
            if !glob.open.is_empty() || glob.text.contains('$') {
                self.say(errors::computed_child(spot.at("/inputs/DocumentName")));
                continue;
            }
            let name = glob.text.rsplit('/').next().unwrap_or(&glob.text);
            match self.documents.iter().find(|document| document.name == name) {
                Some(child) => {
                    let child = child.clone();
                    let because = spot.because(format!("runs `{}` with a role", child.name));
                    self.known_child(spot, &child, given(spot), &because);
                }
                None if has_other_role(spot, name, &given(spot)) => {}
                None => self.say(errors::foreign_child(spot.at("/inputs/DocumentName"), name)),
            }
        }
    }

    /// A runbook that an API starts: with the rights of this one, unless it has a role.
    pub(super) fn started(&mut self, spot: Spot<'_, '_>, call: &Call<'_>, at: FileSpan) {
        let (service, operation) = (call.service.name(), call.operation.name());
        if (service, operation) != ("ssm", "StartAutomationExecution") {
            return;
        }
        let because = Because { at, ..spot.because("runs an automation".to_owned()) };
        if call.arguments.at("TargetLocations").is_some() {
            let roles = call.arguments.at("TargetLocations.ExecutionRoleName");
            self.other_accounts(roles.unwrap_or_default(), &because);
            return;
        }
        let names = call.arguments.at("DocumentName").unwrap_or_default();
        if names.is_empty() {
            self.say(errors::computed_child(at));
        }
        for name in names {
            if !name.open.is_empty() || name.text.contains('$') {
                self.say(errors::computed_child(at));
                continue;
            }
            let text = name.text.rsplit('/').next().unwrap_or(&name.text);
            match self.documents.iter().find(|document| document.name == text) {
                Some(child) => {
                    let child = child.clone();
                    self.known_child(spot, &child, given_to_api(call), &because);
                }
                None if has_other_role(spot, text, &given_to_api(call)) => {}
                None => self.say(errors::foreign_child(at, text)),
            }
        }
    }

    fn known_child(
        &mut self,
        spot: Spot<'_, '_>,
        child: &Document<'_>,
        given: BTreeMap<String, Vec<Glob>>,
        because: &Because,
    ) {
        if self.open.iter().any(|open| open == child.name) {
            return;
        }
        let scope = Scope { parameters: child.parameters(), given: Some(given) };
        let own: Vec<Glob> = child.assume_role().map_or_else(Vec::new, |text| scope.text(text));
        let own: Vec<Glob> = own.into_iter().filter(|glob| !glob.text.is_empty()).collect();
        let parent =
            spot.document.assume_role().map_or_else(Vec::new, |text| spot.scope.text(text));
        if !own.is_empty() {
            // The role may have come as a parameter, and is handed over either way.
            self.pass_role(own.iter().map(role).collect(), Some("ssm.amazonaws.com"), because);
        }
        if own.is_empty() || own == parent {
            self.document(child, &scope);
        }
    }

    /// An automation in other accounts and Regions.
    fn other_accounts(&mut self, mut roles: Vec<Glob>, because: &Because) {
        if roles.is_empty() {
            roles.push(Glob::literal(EXECUTION_ROLE));
        }
        let arn = |name: &Glob| Glob {
            text: format!("arn:{PARTITION}:iam::*:role/{}", name.text),
            open: name.open.clone(),
        };
        self.need("sts:AssumeRole", roles.iter().map(arn).collect(), because);
        self.need("organizations:ListAccountsForParent", vec![Glob::pattern("*")], because);
    }
}

/// Whether a runbook of AWS's own gets a role, and another one than its parent has: those have a
/// parameter for it, and run with its rights.
///
/// <https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-runbook-reference.html>
fn has_other_role(spot: Spot<'_, '_>, name: &str, given: &BTreeMap<String, Vec<Glob>>) -> bool {
    let roles = given.get("AutomationAssumeRole").map_or(&[][..], Vec::as_slice);
    let parent = spot.document.assume_role().map_or_else(Vec::new, |text| spot.scope.text(text));
    let is_given = |role: &Glob| role.open.is_empty() && !role.text.is_empty();
    reserved_prefix(name).is_some()
        && !roles.is_empty()
        && roles.iter().all(|role| is_given(role) && !parent.contains(role))
}

/// What the call of the API gives each parameter of the child.
fn given_to_api(call: &Call<'_>) -> BTreeMap<String, Vec<Glob>> {
    let parameters = call.arguments.all().filter_map(|(path, globs)| {
        let name = path.strip_prefix("Parameters.").filter(|_| !globs.is_empty())?;
        Some((name.to_owned(), globs.to_vec()))
    });
    let mut given: BTreeMap<String, Vec<Glob>> = parameters.collect();
    for name in call.arguments.at("TargetParameterName").unwrap_or_default() {
        given.insert(name.text, vec![Glob::anything("the targets of the automation")]);
    }
    given
}

/// What the parent gives each parameter of the child.
fn given(spot: Spot<'_, '_>) -> BTreeMap<String, Vec<Glob>> {
    let mut given = BTreeMap::new();
    let parameters = spot.step.inputs.get("RuntimeParameters").and_then(Value::as_object);
    for (name, value) in parameters.into_iter().flatten() {
        let globs = spot.scope.globs(value);
        if !globs.is_empty() {
            given.insert(name.clone(), globs);
        }
    }
    if let Some(name) = spot.step.inputs.get("TargetParameterName").and_then(Value::as_str) {
        given.insert(
            name.to_owned(),
            vec![Glob::anything(format!("the targets of `{}`", spot.step.name))],
        );
    }
    given
}
