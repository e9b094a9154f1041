//! What callers see of a module or role: its parameters with their types and defaults.

use std::sync::Arc;

use crate::check::{Body, Checker};
use crate::diagnostic::Diagnostic;
use crate::hir::{ParameterKind, Signature, SignatureKind, Ty, TypedParameter};
use crate::resolve::Definition;
use crate::syntax::ast::{self, Declaration, MemberKind};

use super::errors;

impl<'a> Checker<'a> {
    /// The parameters of a module or role. Errors are reported where it is declared.
    pub(super) fn task_signature(
        &mut self,
        definition: Definition<'a>,
        declaration: &'a Declaration,
    ) -> Arc<Signature> {
        if let Some(known) = self.context.memo.signature(definition.at) {
            return known;
        }
        let (parameters, found) = self
            .elsewhere(definition.file, Body::Build, |there| there.task_parameters(declaration));
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
    pub(super) fn task_parameters(&mut self, declaration: &Declaration) -> Vec<TypedParameter> {
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
        let ty_at = self.at(ty.span);
        let ty = self.ty(ty);
        if matches!(ty.required(), Ty::Map(_) | Ty::Record(_) | Ty::Json | Ty::Targets) {
            self.report(errors::bad_task_parameter(ty_at, &ty));
        }
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
