//! `python-syntax`: a Python script that does not parse.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::ScriptLanguage;
use crate::lint::context::Context;
use crate::lint::python_syntax::syntax_error;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "python-syntax",
    title: "a Python script that does not parse",
    group: Group::Correctness,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("python-syntax"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let scripts = cx.scripts.iter().filter(|script| script.language == ScriptLanguage::Python);
    scripts
        .filter_map(|script| {
            // A reference stands for text that nobody knows.
            if script.is_raw && script.text.contains("{{") {
                return None;
            }
            let parsed = cx.python.read(&script.text, script.step());
            let error = syntax_error(&parsed, &script.text)?;
            let at = cx.in_script(script, (error.at, error.at + 1));
            let found = RULE
                .finding(at, "this script is no Python")
                .label(error.why)
                .note("the step fails before its first line runs")
                .help("mend the script");
            Some(found)
        })
        .collect()
}
