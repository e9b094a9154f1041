//! `unpinned-version`: the latest version of a document.

use crate::diagnostic::Diagnostic;
use crate::hir::{DocumentPin, WindowTask, WindowTaskKind};
use crate::lint::api::run_document;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "unpinned-version",
    title: "the latest version of a document",
    group: Group::Security,
    page: page!("unpinned-version"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let of_window = |task: &WindowTask| match &task.kind {
        WindowTaskKind::Command(document) | WindowTaskKind::Automation(document) => {
            Some(document.clone())
        }
        WindowTaskKind::Lambda { .. } | WindowTaskKind::StepFunctions { .. } => None,
    };
    let associations = cx.associations.iter().map(|it| it.document.clone());
    let windows = cx.windows.iter().flat_map(|window| &window.tasks).filter_map(of_window);
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    let steps = steps.filter_map(|(step, _)| step.document.clone());
    let requests = cx.requests.iter().flat_map(|request| request.documents.clone());
    let documents = associations.chain(windows).chain(steps).chain(requests);
    let unpinned = documents.filter(|it| !it.own && is_latest(&it.pin));
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    let by_name = steps.filter_map(|(step, _)| run_document(step));
    let by_name = by_name.filter(|it| it.version == Some(LATEST));
    unpinned
        .map(|it| finding(it.at, &it.name))
        .chain(by_name.map(|it| finding(it.at, it.name)))
        .collect()
}

const LATEST: &str = "$LATEST";

fn is_latest(pin: &DocumentPin) -> bool {
    match pin {
        DocumentPin::Latest => true,
        DocumentPin::Version(version) => &**version == LATEST,
        DocumentPin::Build => false,
    }
}

fn finding(at: FileSpan, name: &str) -> Diagnostic {
    RULE.finding(at, format!("this runs whatever the latest version of \"{name}\" is"))
        .label("not pinned")
        .note("a new version runs from the moment when somebody makes it, tried or not")
        .help("name a version, or leave it to the default version, which its owner sets")
}
