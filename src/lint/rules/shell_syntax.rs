//! `shell-syntax`: a shell script that does not parse.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "shell-syntax",
    title: "a shell script that does not parse",
    group: Group::Correctness,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("shell-syntax"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    // What a list of lines holds besides those that are known may close what is open in them.
    let scripts = cx.scripts.iter().filter(|it| it.is_shell() && it.is_whole);
    scripts
        .filter_map(|script| {
            let problem = script.reading.problem.as_ref()?;
            let found = RULE
                .finding(cx.in_script(script, problem.at), "no shell can read this script")
                .label(problem.what.clone())
                .note("what stands before it runs, and then the script ends with status 2")
                .help("mend the script; `bash -n` reads one without running it");
            Some(found)
        })
        .collect()
}
