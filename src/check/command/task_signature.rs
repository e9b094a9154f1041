//! What callers see of a module or role: its parameters with their types and defaults.

use std::sync::Arc;

use crate::check::{Body, Checker};
use crate::diagnostic::Diagnostic;
use crate::hir::{ParameterKind, Signature, SignatureKind, Ty, TypedParameter};
use crate::resolve::Definition;
use crate::syntax::ast::{self, Declaration, DeclarationKind, MemberKind};

use super::errors;

impl<'a> Checker<'a> {
    /// The parameters of a module or role. Errors are reported where it is declared.
    pub(in crate::check) fn signature_of_task(
        &mut self,
        definition: Definition<'a>,
        declaration: &'a Declaration,
    ) -> Arc<Signature> {
        if let Some(known) = self.context.memo.signature(definition.at) {
            return known;
        }
        let (parameters, found) = self
            .elsewhere(definition.file, Body::Build, |there| there.parameters_of_task(declaration));
        let signature = Arc::new(Signature {
            emitted_name: declaration.header.name.text.to_string(),
            kind: SignatureKind::Task,
            parameters,
            outputs: Vec::new(),
            own: true,
            open: false,
        });
        if !found.iter().any(Diagnostic::is_error) {
            self.context.memo.keep_signature(definition.at, signature.clone());
        }
        signature
    }

    /// The parameters among the members of a module or role, in source order.
    pub(in crate::check) fn parameters_of_task(
        &mut self,
        declaration: &Declaration,
    ) -> Vec<TypedParameter> {
        let is_shell = declaration.header.kind == DeclarationKind::Role
            || declaration.members.iter().any(|it| matches!(it.kind, MemberKind::Platform(_)));
        let mut parameters: Vec<TypedParameter> = Vec::new();
        for member in &declaration.members {
            let MemberKind::Parameter { name, ty, default, clauses } = &member.kind else {
                continue;
            };
            for clause in clauses {
                let at = self.at(clause.span);
                let why = "it belongs to parameters of documents";
                self.report(errors::clause_out_of_place(at, "this clause", why, "remove it"));
            }
            let at = self.at(name.span);
            let first = parameters.iter().find(|known| known.name == name.text);
            if let Some(first) = first.and_then(|first| first.at) {
                self.report(super::super::errors::duplicate_parameter(at, first, &name.text));
                continue;
            }
            let parameter = self.task_parameter(name, ty, default.as_ref());
            let is_map = matches!(
                parameter.ty.required(),
                Ty::Map(_) | Ty::Record(_) | Ty::Json | Ty::Targets
            );
            if is_map && is_shell {
                let at = self.at(ty.span);
                self.report(errors::bad_task_parameter(at, &parameter.ty));
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn task_parameter(
        &mut self,
        name: &ast::Ident,
        ty: &ast::TypeExpr,
        default: Option<&ast::Expr>,
    ) -> TypedParameter {
        let at = self.at(name.span);
        let ty = self.ty(ty);
        let place = format!("the default of `{}`", name.text);
        let value = default.and_then(|default| self.build_value(default, &ty, &place));
        TypedParameter {
            name: name.text.clone(),
            required: default.is_none() && !matches!(ty, Ty::Optional(_)),
            ty,
            default: value.map(|(value, _)| value),
            at: Some(at),
            kind: ParameterKind::Plain,
        }
    }
}
