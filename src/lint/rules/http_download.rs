//! `http-download`: a download without encryption.

use crate::diagnostic::Diagnostic;
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::lines;
use crate::text::FileSpan;
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "http-download",
    title: "a download without encryption",
    group: Group::Security,
    page: page!("http-download"),
    look: Some(look),
    ..BASE
};

static URL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\bhttp://([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:]+\])[^\s"']*"#).ok());

/// Words of lines that download. Sorted by nothing: there are few.
const DOWNLOADS: &[&str] = &[
    "curl",
    "wget",
    "Invoke-WebRequest",
    "Invoke-RestMethod",
    "Start-BitsTransfer",
    "iwr ",
    "irm ",
    "DownloadFile",
    "DownloadString",
    "urlopen",
    "urlretrieve",
    "requests.get",
    "pip install",
    "apt-key",
    "rpm -i",
    "rpm -U",
    "yum install",
    "dnf install",
    "git clone",
];

/// Inputs of plugins that name what is downloaded.
const KEYS: &[&str] = &["source", "url", "path", "repository"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(url) = URL.as_ref() else { return found };
    for script in &cx.scripts {
        for line in lines(script).iter().filter(|it| is_download(it.text)) {
            for at in url.captures_iter(line.text).filter(leaves_node).filter_map(|it| it.get(0)) {
                found.push(finding(cx.in_script(script, line.stretch(at.as_str()))));
            }
        }
    }
    let is_source = |key: &str| KEYS.contains(&key);
    for text in cx.texts.iter().filter(|it| is_source(it.key)) {
        if url.captures(text.text).filter(leaves_node).is_some() {
            found.push(finding(text.at));
        }
    }
    found
}

fn is_download(line: &str) -> bool {
    DOWNLOADS.iter().any(|word| line.contains(word))
}

/// Whether a URL leads to another machine: not to the node itself nor to its metadata.
fn leaves_node(url: &Captures<'_>) -> bool {
    let host = url.get(1).map_or("", |host| host.as_str());
    let is_near = ["localhost", "169.254.169.254", "169.254.170.2", "[fd00:ec2::254]", "[::1]"];
    !is_near.contains(&host) && !host.starts_with("127.")
}

fn finding(at: FileSpan) -> Diagnostic {
    RULE.finding(at, "this is downloaded without encryption")
        .label("anybody on the way can change it")
        .help("take it with `https://`")
}
