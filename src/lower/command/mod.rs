//! Commands to Command documents: tasks to steps, scripts with their arguments as data.

mod condition;
mod data;
mod draft;
mod errors;
mod fact;
mod input;
mod managed;
mod name;
mod number_pattern;
mod parameter;
mod plan;
mod platform;
mod power_shell;
mod precondition;
mod quote;
mod reboot;
mod reference;
mod sh;
mod spell;
mod split;
mod step;
mod user;

use std::collections::BTreeSet;

use serde_json::json;

use crate::diagnostic::Diagnostic;
use crate::hir::{Command, Handler, MODE, Parameter, Platform, Ty, Value};
use crate::resolve::Format;
use crate::ssm::{CommandDocument, pointer_segment};
use crate::text::{FileSpan, Name};

use super::create_document::{create_document_request, share_request};
use super::{Content, Lowered, LoweredKind};
use draft::{Around, Draft, draft};
use managed::{DraftHandler, Form, lanes_of, mode_definition, tasks_of, units};
use name::StepNames;
use parameter::{Interpolation, definition};
use reference::reference_in;
use split::split;
use step::{Assembly, Built, refusing_step, split_condition};
use user::refuse_users;

/// The definition of a parameter that is put into texts as it is, as JSON.
pub(super) fn parameter_definition(parameter: &Parameter) -> serde_json::Value {
    let definition = definition(parameter, Interpolation::Text);
    serde_json::to_value(definition).unwrap_or_default()
}

/// Lowers a command to a document and its request. One that is larger than the service accepts
/// is split, where that can be.
pub(super) fn lower_command(command: &Command, format: Format) -> (Vec<Lowered>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let taken = Taken::of(command, &mut found);
    let whole = whole(&taken, &mut found);
    found.extend(command.parameters.iter().filter_map(map_parameter));
    found.extend(command.parameters.iter().filter_map(hidden_in_default));
    let is_sound = !found.iter().any(Diagnostic::is_error);
    let split = is_sound.then(|| split(&taken, &whole, format)).flatten();
    let mut lowered = match split {
        Some(Ok(split)) => {
            found.push(split.note);
            split.documents
        }
        Some(Err(obstacle)) => {
            found.push(obstacle);
            vec![whole]
        }
        None => vec![whole],
    };
    lowered.push(create_document_request(&command.header, command.document_type, &[]));
    lowered.extend(share_request(&command.header));
    (lowered, found)
}

/// A command with its tasks taken apart.
struct Taken<'a> {
    command: &'a Command,
    drafts: Vec<Draft<'a>>,
    handlers: Vec<DraftHandler<'a>>,
    /// Parameters that the agent puts into the environment.
    environment: Vec<Name>,
}

impl<'a> Taken<'a> {
    fn of(command: &'a Command, found: &mut Vec<Diagnostic>) -> Self {
        let around = Around { command, is_managed: command.has_mode };
        let drafts: Vec<Draft<'_>> =
            command.tasks.iter().map(|task| draft(around, task, found)).collect();
        let handlers: Vec<DraftHandler<'_>> =
            command.handlers.iter().map(|it| draft_handler(around, it, found)).collect();
        let environment = environment(command, &drafts, &handlers);
        let taken = Self { command, drafts, handlers, environment };
        for draft in taken.drafts.iter().chain(tasks_of(&taken.handlers)) {
            refuse_users(command, draft, found);
        }
        found.extend(one_variable(&taken));
        taken
    }

    fn assembly(&self) -> Assembly<'a> {
        let names = StepNames::reserving(&self.command.tasks);
        let environment = self.environment.clone();
        Assembly { command: self.command, environment, names, found: Vec::new() }
    }
}

/// The document with all steps.
fn whole(taken: &Taken<'_>, found: &mut Vec<Diagnostic>) -> Lowered {
    let mut assembly = taken.assembly();
    let mut steps = refusing_steps(&mut assembly);
    let units = units(taken.command, &taken.drafts, &taken.handlers);
    steps.extend(managed::steps(&mut assembly, &units, &taken.handlers, Form::Whole));
    control_exits(&mut steps);
    found.append(&mut assembly.found);
    assemble(taken.command, steps, &taken.environment)
}

fn draft_handler<'a>(
    around: Around<'_>,
    handler: &'a Handler,
    found: &mut Vec<Diagnostic>,
) -> DraftHandler<'a> {
    let tasks = handler.tasks.iter().map(|task| draft(around, task, found)).collect();
    DraftHandler { id: handler.id, name: &handler.name, tasks }
}

/// Parameters that must travel in the environment: what scripts read there, and what remains of
/// conditions for scripts to test once those are known.
fn environment(
    command: &Command,
    drafts: &[Draft<'_>],
    handlers: &[DraftHandler<'_>],
) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    drafts
        .iter()
        .chain(tasks_of(handlers))
        .flat_map(Draft::environment)
        .for_each(|name| add(&mut names, name));
    loop {
        let before = names.len();
        for draft in drafts.iter().filter(|draft| draft.can_guard()) {
            let parts = split_condition(draft, command, &names);
            for test in &parts.rest {
                test.for_each_parameter(&mut |name, channel| {
                    if channel == data::Channel::Environment {
                        add(&mut names, name.clone());
                    }
                });
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

/// Parameters in the environment of Windows whose names differ in case only.
fn one_variable(taken: &Taken<'_>) -> Vec<Diagnostic> {
    let command = taken.command;
    let mut tasks = taken.drafts.iter().chain(tasks_of(&taken.handlers));
    if !tasks.any(|draft| lanes_of(command, draft).has_windows) {
        return Vec::new();
    }
    let is_there = |it: &&Parameter| taken.environment.contains(&it.name);
    let there: Vec<&Parameter> = command.parameters.iter().filter(is_there).collect();
    let mut found = Vec::new();
    for (position, parameter) in there.iter().enumerate() {
        let mut before = there.iter().take(position);
        let first = before.find(|it| it.name.eq_ignore_ascii_case(&parameter.name));
        found.extend(first.map(|first| errors::one_variable(parameter, first)));
    }
    found
}

fn add(names: &mut Vec<Name>, name: Name) {
    if !names.contains(&name) {
        names.push(name);
    }
}

fn map_parameter(parameter: &Parameter) -> Option<Diagnostic> {
    let is_map = |ty: &Ty| matches!(ty.required(), Ty::Map(_) | Ty::Record(_) | Ty::Json);
    let found = match parameter.ty.required() {
        Ty::List { element, .. } => is_map(element),
        other => is_map(other),
    };
    found.then(|| errors::map_parameter(parameter.at, &parameter.name))
}

/// SSM reads references to its Parameter Store in defaults, too.
fn hidden_in_default(parameter: &Parameter) -> Option<Diagnostic> {
    let default = parameter.default.as_ref()?;
    let Value::String(text) = default.as_const()? else { return None };
    let reference = reference_in(text)?;
    Some(errors::hidden_reference(default.at, "this default", reference))
}

/// On a platform that the command is not for, every other step would be skipped, and that would
/// look like success.
fn refusing_steps<'a>(assembly: &mut Assembly<'a>) -> Vec<Built<'a>> {
    let command = assembly.command;
    let Some((allowed, at)) = &command.platforms else { return Vec::new() };
    Platform::ALL
        .into_iter()
        .filter(|platform| !allowed.contains(platform))
        .map(|platform| {
            let only: Vec<&str> = allowed.iter().map(|it| it.as_str()).collect();
            let message = format!("this command is for {} only", only.join(" and "));
            refusing_step(platform, &message, *at, &mut assembly.names)
        })
        .collect()
}

/// SSM goes on after a step that failed; a command of ours does not, unless it says so.
///
/// Source: "onFailure", "onSuccess", "finallyStep" in "Command document plugin reference": inside
/// `inputs`, agent 3.0.502.0 or later.
fn control_exits(steps: &mut [Built<'_>]) {
    let last = steps.len().saturating_sub(1);
    for (index, built) in steps.iter_mut().enumerate() {
        let exit = built.task.map(|task| task.exit.clone()).unwrap_or_default();
        let says_exit = built.says_exit;
        let mut put = |name: &str, value, at: FileSpan| {
            built.step.inputs.insert(name.to_owned(), value);
            built.inputs_at.push((name.to_owned(), at));
        };
        if let Some(at) = exit.succeed_on_failure {
            put("onFailure", json!("successAndExit"), at);
        } else if exit.continue_on_failure.is_none() && index < last {
            put("onFailure", json!("exit"), built.at);
        }
        if let Some(at) = exit.exit_on_success
            && !says_exit
        {
            put("onSuccess", json!("exit"), at);
        }
        if let Some(at) = exit.is_finally {
            put("finallyStep", json!(true), at);
        }
    }
}

fn assemble(command: &Command, steps: Vec<Built<'_>>, environment: &[Name]) -> Lowered {
    let header = &command.header;
    let mut document =
        CommandDocument { description: header.description.clone(), ..CommandDocument::default() };
    let mut origins = vec![(String::new(), header.at)];
    for parameter in &command.parameters {
        let interpolation = if environment.contains(&parameter.name) {
            Interpolation::Environment
        } else {
            Interpolation::Text
        };
        origins.push((format!("/parameters/{}", pointer_segment(&parameter.name)), parameter.at));
        document
            .parameters
            .insert(parameter.name.to_string(), definition(parameter, interpolation));
    }
    if command.has_mode {
        document.parameters.insert(MODE.to_owned(), mode_definition());
    }
    for (index, built) in steps.into_iter().enumerate() {
        let place = format!("/mainSteps/{index}");
        origins.push((place.clone(), built.at));
        if let Some(when) = built.task.and_then(|task| task.when.as_ref()) {
            origins.push((format!("{place}/precondition"), when.at));
        }
        let inputs = built.inputs_at.into_iter();
        origins.extend(
            inputs.map(|(name, at)| (format!("{place}/inputs/{}", pointer_segment(&name)), at)),
        );
        document.main_steps.push(built.step);
    }
    Lowered {
        kind: LoweredKind::CommandDocument,
        name: header.emitted_name.clone(),
        path: format!("documents/{}", header.emitted_name),
        content: Content::Document(json!(document)),
        origins,
        depends_on: documents_of(command),
        source: header.at,
    }
}

/// Paths of the documents of this project that tasks run, sorted.
fn documents_of(command: &Command) -> Vec<String> {
    let names: BTreeSet<&String> = command.documents.iter().collect();
    names.into_iter().map(|name| format!("documents/{name}")).collect()
}
