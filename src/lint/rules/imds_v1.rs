//! `imds-v1`: the metadata of an instance without a token.

use crate::diagnostic::Diagnostic;
use crate::hir::ScriptLanguage;
use crate::lint::context::{Context, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::lint::shell::{Reading, Stretch, Word};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "imds-v1",
    title: "the metadata of an instance without a token",
    group: Group::Correctness,
    page: page!("imds-v1"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        if sends_token(&script.text) {
            continue;
        }
        let place = match script.language {
            ScriptLanguage::Python => in_python(script),
            _ => in_commands(&script.reading),
        };
        if let Some(at) = place {
            found.push(
                RULE.finding(
                    cx.in_script(script, at),
                    "this asks for metadata without a token",
                )
                .label("refused where IMDSv2 is required")
                .note("new instances require version 2 of the metadata service by default")
                .help("get a token with `PUT /latest/api/token` first, and send it with `X-aws-ec2-metadata-token`"),
            );
        }
    }
    found
}

/// Whether a text has the header that carries a token, and not only the one that asks for it.
fn sends_token(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices("x-aws-ec2-metadata-token").any(|(at, name)| {
        text.get(at + name.len()..).is_some_and(|behind| !behind.starts_with("-ttl"))
    })
}

/// Names of the service.
const HOSTS: [&str; 3] = ["169.254.169.254", "[fd00:ec2::254]", "instance-data"];

/// What a text asks of the service, behind its name; nothing where it does not name it.
fn path(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once("http://")?;
    HOSTS.iter().find_map(|host| behind.strip_prefix(host))
}

/// Whether a path asks for something besides a token.
fn asks(path: &str) -> bool {
    let mut parts = path.trim_matches('/').splitn(2, '/');
    let _version = parts.next();
    parts.next().is_some_and(|rest| !rest.starts_with("api/token"))
}

fn in_python(script: &ScriptView<'_>) -> Option<Stretch> {
    let is_asking =
        |line: &str| !line.trim_start().starts_with('#') && path(line).is_some_and(asks);
    let (start, line) = script.lines().find(|(_, line)| is_asking(line))?;
    let blanks = line.len() - line.trim_start().len();
    Some((start + blanks, start + line.trim_end().len()))
}

fn in_commands(reading: &Reading) -> Option<Stretch> {
    let is_print = |name: &str| ["echo", "printf"].contains(&name);
    let spoken = reading.commands.iter().filter(|it| !is_print(it.name()));
    for command in spoken {
        for word in command.all_words() {
            let Some(path) = path(&word.value) else { continue };
            let is_used =
                || word.assigned().is_some_and(|(name, _)| continues(reading, name, path));
            if asks(path) || is_used() {
                return Some(command.at);
            }
        }
    }
    None
}

/// Whether a word reads the variable with the beginning of an address and goes on behind it.
fn continues(reading: &Reading, name: &str, path: &str) -> bool {
    let behind = |word: &Word| {
        let (_, behind) = word.value.split_once(name).filter(|_| word.reads(name))?;
        Some(asks(&format!("{path}{}", behind.trim_start_matches('}'))))
    };
    reading.commands.iter().flat_map(|it| it.all_words()).any(|word| behind(word) == Some(true))
}
