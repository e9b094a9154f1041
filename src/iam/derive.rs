//! From documents to what they need: one collector, extended by each file about a kind of need.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::permission::{
    AccessLevel, Action, Needed, Requirement, When, actions_for, is_making, role_paths, tag_action,
    tag_member,
};
use crate::aws::{Operation, Service};
use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, Sources};

use super::arguments::Arguments;
use super::document::{Document, Step};
use super::errors;
use super::glob::Glob;
use super::need::{Because, Need};
use super::pass_role::{Passed, may_be_behind, passed_roles};
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
    derive_given(document, documents, sources, None)
}

/// The same of a document whose parameters are given.
pub(super) fn derive_given(
    document: &Document<'_>,
    documents: &[Document<'_>],
    sources: &Sources,
    given: Option<BTreeMap<String, Vec<Glob>>>,
) -> Derived {
    let mut collector = Collector::new(documents, sources);
    let scope = Scope { parameters: document.parameters(), given };
    collector.document(document, &scope);
    collector.ended()
}

impl<'d> Collector<'d> {
    pub(super) fn new(documents: &'d [Document<'d>], sources: &'d Sources) -> Self {
        let (needs, findings) = (BTreeSet::new(), Vec::new());
        Self { documents, sources, open: Vec::new(), needs, findings }
    }

    /// What was gathered.
    pub(super) fn ended(mut self) -> Derived {
        self.say_what_is_open();
        let mut findings = self.findings;
        findings.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        findings.dedup();
        Derived { needs: self.needs.into_iter().collect(), findings }
    }
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
        let mut is_granted = false;
        for Requirement { action, when, .. } in &required {
            // Roles are found by the members that hold them.
            if action.to_string() == PASS_ROLE {
                continue;
            }
            match when {
                When::Given(path) if arguments.at(path).is_none() && !arguments.has_more => {}
                When::Always => {
                    self.needed(*action, call, because);
                    is_granted = true;
                }
                When::Given(path) if arguments.at(path).is_some() => {
                    self.needed(*action, call, because);
                    is_granted = true;
                }
                When::Given(_) | When::Sometimes => unknown.push(*action),
            }
        }
        let main = required.first().map(|it| it.action);
        let passed = passed_roles(main.map_or("", Action::prefix), call);
        let listed = required.iter().find(|it| it.action.to_string() == PASS_ROLE);
        if let Some(pass) = listed.map(|it| it.action).or_else(|| Action::find(PASS_ROLE))
            && (passed.is_empty() && listed.is_some() && is_role_out_of_sight(call)
                || may_be_behind(call))
        {
            unknown.push(pass);
        }
        unknown.extend(unlisted_tagging(call, &required));
        unknown.sort();
        unknown.dedup();
        if let Some(main) = main.filter(|_| !unknown.is_empty()) {
            let say = if is_granted { errors::dependent_actions } else { errors::ungranted };
            self.say(say(because.at, main, &unknown));
        }
        self.tag_elsewhere(call, because);
        if is_stack_without_role(call) {
            self.say(errors::stack(because.at));
        }
        self.pass_roles(main.map_or("", Action::prefix), passed, because);
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

    fn pass_roles(&mut self, prefix: &str, passed: Vec<Passed>, because: &Because) {
        for passed in passed {
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

/// Whether AWS says that the call hands over a role, and no member that is known to hold one can be
/// seen: one that there is and that is not given hands over nothing.
fn is_role_out_of_sight(call: &Call<'_>) -> bool {
    call.arguments.has_more || role_paths(call.operation).is_empty()
}

/// The action that tags, where a call has tags for what it makes and AWS lists none: whether the
/// service asks for it is not known.
fn unlisted_tagging(call: &Call<'_>, required: &[Requirement]) -> Option<Action> {
    let member = tag_member(call.operation).filter(|_| is_making(call.operation))?;
    call.arguments.at(member)?;
    let is_listed = required.iter().any(|it| it.action.access_level() == AccessLevel::Tagging);
    tag_action(call.service.name()).filter(|_| !is_listed)
}

/// Operations of CloudFormation that work with the rights of whoever calls them. Sorted.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html>
const STACKS: &[&str] = &[
    "ContinueUpdateRollback",
    "CreateChangeSet",
    "CreateStack",
    "DeleteStack",
    "ExecuteChangeSet",
    "RollbackStack",
    "UpdateStack",
];

fn is_stack_without_role(call: &Call<'_>) -> bool {
    let is_stack = call.service.name() == "cloudformation";
    is_stack && STACKS.contains(&call.operation.name()) && call.arguments.at("RoleARN").is_none()
}
