//! What a script of managed tasks printed at its end: a line per task, and one line of JSON.

use std::collections::BTreeMap;

use serde_json::Value;

/// The summaries of a run's steps, put together.
#[derive(Debug, Default)]
pub struct Summary {
    /// In the order of the report: word and name.
    pub tasks: Vec<(String, String)>,
    /// The counts of the machine-readable lines, added up.
    pub counts: BTreeMap<String, u64>,
}

const WORDS: &[&str] = &["changed", "failed", "ok", "skipped"];

impl Summary {
    /// Reads what a run printed.
    ///
    /// # Errors
    /// No machine-readable line, or one whose counts are not those of the lines above it.
    pub fn of(output: &str) -> Result<Self, String> {
        let mut summary = Self::default();
        let mut lines = 0;
        for line in output.lines() {
            if line.starts_with("{\"ordain\":1") {
                let read: Value =
                    serde_json::from_str(line).map_err(|it| format!("{line}: {it}"))?;
                summary.add(&read);
                lines += 1;
            } else if let Some(task) = task(line) {
                summary.tasks.push(task);
            }
        }
        if lines == 0 {
            return Err("no machine-readable line in the output".to_owned());
        }
        for word in WORDS {
            let listed = summary.tasks.iter().filter(|(found, _)| found == word).count() as u64;
            let counted = summary.counts.get(*word).copied().unwrap_or_default();
            // A long report leaves out what nothing came of.
            let may_be_left_out = ["ok", "skipped"].contains(word) && listed == 0;
            if listed != counted && !may_be_left_out {
                return Err(format!("{listed} tasks are listed as {word}, {counted} are counted"));
            }
        }
        Ok(summary)
    }

    fn add(&mut self, read: &Value) {
        for word in WORDS {
            let count = read.get(*word).and_then(Value::as_u64).unwrap_or_default();
            *self.counts.entry((*word).to_owned()).or_default() += count;
        }
    }

    /// The names of the tasks that are reported with a word, sorted.
    pub fn named(&self, word: &str) -> Vec<&str> {
        let named = self.tasks.iter().filter(|(found, _)| found == word);
        let mut names: Vec<&str> = named.map(|(_, name)| name.as_str()).collect();
        names.sort_unstable();
        names
    }

    pub fn count(&self, word: &str) -> u64 {
        self.counts.get(word).copied().unwrap_or_default()
    }
}

/// `changed   file /etc/motd (12 ms)` without its time.
pub(super) fn task(line: &str) -> Option<(String, String)> {
    let (word, rest) = line.split_once([' ', ':', '\t'])?;
    let rest = rest.trim();
    if !WORDS.contains(&word) || rest.is_empty() {
        return None;
    }
    let timed = rest.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let timed = timed.filter(|(_, time)| time.starts_with(|it: char| it.is_ascii_digit()));
    let name = timed.map_or(rest, |(name, _)| name.trim_end());
    Some((word.to_owned(), name.to_owned()))
}
