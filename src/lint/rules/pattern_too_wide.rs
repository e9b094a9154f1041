//! `pattern-too-wide`: a pattern that lets everything through.

use crate::diagnostic::Diagnostic;
use crate::hir::{Parameter, Ty};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::ssm::pattern::is_wide;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "pattern-too-wide",
    title: "a pattern that lets everything through",
    group: Group::Security,
    page: page!("pattern-too-wide"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let parameters = cx.runbooks.iter().flat_map(|it| &it.runbook.parameters);
    let parameters = parameters.chain(cx.commands.iter().flat_map(|it| &it.command.parameters));
    let parameters = parameters.chain(cx.sessions.iter().flat_map(|it| &it.parameters));
    parameters
        .filter_map(|parameter| {
            let pattern = pattern_of(&parameter.ty)?;
            is_wide(pattern).then(|| finding(parameter, pattern))
        })
        .collect()
}

fn pattern_of(ty: &Ty) -> Option<&str> {
    match ty {
        Ty::String { pattern, .. } | Ty::Aws { pattern, .. } => pattern.as_deref(),
        Ty::List { element, .. } => pattern_of(element),
        Ty::Optional(inner) => pattern_of(inner),
        _ => None,
    }
}

fn finding(parameter: &Parameter, pattern: &str) -> Diagnostic {
    let message = format!("the pattern `{pattern}` of `{}` keeps nothing out", parameter.name);
    RULE.finding(parameter.at, message)
        .label("any text")
        .help("say which letters the value may have, or remove the pattern")
}
