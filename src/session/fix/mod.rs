//! Safe fixes applied to the texts of a project, each proved to change no meaning.

mod document;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Edit, Trust};
use crate::lower::Content;
use crate::text::FileId;

use super::canonical::canonical;
use super::{LintOptions, OnError, Roles, Session, has_errors, pool};

use document::Original;

/// Fixes may make room for others; more rounds than this are a circle.
const ROUNDS: usize = 50;

/// What mends a comment may take it out.
const OF_COMMENTS: Code = Code::Rule("idle-allow");

/// The texts of a project with all safe fixes.
pub struct FixOutcome {
    /// The project after them.
    pub session: Session,
    /// In path order.
    pub changed: Vec<ChangedText>,
    /// The baseline without what is not found any more, where something of it is.
    pub baseline: Option<ChangedText>,
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
    /// Of sources; those of documents are compared with their texts.
    comments: usize,
    /// The project is a document: nothing is made from it.
    is_document: bool,
}

/// What some fixes take away.
struct Promised {
    comments: usize,
    errors: usize,
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
            fixes.retain(|one| !left_out.contains(&session.key_of(one)));
            let proved = session.proved(&fixes);
            let refused = fixes.iter().filter(|one| !proved.contains(one));
            left_out.extend(refused.map(|one| session.key_of(one)));
            let whole = session.with(&proved);
            let whole_meaning = whole.meaning();
            if !proved.is_empty() && whole_meaning.is_like(&meaning, &session.promised(&proved)) {
                applied += proved.len();
                (session, meaning) = (whole, whole_meaning);
                continue;
            }
            let mut next = None;
            for one in proved {
                let single = session.with(&[one]);
                let single_meaning = single.meaning();
                let is_sound = session.proved(&[one]).len() == 1;
                if is_sound && single_meaning.is_like(&meaning, &session.promised(&[one])) {
                    next = Some((single, single_meaning));
                    break;
                }
                left_out.insert(session.key_of(one));
            }
            let Some(next) = next else { break };
            applied += 1;
            (session, meaning) = next;
        }
        let changed = self.changed(&session);
        let baseline = session.baseline_without_stale(options);
        applied += usize::from(baseline.is_some());
        FixOutcome { session, changed, baseline, applied, left_out: left_out.len() }
    }

    /// The findings of the project's own files with a safe fix, in their order; of two fixes that
    /// overlap, the first.
    fn safe_fixes<'f>(&self, found: &'f [Diagnostic]) -> Vec<&'f Diagnostic> {
        let own: HashSet<FileId> = self.project.files.iter().map(|file| file.id).collect();
        let mut taken: Vec<&Edit> = Vec::new();
        let mut safe = Vec::new();
        for one in found {
            let Some(fix) = one.fix.as_ref().filter(|fix| fix.trust == Trust::Safe) else {
                continue;
            };
            let is_free = fix.edits.iter().all(|edit| {
                own.contains(&edit.at.file) && !taken.iter().any(|other| overlap(edit, other))
            });
            if is_free && !fix.edits.is_empty() {
                taken.extend(&fix.edits);
                safe.push(one);
            }
        }
        safe
    }

    /// Without the fixes after which a document would not mean the same.
    fn proved<'f>(&self, found: &[&'f Diagnostic]) -> Vec<&'f Diagnostic> {
        let mut proved = found.to_vec();
        for file in self.project.files.iter().filter(|file| file.is_document) {
            let is_here = |one: &&&Diagnostic| one.primary.at.file == file.id;
            let here: Vec<&Diagnostic> = found.iter().filter(is_here).copied().collect();
            let Some(source) = self.sources.get(file.id).filter(|_| !here.is_empty()) else {
                continue;
            };
            let Some(syntax) = file.syntax else { continue };
            let sound = Original::read(&source.text, file.id, syntax).provable(&here);
            proved.retain(|one| one.primary.at.file != file.id || sound.contains(one));
        }
        proved
    }

    /// What a fix does, in words that stay the same when other lines move.
    fn key_of(&self, found: &Diagnostic) -> String {
        let Some(fix) = &found.fix else { return String::new() };
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

    /// The project with the fixes of some findings.
    fn with(&self, found: &[&Diagnostic]) -> Session {
        let mut edits: HashMap<FileId, Vec<&Edit>> = HashMap::new();
        for edit in found.iter().filter_map(|one| one.fix.as_ref()).flat_map(|fix| &fix.edits) {
            edits.entry(edit.at.file).or_default().push(edit);
        }
        let mut input = self.input.clone();
        // A session gives its first ids to the sources of the project, in their order.
        for (file, source) in self.project.files.iter().zip(&mut input.project.sources) {
            let text = edits.get(&file.id).and_then(|edits| edited(&source.text, edits));
            if let Some(text) = text {
                source.text = text.into();
            }
        }
        Session::new(input)
    }

    fn promised(&self, found: &[&Diagnostic]) -> Promised {
        let errors = found.iter().filter(|one| one.is_error()).count();
        Promised { comments: self.comments_of(found), errors }
    }

    /// How many comments of sources the fixes of some findings take out.
    fn comments_of(&self, found: &[&Diagnostic]) -> usize {
        let idle = found.iter().filter(|one| one.code == OF_COMMENTS);
        let edits: Vec<&Edit> =
            idle.filter_map(|one| one.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
        let sources = self.project.files.iter().filter(|file| !file.is_document);
        let comments = sources.flat_map(|file| file.comments.iter().map(move |it| (file.id, it)));
        comments
            .filter(|(file, comment)| {
                edits.iter().any(|edit| {
                    let span = edit.at.span;
                    edit.at.file == *file
                        && span.start <= comment.span.start
                        && comment.span.end <= span.end
                })
            })
            .count()
    }

    fn meaning(&self) -> Meaning {
        let analysis = self.examine((self.format(None), Roles::Leave), OnError::Stop);
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
        let sources = self.project.files.iter().filter(|file| !file.is_document);
        Meaning {
            artifacts: is_whole.then(|| analysis.emitted.iter().map(artifact).collect()),
            errors: analysis.diagnostics.iter().filter(|one| one.is_error()).count(),
            warnings,
            comments: sources.map(|file| file.comments.len()).sum(),
            is_document: self.project.files.iter().any(|file| file.is_document),
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

    /// The baseline as its own findings mend it.
    fn baseline_without_stale(&self, options: &LintOptions) -> Option<ChangedText> {
        let outcome = self.lint_here(options);
        let fixes = outcome.diagnostics.iter().filter_map(|one| one.fix.as_ref());
        let safe = fixes.filter(|fix| fix.trust == Trust::Safe);
        // The session itself does not have the baseline.
        let edit =
            safe.flat_map(|fix| &fix.edits).find(|it| self.sources.get(it.at.file).is_none())?;
        let source = outcome.sources.get(edit.at.file)?;
        let after = edited(&source.text, &[edit])?;
        Some(ChangedText { path: Arc::clone(&source.path), after: after.into() })
    }
}

impl Meaning {
    /// Whether nothing of another meaning is lost, nothing new is wrong, and what was promised holds.
    fn is_like(&self, before: &Meaning, promised: &Promised) -> bool {
        let is_no_worse = |(code, count): (&String, &usize)| {
            *count <= before.warnings.get(code).copied().unwrap_or(0)
        };
        let means_the_same = match (&self.artifacts, &before.artifacts) {
            // What it says was compared with what it said.
            _ if before.is_document => self.errors + promised.errors <= before.errors,
            (after, Some(before)) => after.as_ref() == Some(before),
            // Nothing was built before: a fix of an error makes one error less.
            (_, None) => self.errors < before.errors,
        };
        // With an error less, there may be more to see.
        let may_say_more = match before.is_document {
            true => self.errors < before.errors,
            false => before.artifacts.is_none(),
        };
        means_the_same
            && self.comments + promised.comments == before.comments
            && (may_say_more || self.warnings.iter().all(is_no_worse))
    }
}

/// A text with some edits that do not overlap; nothing where one does not fit it.
fn edited(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.at);
    let mut after = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let (start, end) = (edit.at.span.start as usize, edit.at.span.end as usize);
        after.push_str(text.get(from..start)?);
        after.push_str(&edit.text);
        from = end.max(start);
    }
    after.push_str(text.get(from..)?);
    Some(after)
}

fn overlap(left: &Edit, right: &Edit) -> bool {
    let (a, b) = (left.at, right.at);
    a.file == b.file && a.span.start <= b.span.end && b.span.start <= a.span.end
}
