//! What holds for every tree and every text.

use ordain::syntax::{dump, parse, print};
use ordain::text::FileId;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

use super::trees;

/// Pieces of programs, whole and broken.
const PIECES: &[&str] = &[
    "role a {",
    "runbook r {",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "${",
    "let x = ",
    "if ",
    "else",
    "for x in ",
    "match ",
    "=>",
    "->",
    "param ",
    ": ",
    "= ",
    ", ",
    "\n",
    "\n  ",
    "// c\n",
    "/* ",
    "*/",
    "/// d\n",
    "sh ",
    "text",
    "r\"",
    "name",
    "5m",
    "10%",
    "0644",
    "1..",
    "..",
    ".",
    "not ",
    "and ",
    "- ",
    "when ",
    "timeout ",
    "on ",
    "as T",
    "T?",
    "|",
    "`",
    "é",
    "\u{0}",
    "\u{b}",
    "\u{c}",
    "\u{1}a name",
    "{{ X }}",
    "raw(",
    "[where ",
    "[*]",
    "block {",
    "rescue {",
    "use a.{",
    "\\",
    "$",
    "“",
];

/// Parses a text, and looks at every place that the tree and the findings name.
fn check_places(text: &str) -> Result<(), String> {
    let parsed = parse(text, FileId::default());
    let shown = format!("{:?} {:?} {:?}", parsed.ast, parsed.trivia, parsed.diagnostics);
    dump(&parsed.ast);
    print(&parsed.ast);
    for place in shown.split("Span { start: ").skip(1) {
        let mut numbers =
            place.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut next = || numbers.next().and_then(|number| number.parse::<usize>().ok());
        let (Some(start), Some(end)) = (next(), next()) else { continue };
        if start > end || text.get(start..end).is_none() {
            return Err(format!("{start}..{end} of {}", text.len()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_tree_is_printed_and_read_again(file in trees::file()) {
        let printed = print(&file);
        let parsed = parse(&printed, FileId::default());
        prop_assert!(parsed.diagnostics.is_empty(), "{printed}\n{:#?}", parsed.diagnostics);
        prop_assert_eq!(strip(&dump(&parsed.ast)), strip(&dump(&file)), "{}", printed);
    }

    #[test]
    fn every_row_of_bytes_is_read(bytes in vec(any::<u8>(), 0..200)) {
        let checked = check_places(&String::from_utf8_lossy(&bytes));
        prop_assert!(checked.is_ok(), "{checked:?}");
    }

    #[test]
    fn every_soup_of_pieces_is_read(text in vec(select(PIECES), 0..40).prop_map(|all| all.concat())) {
        let checked = check_places(&text);
        prop_assert!(checked.is_ok(), "{checked:?}\n{text}");
    }
}

/// The printer may write one kind of string for another; what it says is the same.
fn strip(dump: &str) -> String {
    dump.replace("lines\"", "\"").replace("text\"", "\"").replace("linesstr", "str")
}

#[test]
fn the_seeds_of_the_fuzzer_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/parse");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of seeds") {
        let text = std::fs::read(entry.expect("an entry").path()).expect("a seed");
        assert_eq!(check_places(&String::from_utf8_lossy(&text)), Ok(()));
        seen += 1;
    }
    assert!(seen > 5, "{seen} seeds");
}
