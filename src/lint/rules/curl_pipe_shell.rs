//! `curl-pipe-shell`: a download that runs before anybody has seen it.

use crate::diagnostic::Diagnostic;
use crate::hir::ScriptLanguage;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;
use regex::Regex;
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "curl-pipe-shell",
    title: "a download that runs before anybody has seen it",
    group: Group::Security,
    page: page!("curl-pipe-shell"),
    look: Some(look),
    ..BASE
};

static PIPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let shell = r"(?:ba|da|z|k|a)?sh|python3?|perl|ruby";
    Regex::new(&format!(
        r"(?:\b(?:curl|wget)\b[^|]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:{shell})\b)|(?:\b(?:{shell})\s+<\(\s*(?:curl|wget)\b)|(?:\b(?:{shell})\s+-c\s+.?\$\(\s*(?:curl|wget)\b)"
    ))
    .ok()
});

static POWER_SHELL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b[^|]*\|\s*(?:iex|Invoke-Expression)\b)|(?:\b(?:iex|Invoke-Expression)\b.*\b(?:DownloadString|Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b)").ok()
});

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let pattern = match script.language {
            ScriptLanguage::Sh | ScriptLanguage::Bash => &PIPE,
            ScriptLanguage::PowerShell => &POWER_SHELL,
            ScriptLanguage::Python | ScriptLanguage::Text => continue,
        };
        let Some(pattern) = pattern.as_ref() else { continue };
        for line in lines(script) {
            let Some(at) = pattern.find(line.text) else { continue };
            found.push(
                RULE.finding(
                    cx.in_script(script, line.stretch(at.as_str())),
                    "what is downloaded here is run unseen",
                )
                .label("runs whatever the server gives today")
                .note("the script runs as root; nothing compares what comes with what was meant")
                .help("download to a file, compare its sha256 with one in the script, then run it"),
            );
        }
    }
    found
}
