//! What names tell: their words, and whether they are those of secrets.

use crate::text::words;

/// Last words of names whose values are secrets. Sorted.
const SECRET_WORDS: [&str; 9] = [
    "accesskey",
    "apikey",
    "credential",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
];

/// The words of a name in lower case: `DbPassword` and `db_password` are `db`, `password`.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before_is_lower = false;
    for letter in name.chars() {
        let starts_word = letter.is_ascii_uppercase() && before_is_lower;
        if parts.is_empty() || starts_word || !letter.is_ascii_alphanumeric() {
            parts.push(String::new());
        }
        before_is_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if letter.is_ascii_alphanumeric()
            && let Some(last) = parts.last_mut()
        {
            last.push(letter.to_ascii_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether what has this name is a secret, and not the name, the place or the length of one.
pub(super) fn is_secret_name(name: &str) -> bool {
    let parts = name_words(name);
    let Some((last, before)) = parts.split_last() else { return false };
    let two = before.last().map(|before| format!("{before}{last}"));
    let is_secret = |word: &str| SECRET_WORDS.binary_search(&word).is_ok();
    is_secret(last) || two.is_some_and(|word| is_secret(&word))
}

/// Whether a text is a value, not nothing, a reference, or a place to fill in.
pub(super) fn is_secret_value(text: &str) -> bool {
    let text = text.trim();
    let is_place = text.starts_with(['<', '/', '$', '{']) || text.starts_with("arn:");
    let stands_for_one =
        ["changeme", "none", "null", "example", "placeholder", "todo", "true", "false"];
    let only = words(text).collect::<String>().to_ascii_lowercase();
    !text.is_empty() && !is_place && !stands_for_one.contains(&only.as_str())
}

#[cfg(test)]
mod tests {
    use super::{SECRET_WORDS, is_secret_name, name_words};

    #[test]
    fn the_table_is_sorted() {
        assert!(SECRET_WORDS.is_sorted());
    }

    #[test]
    fn words_start_with_capitals_or_behind_signs() {
        assert_eq!(name_words("DbPassword"), ["db", "password"]);
        assert_eq!(name_words("db_password-2"), ["db", "password", "2"]);
        assert_eq!(name_words("APIKey"), ["apikey"]);
    }

    #[test]
    fn the_last_words_of_a_name_tell_a_secret() {
        for name in ["Password", "DbPassword", "db_password", "APIKey", "ClientSecret", "SecretKey"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["PasswordLength", "SecretArn", "SecretId", "SecretName", "KeyName", "Token"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
