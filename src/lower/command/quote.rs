//! Text as a literal of a shell: what a script gets is the text, whatever is in it.
//!
//! No literal holds `{{`: SSM would look for a reference there, so the two braces are set apart.

/// A word of `sh` that is exactly `text`. The text has no U+0000, which no shell can hold.
pub(super) fn sh_literal(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_bare) {
        return text.to_owned();
    }
    sh_quoted(text)
}

/// The same, quoted in any case: for a value that a person should see as one.
pub(super) fn sh_quoted(text: &str) -> String {
    let escaped = text.replace('\'', r"'\''");
    let mut quoted = String::from("'");
    let mut previous = None;
    for character in escaped.chars() {
        if character == '{' && previous == Some('{') {
            quoted.push_str("''");
        }
        quoted.push(character);
        previous = Some(character);
    }
    quoted.push('\'');
    quoted
}

fn is_bare(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_./:@%+-".contains(character)
}

/// How many parts of a text are put together by `+`, each of which PowerShell nests in the next.
const MOST_SUMMANDS: usize = 8;

/// A PowerShell expression that is exactly `text`. Line ends and tabs stand as they are between
/// single quotes; the agent writes lines of a script with U+000A behind each, on Windows, too.
///
/// Source: `CreateScriptFile` of the agent's plugins.
pub(super) fn power_shell_literal(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut quoted = String::new();
    let mut previous = None;
    for character in text.chars() {
        if character.is_control() && !matches!(character, '\n' | '\t') {
            parts.extend(take_quoted(&mut quoted));
            parts.push(format!("[char]{}", u32::from(character)));
        } else if character == '{' && previous == Some('{') {
            parts.extend(take_quoted(&mut quoted));
            quoted.push(character);
        } else {
            quoted.push(character);
            // PowerShell takes all of these for the closing quote.
            if is_power_shell_quote(character) {
                quoted.push(character);
            }
        }
        previous = Some(character);
    }
    parts.extend(take_quoted(&mut quoted));
    join_power_shell(parts)
}

/// Puts parts of a text together; the first part must be a string for `+` to join text.
pub(super) fn join_power_shell(mut parts: Vec<String>) -> String {
    if parts.len() > MOST_SUMMANDS {
        // A comma binds what stands beside it before a conversion does.
        let closed = |part: &String| match part.starts_with('[') {
            true => format!("({part})"),
            false => part.clone(),
        };
        let parts: Vec<String> = parts.iter().map(closed).collect();
        return format!("(@({}) -join '')", parts.join(", "));
    }
    if parts.first().is_none_or(|part| part.starts_with('[')) {
        parts.insert(0, "''".to_owned());
    }
    match parts.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(" + ")),
    }
}

fn take_quoted(quoted: &mut String) -> Option<String> {
    (!quoted.is_empty()).then(|| format!("'{}'", std::mem::take(quoted)))
}

/// The single quotes of PowerShell's grammar.
///
/// Source: "about_Quoting_Rules" and `CharTraits` of PowerShell's tokenizer.
pub(super) fn is_power_shell_quote(character: char) -> bool {
    matches!(character, '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}')
}

#[cfg(test)]
mod tests {
    use super::{power_shell_literal, sh_literal};

    #[test]
    fn a_plain_word_of_sh_stays_bare() {
        assert_eq!(sh_literal("nginx-1.2:3/x@y"), "nginx-1.2:3/x@y");
        assert_eq!(sh_literal("a=b"), "'a=b'");
        assert_eq!(sh_literal("~"), "'~'");
    }

    #[test]
    fn a_quote_leaves_the_quotes_and_comes_back() {
        assert_eq!(sh_literal("it's"), r"'it'\''s'");
        assert_eq!(sh_literal(""), "''");
        assert_eq!(sh_literal("$(id) `id`\n\\"), "'$(id) `id`\n\\'");
    }

    #[test]
    fn no_literal_holds_two_braces_in_a_row() {
        assert_eq!(sh_literal("{{ x }}"), "'{''{ x }}'");
        assert_eq!(sh_literal("{{{"), "'{''{''{'");
        assert_eq!(power_shell_literal("{{ x }}"), "('{' + '{ x }}')");
        assert!(!power_shell_literal("'{{{").contains("{{"));
    }

    #[test]
    fn every_quote_that_power_shell_knows_is_doubled() {
        assert_eq!(power_shell_literal("it's"), "'it''s'");
        assert_eq!(power_shell_literal("a\u{2019}b"), "'a\u{2019}\u{2019}b'");
        for quote in ['\u{2018}', '\u{201A}', '\u{201B}'] {
            assert_eq!(power_shell_literal(&quote.to_string()), format!("'{quote}{quote}'"));
        }
    }

    #[test]
    fn power_shell_has_nothing_else_to_escape_between_single_quotes() {
        assert_eq!(power_shell_literal("$x `n \"$(whoami)\""), "'$x `n \"$(whoami)\"'");
        assert_eq!(power_shell_literal(""), "''");
    }

    #[test]
    fn a_control_character_is_written_by_its_number() {
        assert_eq!(power_shell_literal("a\u{7}b"), "('a' + [char]7 + 'b')");
        assert_eq!(power_shell_literal("\r\n"), "('' + [char]13 + '\n')");
    }

    #[test]
    fn lines_and_tabs_stand_as_they_are() {
        assert_eq!(power_shell_literal("a\n\tb\n"), "'a\n\tb\n'");
        assert_eq!(power_shell_literal("'@\n"), "'''@\n'");
    }

    #[test]
    fn many_parts_are_not_nested() {
        let text = "{{\r".repeat(1000);
        let written = power_shell_literal(&text);
        assert!(written.starts_with("(@('{', '{', ([char]13), '{', '{'"), "{written}");
        assert!(written.ends_with("([char]13)) -join '')") && !written.contains('+'), "{written}");
    }
}
