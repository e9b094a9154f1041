//! The tokens of a stretch that could not be read.

/// What a token is, as far as messages tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    String,
    /// An operator or a bracket.
    Sign,
}

/// A token as a half-open stretch of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Operators of more than one character, longer ones first.
const LONG_SIGNS: &[&str] = &[
    "...", "===", "${", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "??", "..", "+=", "-=",
    "*=", "/=", "++", "--", "<-", ":=", "::", "<>", "**",
];

/// The tokens of `text`, without comments. A string is one token, with its holes.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let skipped = blank_length(rest);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        let (kind, length) = token(rest);
        let end = (at + length.max(1)).min(text.len());
        tokens.push(Token { kind, start: at, end });
        at = end;
    }
    tokens
}

/// How many bytes of blanks stand at the start; comments are blanks here.
fn blank_length(rest: &str) -> usize {
    rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r')).count()
}

fn token(rest: &str) -> (TokenKind, usize) {
    let bytes = rest.as_bytes();
    let word =
        bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    match bytes.first() {
        Some(b'0'..=b'9') => {
            let percent = usize::from(bytes.get(word) == Some(&b'%'));
            (TokenKind::Number, word + percent)
        }
        Some(b'"') => (TokenKind::String, string_length(rest)),
        Some(b'`') => {
            let length = rest.bytes().skip(1).position(|byte| byte == b'`' || byte == b'\n');
            (TokenKind::Word, length.map_or(rest.len(), |length| length + 2))
        }
        _ if word > 0 => {
            let after = rest.get(word..).unwrap_or("");
            if after.starts_with('"') && matches!(rest.get(..word), Some("r" | "text")) {
                (TokenKind::String, word + string_length(after))
            } else {
                (TokenKind::Word, word)
            }
        }
        _ => {
            let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let one = rest.chars().next().map_or(1, char::len_utf8);
            (TokenKind::Sign, long.map_or(one, |sign| sign.len()))
        }
    }
}

/// How many bytes the string at the start has; to the end of the line where it has no end.
fn string_length(rest: &str) -> usize {
    let quotes = rest.bytes().take_while(|byte| *byte == b'"').count();
    match quotes {
        2 | 6 => quotes,
        1 => {
            let mut escaped = false;
            for (at, byte) in rest.bytes().enumerate().skip(1) {
                match byte {
                    b'\n' | 0x0b | 0x0c => return at,
                    b'"' if !escaped => return at + 1,
                    _ => escaped = byte == b'\\' && !escaped,
                }
            }
            rest.len()
        }
        _ => {
            let fence = "\"".repeat(quotes);
            let inside = rest.get(quotes..).unwrap_or("");
            inside.find(&fence).map_or(rest.len(), |end| quotes * 2 + end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_string_with_its_holes_is_one_token() {
        check(
            r#"f(a: "x ${y} \" z", 5m)"#,
            &["f", "(", "a", ":", r#""x ${y} \" z""#, ",", "5m", ")"],
        );
    }
}
