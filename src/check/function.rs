//! `fn`: checked once where it is declared, evaluated at each call.

use crate::diagnostic::Severity;
use crate::hir::{Expr, ExprKind, Stage, Ty};
use crate::syntax::ast::{self, FnDef};
use crate::text::{FileSpan, nearest};

use super::{Binding, BindingKind, Body, Checker, errors};

impl<'a> Checker<'a> {
    /// A call of a function of the project: its body, with the arguments in place of the
    /// parameters.
    pub(super) fn own_call(
        &mut self,
        function: &'a FnDef,
        declared: FileSpan,
        call: &ast::CallExpr,
        at: FileSpan,
    ) -> Expr {
        let arguments = self.own_arguments(function, declared, call);
        if !self.enter_level(at.span) {
            return Expr::error(at);
        }
        let result = match self.fn_result(function, declared) {
            // What is wrong with the body is reported where it is declared.
            None => Expr::error(at),
            Some(ty) if self.is_abstract => {
                Expr::run(ExprKind::Parameter(function.name.text.clone()), ty, at)
            }
            Some(_) => self.evaluated_call(function, declared, arguments, at),
        };
        self.leave_level();
        result
    }

    /// The type of what a function gives for any arguments; nothing where its body has errors.
    fn fn_result(&mut self, function: &'a FnDef, declared: FileSpan) -> Option<Ty> {
        if let Some(known) = self.context.memo.ty(declared) {
            return Some(known);
        }
        let name = &function.name.text;
        let ty = self.define(name, declared, Body::Build, |cx| cx.abstract_body(function).ty)?;
        self.context.memo.keep_ty(declared, ty.clone());
        Some(ty)
    }

    fn evaluated_call(
        &mut self,
        function: &'a FnDef,
        declared: FileSpan,
        arguments: Option<Vec<Expr>>,
        at: FileSpan,
    ) -> Expr {
        let body = self.body;
        let in_rescue = self.in_rescue;
        let (name, mut found) = (&function.name.text, Vec::new());
        let result = self.define(name, declared, body, |there| {
            there.in_rescue = in_rescue;
            let arguments = arguments?;
            there.bind_arguments(function, arguments);
            let place = format!("the result of `{}`", function.name.text);
            let result = there.fn_body(function, &place);
            // The body is right for some arguments: here it is wrong with these.
            found = std::mem::take(&mut there.diagnostics);
            Some(result)
        });
        for one in found.into_iter().filter(|one| one.severity == Severity::Error) {
            self.report(one.related(at, "with the arguments of this call"));
        }
        match result.flatten() {
            Some(result) => Expr { at, ..result },
            None => Expr::error(at),
        }
    }

    fn fn_body(&mut self, function: &FnDef, place: &str) -> Expr {
        match &function.result {
            Some(written) => {
                let wanted = self.ty(written);
                self.expression_of(&function.body, &wanted, place)
            }
            None => self.expression(&function.body),
        }
    }

    /// The arguments in the order of the parameters; absent after an error.
    fn own_arguments(
        &mut self,
        function: &'a FnDef,
        declared: FileSpan,
        call: &ast::CallExpr,
    ) -> Option<Vec<Expr>> {
        let words = format!("`{}`", function.name.text);
        let types: Vec<Ty> = function
            .parameters
            .iter()
            .map(|parameter| {
                self.elsewhere(declared.file, Body::Build, |cx| cx.ty(&parameter.ty)).0
            })
            .collect();
        let mut given: Vec<Option<Expr>> = function.parameters.iter().map(|_| None).collect();
        let mut is_whole = true;
        let mut next = 0;
        for argument in &call.arguments {
            let Some(position) = self.own_slot(function, argument, &words, &mut next) else {
                is_whole = false;
                continue;
            };
            let (Some(parameter), Some(ty)) =
                (function.parameters.get(position), types.get(position))
            else {
                continue;
            };
            let place = format!("`{}` of {words}", parameter.name.text);
            let value = self.expression_of(&argument.value, ty, &place);
            is_whole &= !value.is_error();
            if let Some(slot) = given.get_mut(position)
                && slot.replace(value).is_some()
            {
                let at = self.at(argument.span);
                self.report(errors::duplicate_argument(at, &parameter.name.text));
            }
        }
        let mut missing = Vec::new();
        let mut values = Vec::new();
        for ((parameter, value), ty) in function.parameters.iter().zip(given).zip(&types) {
            match (value, &parameter.default) {
                (Some(value), _) => values.push(value),
                (None, Some(default)) => {
                    let place = format!("`{}` of {words}", parameter.name.text);
                    let work = |cx: &mut Self| cx.expression_of(default, ty, &place);
                    values.push(self.elsewhere(declared.file, Body::Build, work).0);
                }
                (None, None) => missing.push(parameter.name.text.as_str()),
            }
        }
        if !missing.is_empty() && is_whole {
            let at = self.at(call.arguments_span);
            let found =
                errors::missing_arguments(at, &words, &missing).related(declared, "declared here");
            self.report(found);
        }
        (is_whole && missing.is_empty()).then_some(values)
    }

    fn own_slot(
        &mut self,
        function: &FnDef,
        argument: &ast::Argument,
        words: &str,
        next: &mut usize,
    ) -> Option<usize> {
        if argument.spread {
            let at = self.at(argument.span);
            self.report(errors::no_spread(at, words));
            return None;
        }
        let Some(name) = &argument.name else {
            let position = *next;
            *next += 1;
            if position >= function.parameters.len() {
                let at = self.at(argument.span);
                let most = function.parameters.len();
                self.report(errors::too_many_arguments(at, words, most));
                return None;
            }
            return Some(position);
        };
        let known: Vec<&str> =
            function.parameters.iter().map(|parameter| parameter.name.text.as_str()).collect();
        let position = known.iter().position(|known| *known == name.text);
        if position.is_none() {
            let near = nearest(&name.text, known.iter().copied());
            let at = self.at(name.span);
            self.report(errors::unknown_argument(at, &name.text, words, &known, near));
        }
        position
    }

    fn bind_arguments(&mut self, function: &FnDef, arguments: Vec<Expr>) {
        self.scopes.enter();
        for (parameter, expr) in function.parameters.iter().zip(arguments) {
            let at = self.at(parameter.name.span);
            let name = parameter.name.text.clone();
            self.scopes.bind(Binding { name, at, kind: BindingKind::Local, expr, used: true });
        }
    }

    /// Checks a function where it is declared, for any arguments.
    pub(super) fn check_fn(&mut self, function: &'a FnDef) {
        let at = self.at(function.name.span);
        for (position, parameter) in function.parameters.iter().enumerate() {
            self.check_fn_parameter(function, position);
            if let Some(default) = &parameter.default {
                let ty = self.ty(&parameter.ty);
                self.build_value(default, &ty, &format!("`{}`", parameter.name.text));
            }
        }
        let result = self.define_here(&function.name.text, at, |cx| cx.abstract_body(function));
        if let Some(result) = result.filter(|_| !self.has_errors()) {
            self.context.memo.keep_ty(at, result.ty);
        }
    }

    /// The body with arguments of which only the types are known.
    fn abstract_body(&mut self, function: &FnDef) -> Expr {
        let mut arguments = Vec::new();
        for parameter in &function.parameters {
            let ty = self.ty(&parameter.ty);
            let kind = ExprKind::Parameter(parameter.name.text.clone());
            let at = self.at(parameter.name.span);
            arguments.push(Expr { kind, ty, stage: Stage::Run, at });
        }
        self.bind_arguments(function, arguments);
        let was_abstract = std::mem::replace(&mut self.is_abstract, true);
        let place = format!("the result of `{}`", function.name.text);
        let result = self.fn_body(function, &place);
        self.is_abstract = was_abstract;
        result
    }

    fn check_fn_parameter(&mut self, function: &FnDef, position: usize) {
        let Some(parameter) = function.parameters.get(position) else { return };
        let before = function.parameters.get(..position).unwrap_or_default();
        let first = before.iter().find(|other| other.name.text == parameter.name.text);
        if let Some(first) = first {
            let (at, first) = (self.at(parameter.name.span), self.at(first.name.span));
            self.report(errors::duplicate_parameter(at, first, &parameter.name.text));
        }
    }
}
