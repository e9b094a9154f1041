//! Safe fixes applied to the texts of a project, each proved to change no meaning.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Edit, Fix, Trust};
use crate::lower::Content;
use crate::text::FileId;

use super::canonical::canonical;
use super::{LintOptions, OnError, Session, SourceText, has_errors, pool};

/// Fixes may make room for others; more rounds than this are a circle.
const ROUNDS: usize = 50;

/// The texts of a project with all safe fixes.
pub struct FixOutcome {
    /// The project after them.
    pub session: Session,
    /// In path order.
    pub changed: Vec<ChangedText>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many were left out, because the program would not have meant the same.
    pub left_out: usize,
}

/// A source with another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedText {
    /// Relative to the project.
    pub path: Arc<str>,
    pub after: Arc<str>,
}

/// What must stay as it is.
struct Meaning {
    /// Paths of artifacts with what they hold; nothing where there is an error.
    artifacts: Option<BTreeMap<String, Value>>,
    errors: usize,
    /// How often each warning is there.
    warnings: HashMap<String, usize>,
    comments: usize,
}

impl Session {
    /// Applies the safe fixes of what a lint finds, until there are none. A fix after which the
    /// program has another meaning, one comment less or one warning more is left out.
    pub fn fix(&self, options: &LintOptions) -> FixOutcome {
        pool::run(|| self.fix_here(options))
    }

    fn fix_here(&self, options: &LintOptions) -> FixOutcome {
        let mut session = Session::new(self.input.clone());
        let mut meaning = session.meaning();
        let mut left_out: HashSet<String> = HashSet::new();
        let mut applied = 0;
        for _ in 0..ROUNDS {
            let found = session.lint_here(options).diagnostics;
            let mut fixes = session.safe_fixes(&found);
            fixes.retain(|fix| !left_out.contains(&session.key_of(fix)));
            let whole = session.with(&fixes);
            let whole_meaning = whole.meaning();
            if !fixes.is_empty() && whole_meaning.is_like(&meaning) {
                applied += fixes.len();
                (session, meaning) = (whole, whole_meaning);
                continue;
            }
            let mut next = None;
            for fix in &fixes {
                let one = session.with(&[*fix]);
                let one_meaning = one.meaning();
                if one_meaning.is_like(&meaning) {
                    next = Some((one, one_meaning));
                    break;
                }
                left_out.insert(session.key_of(fix));
            }
            let Some(next) = next else { break };
            applied += 1;
            (session, meaning) = next;
        }
        let changed = self.changed(&session);
        FixOutcome { session, changed, applied, left_out: left_out.len() }
    }

    /// The safe fixes of the project's own files, in the order of findings; of two that overlap, the
    /// first.
    fn safe_fixes<'f>(&self, found: &'f [Diagnostic]) -> Vec<&'f Fix> {
        let own: HashSet<FileId> = self.project.files.iter().map(|file| file.id).collect();
        let mut taken: Vec<&Edit> = Vec::new();
        let mut fixes = Vec::new();
        let safe = found.iter().filter_map(|one| one.fix.as_ref());
        for fix in safe.filter(|fix| fix.trust == Trust::Safe) {
            let is_free = fix.edits.iter().all(|edit| {
                own.contains(&edit.at.file) && !taken.iter().any(|other| overlap(edit, other))
            });
            if is_free && !fix.edits.is_empty() {
                taken.extend(&fix.edits);
                fixes.push(fix);
            }
        }
        fixes
    }

    /// What a fix does, in words that stay the same when other lines move.
    fn key_of(&self, fix: &Fix) -> String {
        let mut key = fix.title.clone();
        for edit in &fix.edits {
            let Some(source) = self.sources.get(edit.at.file) else { continue };
            let start = source.lines.line_start(source.lines.line_of(edit.at.span.start));
            let line = source.text.get(start.unwrap_or(0) as usize..).unwrap_or("");
            let line = line.lines().next().unwrap_or("").trim();
            key.extend([&source.path, "\n", line, "\n", edit.at.span.of(&source.text), "\n"]);
            key.push_str(&edit.text);
        }
        key
    }

    /// The project with some fixes.
    fn with(&self, fixes: &[&Fix]) -> Session {
        let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        // From the end, so that offsets stay.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.at));
        let mut texts: HashMap<FileId, String> = HashMap::new();
        for edit in edits {
            let Some(source) = self.sources.get(edit.at.file) else { continue };
            let text = texts.entry(edit.at.file).or_insert_with(|| source.text.to_string());
            let range = edit.at.span.start as usize..edit.at.span.end as usize;
            if text.get(range.clone()).is_some() {
                text.replace_range(range, &edit.text);
            }
        }
        let mut input = self.input.clone();
        // A session gives its first ids to the sources of the project, in their order.
        for (file, source) in self.project.files.iter().zip(&mut input.project.sources) {
            if let Some(text) = texts.remove(&file.id) {
                *source = SourceText::new(Arc::clone(&source.path), text);
            }
        }
        Session::new(input)
    }

    fn meaning(&self) -> Meaning {
        let analysis = self.examine(self.format(None), OnError::Stop);
        let mut warnings: HashMap<String, usize> = HashMap::new();
        for one in analysis.diagnostics.iter().filter(|one| !one.is_error()) {
            *warnings.entry(one.code.to_string()).or_default() += 1;
        }
        let artifact = |one: &super::Emitted| {
            let item = one.lowered();
            let content = match &item.content {
                Content::Document(value) | Content::Request(value) => canonical(value),
                Content::Text { text, .. } => Value::String(text.clone()),
            };
            (format!("{:?} {}", item.kind, item.path), content)
        };
        let is_whole = !has_errors(&analysis.diagnostics);
        Meaning {
            artifacts: is_whole.then(|| analysis.emitted.iter().map(artifact).collect()),
            errors: analysis.diagnostics.iter().filter(|one| one.is_error()).count(),
            warnings,
            comments: self.project.files.iter().map(|file| file.comments.len()).sum(),
        }
    }

    /// The sources of which another session has another text.
    fn changed(&self, other: &Session) -> Vec<ChangedText> {
        let pairs = self.input.project.sources.iter().zip(&other.input.project.sources);
        pairs
            .filter(|(before, after)| before.text != after.text)
            .map(|(before, after)| ChangedText {
                path: Arc::clone(&before.path),
                after: Arc::clone(&after.text),
            })
            .collect()
    }
}

impl Meaning {
    /// Whether nothing of another meaning is lost and nothing new is wrong.
    fn is_like(&self, before: &Meaning) -> bool {
        let is_no_worse = |(code, count): (&String, &usize)| {
            *count <= before.warnings.get(code).copied().unwrap_or(0)
        };
        let means_the_same = match (&self.artifacts, &before.artifacts) {
            (after, Some(before)) => after.as_ref() == Some(before),
            // Nothing was built before: a fix of an error makes one error less.
            (_, None) => self.errors < before.errors,
        };
        means_the_same
            && self.comments == before.comments
            && (before.artifacts.is_none() || self.warnings.iter().all(is_no_worse))
    }
}

fn overlap(left: &Edit, right: &Edit) -> bool {
    let (a, b) = (left.at, right.at);
    a.file == b.file && a.span.start <= b.span.end && b.span.start <= a.span.end
}
