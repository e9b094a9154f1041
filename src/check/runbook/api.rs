//! `aws.SERVICE.Operation(…)`: one call of an AWS API, checked against the service's own model.

use std::sync::Arc;

use crate::check::Unions;
use crate::check::api::{Api, Form};
use crate::hir::{Expr, Ty, Value};
use crate::syntax::ast::{self, CallExpr, Ident};
use crate::text::{FileSpan, Name};

use super::names::camel_case;
use super::state::RunbookCheck;
use super::step::Draft;
use super::words::action_of;

impl RunbookCheck<'_> {
    pub(super) fn api_draft(
        &mut self,
        call: &CallExpr,
        (service, operation): (&Ident, &Ident),
        at: FileSpan,
    ) -> Draft {
        let word = api_word(service, operation);
        let name = camel_case(&operation.text, "callApi");
        let mut draft = self.draft(action_of("aws"), (&word, at), name);
        self.give_api(&mut draft, (service, operation));
        self.give_arguments(&mut draft, &call.arguments);
        draft.result = draft.api.response();
        draft
    }

    /// The two inputs that say which API is called, as AWS writes them.
    pub(super) fn give_api(&mut self, draft: &mut Draft, (service, operation): (&Ident, &Ident)) {
        let (service_at, operation_at) = (self.cx.at(service.span), self.cx.at(operation.span));
        let (api, [service, operation]) = self.called(service, operation);
        draft.api = api;
        self.cx.check_stream(&draft.api, operation_at);
        self.give(draft, "Service", constant(service.as_str(), service_at));
        self.give(draft, "Api", constant(operation.as_str(), operation_at));
    }

    /// What `aws.SERVICE.Operation` calls, and its two names as AWS writes them.
    pub(super) fn called(&mut self, service: &Ident, operation: &Ident) -> (Api, [Name; 2]) {
        let (service_at, operation_at) = (self.cx.at(service.span), self.cx.at(operation.span));
        let written = (service.text.clone(), operation.text.clone());
        let api =
            self.cx.find_api(Form::Path, (&written.0, service_at), (&written.1, operation_at));
        let names = match &api {
            Api::Known(api) => [Name::new(api.model().name()), Name::new(api.name())],
            Api::Wrong | Api::Open => [written.0, written.1],
        };
        (api, names)
    }

    /// A member of the request that a step makes; nothing after it has been refused. What only
    /// the run knows is checked by its type.
    pub(super) fn api_member(
        &mut self,
        api: &Api,
        word: &str,
        (name, name_at): (&Name, FileSpan),
        value: &ast::Expr,
    ) -> Option<(Name, Expr)> {
        let Some((member, ty)) = self.cx.request_member(api, word, (name, name_at)) else {
            self.read_refused(value);
            return None;
        };
        Some((member, self.value_of_api(value, &ty, &format!("`{name}` of `{word}`"))))
    }

    /// A value where an API takes one: text that only the run knows may be any of an enum.
    pub(super) fn value_of_api(&mut self, value: &ast::Expr, ty: &Ty, place: &str) -> Expr {
        let rule = std::mem::replace(&mut self.cx.unions, Unions::Open);
        let value = self.cx.expression_of(value, ty, place);
        self.cx.unions = rule;
        value
    }

    /// Which API an action calls that is told so by its inputs.
    pub(super) fn written_api(&mut self, draft: &mut Draft) {
        let text = |name: &str| {
            let value = draft.inputs.value(name)?;
            Some((plain_text(value)?.to_owned(), value.at))
        };
        let (Some((service, service_at)), Some((operation, operation_at))) =
            (text("Service"), text("Api"))
        else {
            return;
        };
        draft.api =
            self.cx.find_api(Form::Text, (&service, service_at), (&operation, operation_at));
        self.cx.check_stream(&draft.api, operation_at);
        if let Api::Known(api) = &draft.api {
            draft.inputs.replace("Service", constant(api.model().name(), service_at));
            draft.inputs.replace("Api", constant(api.name(), operation_at));
        }
    }
}

/// A text that is known and holds no references.
pub(super) fn plain_text(value: &Expr) -> Option<&str> {
    match value.as_const() {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

pub(super) fn api_word(service: &Ident, operation: &Ident) -> String {
    format!("aws.{}.{}", service.text, operation.text)
}

/// A constant text.
pub(super) fn constant(text: impl Into<Arc<str>>, at: FileSpan) -> Expr {
    Expr::constant(Value::string(text), Ty::string(), at)
}
