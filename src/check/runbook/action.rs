//! `action.NAME(…)`: any action of Automation with its own inputs.

use crate::ssm::tables::{action, all_actions};
use crate::syntax::ast::{CallExpr, Ident};

use super::errors;
use super::names::camel_case;
use super::state::RunbookCheck;
use super::step::Draft;

impl RunbookCheck<'_> {
    /// The step; nothing where there is no such action, or where its body is missing.
    pub(super) fn action_draft(&mut self, call: &CallExpr, name: &Ident) -> Option<Draft> {
        let at = self.cx.at(name.span);
        if name.text == "loop" {
            self.cx.report(errors::loop_without_body(at, "has no body"));
            self.read_arguments(call);
            return None;
        }
        let Some(spec) = action(&name.text).filter(|spec| spec.short_name() == name.text) else {
            let known: Vec<&str> = all_actions().iter().map(|spec| spec.short_name()).collect();
            self.cx.report(errors::unknown_action(at, &name.text, &known));
            self.read_arguments(call);
            return None;
        };
        let word = format!("action.{}", name.text);
        let word_at = self.cx.at(call.callee.span);
        let mut draft = self.draft(spec, (&word, word_at), camel_case(&name.text, "step"));
        self.give_arguments(&mut draft, &call.arguments);
        Some(draft)
    }

    /// Checks the arguments of a call that is refused, so that their names count as used.
    pub(super) fn read_arguments(&mut self, call: &CallExpr) {
        for argument in &call.arguments {
            self.cx.expression(&argument.value);
        }
    }
}
