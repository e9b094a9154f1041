//! A policy that a team has beside what its runbook needs: missing, unused, wider than needed.

mod errors;
mod statement;
mod text;

use std::collections::BTreeMap;

use crate::aws::permission::Action;
use crate::diagnostic::Diagnostic;
use crate::text::FileId;

use super::account::{Account, JSON};
use super::glob::{Glob, covers};
use super::need::Need;
use statement::{Choice, Effect, Limits, Named, Written, WrittenStatement, read_policy};

/// The findings on a policy: on what it lacks at the places that need it, on the rest in the
/// policy itself. `file` is the policy's.
pub fn compare(needs: &[Need], text: &str, file: FileId, account: &Account) -> Vec<Diagnostic> {
    let written = match read_policy(text) {
        Ok(written) => written,
        Err(problem) => return vec![errors::no_policy(problem.span.in_file(file), &problem.why)],
    };
    let mut found = missing(needs, &written, account);
    for statement in written.statements.iter().filter(|it| it.effect == Effect::Allow) {
        found.extend(surplus(needs, statement, file));
        found.extend(any_resource(needs, statement, file));
    }
    found
}

/// What the policy does not allow: one finding for each action, at the first place that needs it.
fn missing(needs: &[Need], written: &Written, account: &Account) -> Vec<Diagnostic> {
    let mut actions: BTreeMap<&str, Vec<&Need>> = BTreeMap::new();
    for need in needs {
        actions.entry(need.action()).or_default().push(need);
    }
    let mut found = Vec::new();
    for (action, needs) in actions {
        let about: Vec<&WrittenStatement> =
            written.statements.iter().filter(|it| it.is_about(action)).collect();
        let denies = |it: &&&WrittenStatement| {
            it.effect == Effect::Deny
                && it.has_condition == Limits::Always
                && it.resources.includes(|pattern| pattern == "*")
        };
        let Some(first) = needs.first() else { continue };
        if about.iter().any(|it| denies(&it)) {
            found.push(errors::denied(first));
            continue;
        }
        let allowing: Vec<&WrittenStatement> =
            about.into_iter().filter(|it| it.effect == Effect::Allow).collect();
        if allowing.is_empty() {
            found.push(errors::missing(first));
            continue;
        }
        for need in needs {
            let is_allowed = |glob: &&Glob| allowing.iter().any(|it| allows(it, glob, account));
            let lacking = need.resources.iter().find(|glob| !is_allowed(glob));
            if let Some(glob) = lacking {
                found.push(errors::missing_resource(need, glob, &account.write(&glob.text, &JSON)));
                break;
            }
        }
    }
    found
}

/// Whether a statement is about a resource. A region or account that is not known may be that
/// which the policy names.
fn allows(statement: &WrittenStatement, glob: &Glob, account: &Account) -> bool {
    let wanted = account.write(&glob.text, &JSON);
    statement.resources.includes(|pattern| {
        covers(pattern, &wanted) || covers(&without_place(pattern, &wanted), &wanted)
    })
}

/// A pattern that says of partition, region and account no more than `wanted` does.
fn without_place(pattern: &str, wanted: &str) -> String {
    let mut parts: Vec<&str> = pattern.splitn(6, ':').collect();
    let wanted: Vec<&str> = wanted.splitn(6, ':').collect();
    for place in [1, 3, 4] {
        // Partition, region and account.
        if let (Some(part), Some(known)) = (parts.get_mut(place), wanted.get(place))
            && (*known == "*" || place == 1)
        {
            *part = known;
        }
    }
    parts.join(":")
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
