//! `http-download`: a download without encryption.

use crate::diagnostic::Diagnostic;
use crate::hir::ScriptLanguage;
use crate::lint::context::{Context, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{Command, Reading, Stretch, Word};
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

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)\bhttp://([A-Za-z0-9.\-]+|\[[0-9A-F:]+\]|\$\w+|\$?\{[^}]*\}+)[^\s"']*"#).ok()
});

/// Programs that download, and the word that says so where not all of them do.
const DOWNLOADS: &[(&str, &[&str])] = &[
    ("curl", &[]),
    ("wget", &[]),
    ("aria2c", &[]),
    ("apt-key", &[]),
    ("rpm", &["-i", "-U", "-F", "-ivh", "-Uvh", "--import", "--install", "--upgrade"]),
    ("yum", &["install", "localinstall", "update", "reinstall"]),
    ("dnf", &["install", "upgrade", "reinstall"]),
    ("zypper", &["install", "in", "addrepo", "ar"]),
    ("yum-config-manager", &[]),
    ("pip", &["install", "download"]),
    ("pip3", &["install", "download"]),
    ("npm", &["install"]),
    ("git", &["clone", "fetch", "pull"]),
    ("invoke-webrequest", &[]),
    ("invoke-restmethod", &[]),
    ("start-bitstransfer", &[]),
    ("iwr", &[]),
    ("irm", &[]),
];

/// Flags whose value is an address that nothing is downloaded from.
const OTHER: &[&str] = &[
    "-x",
    "--proxy",
    "--preproxy",
    "-e",
    "--referer",
    "-H",
    "--header",
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "-A",
    "--user-agent",
    "-F",
    "--form",
    "-proxy",
    "-body",
    "-headers",
    "-useragent",
];

/// Parts of lines of Python that download.
const PYTHON: &[&str] = &["urlopen", "urlretrieve", "requests.get"];

/// Inputs of plugins that name what is downloaded.
const KEYS: &[&str] = &["source", "sourceInfo", "url", "path", "repository"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(url) = URL.as_ref() else { return found };
    for script in &cx.scripts {
        let mut places: Vec<Stretch> = match script.language {
            ScriptLanguage::Python => python(script, url),
            _ => in_commands(script, url),
        };
        places.sort_unstable();
        places.dedup();
        found.extend(places.into_iter().map(|at| finding(cx.in_script(script, at))));
    }
    let is_source = |key: &str| KEYS.contains(&key);
    for text in cx.texts.iter().filter(|it| is_source(it.key)) {
        if url.captures_iter(text.text).any(|it| leaves_node(&it)) {
            found.push(finding(text.at));
        }
    }
    found
}

fn python(script: &ScriptView<'_>, url: &Regex) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (start, line) in script.lines() {
        let is_code = !line.trim_start().starts_with('#');
        if is_code && PYTHON.iter().any(|word| line.contains(word)) {
            let urls = url.captures_iter(line).filter(leaves_node);
            found.extend(
                urls.filter_map(|it| it.get(0)).map(|it| (start + it.start(), start + it.end())),
            );
        }
    }
    found
}

fn in_commands(script: &ScriptView<'_>, url: &Regex) -> Vec<Stretch> {
    let reading = &script.reading;
    let mut found = Vec::new();
    let leaves = |text: &str| {
        let starts = text.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("http://"));
        starts
            && url
                .captures(text)
                .is_some_and(|it| leaves_node(&it) && !is_near_variable(reading, &it))
    };
    for command in &reading.commands {
        let calls = command.words.iter().filter(|word| is_method(word));
        let inside = calls.flat_map(|word| &word.blocks).flat_map(|block| reading.inside(*block));
        let called = inside.flat_map(|it| &it.words);
        for word in sources(command).into_iter().chain(called) {
            if leaves(address(&word.value)) {
                found.push(word.at);
            }
            // `URL=http://…` above.
            for variable in word.variables.iter().take(1) {
                let is_first =
                    word.value.trim_start_matches(['$', '{']).starts_with(&variable.name);
                let values = reading.assignments(&variable.name).filter(|_| is_first);
                let open =
                    values.filter(|it| it.assigned().is_some_and(|(_, value)| leaves(value)));
                found.extend(open.map(|it| it.at));
            }
        }
    }
    found
}

/// Methods of .NET that download, in PowerShell.
fn is_method(word: &Word) -> bool {
    let name = word.value.to_ascii_lowercase();
    name.ends_with(".downloadfile") || name.ends_with(".downloadstring")
}

/// The words of a command that may be what it downloads.
fn sources(command: &Command) -> Vec<&Word> {
    let name = command.name().to_ascii_lowercase();
    let Some((_, verbs)) = DOWNLOADS.iter().find(|row| row.0 == name) else { return Vec::new() };
    if !verbs.is_empty() && !verbs.iter().any(|verb| command.has(verb)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut words = command.arguments().iter();
    while let Some(word) = words.next() {
        let is_other = |flag: &&str| {
            word.value == **flag || word.value.eq_ignore_ascii_case(flag) && flag.len() > 2
        };
        if OTHER.iter().any(is_other) {
            words.next();
        } else {
            found.push(word);
        }
    }
    found
}

/// An address behind `--url=` and the like, or behind `git+`.
fn address(word: &str) -> &str {
    let value = match word.split_once('=') {
        Some((flag, value)) if flag.starts_with("--") && !OTHER.contains(&flag) => value,
        _ => word,
    };
    value.strip_prefix("git+").unwrap_or(value)
}

/// Whether the machine stands in a variable of the script, and is the node itself.
fn is_near_variable(reading: &Reading, url: &Captures<'_>) -> bool {
    let host = url.get(1).map_or("", |it| it.as_str());
    let name = host.trim_matches(['$', '{', '}']);
    let mut values = reading.assignments(name).filter(|_| host.starts_with('$'));
    values.any(|word| word.assigned().is_some_and(|(_, value)| is_near(value)))
}

/// Whether a URL leads to another machine: not to the node itself nor to its metadata.
fn leaves_node(url: &Captures<'_>) -> bool {
    !is_near(url.get(1).map_or("", |host| host.as_str()))
}

fn is_near(host: &str) -> bool {
    let known = [
        "localhost",
        "169.254.169.254",
        "169.254.170.2",
        "[fd00:ec2::254]",
        "[::1]",
        "instance-data",
    ];
    let host = host.to_ascii_lowercase();
    let name =
        host.split_once(['/', ':']).filter(|_| !host.starts_with('[')).map_or(&*host, |it| it.0);
    known.contains(&name) || name.starts_with("127.") || name.starts_with("instance-data.")
}

fn finding(at: FileSpan) -> Diagnostic {
    RULE.finding(at, "this is downloaded without encryption")
        .label("anybody on the way can change it")
        .help("take it with `https://`")
}
