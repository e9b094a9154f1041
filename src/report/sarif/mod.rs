//! Findings in the Static Analysis Results Interchange Format, version 2.1.0.
//!
//! Sections (`§`) are those of the specification:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

mod log;
mod place;
mod rules;

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, HiddenBy, Label, Severity, fingerprint};
use crate::text::FileId;

use super::run::{Pages, Run};

use log::{
    ArtifactChange, ArtifactLocation, Driver, FixShown, Kind, Location, Log, Message,
    PhysicalLocation, Replacement, RunShown, SarifResult, Suppression, Tool,
};
use rules::descriptor;

/// How fingerprints are computed; the number grows when they change.
const FINGERPRINT: &str = "ordain/v1";

/// One log with one run, with a line break at the end. `pages` tells what the codes mean.
pub fn to_sarif(runs: &[Run<'_>], pages: Pages<'_>) -> String {
    let found = |run: &Run<'_>| {
        let hidden = run.hidden.iter().map(|hidden| hidden.finding.code);
        run.group.diagnostics.iter().map(|one| one.code).chain(hidden).collect::<Vec<Code>>()
    };
    let codes: BTreeSet<Code> = runs.iter().flat_map(found).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut results = Vec::new();
    for run in runs {
        let mut writer = Writer { run: *run, codes: &codes, seen: HashMap::new() };
        let shown = run.group.diagnostics.iter();
        results.extend(shown.map(|found| writer.result(found, Vec::new())));
        for hidden in run.hidden {
            results.push(writer.result(&hidden.finding, vec![suppression(&hidden.by)]));
        }
    }
    let driver = Driver {
        name: "Ordain",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| descriptor(*code, pages(*code))).collect(),
    };
    let log = Log {
        schema: log::SCHEMA,
        version: "2.1.0",
        runs: vec![RunShown { tool: Tool { driver }, column_kind: "utf16CodeUnits", results }],
    };
    match serde_json::to_string_pretty(&log) {
        Ok(text) => text + "\n",
        Err(error) => unreachable!("a log holds only what JSON can say: {error}"),
    }
}

/// The word of a severity (§3.27.10).
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn suppression(by: &HiddenBy) -> Suppression<'_> {
    match by {
        HiddenBy::Comment { reason } => {
            Suppression { kind: Kind::InSource, justification: Some(reason) }
        }
        HiddenBy::Baseline => Suppression { kind: Kind::External, justification: None },
    }
}

/// Writes the results of one run.
struct Writer<'a> {
    run: Run<'a>,
    /// The rules of the log, in their order.
    codes: &'a [Code],
    /// How often a fingerprint was there before, for each file and code.
    seen: HashMap<(FileId, Code, String), usize>,
}

impl<'a> Writer<'a> {
    fn result(
        &mut self,
        found: &'a Diagnostic,
        suppressions: Vec<Suppression<'a>>,
    ) -> SarifResult<'a> {
        let numbered = (1..).zip(&found.related);
        let remarks = [("note", &found.note), ("help", &found.help)];
        let mut text = found.message.clone();
        for (word, remark) in remarks {
            text.extend(remark.iter().map(|remark| format!("\n{word}: {remark}")));
        }
        SarifResult {
            rule_id: found.code.to_string(),
            rule_index: self.codes.binary_search(&found.code).ok(),
            level: level(found.severity),
            message: Message::of(&text),
            locations: vec![self.location(None, &found.primary)],
            related_locations: numbered.map(|(id, label)| self.location(Some(id), label)).collect(),
            fixes: found.fix.iter().filter_map(|fix| self.fix(fix)).collect(),
            partial_fingerprints: self.fingerprints(found),
            suppressions,
        }
    }

    /// Of findings that look alike, each has a number behind it: they are several.
    fn fingerprints(&mut self, found: &Diagnostic) -> HashMap<&'static str, String> {
        let Some(print) = fingerprint(found, self.run.group.sources) else {
            return HashMap::new();
        };
        let count =
            self.seen.entry((found.primary.at.file, found.code, print.clone())).or_default();
        *count += 1;
        HashMap::from([(FINGERPRINT, format!("{print}:{count}"))])
    }

    fn location(&self, id: Option<usize>, label: &Label) -> Location {
        let group = &self.run.group;
        Location {
            id,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact(label.at.file),
                region: place::region(group, label.at),
            },
            message: (!label.text.is_empty()).then(|| Message::of(&label.text)),
        }
    }

    fn artifact(&self, file: FileId) -> ArtifactLocation {
        ArtifactLocation { uri: place::uri(&self.run.group.path(file)) }
    }

    /// The edits file by file, in the order in which the files are first edited. Nothing where one
    /// takes the byte-order mark away: no region holds it.
    fn fix(&self, fix: &'a Fix) -> Option<FixShown<'a>> {
        if fix.edits.iter().any(|edit| place::holds_mark(&self.run.group, edit.at)) {
            return None;
        }
        let mut changes: Vec<(FileId, Vec<Replacement<'a>>)> = Vec::new();
        for edit in &fix.edits {
            let replacement = self.replacement(edit);
            match changes.iter_mut().find(|(file, _)| *file == edit.at.file) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((edit.at.file, vec![replacement])),
            }
        }
        let change = |(file, replacements)| ArtifactChange {
            artifact_location: self.artifact(file),
            replacements,
        };
        Some(FixShown {
            description: Message::of(&fix.title),
            artifact_changes: changes.into_iter().map(change).collect(),
        })
    }

    fn replacement(&self, edit: &'a Edit) -> Replacement<'a> {
        Replacement {
            deleted_region: place::region(&self.run.group, edit.at),
            inserted_content: log::Content { text: &edit.text },
        }
    }
}
