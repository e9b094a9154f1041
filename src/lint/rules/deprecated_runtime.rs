//! `deprecated-runtime`: a runtime near its end.

use crate::diagnostic::Diagnostic;
use crate::lint::api::input;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, LintRule};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "deprecated-runtime",
    title: "a runtime near its end",
    page: page!("deprecated-runtime"),
    look: Some(look),
    checked: &[651],
    ..BASE
};

/// Runtimes that still work, and when those who make them stop caring for them. Sorted.
///
/// <https://devguide.python.org/versions/>
const ENDING: [(&str, &str, &str); 1] = [("python3.10", "October 2026", "python3.12")];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    steps
        .filter_map(|(step, _)| {
            let runtime = input(step, "Runtime")?;
            let name = runtime.as_const()?.as_str()?;
            let (_, end, instead) = ENDING.iter().find(|(known, _, _)| *known == name)?;
            let found = RULE
                .finding(runtime.at, format!("`{name}` gets no more corrections after {end}"))
                .label("near its end")
                .note("Automation refuses documents with a runtime that it has withdrawn")
                .help(format!("write \"{instead}\""));
            Some(found)
        })
        .collect()
}
