//! `python(…) """…"""` and `powershell(…) """…"""`: scripts that Automation itself runs.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::hir::{Attachment, Expr, ExprKind, Script, Ty, Value};
use crate::syntax::ast::{self, ScriptLanguage};
use crate::text::{FileSpan, Name};

use super::api::constant;
use super::clauses::SCRIPT_CLAUSES;
use super::errors;
use super::handler::{Problem, python_handler};
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::step::Draft;
use super::words::action_of;

/// The runtimes that scripts get without asking.
pub(super) const PYTHON_RUNTIME: &str = "python3.12";
const POWERSHELL_RUNTIME: &str = "PowerShell 7.4";

impl RunbookCheck<'_> {
    pub(super) fn script(&mut self, site: &Site<'_>, script: &ast::Script, into: Into<'_>) {
        let language = script.language;
        let for_nodes = matches!(language, ScriptLanguage::Sh | ScriptLanguage::Bash);
        if for_nodes || site.on_clause().is_some() {
            return self.node_script(site, script, into);
        }
        let (word, runtime, fallback) = match language {
            ScriptLanguage::PowerShell => ("powershell", POWERSHELL_RUNTIME, "runPowerShell"),
            _ => ("python", PYTHON_RUNTIME, "runPython"),
        };
        let at = self.cx.at(script.language_span);
        let mut draft = self.draft(action_of(word), (word, at), fallback.into());
        if !names_runtime(site) {
            self.give(&mut draft, "Runtime", constant(runtime, at));
        }
        if !script.arguments.is_empty() {
            let payload = self.payload(&script.arguments, (word, at));
            self.give(&mut draft, "InputPayload", payload);
        }
        let value = self.cx.script(script);
        match language {
            ScriptLanguage::Python => self.give_handler(&mut draft, site, value.as_deref()),
            _ => self.refuse_handler(site),
        }
        match value {
            Some(value) => self.give_source(&mut draft, value),
            // What is wrong with the text is reported.
            None => draft.has_unknown = true,
        }
        draft.result = match &script.result {
            Some(ty) => self.cx.ty(ty),
            None => Ty::Json,
        };
        self.finish_bound(site, draft, SCRIPT_CLAUSES, into);
    }

    fn give_source(&mut self, draft: &mut Draft, script: Arc<Script>) {
        let at = script.at;
        if let Some(attachment) = &script.attachment {
            let name = constant(Arc::clone(&attachment.name), at);
            self.give(draft, "Attachment", name);
            self.attach(attachment, at);
        } else {
            let value = Expr::constant(Value::Script(script), Ty::Script, at);
            self.give(draft, "Script", value);
        }
    }

    /// Adds a file to those of the document, once.
    fn attach(&mut self, attachment: &Attachment, at: FileSpan) {
        let known = |other: &&Attachment| other.name == attachment.name;
        match self.gathered.attachments.iter().find(known) {
            None => self.gathered.attachments.push(attachment.clone()),
            Some(first) if first.sha256 != attachment.sha256 => {
                let found = errors::attachment_twice(at, &attachment.name, first.at);
                self.cx.report(found);
            }
            Some(_) => {}
        }
    }

    /// The function that is called: as the clause says, else as the script suggests.
    fn give_handler(&mut self, draft: &mut Draft, site: &Site<'_>, script: Option<&Script>) {
        let asked = site.handler_clause().map(|clause| {
            let at = self.cx.at(clause.span);
            (at, self.cx.build_value(clause, &Ty::string(), "`handler`"))
        });
        let asked = match asked {
            Some((at, None)) => {
                self.give(draft, "Handler", Expr::error(at));
                return;
            }
            Some((at, Some((value, _)))) => Some((at, value.as_str().unwrap_or("").to_owned())),
            None => None,
        };
        let name = match script {
            Some(script) => self.handler_of(draft.at, script, asked),
            None => None,
        };
        let handler = match name {
            Some((at, name)) => constant(name, at),
            None => Expr::error(draft.at),
        };
        self.give(draft, "Handler", handler);
    }

    fn handler_of(
        &mut self,
        word_at: FileSpan,
        script: &Script,
        asked: Option<(FileSpan, String)>,
    ) -> Option<(FileSpan, String)> {
        if script.attachment.is_some() {
            if asked.is_none() {
                let rule = "the function of an attachment must be named";
                let help = "add `handler \"FILE.FUNCTION\"`";
                self.cx.report(errors::no_script(script.at, rule, help));
            }
            return asked;
        }
        let wanted = asked.as_ref().map(|(_, name)| name.as_str());
        let at = asked.as_ref().map_or(word_at, |(at, _)| *at);
        match python_handler(&script.text, wanted) {
            Ok(name) => Some((at, name)),
            Err(Problem::None { functions }) => {
                let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
                self.cx.report(errors::no_handler(at, &functions));
                None
            }
            Err(Problem::Unknown { name, functions }) => {
                let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
                self.cx.report(errors::unknown_handler(at, &name, &functions));
                None
            }
            Err(Problem::Parameters { name, count }) => {
                self.cx.report(errors::wrong_handler(at, &name, count));
                None
            }
        }
    }

    fn refuse_handler(&mut self, site: &Site<'_>) {
        if let Some(clause) = site.handler_clause() {
            let at = self.cx.at(clause.span);
            let place = ("`python`; PowerShell runs the script from its top", "remove it");
            self.cx.report(errors::out_of_place_clause(at, "handler", place));
        }
    }
}

fn names_runtime(site: &Site<'_>) -> bool {
    match site.with_clause().map(|with| &with.kind) {
        Some(ast::ExprKind::Record(entries)) => entries.iter().any(|entry| match &entry.key {
            ast::RecordKey::Name { text, .. } => text == "Runtime",
            ast::RecordKey::Spread(_) => false,
        }),
        _ => false,
    }
}

/// A record: a constant where all of its values are.
pub(super) fn record_of(values: Vec<(Name, Expr)>, at: FileSpan) -> Expr {
    let ty = Ty::map(Ty::Json);
    let known: Option<IndexMap<Name, Value>> = values
        .iter()
        .map(|(name, value)| Some((name.clone(), value.as_const()?.clone())))
        .collect();
    match known {
        Some(known) => Expr::constant(Value::Record(known), ty, at),
        None => Expr::run(ExprKind::Record(values), ty, at),
    }
}
