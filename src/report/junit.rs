//! Findings as results of tests, in the XML that JUnit's Ant task began and CI servers read.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};

use super::run::Run;
use super::severity_word;

/// One suite a file. A finding at least as bad as `least` is a test that fails; one that is less
/// bad a test that passes and prints it; a file without findings one test that passes.
pub fn to_junit(runs: &[Run<'_>], least: Severity) -> String {
    let mut suites: Vec<Suite> = runs.iter().flat_map(|run| suites(run, least)).collect();
    suites.sort_by(|left, right| left.name.cmp(&right.name));
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    out.push_str(&format!(
        "<testsuites name=\"ordain\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    ));
    suites.iter().for_each(|suite| suite.write(&mut out));
    out.push_str("</testsuites>\n");
    out
}

/// The tests of one file.
struct Suite {
    /// The path of the file.
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Pass,
    /// Passes, and prints.
    Remark(String),
    Failure {
        severity: Severity,
        message: String,
        text: String,
    },
}

/// The suites of one run, without order.
fn suites(run: &Run<'_>, least: Severity) -> Vec<Suite> {
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for file in run.files {
        cases.entry(run.group.path(*file)).or_default();
    }
    for found in run.group.diagnostics {
        let path = run.group.path(found.primary.at.file);
        cases.entry(path).or_default().push(case(run, found, least));
    }
    let suite = |(name, mut cases): (String, Vec<Case>)| {
        if cases.is_empty() {
            cases.push(Case { name: "no findings".to_owned(), outcome: Outcome::Pass });
        }
        Suite { name, cases }
    };
    cases.into_iter().map(suite).collect()
}

fn case(run: &Run<'_>, found: &Diagnostic, least: Severity) -> Case {
    let (path, at, _) = run.group.place(found.primary.at);
    let lines = run.group.lines(found).join("\n");
    let word = severity_word(found.severity);
    let text = format!("{word}[{}]: {lines}\n{path}:{}:{}", found.code, at.line, at.column);
    let outcome = if found.severity <= least {
        Outcome::Failure { severity: found.severity, message: found.message.clone(), text }
    } else {
        Outcome::Remark(text)
    };
    Case { name: format!("{} at {}:{}", found.code, at.line, at.column), outcome }
}

impl Suite {
    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Failure { .. })).count()
    }

    fn write(&self, out: &mut String) {
        out.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
            escaped(&self.name),
            self.cases.len(),
            self.failures(),
        ));
        for Case { name, outcome } in &self.cases {
            let head = format!(
                "    <testcase classname=\"{}\" name=\"{}\"",
                escaped(&self.name),
                escaped(name)
            );
            out.push_str(&head);
            match outcome {
                Outcome::Pass => out.push_str("/>\n"),
                Outcome::Remark(text) => {
                    let text = escaped(text);
                    out.push_str(&format!("><system-out>{text}</system-out></testcase>\n"));
                }
                Outcome::Failure { severity, message, text } => out.push_str(&format!(
                    "><failure type=\"{}\" message=\"{}\">{}</failure></testcase>\n",
                    severity_word(*severity),
                    escaped(message),
                    escaped(text)
                )),
            }
        }
        out.push_str("  </testsuite>\n");
    }
}

/// A text between tags or between quotes. Characters that XML 1.0 cannot say, not even by their
/// numbers, become U+FFFD; blanks other than a space are numbers, or an attribute would lose them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(it))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}
