//! Tasks that invoke a Lambda function or start a state machine: `lambda("arn", payload: …)`,
//! `step_function("arn", input: …)`.

use crate::check::Checker;
use crate::check::request::model::task;
use crate::check::request::shape::Shape;
use crate::hir::{RequestField, Ty, WindowTaskKind};
use crate::syntax::ast::{self, DocumentName, ExprKind};
use crate::text::Name;

use super::errors;
use super::task::Runs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherKind {
    Lambda,
    StepFunctions,
}

/// An argument beside the ARN and the data: its word, the member, and what it takes.
type Extra = (&'static str, &'static str, Shape);

const LAMBDA: [Extra; 2] = [
    (
        "client_context",
        "ClientContext",
        Shape::Model(task("TaskInvocationParameters.Lambda.ClientContext")),
    ),
    (
        "qualifier",
        "Qualifier",
        Shape::Narrow(
            task("TaskInvocationParameters.Lambda.Qualifier"),
            r"^(\$LATEST|[a-zA-Z0-9_-]+)$",
        ),
    ),
];
const STEP_FUNCTIONS: [Extra; 1] = [(
    "name",
    "Name",
    Shape::Narrow(task("TaskInvocationParameters.StepFunctions.Name"), r"^[\w.+=,@-]+$"),
)];

impl OtherKind {
    /// What a call means where no document of the project has that name.
    pub(super) fn of(cx: &Checker<'_>, document: &DocumentName) -> Option<Self> {
        let DocumentName::Expr(expr) = document else { return None };
        let ExprKind::Name(name) = &expr.kind else { return None };
        if cx.context.index.lookup(cx.file, &name.text).is_some() {
            return None;
        }
        match name.text.as_str() {
            "lambda" => Some(Self::Lambda),
            "step_function" => Some(Self::StepFunctions),
            _ => None,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Lambda => "lambda",
            Self::StepFunctions => "step_function",
        }
    }

    /// The argument with the data, and its member.
    const fn data(self) -> (&'static str, &'static str) {
        match self {
            Self::Lambda => ("payload", "Payload"),
            Self::StepFunctions => ("input", "Input"),
        }
    }

    const fn options(self) -> &'static [Extra] {
        match self {
            Self::Lambda => &LAMBDA,
            Self::StepFunctions => &STEP_FUNCTIONS,
        }
    }

    const fn arn(self) -> Shape {
        let pattern = match self {
            Self::Lambda => r"^arn:aws[^:]*:lambda:[a-z0-9-]+:[0-9]{12}:function:.+$",
            Self::StepFunctions => r"^arn:aws[^:]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:.+$",
        };
        Shape::Narrow(task("TaskArn"), pattern)
    }
}

/// Checks the call of a function or a state machine.
pub(super) fn check_other(
    cx: &mut Checker<'_>,
    kind: OtherKind,
    call: &ast::DocumentCall,
) -> Option<Runs> {
    let at = cx.at(call.document.span());
    let mut arn = None;
    let mut parameters = Vec::new();
    let mut invocation = Vec::new();
    for argument in &call.arguments {
        let word = argument.name.as_ref().map_or("", |name| name.text.as_str());
        let place = if word.is_empty() {
            format!("the ARN of `{}`", kind.word())
        } else {
            format!("`{word}` of `{}`", kind.word())
        };
        if word.is_empty() && arn.is_none() {
            arn = Some(kind.arn().read(cx, &argument.value, &place));
        } else if word == kind.data().0 {
            let value = cx.expression_of(&argument.value, &Ty::Json, &place);
            parameters.push((Name::new(kind.data().1), value));
        } else if let Some((_, member, shape)) = kind.options().iter().find(|row| row.0 == word) {
            let read = shape.read(cx, &argument.value, &place);
            invocation.extend(read.map(|(value, at)| RequestField { name: member, value, at }));
        } else {
            let known = std::iter::once(kind.data().0);
            let known = known.chain(kind.options().iter().map(|row| row.0));
            let at = cx.at(argument.span);
            let owner = format!("`{}`", kind.word());
            cx.report(errors::unknown_attribute(at, word, &owner, known));
        }
    }
    let Some(arn) = arn else {
        cx.report(errors::missing_arn(at, kind.word()));
        return None;
    };
    let (value, at) = arn?;
    let name = value.as_str()?.to_owned();
    parameters.retain(|(_, value)| !value.is_error());
    let kind = match kind {
        OtherKind::Lambda => WindowTaskKind::Lambda { function: name, at },
        OtherKind::StepFunctions => WindowTaskKind::StepFunctions { machine: name, at },
    };
    Some(Runs { kind, parameters, invocation })
}
