//! Texts of which some is known, written as IAM matches them: `*` for what may be anything.

use std::collections::BTreeSet;

/// How many texts a value may be before it counts as anything.
const MOST: usize = 16;

/// What a text depends on that only the run knows: "parameter `Name`".
pub(super) type Open = BTreeSet<String>;

/// A pattern of IAM, with what keeps it from being exact. Texts of the document are escaped:
/// `${*}`, `${?}` and `${$}` are the letters themselves.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glob {
    pub(super) text: String,
    pub(super) open: Open,
}

impl Glob {
    /// A text that is known.
    pub(super) fn literal(text: &str) -> Self {
        Self { text: escape(text), open: Open::new() }
    }

    /// A pattern that is exact as it stands: a placeholder of an ARN, or nothing.
    pub(super) fn pattern(text: impl Into<String>) -> Self {
        Self { text: text.into(), open: Open::new() }
    }

    /// Anything, because of one thing that is not known.
    pub(super) fn anything(why: impl Into<String>) -> Self {
        Self { text: "*".to_owned(), open: Open::from([why.into()]) }
    }

    /// A pattern that holds all that a value may be.
    pub(super) fn within(text: impl Into<String>, why: impl Into<String>) -> Self {
        Self { text: text.into(), open: Open::from([why.into()]) }
    }

    /// Whether nothing at all is known.
    pub(super) fn is_anything(&self) -> bool {
        self.text == "*"
    }

    /// This, then the other.
    fn then(&self, other: &Glob) -> Glob {
        let mut text = self.text.clone();
        let behind =
            if text.ends_with('*') { other.text.trim_start_matches('*') } else { &other.text };
        text.push_str(behind);
        Glob { text, open: self.open.union(&other.open).cloned().collect() }
    }
}

/// Every text of the first followed by every text of the second; anything where they are many.
pub(super) fn product(first: &[Glob], second: &[Glob]) -> Vec<Glob> {
    if first.len().saturating_mul(second.len()) > MOST {
        let open = first.iter().chain(second).flat_map(|glob| glob.open.iter().cloned());
        let mut open: Open = open.collect();
        open.insert(format!("one of more than {MOST} texts"));
        return vec![Glob { text: "*".to_owned(), open }];
    }
    first.iter().flat_map(|left| second.iter().map(move |right| left.then(right))).collect()
}

/// The letters of a text that IAM would read as its own.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '*' => escaped.push_str("${*}"),
            '?' => escaped.push_str("${?}"),
            '$' => escaped.push_str("${$}"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Whether every text that `inner` matches is matched by `outer`. May say no where it is so, never
/// yes where it is not.
pub(super) fn covers(outer: &str, inner: &str) -> bool {
    matches(&tokens(outer), &tokens(inner))
}

/// The letters of a pattern, where `${…}` is one.
pub(super) fn tokens(pattern: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let length = match rest.strip_prefix("${").and_then(|inner| inner.find('}')) {
            Some(end) => end + 3,
            None => letter.len_utf8(),
        };
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        found.push(token);
        rest = behind;
    }
    found
}

/// The usual matching of `*` with one way back, over letters where those of `inner` stand for
/// themselves.
fn matches(outer: &[&str], inner: &[&str]) -> bool {
    let (mut at, mut place) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while let Some(letter) = inner.get(place) {
        match outer.get(at) {
            Some(&"*") => {
                back = Some((at, place));
                at += 1;
            }
            Some(token) if token == letter || (*token == "?" && *letter != "*") => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((star, from)) = back else { return false };
                back = Some((star, from + 1));
                at = star + 1;
                place = from + 1;
            }
        }
    }
    outer.iter().skip(at).all(|token| *token == "*")
}

#[cfg(test)]
mod tests {
    use super::{Glob, covers, product};

    #[test]
    fn a_wider_pattern_covers_a_narrower_one() {
        assert!(covers("arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:instance/i-*"));
        assert!(covers("*", "arn:aws:s3:::b/${*}"));
        assert!(covers("a?c", "abc"));
        assert!(!covers("a?c", "a*c"));
        assert!(!covers("arn:aws:ec2:*:*:instance/i-*", "arn:aws:ec2:*:*:instance/*"));
        assert!(!covers("a${*}", "ab"));
    }

    #[test]
    fn letters_that_iam_reads_are_escaped() {
        assert_eq!(Glob::literal("a*b?$").text, "a${*}b${?}${$}");
    }

    #[test]
    fn many_texts_count_as_anything() {
        let five: Vec<Glob> = ["a", "b", "c", "d", "e"].map(Glob::literal).to_vec();
        assert_eq!(product(&five, &five).len(), 1);
        assert_eq!(product(&five, &[Glob::literal("x")]).len(), 5);
    }
}
