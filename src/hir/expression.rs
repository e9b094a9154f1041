//! Checked expressions. What the build knows is a `Const`; the rest says what SSM or the node
//! will compute.

use std::sync::Arc;

use crate::text::{FileSpan, Name};

use super::{LoopId, StepId, TaskId, Ty, Value};

/// When a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Build,
    Run,
    Node,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Ty,
    pub stage: Stage,
    pub at: FileSpan,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// The only kind of stage `Build`.
    Const(Value),
    /// A parameter of the document.
    Parameter(Name),
    /// A variable of the runbook.
    Variable(Name),
    /// `global.*` and `automation.*`.
    System(SystemValue),
    /// What a step gave, at a path. An empty path is the whole result.
    Output {
        step: StepId,
        path: Vec<PathSegment>,
    },
    /// The item of the loop at hand.
    LoopItem(LoopId),
    /// `ssm("/path")`: in a default only.
    SsmParameter(Arc<str>),
    /// `secret("/path")`: read on the node, at run time.
    Secret(Arc<str>),
    /// Text with holes: constants and expressions that are put into it, in order.
    Template(Vec<Expr>),
    List(Vec<ListPart>),
    Record(Vec<(Name, Expr)>),
    /// What SSM can compare or a generated script computes. Operands in order.
    Op {
        op: Op,
        operands: Vec<Expr>,
    },
    /// `x.path else D`, and `x ?? d` at run stage.
    Else {
        value: Box<Expr>,
        default: Box<Expr>,
        when: Missing,
    },
    /// `unchecked(x.path)`.
    Unchecked(Box<Expr>),
    /// `failure.step`, `failure.message` in a rescue.
    Failure(FailureField),
    /// `target.id`, … of a window's task.
    Target(TargetField),
    /// `window.id`, … of a window's task.
    Window(WindowField),
    /// `event.detail["instance-id"]`: a part of the event that an event rule matched.
    Event(Vec<PathSegment>),
    /// `facts.os_family`, …: known on the node.
    Fact(Name),
    /// What a task did: a record with `changed` and `failed`.
    TaskResult(TaskId),
    /// After an error; already reported.
    Error,
}

/// When the other value of `ExprKind::Else` stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// `else`: the step has not run.
    NotRun,
    /// `??`: the step has run, but gave nothing there; or the parameter is not given.
    Absent,
}

/// An element of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum ListPart {
    Item(Expr),
    Spread(Expr),
}

/// One step of a path through a step's result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathSegment {
    /// An output that the source gives the step by `let STEP.NAME = …`: always the whole path.
    Named(Name),
    Member(Name),
    Index(u32),
    /// `[*]`.
    Each,
    /// `[where Key == "Name"]`: one comparison with a constant, as SSM's filters take.
    Where {
        member: Vec<Name>,
        operator: Op,
        value: FilterValue,
    },
}

/// The right side of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FilterValue {
    String(Arc<str>),
    Int(i64),
    Bool(bool),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    EqualsIgnoreCase,
    StartsWith,
    EndsWith,
    Contains,
    /// `x in xs`.
    In,
    And,
    Or,
    Not,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    /// `if c then a else b`.
    If,
    /// `xs[i]` of a value that is no step's result.
    Index,
    /// `x.member` of a value that is no step's result.
    Member(Name),
    /// `x as T`; the target is the expression's own type.
    As,
    /// A built-in function by its name: `length`, `join`, …
    Function(Name),
}

/// Source: "Automation system variables", user guide of Systems Manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SystemValue {
    Date,
    DateTime,
    Region,
    AccountId,
    Partition,
    ExecutionId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureField {
    Step,
    Message,
}

/// The resource at hand: pseudo parameters of a maintenance window's task; its id in a remediation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetField {
    /// `{{RESOURCE_ID}}`
    Id,
    /// `{{TARGET_ID}}`
    Arn,
    /// `{{TARGET_TYPE}}`
    Type,
}

/// Pseudo parameters of a maintenance window's task that name the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WindowField {
    Id,
    TaskId,
    TargetId,
    ExecutionId,
    TaskExecutionId,
    InvocationId,
}

impl Expr {
    pub fn constant(value: Value, ty: Ty, at: FileSpan) -> Expr {
        Expr { kind: ExprKind::Const(value), ty, stage: Stage::Build, at }
    }

    pub fn run(kind: ExprKind, ty: Ty, at: FileSpan) -> Expr {
        Expr { kind, ty, stage: Stage::Run, at }
    }

    /// The expressions directly inside, in order.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Template(parts) | ExprKind::Op { operands: parts, .. } => {
                parts.iter().collect()
            }
            ExprKind::List(parts) => parts
                .iter()
                .map(|part| match part {
                    ListPart::Item(item) | ListPart::Spread(item) => item,
                })
                .collect(),
            ExprKind::Record(members) => members.iter().map(|(_, value)| value).collect(),
            ExprKind::Else { value, default, .. } => vec![value, default],
            ExprKind::Unchecked(inner) => vec![inner],
            ExprKind::Const(_)
            | ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::System(_)
            | ExprKind::Output { .. }
            | ExprKind::LoopItem(_)
            | ExprKind::SsmParameter(_)
            | ExprKind::Secret(_)
            | ExprKind::Failure(_)
            | ExprKind::Target(_)
            | ExprKind::Window(_)
            | ExprKind::Event(_)
            | ExprKind::Fact(_)
            | ExprKind::TaskResult(_)
            | ExprKind::Error => Vec::new(),
        }
    }

    /// The expression that stands for one that could not be checked.
    pub fn error(at: FileSpan) -> Expr {
        Expr { kind: ExprKind::Error, ty: Ty::Unknown, stage: Stage::Build, at }
    }

    pub fn as_const(&self) -> Option<&Value> {
        match &self.kind {
            ExprKind::Const(value) => Some(value),
            _ => None,
        }
    }

    pub fn is_error(&self) -> bool {
        matches!(self.kind, ExprKind::Error)
    }
}

impl SystemValue {
    /// Every value: as written in Ordain, and as SSM's reference spells it.
    pub const ALL: [(SystemValue, &'static str, &'static str); 6] = [
        (Self::AccountId, "global.ACCOUNT_ID", "global:ACCOUNT_ID"),
        (Self::Partition, "global.AWS_PARTITION", "global:AWS_PARTITION"),
        (Self::Date, "global.DATE", "global:DATE"),
        (Self::DateTime, "global.DATE_TIME", "global:DATE_TIME"),
        (Self::Region, "global.REGION", "global:REGION"),
        (Self::ExecutionId, "automation.EXECUTION_ID", "automation:EXECUTION_ID"),
    ];

    /// As SSM's reference spells it, without braces.
    pub fn reference(self) -> &'static str {
        Self::ALL.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }
}
