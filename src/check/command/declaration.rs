//! `command` and `play` as a whole: header, parameters, attributes, tasks, and what must be true
//! of all tasks together.

use crate::check::declaration::Declared;
use crate::check::errors::not_compiled_yet;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{Artifact, Command, Platform, SignatureKind, Ty, Value};
use crate::syntax::ast::{Attribute, MemberKind};
use crate::text::{FileSpan, Span};

use super::errors;
use super::state::{CommandCheck, Purpose};

/// Checks a `command`.
pub(in crate::check) fn check_command(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let command = CommandCheck::new(&mut cx, Purpose::Command).declaration(declared);
    (vec![Artifact::Command(Box::new(command))], cx.diagnostics)
}

/// Checks a `play`: a command and the association that applies it.
pub(in crate::check) fn check_play(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let command = CommandCheck::new(&mut cx, Purpose::Play).declaration(declared);
    let artifacts = vec![Artifact::Command(Box::new(command))];
    (artifacts, cx.diagnostics)
}

impl CommandCheck<'_, '_> {
    fn declaration(mut self, declared: Declared<'_>) -> Command {
        self.cx.scopes.enter();
        let parameters = self.cx.parameters(&declared.declaration.members, SignatureKind::Command);
        let mut attributes: Vec<&Attribute> = Vec::new();
        for member in &declared.declaration.members {
            match &member.kind {
                MemberKind::Attribute(attribute) if attribute.key.text == "platforms" => {
                    self.platforms(attribute);
                }
                MemberKind::Attribute(attribute) => attributes.push(attribute),
                _ => {}
            }
        }
        let header = self.document_header(declared, &attributes, &["platforms"]);
        self.tasks(declared);
        self.check_tasks(declared.declaration.header.name.span);
        self.cx.unused_parameters();
        self.cx.scopes.leave();
        Command { header, parameters, platforms: self.platforms, tasks: self.tasks }
    }

    fn tasks(&mut self, declared: Declared<'_>) {
        for member in &declared.declaration.members {
            let at = self.cx.at(member.span);
            match &member.kind {
                MemberKind::Statement(statement) => self.statement(statement),
                MemberKind::Handler { .. } => {
                    let instead = "put the handler's tasks behind the tasks that notify it";
                    self.cx.report(not_compiled_yet(at, "a handler", instead));
                }
                MemberKind::Task { .. } => {
                    let help = "move it into a `window`";
                    self.cx.report(errors::not_in_commands(at, "`task`", help));
                }
                MemberKind::Platform(_) | MemberKind::Steps(_) => {
                    let help = "move it into a `module`";
                    self.cx.report(errors::not_in_commands(at, "this block", help));
                }
                MemberKind::Parameter { .. } | MemberKind::Attribute(_) | MemberKind::Error => {}
            }
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
        let has_errors = self.cx.diagnostics.iter().any(crate::diagnostic::Diagnostic::is_error);
        if self.tasks.is_empty() && !has_errors {
            let at = self.cx.at(name);
            self.cx.report(errors::no_tasks(at));
        }
    }
}
