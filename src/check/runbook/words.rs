//! Which word of a statement runs which action.

use crate::ssm::tables::{ActionSpec, action};

/// Words of statements with the action that each runs, sorted by word.
const WORDS: [(&str, &str); 18] = [
    ("all pages", "aws:executeScript"),
    ("approve", "aws:approve"),
    ("assert", "aws:assertAwsResourceProperty"),
    ("aws", "aws:executeAwsApi"),
    ("bash", "aws:runCommand"),
    ("call", "aws:executeAutomation"),
    ("for", "aws:loop"),
    ("if", "aws:branch"),
    ("invoke", "aws:invokeLambdaFunction"),
    ("let", "aws:executeScript"),
    ("pause", "aws:pause"),
    ("play", "aws:runCommand"),
    ("powershell", "aws:executeScript"),
    ("python", "aws:executeScript"),
    ("run", "aws:runCommand"),
    ("sh", "aws:runCommand"),
    ("sleep", "aws:sleep"),
    ("wait until", "aws:waitForAwsResourceProperty"),
];

/// The action that a word runs.
pub(super) fn action_of(word: &str) -> &'static ActionSpec {
    let name = WORDS.iter().find(|(known, _)| *known == word).map(|(_, name)| *name);
    match name.and_then(action) {
        Some(spec) => spec,
        None => unreachable!("the test below finds every word's action in the table of actions"),
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, action_of};

    #[test]
    fn words_are_sorted_and_run_known_actions() {
        assert!(WORDS.is_sorted_by(|left, right| left.0 < right.0));
        for (word, name) in WORDS {
            assert_eq!(action_of(word).name, name);
        }
    }
}
