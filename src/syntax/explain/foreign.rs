//! Words that people bring from other languages, and what stands for them here.

use crate::syntax::ast::DeclarationKind;
use crate::syntax::words;

/// First words of statements in other languages, with an order that can be followed. Sorted.
const FOREIGN_STATEMENTS: &[(&str, &str)] = &[
    ("case", "write the arm as `\"value\" => { … }` inside `match`"),
    ("catch", "write `rescue { … }` behind `block { … }`"),
    ("const", "move it out of this declaration: constants stand at the top of a file"),
    (
        "def",
        "move it out of this declaration: functions are written `fn name(x: T) -> T = …` at the top of a file",
    ),
    ("do", "write `repeat { … } until CONDITION max 10`"),
    ("echo", "write `sh \"\"\"` … `\"\"\"` around shell commands"),
    ("ensure", "write `always { … }` behind `block { … }`"),
    ("except", "write `rescue { … }` behind `block { … }`"),
    ("finally", "write `always { … }` behind `block { … }`"),
    ("fn", "move it out of this declaration: functions stand at the top of a file"),
    ("foreach", "write `for x in xs { … }`"),
    (
        "func",
        "move it out of this declaration: functions are written `fn name(x: T) -> T = …` at the top of a file",
    ),
    (
        "function",
        "move it out of this declaration: functions are written `fn name(x: T) -> T = …` at the top of a file",
    ),
    ("import", "write `use` at the top of the file"),
    ("loop", "write `for x in xs { … }`, or `repeat { … } until CONDITION max 10`"),
    ("raise", "write `fail \"why\"`"),
    ("register", "write `let name =` before the call"),
    ("return", "write `exit` to end, or `output NAME = value` to give a value"),
    ("switch", "write `match x { … }`"),
    ("throw", "write `fail \"why\"`"),
    ("try", "write `block { … } rescue { … }`"),
    ("unless", "write `if not … { … }`"),
    ("until", "write `repeat { … } until CONDITION max 10`"),
    ("use", "move it out of this declaration: `use` stands at the top of a file"),
    ("while", "write `repeat { … } until CONDITION max 10`"),
    ("with_items", "write `for x in xs { … }`"),
];

/// First words of declarations in other languages, and the word here. Sorted.
const FOREIGN_ITEMS: &[(&str, &str)] = &[
    ("alias", "type"),
    ("automation", "runbook"),
    ("class", "module"),
    ("def", "fn"),
    ("func", "fn"),
    ("function", "fn"),
    ("import", "use"),
    ("include", "use"),
    ("playbook", "play"),
    ("require", "use"),
    ("resource", "module"),
    ("schedule", "window"),
    ("struct", "type"),
    ("variable", "input"),
    ("workflow", "runbook"),
];

/// What to write instead of a statement of another language.
pub(super) fn foreign_statement(word: &str) -> Option<&'static str> {
    look_up(FOREIGN_STATEMENTS, word)
}

/// The word for a declaration that another language starts with `word`.
pub(super) fn foreign_item(word: &str) -> Option<&'static str> {
    look_up(FOREIGN_ITEMS, word)
}

/// The words that start a declaration.
pub(super) fn item_words() -> impl Iterator<Item = &'static str> {
    DeclarationKind::WORDS.iter().map(|(word, _)| *word).chain(words::ITEMS.iter().copied())
}

fn look_up(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let at = table.binary_search_by_key(&word, |(known, _)| known).ok()?;
    table.get(at).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::{FOREIGN_ITEMS, FOREIGN_STATEMENTS};

    #[test]
    fn the_tables_are_sorted() {
        assert!(FOREIGN_STATEMENTS.is_sorted_by_key(|(word, _)| *word));
        assert!(FOREIGN_ITEMS.is_sorted_by_key(|(word, _)| *word));
    }
}
