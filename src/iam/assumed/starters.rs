//! What starts documents: associations, windows, rules of EventBridge and remediations, each with
//! the roles that it names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::iam::derive::{Collector, Derived};
use crate::iam::document::Document;
use crate::iam::errors;
use crate::iam::glob::Glob;
use crate::iam::need::Because;
use crate::iam::pass_role::role;
use crate::iam::values::Scope;
use crate::ssm::Locate;
use crate::ssm::event_rule::{DEFAULT_BUS, bus};
use crate::text::{FileSpan, Sources};

use super::arn::{Read, read};
use super::calls::{FOLLOWED_COMMAND, Made, add};
use super::documents::{ASSUME_ROLE, Given, Start};
use super::{Starter, StarterKind, Trusted, Use};

/// The service that runbooks and commands assume roles for.
const SYSTEMS_MANAGER: &str = "ssm.amazonaws.com";

/// Gathers the reasons for roles.
pub(super) struct Gathered<'d> {
    pub(super) documents: &'d [Document<'d>],
    pub(super) sources: &'d Sources,
    pub(super) uses: Vec<Use>,
    found: Vec<Diagnostic>,
    /// Runbooks that somebody gives a role.
    given: BTreeSet<String>,
}

/// A role that a service assumes to start something.
struct Service<'a> {
    role: &'a Value,
    at: FileSpan,
    trusted: Trusted,
    because: Because,
    calls: Vec<Made>,
    /// Roles that it hands over.
    passed: Vec<Glob>,
    /// Only the run knows one of them.
    passes_unknown: bool,
    /// A runbook that runs with its rights, and what it is given.
    runs: Option<(String, Given)>,
}

impl<'d> Gathered<'d> {
    pub(super) fn new(documents: &'d [Document<'d>], sources: &'d Sources) -> Self {
        let (uses, found) = (Vec::new(), Vec::new());
        Self { documents, sources, uses, found, given: BTreeSet::new() }
    }

    pub(super) fn ended(self) -> (Vec<Use>, Vec<Diagnostic>) {
        (self.uses, self.found)
    }

    pub(super) fn say(&mut self, found: Diagnostic) {
        self.found.push(found);
    }

    pub(super) fn give(&mut self, document: &str) {
        self.given.insert(document.to_owned());
    }

    pub(super) fn is_given(&self, document: &str) -> bool {
        self.given.contains(document)
    }

    pub(super) fn starter(&mut self, starter: &Starter<'_>) {
        match starter.kind {
            StarterKind::Association => self.association(starter),
            StarterKind::EventRule => self.event_rule(starter),
            StarterKind::Remediation => self.remediation(starter),
            StarterKind::Window => self.window(starter),
        }
    }

    /// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html>
    fn association(&mut self, starter: &Starter<'_>) {
        let given = lists(&starter.content["Parameters"]);
        let start = starter.start(&format!("/Parameters/{ASSUME_ROLE}"));
        self.started(text(&starter.content["Name"]), given, start);
        if starter.content.get("AssociationDispatchAssumeRole").is_some() {
            self.say(errors::dispatch_role(starter.place("/AssociationDispatchAssumeRole")));
        }
    }

    /// <https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html>
    fn remediation(&mut self, starter: &Starter<'_>) {
        let parameters = starter.content["Parameters"].as_object().into_iter().flatten();
        let given = parameters.map(|(name, value)| {
            let globs = match value.get("ResourceValue") {
                Some(_) => vec![Glob::anything("the resource that breaks the rule")],
                None => Scope::default().globs(&value["StaticValue"]["Values"]),
            };
            (name.clone(), globs)
        });
        let start = starter.start(&format!("/Parameters/{ASSUME_ROLE}"));
        self.started(text(&starter.content["TargetId"]), given.collect(), start);
    }

    /// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html>
    fn event_rule(&mut self, starter: &Starter<'_>) {
        let (rule, name) = (&starter.content["rule"], starter.name);
        let in_arn = match bus(rule) {
            DEFAULT_BUS => name.to_owned(),
            bus => format!("{bus}/{name}"),
        };
        let targets = starter.content["targets"].as_array().into_iter().flatten();
        for (place, target) in targets.enumerate() {
            let pointer = format!("/targets/{place}");
            let arn = text(&target["Arn"]);
            let mut service = Service {
                role: &target["RoleArn"],
                at: starter.place(&format!("{pointer}/RoleArn")),
                trusted: Trusted::Rule(in_arn.clone()),
                because: starter.because(&pointer, "run"),
                calls: Vec::new(),
                passed: Vec::new(),
                passes_unknown: false,
                runs: None,
            };
            match arn.split_once(":automation-definition/") {
                Some((_, document)) => {
                    let document = document.split(':').next().unwrap_or(document);
                    let input = json!({ "DocumentName": document });
                    service.calls.push(("ssm", "StartAutomationExecution", input));
                    let at = starter.start(&pointer);
                    self.runs(&mut service, (document, of_event(target)), at);
                }
                None => {
                    let document = arn.rsplit('/').next().unwrap_or(arn);
                    let targets = &target["RunCommandParameters"]["RunCommandTargets"];
                    let input = json!({ "DocumentName": document, "Targets": targets });
                    service.calls.push(("ssm", "SendCommand", input));
                }
            }
            self.service(service, starter);
        }
    }

    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/configuring-maintenance-window-permissions-cli.html>
    fn window(&mut self, starter: &Starter<'_>) {
        let tasks = starter.content["tasks"].as_array().into_iter().flatten();
        for (place, task) in tasks.enumerate() {
            let pointer = format!("/tasks/{place}");
            let arn = &task["TaskArn"];
            let inner = &task["TaskInvocationParameters"];
            let because = starter.because(&pointer, text(&task["Name"]));
            let mut service = Service {
                role: &task["ServiceRoleArn"],
                at: starter.place(&format!("{pointer}/ServiceRoleArn")),
                trusted: Trusted::SystemsManager,
                because,
                calls: found_by(task, starter),
                passed: Vec::new(),
                passes_unknown: false,
                runs: None,
            };
            match text(&task["TaskType"]) {
                "AUTOMATION" => {
                    let input = json!({ "DocumentName": arn });
                    service.calls.push(("ssm", "StartAutomationExecution", input));
                    service.calls.push(("ssm", "GetAutomationExecution", json!({})));
                    let given = lists(&inner["Automation"]["Parameters"]);
                    self.runs(&mut service, (text(arn), given), starter.start(&pointer));
                }
                "RUN_COMMAND" => {
                    let input = json!({ "DocumentName": arn, "Targets": task["Targets"] });
                    service.calls.push(("ssm", "SendCommand", input));
                    let followed = FOLLOWED_COMMAND.iter();
                    service.calls.extend(followed.map(|operation| ("ssm", *operation, json!({}))));
                    self.notified(&mut service, &inner["RunCommand"], (&pointer, starter));
                }
                "LAMBDA" => {
                    service.calls.push(("lambda", "Invoke", json!({ "FunctionName": arn })));
                }
                _ => {
                    let input = json!({ "stateMachineArn": arn });
                    service.calls.push(("stepfunctions", "StartExecution", input));
                    service.calls.push(("stepfunctions", "DescribeExecution", json!({})));
                }
            }
            self.service(service, starter);
        }
    }

    /// The role that a command publishes with.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-notifications.html>
    fn notified(
        &mut self,
        service: &mut Service<'_>,
        command: &Value,
        (pointer, starter): (&str, &Starter<'_>),
    ) {
        let Some(publishing) = command.get("ServiceRoleArn") else { return };
        service.passed.extend(Scope::default().globs(publishing).iter().map(role));
        let inside = format!("{pointer}/TaskInvocationParameters/RunCommand/ServiceRoleArn");
        let topic = &command["NotificationConfig"]["NotificationArn"];
        self.service(
            Service {
                role: publishing,
                at: starter.place(&inside),
                trusted: Trusted::SystemsManager,
                because: service.because.clone(),
                calls: vec![("sns", "Publish", json!({ "TopicArn": topic }))],
                passed: Vec::new(),
                passes_unknown: false,
                runs: None,
            },
            starter,
        );
    }

    /// A runbook that a service starts: with a role that it hands over, or with its own rights.
    fn runs(
        &mut self,
        service: &mut Service<'_>,
        (document, given): (&str, Given),
        start: Start<'_>,
    ) {
        let roles = self.started(document, given.clone(), start);
        service.passes_unknown |= roles.iter().any(|role| !role.open.is_empty());
        service.passed.extend(roles.iter().filter(|it| !it.text.is_empty()).map(role));
        if service.passed.is_empty() {
            service.runs = Some((document.to_owned(), given));
        }
    }

    /// The role that a service assumes, with what it calls.
    fn service(&mut self, service: Service<'_>, starter: &Starter<'_>) {
        let Service { role, at, trusted, because, calls, passed, passes_unknown, runs } = service;
        let Some(arn) = role.as_str() else { return };
        let role = match read(&Scope::default().text(arn)) {
            Read::Role(role) => role,
            Read::Linked => return self.say(errors::linked_role(at)),
            Read::Open => return self.say(errors::open_role(at, starter.name)),
        };
        if passes_unknown {
            // It would have to be allowed to hand over every role of the account.
            return self.say(errors::open_passed(at, starter.name));
        }
        let mut collector = Collector::new(self.documents, self.sources);
        add(&mut collector, &calls, &because);
        if !passed.is_empty() {
            collector.pass_role(passed, Some(SYSTEMS_MANAGER), &because);
        }
        let own = closed(collector.ended());
        let mut collector = Collector::new(self.documents, self.sources);
        if let Some((name, given)) = runs {
            match self.documents.iter().find(|document| document.name == name) {
                Some(document) => {
                    let scope = Scope { parameters: document.parameters(), given: Some(given) };
                    collector.document(document, &scope);
                }
                None => collector.say(errors::foreign_child(because.at, &name)),
            }
        }
        let (mut derived, named_by) = (collector.ended(), starter.path.to_owned());
        derived.needs.extend(own.needs);
        derived.findings.extend(own.findings);
        self.put(Use { role, trusted, derived, at, named_by });
    }
}

impl Starter<'_> {
    fn place(&self, pointer: &str) -> FileSpan {
        self.origins.find(pointer).unwrap_or(self.at)
    }

    fn start(&self, pointer: &str) -> Start<'_> {
        Start { path: self.path, at: self.place(pointer) }
    }

    fn because(&self, pointer: &str, step: &str) -> Because {
        let word = match self.kind {
            StarterKind::Association => "association",
            StarterKind::EventRule => "event rule",
            StarterKind::Remediation => "remediation",
            StarterKind::Window => "window",
        };
        Because {
            at: self.place(pointer),
            document: self.name.to_owned(),
            step: step.to_owned(),
            what: format!("the {word} starts it"),
        }
    }
}

/// What a service calls by itself, without words on what only the run knows of it: ids of runs and of
/// nodes, which nobody could write in a source.
fn closed(mut derived: Derived) -> Derived {
    let globs = derived.needs.iter_mut().flat_map(|need| &mut need.resources);
    globs.for_each(|glob| glob.open.clear());
    derived.findings.retain(|found| found.code != errors::OPEN_RESOURCE);
    derived
}

/// How the nodes of a task are found: by tags, or as those of a resource group.
fn found_by(task: &Value, window: &Starter<'_>) -> Vec<Made> {
    if task.get("Targets").is_none() {
        return Vec::new();
    }
    let targets = window.content["targets"].as_array().into_iter().flatten();
    let has_group = targets.clone().any(|it| it["ResourceType"] == "RESOURCE_GROUP");
    let mut calls = vec![("resourcegroupstaggingapi", "GetResources", json!({}))];
    if has_group {
        calls.push(("resource-groups", "ListGroups", json!({})));
        calls.push(("resource-groups", "ListGroupResources", json!({})));
    }
    calls
}

/// What a target of a rule gives its runbook.
fn of_event(target: &Value) -> Given {
    let constant = target["Input"].as_str().and_then(|text| serde_json::from_str(text).ok());
    if let Some(constant) = constant {
        return lists(&constant);
    }
    let template = quoted(text(&target["InputTransformer"]["InputTemplate"]));
    let value: Value = serde_json::from_str(&template).unwrap_or_default();
    let mut given = lists(&value);
    for globs in given.values_mut() {
        if globs.iter().any(|glob| glob.text.contains('<')) {
            *globs = vec![Glob::anything("a part of the event")];
        }
    }
    given
}

/// A template as JSON: `<name>`, a part of the event, is a text where it stands by itself.
fn quoted(template: &str) -> String {
    let mut quoted = String::new();
    let (mut is_inside, mut is_escaped) = (false, false);
    for letter in template.chars() {
        match letter {
            '<' if !is_inside => quoted.push_str("\"<"),
            '>' if !is_inside => quoted.push_str(">\""),
            letter => quoted.push(letter),
        }
        is_inside ^= letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
    }
    quoted
}

/// Parameters with their lists of values.
fn lists(parameters: &Value) -> Given {
    let parameters = parameters.as_object().into_iter().flatten();
    parameters.map(|(name, value)| (name.clone(), Scope::default().globs(value))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
