//! How far the grammar reads into a stretch, and what it would have taken there.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use pest::Parser;

use crate::syntax::grammar::{Grammar, Rule};

/// What can stand at one place, as the grammar writes it; `\u{1}` marks a description.
pub(super) type Expected = BTreeSet<String>;

/// Serialises the parses that ask for details: pest keeps that wish for the whole process.
static DETAIL: Mutex<()> = Mutex::new(());

/// The offset behind which the grammar can make nothing of `text`, and what it expected there.
/// None if `text` is whole.
pub(super) fn furthest(rule: Rule, text: &str) -> Option<(usize, Expected)> {
    let guard = DETAIL.lock().unwrap_or_else(PoisonError::into_inner);
    pest::set_error_detail(true);
    let result = Grammar::parse(rule, text);
    pest::set_error_detail(false);
    drop(guard);
    let attempts = result.err()?.parse_attempts()?;
    let tokens = attempts.expected_tokens().into_iter().map(|token| token.to_string());
    Some((attempts.max_position, tokens.filter(|token| is_said(token)).collect()))
}

/// Blanks and the letters that could go on a word are always possible: nobody expects
/// them.
fn is_said(token: &str) -> bool {
    let is_range =
        token.chars().count() == 4 && token.get(1..).is_some_and(|rest| rest.starts_with(".."));
    !is_range
        && !token.trim().is_empty()
        && !token.starts_with(['\u{b}', '\u{c}'])
        && token != "BUILTIN_RULE"
        && token != "_"
}
