//! `all pages aws.SERVICE.Operation(…)`: a script that follows the pages of an operation.

use std::sync::Arc;

use crate::hir::{Expr, Script, ScriptLanguage, Ty, Value};
use crate::syntax::ast::{CallExpr, Ident};
use crate::text::{FileSpan, Name};

use super::api::{api_word, constant};
use super::errors;
use super::names::camel_case;
use super::script::{PYTHON_RUNTIME, record_of};
use super::state::RunbookCheck;
use super::statement::Site;
use super::step::Draft;
use super::words::action_of;

/// Reads all pages with the paginator that boto3 has for the operation.
const ALL_PAGES: &str = "\
import json
import boto3
from botocore import xform_name


def main(events, context):
    client = boto3.client(events[\"service\"])
    paginator = client.get_paginator(xform_name(events[\"operation\"]))
    result = paginator.paginate(**events[\"members\"]).build_full_result()
    return json.loads(json.dumps(result, default=str))
";

/// Gives back the value that it gets: what a variable holds at this moment.
const SNAPSHOT: &str = "\
def main(events, context):
    return events[\"value\"]
";

impl RunbookCheck<'_> {
    pub(super) fn pages_draft(
        &mut self,
        call: &CallExpr,
        (service, operation): (&Ident, &Ident),
        at: FileSpan,
    ) -> Draft {
        let word = api_word(service, operation);
        if !self.has_role {
            self.cx.report(errors::pages_need_role(at, &word));
        }
        let name = camel_case(&operation.text, "allPages");
        let (api, [service, operation]) = self.called(service, operation);
        if api.operation().is_some_and(|it| it.pagination().is_none()) {
            self.cx.report(errors::no_pages(at, &word));
        }
        let mut members: Vec<(Name, Expr)> = Vec::new();
        let mut is_whole = true;
        for argument in &call.arguments {
            let Some(name) = argument.name.as_ref().filter(|_| !argument.spread) else {
                let at = self.cx.at(argument.span);
                self.cx.report(errors::positional_input(at, &format!("`{word}`")));
                self.cx.expression(&argument.value);
                is_whole = false;
                continue;
            };
            let name_at = self.cx.at(name.span);
            match self.api_member(&api, &word, (&name.text, name_at), &argument.value) {
                Some(member) => members.push(member),
                None => is_whole = false,
            }
        }
        if is_whole {
            let is_given = |wanted: &str| members.iter().any(|(name, _)| name == wanted);
            let missing = api.missing(is_given);
            if !missing.is_empty() {
                self.cx.report(errors::missing_inputs(at, &word, &missing));
            }
        }
        let payload = vec![
            (Name::new_static("service"), constant(service.as_str(), at)),
            (Name::new_static("operation"), constant(operation.as_str(), at)),
            (Name::new_static("members"), record_of(members, at)),
        ];
        let mut draft = self.generated((&word, at), name, (ALL_PAGES, payload));
        draft.result = api.pages();
        draft
    }

    /// A step whose result is a value as it is now.
    pub(super) fn snapshot(&mut self, site: &Site<'_>, value: Expr) -> Draft {
        let at = self.cx.at(site.written.span);
        let ty = value.ty.clone();
        let payload = vec![(Name::new_static("value"), value)];
        let mut draft = self.generated(("let", at), "compute".into(), (SNAPSHOT, payload));
        draft.result = ty;
        draft
    }

    /// A step that runs a script of the compiler's own.
    fn generated(
        &mut self,
        (word, at): (&str, FileSpan),
        name: Name,
        (text, payload): (&str, Vec<(Name, Expr)>),
    ) -> Draft {
        let mut draft = self.draft(action_of("all pages"), (word, at), name);
        draft.result = Ty::Json;
        let script = Script {
            language: ScriptLanguage::Python,
            text: Arc::from(text),
            at,
            raw: false,
            attachment: None,
        };
        let script = Expr::constant(Value::Script(Arc::new(script)), Ty::Script, at);
        self.give(&mut draft, "Runtime", constant(PYTHON_RUNTIME, at));
        self.give(&mut draft, "Handler", constant("main", at));
        self.give(&mut draft, "InputPayload", record_of(payload, at));
        self.give(&mut draft, "Script", script);
        draft
    }
}
