//! Who changed what differs: a tag remembers what Ordain last wrote of a thing, as a short digest of
//! each member. Works on members in a comparable form, and knows no kind of thing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::identity::{self, Tags};
use super::outputs::Outputs;
use super::owner::Owned;
use super::plan::{Action, Compared, Comparing, Difference};

/// The tag with the digests.
pub(super) const WRITTEN: &str = "ordain:written";

/// What is said where nothing differs but the tag.
pub(super) const REMEMBERED: &str = "what the account remembers of it";

/// What happens to what somebody else changed by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drift {
    /// It stays, and what a list does not tell is not asked for.
    #[default]
    Leave,
    /// It stays, and everything is asked for.
    Show,
    /// It becomes what the project wants.
    Overwrite,
}

/// Whose change makes something differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangedBy {
    /// The account has what Ordain wrote, and the project wants something else.
    Project,
    /// The project wants what Ordain wrote, and the account has something else.
    Hand,
    /// The account has neither what Ordain wrote nor what the project wants.
    Both,
}

impl ChangedBy {
    /// Of three values: what is there, what Ordain wrote last, what is wanted. Nothing where the
    /// first and the last are equal.
    pub(super) fn of<T: PartialEq>(there: &T, written: &T, wanted: &T) -> Option<Self> {
        match (there == written, written == wanted) {
            _ if there == wanted => None,
            (true, _) => Some(Self::Project),
            (false, true) => Some(Self::Hand),
            (false, false) => Some(Self::Both),
        }
    }

    /// Of two that count together.
    pub(super) fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }

    /// Whether somebody else changed it, alone or too.
    pub fn is_by_hand(self) -> bool {
        self != Self::Project
    }
}

/// Members by name, in a form in which two that mean the same are equal; what is absent, or left to
/// the service, is not in it. Names of members of one part begin alike: "task `patch`: Priority".
pub(super) type Members = BTreeMap<String, Value>;

/// A thing as the account has it and as it is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sides {
    pub(super) there: Members,
    pub(super) wanted: Members,
}

impl Sides {
    /// Takes in the tags that are wanted, and those of the same keys that are there: all others are
    /// somebody else's.
    pub(super) fn with_tags(mut self, wanted: &Tags, there: &Tags) -> Self {
        let kept = there.iter().filter(|(key, _)| wanted.contains_key(*key));
        put_tags(&mut self.there, kept);
        put_tags(&mut self.wanted, wanted.iter());
        self
    }
}

/// Members of which one may be there several times, as those of parts without names.
pub(super) fn put(members: &mut Members, name: String, value: Value) {
    match members.remove(&name) {
        None => members.insert(name, value),
        Some(other) => members.insert(name, Value::Array(vec![other, value])),
    };
}

/// Members together with the tags of a request.
pub(super) fn tagged(mut members: Members, tags: &Value) -> Members {
    put_tags(&mut members, identity::tags(tags).iter());
    members
}

/// Puts tags among members.
fn put_tags<'a>(members: &mut Members, tags: impl Iterator<Item = (&'a String, &'a String)>) {
    members.extend(tags.map(|(key, value)| (format!("tags: {key}"), Value::from(value.as_str()))));
}

/// Stands in the tag while a thing is made or changed. What differs then is what a deploy that was
/// stopped or failed has left.
const BEGUN: &str = "0";

/// The tag of something that is not whole yet: where a deploy is stopped, the next one sees that
/// the tag is behind, whatever else it sees.
pub(super) fn begin(tags: &mut Tags) {
    tags.insert(WRITTEN.to_owned(), BEGUN.to_owned());
}

/// The tags of a thing that is about to be changed, where the tag tells of a whole one; what Ordain
/// does not remember it cannot take for somebody else's, either.
pub(super) fn begun(there: &Tags) -> Tags {
    let mut begun = there.clone();
    if is_whole(there) {
        begin(&mut begun);
    }
    begun
}

/// Whether the tag tells of a whole thing.
fn is_whole(tags: &Tags) -> bool {
    tags.get(WRITTEN).is_some_and(|written| written != BEGUN)
}

/// Whether Ordain wrote the member when it wrote last, as far as the tag tells of single ones.
pub(super) fn wrote(tags: &Tags, member: &str) -> bool {
    let digests = tags.get(WRITTEN).and_then(|written| written.strip_prefix('1'));
    digests.is_some_and(|digests| remembered(digests, member).is_some())
}

/// Whether a deploy has begun to change the thing and has not ended.
pub(super) fn is_begun(tags: &Tags) -> bool {
    tags.get(WRITTEN).is_some_and(|written| written == BEGUN)
}

/// The tag for what is written now, put among the tags of a request.
pub(super) fn remember(tags: &mut Tags, written: &Members) {
    tags.insert(WRITTEN.to_owned(), record(written));
}

/// What a deploy has to do to a thing of which the account has `found`: the differences with the
/// word of who changed it, and what follows of that. Differences that have the word keep it; of
/// what Ordain has not written, or an older one without the tag, nobody knows.
pub(super) fn judged(
    cx: &Comparing<'_>,
    found: &impl Owned,
    sides: &Sides,
    (mut differences, outputs): (Vec<Difference>, Outputs),
) -> Compared {
    let is_own = found.is_of(&cx.wanted.project);
    if !is_own {
        // What another project remembers is no word on this one's changes.
        differences.iter_mut().for_each(|difference| difference.changed_by = None);
    }
    if is_own && is_begun(found.tags()) {
        let project = Some(ChangedBy::Project);
        differences.iter_mut().for_each(|difference| difference.changed_by = project);
    }
    if let Some(written) = found.tags().get(WRITTEN).filter(|_| is_own) {
        for difference in differences.iter_mut().filter(|it| it.changed_by.is_none()) {
            difference.changed_by = changed_by(written, sides, &difference.what);
        }
        let now = record(&sides.wanted);
        if differences.is_empty() && *written != now {
            let (before, after) = (Value::from(written.as_str()), Value::from(now));
            differences.push(Difference::new(REMEMBERED, Some(before), Some(after)));
        }
    }
    let action = action(cx.options.drift, &differences);
    Compared { action, differences, before: None, outputs }
}

fn action(drift: Drift, differences: &[Difference]) -> Action {
    let by_hand = |it: &&Difference| it.changed_by.is_some_and(ChangedBy::is_by_hand);
    let names: Vec<String> =
        differences.iter().filter(by_hand).map(|it| format!("\"{}\"", it.what)).collect();
    let is_hand = |it: &Difference| it.changed_by == Some(ChangedBy::Hand);
    match (differences, names.as_slice()) {
        ([], _) => Action::Unchanged,
        (_, []) => Action::Update,
        _ if drift == Drift::Overwrite => Action::Update,
        _ if differences.iter().all(is_hand) => Action::Drifted,
        _ => Action::Refuse(format!(
            "the project changes it, and somebody else has changed {} by hand since the last \
             deploy: take that into the project, or give `--overwrite`",
            names.join(", ")
        )),
    }
}

/// How finely the tag remembers: as finely as it has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Member,
    /// What stands before `: `.
    Part,
    /// The first word.
    Kind,
    Whole,
}

/// Each with the character that the tag begins with, the finest first.
const GRAINS: [(char, Grain); 4] =
    [('1', Grain::Member), ('2', Grain::Part), ('3', Grain::Kind), ('4', Grain::Whole)];

/// Digests that a tag's 256 characters hold behind the first.
const ROOM: usize = 31;

/// Characters of the digest of a name, and of a value: 24 bits each.
const SHORT: usize = 4;

impl Grain {
    fn group(self, name: &str) -> &str {
        match self {
            Self::Member => name,
            Self::Part => name.split_once(": ").map_or(name, |(part, _)| part),
            Self::Kind => name.split([' ', ':']).next().unwrap_or(name),
            Self::Whole => "",
        }
    }
}

fn record(written: &Members) -> String {
    let mut text = String::new();
    for (mark, grain) in GRAINS {
        let groups: BTreeSet<&str> = written.keys().map(|name| grain.group(name)).collect();
        text = String::from(mark);
        for group in &groups {
            text.push_str(&short(group.as_bytes()));
            text.push_str(&digest(written, grain, group).unwrap_or_default());
        }
        if groups.len() <= ROOM {
            break;
        }
    }
    text
}

/// Whose change makes what has this name differ.
fn changed_by(written: &str, sides: &Sides, what: &str) -> Option<ChangedBy> {
    let mark = written.chars().next()?;
    let (_, grain) = GRAINS.into_iter().find(|(known, _)| *known == mark)?;
    let digests = written.get(1..)?;
    let names = sides.there.keys().chain(sides.wanted.keys());
    let names = names.filter(|name| is_of(name, what));
    names
        .filter(|name| sides.there.get(*name) != sides.wanted.get(*name))
        .filter_map(|name| {
            let group = grain.group(name);
            let there = digest(&sides.there, grain, group);
            let wanted = digest(&sides.wanted, grain, group);
            ChangedBy::of(&there, &remembered(digests, group), &wanted)
        })
        .reduce(ChangedBy::with)
}

/// Whether a member is what a difference speaks of, or a part of that.
fn is_of(name: &str, what: &str) -> bool {
    name.strip_prefix(what).is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
}

/// The digest that the tag has for a group of members.
fn remembered(digests: &str, group: &str) -> Option<String> {
    let name = short(group.as_bytes());
    let mut places = (0..digests.len()).step_by(2 * SHORT);
    places.find_map(|at| {
        let pair = digests.get(at..at + 2 * SHORT)?;
        Some(pair.strip_prefix(&name)?.to_owned())
    })
}

/// The digest of the members of a group; nothing where there is none.
fn digest(of: &Members, grain: Grain, group: &str) -> Option<String> {
    let members: BTreeMap<&String, Value> = of
        .iter()
        .filter(|(name, _)| grain.group(name) == group)
        .map(|(name, value)| (name, identity::sorted(value)))
        .collect();
    (!members.is_empty()).then(|| short(serde_json::json!(members).to_string().as_bytes()))
}

/// The begin of a hash, in characters that a tag may have.
fn short(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let hash = Sha256::digest(bytes);
    // Each character has six bits of a byte of its own.
    let characters =
        hash.iter().take(SHORT).filter_map(|byte| ALPHABET.get(usize::from(byte % 64)));
    characters.map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChangedBy, Members, Sides, changed_by, record};

    fn members(list: &[(&str, &str)]) -> Members {
        list.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()
    }

    #[test]
    fn who_changed_a_member_is_known_by_what_was_written() {
        let written = record(&members(&[("A", "1"), ("B", "1"), ("C", "1"), ("D", "1")]));
        let there = members(&[("A", "2"), ("B", "1"), ("C", "2"), ("E", "1")]);
        let wanted = members(&[("A", "1"), ("B", "2"), ("C", "3"), ("D", "1")]);
        let sides = Sides { there, wanted };
        let found = ["A", "B", "C", "D", "E", "F"].map(|it| changed_by(&written, &sides, it));
        let [project, hand, both] = [ChangedBy::Project, ChangedBy::Hand, ChangedBy::Both];
        assert_eq!(found, [Some(hand), Some(project), Some(both), Some(hand), Some(hand), None]);
    }

    #[test]
    fn a_part_is_changed_by_who_changed_its_members() {
        let written = record(&members(&[("task `a`: X", "1"), ("task `a`: Y", "1")]));
        let there = members(&[("task `a`: X", "2"), ("task `a`: Y", "1")]);
        let sides =
            |wanted: &[(&str, &str)]| Sides { there: there.clone(), wanted: members(wanted) };
        let by = |wanted: &[(&str, &str)]| changed_by(&written, &sides(wanted), "task `a`");
        assert_eq!(by(&[("task `a`: X", "1"), ("task `a`: Y", "1")]), Some(ChangedBy::Hand));
        assert_eq!(by(&[("task `a`: X", "2"), ("task `a`: Y", "2")]), Some(ChangedBy::Project));
        assert_eq!(by(&[]), Some(ChangedBy::Both));
    }

    #[test]
    fn a_tag_has_room_for_any_number_of_members() {
        for (count, mark) in [(31, '1'), (60, '2'), (200, '3')] {
            let many = |value: &str| -> Members {
                let parts = (0..count).map(|number| {
                    let part = number / if count < 200 { 2 } else { 1 };
                    (format!("task `{part}`: {}", number % 2), json!(value))
                });
                parts.collect()
            };
            let written = record(&many("1"));
            assert!(written.len() <= 256 && written.starts_with(mark), "{count}: {written}");
            let sides = Sides { there: many("2"), wanted: many("1") };
            assert_eq!(changed_by(&written, &sides, "task `0`"), Some(ChangedBy::Hand));
        }
        let many: Members = (0..40).map(|it| (format!("M{it}"), json!(it))).collect();
        assert_eq!(record(&many).len(), 9);
    }
}
