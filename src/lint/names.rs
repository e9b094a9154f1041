//! What names and values tell: the words of a name, and whether something is a secret.

use crate::text::words;

/// Last words of names whose values are secrets, two of them without what stands between. Sorted.
/// `pass` alone says that a test has passed, `pwd` alone is the working directory.
const SECRET_WORDS: [&str; 29] = [
    "accesskey",
    "accesstoken",
    "adminpass",
    "apikey",
    "apitoken",
    "authtoken",
    "bearertoken",
    "bottoken",
    "dbpass",
    "deploytoken",
    "githubtoken",
    "gitlabtoken",
    "logintoken",
    "mysqlpass",
    "npmtoken",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "refreshtoken",
    "rootpass",
    "secret",
    "secretkey",
    "secretstring",
    "slacktoken",
    "smtppass",
    "sshpass",
    "userpass",
    "vaulttoken",
];

/// First words of switches that are about a secret and take none. Sorted.
const SWITCHES: [&str; 6] = ["ask", "disabled", "no", "prompt", "skip", "without"];

/// What a word in capitals, as `PGPASSWORD`, ends with where it is a secret: no other word does.
const ENDINGS: [&str; 3] = ["passphrase", "passwd", "password"];

/// Last words that are secrets, or the names of secrets kept elsewhere.
const OR_NAMES: [&str; 2] = ["secret", "secretkey"];

/// Words of texts that stand for a value. Sorted.
const PLACEHOLDERS: [&str; 22] = [
    "change",
    "changeit",
    "changeme",
    "default",
    "disabled",
    "dummy",
    "enabled",
    "example",
    "fill",
    "fixme",
    "insert",
    "masked",
    "none",
    "null",
    "placeholder",
    "redacted",
    "replace",
    "replaceme",
    "sample",
    "tbd",
    "todo",
    "your",
];

/// Answers, not values. Sorted.
const ANSWERS: [&str; 8] = ["false", "n", "no", "off", "on", "true", "y", "yes"];

/// The words of a name in lower case: `DbPassword` and `db_password` are `db`, `password`;
/// `DBPassword` is, too.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_upper = letter.is_ascii_uppercase();
        let is_behind_word =
            before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        // The last capital of several begins the next word.
        let ends_capitals = before.is_some_and(|it| it.is_ascii_uppercase())
            && letters.peek().is_some_and(char::is_ascii_lowercase);
        let starts_word = is_upper && (is_behind_word || ends_capitals);
        if parts.is_empty() || starts_word || !letter.is_ascii_alphanumeric() {
            parts.push(String::new());
        }
        before = Some(letter);
        if letter.is_ascii_alphanumeric()
            && let Some(last) = parts.last_mut()
        {
            last.push(letter.to_ascii_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a value of this name is a secret.
pub(super) fn is_secret(name: &str, value: &str) -> bool {
    let Some(word) = secret_word(name) else { return false };
    is_secret_value(value) && !(OR_NAMES.contains(&&*word) && is_name_of_secret(value))
}

/// The last word of a name, or the last two as one, where what has the name is a secret, and not the
/// name, the place or the length of one.
fn secret_word(name: &str) -> Option<String> {
    let plain = name.trim_end_matches(|it: char| it.is_ascii_digit());
    let parts = name_words(plain);
    let (last, before) = parts.split_last()?;
    let two = before.last().map(|before| format!("{before}{last}"));
    let is_secret = |word: &String| is_secret_word(word) || word == "pwd" && !before.is_empty();
    let ending = ENDINGS.iter().find(|it| last.ends_with(**it)).map(|it| (*it).to_owned());
    two.filter(is_secret).or_else(|| Some(last.clone()).filter(is_secret)).or(ending)
}

fn is_secret_word(word: &str) -> bool {
    SECRET_WORDS.binary_search(&word).is_ok()
}

/// Whether an option with the name of a secret is a switch: `--no-password`, `--nopassword`.
pub(super) fn takes_no_value(name: &str) -> bool {
    let parts = name_words(name);
    let Some(first) = parts.first() else { return false };
    let is_joined = |it: &str| first.strip_prefix(it).is_some_and(is_secret_word);
    SWITCHES.binary_search(&first.as_str()).is_ok() || SWITCHES.iter().any(|it| is_joined(it))
}

/// Whether a text tells a person or a program what a secret is called: words with blanks between
/// them, or the name of a secret.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let is_name = |it: char| it.is_ascii_alphabetic() || it == '-' || it == '_';
    text.contains(char::is_whitespace) || text.chars().all(is_name) && secret_word(text).is_some()
}

/// Whether a text names a secret of Secrets Manager or the like: a path, or words joined by `-`.
fn is_name_of_secret(text: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|it| it.is_alphabetic());
    let is_joined = text.split(['-', '_', '.']).all(is_word);
    text.contains(['/', '=', ',']) || text.contains(['-', '_', '.']) && is_joined
}

/// Whether a text is a value, not nothing, a reference, an answer, or a place to fill in. A text
/// that the service completes (`temp-{{ Suffix }}`) is none that somebody wrote.
pub(super) fn is_secret_value(text: &str) -> bool {
    let text = text.trim();
    let is_place = text.starts_with(['<', '/', '$', '{', '%', '['])
        || text.starts_with("arn:")
        || text.split_once("{{").is_some_and(|(_, rest)| rest.contains("}}"))
        || is_windows_path(text);
    let stands_for_one = |word: &String| PLACEHOLDERS.binary_search(&word.as_str()).is_ok();
    let only = words(text).collect::<String>().to_ascii_lowercase();
    let is_one_sign = text.chars().all(|it| text.starts_with(it));
    !is_place
        && !is_one_sign
        && ANSWERS.binary_search(&only.as_str()).is_err()
        && !stands_for_one(&only)
        && !name_words(text).iter().any(stands_for_one)
}

/// `C:\logs`.
fn is_windows_path(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|it| it.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && matches!(letters.next(), Some('\\' | '/'))
}

#[cfg(test)]
mod tests {
    use super::{
        ANSWERS, PLACEHOLDERS, SECRET_WORDS, SWITCHES, is_label, is_secret, name_words,
        secret_word, takes_no_value,
    };

    #[test]
    fn the_tables_are_sorted() {
        assert!(SECRET_WORDS.is_sorted() && PLACEHOLDERS.is_sorted());
        assert!(ANSWERS.is_sorted() && SWITCHES.is_sorted());
    }

    #[test]
    fn switches_about_secrets_take_none() {
        for name in ["no-password", "NoPassword", "nopassword", "disabled-password", "ask-passwd"] {
            assert!(takes_no_value(name), "{name}");
        }
        for name in ["password", "node-password", "notary-password", "admin-password"] {
            assert!(!takes_no_value(name), "{name}");
        }
    }

    #[test]
    fn labels_are_words_with_blanks_and_names_of_secrets() {
        for text in ["Enter the password", "password", "x-api-key", "DbPassword"] {
            assert!(is_label(text), "{text}");
        }
        for text in ["hunter2", "Password1", "correct-horse-battery"] {
            assert!(!is_label(text), "{text}");
        }
    }

    #[test]
    fn words_start_with_capitals_or_behind_signs() {
        assert_eq!(name_words("DbPassword"), ["db", "password"]);
        assert_eq!(name_words("DBPassword"), ["db", "password"]);
        assert_eq!(name_words("db_password-2"), ["db", "password", "2"]);
        assert_eq!(name_words("APIKey"), ["api", "key"]);
        assert_eq!(name_words("API_TOKEN"), ["api", "token"]);
    }

    #[test]
    fn the_last_words_of_a_name_tell_a_secret() {
        for name in [
            "Password",
            "DbPassword",
            "DBPassword",
            "db_password",
            "ADPASSWORD",
            "PGPASSWORD",
            "Password1",
            "db_password_2",
            "APIKey",
            "AuthToken",
            "API_TOKEN",
            "DbPwd",
            "DB_PASS",
            "userpass",
            "ClientSecret",
            "SecretKey",
        ] {
            assert!(secret_word(name).is_some(), "{name}");
        }
        for name in [
            "PasswordLength",
            "SecretArn",
            "SecretId",
            "SecretName",
            "KeyName",
            "Token",
            "NextToken",
            "ClientToken",
            "Bypass",
            "Compass",
            "Pass",
            "TestPass",
            "PWD",
        ] {
            assert!(secret_word(name).is_none(), "{name}");
        }
    }

    #[test]
    fn answers_places_and_names_of_secrets_are_no_secrets() {
        for value in ["hunter2", "correct-horse-battery", "Sup3r!Secret", "a1b2c3d4"] {
            assert!(is_secret("Password", value), "{value}");
        }
        for value in [
            "",
            "No",
            "yes",
            "********",
            "xxxxxxxx",
            "REPLACE_ME",
            "YOUR_PASSWORD_HERE",
            "ExampleSecret",
            "default",
            "changeme",
            "/app/password",
            "{{ Other }}",
            "temp-{{ Other }}",
            "C:\\secrets\\db.txt",
            "$1",
        ] {
            assert!(!is_secret("Password", value), "{value}");
        }
        for value in ["prod/db", "team-app-password", "stack_secret"] {
            assert!(!is_secret("DbSecret", value), "{value}");
            assert!(!is_secret("PasswordSecretKey", value), "{value}");
        }
        assert!(is_secret("ClientSecret", "9f86d081884c7d65"));
    }
}
