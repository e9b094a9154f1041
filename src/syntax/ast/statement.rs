//! Statements and tasks as written: one grammar for runbooks, commands, roles and plays.

use super::{Argument, Docs, Expr, Ident, Script};
use crate::text::Span;

/// `{ … }` with the span of both braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub statements: Vec<Statement>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub docs: Option<Docs>,
    /// `step NAME:` before it.
    pub step_name: Option<Ident>,
    pub kind: StatementKind,
    pub clauses: Vec<Clause>,
    /// Without the documentation before it.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `let NAME = expression` (an API, action, plugin or module call is an expression too).
    Let {
        name: Ident,
        value: Expr,
    },
    /// `let NAME = run …`, `call …`, `invoke …`, `approve(…)`, a script, `play on …`, …: the
    /// statement's own clauses are on the outer statement.
    LetStatement {
        name: Ident,
        value: Box<StatementKind>,
    },
    /// `let STEP.NAME = expression`: an output of a step, under a name of its own.
    LetOutput {
        step: Ident,
        name: Ident,
        value: Expr,
    },
    /// `var NAME: T = expression`.
    Var {
        name: Ident,
        ty: Option<super::TypeExpr>,
        value: Option<Expr>,
    },
    /// A call that stands alone: `aws.ec2.StopInstances(…)`, `package(name: "x")`.
    Expr(Expr),
    /// `NAME = expression`.
    Assign {
        name: Ident,
        value: Expr,
    },
    Run(DocumentCall),
    Call(DocumentCall),
    /// `invoke LAMBDA(…)`: the callee is the function's name or ARN.
    Invoke(DocumentCall),
    Script(Box<Script>),
    If {
        arms: Vec<Arm>,
        otherwise: Option<Block>,
    },
    Match {
        subject: Expr,
        arms: Vec<MatchArm>,
    },
    For {
        variable: Ident,
        list: Expr,
        body: Block,
    },
    Repeat {
        body: Block,
        until: Expr,
        max: Option<Expr>,
    },
    Block {
        body: Block,
        rescue: Option<Block>,
        always: Option<Block>,
        cancel: Option<CancelArm>,
    },
    Break,
    Continue,
    Exit,
    Fail(Option<Expr>),
    Goto(Ident),
    /// `sleep 5m`.
    Sleep(Expr),
    /// `sleep until "2026-01-01T00:00:00Z"`.
    SleepUntil(Expr),
    Pause,
    Approve(Vec<Argument>),
    WaitUntil(Expr),
    Assert(Expr),
    /// `output path` or `output NAME = path`.
    Output {
        name: Option<Ident>,
        value: Expr,
    },
    /// `play on TARGETS { tasks }` inside a runbook.
    Play {
        targets: Expr,
        body: Block,
    },
    /// `flush handlers`.
    FlushHandlers,
    /// `reboot`.
    Reboot,
    /// `mock PATH => value` inside a test; the subject is a path or a document call.
    Mock {
        subject: Box<StatementKind>,
        result: MockResult,
    },
    /// `expect expression` inside a test.
    Expect(Expr),
    /// What could not be read; already reported.
    Error,
}

/// What a mock answers.
#[derive(Clone, Debug, PartialEq)]
pub enum MockResult {
    Value(Expr),
    Fail,
}

/// `if`/`else if` with its condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub condition: Expr,
    pub body: Block,
}

/// `"a" | "b" { … }`; no patterns for `else`.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchArm {
    pub patterns: Vec<Expr>,
    pub body: Block,
    pub span: Span,
}

/// `DOC(arguments)`; `on TARGETS` is a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentCall {
    pub document: DocumentName,
    pub arguments: Vec<Argument>,
    /// From `(` to `)`; empty, behind the name, where there are none.
    pub arguments_span: Span,
}

/// How a document is named in a call.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentName {
    /// A declaration: `patch_with_snapshot`, or a path `roles.x`, or an expression of type String.
    Expr(Expr),
    /// AWS's own: `"AWS-RunPatchBaseline"`.
    String { text: String, span: Span },
}

impl DocumentName {
    pub fn span(&self) -> Span {
        match self {
            DocumentName::Expr(expr) => expr.span,
            DocumentName::String { span, .. } => *span,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub kind: ClauseKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    Timeout(Expr),
    Attempts(Expr),
    When(Expr),
    Notify(Ident),
    Become(Expr),
    Dir(Expr),
    OnFailure(FailureTarget),
    OnCancel(CancelTarget),
    /// `on success exit`.
    OnSuccessExit,
    Finally,
    /// `ends`: the run ends behind the step.
    Ends,
    Critical,
    Noncritical,
    /// `handler "name"` of a script.
    Handler(Expr),
    /// `with { … }`.
    With(Expr),
    /// `description "…"`: in place of the documentation above.
    Description(Expr),
    /// `on TARGETS`.
    On(Expr),
    /// `unless sh"…"`.
    Unless(Expr),
    /// `creates "path"`.
    Creates(Expr),
    /// `tags ["web"]`.
    Tags(Expr),
}

#[derive(Clone, Debug, PartialEq)]
pub enum FailureTarget {
    Abort,
    Continue,
    /// `succeed`: of a command's task.
    Succeed,
    Goto(Ident),
}

/// What runs when somebody cancels while a `block` runs.
#[derive(Clone, Debug, PartialEq)]
pub enum CancelArm {
    /// `cancel { … }`.
    Own(Block),
    /// `rescue and cancel { … }`, with the place of `and cancel`.
    Rescue(Span),
    /// `always and cancel { … }`, with the place of `and cancel`.
    Always(Span),
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

    /// `cancel`, or `and cancel`.
    pub fn span(&self) -> Span {
        match self {
            CancelArm::Own(block) => block.span,
            CancelArm::Rescue(span) | CancelArm::Always(span) => *span,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum CancelTarget {
    Abort,
    Goto(Ident),
}
