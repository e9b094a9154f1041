//! `unused-output`: a name for a result that nothing reads.

use crate::diagnostic::Diagnostic;
use crate::hir::{ExprKind, OutputAlias};
use crate::lint::context::{Context, RunbookView};
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unused-output",
    title: "a name for a result that nothing reads",
    page: page!("unused-output"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.runbooks.iter().flat_map(of_runbook).collect()
}

fn of_runbook(view: &RunbookView<'_>) -> Vec<Diagnostic> {
    let is_read = |alias: &OutputAlias| {
        view.expressions.iter().any(|expr| match &expr.kind {
            ExprKind::Output { step, path } => *step == alias.step && path.starts_with(&alias.path),
            _ => false,
        })
    };
    let unread = view.runbook.aliases.iter().filter(|alias| !is_read(alias));
    unread
        .map(|alias| {
            RULE.finding(alias.at, format!("nothing reads `{}`", alias.name))
                .label("never read")
                .help("read it or remove it")
        })
        .collect()
}
