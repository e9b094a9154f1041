//! Checked runbooks made by hand, and the documents that they become. Every document that is made
//! here is held against what Systems Manager accepts.

use std::sync::Arc;

use ordain::hir::{
    Artifact, AwsType, Block, BranchArm, CancelArm, Clauses, Complete, DocumentHeader, Expr,
    ExprKind, Field, LoopId, Op, Parameter, PathSegment, Program, RecordType, Runbook, Statement,
    StatementKind, Step, StepId, StepName, Ty, Value, Variable,
};
use ordain::lower::{Content, Lowered, LoweredKind, lower};
use ordain::resolve::Format;
use ordain::text::FileSpan;
use serde_json::Value as Json;

use super::graph::check_document;

pub(super) fn at() -> FileSpan {
    FileSpan::default()
}

pub(super) fn text(value: &str) -> Expr {
    Expr::constant(Value::string(value), Ty::string(), at())
}

pub(super) fn int(value: i64) -> Expr {
    Expr::constant(Value::Int(value), Ty::int(), at())
}

pub(super) fn truth(value: bool) -> Expr {
    Expr::constant(Value::Bool(value), Ty::Bool, at())
}

pub(super) fn param(name: &str, ty: Ty) -> Expr {
    Expr::run(ExprKind::Parameter(name.into()), ty, at())
}

pub(super) fn var(name: &str, ty: Ty) -> Expr {
    Expr::run(ExprKind::Variable(name.into()), ty, at())
}

pub(super) fn template(parts: Vec<Expr>) -> Expr {
    Expr::run(ExprKind::Template(parts), Ty::string(), at())
}

pub(super) fn record(members: Vec<(&str, Expr)>) -> Expr {
    let members = members.into_iter().map(|(name, value)| (name.into(), value)).collect();
    Expr::run(ExprKind::Record(members), Ty::map(Ty::Json), at())
}

pub(super) fn op(op: Op, operands: Vec<Expr>) -> Expr {
    let ty = match op {
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Negate => Ty::int(),
        _ => Ty::Bool,
    };
    op_of(op, operands, ty)
}

pub(super) fn op_of(op: Op, operands: Vec<Expr>, ty: Ty) -> Expr {
    Expr::run(ExprKind::Op { op, operands }, ty, at())
}

pub(super) fn equal(left: Expr, right: Expr) -> Expr {
    op(Op::Equal, vec![left, right])
}

pub(super) fn length_of(list: Expr) -> Expr {
    op_of(Op::Function("length".into()), vec![list], Ty::int())
}

/// What step `step` gave at `path`, as in `A.B[0].C[*]`.
pub(super) fn out(step: u32, path: &str, ty: Ty) -> Expr {
    Expr::run(ExprKind::Output { step: StepId(step), path: segments(path) }, ty, at())
}

pub(super) fn segments(path: &str) -> Vec<PathSegment> {
    let mut result = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut rest = part.split('[');
        result.extend(rest.next().map(|name| PathSegment::Member(name.into())));
        for index in rest {
            result.push(match index.trim_end_matches(']') {
                "*" => PathSegment::Each,
                number => PathSegment::Index(number.parse().expect("an index")),
            });
        }
    }
    result
}

pub(super) fn fields(fields: Vec<(&str, Ty)>) -> Ty {
    let fields = fields
        .into_iter()
        .map(|(name, ty)| Field { name: name.into(), ty, optional: false })
        .collect();
    Ty::Record(Arc::new(RecordType::new(fields)))
}

pub(super) fn statement(kind: StatementKind) -> Statement {
    Statement { kind, name: None, description: None, clauses: Clauses::default(), at: at() }
}

pub(super) fn named(name: &str, mut statement: Statement) -> Statement {
    statement.name = Some(StepName { text: name.into(), at: at() });
    statement
}

/// A call of an API: `step(1, "ec2.StopInstances", vec![…])`.
pub(super) fn api(id: u32, operation: &str, members: Vec<(&str, Expr)>) -> Statement {
    let (service, operation) = operation.split_once('.').expect("a service and an operation");
    let mut inputs = vec![("Service", text(service)), ("Api", text(operation))];
    inputs.extend(members);
    let mut fallback = operation.to_owned();
    fallback[..1].make_ascii_lowercase();
    action(id, "aws:executeAwsApi", &fallback, inputs)
}

pub(super) fn action(
    id: u32,
    action: &'static str,
    fallback: &str,
    inputs: Vec<(&str, Expr)>,
) -> Statement {
    statement(StatementKind::Step(Step {
        id: StepId(id),
        action,
        inputs: inputs.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        result: Ty::Json,
        fallback_name: fallback.into(),
        document: None,
        companion: None,
    }))
}

pub(super) fn with_result(mut statement: Statement, ty: Ty) -> Statement {
    if let StatementKind::Step(step) = &mut statement.kind {
        step.result = ty;
    }
    statement
}

pub(super) fn block(statements: Vec<Statement>) -> Block {
    Block { statements, at: at() }
}

pub(super) fn branch(
    condition: Expr,
    then: Vec<Statement>,
    otherwise: Vec<Statement>,
) -> Statement {
    cases(vec![(condition, then)], otherwise)
}

pub(super) fn cases(arms: Vec<(Expr, Vec<Statement>)>, otherwise: Vec<Statement>) -> Statement {
    let arms = arms
        .into_iter()
        .map(|(condition, body)| BranchArm { condition, body: block(body) })
        .collect();
    statement(StatementKind::Branch { arms, otherwise: block(otherwise), own: None })
}

pub(super) fn for_each(id: u32, variable: &str, list: Expr, body: Vec<Statement>) -> Statement {
    let (id, variable, body) = (LoopId(id), variable.into(), block(body));
    statement(StatementKind::ForEach { id, variable, list, body })
}

pub(super) fn item(id: u32, ty: Ty) -> Expr {
    Expr::run(ExprKind::LoopItem(LoopId(id)), ty, at())
}

pub(super) fn repeat(id: u32, body: Vec<Statement>, until: Expr, max: u32) -> Statement {
    statement(StatementKind::Repeat { id: LoopId(id), body: block(body), until, max })
}

#[derive(Default)]
pub(super) struct Protected {
    pub(super) body: Vec<Statement>,
    pub(super) rescue: Option<Vec<Statement>>,
    pub(super) always: Option<Vec<Statement>>,
    pub(super) cancel: Option<Vec<Statement>>,
    /// The arm that runs on cancel, too.
    pub(super) shared: Option<CancelArm>,
}

pub(super) fn protect(parts: Protected) -> Statement {
    statement(StatementKind::Protect {
        body: block(parts.body),
        rescue: parts.rescue.map(block),
        always: parts.always.map(block),
        cancel: parts.shared.or(parts.cancel.map(block).map(CancelArm::Own)),
    })
}

pub(super) fn fail(message: Expr) -> Statement {
    statement(StatementKind::Fail(Some(message)))
}

/// A runbook with a role and these statements.
pub(super) fn runbook(statements: Vec<Statement>) -> Runbook {
    Runbook {
        header: DocumentHeader {
            name: "subject".into(),
            emitted_name: "Acme-Subject".to_owned(),
            at: at(),
            description: None,
            attributes: indexmap::IndexMap::new(),
        },
        parameters: vec![
            parameter("Role", Ty::aws(AwsType::RoleArn)),
            parameter("Kind", Ty::string()),
            parameter("Count", Ty::int()),
            parameter("Wait", Ty::Bool),
            parameter("Names", Ty::list(Ty::string())),
        ],
        variables: vec![Variable {
            name: "total".into(),
            at: at(),
            ty: Ty::int(),
            description: None,
            default: Some(int(0)),
        }],
        assume_role: Some(param("Role", Ty::aws(AwsType::RoleArn))),
        body: block(statements),
        outputs: Vec::new(),
        named_outputs: Vec::new(),
        files: indexmap::IndexMap::new(),
        aliases: Vec::new(),
        attachments: Vec::new(),
    }
}

pub(super) fn parameter(name: &str, ty: Ty) -> Parameter {
    Parameter {
        name: name.into(),
        at: at(),
        ty,
        description: None,
        default: None,
        fields: indexmap::IndexMap::new(),
        multiline: false,
    }
}

pub(super) fn kind() -> Expr {
    param("Kind", Ty::string())
}

pub(super) fn count() -> Expr {
    param("Count", Ty::int())
}

pub(super) fn wait() -> Expr {
    param("Wait", Ty::Bool)
}

pub(super) fn names() -> Expr {
    param("Names", Ty::list(Ty::string()))
}

/// Everything that a runbook becomes; there must be no finding.
pub(super) fn artifacts(runbook: Runbook) -> Vec<Lowered> {
    let program = Program { artifacts: vec![Artifact::Runbook(Box::new(runbook))] };
    let complete = Complete::of(&program, 0).expect("no errors");
    let (lowered, found) = lower(complete, Format::Json);
    let messages: Vec<String> =
        found.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    lowered
}

/// The codes of the findings of a runbook.
pub(super) fn codes(runbook: Runbook) -> Vec<String> {
    let program = Program { artifacts: vec![Artifact::Runbook(Box::new(runbook))] };
    let (_, found) = lower(Complete::of(&program, 0).expect("no errors"), Format::Json);
    let mut codes: Vec<String> = found.iter().map(|one| one.code.to_string()).collect();
    codes.dedup();
    codes
}

/// The document of a runbook.
pub(super) fn document(runbook: Runbook) -> Json {
    let artifacts = artifacts(runbook);
    let found = artifacts.iter().find(|it| it.kind == LoweredKind::AutomationDocument);
    let Some(Lowered { content: Content::Document(document), .. }) = found else {
        panic!("no document");
    };
    check_document(document);
    document.clone()
}

/// The document of a runbook with these statements.
pub(super) fn lowered(statements: Vec<Statement>) -> Json {
    document(runbook(statements))
}

/// The step with this name, in a loop or not.
pub(super) fn step<'d>(document: &'d Json, name: &str) -> &'d Json {
    let found = super::graph::all_steps(document).into_iter().find(|step| step["name"] == name);
    found.unwrap_or_else(|| panic!("no step {name} in {document:#}"))
}
