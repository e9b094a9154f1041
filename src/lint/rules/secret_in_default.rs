//! `secret-in-default`: the default of a parameter or variable is a password.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, TextRole};
use crate::lint::names::is_secret;
use crate::lint::rule::{BASE, Group, LintRule, Profile};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "secret-in-default",
    title: "a password as a default",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("secret-in-default"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let defaults = cx.texts.iter().filter(|it| it.role == TextRole::Default);
    defaults
        .filter(|it| !it.is_part && is_secret(it.key, it.text))
        .map(|it| {
            RULE.finding(it.at, format!("the default of `{}` looks like a secret", it.key))
                .label("everybody who may read the document reads it")
                .note("documents, and the parameters of every execution, are kept in clear text")
                .help(
                    "remove the default; keep the value in Parameter Store or Secrets Manager, and \
                     let the step read it",
                )
        })
        .collect()
}
