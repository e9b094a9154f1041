//! A template that may become several deployments: each is looked at, and what is found in any of them
//! is told once.

use crate::diagnostic::{Code, Diagnostic};

use super::Session;

/// What is said of something that no deployment needs: it has to be so in all. Beginnings of names of
/// rules, sorted.
const OF_ALL: [&str; 4] = ["idle-", "needless-", "unreachable-", "unused-"];

/// A parameter that nothing uses.
const UNUSED: u16 = 354;

impl Session {
    /// A session for each deployment of a lone template with conditions; none for all else.
    pub(super) fn deployments(&self) -> Vec<Session> {
        let ([file], [source]) =
            (self.project.files.as_slice(), self.input.project.sources.as_slice())
        else {
            return Vec::new();
        };
        if source.deployment.is_some() || !self.input.project.is_document() {
            return Vec::new();
        }
        let of = |number: usize| {
            let mut input = self.input.clone();
            input.project.sources.iter_mut().for_each(|it| it.deployment = Some(number));
            Session::new(input)
        };
        (0..file.deployments).map(of).collect()
    }

    /// What is found in any deployment, or in all where it says that something is needed nowhere.
    pub(super) fn of_any(&self, found: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
        let is_in_all = |one: &Diagnostic| {
            let is_same =
                |other: &Diagnostic| other.code == one.code && other.primary.at == one.primary.at;
            found.iter().all(|all| all.iter().any(is_same))
        };
        let mut any: Vec<Diagnostic> = found
            .iter()
            .flatten()
            .filter(|one| !is_of_all(one) || is_in_all(one))
            .cloned()
            .collect();
        self.put_in_order(&mut any);
        // Two deployments may say of one place that it lacks different things; the same is said once.
        any.dedup_by(|later, first| {
            later.code == first.code
                && later.primary == first.primary
                && later.message == first.message
        });
        any
    }
}

fn is_of_all(one: &Diagnostic) -> bool {
    match one.code {
        Code::Rule(name) => OF_ALL.iter().any(|start| name.starts_with(start)),
        _ => one.code.number() == Some(UNUSED),
    }
}
