//! The lists of words that the files for editors name, made of the language's own tables.

use ordain::check;
use ordain::syntax::ast::DeclarationKind;
use ordain::syntax::words;

/// A list under the name that the sources use.
pub struct WordList {
    pub name: &'static str,
    /// Sorted.
    pub words: Vec<&'static str>,
}

/// A language of scripts: its words, and how editors call it.
pub struct ScriptFamily {
    pub name: &'static str,
    pub scope: &'static str,
    pub words: &'static [&'static str],
}

/// The languages of scripts, those with the same text together.
pub const FAMILIES: [ScriptFamily; 3] = [
    ScriptFamily { name: "powershell", scope: "source.powershell", words: &["powershell", "ps"] },
    ScriptFamily { name: "python", scope: "source.python", words: &["python"] },
    ScriptFamily { name: "shellscript", scope: "source.shell", words: &["bash", "sh"] },
];

/// Hard words that lead the way through a program.
const CONTROL: [&str; 8] = ["call", "else", "for", "if", "invoke", "match", "run", "then"];

/// All lists, sorted by name.
pub fn all() -> Vec<WordList> {
    let is_control = |word: &&str| CONTROL.contains(word);
    let is_language = |word: &&str| words::contains(words::LANGUAGES, word);
    let mut statements = [words::STATEMENTS, words::BLOCK_PARTS].concat();
    statements.retain(|word| !is_language(word));
    vec![
        list("clauses", words::CLAUSES),
        list("constants", words::CONSTANTS),
        list("control", words::HARD.iter().filter(|word| is_control(word))),
        list("declarations", DeclarationKind::WORDS.iter().map(|(word, _)| word)),
        list("functions", &check::words::functions()),
        list("items", words::ITEMS),
        list("languages", words::LANGUAGES),
        list("operators", words::OPERATORS),
        list("platform_verbs", words::PLATFORM_VERBS),
        list("platforms", &check::words::platforms().collect::<Vec<_>>()),
        list("predeclared", &check::words::predeclared().collect::<Vec<_>>()),
        list("statements", &statements),
        list("types", &check::words::types().collect::<Vec<_>>()),
    ]
}

fn list<'w>(name: &'static str, words: impl IntoIterator<Item = &'w &'static str>) -> WordList {
    let mut words: Vec<&'static str> = words.into_iter().copied().collect();
    words.sort_unstable();
    words.dedup();
    WordList { name, words }
}

#[cfg(test)]
mod tests {
    use super::{CONTROL, FAMILIES, all};
    use ordain::syntax::words;

    #[test]
    fn every_language_of_scripts_has_a_family() {
        let mut known = FAMILIES.iter().flat_map(|family| family.words).collect::<Vec<_>>();
        known.sort_unstable();
        assert_eq!(known, words::LANGUAGES.iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_hard_word_is_in_a_list() {
        let lists = all();
        for word in words::HARD {
            assert!(lists.iter().any(|list| list.words.contains(word)), "`{word}`");
        }
        assert!(CONTROL.iter().all(|word| words::is_hard(word)));
    }
}
