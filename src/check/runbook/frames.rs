//! What is around a statement: bodies with the names in them, loops, blocks with `always`.

use std::collections::HashMap;

use crate::syntax::ast;
use crate::text::{FileSpan, Name};

use super::errors;
use super::state::RunbookCheck;

/// One thing around the statement at hand.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    /// A body: the names of its own statements, as written and as steps are called.
    Body(HashMap<Name, Name>),
    /// A loop that the run repeats.
    Loop(FileSpan),
    /// A loop that the build repeats, by its list.
    Unrolled(FileSpan),
    /// A block that has `always`, by that arm.
    Always(FileSpan),
    /// A module: its statements know nothing of the names and loops around the call.
    Module,
}

impl RunbookCheck<'_> {
    /// Works inside of something.
    pub(super) fn inside<T>(&mut self, frame: Frame, work: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(frame);
        let result = work(self);
        self.frames.pop();
        result
    }

    /// The names that a jump in this body can lead to.
    pub(super) fn body_frame(&self, statements: &[ast::Statement]) -> Frame {
        let names = statements.iter().filter_map(name_of);
        Frame::Body(names.map(|name| (name.text.clone(), self.with_suffix(&name.text))).collect())
    }

    /// The run-stage loop around the statement at hand.
    pub(super) fn loop_around(&self) -> Option<FileSpan> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Loop(at) => Some(*at),
            Frame::Body(_) | Frame::Unrolled(_) | Frame::Always(_) | Frame::Module => None,
        })
    }

    /// Whether a way out of the frames from `depth` on passes no `always`; reports one that does.
    pub(super) fn may_leave(&mut self, depth: usize, (word, at): (&str, FileSpan)) -> bool {
        let always = self.frames.iter().skip(depth).find_map(|frame| match frame {
            Frame::Always(always) => Some(*always),
            Frame::Body(_) | Frame::Loop(_) | Frame::Unrolled(_) | Frame::Module => None,
        });
        if let Some(always) = always {
            self.cx.report(errors::leaves_always(at, word, always));
        }
        always.is_none()
    }

    /// Whether a failure here may end the execution at once: no `always` is passed by. Inside of the
    /// arm itself that is what a failure does anyway.
    pub(super) fn may_abort(&mut self, (word, at): (&str, FileSpan)) -> bool {
        let is_in = |arm: FileSpan| {
            arm.span.start <= at.span.start && at.span.end <= arm.span.end && arm.file == at.file
        };
        let passed = self.frames.iter().find_map(|frame| match frame {
            Frame::Always(always) if !is_in(*always) => Some(*always),
            Frame::Always(_)
            | Frame::Body(_)
            | Frame::Loop(_)
            | Frame::Unrolled(_)
            | Frame::Module => None,
        });
        if let Some(always) = passed {
            self.cx.report(errors::aborts_past_always(at, word, always));
        }
        passed.is_none()
    }

    /// The frames of the module at hand, or of the runbook, with their depth.
    pub(super) fn frames_of_module(
        &self,
    ) -> impl DoubleEndedIterator<Item = (usize, &Frame)> + ExactSizeIterator {
        let is_module = |frame: &Frame| matches!(frame, Frame::Module);
        let first = self.frames.iter().rposition(is_module).unwrap_or(0);
        self.frames.iter().enumerate().skip(first)
    }

    /// The step that a jump means, as it is called in the document.
    pub(super) fn jump_target(&mut self, target: &ast::Ident, word: &str) -> Option<Name> {
        let at = self.cx.at(target.span);
        let visible = self.frames_of_module();
        let found = visible.rev().find_map(|(depth, frame)| match frame {
            Frame::Body(names) => names.get(&target.text).map(|name| (depth, name.clone())),
            Frame::Loop(_) | Frame::Unrolled(_) | Frame::Always(_) | Frame::Module => None,
        });
        if let Some((depth, name)) = found {
            return self.may_leave(depth, (word, at)).then_some(name);
        }
        let found = match self.all_steps.iter().find(|step| step.text == target.text) {
            Some(step) => errors::into_a_body(at, &target.text, self.cx.at(step.span)),
            None => {
                let known: Vec<&str> =
                    self.all_steps.iter().map(|step| step.text.as_str()).collect();
                errors::unknown_step(at, &target.text, &known)
            }
        };
        self.cx.report(found);
        None
    }
}

/// The name that a statement gives to its step.
fn name_of(statement: &ast::Statement) -> Option<&ast::Ident> {
    let of_let = match &statement.kind {
        ast::StatementKind::Let { name, .. } | ast::StatementKind::LetStatement { name, .. } => {
            Some(name)
        }
        _ => None,
    };
    statement.step_name.as_ref().or(of_let)
}

/// The names of all statements of a body, those inside of them included.
pub(super) fn all_names(statements: &[ast::Statement], into: &mut Vec<ast::Ident>) {
    for statement in statements {
        into.extend(name_of(statement).cloned());
        for block in inner_blocks(&statement.kind) {
            all_names(&block.statements, into);
        }
    }
}

pub(super) fn inner_blocks(kind: &ast::StatementKind) -> Vec<&ast::Block> {
    use ast::StatementKind as Kind;
    match kind {
        Kind::If { arms, otherwise } => arms.iter().map(|arm| &arm.body).chain(otherwise).collect(),
        Kind::Match { arms, .. } => arms.iter().map(|arm| &arm.body).collect(),
        Kind::For { body, .. } | Kind::Repeat { body, .. } => vec![body],
        Kind::Block { body, rescue, always, cancel } => {
            let own = cancel.as_ref().and_then(ast::CancelArm::block);
            let arms = [rescue.as_ref(), always.as_ref(), own].into_iter().flatten();
            [body].into_iter().chain(arms).collect()
        }
        _ => Vec::new(),
    }
}
