//! The condition of a statement, as far as the runbook decides it.

use super::super::glob::covers;
use super::super::need::Need;
use super::text::{Part, PartValue};

/// The one key whose value a runbook tells: the service that a role is handed to.
const PASSED_TO: &str = "iam:PassedToService";

/// Operators of one text, with whether they ask for another one. Sorted.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
const OPERATORS: &[(&str, Asks)] = &[
    ("StringEquals", Asks::ForIt),
    ("StringEqualsIfExists", Asks::ForIt),
    ("StringLike", Asks::ForIt),
    ("StringLikeIfExists", Asks::ForIt),
    ("StringNotEquals", Asks::ForAnother),
    ("StringNotEqualsIfExists", Asks::ForAnother),
    ("StringNotLike", Asks::ForAnother),
    ("StringNotLikeIfExists", Asks::ForAnother),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asks {
    ForIt,
    ForAnother,
}

/// Whether a condition is met when a need arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    Never,
    OnlyTheRunKnows,
    Always,
}

/// All that a statement asks for: each of them must be met.
#[derive(Clone, Debug, Default)]
pub(super) struct Condition {
    asked: Vec<Asked>,
}

#[derive(Clone, Debug)]
struct Asked {
    operator: String,
    key: String,
    values: Vec<String>,
}

impl Condition {
    /// From an object whose form was looked at.
    pub(super) fn of(part: &Part) -> Self {
        let mut asked = Vec::new();
        for (operator, keys) in members(part) {
            for (key, values) in members(keys) {
                let values = values.items().iter().map(|it| it.text().unwrap_or("").to_owned());
                let (operator, key) = (operator.to_owned(), key.to_owned());
                asked.push(Asked { operator, key, values: values.collect() });
            }
        }
        Self { asked }
    }

    pub(super) fn met(&self, need: &Need) -> Met {
        self.asked.iter().map(|asked| asked.met(need)).min().unwrap_or(Met::Always)
    }

    /// The keys, for a message.
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.asked.iter().map(|asked| asked.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl Asked {
    fn met(&self, need: &Need) -> Met {
        let operator = OPERATORS.iter().find(|(name, _)| name.eq_ignore_ascii_case(&self.operator));
        let (Some((_, asks)), Some(service)) = (operator, need.passed_to) else {
            return Met::OnlyTheRunKnows;
        };
        if !self.key.eq_ignore_ascii_case(PASSED_TO) {
            return Met::OnlyTheRunKnows;
        }
        let is_named = self.values.iter().any(|value| covers(value, service));
        match (is_named, asks) {
            (true, Asks::ForIt) | (false, Asks::ForAnother) => Met::Always,
            (true, Asks::ForAnother) | (false, Asks::ForIt) => Met::Never,
        }
    }
}

fn members(part: &Part) -> impl Iterator<Item = (&str, &Part)> {
    let members: &[_] = match &part.value {
        PartValue::Object(members) => members,
        PartValue::Array(_) | PartValue::Text(_) | PartValue::Word(_) => &[],
    };
    members.iter().map(|(key, part)| (key.name.as_str(), part))
}

#[cfg(test)]
mod tests {
    use super::OPERATORS;

    #[test]
    fn operators_are_sorted() {
        assert!(OPERATORS.is_sorted());
    }
}
