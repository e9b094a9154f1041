//! `aws.SERVICE.Operation(…)`: one call of an AWS API, checked against the service's own model.

use std::sync::Arc;

use crate::aws::{Operation, Service, Spelling};
use crate::check::Unions;
use crate::hir::{Expr, RecordType, Side, Ty, Value, type_of_member};
use crate::syntax::ast::{self, CallExpr, Ident};
use crate::text::{FileSpan, Name};

use super::errors;
use super::names::camel_case;
use super::state::RunbookCheck;
use super::step::Draft;
use super::words::action_of;

/// What is called.
#[derive(Clone, Debug)]
pub(super) enum Api {
    Known(Operation<'static>),
    /// There is no such service or operation, which has been reported.
    Wrong,
    /// Only the run knows, or the statement calls none.
    Open,
}

impl Api {
    pub(super) fn operation(&self) -> Option<Operation<'static>> {
        match self {
            Api::Known(operation) => Some(*operation),
            Api::Wrong | Api::Open => None,
        }
    }

    /// The type of the whole response.
    pub(super) fn response(&self) -> Ty {
        match self {
            Api::Known(operation) => Ty::Record(Arc::new(RecordType::of_response(*operation))),
            Api::Wrong => Ty::Unknown,
            Api::Open => Ty::Json,
        }
    }
}

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
        draft.api = self.find_api((&service.text, service_at), (&operation.text, operation_at));
        let (service, operation) = match &draft.api {
            Api::Known(api) => (api.model().name().to_owned(), api.name().to_owned()),
            Api::Wrong | Api::Open => (service.text.to_string(), operation.text.to_string()),
        };
        self.give(draft, "Service", constant(service, service_at));
        self.give(draft, "Api", constant(operation, operation_at));
    }

    /// The operation of these names. What is wrong with them is reported.
    pub(super) fn find_api(
        &mut self,
        (service, service_at): (&str, FileSpan),
        (operation, operation_at): (&str, FileSpan),
    ) -> Api {
        let Some((known, spelling)) = Service::find(service) else {
            let near: Vec<&str> = Service::nearest(service).iter().map(|it| it.name()).collect();
            self.cx.report(errors::unknown_service(service_at, service, &near));
            return Api::Wrong;
        };
        self.hint_spelling(service_at, (service, &known.name().replace('-', "_")), spelling);
        let model = known.model();
        let Some((found, spelling)) = model.find_operation(operation) else {
            let near = model.nearest_operation(operation);
            let elsewhere = services_with(operation);
            self.cx.report(errors::unknown_operation(
                operation_at,
                (service, operation),
                (near, &elsewhere),
            ));
            return Api::Wrong;
        };
        self.hint_spelling(operation_at, (operation, found.name()), spelling);
        Api::Known(found)
    }

    /// A hint where a name is written as AWS takes it, but not as its model writes it.
    fn hint_spelling(&mut self, at: FileSpan, (written, name): (&str, &str), spelling: Spelling) {
        let is_joint = written.replace('-', "_") == name;
        if spelling != Spelling::Canonical && !is_joint {
            self.cx.report(errors::other_spelling(at, written, name));
        }
    }

    /// A member of the request that the call gives: its name as the model has it, and the value.
    /// Nothing where the operation takes no such member, which is reported.
    pub(super) fn api_member(
        &mut self,
        api: &Api,
        word: &str,
        (name, name_at): (&Name, FileSpan),
        value: &ast::Expr,
    ) -> Option<(Name, Expr)> {
        let place = format!("`{name}` of `{word}`");
        let operation = match api {
            Api::Known(operation) => *operation,
            Api::Wrong => return Some((name.clone(), self.cx.expression(value))),
            Api::Open => {
                return Some((name.clone(), self.cx.expression_of(value, &Ty::Json, &place)));
            }
        };
        let Some((member, spelling)) = operation.find_input(name) else {
            let known: Vec<&str> = operation
                .input()
                .map(|input| input.members().names().collect())
                .unwrap_or_default();
            let near = operation.input().and_then(|input| input.members().nearest(name));
            self.cx.report(errors::unknown_member(name_at, (name, word), (&known, near)));
            self.read_refused(value);
            return None;
        };
        self.hint_spelling(name_at, (name, member.name()), spelling);
        let ty = type_of_member(member, Side::Given);
        let is_needed = operation.required_input().any(|it| it.name() == member.name());
        let ty = if is_needed { ty } else { ty.optional() };
        let rule = std::mem::replace(&mut self.cx.unions, Unions::Open);
        let value = self.cx.expression_of(value, &ty, &place);
        self.cx.unions = rule;
        Some((Name::new(member.name()), value))
    }

    /// Reports members that the operation needs and that are not given.
    pub(super) fn check_members(
        &mut self,
        api: &Api,
        (word, at): (&str, FileSpan),
        is_given: impl Fn(&str) -> bool,
    ) {
        let Some(operation) = api.operation() else { return };
        let names = operation.required_input().map(|member| member.name());
        let missing: Vec<&str> = names.filter(|name| !is_given(name)).collect();
        if !missing.is_empty() {
            self.cx.report(errors::missing_inputs(at, word, &missing));
        }
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
        draft.api = self.find_api((&service, service_at), (&operation, operation_at));
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

/// The services that have an operation of exactly this name, a few of them.
fn services_with(operation: &str) -> Vec<&'static str> {
    let has = |service: &&'static Service| service.model().operation(operation).is_some();
    Service::all().iter().filter(has).map(Service::name).take(3).collect()
}

pub(super) fn api_word(service: &Ident, operation: &Ident) -> String {
    format!("aws.{}.{}", service.text, operation.text)
}

/// A constant text.
pub(super) fn constant(text: impl Into<Arc<str>>, at: FileSpan) -> Expr {
    Expr::constant(Value::string(text), Ty::string(), at)
}
