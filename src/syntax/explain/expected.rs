//! From what the grammar would have taken to what a person is told.

use super::furthest::Expected;

const EXPRESSION: &str = "\u{1}an expression";
const TYPE: &str = "\u{1}a type";
const NAME: &str = "\u{1}a name";
const OPERATOR: &str = "\u{1}an operator";

/// Tokens that are named when they are possible, the more telling ones first. An operator or a
/// member is nearly always possible, too, and nearly never what is missing.
const TELLING: &[&str] = &[
    "=>", "in", "then", "else", "until", "handlers", "exit", "abort", "=", ":", "{", "}", ")", "]",
    ">", ",",
];

/// Whether an operand is what is missing.
pub(super) fn is_operand(expected: &Expected) -> bool {
    expected.contains(EXPRESSION)
}

/// Whether an operand has just ended: an operator could stand here, `==` among them.
pub(super) fn is_behind_operand(expected: &Expected) -> bool {
    expected.contains(OPERATOR)
}

/// What was expected, in words: `an expression`, `` `:` `` or `` `,` or `)` ``.
pub(super) fn in_words(expected: &Expected, lacks_else: bool) -> String {
    for marker in [EXPRESSION, TYPE, NAME] {
        if expected.contains(marker) {
            return marker.trim_start_matches('\u{1}').to_owned();
        }
    }
    let is_marker = |token: &&String| token.starts_with('\u{1}') && *token != OPERATOR;
    if let Some(marker) = expected.iter().find(is_marker) {
        return marker.trim_start_matches('\u{1}').to_owned();
    }
    // Behind every operand stand operators, `in` and `else` among them.
    let behind_operand = is_behind_operand(expected);
    let is_telling = |token: &str| match token {
        "in" | ">" => !behind_operand,
        "else" => !behind_operand || lacks_else,
        _ => true,
    };
    let telling: Vec<&str> = TELLING
        .iter()
        .copied()
        .filter(|token| is_telling(token) && expected.contains(*token))
        .take(2)
        .collect();
    match telling.as_slice() {
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` or `{other}`"),
        _ => match expected.first() {
            Some(token) if expected.len() == 1 => format!("`{token}`"),
            _ => "an operator, a clause or the next statement".to_owned(),
        },
    }
}
