//! From documents to what they need: one collector, extended by each file about a kind of need.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::permission::{Action, Needed, Requirement, When, actions_for};
use crate::aws::{Operation, Service};
use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, Sources};

use super::arguments::Arguments;
use super::document::{Document, Step};
use super::errors;
use super::glob::Glob;
use super::need::{Because, Need};
use super::pass_role::passed_roles;
use super::resources::resources;
use super::values::Scope;

/// The action of handing over a role.
const PASS_ROLE: &str = "iam:PassRole";

/// Everything that can be said of one runbook.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// Sorted, none twice.
    pub needs: Vec<Need>,
    /// What is not known, in the order of its places.
    pub findings: Vec<Diagnostic>,
}

/// Gathers needs and findings.
pub(super) struct Collector<'d> {
    pub(super) documents: &'d [Document<'d>],
    pub(super) sources: &'d Sources,
    /// Documents that are being looked at, outermost first.
    pub(super) open: Vec<String>,
    needs: BTreeSet<Need>,
    findings: Vec<Diagnostic>,
}

/// Where in the documents the collector is.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a, 'd> {
    pub(super) document: &'a Document<'d>,
    pub(super) step: &'a Step<'d>,
    pub(super) scope: &'a Scope<'d>,
}

/// One call of an operation.
pub(super) struct Call<'a> {
    pub(super) service: &'static Service,
    pub(super) operation: Operation<'static>,
    pub(super) arguments: &'a Arguments,
}

/// What the role of a document needs, the documents that it runs included.
pub fn derive(document: &Document<'_>, documents: &[Document<'_>], sources: &Sources) -> Derived {
    let mut collector = Collector {
        documents,
        sources,
        open: Vec::new(),
        needs: BTreeSet::new(),
        findings: Vec::new(),
    };
    let scope = Scope { parameters: document.parameters(), given: None };
    collector.document(document, &scope);
    collector.say_what_is_open();
    let mut findings = collector.findings;
    findings.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    findings.dedup();
    Derived { needs: collector.needs.into_iter().collect(), findings }
}

impl Collector<'_> {
    /// All steps of a document.
    pub(super) fn document<'d>(&mut self, document: &Document<'d>, scope: &Scope<'d>) {
        self.open.push(document.name.to_owned());
        for step in &document.steps() {
            self.step(Spot { document, step, scope });
        }
        self.open.pop();
    }

    /// One call of an API: its actions on its resources, and the roles that it hands over.
    pub(super) fn call(&mut self, call: &Call<'_>, because: &Because) {
        let Call { service, operation, arguments } = call;
        let required = match actions_for(service.name(), operation.name()) {
            Needed::Known(required) => required,
            Needed::Nothing(_) => return,
            Needed::Unknown => {
                self.say(errors::unknown_action(because.at, service, *operation));
                return;
            }
        };
        let mut unknown: Vec<Action> = Vec::new();
        for Requirement { action, when, .. } in &required {
            // Roles are found by the members that hold them.
            if action.to_string() == PASS_ROLE {
                continue;
            }
            match when {
                When::Always => self.needed(*action, call, because),
                When::Given(path) if arguments.at(path).is_some() => {
                    self.needed(*action, call, because);
                }
                When::Given(_) if !arguments.has_more => {}
                When::Given(_) | When::Sometimes => unknown.push(*action),
            }
        }
        unknown.dedup();
        let main = required.first().map(|it| it.action);
        if let Some(main) = main.filter(|_| !unknown.is_empty()) {
            self.say(errors::dependent_actions(because.at, main, &unknown));
        }
        self.pass_roles(main.map_or("", Action::prefix), arguments, because);
    }

    fn needed(&mut self, action: Action, call: &Call<'_>, because: &Because) {
        let resources = resources(action, call.operation, call.arguments);
        self.need(&action.to_string(), resources, because);
    }

    /// Adds a need.
    pub(super) fn need(&mut self, action: &str, resources: Vec<Glob>, because: &Because) {
        let (action, because) = (action.to_owned(), because.clone());
        self.needs.insert(Need { action, resources, passed_to: None, because });
    }

    /// Adds a finding.
    pub(super) fn say(&mut self, found: Diagnostic) {
        self.findings.push(found);
    }

    /// One finding for each thing that only the run knows and each place that needs it.
    fn say_what_is_open(&mut self) {
        let mut open: BTreeMap<(FileSpan, &str), Vec<&str>> = BTreeMap::new();
        for need in &self.needs {
            for why in need.resources.iter().flat_map(|glob| &glob.open) {
                open.entry((need.because.at, why)).or_default().push(need.action());
            }
        }
        let mut found = Vec::new();
        for ((at, why), mut actions) in open {
            actions.dedup();
            found.push(errors::open_resource(at, why, &actions));
        }
        self.findings.extend(found);
    }

    fn pass_roles(&mut self, prefix: &str, arguments: &Arguments, because: &Because) {
        for passed in passed_roles(prefix, arguments) {
            if passed.to.is_none() {
                self.say(errors::unknown_principal(because.at, &passed.member, prefix));
            }
            if passed.is_profile {
                self.say(errors::role_of_a_profile(because.at, &passed.member));
            }
            self.pass_role(passed.roles, passed.to, because);
        }
    }

    /// Adds the need to hand over a role.
    pub(super) fn pass_role(
        &mut self,
        resources: Vec<Glob>,
        passed_to: Option<&'static str>,
        because: &Because,
    ) {
        let action = PASS_ROLE.to_owned();
        let because = Because {
            what: format!("{}, which hands over a role", because.what),
            ..because.clone()
        };
        self.needs.insert(Need { action, resources, passed_to, because });
    }
}
