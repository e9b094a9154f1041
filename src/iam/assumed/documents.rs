//! Runbooks and the roles that they run with: their own, or what somebody gives them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::iam::derive::derive_given;
use crate::iam::document::Document;
use crate::iam::errors;
use crate::iam::glob::Glob;
use crate::iam::values::Scope;
use crate::text::FileSpan;

use super::arn::{OwnRole, Read, read};
use super::starters::Gathered;
use super::{Trusted, Use};

/// The parameter for a role that AWS's own runbooks have.
pub(super) const ASSUME_ROLE: &str = "AutomationAssumeRole";

/// What a start of a runbook gives its parameters.
pub(super) type Given = BTreeMap<String, Vec<Glob>>;

/// Whoever starts a runbook.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    /// The path of its file.
    pub(super) path: &'a str,
    /// Where the role would be given.
    pub(super) at: FileSpan,
}

impl<'d> Gathered<'d> {
    /// The role of a runbook by itself: a constant, or the default of its parameter; and the roles
    /// that it gives to others.
    pub(super) fn document(&mut self, path: &str, document: &Document<'d>) {
        for step in &document.steps() {
            if step.action != "aws:executeAutomation" {
                continue;
            }
            let scope = Scope { parameters: document.parameters(), given: None };
            let name = step.inputs.get("DocumentName").and_then(Value::as_str);
            let parameters = step.inputs.get("RuntimeParameters").and_then(Value::as_object);
            let given = parameters.into_iter().flatten();
            let given: Given =
                given.map(|(name, value)| (name.clone(), scope.globs(value))).collect();
            let pointer = format!("{}/inputs/RuntimeParameters/{ASSUME_ROLE}", step.pointer);
            let start = Start { path, at: document.place(&pointer) };
            if let Some(name) = name.filter(|name| !name.contains("{{")) {
                self.started(name, given, start);
            }
        }
        let Some(text) = document.assume_role() else { return };
        let at = document.place("/assumeRole");
        match read(&by_itself(document, text)) {
            Read::Role(role) => {
                let derived = derive_given(document, self.documents, self.sources, None);
                let named_by = path.to_owned();
                self.put(Use { role, trusted: Trusted::Automation, derived, at, named_by });
            }
            Read::Linked => self.say(errors::linked_role(at)),
            Read::Open if self.is_given(document.name) => {}
            Read::Open => self.say(errors::open_role(at, document.name)),
        }
    }

    /// A runbook that is started with a role. Gives the roles that it runs with, for whoever has to
    /// hand them over; nothing where it runs with the rights of who starts it.
    pub(super) fn started(&mut self, name: &str, given: Given, start: Start<'_>) -> Vec<Glob> {
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = name.split(':').next().unwrap_or(name);
        let documents = self.documents;
        let Some(document) = documents.iter().find(|document| document.name == name) else {
            let role = given.get(ASSUME_ROLE).cloned().unwrap_or_default();
            if !role.is_empty() {
                // A role of which nothing is known would allow nothing.
                self.say(errors::foreign_role(start.at, name));
            }
            return role;
        };
        let Some(text) = document.assume_role() else { return Vec::new() };
        let scope = Scope { parameters: document.parameters(), given: Some(given.clone()) };
        let role = scope.text(text);
        // One that is the runbook's own has what every start needs.
        if role == by_itself(document, text) {
            return role;
        }
        match read(&role) {
            Read::Role(role) => {
                self.give(name);
                let derived = derive_given(document, self.documents, self.sources, Some(given));
                let (at, named_by) = (start.at, start.path.to_owned());
                self.put(Use { role, trusted: Trusted::Automation, derived, at, named_by });
            }
            Read::Linked => self.say(errors::linked_role(start.at)),
            Read::Open => {}
        }
        role
    }

    /// Adds a role, where IAM takes it.
    pub(super) fn put(&mut self, one: Use) {
        let OwnRole { name, .. } = &one.role;
        match one.role.problem() {
            Some(problem) => self.say(errors::no_such_role(one.at, name, &problem)),
            None => self.uses.push(one),
        }
    }
}

/// What a runbook's role is where nobody gives it anything.
fn by_itself(document: &Document<'_>, text: &str) -> Vec<Glob> {
    let scope = Scope { parameters: document.parameters(), given: Some(Given::new()) };
    scope.text(text)
}
