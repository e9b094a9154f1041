//! What to do about a finding of a document, in the words of documents: those of a source would be
//! no YAML.

use crate::diagnostic::{Code, Diagnostic};

use super::words::in_words_of_documents;

/// What to write in the place of what a source would write.
#[derive(Clone, Copy, Debug)]
enum Help {
    Text(&'static str),
    /// From the help of a source.
    Made(fn(&str) -> String),
}

/// Codes and rules whose help speaks of a source. Sorted.
const HELPS: [(&str, Help); 28] = [
    (
        "E0323",
        Help::Text(
            "make it a `String` with an `allowedPattern` of digits, or make the text in a script",
        ),
    ),
    ("E0324", Help::Text("make the text in a step with `aws:executeScript`")),
    ("E0330", Help::Text("let the least be no more than the most")),
    ("E0332", Help::Made(without_raw)),
    ("E0503", Help::Text("remove it, or let a step lead to it")),
    ("E0512", Help::Made(read_behind)),
    ("E0515", Help::Text("start the work here, and do not wait for it")),
    ("E0519", Help::Text("put the body into a runbook of its own, and run that in the loop")),
    ("E0624", Help::Text("write the number in quotes, as in `\"5432\"`")),
    ("E0625", Help::Made(declared)),
    ("E0626", Help::Made(kept_clean)),
    ("E0627", Help::Text("give `cloudWatchLogGroupName` or `s3BucketName` in `inputs`")),
    (
        "assume-role-constant",
        Help::Text(
            "take a parameter of type `AWS::IAM::Role::Arn`: its caller then needs the right to hand the role on",
        ),
    ),
    (
        "assume-role-missing",
        Help::Text(
            "add a parameter `AutomationAssumeRole`, and `assumeRole: \"{{ AutomationAssumeRole }}\"`",
        ),
    ),
    (
        "continue-swallows-failure",
        Help::Text(
            "add `isCritical: true`, so that the failure shows at the end, or `isCritical: false`, if it may be overlooked",
        ),
    ),
    ("eval-of-argument", Help::Text("call the command with the value as a word of its own")),
    ("fixed-sleep", Help::Text("wait for what is wanted with `aws:waitForAwsResourceProperty`")),
    (
        "hard-coded-account",
        Help::Text(
            "write `{{ global:ACCOUNT_ID }}` and `{{ global:REGION }}`, or take a parameter",
        ),
    ),
    (
        "hard-coded-ami",
        Help::Text("take a parameter, with `{{ ssm:/aws/service/… }}` as its default"),
    ),
    ("idle-timeout", Help::Made(timeout_of_step)),
    (
        "long-runbook",
        Help::Text(
            "put parts of it into runbooks of their own, and run those with `aws:executeAutomation`",
        ),
    ),
    ("missing-description", Help::Text("add a `description`")),
    ("missing-param-description", Help::Text("add a `description` to it")),
    (
        "missing-timeout",
        Help::Text("add `timeoutSeconds` with the time after which something is wrong"),
    ),
    ("python-unknown-event-key", Help::Made(key_of_payload)),
    ("reboot-in-script", Help::Text("end the script with `exit 194`")),
    ("script-injection", Help::Made(kept_clean)),
    (
        "unused-result",
        Help::Text(
            "read the result, or remove the call; to stop where something is missing, take \
         `aws:assertAwsResourceProperty`",
        ),
    ),
];

/// What only a source can say. A help with it that no row above replaces is none. Sorted.
const OF_SOURCES: [&str; 28] = [
    "\"${",
    "(\"",
    "///",
    "`aws.",
    "`call`",
    "`each ",
    "`else`",
    "`exit`",
    "`for ",
    "`goto",
    "`handler ",
    "`if ",
    "`json(",
    "`let ",
    "`match`",
    "`on ",
    "`output ",
    "`param ",
    "`raw",
    "`sh ",
    "`sh(",
    "`step ",
    "`unchecked(",
    "`value ",
    "`var ",
    "`wait ",
    "`when ",
    "`with",
];

/// Puts what a finding says into the words of documents.
pub(in crate::session) fn fit_help(found: &mut Diagnostic) {
    let code = name(found.code);
    let number = found.code.number().unwrap_or_default();
    let in_words = |text: &str| in_words_of_documents(text, number);
    if let Some(help) = &mut found.help {
        match HELPS.binary_search_by(|row| row.0.cmp(&code)).ok().and_then(|row| HELPS.get(row)) {
            Some((_, Help::Text(text))) => *help = (*text).to_owned(),
            Some((_, Help::Made(make))) => *help = make(help),
            None => *help = in_words(help),
        }
    }
    if found.help.as_ref().is_some_and(|help| is_of_sources(help)) {
        found.help = None;
    }
    found.message = in_words(&found.message);
    found.primary.text = in_words(&found.primary.text);
    found.note = found.note.take().map(|note| in_words(&note));
    for label in &mut found.related {
        label.text = in_words(&label.text);
    }
}

/// `E0332`, `missing-timeout`.
fn name(code: Code) -> String {
    code.to_string()
}

fn is_of_sources(text: &str) -> bool {
    OF_SOURCES.iter().any(|word| text.contains(word))
}

/// ``write `r"…"` `` without the marks of a source around the pattern.
fn without_raw(help: &str) -> String {
    let pattern = help.split_once("r\"").and_then(|(_, rest)| rest.rsplit_once('"'));
    pattern.map_or_else(|| help.to_owned(), |(pattern, _)| format!("write `{pattern}`"))
}

/// What to do about a read of a step that failed, was cancelled, or did not run.
fn read_behind(help: &str) -> String {
    let way = if help.contains("not failed") {
        "let the failure lead elsewhere, or read it only where the step has succeeded"
    } else if help.contains("not been cancelled") {
        "let the cancellation lead elsewhere, or read it only where the step has succeeded"
    } else {
        "lead every way through the step, or read it only behind the step"
    };
    way.to_owned()
}

/// `timeout 600s` as a member of a step.
fn timeout_of_step(help: &str) -> String {
    let digits: String = help.chars().filter(char::is_ascii_digit).collect();
    format!("write `timeoutSeconds: {digits}` or less")
}

/// ``declare it: `param X: String` `` as a member of `parameters`; the nearest name stays.
fn declared(help: &str) -> String {
    let is_new = help.contains("`param ");
    if is_new { "declare it in `parameters`".to_owned() } else { help.to_owned() }
}

/// How a value is kept from being code. A session has no other way to take one than in its text.
fn kept_clean(help: &str) -> String {
    let pattern = "`allowedPattern` of letters, digits and `_ . / : @ % + = -` (also blanks and `,` \
                   where quotes stand around it)";
    let beside = match help.starts_with("hand it") {
        false => "",
        true => "hand it over beside the script (`InputPayload`, `interpolationType: ENV_VAR`), ",
    };
    format!("{beside}write out its `allowedValues`, or give the parameter an {pattern}")
}

/// ``give it: `python(key: …)` `` as a key of the payload.
fn key_of_payload(help: &str) -> String {
    let key = help.split_once("python(").and_then(|(_, rest)| rest.split_once(':'));
    key.map_or_else(|| help.to_owned(), |(key, _)| format!("give `{key}` in `InputPayload`"))
}

#[cfg(test)]
mod tests {
    use super::{HELPS, Help, OF_SOURCES, is_of_sources};
    use crate::diagnostic::CODES;
    use crate::lint::RULES;

    #[test]
    fn the_tables_are_sorted() {
        assert!(HELPS.is_sorted_by(|left, right| left.0 < right.0));
        assert!(OF_SOURCES.is_sorted());
    }

    #[test]
    fn every_row_is_about_a_code_or_a_rule_and_names_nothing_of_sources() {
        for (name, help) in HELPS {
            let is_code = CODES.iter().any(|row| row.code.to_string() == name);
            assert!(is_code || RULES.iter().any(|rule| rule.name == name), "{name}");
            if let Help::Text(text) = help {
                assert!(!is_of_sources(text), "{name}: {text}");
            }
        }
    }
}
