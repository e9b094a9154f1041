//! `aws.SERVICE.Operation(…)`: one call of an AWS API.

use crate::hir::{Expr, Ty, Value};
use crate::syntax::ast::{CallExpr, Ident};
use crate::text::FileSpan;

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
        self.give_members(&mut draft, call);
        draft
    }

    /// The two inputs that say which API is called.
    pub(super) fn give_api(&mut self, draft: &mut Draft, (service, operation): (&Ident, &Ident)) {
        let service = constant(service_name(service), self.cx.at(service.span));
        self.give(draft, "Service", service);
        let operation = constant(operation.text.to_string(), self.cx.at(operation.span));
        self.give(draft, "Api", operation);
    }

    /// The members of the API's request.
    pub(super) fn give_members(&mut self, draft: &mut Draft, call: &CallExpr) {
        self.give_arguments(draft, &call.arguments);
    }
}

/// A service as boto3 names it: `application_autoscaling` is `application-autoscaling`.
pub(super) fn service_name(service: &Ident) -> String {
    service.text.replace('_', "-")
}

pub(super) fn api_word(service: &Ident, operation: &Ident) -> String {
    format!("aws.{}.{}", service.text, operation.text)
}

/// A constant text.
pub(super) fn constant(text: impl Into<std::sync::Arc<str>>, at: FileSpan) -> Expr {
    Expr::constant(Value::string(text), Ty::string(), at)
}
