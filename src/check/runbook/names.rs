//! Names of steps: which are possible, which are taken, and what a step is called by itself.

use std::collections::{HashMap, HashSet};

use crate::hir::StepName;
use crate::hir::names::given_name;
use crate::syntax::ast::Ident;
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;
use super::statement::Site;

/// The names that steps have, with the place of each.
#[derive(Clone, Debug, Default)]
pub(super) struct StepNames {
    taken: HashMap<Name, Taken>,
    /// What stands before the names of steps that calls of modules brought.
    prefixes: HashSet<Name>,
}

impl StepNames {
    /// Takes a prefix, if it is free.
    pub(super) fn take_prefix(&mut self, prefix: Name) -> bool {
        self.prefixes.insert(prefix)
    }
}

/// Where a name is given first.
#[derive(Clone, Copy, Debug)]
struct Taken {
    at: FileSpan,
    /// By `let`, not by `step NAME:`.
    is_let: bool,
}

/// Shortest and longest name of a step. Source: published documents, and the CDK's check.
const LENGTHS: (usize, usize) = (3, 128);

impl RunbookCheck<'_> {
    /// The name that the source gives to a statement: `step NAME:`, else that of its `let`.
    pub(super) fn written_step_name<'s>(&self, site: &Site<'s>) -> Option<&'s Ident> {
        site.written.step_name.as_ref().or(site.result)
    }

    /// The name as the document has it; one that is wrong or taken is reported.
    pub(super) fn step_name(&mut self, site: &Site<'_>) -> Option<StepName> {
        let written = self.written_step_name(site)?;
        let at = self.cx.at(written.span);
        let text = self.with_suffix(&written.text);
        let is_let = site.written.step_name.is_none();
        // A `let` that is too short for a step has something added.
        let text = if is_let { Name::new(given_name(&text)) } else { text };
        if let Some(problem) = problem_of(&text) {
            self.cx.report(errors::bad_step_name(at, &written.text, &problem));
            return None;
        }
        if let Some(first) = self.names.taken.get(&text).copied() {
            // The second name of `let` is reported where it is bound.
            if !is_let || !first.is_let {
                self.cx.report(errors::taken_step_name(at, &written.text, first.at));
            }
            return None;
        }
        self.names.taken.insert(text.clone(), Taken { at, is_let });
        Some(StepName { text, at })
    }

    /// A name inside of modules has what the calls are called before it, one inside unrolled loops
    /// what tells its turn from the others behind it.
    pub(super) fn with_suffix(&self, name: &str) -> Name {
        let mut text = String::new();
        for prefix in &self.prefixes {
            text.push_str(prefix);
            text.push('_');
        }
        text.push_str(name);
        for suffix in &self.suffixes {
            text.push('_');
            text.push_str(suffix);
        }
        text.into()
    }
}

/// What keeps a text from being the name of a step.
fn problem_of(name: &str) -> Option<String> {
    let is_known = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if let Some(bad) = name.chars().find(|letter| !is_known(*letter)) {
        return Some(format!("`{bad}` is not a letter, digit or `_`"));
    }
    let length = name.chars().count();
    let (low, high) = LENGTHS;
    (length < low || length > high).then(|| format!("has {length} characters"))
}

/// The camel-case name of an operation, document or function: `AWS-RunPatchBaseline` (without
/// its `AWS-`), `configure_agent` and `StopInstances` become `runPatchBaseline`,
/// `configureAgent` and `stopInstances`. `or` stands where nothing usable is left.
pub(super) fn camel_case(text: &str, or: &str) -> Name {
    let mut name = String::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        let Some(first) = letters.next() else { continue };
        match name.is_empty() {
            true => name.push(first.to_ascii_lowercase()),
            false => name.push(first.to_ascii_uppercase()),
        }
        name.push_str(letters.as_str());
    }
    name.truncate(LENGTHS.1 / 2);
    match name.len() < LENGTHS.0 {
        true => or.into(),
        false => name.into(),
    }
}
