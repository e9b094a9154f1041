//! `deprecated-document`: a document that AWS has replaced.

use crate::diagnostic::Diagnostic;
use crate::hir::{DocumentRef, WindowTaskKind};
use crate::lint::api::run_document;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};
use crate::stdlib::replacement;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "deprecated-document",
    title: "a document that AWS has replaced",
    page: page!("deprecated-document"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let of_window = |kind: &WindowTaskKind| match kind {
        WindowTaskKind::Command(it) | WindowTaskKind::Automation(it) => {
            Some((it.name.clone(), it.at))
        }
        WindowTaskKind::Lambda { .. } | WindowTaskKind::StepFunctions { .. } => None,
    };
    let named = |it: &DocumentRef| (it.name.clone(), it.at);
    let associations = cx.associations.iter().map(|it| named(&it.document));
    let windows = cx.windows.iter().flat_map(|it| &it.tasks).filter_map(|it| of_window(&it.kind));
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    let by_name = |step| run_document(step).map(|it| (it.name.into(), it.at));
    let steps =
        steps.filter_map(|(step, _)| step.document.as_ref().map(named).or_else(|| by_name(step)));
    associations
        .chain(windows)
        .chain(steps)
        .filter_map(|(name, at)| {
            let instead = replacement(&name)?;
            let found = RULE
                .finding(at, format!("AWS has replaced \"{name}\""))
                .label("old")
                .help(format!("take \"{instead}\""));
            Some(found)
        })
        .collect()
}
