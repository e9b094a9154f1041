//! Text as it stands in HTML.

/// Text between tags.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No document may hold them, and some turn the order of what is shown.
            '\t' | '\n' => out.push(letter),
            other if is_hidden(other) => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// The value of an attribute between quotes.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace(['\n', '\t'], " ")
}

/// Source in a line.
pub(super) fn code(source: &str) -> String {
    format!("<code>{}</code>", text(source))
}

/// What is not seen and changes what is.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
