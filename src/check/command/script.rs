//! Scripts as tasks: their language, arguments and what surrounds them.

use std::sync::Arc;

use crate::check::errors::not_compiled_yet;
use crate::hir::{self, Expr, ScriptArgument, ScriptLanguage, ScriptTask, Shell, TaskKind, Value};
use crate::syntax::ast::{self, Argument};

use super::argument_name::{bad_name, one_variable};
use super::clause::{Clauses, Takes};
use super::errors;
use super::state::CommandCheck;
use super::task::Site;

impl CommandCheck<'_, '_> {
    /// A script at the place of a task.
    pub(super) fn script(&mut self, site: Site<'_>, written: &ast::Script) {
        if let Some(result) = &written.result {
            let at = self.cx.at(result.span);
            let instead = "run it from a runbook: `let x = sh(…) \"\"\"…\"\"\" on NODE -> String`";
            self.cx.report(not_compiled_yet(at, "the output of a script in a command", instead));
        }
        let takes = match (written.raw, shell_of(written)) {
            (_, None) => Takes::Nothing,
            (true, _) => Takes::RawScript,
            (false, Some(shell)) => Takes::Script(shell),
        };
        let clauses = self.clauses(site, takes);
        match self.script_task(written, Some(&clauses)) {
            Some(task) => {
                let fallback = shell_word(task.shell);
                self.push(site, TaskKind::Script(task), fallback, clauses);
            }
            None => {
                if let Some(name) = site.result {
                    let task = self.next_task();
                    self.bind_result(name, task);
                }
            }
        }
    }

    /// The script with its arguments; nothing where it cannot run on a node at all.
    pub(super) fn script_task(
        &mut self,
        written: &ast::Script,
        clauses: Option<&Clauses>,
    ) -> Option<ScriptTask> {
        let Some(shell) = shell_of(written) else {
            let at = self.cx.at(written.language_span);
            let help = "write `sh` and start the program there, or put it into a runbook";
            self.cx.report(errors::not_in_commands(at, "`python`", help));
            return None;
        };
        let arguments = self.arguments(shell, written);
        let script = self.cx.script(written)?;
        if written.raw {
            self.mark_references(&script.text);
        }
        let unless = clauses.and_then(|clauses| clauses.unless.as_ref());
        Some(ScriptTask {
            shell,
            script,
            arguments,
            unless: unless.and_then(|unless| self.unless(unless)),
            creates: clauses.and_then(|clauses| clauses.creates.clone()),
            captures_output: false,
        })
    }

    /// A parameter that a raw script names in braces is used.
    fn mark_references(&mut self, text: &str) {
        for part in text.split("{{").skip(1) {
            let name = part.split("}}").next().unwrap_or("").trim();
            if let Some(binding) = self.cx.scopes.find(name) {
                binding.used = true;
            }
        }
    }

    fn arguments(&mut self, shell: Shell, written: &ast::Script) -> Vec<ScriptArgument> {
        if written.raw && !written.arguments.is_empty() {
            let at = self.cx.at(written.arguments.first().map_or(written.span, |it| it.span));
            self.cx.report(errors::raw_with_arguments(at));
        }
        let mut arguments: Vec<ScriptArgument> = Vec::new();
        for argument in &written.arguments {
            let value = self.cx.expression(&argument.value);
            let Some(argument) = self.argument(shell, argument, value) else { continue };
            let is_same =
                |known: &&ScriptArgument| one_variable(shell, &known.name, &argument.name);
            match arguments.iter().find(is_same) {
                Some(first) if first.name != argument.name => {
                    let names = (argument.name.as_str(), first.name.as_str());
                    self.cx.report(errors::same_but_for_case(argument.at, names, first.at));
                }
                Some(first) => {
                    self.cx.report(errors::argument_twice(argument.at, &argument.name, first.at));
                }
                None => arguments.push(argument),
            }
        }
        arguments
    }

    fn argument(
        &mut self,
        shell: Shell,
        argument: &Argument,
        value: Expr,
    ) -> Option<ScriptArgument> {
        let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
            let at = self.cx.at(argument.span);
            self.cx.report(errors::unnamed_argument(at));
            return None;
        };
        let at = self.cx.at(name.span);
        if let Some(reason) = bad_name(shell, &name.text) {
            self.cx.report(errors::bad_argument_name(at, &name.text, reason));
            return None;
        }
        Some(ScriptArgument { name: name.text.clone(), at, value })
    }

    fn unless(&mut self, unless: &Expr) -> Option<Arc<hir::Script>> {
        let Some(Value::Script(script)) = unless.as_const() else { return None };
        match script.language {
            ScriptLanguage::Sh | ScriptLanguage::Bash => Some(script.clone()),
            ScriptLanguage::PowerShell | ScriptLanguage::Python | ScriptLanguage::Text => {
                self.cx.report(errors::unless_language(unless.at));
                None
            }
        }
    }
}

/// The shell of a script; none runs `python` on nodes.
pub(super) fn shell_of(written: &ast::Script) -> Option<Shell> {
    match written.language {
        ast::ScriptLanguage::Sh => Some(Shell::Sh),
        ast::ScriptLanguage::Bash => Some(Shell::Bash),
        ast::ScriptLanguage::PowerShell => Some(Shell::PowerShell),
        ast::ScriptLanguage::Python => None,
    }
}

/// The word that starts a script, which also names its step.
pub(super) fn shell_word(shell: Shell) -> &'static str {
    match shell {
        Shell::Sh => "sh",
        Shell::Bash => "bash",
        Shell::PowerShell => "ps",
    }
}
