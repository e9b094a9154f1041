//! How far a statement reaches: over all of a resource that is needed, some of it, or none.

use crate::aws::permission::Action;

use super::super::account::{Account, JSON};
use super::super::glob::{Glob, covers, tokens};
use super::super::values::{ACCOUNT, PARTITION, REGION};
use super::statement::Choice;

/// Pairs of letters beyond which two patterns count as overlapping.
const MOST_PAIRS: usize = 4_000_000;

/// A resource that is needed.
pub(super) struct Wanted {
    pub(super) text: String,
    /// Whether partition, Region and account are known, by their number in an ARN.
    open_places: Vec<usize>,
    /// Whether the action is limited to no resource: IAM then looks for `*` itself.
    takes_all: bool,
}

/// How much of a resource a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    Nothing,
    Some,
    All,
}

impl Wanted {
    pub(super) fn of(action: &str, glob: &Glob, account: &Account) -> Self {
        let known = [&account.partition, &account.region, &account.account];
        let marks = [PARTITION, REGION, ACCOUNT].into_iter().zip(known);
        let is_open = |segment: &str| {
            segment == "*" || marks.clone().any(|(mark, known)| segment == mark && known.is_none())
        };
        let segments = glob.text.splitn(6, ':').enumerate();
        let open = segments.filter(|(place, text)| [1, 3, 4].contains(place) && is_open(text));
        let takes_all = Action::find(action).is_some_and(|it| it.resources().is_empty());
        Self {
            text: account.write(&glob.text, &JSON),
            open_places: open.map(|(place, _)| place).collect(),
            takes_all: takes_all && glob.is_anything(),
        }
    }

    /// The resource in the partition, Region and account of a pattern, as far as they are open.
    fn in_the_place_of(&self, pattern: &str) -> String {
        let theirs: Vec<&str> = pattern.splitn(6, ':').collect();
        let mut own: Vec<&str> = self.text.splitn(6, ':').collect();
        for place in self.open_places.iter().filter(|_| theirs.len() == 6) {
            if let (Some(part), Some(other)) = (own.get_mut(*place), theirs.get(*place)) {
                *part = other;
            }
        }
        own.join(":")
    }

    /// The resource as the allowing statement takes it, where it takes it; a place that is not
    /// known may be that which the policy names.
    pub(super) fn granted_by(&self, resources: &Choice) -> Option<String> {
        match resources {
            Choice::These(named) => named.iter().find_map(|one| {
                let there = self.in_the_place_of(&one.text);
                let is_whole = covers(&one.text, &self.text);
                let found = if is_whole { self.text.clone() } else { there };
                (is_whole || covers(&one.text, &found)).then_some(found)
            }),
            Choice::AllBut(..) => {
                let reach = self.reach(&self.text, resources);
                (reach == Reach::All).then(|| self.text.clone())
            }
        }
    }

    /// How much of `text`, which is this resource in some place, the choice holds.
    pub(super) fn reach(&self, text: &str, resources: &Choice) -> Reach {
        let held = |named: &[super::statement::Named]| {
            if named.iter().any(|one| covers(&one.text, text)) {
                Reach::All
            } else if !self.takes_all && named.iter().any(|one| overlaps(&one.text, text)) {
                Reach::Some
            } else {
                Reach::Nothing
            }
        };
        match resources {
            Choice::These(named) => held(named),
            Choice::AllBut(named, _) => match held(named) {
                Reach::All => Reach::Nothing,
                Reach::Some => Reach::Some,
                Reach::Nothing => Reach::All,
            },
        }
    }
}

/// Whether some resource is matched by both patterns. May say yes where it is not so, never no
/// where it is: a variable of the policy may be anything. A wildcard stays in its part of an ARN.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>
fn overlaps(left: &str, right: &str) -> bool {
    let (left_parts, right_parts) = (parts(left), parts(right));
    if left_parts.len() != 6 || right_parts.len() != 6 {
        return share_a_text(left, right);
    }
    left_parts.iter().zip(&right_parts).all(|(left, right)| share_a_text(left, right))
}

fn parts(text: &str) -> Vec<&str> {
    text.splitn(6, ':').collect()
}

fn share_a_text(left: &str, right: &str) -> bool {
    let (left, right) = (tokens(left), tokens(right));
    if left.len().saturating_mul(right.len()) > MOST_PAIRS {
        return true;
    }
    // For each front of `right`: whether it and the front of `left` so far have a text in common.
    let mut row = vec![true];
    for token in &right {
        row.push(row.last() == Some(&true) && is_many(token));
    }
    for token in &left {
        let mut next = vec![row.first() == Some(&true) && is_many(token)];
        for (place, other) in right.iter().enumerate() {
            let at = |row: &[bool], place: usize| row.get(place) == Some(&true);
            let (above, before, corner) = (at(&row, place + 1), at(&next, place), at(&row, place));
            next.push(match (is_many(token), is_many(other)) {
                // One of the two stands for nothing more, or for this letter, too.
                (true, _) | (_, true) => above || before,
                (false, false) => corner && (token == other || *token == "?" || *other == "?"),
            });
        }
        row = next;
    }
    row.last() == Some(&true)
}

/// Whether a letter of a pattern stands for any number of letters.
fn is_many(token: &str) -> bool {
    let is_letter = ["${*}", "${?}", "${$}"].contains(&token);
    token == "*" || (token.len() > 1 && token.starts_with("${") && !is_letter)
}

#[cfg(test)]
mod tests {
    use super::overlaps;

    #[test]
    fn patterns_overlap_where_one_text_fits_both() {
        for (left, right) in [
            ("a*", "*b"),
            ("a?c", "ab*"),
            ("*", ""),
            ("arn:aws:s3:::logs-*", "arn:aws:s3:::*-x/*"),
            ("home/${aws:username}/*", "home/ann/x"),
            ("a*c", "a*bc*"),
            ("*", "arn:aws:ec2:*:*:volume/*"),
            ("", ""),
        ] {
            assert!(overlaps(left, right) && overlaps(right, left), "{left} {right}");
        }
        for (left, right) in [
            ("a*", "b*"),
            ("a?", "a"),
            ("x", ""),
            ("a${*}", "ab"),
            ("*a", "*b"),
            ("ab*", "ac*"),
            ("arn:aws:ec2:*:*:a/*", "arn:aws:ec2:*:*:b/*"),
        ] {
            assert!(!overlaps(left, right) && !overlaps(right, left), "{left} {right}");
        }
    }
}
