//! Runbooks: structured statements over steps of one action each.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::text::{FileId, FileSpan, Name};

use super::{DocumentHeader, Expr, Parameter, Ty};

/// Names one step of a runbook, in source order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u32);

/// Names one run-stage loop of a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopId(pub u32);

#[derive(Clone, Debug, PartialEq)]
pub struct Runbook {
    pub header: DocumentHeader,
    pub parameters: Vec<Parameter>,
    pub variables: Vec<Variable>,
    pub assume_role: Option<Expr>,
    pub body: Block,
    /// In source order; may stand anywhere in the body.
    pub outputs: Vec<DocumentOutput>,
    /// Outputs of steps that the source declares, in source order.
    pub named_outputs: Vec<NamedOutput>,
    /// Names that `let` gives to paths of results, in source order.
    pub aliases: Vec<OutputAlias>,
    pub attachments: Vec<Attachment>,
    /// Checksums (and the size) of files that the project does not have, by name.
    pub files: IndexMap<Name, super::Value>,
}

/// `let root = server.Reservations[0].…`: what the output behind that path is called.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputAlias {
    pub name: Name,
    pub step: StepId,
    pub path: Vec<super::PathSegment>,
    pub at: FileSpan,
}

/// `let server.State = server.Reservations[0].…`: an output that the step has whether anything
/// reads it or not. Its name is its own among those of the step.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedOutput {
    pub step: StepId,
    pub name: Name,
    pub selects: Selection,
    pub ty: Ty,
    pub at: FileSpan,
}

/// What a named output selects of the step's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    Path(Vec<super::PathSegment>),
    /// `STEP.select("…")`: the selector as the document has it.
    Text(Arc<str>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    pub name: Name,
    pub at: FileSpan,
    pub ty: Ty,
    pub description: Option<String>,
    pub default: Option<Expr>,
}

/// `output x.path` or `output NAME = x.path`.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentOutput {
    /// As the source says.
    pub name: Option<Name>,
    /// Under which callers read it: the name, else the last member of the path. Nothing where
    /// there is neither, or where another output is called alike.
    pub called: Option<Name>,
    pub value: Expr,
    pub at: FileSpan,
}

/// A file that goes with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub name: Arc<str>,
    /// As it is written, from the folder of the file that does.
    pub path: Arc<str>,
    pub asked_by: FileId,
    /// Lower-case hexadecimal.
    pub sha256: Arc<str>,
    pub size_bytes: u64,
    pub at: FileSpan,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub statements: Vec<Statement>,
    /// From brace to brace.
    pub at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub kind: StatementKind,
    /// What the source names it; a step's own name is in `Step::name`.
    pub name: Option<StepName>,
    pub description: Option<String>,
    pub clauses: Clauses,
    pub at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// One action of SSM.
    Step(Step),
    /// `if/else if/else`, `match` and `action.branch`: the first arm whose condition holds, else
    /// `otherwise`.
    Branch {
        arms: Vec<BranchArm>,
        otherwise: Block,
        /// What `action.branch` gives by itself; nothing for the other forms.
        own: Option<OwnResult>,
    },
    /// A run-stage `for`.
    ForEach {
        id: LoopId,
        variable: Name,
        list: Expr,
        body: Block,
    },
    Repeat {
        id: LoopId,
        body: Block,
        until: Expr,
        max: u32,
    },
    /// `for NAME in action.loop(…)`.
    Loop(Box<ServiceLoop>),
    Protect {
        body: Block,
        rescue: Option<Block>,
        always: Option<Block>,
        cancel: Option<CancelArm>,
    },
    /// Statements of an unrolled `for` or a build-stage `if`, in place.
    Inline(Block),
    Assign {
        variable: Name,
        value: Expr,
    },
    Break,
    Continue,
    Exit,
    Fail(Option<Expr>),
    Goto(Name),
}

/// What runs when somebody cancels while a block runs. An arm of the block that runs then is there.
#[derive(Clone, Debug, PartialEq)]
pub enum CancelArm {
    /// Statements of its own; the execution ends behind them.
    Own(Block),
    /// `rescue`; the cancellation goes on behind it, through `always`.
    Rescue(FileSpan),
    /// `always`; the cancellation goes on behind it.
    Always(FileSpan),
}

impl CancelArm {
    /// The statements that only a cancellation runs.
    pub fn block(&self) -> Option<&Block> {
        match self {
            CancelArm::Own(block) => Some(block),
            CancelArm::Rescue(_) | CancelArm::Always(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn block_mut(&mut self) -> Option<&mut Block> {
        match self {
            CancelArm::Own(block) => Some(block),
            CancelArm::Rescue(_) | CancelArm::Always(_) => None,
        }
    }
}

/// The outputs that the service gives to a branch or a loop, as the result of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnResult {
    pub id: StepId,
    pub ty: Ty,
}

/// `aws:loop` with its own inputs: nothing is added, and the limit ends it silently.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceLoop {
    pub id: LoopId,
    /// What the source calls the turn at hand.
    pub variable: Name,
    /// All inputs but `LoopCondition` and `Steps`, in the order of the action's table.
    pub inputs: Vec<(Name, Expr)>,
    /// `LoopCondition`: the body runs again while it holds. It may read what the body wrote.
    pub again: Option<Expr>,
    pub body: Block,
    pub own: OwnResult,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BranchArm {
    pub condition: Expr,
    pub body: Block,
}

/// One step: an action with its inputs, in the order of the action's table; members of an API
/// that the table does not know stand behind them, as written.
///
/// Inputs that are not plain values:
/// - `Script` is a constant `Value::Script`; `Attachment` the name of one of the runbook's
///   attachments.
/// - `PropertySelector` is an `ExprKind::Output` of this very step: its path is the selector.
/// - `Targets` may be a constant `Value::Targets`.
/// - `Duration` of `aws:sleep` may be a constant `Value::Duration`.
///
/// Paths through the result start where the action's selectors do: at the response of
/// `aws:executeAwsApi`, at the payload of `aws:executeScript`, at what the function of
/// `aws:invokeLambdaFunction` returned, at the record of outputs that need no declaration
/// elsewhere. Of `aws:executeAutomation` the result has, besides those, the outputs of the
/// runbook that is called, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: StepId,
    /// `aws:executeAwsApi`, as in the table of actions.
    pub action: &'static str,
    pub inputs: Vec<(Name, Expr)>,
    /// The type of the whole result, for paths and for the outputs' SSM types.
    pub result: Ty,
    /// What the step is called where the source does not name it: `stopInstances`. May stand
    /// more than once in a runbook.
    pub fallback_name: Name,
    /// The document that `run` or `call` names; its name is also the input `DocumentName`.
    pub document: Option<super::DocumentRef>,
    /// `runCommand` reached through `play on …` or `sh … on TARGET`: the document of its own.
    /// The input `DocumentName` is then missing.
    pub companion: Option<Box<super::Command>>,
}

/// A name given in the source.
#[derive(Clone, Debug, PartialEq)]
pub struct StepName {
    pub text: Name,
    pub at: FileSpan,
}

/// The clauses behind a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clauses {
    pub timeout_seconds: Option<(i64, FileSpan)>,
    pub attempts: Option<(i64, FileSpan)>,
    pub on_failure: Option<(FailureAction, FileSpan)>,
    pub on_cancel: Option<(CancelAction, FileSpan)>,
    /// `critical` is true, `noncritical` false.
    pub critical: Option<(bool, FileSpan)>,
    /// `ends`: the step has `isEnd`, whatever else it says. A statement that leaves follows it.
    pub ends: Option<FileSpan>,
    /// `description "…"`.
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FailureAction {
    Abort,
    Continue,
    Goto(Name),
}

#[derive(Clone, Debug, PartialEq)]
pub enum CancelAction {
    Abort,
    Goto(Name),
}
