//! What holds for every text: the layout says the same, keeps all comments, and is its own layout.

use ordain::format::layout;
use ordain::syntax::ast::{Declaration, ItemKind};
use ordain::text::Span;
use proptest::prelude::{ProptestConfig, prop_assert, proptest};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::{check_always, parsed};
use crate::syntax::trees;

const PROGRAMS: &[&str] = &[
    include_str!("../syntax/programs/tour.ord"),
    include_str!("../syntax/programs/runbooks.ord"),
    include_str!("../syntax/programs/nodes.ord"),
    include_str!("../syntax/programs/around.ord"),
];

/// Comments as people put them: in a line, at its end, on a line of their own.
const COMMENTS: &[&str] =
    &[" /* c */ ", " // c\n", "\n// c\n", "\n\n/* c\n   d */\n\n", " /* c\nd */"];

/// Each member of a program in a declaration of its own, and each declaration without members.
fn units(program: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in parsed(program).ast.items {
        let ItemKind::Declaration(Declaration { members, body_span, .. }) = &item.kind else {
            found.push(item.span.of(program).to_owned());
            continue;
        };
        let header = Span::new(item.span.start, body_span.start).of(program);
        found.extend(members.iter().map(|it| format!("{header}{{\n{}\n}}", it.span.of(program))));
    }
    found
}

/// Places between what may be two tokens.
fn boundaries(text: &str) -> Vec<usize> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '`';
    let mut before = ' ';
    let mut found = Vec::new();
    for (at, letter) in text.char_indices() {
        if !(letter.is_whitespace() || is_word(before) && is_word(letter)) {
            found.push(at);
        }
        before = letter;
    }
    found.push(text.len());
    found
}

#[test]
fn the_programs_have_layouts() {
    for program in PROGRAMS {
        assert_eq!(check_always(program), Ok(()));
    }
}

#[test]
fn a_comment_anywhere_is_kept() {
    let units: Vec<String> = PROGRAMS.iter().flat_map(|program| units(program)).collect();
    let places =
        units.iter().flat_map(|text| boundaries(text).into_iter().map(move |at| (text, at)));
    let places: Vec<(usize, (&String, usize))> = places.enumerate().collect();
    assert!(places.len() > 2_000, "{} places", places.len());
    let broken: Vec<String> = places
        .par_iter()
        .filter_map(|(number, (text, at))| {
            let (before, behind) = text.split_at(*at);
            let comment = COMMENTS[number % COMMENTS.len()];
            check_always(&format!("{before}{comment}{behind}")).err()
        })
        .collect();
    assert!(broken.is_empty(), "{} places:\n{}", broken.len(), broken.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_tree_has_a_layout(file in trees::file()) {
        let laid_out = layout(&file);
        prop_assert!(laid_out.is_ok(), "{}\n{laid_out:#?}", ordain::syntax::print(&file));
        let checked = check_always(&laid_out.unwrap_or_default());
        prop_assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }
}
