//! One run of all rules over a program: levels, comments that allow, the baseline.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic, Hidden, HiddenBy, Trust};
use crate::hir::Program;
use crate::markup::{self, Syntax};
use crate::syntax::Comment;
use crate::text::{FileId, FileSpan, Sources, Span};

use super::allow::Allows;
use super::baseline::{Baseline, Entry};
use super::context::Context;
use super::rules::{RULES, idle_allow, stale_baseline};
use super::{LintRule, Settings, rule_of_code};

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
    /// A document of Systems Manager, or a template, and no source.
    pub is_document: bool,
    /// The tree of a document, and its language.
    pub markup: Option<(&'a markup::Document, Syntax)>,
}

/// What a run finds.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    pub found: Vec<Diagnostic>,
    /// What comments and the baseline hide, in no order.
    pub hidden: Vec<Hidden>,
}

/// Looks with every rule that is on. `checked` is what checking found: its findings get the names
/// and levels of rules where they have some, may be allowed, and are hidden by the baseline as
/// those of the rules are.
pub fn lint(input: &LintInput<'_>, checked: Vec<Diagnostic>) -> Linted {
    let context = Context::of(input.program, input.sources, input.files);
    let is_on = |rule: &&&LintRule| input.settings.level(rule).is_some();
    let on: Vec<&LintRule> = RULES.iter().filter(is_on).copied().collect();
    let own: FxHashSet<FileId> = input.files.iter().map(|file| file.id).collect();
    let looks = |rule: &&LintRule| rule.look.map_or_else(Vec::new, |look| look(&context));
    // One file is looked at in less time than it takes to wake a thread, and others may be looked at
    // beside it.
    let mut found: Vec<Diagnostic> = match input.files {
        [_] => on.iter().flat_map(looks).collect(),
        _ => on.par_iter().flat_map_iter(looks).collect(),
    };
    found.retain(|one| own.contains(&one.primary.at.file));
    drop_told(&mut found, &checked);
    found.extend(checked.into_iter().filter_map(|one| named(one, input.settings)));
    let mut hidden = Vec::new();
    let said = allow(input, &context, (&mut found, &mut hidden));
    found.extend(said);
    if let Some((baseline, at)) = input.baseline {
        let stale = baseline.hide(&mut found, input.sources, &mut hidden);
        found.extend(stale_entries(input, &own, (baseline, &stale), at));
    }
    for one in found.iter_mut().chain(hidden.iter_mut().map(|one| &mut one.finding)) {
        if let Code::Rule(name) = one.code
            && let Ok(rule) = super::rule_named(name)
            && let Some(level) = input.settings.level(rule)
        {
            one.severity = level;
        }
    }
    Linted { found, hidden }
}

/// Drops what a rule finds at the very place of an error: mended, it may be another thing.
fn drop_told(found: &mut Vec<Diagnostic>, checked: &[Diagnostic]) {
    let errors: FxHashSet<FileSpan> =
        checked.iter().filter(|one| one.is_error()).map(|one| one.primary.at).collect();
    found.retain(|one| !errors.contains(&one.primary.at));
}

/// A warning of checking under the name of its rule; nothing where that rule is off.
fn named(mut found: Diagnostic, settings: &Settings) -> Option<Diagnostic> {
    let Some(number) = found.code.number().filter(|_| !found.is_error()) else {
        return Some(found);
    };
    match rule_of_code(number) {
        Some(rule) => {
            settings.level(rule)?;
            found.code = Code::Rule(rule.name);
            Some(found)
        }
        None if settings.is_part() => None,
        None => Some(found),
    }
}

/// Takes what comments allow out of what was found; gives what is to be said of the comments.
fn allow(
    input: &LintInput<'_>,
    context: &Context<'_>,
    (found, hidden): (&mut Vec<Diagnostic>, &mut Vec<Hidden>),
) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let is_on = |rule: &LintRule| input.settings.level(rule).is_some();
    for file in input.files {
        let Some(source) = input.sources.get(file.id) else { continue };
        let mut allows = Allows::of(file, source);
        said.append(&mut allows.found);
        let mut reason = |one: &Diagnostic| {
            let at = one.primary.at;
            let mut lines = vec![source.lines.line_of(at.span.start)];
            // A script is no place for a comment to a program: it stands at its statement, or at the
            // text of a document that is the script.
            for around in context.statements_around(at) {
                lines.push(source.lines.line_of(around.span.start));
                lines.push(source.lines.line_of(around.span.end.saturating_sub(1)));
            }
            let root = file.markup.and_then(|(markup, _)| markup.root.as_ref());
            let text = root.map(|root| root.innermost(at.span)).filter(|it| it.as_str().is_some());
            lines.extend(text.map(|text| source.lines.line_of(text.span.start)));
            allows.allows(one.code, &lines)
        };
        let mut kept = Vec::with_capacity(found.len());
        for finding in found.drain(..) {
            let is_here = finding.primary.at.file == file.id;
            match is_here.then(|| reason(&finding)).flatten() {
                Some(reason) => hidden.push(Hidden { finding, by: HiddenBy::Comment { reason } }),
                None => kept.push(finding),
            }
        }
        *found = kept;
        if is_on(&idle_allow::RULE) {
            said.extend(allows.idle(source, is_on));
        }
    }
    said
}

/// Entries of the baseline that hide nothing any more, of files and rules that were looked at. A lone
/// document tells of its own entries only, and nothing but a document of those of documents.
fn stale_entries(
    input: &LintInput<'_>,
    own: &FxHashSet<FileId>,
    (baseline, stale): (&Baseline, &[Entry]),
    at: FileSpan,
) -> Vec<Diagnostic> {
    if input.settings.is_part() || input.settings.level(&stale_baseline::RULE).is_none() {
        return Vec::new();
    }
    let is_document = |path: &str| Syntax::of_path(path).is_some();
    let is_lone = input
        .files
        .iter()
        .any(|file| input.sources.get(file.id).is_some_and(|source| is_document(&source.path)));
    let is_looked_at = |entry: &&Entry| match input.sources.find(&entry.file) {
        Some(file) => own.contains(&file),
        None => !is_lone && !is_document(&entry.file),
    };
    let stale: Vec<Entry> = stale.iter().filter(is_looked_at).cloned().collect();
    let size = input.sources.get(at.file).map_or(0, |source| source.text.len());
    let whole = FileSpan { span: Span::new(0, u32::try_from(size).unwrap_or(u32::MAX)), ..at };
    let after = baseline.without(&stale);
    let finding = |entry| {
        let found = stale_baseline::finding(at, entry);
        found.fix(Trust::Safe, "take out of the baseline what is not found", whole, &after)
    };
    stale.iter().map(finding).collect()
}
