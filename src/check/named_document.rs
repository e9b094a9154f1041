//! Documents of AWS that an action or a plugin names by a text: whether AWS has them, whether they
//! may stand there, and whether they take what they are given.

use std::sync::Arc;

use crate::hir::{Expr, ExprKind, ListPart, Signature, SignatureKind, Ty, Value};
use crate::stdlib;
use crate::syntax::ast;
use crate::text::{FileSpan, Name, nearest};

use super::{Checker, constant, errors};

/// A run of a document whose name is an input like any other.
pub(super) struct NamedRun<'r> {
    /// What runs it, such as `action.runCommand`.
    pub(super) word: &'r str,
    /// The only kind that it runs.
    pub(super) kind: SignatureKind,
    pub(super) document: &'r Expr,
    /// The input that says which version runs.
    pub(super) version: Option<&'r Expr>,
    pub(super) parameters: Option<&'r Expr>,
    /// The same as it is written.
    pub(super) written: Option<&'r ast::Expr>,
    pub(super) fed: Fed<'r>,
}

/// Which parameters get their values from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed<'r> {
    Nothing,
    One(&'r str),
    /// Nobody here knows which.
    Some,
}

/// A value that a document is given.
struct Given {
    name: Name,
    at: FileSpan,
    /// Where the build knows it.
    value: Option<Value>,
    value_at: FileSpan,
}

impl Checker<'_> {
    /// Reports a document that AWS does not have, one of another kind, and parameters that are
    /// unknown, missing or impossible. Says nothing of documents that are not AWS's.
    pub(super) fn check_named_run(&mut self, run: &NamedRun<'_>) {
        let Some(name) = run.document.as_const().and_then(Value::as_str) else { return };
        let at = run.document.at;
        let Some(signature) = self.known_aws_document(name) else {
            if self.is_unknown_of_aws(name) {
                let near = nearest(name, stdlib::aws_document_names().iter().copied());
                self.report(errors::document_unknown_yet(at, name, near));
            }
            return;
        };
        if signature.kind != run.kind {
            let kind = kind_word(signature.kind);
            self.report(errors::other_kind_of_document(at, (name, kind), run.word));
        } else if !run.is_pinned() {
            self.check_given(run, &signature);
        }
    }

    fn is_unknown_of_aws(&self, name: &str) -> bool {
        // A reference, or an ARN, is no name.
        let is_name = !name.contains(['{', ':', '/']);
        is_name && super::signature::is_name_of_aws(name) && stdlib::replacement(name).is_none()
    }

    fn check_given(&mut self, run: &NamedRun<'_>, signature: &Signature) {
        let Some(given) = run.given() else { return };
        let words = format!("`{}`", signature.emitted_name);
        let known: Vec<&str> = signature.parameters.iter().map(|one| one.name.as_str()).collect();
        let mut is_whole = run.fed != Fed::Some;
        for one in &given {
            match signature.parameters.iter().find(|known| known.name == one.name) {
                Some(parameter) => {
                    let value = one.value.as_ref().and_then(|value| as_sent(value, &parameter.ty));
                    if let Some(value) = value {
                        let value = Expr::constant(value.clone(), value.ty(), one.value_at);
                        self.fit(value, &parameter.ty, &format!("`{}` of {words}", one.name));
                    }
                }
                None if signature.open => {}
                None => {
                    let near = nearest(&one.name, known.iter().copied());
                    let found = errors::unknown_argument(one.at, &one.name, &words, &known, near);
                    self.report(found);
                    is_whole = false;
                }
            }
        }
        let is_given = |name: &Name| {
            run.fed == Fed::One(name.as_str()) || given.iter().any(|one| one.name == *name)
        };
        let missing = signature.parameters.iter().filter(|it| it.required && !is_given(&it.name));
        let missing: Vec<&str> = missing.map(|it| it.name.as_str()).collect();
        // A misspelt name is one mistake.
        if is_whole && !missing.is_empty() {
            let at = run.document.at;
            self.report(errors::missing_arguments(at, &words, &missing));
        }
    }

    /// The signature of a document that the library declares, also by its ARN: no account owns it.
    pub(super) fn known_aws_document(&mut self, name: &str) -> Option<Arc<Signature>> {
        let name = name.rsplit_once("::document/").map_or(name, |(_, name)| name);
        stdlib::aws_document(name).and_then(|source| self.library_signature(name, source))
    }
}

impl NamedRun<'_> {
    /// Whether a version runs that may take other parameters than the one of today.
    fn is_pinned(&self) -> bool {
        let version = self.version.map(|version| version.as_const().and_then(Value::as_str));
        version.is_some_and(|version| !matches!(version, Some("$DEFAULT" | "$LATEST")))
    }

    /// What the document is given; nothing where only the run knows it.
    fn given(&self) -> Option<Vec<Given>> {
        let Some(map) = self.parameters else { return Some(Vec::new()) };
        let members = match &map.kind {
            ExprKind::Record(members) => {
                members.iter().map(|(name, value)| (name.clone(), known_value(value))).collect()
            }
            ExprKind::Const(Value::Record(members)) => known_members(members),
            // A map may stand there as the JSON of one.
            ExprKind::Const(Value::String(text) | Value::Raw(text)) => {
                let json = serde_json::from_str(text).ok()?;
                let Value::Record(members) = constant::from_json(&json) else { return None };
                known_members(&members)
            }
            _ => return None,
        };
        let members: Vec<(Name, Option<Value>)> = members;
        let given = members.into_iter().map(|(name, value)| {
            let (at, value_at) = self.places(&name).unwrap_or((map.at, map.at));
            Given { name, at, value, value_at }
        });
        Some(given.collect())
    }

    /// Where a member of the map stands, and its value.
    fn places(&self, name: &Name) -> Option<(FileSpan, FileSpan)> {
        let file = self.parameters?.at.file;
        let ast::ExprKind::Record(entries) = &self.written?.kind else { return None };
        entries.iter().find_map(|entry| match &entry.key {
            ast::RecordKey::Name { text, span } if text == name => {
                Some((span.in_file(file), entry.value.span.in_file(file)))
            }
            ast::RecordKey::Name { .. } | ast::RecordKey::Spread(_) => None,
        })
    }
}

fn known_members(members: &indexmap::IndexMap<Name, Value>) -> Vec<(Name, Option<Value>)> {
    members.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect()
}

fn known_value(expr: &Expr) -> Option<Value> {
    match &expr.kind {
        ExprKind::Const(value) => Some(value.clone()),
        ExprKind::List(parts) => {
            let item = |part: &ListPart| match part {
                ListPart::Item(item) => known_value(item),
                ListPart::Spread(_) => None,
            };
            parts.iter().map(item).collect::<Option<_>>().map(Value::List)
        }
        _ => None,
    }
}

/// A value as the service reads it for a parameter of this type: it takes lists of texts for all of
/// them, and where a step has one text, a list of it. Nothing where that is not certain.
///
/// Source: `Parameters` of SendCommand and StartAutomationExecution, API reference of Systems
/// Manager.
fn as_sent(value: &Value, wanted: &Ty) -> Option<Value> {
    match (value, wanted.required()) {
        (Value::List(items), Ty::List { element, .. }) => {
            let items = items.iter().map(|item| as_sent(item, element));
            items.collect::<Option<_>>().map(Value::List)
        }
        (one, Ty::List { element, .. }) => Some(Value::List(vec![as_sent(one, element)?])),
        (Value::List(items), ty) => match items.as_slice() {
            [one] if !matches!(one, Value::List(_)) => as_sent(one, ty),
            _ => None,
        },
        (Value::String(text) | Value::Raw(text), ty) => text_as_sent(text, ty),
        (Value::Bool(_), Ty::Bool) | (Value::Int(_), Ty::Int(_)) => Some(value.clone()),
        _ => None,
    }
}

fn text_as_sent(text: &Arc<str>, ty: &Ty) -> Option<Value> {
    let is_reference = text.contains("{{");
    let is_text = |value: &Value| matches!(value, Value::String(_));
    match ty {
        _ if is_reference => None,
        Ty::String { .. } | Ty::Aws { .. } => Some(Value::String(text.clone())),
        Ty::Enum(allowed) if allowed.iter().all(is_text) => Some(Value::String(text.clone())),
        Ty::Bool if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        Ty::Bool if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        Ty::Int(_) => Some(text.parse().map_or_else(|_| Value::String(text.clone()), Value::Int)),
        Ty::Bool => Some(Value::String(text.clone())),
        _ => None,
    }
}

fn kind_word(kind: SignatureKind) -> &'static str {
    match kind {
        SignatureKind::Command => "command",
        SignatureKind::Runbook => "runbook",
        SignatureKind::Session => "session",
        SignatureKind::Policy => "policy",
        SignatureKind::Task => "task",
    }
}
