//! The baseline: findings that were there when a team began, hidden until somebody touches them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Hidden, HiddenBy, fingerprint};
use crate::text::Sources;

/// Grows when an old file cannot be read any more.
const VERSION: u32 = 1;

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    findings: Vec<Entry>,
}

/// Findings of one rule in one file whose text is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) file: String,
    /// The name of a rule, or the number of a warning.
    pub(super) rule: String,
    /// Of the text, not of its line: the entry holds when lines are put before it.
    fingerprint: String,
    /// How often.
    pub(super) count: usize,
}

/// File, rule and fingerprint.
type Key = (String, String, String);

impl Entry {
    fn of(((file, rule, fingerprint), count): (Key, usize)) -> Self {
        Self { file, rule, fingerprint, count }
    }
}

/// Why a text is no baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineProblem {
    Json(String),
    Version(u32),
}

impl fmt::Display for BaselineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => f.write_str(why),
            Self::Version(other) => {
                write!(f, "has version {other}, this program reads version {VERSION}")
            }
        }
    }
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// It is no JSON, has another form, or is of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineProblem> {
        let read: Self =
            serde_json::from_str(text).map_err(|error| BaselineProblem::Json(error.to_string()))?;
        if read.version != VERSION {
            return Err(BaselineProblem::Version(read.version));
        }
        Ok(read)
    }

    /// Takes out the findings that it holds and puts them to `hidden`; gives the entries of which
    /// something is left.
    pub(super) fn hide(
        &self,
        found: &mut Vec<Diagnostic>,
        sources: &Sources,
        hidden: &mut Vec<Hidden>,
    ) -> Vec<Entry> {
        let mut left: BTreeMap<Key, usize> = BTreeMap::new();
        for Entry { file, rule, fingerprint, count } in &self.findings {
            let key = (file.clone(), rule.clone(), fingerprint.clone());
            *left.entry(key).or_default() += count;
        }
        let mut is_hidden = |one: &mut Diagnostic| {
            let count = key(one, sources).and_then(|key| left.get_mut(&key));
            count.filter(|count| **count > 0).is_some_and(|count| {
                *count -= 1;
                true
            })
        };
        let taken = found.extract_if(.., |one| is_hidden(one));
        hidden.extend(taken.map(|finding| Hidden { finding, by: HiddenBy::Baseline }));
        let rest = left.into_iter().filter(|(_, count)| *count > 0);
        rest.map(Entry::of).collect()
    }
}

impl Baseline {
    /// The text of the baseline without entries that hide nothing.
    pub(super) fn without(&self, stale: &[Entry]) -> String {
        let mut findings = self.findings.clone();
        for entry in stale {
            let is_same = |it: &&mut Entry| {
                (&it.file, &it.rule, &it.fingerprint)
                    == (&entry.file, &entry.rule, &entry.fingerprint)
            };
            let mut left = entry.count;
            for one in findings.iter_mut().filter(is_same) {
                let taken = left.min(one.count);
                one.count -= taken;
                left -= taken;
            }
        }
        findings.retain(|entry| entry.count > 0);
        Self { version: self.version, findings }.text()
    }

    fn text(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            Err(error) => unreachable!("a baseline holds only what JSON can say: {error}"),
        }
    }
}

/// The text of a baseline that hides all of these findings, each list with its sources. Errors are
/// never hidden.
pub fn baseline_text(lists: &[(&[Diagnostic], &Sources)]) -> String {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for (found, sources) in lists {
        for key in found.iter().filter_map(|one| key(one, sources)) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let findings = counts.into_iter().map(Entry::of).collect();
    Baseline { version: VERSION, findings }.text()
}

/// File, rule and fingerprint of a finding that a baseline may hold.
fn key(found: &Diagnostic, sources: &Sources) -> Option<Key> {
    if found.is_error() && found.code.number().is_some() {
        return None;
    }
    let source = sources.get(found.primary.at.file)?;
    Some((source.path.to_string(), found.code.to_string(), fingerprint(found, sources)?))
}
