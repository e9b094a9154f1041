//! Arguments of calls of documents, against the document's signature.

use crate::hir::{Expr, Signature, TypedParameter};
use crate::syntax::ast;
use crate::text::{FileSpan, Name, Span, nearest};

use super::{Checker, errors};

impl Checker<'_> {
    /// The arguments of a call in the order of the signature's parameters (those of an open
    /// signature's unknown parameters behind them). `call` is the span of the parentheses, or of
    /// the document's name where there are none. Missing, unknown, doubled and positional
    /// arguments and wrong types are reported.
    pub(crate) fn arguments(
        &mut self,
        signature: &Signature,
        arguments: &[ast::Argument],
        call: Span,
    ) -> Vec<(Name, Expr)> {
        let words = format!("`{}`", signature.emitted_name);
        let mut given: Vec<(Name, Expr, FileSpan)> = Vec::new();
        let mut is_whole = true;
        for argument in arguments {
            match self.document_argument(signature, argument, &words) {
                Some((name, value)) => {
                    let at = self.at(argument.span);
                    if let Some((_, _, first)) = given.iter().find(|(known, ..)| *known == name) {
                        let found = errors::duplicate_argument(at, &name)
                            .related(*first, "first given here");
                        self.report(found);
                    } else {
                        given.push((name, value, at));
                    }
                }
                None => is_whole = false,
            }
        }
        if is_whole {
            self.check_required(signature, &given, &words, call);
        }
        in_order(signature, given)
    }

    fn document_argument(
        &mut self,
        signature: &Signature,
        argument: &ast::Argument,
        words: &str,
    ) -> Option<(Name, Expr)> {
        let at = self.at(argument.span);
        if argument.spread {
            self.report(errors::no_spread(at, words));
            return None;
        }
        let Some(name) = &argument.name else {
            let first = signature.parameters.first().map(|parameter| parameter.name.as_str());
            self.report(errors::positional_argument(at, words, first));
            self.expression(&argument.value);
            return None;
        };
        let place = format!("`{}` of {words}", name.text);
        let known = signature.parameters.iter().find(|parameter| parameter.name == name.text);
        match known {
            Some(parameter) => {
                let value = self.expression_of(&argument.value, &parameter.ty, &place);
                Some((name.text.clone(), value))
            }
            None if signature.open => {
                let value = self.expression(&argument.value);
                Some((name.text.clone(), value))
            }
            None => {
                let known: Vec<&str> =
                    signature.parameters.iter().map(|one| one.name.as_str()).collect();
                let near = nearest(&name.text, known.iter().copied());
                let name_at = self.at(name.span);
                self.report(errors::unknown_argument(name_at, &name.text, words, &known, near));
                self.expression(&argument.value);
                None
            }
        }
    }

    fn check_required(
        &mut self,
        signature: &Signature,
        given: &[(Name, Expr, FileSpan)],
        words: &str,
        call: Span,
    ) {
        let missing: Vec<&TypedParameter> = signature
            .parameters
            .iter()
            .filter(|parameter| {
                parameter.required && !given.iter().any(|(name, ..)| *name == parameter.name)
            })
            .collect();
        if missing.is_empty() {
            return;
        }
        let names: Vec<&str> = missing.iter().map(|parameter| parameter.name.as_str()).collect();
        let mut found = errors::missing_arguments(self.at(call), words, &names);
        for (at, name) in missing.iter().filter_map(|one| Some((one.at?, &one.name))) {
            found = found.related(at, format!("`{name}` is declared here"));
        }
        self.report(found);
    }
}

fn in_order(signature: &Signature, given: Vec<(Name, Expr, FileSpan)>) -> Vec<(Name, Expr)> {
    let position = |name: &Name| {
        let known = signature.parameters.iter().position(|parameter| parameter.name == *name);
        known.unwrap_or(usize::MAX)
    };
    let mut arguments: Vec<(Name, Expr)> =
        given.into_iter().map(|(name, value, _)| (name, value)).collect();
    arguments.sort_by_key(|(name, _)| position(name));
    arguments
}
