//! Tags of tasks, and which of them a build takes.

use crate::hir::{Ty, Value};
use crate::syntax::ast;

use super::state::CommandCheck;

/// A task with this tag is taken whatever a build asks for, unless it is left out by name.
const ALWAYS: &str = "always";

impl CommandCheck<'_, '_> {
    /// The tags of a clause: a text, or a list of them.
    pub(super) fn tags(&mut self, written: &ast::Expr) -> Vec<String> {
        let wanted = match written.kind {
            ast::ExprKind::String { .. } => Ty::string(),
            _ => Ty::list(Ty::string()),
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match self.cx.build_value(written, &wanted, "`tags`") {
            Some((Value::List(items), _)) => items.iter().filter_map(text).collect(),
            Some((value, _)) => text(&value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether the build takes a task with these tags, those around it included.
    pub(super) fn is_taken(&self, own: &[String]) -> bool {
        // A handler runs where it is notified.
        if self.is_in_handler {
            return true;
        }
        let choice = self.cx.context.tags;
        let has = |wanted: &[String]| {
            own.iter().chain(self.tags.iter().flatten()).any(|tag| wanted.contains(tag))
        };
        let is_asked_for = choice.only.is_empty() || has(&choice.only) || has(&[ALWAYS.to_owned()]);
        is_asked_for && !has(&choice.skip)
    }
}
