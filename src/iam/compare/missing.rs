//! What a policy lacks or takes away of what is needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::text::FileId;

use super::super::account::{Account, JSON};
use super::super::glob::Glob;
use super::super::need::Need;
use super::condition::Met;
use super::errors;
use super::reach::{Reach, Wanted};
use super::statement::{Effect, Written, WrittenStatement};

/// What the policy does not allow for sure: one error for each action, at the first place that
/// needs it, and one warning for each statement that may take something away.
pub(super) fn missing(
    needs: &[Need],
    written: &Written,
    account: &Account,
    file: FileId,
) -> Vec<Diagnostic> {
    let mut actions: BTreeMap<&str, Vec<&Need>> = BTreeMap::new();
    for need in needs {
        actions.entry(need.action()).or_default().push(need);
    }
    let mut doubts = Doubts::default();
    let mut found = Vec::new();
    for (action, needs) in actions {
        let about = |effect: Effect| -> Vec<(usize, &WrittenStatement)> {
            let statements = written.statements.iter().enumerate();
            statements.filter(|(_, it)| it.effect == effect && it.is_about(action)).collect()
        };
        let judge = Judge { allow: about(Effect::Allow), deny: about(Effect::Deny), account };
        found.extend(judge.action(&needs, &mut doubts));
    }
    found.extend(doubts.findings(written, file));
    found
}

/// Statements, by their number, that may take actions away.
#[derive(Default)]
struct Doubts<'n> {
    /// Denials, and whether they are about some of a resource only.
    denied: BTreeMap<usize, BTreeMap<&'n str, Why>>,
    /// Allowed under a condition only.
    under_condition: BTreeMap<usize, BTreeSet<&'n str>>,
}

/// Why a denial is not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    Condition,
    SomeResources,
}

/// The statements about one action.
struct Judge<'s> {
    allow: Vec<(usize, &'s WrittenStatement)>,
    deny: Vec<(usize, &'s WrittenStatement)>,
    account: &'s Account,
}

impl Judge<'_> {
    /// The error on an action, where there is one.
    fn action<'n>(&self, needs: &[&'n Need], doubts: &mut Doubts<'n>) -> Option<Diagnostic> {
        let mut lacking: Option<(&Need, &Glob)> = None;
        for need in needs {
            for glob in &need.resources {
                let wanted = Wanted::of(need.action(), glob, self.account);
                let granting = self.granting(need, &wanted);
                let texts: Vec<&str> = match granting.as_slice() {
                    [] => vec![&wanted.text],
                    some => some.iter().map(|(_, _, text)| text.as_str()).collect(),
                };
                if self.is_denied(need, &wanted, &texts, doubts) {
                    return Some(errors::denied(need, &self.shown(glob)));
                }
                if granting.is_empty() {
                    // What is surely lacking comes before what only the run knows.
                    if lacking
                        .is_none_or(|(_, other)| !other.open.is_empty() && glob.open.is_empty())
                    {
                        lacking = Some((*need, glob));
                    }
                } else if granting.iter().all(|(_, met, _)| *met != Met::Always) {
                    for (number, _, _) in granting {
                        doubts.under_condition.entry(number).or_default().insert(need.action());
                    }
                }
            }
        }
        let (need, glob) = lacking?;
        Some(if self.is_allowed_at_all(need) {
            errors::missing_resource(need, glob, &self.shown(glob))
        } else {
            errors::missing(need)
        })
    }

    /// The statements that allow a resource: number, condition, and the resource as they take it.
    fn granting(&self, need: &Need, wanted: &Wanted) -> Vec<(usize, Met, String)> {
        let grant = |(number, statement): &(usize, &WrittenStatement)| {
            let met = statement.condition.met(need);
            let text = wanted.granted_by(&statement.resources)?;
            (met != Met::Never).then_some((*number, met, text))
        };
        self.allow.iter().filter_map(grant).collect()
    }

    fn is_allowed_at_all(&self, need: &Need) -> bool {
        self.allow.iter().any(|(_, statement)| statement.condition.met(need) != Met::Never)
    }

    /// Whether a resource is denied for sure; a denial that is not sure is a doubt.
    fn is_denied<'n>(
        &self,
        need: &'n Need,
        wanted: &Wanted,
        texts: &[&str],
        doubts: &mut Doubts<'n>,
    ) -> bool {
        for (number, statement) in &self.deny {
            let reaches: Vec<Reach> =
                texts.iter().map(|text| wanted.reach(text, &statement.resources)).collect();
            let most = reaches.iter().max().copied().unwrap_or(Reach::Nothing);
            let is_all = reaches.iter().all(|reach| *reach == Reach::All);
            let why = match (statement.condition.met(need), most) {
                (Met::Never, _) | (_, Reach::Nothing) => continue,
                (Met::Always, _) if is_all => return true,
                (Met::Always, Reach::Some | Reach::All) => Why::SomeResources,
                (Met::OnlyTheRunKnows, Reach::Some | Reach::All) => Why::Condition,
            };
            doubts.denied.entry(*number).or_default().insert(need.action(), why);
        }
        false
    }

    fn shown(&self, glob: &Glob) -> String {
        self.account.write(&glob.text, &JSON)
    }
}

impl Doubts<'_> {
    fn findings(&self, written: &Written, file: FileId) -> Vec<Diagnostic> {
        let statement = |number: &usize| written.statements.get(*number);
        let mut found = Vec::new();
        for (number, actions) in &self.denied {
            let Some(statement) = statement(number) else { continue };
            let names: Vec<&str> = actions.keys().copied().collect();
            let why = actions.values().max().copied().unwrap_or(Why::Condition);
            let keys = statement.condition.keys();
            found.push(errors::may_deny(statement.at.in_file(file), &names, why, &keys));
        }
        for (number, actions) in &self.under_condition {
            let Some(statement) = statement(number) else { continue };
            let names: Vec<&str> = actions.iter().copied().collect();
            let keys = statement.condition.keys();
            found.push(errors::may_not_allow(statement.at.in_file(file), &names, &keys));
        }
        found
    }
}
