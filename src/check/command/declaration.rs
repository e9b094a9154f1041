//! `command` and `play` as a whole: header, parameters, attributes, tasks, and what must be true
//! of all tasks together.

use std::sync::Arc;

use crate::check::declaration::Declared;
use crate::check::request::{PlayParts, association_of_play, is_association_attribute};
use crate::check::{Body, Checked, Checker, Context, TagChoice};
use crate::hir::{
    Artifact, Command, DocumentPin, DocumentRef, Parameter, ParameterKind, Platform, Signature,
    SignatureKind, Ty, TypedParameter, Value,
};
use crate::syntax::ast::{Attribute, MemberKind};
use crate::text::{FileSpan, Span};

use super::errors;
use super::mode::{has_mode, tasks_report};
use super::state::{CommandCheck, Purpose};

/// Checks a `command`.
pub(in crate::check) fn check_command(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let check = CommandCheck::new(&mut cx, Purpose::Command);
    if let Some(targets) = &declared.declaration.header.targets {
        let at = check.cx.at(targets.span);
        check.cx.report(errors::command_with_targets(at));
    }
    let command = check.declaration(declared, &COMMAND_ATTRIBUTES);
    if is_left_out(context, &command) {
        return (Vec::new(), cx.diagnostics);
    }
    (vec![Artifact::Command(Box::new(command))], cx.diagnostics)
}

/// Checks a `play`: a command and the association that applies it.
pub(in crate::check) fn check_play(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let of_association: Vec<&Attribute> = attributes(declared)
        .filter(|attribute| is_association_attribute(&attribute.key.text))
        .collect();
    let mut own: Vec<&str> = of_association.iter().map(|it| it.key.text.as_str()).collect();
    own.extend(OWN_ATTRIBUTES);
    let command = CommandCheck::new(&mut cx, Purpose::Play).declaration(declared, &own);
    if is_left_out(context, &command) {
        return (Vec::new(), cx.diagnostics);
    }
    let parts = PlayParts {
        header: &declared.declaration.header,
        attributes: of_association,
        document: reference_to(&command),
        signature: Arc::new(signature_of(&command)),
    };
    for parameter in parts.signature.parameters.iter().filter(|it| it.required) {
        let at = parameter.at.unwrap_or(parts.document.at);
        cx.report(errors::play_needs_default(at, &parameter.name));
    }
    cx.body = Body::Build;
    let association = association_of_play(&mut cx, &parts);
    let mut artifacts = vec![Artifact::Command(Box::new(command))];
    artifacts.extend(association.map(|association| Artifact::Association(Box::new(association))));
    (artifacts, cx.diagnostics)
}

/// Whether the build asks for tasks with tags that no task of a document has.
fn is_left_out(context: &Context<'_>, command: &Command) -> bool {
    command.tasks.is_empty() && *context.tags != TagChoice::default()
}

/// Attributes of commands and plays that are no members of the CreateDocument request.
const OWN_ATTRIBUTES: [&str; 1] = ["platforms"];

/// The same of commands: a play is run by an association anyhow.
const COMMAND_ATTRIBUTES: [&str; 2] = ["document_type", "platforms"];

/// What `document_type` of a command can be, the default first.
const DOCUMENT_TYPES: [&str; 2] = ["Command", "Policy"];

fn attributes(declared: Declared<'_>) -> impl Iterator<Item = &Attribute> {
    declared.declaration.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Attribute(attribute) => Some(attribute),
        _ => None,
    })
}

fn reference_to(command: &Command) -> DocumentRef {
    DocumentRef {
        name: command.header.emitted_name.clone(),
        own: true,
        kind: SignatureKind::Command,
        pin: DocumentPin::Build,
        at: command.header.at,
    }
}

fn signature_of(command: &Command) -> Signature {
    let parameter = |parameter: &Parameter| TypedParameter {
        name: parameter.name.clone(),
        ty: parameter.ty.clone(),
        required: parameter.default.is_none() && !matches!(parameter.ty, Ty::Optional(_)),
        default: parameter.default.as_ref().and_then(|default| default.as_const().cloned()),
        at: Some(parameter.at),
        kind: ParameterKind::Plain,
    };
    Signature {
        emitted_name: command.header.emitted_name.clone(),
        kind: SignatureKind::Command,
        parameters: command.parameters.iter().map(parameter).collect(),
        outputs: Vec::new(),
        own: true,
        open: false,
    }
}

impl CommandCheck<'_, '_> {
    /// `own` are the attributes that are read elsewhere than with the header.
    fn declaration(mut self, declared: Declared<'_>, own: &[&str]) -> Command {
        self.cx.scopes.enter();
        let parameters = self.cx.parameters(&declared.declaration.members, SignatureKind::Command);
        let mut all: Vec<&Attribute> = Vec::new();
        for attribute in attributes(declared) {
            all.push(attribute);
            match attribute.key.text.as_str() {
                "platforms" => self.platforms(attribute),
                "document_type" if self.purpose == Purpose::Command => {
                    self.document_type(attribute);
                }
                _ => {}
            }
        }
        let attributes = self.document_attributes(&all, own);
        let header = self.cx.document_header(declared, attributes);
        self.enter_handlers(&declared.declaration.members);
        self.members(&declared.declaration.members);
        self.leave_handlers(&declared.declaration.members);
        self.check_tasks(declared.declaration.header.name.span);
        self.cx.unused_parameters();
        self.cx.scopes.leave();
        let handlers = self.take_handlers();
        self.check_reach(&handlers);
        let has_mode = has_mode(self.cx.context.index, declared.file, declared.declaration)
            || tasks_report(&self.tasks, &handlers);
        let [command, policy] = DOCUMENT_TYPES;
        let document_type = if self.purpose == Purpose::Policy { policy } else { command };
        let (platforms, tasks, documents) = (self.platforms, self.tasks, self.documents);
        Command {
            header,
            document_type,
            parameters,
            platforms,
            tasks,
            handlers,
            documents,
            has_mode,
        }
    }

    fn document_type(&mut self, attribute: &Attribute) {
        let wanted = Ty::Enum(DOCUMENT_TYPES.map(Value::string).into());
        let given = self.cx.build_value(&attribute.value, &wanted, "`document_type`");
        if given.is_some_and(|(value, _)| value.as_str() == Some("Policy")) {
            self.purpose = Purpose::Policy;
        }
    }

    fn platforms(&mut self, attribute: &Attribute) {
        let names = Platform::ALL.map(|platform| Value::string(platform.as_str()));
        let wanted = Ty::list(Ty::Enum(names.into()));
        let Some((value, at)) = self.cx.build_value(&attribute.value, &wanted, "`platforms`")
        else {
            return;
        };
        let Value::List(items) = value else { return };
        let mut platforms: Vec<Platform> =
            items.iter().filter_map(|item| Platform::parse(item.as_str()?)).collect();
        if platforms.is_empty() {
            return self.cx.report(errors::no_platforms(at));
        }
        platforms.sort();
        platforms.dedup();
        self.platforms = Some((platforms, at));
    }

    /// What must be true of all tasks together.
    pub(super) fn check_tasks(&mut self, name: Span) {
        let last = self.tasks.len().saturating_sub(1);
        let early: Vec<FileSpan> =
            self.tasks.iter().take(last).filter_map(|task| task.exit.is_finally).collect();
        for at in early {
            self.cx.report(errors::finally_not_last(at));
        }
        let has_errors = self.cx.has_errors();
        let is_whole = *self.cx.context.tags == TagChoice::default();
        if self.tasks.is_empty() && is_whole && !has_errors && !self.is_broken {
            let at = self.cx.at(name);
            self.cx.report(errors::no_tasks(at));
        }
    }
}
