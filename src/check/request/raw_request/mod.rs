//! `request NAME = aws.ssm.StartAutomationExecution(…)`: the request of any operation.

mod rules;
mod table;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{
    Artifact, Bounds, DocumentPin, DocumentRef, Expr, RawRequest, Signature, SignatureKind, Ty,
    Value,
};
use crate::ssm::pointer_segment;
use crate::stdlib;
use crate::syntax::ast::{self, ExprKind};
use crate::text::{FileId, FileSpan, Name, nearest};

use super::document_call::check_sizes;
use super::errors;
use super::target::{TargetApi, check_set};
use table::{Member, OPERATIONS, Operation, Takes};

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
        if !matches!(request.value.kind, ExprKind::Error) {
            cx.report(errors::not_an_operation(at));
        }
        return None;
    };
    let Some((service, operation)) = operation_of(&call.callee) else {
        let at = cx.at(call.callee.span);
        cx.report(errors::not_an_operation(at));
        return None;
    };
    let known = OPERATIONS
        .iter()
        .find(|known| service.text == "ssm" && known.name == operation.text)
        .copied();
    let mut input = Input {
        cx,
        api: api_of(&operation.text),
        body: IndexMap::new(),
        origins: Vec::new(),
        places: Vec::new(),
        documents: Vec::new(),
        parameters: Vec::new(),
    };
    match known {
        Some(known) => input.read_known(known, call),
        None => input.read_any(call),
    }
    let Input { body, origins, documents, parameters, .. } = input;
    Some(RawRequest {
        name: request.name.text.clone(),
        at: cx.at(request.name.span),
        // A `-` in the name of a service is written `_`.
        service: Name::new(service.text.replace('_', "-")),
        operation: operation.text.clone(),
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

impl Input<'_, '_> {
    fn put(&mut self, name: &str, value: Value, at: FileSpan) {
        self.origins.push((format!("/{}", pointer_segment(name)), at));
        self.body.insert(Name::new(name), value);
    }

    fn place(&self, name: &str) -> Option<FileSpan> {
        self.places.iter().find(|(known, _)| known == name).map(|(_, at)| *at)
    }

    /// An operation whose model is not known here: the members as they are given.
    fn read_any(&mut self, call: &ast::CallExpr) {
        for (name, argument) in self.named(call) {
            let place = format!("`{}`", name.text);
            if let Some((value, at)) = self.cx.build_value(&argument.value, &Ty::Json, &place) {
                self.put(&name.text, value, at);
            }
        }
    }

    fn read_known(&mut self, operation: Operation, call: &ast::CallExpr) {
        let mut given: Vec<(&Member, &ast::Argument)> = Vec::new();
        let mut misspelt: Vec<(&Member, &ast::Argument)> = Vec::new();
        for (name, argument) in self.named(call) {
            let at = self.cx.at(name.span);
            match operation.members.iter().find(|member| member.name == name.text) {
                Some(member) => given.push((member, argument)),
                None => {
                    let known = operation.members.iter().map(|member| member.name);
                    let owner = format!("`{}`", operation.name);
                    let near = nearest(&name.text, known.clone());
                    self.cx.report(errors::unknown_attribute(at, &name.text, &owner, known));
                    // A misspelt name is one mistake: what it means is there.
                    let meant = operation.members.iter().find(|member| near == Some(member.name));
                    misspelt.extend(meant.map(|member| (member, argument)));
                }
            }
        }
        for (member, argument) in misspelt {
            if !given.iter().any(|(known, _)| known.name == member.name) {
                given.push((member, argument));
            }
        }
        let value_of = |name: &str| {
            given.iter().find(|(member, _)| member.name == name).map(|(_, it)| &it.value)
        };
        let document = value_of("DocumentName").map(|expr| self.document(expr));
        let signature = document.flatten();
        for member in operation.members {
            match value_of(member.name) {
                Some(expr) => self.member(member, expr, signature.as_deref()),
                None if member.required => {
                    let at = self.cx.at(call.callee.span);
                    let owner = format!("`{}`", operation.name);
                    let example = format!("{}: …", member.name);
                    let found = errors::missing_attribute(at, &owner, member.name, &example);
                    self.cx.report(found);
                }
                None => {}
            }
        }
        self.check_arguments(call, signature.as_deref());
        rules::check_rules(self, operation);
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
            SignatureKind::Session | SignatureKind::Policy => false,
        };
        if !fits {
            let owner = if is_command { "`SendCommand`" } else { "`StartAutomationExecution`" };
            self.cx.report(errors::wrong_document(at, &signature.emitted_name, owner));
        }
        Some(signature)
    }

    fn member(&mut self, member: &Member, expr: &ast::Expr, signature: Option<&Signature>) {
        let place = format!("`{}`", member.name);
        let read = match member.takes {
            Takes::Shape(shape) => shape.read(self.cx, expr, &place),
            Takes::Document => match signature {
                Some(signature) => {
                    let name = Value::string(signature.emitted_name.as_str());
                    Some((name, self.cx.at(expr.span)))
                }
                None => self.cx.build_value(expr, &Ty::string(), &place),
            },
            Takes::Version => {
                let pattern = Some(r"^(\$LATEST|\$DEFAULT|[1-9][0-9]*)$".into());
                self.cx.build_value(expr, &Ty::String { pattern, length: Bounds::OPEN }, &place)
            }
            Takes::Arguments => {
                let written = arguments_of(expr);
                match (signature, written) {
                    (Some(_), Some(_)) => Some((Value::Null, self.cx.at(expr.span))),
                    _ => self.cx.build_value(expr, &Ty::map(Ty::list(Ty::string())), &place),
                }
            }
            Takes::Targets => self.targets(expr, &place),
            Takes::Share => {
                let pattern = Some(r"^([0-9]+|[0-9]{1,2}%|100%)$".into());
                let text = Ty::String { pattern, length: Bounds { low: Some(1), high: Some(7) } };
                let ty = Ty::Union([Ty::Percent, Ty::int(), text].into());
                let read = self.cx.build_value(expr, &ty, &place);
                read.map(|(value, at)| (share_text(value), at))
            }
            Takes::Any => self.cx.build_value(expr, &Ty::Json, &place),
        };
        if let Some((value, at)) = read {
            self.put(member.name, value, at);
        }
        let own = self.documents.first().is_some_and(|document| document.own);
        if member.name == "DocumentName" && own && self.place("DocumentVersion").is_none() {
            let at = self.cx.at(expr.span);
            let name = signature.map_or("", |signature| signature.emitted_name.as_str());
            let version = format!("${{documents/{name}#DocumentVersion}}");
            self.put("DocumentVersion", Value::string(version), at);
        }
    }

    fn targets(&mut self, expr: &ast::Expr, place: &str) -> Option<(Value, FileSpan)> {
        let ty = Ty::Union([Ty::Targets, Ty::list(Ty::Json)].into());
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
