//! The one test that the agent makes before a step, and what of a condition it can say.
//!
//! Source: "precondition" in "Command document syntax", user guide, and the agent's own reading:
//! one `StringEquals` of two texts, `platformType` or with a parameter in it.

use crate::hir::{Parameter, Platform};
use crate::ssm::Precondition;
use crate::ssm::proof::{has_only, is_joinable};

use super::condition::{Condition, TextTest};
use super::data::Piece;

/// Between the parts of two texts that are compared as one.
const SEPARATOR: &str = "|";

/// What a condition becomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Split {
    pub(super) precondition: Option<Precondition>,
    /// What the precondition does not say; to be tested by a script.
    pub(super) rest: Vec<Condition>,
}

/// Splits a condition for a step that is for one platform only, or for all that its plugin knows.
///
/// `keep` says whether a test of parameters may be made by the precondition.
pub(super) fn split(
    condition: Option<Condition>,
    platform: Option<Platform>,
    parameters: &[Parameter],
    keep: &dyn Fn(&Condition) -> bool,
) -> Split {
    let mut conjuncts = condition.map(Condition::conjuncts).unwrap_or_default();
    let named = conjuncts.iter().find_map(|test| match test {
        Condition::Platform(platform) => Some(*platform),
        _ => None,
    });
    if let Some(platform) = named.or(platform) {
        conjuncts.retain(|test| *test != Condition::Platform(platform));
        return Split {
            precondition: Some(Precondition::platform(platform.as_str())),
            rest: conjuncts,
        };
    }
    let (mut tests, mut rest): (Vec<Condition>, Vec<Condition>) =
        conjuncts.into_iter().partition(|test| pair(test).is_some() && keep(test));
    if tests.len() > 1 && !tests.iter().all(|test| is_provable(test, parameters)) {
        rest.splice(0..0, tests.drain(1..));
    }
    Split { precondition: joined(&tests), rest }
}

/// The two texts that a single equality compares.
fn pair(test: &Condition) -> Option<(String, String)> {
    let Condition::Compare { kind: TextTest::Equal, left, right } = test else { return None };
    let has_parameter =
        |pieces: &[Piece]| pieces.iter().any(|piece| matches!(piece, Piece::Parameter(_)));
    let (left_text, right_text) = (text_of(left)?, text_of(right)?);
    let differ = left_text != right_text;
    (differ && (has_parameter(left) || has_parameter(right))).then_some((left_text, right_text))
}

/// A text in which SSM reads only what is meant; `None` where it would read more.
fn text_of(pieces: &[Piece]) -> Option<String> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(part) if part.contains("{{") => return None,
            Piece::Text(part) => text.push_str(part),
            Piece::Parameter(source) => {
                // `{` before a reference would make three braces in a row.
                if text.ends_with('{') {
                    return None;
                }
                text.push_str(&format!("{{{{ {} }}}}", source.name));
            }
            Piece::Fact(_) => return None,
        }
    }
    Some(text)
}

/// Whether no side of a test can hold the separator or what substitution would change.
fn is_provable(test: &Condition, parameters: &[Parameter]) -> bool {
    let Condition::Compare { left, right, .. } = test else { return false };
    left.iter().chain(right).all(|piece| match piece {
        Piece::Text(text) => text.chars().all(is_joinable),
        Piece::Parameter(source) => parameters
            .iter()
            .find(|parameter| parameter.name == source.name)
            .is_some_and(|parameter| has_only(&parameter.ty, is_joinable)),
        Piece::Fact(_) => false,
    })
}

fn joined(tests: &[Condition]) -> Option<Precondition> {
    let pairs: Vec<(String, String)> = tests.iter().filter_map(pair).collect();
    if pairs.is_empty() {
        return None;
    }
    let (left, right): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
    Some(Precondition::equal(left.join(SEPARATOR), right.join(SEPARATOR)))
}
