//! `run DOC(…) on TARGETS` and `call RUNBOOK(…)`.

use std::sync::Arc;

use crate::hir::{DocumentPin, DocumentRef, Expr, Field, RecordType, Signature, SignatureKind, Ty};
use crate::syntax::ast::{self, DocumentCall, DocumentName};
use crate::text::{FileSpan, Name};

use super::api::constant;
use super::clauses::TARGET_CLAUSES;
use super::errors;
use super::names::camel_case;
use super::script::record_of;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::step::Draft;
use super::value_type::{output_fields, result_type};
use super::words::action_of;

impl RunbookCheck<'_> {
    /// Runs a command on nodes.
    pub(super) fn run(&mut self, site: &Site<'_>, call: &DocumentCall, into: Into<'_>) {
        let (mut draft, signature) = self.document_draft(call, ("run", SignatureKind::Command));
        self.give_parameters(&mut draft, "Parameters", (call, signature.as_ref()));
        match site.on_clause() {
            Some(targets) => self.give_nodes(&mut draft, targets),
            None if has_raw_targets(site) => {}
            None => {
                let at = self.cx.at(call.document.span());
                self.cx.report(errors::missing_targets(at));
                self.give(&mut draft, "InstanceIds", Expr::error(at));
            }
        }
        self.finish_bound(site, draft, TARGET_CLAUSES, into);
    }

    /// Runs another runbook.
    pub(super) fn call(&mut self, site: &Site<'_>, call: &DocumentCall, into: Into<'_>) {
        let (mut draft, mut signature) =
            self.document_draft(call, ("call", SignatureKind::Runbook));
        if let Some(targets) = site.on_clause()
            && let Some(name) = self.give_resources(&mut draft, targets)
            && let Some(signature) = &mut signature
        {
            // Each run gets one resource as this parameter.
            let at = self.cx.at(targets.span);
            let twice =
                call.arguments.iter().find(|it| it.name.as_ref().is_some_and(|it| it.text == name));
            if let Some(argument) = twice {
                let second = self.cx.at(argument.span);
                self.cx.report(errors::duplicate_input(second, at, &name));
            } else if self.has_target_parameter(signature, &name, at) {
                signature.parameters.retain(|parameter| parameter.name != name);
            } else {
                // The name is reported; a parameter that it was meant for is not missing.
                signature.parameters.iter_mut().for_each(|parameter| parameter.required = false);
            }
        }
        self.give_parameters(&mut draft, "RuntimeParameters", (call, signature.as_ref()));
        draft.result = call_result(&draft, signature.as_ref(), site);
        if let (Some(name), Some(signature)) = (site.result, &signature)
            && let Some(output) = repeated(&signature.outputs)
        {
            let at = self.cx.at(name.span);
            self.cx.report(errors::outputs_alike(at, &signature.emitted_name, output));
        }
        self.finish_bound(site, draft, TARGET_CLAUSES, into);
    }

    fn has_target_parameter(&mut self, signature: &Signature, name: &str, at: FileSpan) -> bool {
        let known: Vec<&str> = signature.parameters.iter().map(|it| it.name.as_str()).collect();
        let is_known = signature.open || known.contains(&name);
        if !is_known {
            let document = signature.emitted_name.as_str();
            self.cx.report(errors::unknown_input(at, (name, document), &known));
        }
        is_known
    }

    fn document_draft(
        &mut self,
        call: &DocumentCall,
        (word, kind): (&str, SignatureKind),
    ) -> (Draft, Option<Signature>) {
        let at = self.cx.at(call.document.span());
        if let Some(name) = self.document_by_value(&call.document) {
            let mut draft =
                self.draft(action_of(word), (word, at), camel_case(word, "runDocument"));
            self.give(&mut draft, "DocumentName", name);
            return (draft, None);
        }
        let signature = self.cx.signature(&call.document).map(|it| (*it).clone());
        let shown = signature.as_ref().map_or("", |it| short_name(&it.emitted_name));
        let mut draft = self.draft(action_of(word), (word, at), camel_case(shown, "runDocument"));
        let Some(signature) = signature else {
            self.give(&mut draft, "DocumentName", Expr::error(at));
            return (draft, None);
        };
        let mut signature = signature;
        if kind == SignatureKind::Runbook && signature.outputs.is_empty() {
            signature.outputs = self.outputs_of(&call.document);
        }
        draft.word = signature.emitted_name.clone();
        if signature.kind != kind {
            let (found, better) = kind_words(signature.kind);
            let name = signature.emitted_name.as_str();
            self.cx.report(errors::wrong_kind_of_document(at, (name, found), better));
        }
        self.give(&mut draft, "DocumentName", constant(signature.emitted_name.as_str(), at));
        draft.document = Some(DocumentRef {
            name: signature.emitted_name.clone(),
            own: signature.own,
            kind,
            pin: DocumentPin::Build,
            at,
        });
        (draft, Some(signature))
    }

    /// A document whose name only the run knows: a parameter, a variable, an output.
    fn document_by_value(&mut self, document: &DocumentName) -> Option<Expr> {
        let DocumentName::Expr(expr) = document else { return None };
        let mut root = expr;
        while let ast::ExprKind::Member { base, .. } | ast::ExprKind::Group(base) = &root.kind {
            root = base;
        }
        let is_local = match &root.kind {
            ast::ExprKind::Name(name) => self.cx.scopes.find(&name.text).is_some(),
            _ => false,
        };
        is_local.then(|| self.cx.expression_of(expr, &Ty::string(), "the name of a document"))
    }

    /// The arguments: typed by the signature, or any where there is none.
    fn give_parameters(
        &mut self,
        draft: &mut Draft,
        input: &str,
        (call, signature): (&DocumentCall, Option<&Signature>),
    ) {
        let at = self.cx.at(call.arguments_span);
        let values = match signature {
            Some(signature) => {
                let span = match call.arguments.is_empty() {
                    true => call.document.span(),
                    false => call.arguments_span,
                };
                self.cx.arguments(signature, &call.arguments, span)
            }
            None => self.any_arguments(&call.arguments, &draft.word.clone()),
        };
        if !values.is_empty() {
            self.give(draft, input, record_of(values, at));
        }
    }
}

/// The outputs of a runbook that was called: its own by name, besides those of the action. A run
/// in other accounts or Regions gives none.
fn call_result(draft: &Draft, signature: Option<&Signature>, site: &Site<'_>) -> Ty {
    let Some(signature) = signature else { return result_type(draft.spec) };
    if names_input(site, "TargetLocations") {
        return result_type(draft.spec);
    }
    let mut fields = output_fields(draft.spec);
    for (name, ty) in &signature.outputs {
        if !fields.iter().any(|field| field.name == *name) {
            fields.push(Field { name: name.clone(), ty: ty.clone(), optional: false });
        }
    }
    Ty::Record(Arc::new(RecordType::new(fields)))
}

/// The first name that two outputs have.
fn repeated(outputs: &[(Name, Ty)]) -> Option<&Name> {
    let rest = |from: usize| outputs.iter().skip(from + 1);
    outputs
        .iter()
        .enumerate()
        .find_map(|(index, (name, _))| rest(index).any(|(other, _)| other == name).then_some(name))
}

fn has_raw_targets(site: &Site<'_>) -> bool {
    names_input(site, "Targets") || names_input(site, "InstanceIds")
}

/// Whether `with { … }` names an input.
fn names_input(site: &Site<'_>, input: &str) -> bool {
    let Some(ast::ExprKind::Record(entries)) = site.with_clause().map(|with| &with.kind) else {
        return false;
    };
    entries.iter().any(|entry| match &entry.key {
        ast::RecordKey::Name { text, .. } => text == input,
        ast::RecordKey::Spread(_) => false,
    })
}

/// A document's name without the `AWS-` of AWS's own.
fn short_name(name: &str) -> &str {
    name.strip_prefix("AWS-").unwrap_or(name)
}

/// What a document is, and the word that runs it in a runbook.
fn kind_words(kind: SignatureKind) -> (&'static str, Option<&'static str>) {
    match kind {
        SignatureKind::Command => ("command", Some("run")),
        SignatureKind::Runbook => ("runbook", Some("call")),
        SignatureKind::Session => ("session", None),
        SignatureKind::Policy => ("policy", None),
        SignatureKind::Task => ("task", None),
    }
}
