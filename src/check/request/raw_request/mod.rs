//! `request NAME = aws.ssm.StartAutomationExecution(…)`: the request of any operation.

mod rules;
mod table;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::aws::{self, Operation};
use crate::check::api::{Api, Form};
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{
    Artifact, DocumentPin, DocumentRef, Expr, RawRequest, Signature, SignatureKind, Ty, Value,
};
use crate::ssm::pointer_segment;
use crate::stdlib;
use crate::syntax::ast::{self, ExprKind};
use crate::text::{FileId, FileSpan, Name};

use super::document_call::check_sizes;
use super::errors;
use super::shape::Shape;
use super::target::{TargetApi, check_set};
use table::{Takes, runs_document, takes};

/// Checks a `request`.
pub(crate) fn check_request(
    context: &Context<'_>,
    file: FileId,
    request: &ast::Request,
) -> Checked {
    let mut cx = Checker::new(context, file, Body::Build);
    let artifact =
        checked_request(&mut cx, request).map(|request| Artifact::Request(Box::new(request)));
    (artifact.into_iter().collect(), cx.diagnostics)
}

fn checked_request(cx: &mut Checker<'_>, request: &ast::Request) -> Option<RawRequest> {
    let at = cx.at(request.value.span);
    let ExprKind::Call(call) = &request.value.kind else {
        if !matches!(request.value.kind, ExprKind::Error) && !cx.refuse_dashed(&request.value) {
            cx.report(errors::not_an_operation(at));
        }
        return None;
    };
    let Some((service, operation)) = operation_of(&call.callee) else {
        let at = cx.at(call.callee.span);
        cx.report(errors::not_an_operation(at));
        return None;
    };
    let (service_at, operation_at) = (cx.at(service.span), cx.at(operation.span));
    let api = cx.find_api(Form::Path, (&service.text, service_at), (&operation.text, operation_at));
    let mut input = Input {
        cx,
        api: api_of(&operation.text),
        body: IndexMap::new(),
        origins: Vec::new(),
        places: Vec::new(),
        documents: Vec::new(),
        parameters: Vec::new(),
    };
    input.read(&api, call);
    let operation = api.operation()?;
    rules::check_rules(&mut input, operation);
    let Input { body, origins, documents, parameters, .. } = input;
    Some(RawRequest {
        name: request.name.text.clone(),
        at: cx.at(request.name.span),
        service: Name::new(operation.model().name()),
        operation: Name::new(operation.name()),
        body: Value::Record(body),
        parameters,
        origins,
        documents,
    })
}

/// `aws.SERVICE.Operation`.
fn operation_of(callee: &ast::Expr) -> Option<(&ast::Ident, &ast::Ident)> {
    let ExprKind::Member { base, member: operation } = &callee.kind else { return None };
    let ExprKind::Member { base, member: service } = &base.kind else { return None };
    matches!(&base.kind, ExprKind::Name(name) if name.text == "aws").then_some((service, operation))
}

fn api_of(operation: &str) -> TargetApi {
    if operation == "SendCommand" { TargetApi::Command } else { TargetApi::Automation }
}

/// The input of an operation while it is read.
struct Input<'c, 'a> {
    cx: &'c mut Checker<'a>,
    api: TargetApi,
    body: IndexMap<Name, Value>,
    origins: Vec<(String, FileSpan)>,
    /// Where the name of each member stands.
    places: Vec<(Name, FileSpan)>,
    documents: Vec<DocumentRef>,
    parameters: Vec<(Name, Expr)>,
}

/// A member that is given, under the model's name, with what the model says that it takes.
struct Member<'e> {
    name: Name,
    ty: Ty,
    value: &'e ast::Expr,
}

/// What a call gives.
struct Given<'e> {
    members: Vec<Member<'e>>,
    /// What names that the operation does not know most probably mean.
    misspelt: Vec<&'static str>,
    /// An argument stands for no member: one that is missing may be meant by it.
    has_unnamed: bool,
}

impl Input<'_, '_> {
    fn put(&mut self, name: &str, value: Value, at: FileSpan) {
        self.origins.push((format!("/{}", pointer_segment(name)), at));
        self.body.insert(Name::new(name), value);
    }

    fn place(&self, name: &str) -> Option<FileSpan> {
        self.places.iter().find(|(known, _)| known == name).map(|(_, at)| *at)
    }

    fn read(&mut self, api: &Api, call: &ast::CallExpr) {
        let Given { mut members, misspelt, has_unnamed } = self.members(api, call);
        let document = members.iter().find(|it| it.name == "DocumentName" && runs_document(api));
        let document = document.map(|member| member.value);
        let signature = document.and_then(|expr| self.document(expr));
        if let Some(input) = api.operation().and_then(Operation::input) {
            let order: Vec<&str> = input.members().names().collect();
            members.sort_by_key(|member| order.iter().position(|name| *name == member.name));
        }
        for member in &members {
            self.member(api, member, signature.as_deref());
        }
        let is_given = |name: &str| {
            has_unnamed
                || misspelt.contains(&name)
                || members.iter().any(|member| member.name == name)
        };
        for name in api.missing(is_given) {
            let at = self.cx.at(call.callee.span);
            let owner = format!("`{}`", api.operation().map_or("", Operation::name));
            let found = errors::missing_attribute(at, &owner, name, &format!("{name}: …"));
            self.cx.report(found);
        }
        self.check_arguments(call, signature.as_deref());
    }

    /// The members that the operation takes, under the model's names. What it does not take is
    /// reported; a misspelt name is one mistake: what it means is there.
    fn members<'e>(&mut self, api: &Api, call: &'e ast::CallExpr) -> Given<'e> {
        let mut given = Given {
            members: Vec::new(),
            misspelt: Vec::new(),
            has_unnamed: call.arguments.iter().any(|argument| argument.name.is_none()),
        };
        let word = api.operation().map_or_else(String::new, |it| it.name().to_owned());
        for (name, argument) in self.named(call) {
            let name_at = self.cx.at(name.span);
            let value = &argument.value;
            match self.cx.request_member(api, &word, (&name.text, name_at)) {
                Some((name, ty)) => given.members.push(Member { name, ty, value }),
                None => {
                    let members =
                        api.operation().and_then(Operation::input).map(aws::Shape::members);
                    given.misspelt.extend(members.and_then(|it| it.nearest(&name.text)));
                    self.cx.build_value(value, &Ty::Unknown, &format!("`{}`", name.text));
                }
            }
        }
        given
    }

    /// The arguments by name, each once.
    fn named<'e>(&mut self, call: &'e ast::CallExpr) -> Vec<(&'e ast::Ident, &'e ast::Argument)> {
        let mut named: Vec<(&ast::Ident, &ast::Argument)> = Vec::new();
        for argument in &call.arguments {
            let at = self.cx.at(argument.span);
            let Some(name) = &argument.name else {
                self.cx.report(errors::unnamed_member(at));
                continue;
            };
            if let Some(first) = self.place(&name.text) {
                self.cx.report(errors::attribute_twice(at, first, &name.text));
                continue;
            }
            self.places.push((name.text.clone(), self.cx.at(name.span)));
            named.push((name, argument));
        }
        named
    }

    /// The signature behind `DocumentName`, if somebody declares it.
    fn document(&mut self, expr: &ast::Expr) -> Option<Arc<Signature>> {
        if let ExprKind::String { parts, .. } = &expr.kind
            && let [ast::StringPart::Text { text, .. }] = parts.as_slice()
            && stdlib::aws_document(text).is_none()
        {
            return None;
        }
        let signature = self.cx.signature_of(expr)?;
        let at = self.cx.at(expr.span);
        self.documents.push(DocumentRef {
            name: signature.emitted_name.clone(),
            own: signature.own,
            kind: signature.kind,
            pin: DocumentPin::Build,
            at,
        });
        let is_command = self.api == TargetApi::Command;
        let fits = match signature.kind {
            SignatureKind::Command => is_command,
            SignatureKind::Runbook => !is_command,
            SignatureKind::Session | SignatureKind::Policy | SignatureKind::Task => false,
        };
        if !fits {
            let owner = if is_command { "`SendCommand`" } else { "`StartAutomationExecution`" };
            self.cx.report(errors::wrong_document(at, &signature.emitted_name, owner));
        }
        Some(signature)
    }

    fn member(&mut self, api: &Api, member: &Member<'_>, signature: Option<&Signature>) {
        let Member { name, ty, value: expr } = member;
        let place = format!("`{name}`");
        let read = match takes(api, name) {
            Takes::AsTheModelSays if is_tags(ty) && matches!(expr.kind, ExprKind::Record(_)) => {
                Shape::Tags.read(self.cx, expr, &place)
            }
            Takes::AsTheModelSays => self.cx.build_value(expr, ty, &place),
            Takes::Document => match signature {
                Some(signature) => {
                    let name = Value::string(signature.emitted_name.as_str());
                    Some((name, self.cx.at(expr.span)))
                }
                None => self.cx.build_value(expr, ty, &place),
            },
            Takes::Arguments => {
                let written = arguments_of(expr);
                match (signature, written) {
                    (Some(_), Some(_)) => Some((Value::Null, self.cx.at(expr.span))),
                    _ => self.cx.build_value(expr, ty, &place),
                }
            }
            Takes::Targets => self.targets(expr, ty, &place),
            Takes::Share => {
                let wanted = Ty::Union([Ty::Percent, Ty::int(), ty.required().clone()].into());
                let read = self.cx.build_value(expr, &wanted, &place);
                read.and_then(|(value, at)| {
                    let text = Expr::constant(share_text(value), Ty::string(), at);
                    self.cx.fit(text, ty, &place).as_const().map(|text| (text.clone(), at))
                })
            }
        };
        let is_left_out = |value: &Value| *value == Value::Null && name != "Parameters";
        if let Some((value, at)) = read.filter(|(value, _)| !is_left_out(value)) {
            self.put(name, value, at);
        }
        let own = self.documents.first().is_some_and(|document| document.own);
        if name == "DocumentName" && own && self.place("DocumentVersion").is_none() {
            let at = self.cx.at(expr.span);
            let name = signature.map_or("", |signature| signature.emitted_name.as_str());
            let version = format!("${{documents/{name}#DocumentVersion}}");
            self.put("DocumentVersion", Value::string(version), at);
        }
    }

    fn targets(&mut self, expr: &ast::Expr, ty: &Ty, place: &str) -> Option<(Value, FileSpan)> {
        let ty = Ty::Union([Ty::Targets, ty.required().clone()].into());
        let (value, at) = self.cx.build_value(expr, &ty, place)?;
        if let Value::Targets(set) = &value {
            check_set(self.cx, set, self.api);
        }
        Some((value, at))
    }

    /// The arguments of a document that is known, against its parameters.
    fn check_arguments(&mut self, call: &ast::CallExpr, signature: Option<&Signature>) {
        let Some(signature) = signature else { return };
        let given = call
            .arguments
            .iter()
            .find(|argument| argument.name.as_ref().is_some_and(|name| name.text == "Parameters"));
        let arguments = match given {
            Some(argument) => match arguments_of(&argument.value) {
                Some(arguments) => arguments,
                None => return,
            },
            None => Vec::new(),
        };
        let mut lenient = signature.clone();
        let fed = self.fed();
        for parameter in &mut lenient.parameters {
            parameter.required &= !fed.contains(&parameter.name);
        }
        let span = given.map_or(call.arguments_span, |argument| argument.value.span);
        self.parameters = self.cx.arguments(&lenient, &arguments, span);
        if self.api == TargetApi::Automation {
            check_sizes(self.cx, &self.parameters);
        }
    }

    /// The parameters that targets and maps give their values.
    fn fed(&self) -> Vec<Name> {
        let mut fed = Vec::new();
        if let Some(Value::Targets(set)) = self.body.get("Targets") {
            fed.extend(set.parameter.as_ref().map(|(name, _)| name.clone()));
        }
        if let Some(name) = self.body.get("TargetParameterName").and_then(Value::as_str) {
            fed.push(Name::new(name));
        }
        if let Some(Value::List(maps)) = self.body.get("TargetMaps") {
            for map in maps {
                if let Value::Record(map) = map {
                    fed.extend(map.keys().cloned());
                }
            }
        }
        fed
    }
}

/// The entries of a record as arguments; `None` where it is written in another way.
fn arguments_of(expr: &ast::Expr) -> Option<Vec<ast::Argument>> {
    let ExprKind::Record(entries) = &expr.kind else { return None };
    entries
        .iter()
        .map(|entry| match &entry.key {
            ast::RecordKey::Name { text, span } => Some(ast::Argument {
                name: Some(ast::Ident { text: text.clone(), span: *span, quoted: false }),
                value: entry.value.clone(),
                spread: false,
                span: entry.span,
            }),
            ast::RecordKey::Spread(_) => None,
        })
        .collect()
}

fn share_text(value: Value) -> Value {
    match value {
        Value::Percent(percent) => Value::string(format!("{percent}%")),
        Value::Int(count) => Value::string(count.to_string()),
        other => other,
    }
}

/// Whether a member takes a list of tags: they may be written as a record, too.
fn is_tags(ty: &Ty) -> bool {
    let Ty::List { element, .. } = ty.required() else { return false };
    let Ty::Record(tag) = element.required() else { return false };
    tag.fields().len() == 2 && tag.field("Key").is_some() && tag.field("Value").is_some()
}
