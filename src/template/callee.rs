//! Which document a resource runs, and with which arguments.

use std::collections::HashMap;

use crate::import::make;
use crate::markup::{Node, NodeKind};
use crate::ssm::Kind;
use crate::stdlib::{aws_document, aws_document_names};
use crate::syntax::ast::{
    Argument, Declaration, DeclarationKind, Expr, ExprKind, Extern, Header, Item, ItemKind,
    MemberKind, TypeExpr, TypeExprKind,
};
use crate::syntax::parse;
use crate::text::{FileId, Span, nearest};

use super::expression::{flag, literal, number, text};
use super::function::{function, referred};
use super::resource::Resource;
use super::unknown::{has_unknown, is_unknown};
use super::{Template, TemplateDocument};

/// What a parameter takes, as far as it changes how its value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Text,
    List,
    Flag,
    Number,
    /// Maps, and what is not known.
    Other,
}

/// A document that a resource names.
#[derive(Clone, Debug)]
pub(super) struct Callee {
    pub(super) expr: Expr,
    /// Where that is known.
    pub(super) kind: Option<DeclarationKind>,
    takes: HashMap<String, Takes>,
}

/// The document that a value names. `kind` is what it must be where the template does not say it.
pub(super) fn callee(
    template: &mut Template,
    resources: &[Resource<'_>],
    (node, kind): (&Node, DeclarationKind),
    file: FileId,
) -> Callee {
    let own = referred(node).and_then(|id| resources.iter().find(|it| it.id == id));
    let is_function = function(node).is_some() || has_unknown(node);
    let name = node.as_str().filter(|_| !is_function);
    let known = template.documents.iter().find(|document| match (own, name) {
        (Some(own), _) => document.name == own.name,
        (None, Some(name)) => {
            document.emitted_name.as_ref().is_some_and(|(known, _)| known == name)
        }
        (None, None) => false,
    });
    if let Some(document) = known.filter(|document| has_declaration(document)) {
        let expr = make::name(&document.name, node.span);
        let kind = match document.kind {
            Some(Kind::Automation) => Some(DeclarationKind::Runbook),
            Some(Kind::Command) => Some(DeclarationKind::Command),
            _ => None,
        };
        return Callee { expr, kind, takes: own_parameters(document) };
    }
    if let Some(name) = name.filter(|name| is_of_aws(name)) {
        let (kind, takes) = aws_parameters(name, file);
        return Callee { expr: make::string(name, node.span), kind, takes };
    }
    let name = format!("elsewhere_{}", template.items.len());
    template.items.push(elsewhere(&name, kind, node.span));
    Callee { expr: make::name(&name, node.span), kind: None, takes: HashMap::new() }
}

fn has_declaration(document: &TemplateDocument) -> bool {
    matches!(document.kind, Some(Kind::Automation | Kind::Command | Kind::Session))
}

/// Whether AWS has the document, or one of nearly this name.
fn is_of_aws(name: &str) -> bool {
    let near = || nearest(name, aws_document_names().iter().copied());
    name.starts_with("AWS") && (aws_document(name).is_some() || near().is_some())
}

/// A document that is not in the template: it may take any parameters.
fn elsewhere(name: &str, kind: DeclarationKind, span: Span) -> Item {
    let header = Header {
        kind,
        kind_span: span,
        name: make::ident(name, span),
        emitted_name: None,
        targets: None,
    };
    let yes = make::expr(ExprKind::Bool(true), span);
    let members = vec![make::attribute("open", span, yes)];
    let declaration = Declaration { header, members, body_span: span };
    let kind = ItemKind::Extern(Extern { extern_span: span, declaration });
    Item { docs: None, kind, span }
}

fn own_parameters(document: &TemplateDocument) -> HashMap<String, Takes> {
    let entries = document.root.get("parameters").map_or(&[][..], Node::entries).iter();
    let takes = entries.map(|entry| {
        let ty = entry.value.get("type").and_then(Node::as_str).unwrap_or_default();
        let takes = match ty {
            "StringList" => Takes::List,
            "Boolean" => Takes::Flag,
            "Integer" => Takes::Number,
            "StringMap" | "MapList" => Takes::Other,
            list if list.starts_with("List<") => Takes::List,
            _ => Takes::Text,
        };
        (entry.key.text.to_string(), takes)
    });
    takes.collect()
}

/// The parameters of one of AWS's own documents, by its declaration in the library.
fn aws_parameters(name: &str, file: FileId) -> (Option<DeclarationKind>, HashMap<String, Takes>) {
    let near = || nearest(name, aws_document_names().iter().copied()).and_then(aws_document);
    let source = aws_document(name).or_else(near).unwrap_or_default();
    let mut kind = None;
    let mut parameters = HashMap::new();
    for item in parse(source, file).ast.items {
        let ItemKind::Extern(item) = item.kind else { continue };
        kind = Some(item.declaration.header.kind);
        for member in item.declaration.members {
            if let MemberKind::Parameter { name, ty, .. } = member.kind {
                parameters.insert(name.text.to_string(), takes(&ty));
            }
        }
    }
    (kind, parameters)
}

fn takes(ty: &TypeExpr) -> Takes {
    match &ty.kind {
        TypeExprKind::Named { path, .. } => match path.first().map(|word| word.text.as_str()) {
            Some("List") => Takes::List,
            Some("Bool") => Takes::Flag,
            Some("Int") => Takes::Number,
            Some("Map" | "Json") => Takes::Other,
            _ => Takes::Text,
        },
        TypeExprKind::Optional(inner) | TypeExprKind::Group(inner) => takes(inner),
        TypeExprKind::Union(parts) => parts.first().map_or(Takes::Other, takes),
        TypeExprKind::Literal(value) => match value.kind {
            ExprKind::Bool(_) => Takes::Flag,
            ExprKind::Int(_) => Takes::Number,
            _ => Takes::Text,
        },
        TypeExprKind::Record(_) | TypeExprKind::Error => Takes::Other,
    }
}

impl Callee {
    /// The arguments of a map from names to lists of texts.
    pub(super) fn arguments(&self, map: Option<&Node>) -> Vec<Argument> {
        let entries = map.map_or(&[][..], Node::entries).iter();
        let arguments = entries.map(|entry| {
            let value = self.argument(&entry.key.text, &entry.value);
            make::argument(&entry.key.text, entry.key_span, value)
        });
        arguments.collect()
    }

    fn argument(&self, name: &str, value: &Node) -> Expr {
        let takes = self.takes.get(name).copied().unwrap_or(Takes::Other);
        if is_unknown(value) {
            return literal(value);
        }
        let only = match &value.kind {
            NodeKind::List(items) if items.len() == 1 => items.first().unwrap_or(value),
            _ => value,
        };
        match takes {
            Takes::Text => text(only),
            Takes::Flag => flag(only),
            Takes::Number => number(only),
            Takes::List => match &value.kind {
                NodeKind::List(items) => make::list(items.iter().map(text), value.span),
                _ => make::list([text(value)], value.span),
            },
            // A map stands there as text, which no type says.
            Takes::Other => super::expression::unknown(value.span),
        }
    }
}
