//! `action.NAME(…)`: any action of Automation with its own inputs.

use crate::check::named_document::{Fed, NamedRun};
use crate::hir::{Expr, SignatureKind, Ty, Value};
use crate::ssm::tables::{action, all_actions};
use crate::syntax::ast::{CallExpr, Ident};

use super::errors;
use super::names::camel_case;
use super::state::RunbookCheck;
use super::step::Draft;

impl RunbookCheck<'_> {
    /// The step; nothing where there is no such action, or where its body is missing.
    pub(super) fn action_draft(&mut self, call: &CallExpr, name: &Ident) -> Option<Draft> {
        let at = self.cx.at(name.span);
        if name.text == "loop" {
            self.cx.report(errors::loop_without_body(at, "has no body"));
            self.read_arguments(call);
            return None;
        }
        let Some(spec) = action(&name.text).filter(|spec| spec.short_name() == name.text) else {
            let known: Vec<&str> = all_actions().iter().map(|spec| spec.short_name()).collect();
            self.cx.report(errors::unknown_action(at, &name.text, &known));
            self.read_arguments(call);
            return None;
        };
        let word = format!("action.{}", name.text);
        let word_at = self.cx.at(call.callee.span);
        let mut draft = self.draft(spec, (&word, word_at), camel_case(&name.text, "step"));
        self.give_arguments(&mut draft, &call.arguments);
        if spec.name == "aws:updateVariable" {
            self.check_update(&draft);
        }
        self.check_tagged(&draft);
        self.check_selector(&draft);
        self.check_document(&draft, call);
        if matches!(draft.result, Ty::Json) {
            draft.result = draft.api.response();
        }
        Some(draft)
    }

    /// `action.updateVariable`: there is such a variable, and it takes the value.
    fn check_update(&mut self, draft: &Draft) {
        let Some(name) = draft.inputs.value("Name").filter(|name| !name.is_error()) else { return };
        let Some(known) = name.as_const() else {
            let place = format!("`Name` of `{}`", draft.word);
            let rule = ("the service reads no reference in the name of a variable", None);
            self.cx.report(errors::bad_value(name.at, (&place, "is not known yet"), rule));
            return;
        };
        // Any other text is refused for its form.
        let Some(variable) = known.as_str().and_then(|name| name.strip_prefix("variable:")) else {
            return;
        };
        let variables = &self.gathered.variables;
        let Some(found) = variables.iter().find(|other| other.name == *variable) else {
            let known: Vec<&str> = variables.iter().map(|other| other.name.as_str()).collect();
            let found = errors::not_a_variable(name.at, variable, (None, &known));
            self.cx.report(found);
            return;
        };
        let ty = found.ty.clone();
        if let Some(value) = draft.inputs.value("Value").cloned() {
            self.cx.fit(value, &ty, &format!("the variable `{variable}`"));
        }
    }

    /// `createTags` takes several resources of EC2, and one of Systems Manager.
    fn check_tagged(&mut self, draft: &Draft) {
        let kind = draft.inputs.value("ResourceType").and_then(Expr::as_const);
        let Some(kind) = kind.and_then(Value::as_str).filter(|kind| *kind != "EC2") else { return };
        if let Some(ids) =
            draft.inputs.value("ResourceIds").filter(|_| draft.spec.name == "aws:createTags")
            && let Some(Value::List(known)) = ids.as_const()
            && known.len() != 1
        {
            let problem = format!("cannot have {} items", known.len());
            let rule = format!("one resource of the type \"{kind}\" is tagged at a time");
            let place = ("`ResourceIds` of `action.createTags`", problem.as_str());
            self.cx.report(errors::bad_value(ids.at, place, (&rule, None)));
        }
    }

    /// The document that a step runs by its name.
    fn check_document(&mut self, draft: &Draft, call: &CallExpr) {
        let (kind, parameters) = match draft.spec.name {
            "aws:executeAutomation" => (SignatureKind::Runbook, "RuntimeParameters"),
            "aws:runCommand" => (SignatureKind::Command, "Parameters"),
            _ => return,
        };
        let Some(document) = draft.inputs.value("DocumentName") else { return };
        let is_it = |name: &str| name == parameters;
        let written =
            call.arguments.iter().find(|it| it.name.as_ref().is_some_and(|it| is_it(&it.text)));
        // The targets of a runbook feed one parameter, maps of targets any.
        let target = draft.inputs.value("TargetParameterName");
        let fed = match target.map(|name| name.as_const().and_then(Value::as_str)) {
            _ if draft.inputs.has("TargetMaps") || draft.has_unknown => Fed::Some,
            Some(Some(name)) => Fed::One(name),
            Some(None) => Fed::Some,
            None => Fed::Nothing,
        };
        self.cx.check_named_run(&NamedRun {
            word: &draft.word,
            kind,
            document,
            version: draft.inputs.value("DocumentVersion"),
            parameters: draft.inputs.value(parameters),
            written: written.map(|it| &it.value),
            fed,
        });
    }

    /// Checks the arguments of a call that is refused, so that their names count as used.
    pub(super) fn read_arguments(&mut self, call: &CallExpr) {
        for argument in &call.arguments {
            self.cx.expression(&argument.value);
        }
    }
}
