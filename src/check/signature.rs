//! What callers see of a document: the project's own, an `extern`, or one of AWS's.

use std::sync::Arc;

use crate::hir::{
    AwsType, ExprKind, MODE, ParameterKind, Signature, SignatureKind, Ty, TypedParameter, Value,
};
use crate::resolve::Definition;
use crate::stdlib;
use crate::syntax::ast::{self, DeclarationKind, DocumentName, ItemKind, MemberKind};
use crate::text::{FileId, FileSpan, nearest};

use super::command::{has_mode, mode_parameter};
use super::expression::path_text;
use super::parameter_fields::says_default;
use super::{Body, Checker, constant, errors, memo};

/// How the names of the documents that AWS owns start.
/// Source: the list of AWS-owned documents in the user guide.
const AWS_PREFIXES: [&str; 7] = [
    "AWS-",
    "AWSConfigRemediation-",
    "AWSEC2-",
    "AWSFIS-",
    "AWSPremiumSupport-",
    "AWSSupport-",
    "AmazonCloudWatch-",
];

impl<'a> Checker<'a> {
    /// The signature of the document that a call names, or nothing after an error.
    pub(crate) fn signature(&mut self, document: &DocumentName) -> Option<Arc<Signature>> {
        match document {
            DocumentName::String { text, span } => {
                let at = self.at(*span);
                self.aws_signature(text, at)
            }
            DocumentName::Expr(expr) => self.signature_of(expr),
        }
    }

    /// The same for a document that stands as an expression, such as an attribute's value.
    pub(crate) fn signature_of(&mut self, expr: &ast::Expr) -> Option<Arc<Signature>> {
        let at = self.at(expr.span);
        if let ast::ExprKind::Name(name) = &expr.kind
            && self.scopes.find(&name.text).is_none()
        {
            let definition = self.context.index.lookup(self.file, &name.text).copied();
            if let Some(definition) = definition {
                match &definition.item.kind {
                    ItemKind::Declaration(_) | ItemKind::Extern(_) => {
                        return self.own_signature(definition, at);
                    }
                    ItemKind::Const(_) | ItemKind::Input(_) => {}
                    ItemKind::Error => return None,
                    other => {
                        let what = constant::kind_words(other);
                        self.report(errors::not_a_document(at, &name.text, what));
                        return None;
                    }
                }
            }
        }
        let place = "the document's name";
        match self.build_value(expr, &Ty::string(), place)? {
            (Value::String(text), at) => self.aws_signature(&text, at),
            _ => {
                let words = path_text(expr).unwrap_or_else(|| "this".to_owned());
                self.report(errors::not_a_document(at, &words, "no name"));
                None
            }
        }
    }

    fn own_signature(
        &mut self,
        definition: Definition<'a>,
        at: FileSpan,
    ) -> Option<Arc<Signature>> {
        if let Some(known) = self.context.memo.signature(definition.at) {
            return Some(known);
        }
        let (declaration, own) = match &definition.item.kind {
            ItemKind::Declaration(declaration) => (declaration, true),
            ItemKind::Extern(item) => (&item.declaration, false),
            _ => return None,
        };
        let Some(kind) = signature_kind(declaration) else {
            let what = constant::kind_words(&definition.item.kind);
            let found = errors::not_a_document(at, &declaration.header.name.text, what)
                .related(definition.at, "declared here");
            self.report(found);
            return None;
        };
        // Errors are reported where the document is declared; calls are checked against what is
        // right of it.
        let (signature, found) = self.elsewhere(definition.file, Body::Build, |there| {
            there.declared_signature(declaration, kind, own)
        });
        let signature = Arc::new(signature);
        if !found.iter().any(crate::diagnostic::Diagnostic::is_error) {
            self.context.memo.keep_signature(definition.at, signature.clone());
        }
        Some(signature)
    }

    fn declared_signature(
        &mut self,
        declaration: &ast::Declaration,
        kind: SignatureKind,
        own: bool,
    ) -> Signature {
        let header = &declaration.header;
        let mut parameters: Vec<TypedParameter> = declaration
            .members
            .iter()
            .filter_map(|member| match &member.kind {
                MemberKind::Parameter { name, ty, default, clauses } => {
                    let parameter = self.typed_parameter(name, ty, default.as_ref());
                    let required = says_default(clauses).map_or(parameter.required, |says| !says);
                    Some(TypedParameter { required, ..parameter })
                }
                _ => None,
            })
            .collect();
        let is_free = !parameters.iter().any(|parameter| parameter.name == MODE);
        if own
            && kind == SignatureKind::Command
            && is_free
            && has_mode(self.context.index, self.file, declaration)
        {
            parameters.push(mode_parameter());
        }
        Signature {
            emitted_name: self.emitted_name(header),
            kind,
            parameters,
            outputs: Vec::new(),
            own,
            // Nobody has looked into the content of a document that is taken as it is.
            open: header.kind == DeclarationKind::Document || self.is_open(declaration),
        }
    }

    fn typed_parameter(
        &mut self,
        name: &ast::Ident,
        ty: &ast::TypeExpr,
        default: Option<&ast::Expr>,
    ) -> TypedParameter {
        let at = self.at(name.span);
        let ty = self.ty(ty);
        let body = std::mem::replace(&mut self.body, Body::ParameterDefault);
        let value =
            default.map(|default| self.expression_of(default, &ty, &format!("`{}`", name.text)));
        self.body = body;
        let required = default.is_none() && !matches!(ty, Ty::Optional(_));
        let is_role = matches!(ty.required(), Ty::Aws { ty: AwsType::RoleArn, .. })
            || name.text == "AutomationAssumeRole";
        TypedParameter {
            name: name.text.clone(),
            ty,
            required,
            default: value.and_then(|value| match value.kind {
                ExprKind::Const(value) => Some(value),
                _ => None,
            }),
            at: Some(at),
            kind: if is_role { ParameterKind::AssumeRole } else { ParameterKind::Plain },
        }
    }

    fn is_open(&mut self, declaration: &ast::Declaration) -> bool {
        declaration.members.iter().any(|member| match &member.kind {
            MemberKind::Attribute(attribute) if attribute.key.text == "open" => {
                matches!(attribute.value.kind, ast::ExprKind::Bool(true))
            }
            _ => false,
        })
    }

    /// Checks the declaration of a document that lives elsewhere.
    pub(super) fn check_extern(&mut self, declaration: &ast::Declaration) {
        let Some(kind) = signature_kind(declaration) else {
            let at = self.at(declaration.header.kind_span);
            let word = declaration.header.kind.word();
            self.report(errors::no_extern(at, word));
            return;
        };
        self.parameters(&declaration.members, kind);
        for member in &declaration.members {
            self.check_extern_member(member);
        }
    }

    fn check_extern_member(&mut self, member: &ast::Member) {
        match &member.kind {
            MemberKind::Parameter { .. } | MemberKind::Error => {}
            MemberKind::Attribute(attribute) if attribute.key.text == "open" => {
                self.build_value(&attribute.value, &Ty::Bool, "`open`");
            }
            MemberKind::Attribute(attribute) if attribute.key.text == "document_type" => {
                let wanted = Ty::Enum([Value::string("Command"), Value::string("Policy")].into());
                self.build_value(&attribute.value, &wanted, "`document_type`");
            }
            _ => {
                let at = self.at(member.span);
                self.report(errors::extern_member(at));
            }
        }
    }

    /// The name of a document in the account: as given, else with the project's prefix.
    pub(crate) fn emitted_name(&self, header: &ast::Header) -> String {
        match &header.emitted_name {
            Some((name, _)) => name.clone(),
            None => format!("{}{}", self.context.index.prefix(self.file), header.name.text),
        }
    }

    /// A document as a value is its name.
    pub(super) fn document_name(&self, header: &ast::Header, at: FileSpan) -> crate::hir::Expr {
        let name = Value::string(self.emitted_name(header));
        crate::hir::Expr::constant(name, Ty::string(), at)
    }

    fn aws_signature(&mut self, name: &str, at: FileSpan) -> Option<Arc<Signature>> {
        if let Some(source) = stdlib::aws_document(name) {
            return self.library_signature(name, source);
        }
        let names = stdlib::aws_document_names();
        let near = nearest(name, names.iter().copied());
        self.report(if is_name_of_aws(name) || near.is_some() {
            errors::unknown_document(at, name, near)
        } else {
            errors::document_by_string(at, name, "command")
        });
        None
    }

    /// A document that the library declares, read once for the project.
    pub(super) fn library_signature(
        &mut self,
        name: &str,
        source: &'static str,
    ) -> Option<Arc<Signature>> {
        if let Some(known) = memo::library(name) {
            return Some(known);
        }
        let file = FileId(u32::MAX);
        let parsed = crate::syntax::parse(source, file);
        let declared = parsed.ast.items.iter().find_map(|item| match &item.kind {
            ItemKind::Extern(item) => {
                let header = &item.declaration.header;
                let given = header.emitted_name.as_ref().map(|(given, _)| given.as_str());
                (given == Some(name)).then_some(&item.declaration)
            }
            _ => None,
        })?;
        let kind = signature_kind(declared)?;
        let (mut signature, _) = self
            .elsewhere(file, Body::Build, |there| there.declared_signature(declared, kind, false));
        for parameter in &mut signature.parameters {
            parameter.at = None;
        }
        let signature = Arc::new(signature);
        memo::keep_library(name, signature.clone());
        Some(signature)
    }
}

/// Whether only a document of AWS can have the name.
pub(super) fn is_name_of_aws(name: &str) -> bool {
    AWS_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The kind of document that a declaration makes.
fn signature_kind(declaration: &ast::Declaration) -> Option<SignatureKind> {
    match declaration.header.kind {
        DeclarationKind::Command
            if attribute_text(declaration, "document_type") == Some("Policy") =>
        {
            Some(SignatureKind::Policy)
        }
        DeclarationKind::Command | DeclarationKind::Play => Some(SignatureKind::Command),
        DeclarationKind::Runbook => Some(SignatureKind::Runbook),
        DeclarationKind::Session => Some(SignatureKind::Session),
        DeclarationKind::Document => match attribute_text(declaration, "type")? {
            "Automation" => Some(SignatureKind::Runbook),
            "Command" => Some(SignatureKind::Command),
            "Policy" => Some(SignatureKind::Policy),
            "Session" => Some(SignatureKind::Session),
            _ => None,
        },
        DeclarationKind::Role
        | DeclarationKind::Module
        | DeclarationKind::Handler
        | DeclarationKind::Association
        | DeclarationKind::Window
        | DeclarationKind::PatchBaseline
        | DeclarationKind::Parameter
        | DeclarationKind::ResourceGroup
        | DeclarationKind::Inventory
        | DeclarationKind::EventRule
        | DeclarationKind::Remediation
        | DeclarationKind::Calendar
        | DeclarationKind::Test => None,
    }
}

/// The text of an attribute that is one literal.
fn attribute_text<'a>(declaration: &'a ast::Declaration, word: &str) -> Option<&'a str> {
    declaration.members.iter().find_map(|member| match &member.kind {
        MemberKind::Attribute(attribute) if attribute.key.text == word => {
            match &attribute.value.kind {
                ast::ExprKind::String { parts, .. } => match parts.as_slice() {
                    [ast::StringPart::Text { text, .. }] => Some(text.as_str()),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    })
}
