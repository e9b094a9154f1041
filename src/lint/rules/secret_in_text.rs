//! `secret-in-text`: a secret in a text or a script.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::context::{Context, TextRole};
use crate::lint::names::{is_secret_name, is_secret_value};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::{Command, Stretch, Word};
use crate::text::FileSpan;
use regex::{Regex, RegexSet};
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "secret-in-text",
    title: "a secret in a text or a script",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("secret-in-text"),
    look: Some(look),
    ..BASE
};

/// The beginnings of texts that are secrets by their form, and what they are.
const FORMS: &[(&str, &str)] = &[
    (r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b", "the id of an access key of AWS"),
    (r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----", "a private key"),
    (r"\bgh[pousr]_[A-Za-z0-9]{36}\b", "a token of GitHub"),
    (r"\bglpat-[A-Za-z0-9_-]{20}\b", "a token of GitLab"),
    (r"\bxox[abprs]-[A-Za-z0-9-]{10,}", "a token of Slack"),
];

/// All forms at once: one look at a text that holds none.
static ANY: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(FORMS.iter().map(|(form, _)| form)).ok());

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in &cx.texts {
        if let Some((_, what)) = secret_in(text.text) {
            found.push(finding(text.at, what));
        } else if text.role != TextRole::Default
            && is_secret_name(text.key)
            && is_secret_value(text.text)
        {
            found.push(finding(text.at, "a secret by its name"));
        }
    }
    for script in &cx.scripts {
        if let Some((stretch, what)) = secret_in(&script.text) {
            found.push(finding(cx.in_script(script, stretch), what));
        }
        let commands = script.reading.commands.iter();
        let words = commands.flat_map(Command::assigning);
        for stretch in words.filter(|_| script.is_shell()).filter_map(assignment) {
            found.push(finding(cx.in_script(script, stretch), "a secret by its name"));
        }
    }
    found
}

fn secret_in(text: &str) -> Option<((usize, usize), &'static str)> {
    let which = ANY.as_ref()?.matches(text);
    let (form, what) = FORMS.get(which.iter().next()?)?;
    let at = Regex::new(form).ok()?.find(text)?;
    // Keys of the documentation of AWS end like this, and open nothing.
    let is_example = at.as_str().ends_with("EXAMPLE");
    (!is_example).then_some(((at.start(), at.end()), what))
}

/// The stretch of a value that is given to a variable with the name of a secret, be it for one
/// command.
fn assignment(word: &Word) -> Option<Stretch> {
    let (name, value) = word.assigned().filter(|_| !word.is_open)?;
    let is_plain = !value.contains(['$', '`', '(']);
    let start = word.at.0 + name.len() + 1;
    (is_plain && is_secret_name(name) && is_secret_value(value)).then_some((start, word.at.1))
}

fn finding(at: FileSpan, what: &str) -> Diagnostic {
    RULE.finding(at, format!("this text holds {what}"))
        .label("everybody who may read the document reads it")
        .note("documents have no secret parts: every version of them is kept in clear text")
        .help(
            "take it out, make a new one, keep that in Secrets Manager or Parameter Store, and \
             let the step read it",
        )
}
