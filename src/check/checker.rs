//! What the checks of one declaration share. Each file of this folder adds an `impl Checker` for
//! one family of nodes, so that none imports its sibling.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, NamedOutput};
use crate::text::{FileId, FileSpan, Name, Span};

use super::{Context, Scopes, errors};

/// The kind of place that is checked: decides what names like `failure`, `target` and `facts`
/// mean and which stages may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Constants, types, attributes: only the build's values.
    Build,
    Runbook,
    Command,
    /// Arguments of a window's task.
    WindowTask,
    /// Arguments of what an event rule runs.
    EventRule,
    /// Arguments of what a remediation runs.
    Remediation,
    Session,
    /// The default of a document's parameter or variable.
    ParameterDefault,
}

/// Whether a run-stage `String` may stand where a union of strings is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Unions {
    /// It may not: the callee refuses any other value.
    #[default]
    Closed,
    /// It may: the union comes from an API's model, which the service checks (and extends).
    Open,
}

/// How deep expressions may nest, calls of functions and uses of constants included.
const DEPTH_LIMIT: u32 = 600;

/// How many expressions the check of one declaration may evaluate, loops and calls included.
const WORK_LIMIT: u64 = 1_000_000;

/// Checks one declaration.
pub(crate) struct Checker<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) file: FileId,
    pub(crate) body: Body,
    pub(crate) scopes: Scopes,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// In the rescue of a block: `failure.step` and `failure.message` mean something.
    pub(crate) in_rescue: bool,
    /// In tasks for nodes inside a runbook: `facts.*` mean something.
    pub(crate) in_tasks: bool,
    pub(crate) unions: Unions,
    /// Calls (by the span of the whole call) that the statement around them has already made
    /// steps of: in an expression they stand for this.
    pub(crate) calls: FxHashMap<Span, Expr>,
    /// The outputs of steps that `let STEP.NAME = …` has declared so far.
    pub(crate) named_outputs: Vec<NamedOutput>,
    /// The body of a function is checked without knowing its arguments: what depends on the
    /// stage of values is left to its calls.
    pub(super) is_abstract: bool,
    pub(super) evaluation: Evaluation,
    /// Behind the expression stands `??`: a key that a map lacks is what may be absent.
    pub(super) has_default: bool,
}

/// Which definitions are being evaluated, and what that has cost.
#[derive(Debug, Default)]
pub(super) struct Evaluation {
    depth: u32,
    work: u64,
    is_spent: bool,
    /// The definitions at hand, outermost first: what each is called and where it is declared.
    pub(super) stack: Vec<(Name, FileSpan)>,
    /// The first circle that was met.
    pub(super) circle: Option<Vec<(Name, FileSpan)>>,
    /// Definitions that could not be evaluated; reported where they are declared.
    pub(super) failed: FxHashSet<FileSpan>,
    /// How often a definition that failed was asked for.
    pub(super) failures: u32,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(context: &'a Context<'a>, file: FileId, body: Body) -> Self {
        Self {
            context,
            file,
            body,
            scopes: Scopes::default(),
            diagnostics: Vec::new(),
            in_rescue: false,
            in_tasks: false,
            unions: Unions::default(),
            calls: FxHashMap::default(),
            named_outputs: Vec::new(),
            is_abstract: false,
            evaluation: Evaluation::default(),
            has_default: false,
        }
    }

    /// The span with the file at hand.
    pub(crate) fn at(&self, span: Span) -> FileSpan {
        span.in_file(self.file)
    }

    /// What is written at a place.
    pub(crate) fn source(&self, at: FileSpan) -> &'a str {
        let file = self.context.files.iter().find(|file| file.file == at.file);
        file.map_or("", |file| at.span.of(file.text))
    }

    /// Adds a finding; one that is equal to another, or differs from it in positions only (of an
    /// unrolled loop's next turn, of a list's next item), is dropped.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        let at = diagnostic.primary.at;
        let known = |found: &Diagnostic| {
            found.primary.at == at
                && found.code == diagnostic.code
                && (*found == diagnostic || is_next_item(&found.message, &diagnostic.message))
        };
        if !self.diagnostics.iter().rev().any(known) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports, and gives the expression that stands for one that could not be checked.
    pub(crate) fn refuse(&mut self, diagnostic: Diagnostic, at: FileSpan) -> Expr {
        self.report(diagnostic);
        Expr::error(at)
    }

    /// Works in another place: another file, kind of body and set of names. Gives what was found
    /// there instead of reporting it.
    pub(super) fn elsewhere<T>(
        &mut self,
        file: FileId,
        body: Body,
        work: impl FnOnce(&mut Self) -> T,
    ) -> (T, Vec<Diagnostic>) {
        let mut there = Checker::new(self.context, file, body);
        std::mem::swap(&mut there.evaluation, &mut self.evaluation);
        there.is_abstract = self.is_abstract;
        let result = work(&mut there);
        std::mem::swap(&mut there.evaluation, &mut self.evaluation);
        (result, there.diagnostics)
    }

    /// Goes one level deeper, or reports that the program asks for too much. Every `true` is
    /// followed by one `leave_level`.
    pub(super) fn enter_level(&mut self, span: Span) -> bool {
        self.evaluation.work += 1;
        let is_spent = self.evaluation.work >= WORK_LIMIT;
        if self.evaluation.depth < DEPTH_LIMIT && !is_spent {
            self.evaluation.depth += 1;
            return true;
        }
        let at = self.at(span);
        if !is_spent {
            self.report(errors::nested_too_deep(at, DEPTH_LIMIT));
        } else if !std::mem::replace(&mut self.evaluation.is_spent, true) {
            // Once: whatever else is evaluated after the limit gives nothing.
            self.report(errors::too_much_work(at, WORK_LIMIT));
        }
        false
    }

    pub(super) fn leave_level(&mut self) {
        self.evaluation.depth = self.evaluation.depth.saturating_sub(1);
    }

    /// Counts work that is done outside of expressions, such as the items of a range.
    pub(super) fn spend(&mut self, work: usize) {
        self.evaluation.work =
            self.evaluation.work.saturating_add(u64::try_from(work).unwrap_or(u64::MAX));
    }
}

/// Whether two messages differ in nothing but the positions of items: `[0]` and `[1]`.
fn is_next_item(one: &str, other: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let is_digit = |letter: char| letter.is_ascii_digit();
        text.split('[').map(|part| part.trim_start_matches(is_digit).to_owned()).collect()
    };
    one.contains('[') && parts(one) == parts(other)
}
