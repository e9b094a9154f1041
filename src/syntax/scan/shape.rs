//! What a line looks like from its first words.

use crate::syntax::ast::DeclarationKind;
use crate::syntax::words;

/// Whether a line that starts like this, in the first column, starts a declaration: its word, a
/// name, and then one of `{ = ( : .`, `on` or a string.
pub(super) fn starts_item(line: &str) -> bool {
    let (word, rest) = split_word(line);
    let is_kind = DeclarationKind::WORDS.iter().any(|(known, _)| *known == word);
    if !is_kind && !words::contains(words::ITEMS, word) {
        return false;
    }
    let next = rest.trim_start_matches([' ', '\t']);
    if next.len() == rest.len() {
        return false;
    }
    if word == "test" && next.starts_with('"') || word == "use" {
        return true;
    }
    let (name, rest) = split_word(next);
    let rest = rest.trim_start_matches([' ', '\t']);
    let followed = rest.starts_with(['{', '=', '(', ':', '"']) && !rest.starts_with("==")
        || split_word(rest).0 == "on"
        || word == "extern";
    !name.is_empty() && name != "on" && followed
}

/// Whether a line starts with the only word that is both a declaration's and a member's.
pub(super) fn starts_handler(line: &str) -> bool {
    split_word(line).0 == "handler"
}

/// Whether a line that starts like this probably starts a statement, a member or an attribute.
pub(super) fn starts_statement(line: &str) -> bool {
    let (word, _) = split_word(line);
    !word.is_empty() && !words::contains(words::CONTINUING, word)
}

/// The word or backquoted name at the start, and what follows it.
fn split_word(text: &str) -> (&str, &str) {
    if let Some(rest) = text.strip_prefix('`') {
        let end = rest.find(['`', '\n']).map_or(text.len(), |end| end + 2);
        return text.split_at_checked(end).unwrap_or((text, ""));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::starts_item;

    #[test]
    fn a_declaration_is_more_than_its_word() {
        assert!(starts_item("role web {"));
        assert!(starts_item("play web on all {"));
        assert!(starts_item("test \"it works\" {"));
        assert!(!starts_item("group(name: \"x\")"));
        assert!(!starts_item("play on web {"));
        assert!(!starts_item("document == 3"));
    }
}
