//! The tables of words say what the grammar says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ordain::syntax::ast::DeclarationKind;
use ordain::syntax::words;
use pest_meta::ast::{Expr, Rule};

/// Words that the grammar reads for the sake of a message.
const OTHERS: &[&str] = &["elif", "elseif", "elsif"];

/// More texts than this from one expression are no list of words.
const MOST_TEXTS: usize = 200;

#[test]
fn the_tables_are_sorted() {
    for table in tables() {
        assert!(table.is_sorted_by(|left, right| left < right), "{table:?}");
    }
}

#[test]
fn the_tables_are_what_the_grammar_reads() {
    let rules = grammar();
    let check = |rule: &str, expected: BTreeSet<String>| {
        let found = texts(&rules[rule], &rules).expect("a list of words");
        let found: BTreeSet<String> = found.into_iter().filter(|text| is_word(text)).collect();
        assert_eq!(found, expected, "left: the rule `{rule}`, right: the table");
    };
    check("hard_word", set(words::HARD));
    check("clause_word", set(words::CLAUSES));
    check("language", set(words::LANGUAGES));
    check("platform_verb", set(words::PLATFORM_VERBS));
    check("kind", DeclarationKind::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect());
    let prefix_or_cast = ["as", "not"].map(str::to_owned);
    let between = set(words::OPERATORS).into_iter().filter(|word| !prefix_or_cast.contains(word));
    check("operator", between.collect());
    let constants = ["boolean", "null"].map(|rule| texts(&rules[rule], &rules).expect("words"));
    assert_eq!(constants.concat().into_iter().collect::<BTreeSet<_>>(), set(words::CONSTANTS));
}

#[test]
fn every_word_that_starts_a_statement_is_in_a_table() {
    let rules = grammar();
    let starting = texts(&rules["starting_word"], &rules).expect("a list of words");
    let known = [words::STATEMENTS, words::BLOCK_PARTS, words::PLATFORM_VERBS].concat();
    let unknown: Vec<&String> =
        starting.iter().filter(|word| !known.contains(&word.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_word_of_the_grammar_is_in_a_table() {
    let rules = grammar();
    let mut known: BTreeSet<String> = tables().iter().flat_map(|table| set(table)).collect();
    known.extend(DeclarationKind::WORDS.iter().map(|(word, _)| (*word).to_owned()));
    known.extend(set(OTHERS));
    let mut unknown = BTreeSet::new();
    for (name, expression) in &rules {
        // Its letters are pieces of words, which the test above compares.
        if name == "hard_word" {
            continue;
        }
        walk(expression, &mut |text| {
            if is_word(text) && !known.contains(text) {
                unknown.insert(format!("`{text}` in the rule `{name}`"));
            }
        });
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_word_of_a_table_means_something() {
    let rules = grammar();
    let mut read = BTreeSet::new();
    for expression in rules.values() {
        walk(expression, &mut |text| {
            read.insert(text.to_owned());
        });
    }
    read.extend(texts(&rules["hard_word"], &rules).expect("a list of words"));
    // It is read as a call.
    read.insert("approve".to_owned());
    for table in tables() {
        let idle: Vec<_> = table.iter().filter(|word| !read.contains(**word)).collect();
        assert!(idle.is_empty(), "the grammar does not read {idle:?}");
    }
}

fn tables() -> [&'static [&'static str]; 13] {
    [
        words::BESIDE,
        words::BLOCK_PARTS,
        words::CLAUSES,
        words::CONSTANTS,
        words::CONTINUING,
        words::HARD,
        words::ITEMS,
        words::LANGUAGES,
        words::OPERATORS,
        words::OUTCOMES,
        words::PLATFORM_VERBS,
        words::SOFT,
        words::STATEMENTS,
    ]
}

fn set(table: &[&str]) -> BTreeSet<String> {
    table.iter().map(|word| (*word).to_owned()).collect()
}

fn is_word(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// All rules of the grammar, by name.
fn grammar() -> BTreeMap<String, Expr> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut rules = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder of the grammar") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a grammar");
        let pairs = pest_meta::parser::parse(pest_meta::parser::Rule::grammar_rules, &text);
        let read: Vec<Rule> =
            pest_meta::parser::consume_rules(pairs.expect("a grammar")).expect("rules");
        rules.extend(read.into_iter().map(|rule| (rule.name, rule.expr)));
    }
    assert!(rules.len() > 200, "only {} rules", rules.len());
    rules
}

/// Calls `found` with every text that stands in an expression.
fn walk(expression: &Expr, found: &mut impl FnMut(&str)) {
    match expression {
        Expr::Str(text) | Expr::Insens(text) => found(text),
        Expr::Seq(left, right) | Expr::Choice(left, right) => {
            walk(left, found);
            walk(right, found);
        }
        Expr::PosPred(inner)
        | Expr::NegPred(inner)
        | Expr::Opt(inner)
        | Expr::Rep(inner)
        | Expr::RepOnce(inner)
        | Expr::RepExact(inner, _)
        | Expr::RepMin(inner, _)
        | Expr::RepMax(inner, _)
        | Expr::RepMinMax(inner, _, _)
        | Expr::Push(inner) => walk(inner, found),
        Expr::Range(..) | Expr::Ident(_) | Expr::PeekSlice(..) | Expr::Skip(_) => {}
        #[allow(unreachable_patterns, reason = "kinds of expressions that only features bring")]
        _ => {}
    }
}

/// All texts that an expression of fixed texts can stand for, look-ahead apart; nothing where
/// they are without end.
fn texts(expression: &Expr, rules: &BTreeMap<String, Expr>) -> Option<Vec<String>> {
    let all = match expression {
        Expr::Str(text) => vec![text.clone()],
        Expr::PosPred(_) | Expr::NegPred(_) => vec![String::new()],
        Expr::Ident(name) => texts(rules.get(name)?, rules)?,
        Expr::Choice(left, right) => [texts(left, rules)?, texts(right, rules)?].concat(),
        Expr::Seq(left, right) => {
            let (left, right) = (texts(left, rules)?, texts(right, rules)?);
            left.iter().flat_map(|a| right.iter().map(move |b| format!("{a}{b}"))).collect()
        }
        _ => return None,
    };
    (all.len() <= MOST_TEXTS).then_some(all)
}
