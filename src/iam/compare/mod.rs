//! A policy that a team has beside what its runbook needs: missing, unused, wider than needed.

mod condition;
mod errors;
mod form;
mod missing;
mod reach;
mod statement;
mod text;

use crate::aws::permission::Action;
use crate::diagnostic::Diagnostic;
use crate::text::FileId;

use super::account::Account;
use super::glob::{Glob, covers};
use super::need::Need;
use form::read_policy;
use missing::missing;
use statement::{Choice, Effect, Named, Version, WrittenStatement};

/// The findings on a policy: on what it lacks at the places that need it, on the rest in the
/// policy itself. `file` is the policy's.
pub fn compare(needs: &[Need], text: &str, file: FileId, account: &Account) -> Vec<Diagnostic> {
    let written = match read_policy(text) {
        Ok(written) => written,
        Err(problems) => {
            let found = problems.iter();
            return found.map(|it| errors::no_policy(it.span.in_file(file), &it.why)).collect();
        }
    };
    let mut found = missing(needs, &written, account, file);
    match written.version {
        Version::Current => {}
        Version::Old(span) => found.push(errors::old_version(span.in_file(file))),
        Version::NotGiven(span) => found.push(errors::no_version(span.in_file(file))),
    }
    for statement in written.statements.iter().filter(|it| it.effect == Effect::Allow) {
        found.extend(surplus(needs, statement, file));
        found.extend(any_resource(needs, statement, file));
    }
    found
}

/// What a statement allows and nothing needs.
fn surplus(needs: &[Need], statement: &WrittenStatement, file: FileId) -> Vec<Diagnostic> {
    if let Choice::AllBut(_, span) = &statement.actions {
        return vec![errors::all_but(span.in_file(file))];
    }
    let mut found = Vec::new();
    for Named { text, span } in statement.actions.named() {
        let at = span.in_file(file);
        let pattern = text.to_ascii_lowercase();
        let mut needed: Vec<&str> = needs
            .iter()
            .map(Need::action)
            .filter(|action| covers(&pattern, &action.to_ascii_lowercase()))
            .collect();
        needed.dedup();
        let is_pattern = text.contains(['*', '?']);
        let all = Action::matching(text);
        if all.is_empty() && needed.is_empty() {
            found.push(errors::no_action(at, text));
        } else if needed.is_empty() {
            found.push(errors::unused(at, text));
        } else if is_pattern && all.len() > needed.len() {
            found.push(errors::wildcard(at, text, all.len(), &needed));
        }
    }
    found
}

/// `*` as the resource of actions that need less.
fn any_resource(needs: &[Need], statement: &WrittenStatement, file: FileId) -> Option<Diagnostic> {
    let (at, needs) = match &statement.resources {
        Choice::AllBut(_, span) => (span.in_file(file), needs),
        Choice::These(named) => {
            (named.iter().find(|one| one.text == "*")?.span.in_file(file), needs)
        }
    };
    let is_narrower = |need: &&Need| {
        statement.is_about(need.action()) && !need.resources.iter().any(Glob::is_anything)
    };
    let mut narrower: Vec<&str> = needs.iter().filter(is_narrower).map(Need::action).collect();
    narrower.dedup();
    (!narrower.is_empty()).then(|| errors::any_resource(at, &narrower))
}
