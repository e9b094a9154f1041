//! The words in the syntax file of Vim: variables between two marks.

use super::word_lists::WordList;

const START: &str = "\" Written by `cargo xtask gen-editors` up to the end of this block.\n";
const END: &str = "\" End of what is written.\n";

const WORDS_OF_A_LINE: usize = 8;

/// The file with its words written anew.
///
/// # Errors
/// There are no marks.
pub fn syntax(source: &str, lists: &[WordList]) -> Result<String, String> {
    let marks = source.split_once(START).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    });
    let (before, after) = marks.ok_or("the marks around the words are gone")?;
    let lines = lists.iter().map(|list| {
        let words: String = list.words.chunks(WORDS_OF_A_LINE).map(continued).collect();
        format!("let s:{} = s:Either('{words}')\n", list.name)
    });
    let lines: String = lines.collect();
    Ok(format!("{before}{START}{lines}{END}{after}"))
}

/// A line that goes on with the one before.
fn continued(words: &[&str]) -> String {
    format!("\n      \\ {}", words.join(" "))
}
