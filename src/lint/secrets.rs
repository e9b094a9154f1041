//! Values that a script holds and whose name says that they are secrets.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{Context, ScriptView};
use super::names::{is_label, is_secret, takes_no_value};
use super::python_texts::named_texts;
use super::shell::{Command, Quote, Stretch, Word};
use crate::hir::ScriptLanguage;

/// What a script that names a secret holds somewhere: most scripts hold none, and are not looked at.
static NAMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("(?i)pass|pwd|secret|secure|token|key").ok());

/// The places of such values in a script.
pub(super) fn named_secrets(cx: &Context<'_>, script: &ScriptView<'_>) -> Vec<Stretch> {
    if !NAMED.as_ref().is_some_and(|it| it.is_match(&script.text)) {
        return Vec::new();
    }
    if script.language == ScriptLanguage::Python {
        let parsed = cx.python.read(&script.text, script.step());
        let named = parsed.module().map(named_texts).unwrap_or_default().into_iter();
        let secrets = named.filter(|it| is_secret(&it.name, &it.value) && !is_label(&it.value));
        return secrets.map(|it| it.at).collect();
    }
    let commands = &script.reading.commands;
    if script.is_power_shell() {
        commands.iter().flat_map(in_power_shell).collect()
    } else if script.is_shell() {
        commands.iter().flat_map(in_shell).collect()
    } else {
        Vec::new()
    }
}

fn in_shell(command: &Command) -> Vec<Stretch> {
    let assigned = command.assigning().filter_map(assignment);
    assigned.chain(options(command, "--")).collect()
}

/// The stretch of a value that is given to a variable with the name of a secret, be it for one
/// command.
fn assignment(word: &Word) -> Option<Stretch> {
    let (name, value) = word.assigned().filter(|_| is_literal(word))?;
    let start = word.at.0 + name.len() + 1;
    is_secret(name, value).then_some((start, word.at.1))
}

/// Values of options with the names of secrets: `--password=…`, `--password …`. What follows a
/// switch such as `--no-password` is no value of it.
fn options(command: &Command, sign: &str) -> Vec<Stretch> {
    let words = command.arguments();
    let named = words.iter().enumerate().filter_map(|(number, word)| {
        let name = word.value.strip_prefix(sign)?;
        let (name, value, start, whole) = match name.split_once(['=', ':']) {
            Some((name, value)) => (name, value, word.at.0 + sign.len() + name.len() + 1, word),
            None if takes_no_value(name) => return None,
            None => {
                let next = words.get(number + 1).filter(|next| !next.value.starts_with('-'))?;
                (name, next.value.as_str(), next.at.0, next)
            }
        };
        let name = if name.eq_ignore_ascii_case("pass") { "password" } else { name };
        (is_literal(whole) && is_secret(name, value)).then_some((start, whole.at.1))
    });
    named.collect()
}

/// Nothing in it is put in by the shell, or by Systems Manager.
fn is_literal(word: &Word) -> bool {
    !word.is_open && !word.value.contains(['$', '`', '(']) && !word.value.contains("{{")
}

/// `$password = "…"`, `-Password "…"`, and a text that becomes a secure one.
fn in_power_shell(command: &Command) -> Vec<Stretch> {
    let is_quoted = |word: &&Word| word.quote != Quote::None && is_literal(word);
    let mut found = options(command, "-");
    let name = |word: &Word| {
        let name = word.value.strip_prefix('$')?;
        Some(name.rsplit(':').next().unwrap_or(name).to_owned())
    };
    let assigned = command.assignments.last().and_then(name);
    if let (Some(name), [value]) = (assigned, command.words.as_slice())
        && is_quoted(&value)
        && is_secret(&name, &value.value)
    {
        found.push(value.at);
    }
    // Without blanks around the sign, all of it is one word.
    let joined = command.words.iter().filter(|word| word.quote == Quote::Mixed);
    found.extend(joined.filter(|word| word.variables.len() == 1).filter_map(|word| {
        let (name, value) = word.value.strip_prefix('$')?.split_once('=')?;
        let name = name.rsplit(':').next().unwrap_or(name);
        is_secret(name, value).then_some(word.at)
    }));
    let is_made_secure = command.name().eq_ignore_ascii_case("ConvertTo-SecureString")
        && command.words.iter().any(|word| word.value.eq_ignore_ascii_case("-AsPlainText"));
    if is_made_secure {
        let texts = command.arguments().iter().filter(is_quoted);
        found.extend(texts.filter(|it| is_secret("Password", &it.value)).map(|it| it.at));
    }
    found.sort_unstable();
    found.dedup();
    found
}
