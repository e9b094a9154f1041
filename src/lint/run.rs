//! One run of all rules over a program: levels, comments that allow, the baseline.

use std::collections::HashSet;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::{Code, Diagnostic};
use crate::hir::Program;
use crate::syntax::Comment;
use crate::text::{FileId, FileSpan, Sources};

use super::allow::Allows;
use super::baseline::{Baseline, Entry};
use super::context::Context;
use super::rules::{RULES, idle_allow, stale_baseline};
use super::{LintRule, Settings};

/// What a run looks at.
#[derive(Clone, Copy)]
pub struct LintInput<'a> {
    /// What of the program no error touches.
    pub program: &'a Program,
    pub sources: &'a Sources,
    /// The files that are looked at: findings in others, such as those of a library, are nobody's
    /// business here.
    pub files: &'a [LintedFile<'a>],
    pub settings: &'a Settings,
    /// What is hidden, and where it is written.
    pub baseline: Option<(&'a Baseline, FileSpan)>,
}

/// A file of the project with its comments, in the order of places.
#[derive(Clone, Copy, Debug)]
pub struct LintedFile<'a> {
    pub id: FileId,
    pub comments: &'a [Comment],
}

/// Looks with every rule that is on. `checked` is what checking found: its findings get the names
/// and levels of rules where they have some, may be allowed, and are hidden by the baseline as
/// those of the rules are.
pub fn lint(input: &LintInput<'_>, checked: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let context = Context::of(input.program, input.sources);
    let is_on = |rule: &&&LintRule| input.settings.level(rule).is_some();
    let on: Vec<&LintRule> = RULES.iter().filter(is_on).copied().collect();
    let own: HashSet<FileId> = input.files.iter().map(|file| file.id).collect();
    let mut found: Vec<Diagnostic> = on
        .par_iter()
        .filter_map(|rule| rule.look)
        .flat_map_iter(|look| look(&context))
        .filter(|one| own.contains(&one.primary.at.file))
        .collect();
    found.extend(checked.into_iter().filter_map(|one| named(one, input.settings)));
    let mut said = allow(input, &context, &mut found);
    if let Some((baseline, at)) = input.baseline {
        let stale = baseline.hide(&mut found, input.sources);
        said.extend(stale_entries(input, &own, &stale, at));
    }
    found.extend(said);
    for one in &mut found {
        if let Code::Rule(name) = one.code
            && let Ok(rule) = super::rule_named(name)
            && let Some(level) = input.settings.level(rule)
        {
            one.severity = level;
        }
    }
    found
}

/// A warning of checking under the name of its rule; nothing where that rule is off.
fn named(mut found: Diagnostic, settings: &Settings) -> Option<Diagnostic> {
    let Some(number) = found.code.number().filter(|_| !found.is_error()) else {
        return Some(found);
    };
    let rule = RULES.iter().find(|rule| rule.checked.binary_search(&number).is_ok());
    match rule {
        Some(rule) => {
            settings.level(rule)?;
            found.code = Code::Rule(rule.name);
            Some(found)
        }
        None if settings.is_part() => None,
        None => Some(found),
    }
}

/// Takes out what comments allow; gives what is to be said of the comments.
fn allow(
    input: &LintInput<'_>,
    context: &Context<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let is_on = |rule: &LintRule| input.settings.level(rule).is_some();
    for file in input.files {
        let Some(source) = input.sources.get(file.id) else { continue };
        let mut allows = Allows::of(file, source);
        said.append(&mut allows.found);
        found.retain(|one| {
            let at = one.primary.at;
            if at.file != file.id {
                return true;
            }
            let mut lines = vec![source.lines.line_of(at.span.start)];
            // A script is no place for a comment to a program: it stands at its statement.
            let around = context.statements_around(at);
            lines.extend(around.map(|around| source.lines.line_of(around.span.start)));
            !allows.allows(one.code, &lines)
        });
        if is_on(&idle_allow::RULE) {
            said.extend(allows.idle(is_on));
        }
    }
    said
}

/// Entries of the baseline that hide nothing any more, of files and rules that were looked at.
fn stale_entries(
    input: &LintInput<'_>,
    own: &HashSet<FileId>,
    stale: &[Entry],
    at: FileSpan,
) -> Vec<Diagnostic> {
    if input.settings.is_part() || input.settings.level(&stale_baseline::RULE).is_none() {
        return Vec::new();
    }
    let is_looked_at = |entry: &&Entry| match input.sources.find(&entry.file) {
        Some(file) => own.contains(&file),
        None => true,
    };
    stale.iter().filter(is_looked_at).map(|entry| stale_baseline::finding(at, entry)).collect()
}
