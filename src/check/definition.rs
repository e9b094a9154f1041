//! Definitions are evaluated when they are first needed, in whatever order they stand; a circle
//! is an error at the definition of it that stands first.

use crate::diagnostic::Diagnostic;
use crate::text::{FileSpan, Name};

use super::{Body, Checker, errors};

impl Checker<'_> {
    /// Evaluates a definition that a use asks for. Nothing is reported here: its own check does
    /// that. Gives nothing where the definition has errors or needs itself.
    pub(super) fn define<T>(
        &mut self,
        name: &Name,
        at: FileSpan,
        body: Body,
        work: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let has_failed = self.evaluation.failed.contains(&at) || self.context.memo.has_failed(at);
        if has_failed || self.closes_circle(at) {
            self.evaluation.failures += 1;
            return None;
        }
        let before = self.evaluation.failures;
        self.evaluation.stack.push((name.clone(), at));
        let (result, found) = self.elsewhere(at.file, body, |there| {
            // What a definition is does not depend on who uses it.
            there.is_abstract = false;
            work(there)
        });
        self.evaluation.stack.pop();
        let is_broken = found.iter().any(Diagnostic::is_error);
        let is_own = self.context.index.is_own(at.file);
        // What another project declares has no check of its own here, and a limit that is met on
        // the way from here may not be met on the way from there.
        for one in found.into_iter().filter(|one| !is_own || errors::is_limit(one)) {
            self.report(one);
        }
        if !is_own && let Some(circle) = self.evaluation.circle.take() {
            self.report_circle(circle);
        }
        if self.evaluation.failures > before || is_broken {
            self.evaluation.failed.insert(at);
            self.evaluation.failures += 1;
            return None;
        }
        Some(result)
    }

    /// Evaluates the definition that is checked itself, and reports what is wrong with it.
    pub(super) fn define_here<T>(
        &mut self,
        name: &Name,
        at: FileSpan,
        work: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let before = self.evaluation.failures;
        self.evaluation.stack.push((name.clone(), at));
        let result = work(self);
        self.evaluation.stack.pop();
        let circle = self.evaluation.circle.take();
        if let Some(circle) = circle.filter(|circle| circle.iter().any(|(_, part)| *part == at)) {
            self.report_circle(circle);
        }
        (self.evaluation.failures == before).then_some(result)
    }

    /// Whether the definition is being evaluated already; keeps the first circle.
    fn closes_circle(&mut self, at: FileSpan) -> bool {
        let evaluation = &mut self.evaluation;
        let Some(start) = evaluation.stack.iter().position(|(_, known)| *known == at) else {
            return false;
        };
        if evaluation.circle.is_none() {
            evaluation.circle = evaluation.stack.get(start..).map(<[_]>::to_vec);
        }
        true
    }

    /// The same circle gives the same finding, whichever of its parts is checked.
    fn report_circle(&mut self, mut circle: Vec<(Name, FileSpan)>) {
        let first = circle.iter().enumerate().min_by_key(|(_, (_, at))| *at);
        let first = first.map_or(0, |(position, _)| position);
        circle.rotate_left(first);
        if let Some(found) = errors::circle(&circle) {
            self.report(found);
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
