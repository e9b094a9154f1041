//! One step of a runbook as statements: what it does, its outputs, and where it goes on.

use crate::aws::Service;
use crate::markup::{Entry, Node, NodeKind};
use crate::ssm::reference::Reference;
use crate::ssm::tables::{self, ValueType};
use crate::syntax::ast::{
    Argument, CancelTarget, Clause, ClauseKind, Expr, ExprKind, FailureTarget, Statement,
    StatementKind,
};
use crate::text::Span;

use super::conditions::{condition, inner, target};
use super::names::Names;
use super::script::{self, argument};
use super::structure::Ends;
use super::{automation, call, items_of, make, parameter, sugar};

/// Where a step stands: what comes behind it in its list, and what the end of the list means.
#[derive(Clone, Copy)]
pub(super) struct Place<'n> {
    pub(super) next: Option<&'n str>,
    pub(super) ends: Ends,
}

/// The statements of a step with where it goes on.
pub(super) fn statements(names: &Names, node: &Node, place: Place<'_>) -> Vec<Statement> {
    let mut statements = own_statements(names, node);
    statements.extend(successor(node, place));
    statements
}

/// The statements of a step: what it does, then its outputs.
pub(super) fn own_statements(names: &Names, node: &Node) -> Vec<Statement> {
    let action = node.get("action").and_then(Node::as_str).unwrap_or_default();
    let (kind, more) = action_kind(names, node, action);
    let mut statement = dressed(names, node, kind);
    statement.clauses.extend(more);
    let mut statements = vec![statement];
    statements.extend(named_outputs(names, node));
    statements
}

/// A statement with the name, the description and the clauses of a step.
pub(super) fn dressed(names: &Names, node: &Node, kind: StatementKind) -> Statement {
    let mut statement = make::statement(kind, node.span);
    statement.docs = parameter::docs(node);
    statement.clauses = clauses(node);
    statement.clauses.extend(parameter::description_clause(node));
    name_it(names, node, &mut statement);
    statement
}

/// Gives the step its name: with `let` where its outputs are read.
fn name_it(names: &Names, node: &Node, statement: &mut Statement) {
    let Some(written) = node.get("name") else { return };
    let Some(name) = written.as_str() else { return };
    let gives = !matches!(
        statement.kind,
        StatementKind::For { .. } | StatementKind::If { .. } | StatementKind::Match { .. }
    );
    let Some(result) = names.result(name).filter(|_| gives) else {
        statement.step_name = Some(make::ident(name, written.span));
        return;
    };
    if result != name {
        statement.step_name = Some(make::ident(name, written.span));
    }
    let bound = make::ident(result, written.span);
    let kind = std::mem::replace(&mut statement.kind, StatementKind::Pause);
    statement.kind = match kind {
        StatementKind::Expr(value) => StatementKind::Let { name: bound, value },
        other => StatementKind::LetStatement { name: bound, value: Box::new(other) },
    };
}

fn action_kind(names: &Names, node: &Node, action: &str) -> (StatementKind, Vec<Clause>) {
    let action_span = node.get("action").map_or(node.span, |node| node.span);
    let short = action.strip_prefix("aws:").unwrap_or(action);
    let Some(inputs) = node.get("inputs") else {
        return (StatementKind::Expr(plain(short, Vec::new(), action_span)), Vec::new());
    };
    if let Some(found) = call::call(names, node) {
        return found;
    }
    if let Some(statement) = sugar::statement(names, short, inputs) {
        return (statement, Vec::new());
    }
    match short {
        "executeScript" => {
            if let Some(step) = script::script(names, inputs) {
                return (step.statement, step.clauses);
            }
        }
        "executeAwsApi" => {
            if let Some(call) = api_call(names, inputs) {
                return (StatementKind::Expr(call), Vec::new());
            }
        }
        "loop" => return (service_loop(names, node, inputs, action_span), Vec::new()),
        _ => {}
    }
    let arguments = inputs.entries().iter().map(|entry| match (short, entry.key.text.as_str()) {
        ("branch", "Choices") => {
            make::argument("Choices", entry.key_span, inner(names, &entry.value))
        }
        ("branch", "Default") => {
            make::argument("Default", entry.key_span, target(names, &entry.value))
        }
        ("executeScript", "Script") => match shared_script(names, &entry.value) {
            Some(read) => make::argument("Script", entry.key_span, read),
            None => input(names, entry, action),
        },
        _ => input(names, entry, action),
    });
    (StatementKind::Expr(plain(short, arguments.collect(), action_span)), Vec::new())
}

/// The file of a script that several steps have.
fn shared_script(names: &Names, script: &Node) -> Option<Expr> {
    script::file(names, &script.as_scalar()?.text, script.span)
}

/// An input of an action. A list where one text is wanted is its only item, which the service
/// takes and no type says.
fn input(names: &Names, entry: &Entry, action: &str) -> Argument {
    let spec = tables::action(action).and_then(|spec| spec.input(&entry.key.text));
    let wants_text = spec.is_some_and(|input| input.types == [ValueType::String]);
    let whole =
        entry.value.as_scalar().and_then(|text| Some((text, Reference::whole(&text.text)?)));
    match whole.filter(|(_, whole)| wants_text && names.is_list(*whole)) {
        Some((text, _)) => {
            make::argument(&entry.key.text, entry.key_span, make::raw(&text.text, text.span))
        }
        None => argument(names, entry),
    }
}

/// `action.NAME(…)`.
fn plain(action: &str, arguments: Vec<Argument>, span: Span) -> Expr {
    make::call(make::path(&["action", action], span), arguments, span)
}

/// Inputs of a step that calls an API which are no members of the request. A request that has one
/// of these members itself cannot be made by a step.
const OF_CALL: [&str; 4] = ["Api", "DesiredValues", "PropertySelector", "Service"];

/// `aws.SERVICE.Operation(…)`, where both are spelt as the models do.
pub(super) fn api_call(names: &Names, inputs: &Node) -> Option<Expr> {
    let (service, api) = (inputs.get("Service")?, inputs.get("Api")?);
    let (service_name, operation) = (service.as_str()?, api.as_str()?);
    let known = Service::named(service_name)?;
    known.model().operation(operation)?;
    let span = service.span.to(api.span);
    let service_path = service_name.replace('-', "_");
    let root = make::name("aws", service.span);
    let callee = make::member(root, &service_path, service.span);
    let callee = Expr { span, ..make::member(callee, operation, api.span) };
    let arguments = inputs
        .entries()
        .iter()
        .filter(|entry| !OF_CALL.contains(&entry.key.text.as_str()))
        .map(|entry| argument(names, entry));
    Some(make::call(callee, arguments.collect(), inputs.span))
}

/// `for TURN in action.loop(…) { … }`: the turn is called like the step.
fn service_loop(names: &Names, node: &Node, inputs: &Node, span: Span) -> StatementKind {
    let name = node.get("name").and_then(Node::as_str).unwrap_or("turn");
    let variable = match names.output(name, "", span).kind {
        ExprKind::Member { base, .. } => match base.kind {
            ExprKind::Name(name) => name,
            _ => make::ident(name, span),
        },
        _ => make::ident(name, span),
    };
    let arguments = inputs.entries().iter().filter(|entry| entry.key.text != "Steps");
    let arguments = arguments.map(|entry| match entry.key.text.as_str() {
        "LoopCondition" => {
            make::argument("LoopCondition", entry.key_span, condition(names, &entry.value))
        }
        _ => argument(names, entry),
    });
    let list = plain("loop", arguments.collect(), span);
    let body = automation::block(names, inputs.get("Steps"), inputs);
    StatementKind::For { variable, list, body }
}

fn clauses(node: &Node) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut add = |key: &str, kind: &dyn Fn(&Node) -> Option<ClauseKind>| {
        if let Some(value) = node.get(key)
            && let Some(kind) = kind(value)
        {
            clauses.push(make::clause(kind, value.span));
        }
    };
    add("timeoutSeconds", &|value| {
        let seconds = whole_number(value)?;
        Some(ClauseKind::Timeout(make::expr(ExprKind::Duration(seconds), value.span)))
    });
    add("maxAttempts", &|value| {
        let count = whole_number(value)?;
        Some(ClauseKind::Attempts(make::expr(ExprKind::Int(count), value.span)))
    });
    add("onFailure", &|value| failure(value).map(ClauseKind::OnFailure));
    add("onCancel", &|value| cancel(value).map(ClauseKind::OnCancel));
    add("isEnd", &|_| ends_itself(node).then_some(ClauseKind::Ends));
    add("isCritical", &|value| match is_true(value)? {
        true => Some(ClauseKind::Critical),
        false => Some(ClauseKind::Noncritical),
    });
    clauses
}

/// Whether a member of a step has a value that a clause says; other members are said elsewhere.
pub(super) fn is_said(entry: &Entry) -> bool {
    let value = &entry.value;
    match entry.key.text.as_str() {
        "timeoutSeconds" | "maxAttempts" => whole_number(value).is_some(),
        "onFailure" => failure(value).is_some(),
        "onCancel" => cancel(value).is_some(),
        "isEnd" | "isCritical" => is_true(value).is_some(),
        "nextStep" => value.as_str().is_some(),
        _ => true,
    }
}

fn failure(value: &Node) -> Option<FailureTarget> {
    match value.as_str()? {
        "Abort" => Some(FailureTarget::Abort),
        "Continue" => Some(FailureTarget::Continue),
        text => {
            let step = text.strip_prefix("step:")?;
            Some(FailureTarget::Goto(make::ident(step.trim(), value.span)))
        }
    }
}

fn cancel(value: &Node) -> Option<CancelTarget> {
    match value.as_str()? {
        "Abort" => Some(CancelTarget::Abort),
        text => {
            let step = text.strip_prefix("step:")?;
            Some(CancelTarget::Goto(make::ident(step.trim(), value.span)))
        }
    }
}

/// A flag; published documents write it as text, too.
pub(super) fn is_true(value: &Node) -> Option<bool> {
    match &value.kind {
        NodeKind::Bool(flag) => Some(*flag),
        NodeKind::String(text) => match text.text.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A number; published documents write it as text, too. No clause of a source has one below zero.
fn whole_number(value: &Node) -> Option<i64> {
    let number = match &value.kind {
        NodeKind::Int(number) => Some(*number),
        NodeKind::String(text) => text.text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| *number >= 0)
}

/// `let STEP.NAME = STEP.select("$…") as T` for each output of the step.
fn named_outputs<'n>(names: &'n Names, node: &'n Node) -> impl Iterator<Item = Statement> + 'n {
    let step = node.get("name").and_then(Node::as_str).unwrap_or_default();
    items_of(node, "outputs").iter().filter_map(move |output| {
        let name = output.get("Name")?;
        let selector = output.get("Selector")?;
        let text = make::string(selector.as_str()?, selector.span);
        let function = names.output(step, "select", selector.span);
        let mut value = make::call(function, vec![make::positional(text)], selector.span);
        if let Some(ty) = output.get("Type") {
            value = make::cast(value, parameter::named_type(ty.as_str()?, ty.span));
        }
        let result = names.result(step).unwrap_or(step);
        let kind = StatementKind::LetOutput {
            step: make::ident(result, name.span),
            name: make::ident(name.as_str()?, name.span),
            value,
        };
        Some(make::statement(kind, output.span))
    })
}

/// Whether a step ends the run although it jumps where it fails: which of the two the service
/// follows is written nowhere, so the step keeps saying both.
pub(super) fn ends_itself(node: &Node) -> bool {
    let jumps =
        node.get("onFailure").and_then(Node::as_str).is_some_and(|it| it.starts_with("step:"));
    jumps && node.get("isEnd").is_some_and(|end| is_true(end) == Some(true))
}

/// `goto STEP` or `exit` where the step does not go on at the one behind it.
fn successor(node: &Node, place: Place<'_>) -> Option<Statement> {
    if ends_itself(node) && place.ends == Ends::Runbook {
        return None;
    }
    let end = node.get("isEnd");
    if let Some(end) = end.filter(|end| is_true(end) == Some(true)) {
        let kind = place.ends.statement();
        return place.next.map(|_| make::statement(kind, end.span));
    }
    let next = node.get("nextStep")?;
    let name = next.as_str().filter(|name| place.next != Some(*name))?;
    let kind = StatementKind::Goto(make::ident(name, next.span));
    Some(make::statement(kind, next.span))
}
