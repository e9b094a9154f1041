//! What a checked program is: names are resolved, every expression has a type and a stage, roles
//! and build-stage loops are unrolled, build-stage expressions are values. Data only; no syntax.

mod command;
mod document;
mod expression;
mod fact;
pub(crate) mod names;
mod program;
mod record;
mod request;
mod runbook;
mod session;
mod show;
mod structure;
mod ty;
mod value;

pub use command::{
    Command, ExitControl, Handler, HandlerId, Implementation, MODE, MODES, Module, ModuleTask,
    Platform, ScriptArgument, ScriptTask, Shell, Task, TaskBlock, TaskId, TaskKind,
};
pub use document::{
    DocumentHeader, Parameter, ParameterKind, Signature, SignatureKind, TypedParameter,
};
pub use expression::{
    Expr, ExprKind, FailureField, FilterValue, ListPart, Missing, Op, PathSegment, Stage,
    SystemValue, TargetField, WindowField,
};
pub use fact::{FACTS, FactSpec};
pub use program::{Artifact, Complete, Program};
pub use record::{Field, RecordType};
pub use request::{
    Association, DocumentPin, DocumentRef, RawDocument, RawRequest, RequestField, Resource,
    ResourceKind, TargetSet, TargetTest, Window, WindowTarget, WindowTask, WindowTaskKind,
};
pub use runbook::{
    Attachment, Block, BranchArm, CancelAction, CancelArm, Clauses, DocumentOutput, FailureAction,
    LoopId, NamedOutput, OutputAlias, OwnResult, Runbook, Selection, ServiceLoop, Statement,
    StatementKind, Step, StepId, StepName, Variable,
};
pub use session::{SESSION_TYPES, Session};
pub use show::{Alternatives, duration_text};
pub use structure::{Side, TIMESTAMP, type_of, type_of_member};
pub use ty::{AwsType, Bounds, FloatBounds, Ty};
pub use value::{Script, ScriptLanguage, Value};
