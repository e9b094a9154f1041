//! The form between statements and a document: steps in order, with labels and jumps between
//! them as in an assembler. A step goes on to what stands behind it.

use crate::hir::StepId;
use crate::ssm::StepOutput;
use crate::text::FileSpan;

use super::input::Input;

/// A place that steps jump to. It means the next step behind it, or the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label(pub(super) u32);

/// Where a step goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Label(Label),
    /// The end of the steps at hand: of the execution, or of one pass through a loop.
    End,
    /// The end of the execution, also from within a loop.
    Exit,
}

#[derive(Clone, Debug)]
pub(super) enum Item {
    Label(Label),
    Step(Box<FlatStep>),
    Jump(Target),
}

/// The steps of a document, or of a loop's body.
pub(super) type Sequence = Vec<Item>;

/// A step with everything but the names that depend on the whole document.
#[derive(Clone, Debug)]
pub(super) struct FlatStep {
    pub(super) name: String,
    pub(super) action: &'static str,
    pub(super) description: Option<String>,
    pub(super) attempts: Option<u32>,
    pub(super) timeout_seconds: Option<u32>,
    pub(super) on_failure: Option<AfterFailure>,
    pub(super) on_cancel: Option<AfterCancel>,
    pub(super) critical: Option<bool>,
    /// It has `isEnd` where nothing follows it, a jump on failure or not.
    pub(super) ends: bool,
    pub(super) inputs: Vec<(String, Input)>,
    pub(super) outputs: Outputs,
    /// The steps of an `aws:loop`.
    pub(super) body: Option<Sequence>,
    pub(super) at: FileSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AfterFailure {
    Abort,
    Continue,
    Jump(Label),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AfterCancel {
    Abort,
    Jump(Label),
}

/// Where the declared outputs of a step come from.
#[derive(Clone, Debug)]
pub(super) enum Outputs {
    /// From all uses of the result in the runbook.
    Used(StepId),
    /// Of a generated step.
    Fixed(Vec<StepOutput>),
}

impl FlatStep {
    pub(super) fn new(name: String, action: &'static str, at: FileSpan) -> Self {
        Self {
            name,
            action,
            description: None,
            attempts: None,
            timeout_seconds: None,
            on_failure: None,
            on_cancel: None,
            critical: None,
            ends: false,
            inputs: Vec::new(),
            outputs: Outputs::Fixed(Vec::new()),
            body: None,
            at,
        }
    }

    /// Adds an input behind the others.
    pub(super) fn with_input(mut self, name: &str, value: Input) -> Self {
        self.inputs.push((name.to_owned(), value));
        self
    }

    pub(super) fn into_item(self) -> Item {
        Item::Step(Box::new(self))
    }
}
