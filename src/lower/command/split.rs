//! A document that is too large, split: its shared scripts become documents of their own, which it
//! runs by `aws:runDocument`.
//!
//! Source: the agent's `runDocument` and `docparser`; see decision 0018.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::emit::{to_json, to_yaml};
use crate::hir::{Command, DocumentHeader, MODE, Parameter, Platform, Ty};
use crate::resolve::Format;
use crate::ssm::limits::{DOCUMENT_BYTES, DOCUMENT_NAME};
use crate::ssm::{CommandDocument, CommandStep, Precondition, pointer_segment};
use crate::text::{FileSpan, Name};

use super::super::create_document::create_document_request;
use super::super::{Content, Lowered, LoweredKind};
use super::errors::{self, Obstacle, Size};
use super::managed::{self, BUILD, Form, Trial, cut, guard_script, mode_definition};
use super::parameter::{Interpolation, definition};
use super::step::{Assembly, Built, put, refusing_step};
use super::{Taken, assemble, control_exits, refusing_steps};

/// A document in parts.
pub(super) struct Split {
    /// The parts with their requests, and the document that runs them.
    pub(super) documents: Vec<Lowered>,
    /// What the split asks of the nodes.
    pub(super) note: Diagnostic,
}

/// Splits the document where it is too large. Nothing where it is not, or where no cut helps.
///
/// # Errors
/// What cannot be handed to a part.
pub(super) fn split(
    taken: &Taken<'_>,
    whole: &Lowered,
    format: Format,
) -> Option<Result<Split, Diagnostic>> {
    let command = taken.command;
    let bytes = size_of(whole, format);
    if !command.has_mode || bytes <= DOCUMENT_BYTES.most {
        return None;
    }
    if let Some((_, at)) = command.header.attributes.get("share_with") {
        return Some(Err(errors::no_parts(&Obstacle::Shared(*at), bytes)));
    }
    let units = managed::units(command, &taken.drafts, &taken.handlers);
    let trial = Trial::new(command, &units, &taken.handlers);
    let fits = |unit: &managed::Shared<'_, '_>| {
        let steps = trial.steps(unit);
        steps.iter().all(|built| {
            let part = Part { command, number: 999, built };
            text(&json!(part.document()), format).len() as u64 <= DOCUMENT_BYTES.most
        })
    };
    let units = cut((command, &taken.handlers), units, &fits)?;
    let mut assembly = taken.assembly();
    let refusing = refusing_steps(&mut assembly);
    let steps = managed::steps(&mut assembly, &units, &taken.handlers, Form::Parts);
    let split = assemble_parts(taken, &mut assembly, (refusing, steps), bytes);
    let fits = |document: &Lowered| size_of(document, format) <= DOCUMENT_BYTES.most;
    match split {
        // What is no shared script may be too large by itself.
        Ok(split) if !split.documents.iter().all(fits) => None,
        other => Some(other),
    }
}

fn assemble_parts<'a>(
    taken: &Taken<'a>,
    assembly: &mut Assembly<'a>,
    (mut steps, mut own): (Vec<Built<'a>>, Vec<Built<'a>>),
    bytes: u64,
) -> Result<Split, Diagnostic> {
    let command = taken.command;
    let is_for_mac = |built: &Built<'_>| built.is_shared && runs_on_mac(command, built);
    let on_mac = own.iter().any(is_for_mac);
    if on_mac {
        let message = "this command is in parts, which SSM Agent does not run on MacOS";
        let at = command.header.at;
        steps.push(refusing_step(Platform::MacOs, message, at, &mut assembly.names));
    }
    let build = sign(&mut own);
    steps.extend(prepare(taken, assembly, (&own, &build)));
    let (mut documents, mut parts) = (Vec::new(), 0);
    let mut is_guarded = true;
    for built in own {
        if !built.is_shared {
            if !std::mem::replace(&mut is_guarded, true) {
                steps.push(unix_step(assembly, "stop", guard_script(), built.at));
            }
            steps.push(built);
            continue;
        }
        is_guarded &= is_windows(&built);
        parts += 1;
        let part = Part { command, number: parts, built: &built };
        let obstacle = part.obstacle(&taken.environment);
        obstacle.map_or(Ok(()), |obstacle| Err(errors::no_parts(&obstacle, bytes)))?;
        documents.extend(part.lowered());
        steps.push(part.call());
    }
    control_exits(&mut steps);
    let mut document = assemble(command, steps, &taken.environment);
    document.depends_on.extend((1..=parts).map(|number| path(command, number)));
    documents.push(document);
    let size = Size { bytes, parts, on_mac };
    Ok(Split { documents, note: errors::in_parts(&command.header, &size) })
}

/// Writes into each script what tells this build from others, and gives it: tasks have other
/// numbers there, and parts of two builds must not be taken for one.
fn sign(own: &mut [Built<'_>]) -> String {
    let mut all = Sha256::new();
    own.iter().for_each(|built| all.update(script(built)));
    let build: String = all.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    for built in own.iter_mut().filter(|built| built.is_shared) {
        let signed = script(built).replacen(BUILD, &build, 1);
        built.step.inputs.insert("runCommand".to_owned(), json!([signed]));
    }
    build
}

/// The step that keeps free texts for the parts, where one of them runs on Linux.
fn prepare<'a>(
    taken: &Taken<'a>,
    assembly: &mut Assembly<'a>,
    (own, build): (&[Built<'a>], &str),
) -> Option<Built<'a>> {
    let mut scripts = own.iter().filter(|built| built.is_shared && !is_windows(built));
    let first = scripts.next()?;
    let all: Vec<String> = std::iter::once(first).chain(scripts).map(script).collect();
    let is_read = |name: &&Name| all.iter().any(|script| reads_variable(script, name));
    let texts: Vec<Name> = taken.environment.iter().filter(is_read).cloned().collect();
    Some(unix_step(assembly, "prepare", managed::prepare_script(&texts, build), first.at))
}

/// A step of `sh` between the parts.
fn unix_step<'a>(
    assembly: &mut Assembly<'a>,
    name: &str,
    script: String,
    at: FileSpan,
) -> Built<'a> {
    let mut step = CommandStep::new(assembly.names.free(name), "aws:runShellScript");
    step.precondition = Some(Precondition::platform(Platform::Linux.as_str()));
    let mut built = Built::new(step, at);
    put(&mut built, "runCommand", json!([script]), at);
    built
}

fn script(built: &Built<'_>) -> String {
    let script = built.step.inputs.get("runCommand").and_then(|lines| lines.get(0));
    script.and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// Whether a script reads the variable of a parameter; a longer name that begins with it counts.
fn reads_variable(script: &str, name: &Name) -> bool {
    script.contains(&format!("SSM_{name}"))
}

fn is_windows(built: &Built<'_>) -> bool {
    built.step.action == "aws:runPowerShellScript"
}

/// Whether a step would run on MacOS, were it not in a part.
fn runs_on_mac(command: &Command, built: &Built<'_>) -> bool {
    let declared = command.platforms.as_ref();
    let is_allowed = declared.is_none_or(|(platforms, _)| platforms.contains(&Platform::MacOs));
    let is_asked = match &built.step.precondition {
        Some(precondition) => *precondition == Precondition::platform(Platform::MacOs.as_str()),
        None => true,
    };
    is_allowed && is_asked && !is_windows(built)
}

/// A step that becomes a document.
struct Part<'p, 'a> {
    command: &'p Command,
    /// From 1.
    number: usize,
    built: &'p Built<'a>,
}

impl<'p, 'a> Part<'p, 'a> {
    fn name(&self) -> String {
        format!("{}-part-{}", self.command.header.emitted_name, self.number)
    }

    /// The parameters that stand in the script, put there by the agent.
    fn parameters(&self) -> impl Iterator<Item = &'p Parameter> {
        let script = script(self.built);
        let is_used = move |name: &str| script.contains(&format!("{{{{ {name} }}}}"));
        let command = self.command;
        command.parameters.iter().filter(move |parameter| is_used(parameter.name.as_str()))
    }

    /// What of all that the script reads cannot be handed to it.
    fn obstacle(&self, environment: &[Name]) -> Option<Obstacle<'p>> {
        let header = &self.command.header;
        if self.name().len() as u64 > DOCUMENT_NAME.most {
            return Some(Obstacle::Name(header.at, self.name()));
        }
        let is_list = |ty: &Ty| {
            matches!(ty.required(), Ty::List { .. } | Ty::Map(_) | Ty::Record(_) | Ty::Json)
        };
        if let Some(list) = self.parameters().find(|parameter| is_list(&parameter.ty)) {
            return Some(Obstacle::List(list));
        }
        let script = script(self.built);
        let is_read = |name: &Name| environment.contains(name) && reads_variable(&script, name);
        let mut all = self.command.parameters.iter().filter(|_| is_windows(self.built));
        all.find(|parameter| is_read(&parameter.name)).map(Obstacle::TextOnWindows)
    }

    fn document(&self) -> CommandDocument {
        let whole = &self.command.header.emitted_name;
        let mut document = CommandDocument {
            description: Some(format!("Part {} of {whole}, which runs it.", self.number)),
            ..CommandDocument::default()
        };
        for parameter in self.parameters() {
            let definition = definition(parameter, Interpolation::Text);
            document.parameters.insert(parameter.name.to_string(), definition);
        }
        document.parameters.insert(MODE.to_owned(), mode_definition());
        document.main_steps.push(self.built.step.clone());
        document
    }

    /// The document and its request.
    fn lowered(&self) -> [Lowered; 2] {
        let header = self.header();
        let mut origins = vec![(String::new(), header.at)];
        for parameter in self.parameters() {
            let place = format!("/parameters/{}", pointer_segment(&parameter.name));
            origins.push((place, parameter.at));
        }
        origins.push(("/mainSteps/0".to_owned(), self.built.at));
        let document = Lowered {
            kind: LoweredKind::CommandDocument,
            name: self.name(),
            path: path(self.command, self.number),
            content: Content::Document(json!(self.document())),
            origins,
            depends_on: Vec::new(),
            source: header.at,
        };
        [document, create_document_request(&header, "Command", &[])]
    }

    /// Of the attributes of the whole those that hold for each part.
    fn header(&self) -> DocumentHeader {
        let mut header = self.command.header.clone();
        header.emitted_name = self.name();
        header.attributes.retain(|name, _| ["tags", "version_name"].contains(&name.as_str()));
        header
    }

    /// The step that runs the part. Its platform is said: the agent runs documents on Windows, too,
    /// and leaves them out on MacOS without a word.
    fn call(&self) -> Built<'a> {
        let on = if is_windows(self.built) { Platform::Windows } else { Platform::Linux };
        let mut step = CommandStep::new(self.built.step.name.clone(), "aws:runDocument");
        step.precondition = Some(Precondition::platform(on.as_str()));
        let handed = self.parameters().map(|parameter| parameter.name.as_str());
        let handed: serde_json::Map<String, Json> = handed
            .chain([MODE])
            .map(|name| (name.to_owned(), json!(format!("{{{{ {name} }}}}"))))
            .collect();
        let mut built = Built { task: self.built.task, ..Built::new(step, self.built.at) };
        put(&mut built, "documentType", json!("SSMDocument"), self.built.at);
        put(&mut built, "documentPath", json!(self.name()), self.built.at);
        put(&mut built, "documentParameters", json!(handed), self.built.at);
        built
    }
}

fn path(command: &Command, number: usize) -> String {
    format!("documents/{}-part-{number}", command.header.emitted_name)
}

fn text(document: &Json, format: Format) -> String {
    match format {
        Format::Yaml => to_yaml(document),
        Format::Json => to_json(document),
    }
}

fn size_of(document: &Lowered, format: Format) -> u64 {
    match &document.content {
        Content::Document(document) => text(document, format).len() as u64,
        Content::Request(_) | Content::Text { .. } => 0,
    }
}
