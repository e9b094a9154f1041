//! What is wrong with the settings, comments and files of the lint itself.

use crate::diagnostic::{Code, Diagnostic, Trust};
use crate::text::{FileSpan, nearest};

use super::settings::LEVELS;
use super::{BaselineProblem, Profile};

/// The manifest names an unknown rule.
pub(super) fn unknown_rule(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code(239), at, format!("there is no rule `{name}`"))
        .label("unknown rule")
        .note("`ordain explain` lists all rules");
    with_nearest(found, at, near)
}

/// A value of the manifest is not allowed.
pub(super) fn unknown_profile(at: FileSpan, word: &str) -> Diagnostic {
    let known: Vec<&str> = Profile::ALL.iter().map(|profile| profile.word()).collect();
    Diagnostic::error(Code(233), at, format!("there is no profile \"{word}\""))
        .label("unknown profile")
        .note(format!("the profiles are {}", quoted(&known)))
        .help(match nearest(word, known) {
            Some(near) => format!("write \"{near}\""),
            None => "write \"recommended\"".to_owned(),
        })
}

/// A value of the manifest is not allowed.
pub(super) fn unknown_level(at: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::error(Code(233), at, format!("there is no level \"{word}\""))
        .label("unknown level")
        .note(format!("the levels are {}", quoted(&LEVELS)))
        .help(match nearest(word, LEVELS) {
            Some(near) => format!("write \"{near}\""),
            None => "write \"warning\"".to_owned(),
        })
}

/// An `allow` names an unknown rule.
pub(super) fn allow_of_unknown(at: FileSpan, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code(243), at, format!("there is no rule `{name}` to allow"))
        .label("unknown rule")
        .note("an `allow` names a rule: `// allow(RULE): why`");
    with_nearest(found, at, near)
}

/// An `allow` gives no reason.
pub(super) fn allow_without_reason(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::error(Code(244), at, format!("this allows `{name}` and does not say why"))
        .label("no reason behind it")
        .note("whoever reads it later must know whether the reason still holds")
        .help(format!("write `allow({name}): ` and the reason"))
}

/// A baseline cannot be read.
pub fn missing_baseline(at: FileSpan, path: &str) -> Diagnostic {
    Diagnostic::error(Code(245), at, format!("the baseline \"{path}\" cannot be read"))
        .label("no such file")
        .help(format!("make it: `ordain lint --write-baseline {path}`"))
}

/// A baseline cannot be read.
pub fn bad_baseline(at: FileSpan, problem: &BaselineProblem) -> Diagnostic {
    Diagnostic::error(Code(245), at, "this is no baseline")
        .label(problem.to_string())
        .note("`ordain lint --write-baseline FILE` writes such a file")
        .help("write it anew")
}

fn with_nearest(found: Diagnostic, at: FileSpan, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => found.help(format!("write `{near}`")).fix(
            Trust::Unsafe,
            format!("write `{near}`"),
            at,
            near,
        ),
        None => found.help("remove it"),
    }
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}
