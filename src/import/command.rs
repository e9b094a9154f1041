//! Commands: the parts of a document of schema 1.2, 2.0 or 2.2 as members of a declaration.

use std::sync::Arc;

use crate::markup::{Entry, Node, NodeKind, Scalar};
use crate::ssm::tables::{self, PluginSpec};
use crate::syntax::ast::{
    BinaryOp, Clause, ClauseKind, Expr, ExprKind, FailureTarget, Member, RecordEntry, Statement,
    StatementKind,
};
use crate::text::Span;

use super::company::lines_of;
use super::names::Names;
use super::step::is_true;
use super::value::value;
use super::{Company, automation, call, items_of, make, members_of, parameter, reference, script};

/// Inputs of any plugin that the agent reads for itself.
///
/// Source: the agent's `pluginutil`, "inputs" of schema 2.2.
const CONTROLS: [&str; 3] = ["finallyStep", "onFailure", "onSuccess"];

/// Inputs whose text runs as code.
const CODE: &str = "runCommand";

/// The plugin of Policy documents.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html>
const INVENTORY: &str = "aws:softwareInventory";

/// Everything between the braces of the command.
pub(super) fn members(root: &Node, company: Arc<Company>) -> Vec<Member> {
    let mut names = Names::default();
    names.is_command = true;
    names.company = company;
    members_of(root, "parameters").iter().for_each(|entry| names.add_parameter(entry));
    let mut members: Vec<Member> = members_of(root, "parameters")
        .iter()
        .map(|entry| parameter::parameter(&names, entry))
        .collect();
    members.extend(automation::description(root));
    members.extend(document_type(root));
    let tasks = items_of(root, "mainSteps").iter().map(|step| task(&names, step));
    members.extend(tasks.map(make::statement_member));
    let old = members_of(root, "runtimeConfig").iter().flat_map(|entry| old_tasks(&names, entry));
    members.extend(old.map(make::statement_member));
    members
}

/// `document_type: "Policy"`, where all that the document does is for associations only.
fn document_type(root: &Node) -> Option<Member> {
    let mut actions = items_of(root, "mainSteps").iter().map(|step| step.get("action"));
    let first = items_of(root, "mainSteps").first()?.get("action")?;
    let is_inventory = |action: Option<&Node>| action.and_then(Node::as_str) == Some(INVENTORY);
    actions.all(is_inventory).then(|| {
        let value = make::string("Policy", first.span);
        make::attribute("document_type", first.span, value)
    })
}

fn task(names: &Names, step: &Node) -> Statement {
    let action = step.get("action");
    let plugin = action.and_then(Node::as_str).unwrap_or_default();
    let span = action.map_or(step.span, |action| action.span);
    let inputs = step.get("inputs");
    let mut call = plugin_call(names, (plugin, span), inputs.map_or(&[], Node::entries));
    call::name_document(names, step, &mut call);
    let mut statement = make::statement(StatementKind::Expr(call), step.span);
    statement.docs = parameter::docs(step);
    if let Some(name) = step.get("name") {
        statement.step_name = name.as_str().map(|text| make::ident(text, name.span));
    }
    statement.clauses.extend(step.get("precondition").and_then(|node| condition(names, node)));
    statement.clauses.extend(parameter::description_clause(step));
    statement.clauses.extend(idle(plugin, inputs));
    statement.clauses.extend(controls(inputs.unwrap_or(step)));
    statement
}

/// `plugin.NAME(…)`.
fn plugin_call(names: &Names, (plugin, span): (&str, Span), inputs: &[Entry]) -> Expr {
    let short = plugin.strip_prefix("aws:").unwrap_or(plugin);
    let spec = tables::plugin(short);
    let inputs = inputs.iter().filter(|entry| {
        let name = entry.key.text.as_str();
        let is_idle = spec.is_some_and(|spec| input_name(spec, name).is_none());
        !CONTROLS.contains(&name) && !is_idle
    });
    let arguments = inputs.map(|entry| {
        let value = match entry.key.text.as_str() {
            CODE => lines_of_file(names, &entry.value).unwrap_or_else(|| code(names, &entry.value)),
            _ => value(names, &entry.value),
        };
        let name = spec.and_then(|spec| input_name(spec, &entry.key.text));
        make::argument(name.unwrap_or(&entry.key.text), entry.key_span, value)
    });
    make::call(make::path(&["plugin", short], span), arguments.collect(), span)
}

/// `with { … }`: inputs that the plugin does not read. They change nothing; whoever checks the
/// document says so.
fn idle(plugin: &str, inputs: Option<&Node>) -> Option<Clause> {
    let spec = tables::plugin(plugin)?;
    let inputs = inputs?;
    let is_idle = |entry: &&Entry| {
        let name = entry.key.text.as_str();
        !CONTROLS.contains(&name) && input_name(spec, name).is_none()
    };
    let fields: Vec<RecordEntry> = inputs
        .entries()
        .iter()
        .filter(is_idle)
        .map(|entry| {
            let value = value(&Names::default(), &entry.value);
            make::entry(&entry.key.text, entry.key_span, value)
        })
        .collect();
    let span = fields.first()?.span;
    let record = make::expr(ExprKind::Record(fields), span);
    Some(make::clause(ClauseKind::With(record), span))
}

/// The input of a plugin as its documentation spells it: the agent takes any case.
fn input_name(spec: &PluginSpec, name: &str) -> Option<&'static str> {
    let inputs = || spec.inputs.iter().map(|input| input.name);
    inputs()
        .find(|known| *known == name)
        .or_else(|| inputs().find(|it| it.eq_ignore_ascii_case(name)))
}

/// `split(read("…"), "\n")`: the lines of a script that several steps have; `[read("…")]` where it is
/// one text.
fn lines_of_file(names: &Names, list: &Node) -> Option<Expr> {
    let file = script::file(names, &lines_of(list)?, list.span)?;
    if list.items().len() == 1 {
        return Some(make::list([file], list.span));
    }
    let arguments = [file, make::string("\n", list.span)].map(make::positional).to_vec();
    Some(make::call(make::name("split", list.span), arguments, list.span))
}

/// The lines of a script: where SSM would replace something they are meant so.
fn code(names: &Names, node: &Node) -> Expr {
    match &node.kind {
        NodeKind::String(scalar) => line(scalar),
        NodeKind::List(items) => make::list(items.iter().map(|item| code(names, item)), node.span),
        _ => value(names, node),
    }
}

fn line(scalar: &Scalar) -> Expr {
    match reference::find(&scalar.text).is_empty() {
        true => make::string(&scalar.text, scalar.span),
        false => make::raw(&scalar.text, scalar.span),
    }
}

/// `when facts.platform == "Linux"`, `when Action == "Install"`.
fn condition(names: &Names, precondition: &Node) -> Option<Clause> {
    let compared = precondition.get("StringEquals")?;
    let NodeKind::List(sides) = &compared.kind else { return None };
    let [left, right] = sides.as_slice() else { return None };
    let (left, right) = match right.as_str() {
        Some("platformType") => (right, left),
        _ => (left, right),
    };
    let left = side(names, left)?;
    let right = side(names, right)?;
    let kind = ExprKind::Binary {
        op: BinaryOp::Equal,
        op_span: compared.span,
        left: Box::new(left),
        right: Box::new(right),
    };
    let test = make::expr(kind, compared.span);
    Some(make::clause(ClauseKind::When(test), precondition.span))
}

/// Whether a precondition has the form that `when` says.
pub(super) fn is_condition(precondition: &Node) -> bool {
    condition(&Names::default(), precondition).is_some()
}

fn side(names: &Names, node: &Node) -> Option<Expr> {
    match node.as_str()? {
        "platformType" => Some(make::path(&["facts", "platform"], node.span)),
        _ => Some(value(names, node)),
    }
}

/// What the agent does when the step has failed or succeeded. Without a word it goes on.
fn controls(inputs: &Node) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let failure = inputs.get("onFailure");
    let (target, span) = match failure.and_then(Node::as_str) {
        Some("exit") => (FailureTarget::Abort, failure.map_or(inputs.span, |node| node.span)),
        Some("successAndExit") => {
            (FailureTarget::Succeed, failure.map_or(inputs.span, |node| node.span))
        }
        Some(_) | None => (FailureTarget::Continue, inputs.span.start_point()),
    };
    let finally = inputs.get("finallyStep").filter(|node| is_true(node) == Some(true));
    // Nothing follows the last step: that it goes on need not be said.
    if failure.is_some() || finally.is_none() {
        clauses.push(make::clause(ClauseKind::OnFailure(target), span));
    }
    if let Some(node) = inputs.get("onSuccess").filter(|node| node.as_str() == Some("exit")) {
        clauses.push(make::clause(ClauseKind::OnSuccessExit, node.span));
    }
    if let Some(node) = finally {
        clauses.push(make::clause(ClauseKind::Finally, node.span));
    }
    clauses
}

/// The tasks of a plugin in schema 1.2: one for each of its properties.
fn old_tasks(names: &Names, plugin: &Entry) -> Vec<Statement> {
    let Some(properties) = plugin.value.get("properties") else { return Vec::new() };
    let name = (plugin.key.text.as_str(), plugin.key_span);
    let each: Vec<&Node> = match &properties.kind {
        NodeKind::List(items) => items.iter().collect(),
        _ => vec![properties],
    };
    each.into_iter().map(|one| old_task(names, name, one)).collect()
}

fn old_task(names: &Names, plugin: (&str, Span), properties: &Node) -> Statement {
    let inputs: Vec<Entry> =
        properties.entries().iter().filter(|entry| entry.key.text != "id").cloned().collect();
    let call = plugin_call(names, plugin, &inputs);
    let mut statement = make::statement(StatementKind::Expr(call), properties.span);
    if let Some(id) = properties.get("id") {
        statement.step_name = id.as_str().map(|text| make::ident(&step_name(text), id.span));
    }
    // A plugin of the old schema that fails does not stop the others.
    let span = properties.span.start_point();
    let goes_on = ClauseKind::OnFailure(FailureTarget::Continue);
    statement.clauses.push(make::clause(goes_on, span));
    statement
}

/// `0.aws:runShellScript` as the name of a step.
fn step_name(id: &str) -> String {
    let letters = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    id.chars().map(letters).collect()
}
