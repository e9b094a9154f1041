//! Calls: arguments, and documents that are called.

use super::Builder;
use super::names::is_word;
use crate::syntax::ast::{
    Argument, DocumentCall, DocumentName, ExprKind, StatementKind, StringPart,
};
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    /// The arguments between `(` and `)`.
    pub(super) fn arguments(&mut self, pair: Pair<'_>) -> Vec<Argument> {
        pair.into_inner().map(|pair| self.argument(pair)).collect()
    }

    fn argument(&mut self, pair: Pair<'_>) -> Argument {
        let span = self.span(&pair);
        let mut argument =
            Argument { name: None, value: Self::error_expr(span.end_point()), spread: false, span };
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::argument_name => {
                    for pair in pair.into_inner() {
                        if is_word(pair.as_rule()) {
                            argument.name = Some(self.word(&pair));
                        } else {
                            self.wrong_equals(
                                &pair,
                                argument.name.as_ref().map(|name| name.text.as_str()),
                            );
                        }
                    }
                }
                Rule::spread => argument.spread = true,
                Rule::expression => argument.value = self.expression(pair),
                _ => {}
            }
        }
        argument
    }

    pub(super) fn wrong_equals(&mut self, pair: &Pair<'_>, name: Option<&str>) {
        let at = self.at(self.span(pair));
        self.diagnostics.push(errors::equals_for_colon(at, name.unwrap_or("a key")));
    }

    /// `run …`, `call …`, `invoke …`.
    pub(super) fn document_statement(&mut self, pair: Pair<'_>) -> StatementKind {
        let mut inner = pair.into_inner();
        let (Some(verb), Some(call)) = (inner.next(), inner.next()) else {
            return StatementKind::Error;
        };
        let call = self.document_call(call);
        match self.source(self.span(&verb)) {
            "run" => StatementKind::Run(call),
            "call" => StatementKind::Call(call),
            _ => StatementKind::Invoke(call),
        }
    }

    /// `DOC(…)` or `DOC`: the last pair of parentheses are the document's arguments.
    pub(super) fn document_call(&mut self, pair: Pair<'_>) -> DocumentCall {
        let value = self.operand_of(pair);
        let span = value.span;
        let (callee, arguments, arguments_span) = match value.kind {
            ExprKind::Call(call) => (call.callee, call.arguments, call.arguments_span),
            kind => {
                let callee = crate::syntax::ast::Expr { kind, span };
                (callee, Vec::new(), span.end_point())
            }
        };
        let document = match &callee.kind {
            ExprKind::String { parts, .. } => match plain_string(parts) {
                Some(text) => DocumentName::String { text, span: callee.span },
                None => DocumentName::Expr(callee),
            },
            _ => DocumentName::Expr(callee),
        };
        DocumentCall { document, arguments, arguments_span }
    }

    pub(super) fn name_and_value(
        &mut self,
        pair: Pair<'_>,
    ) -> (crate::syntax::ast::Ident, crate::syntax::ast::Expr) {
        let span: Span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = inner.next();
        let name = self.new_name_or_none(name, span);
        let value = inner
            .find(|pair| pair.as_rule() == Rule::expression)
            .map_or_else(|| Self::error_expr(span.end_point()), |pair| self.expression(pair));
        (name, value)
    }
}

/// The text of a string without holes.
fn plain_string(parts: &[StringPart]) -> Option<String> {
    match parts {
        [] => Some(String::new()),
        [StringPart::Text { text, .. }] => Some(text.clone()),
        _ => None,
    }
}
