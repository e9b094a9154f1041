//! What a name of a script may be, as far as calls of AWS need it.

use std::collections::BTreeSet;

use crate::aws::Service;

use super::super::glob::Glob;

/// How many things a name may be before it counts as anything.
const MOST: usize = 64;

/// One thing that a value may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A text, as it is.
    Text(String),
    /// A text of which the document says something.
    Given(Glob),
    /// The payload that the handler gets.
    Payload,
    /// A module or a function of one, by its full name: `boto3.client`.
    Library(String),
    Session,
    /// A client of the service.
    Client(&'static str),
    /// A resource of the service, or what a resource gives.
    Resource(&'static str),
    /// What belongs to a client: a method, by its name in Python.
    Method(&'static str, String),
    /// A function of the script, by its number.
    Function(usize),
    /// What a paginator or waiter is: its calls were seen where it was made.
    Helper,
    /// Anything else.
    Open,
}

/// All that a value may be; nothing where nothing was bound yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values(BTreeSet<Thing>);

impl Values {
    pub(super) fn of(thing: Thing) -> Self {
        Self(BTreeSet::from([thing]))
    }

    pub(super) fn open() -> Self {
        Self::of(Thing::Open)
    }

    pub(super) fn client(service: &'static Service) -> Self {
        Self::of(Thing::Client(service.name()))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Thing> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn join(&mut self, other: Values) {
        self.0.extend(other.0);
        if self.0.len() > MOST {
            // Texts are many where data is; clients are few and must not be lost.
            self.0.retain(|thing| !matches!(thing, Thing::Text(_) | Thing::Given(_)));
            self.0.insert(Thing::Open);
        }
    }

    /// The texts, where it is nothing but texts.
    pub(super) fn texts(&self) -> Option<Vec<&str>> {
        let text = |thing: &'_ Thing| matches!(thing, Thing::Text(_));
        if self.0.is_empty() || !self.0.iter().all(text) {
            return None;
        }
        let texts = self.0.iter().filter_map(|thing| match thing {
            Thing::Text(text) => Some(text.as_str()),
            _ => None,
        });
        Some(texts.collect())
    }

    /// As it stands in an ARN.
    pub(super) fn globs(&self) -> Vec<Glob> {
        let mut found: Vec<Glob> = self
            .0
            .iter()
            .map(|thing| match thing {
                Thing::Text(text) => Glob::literal(text),
                Thing::Given(glob) => glob.clone(),
                _ => Glob::anything("a value of the script"),
            })
            .collect();
        if found.is_empty() {
            found.push(Glob::anything("a value of the script"));
        }
        found
    }

    /// Whether it is, or holds, something that calls AWS.
    pub(super) fn calls_aws(&self) -> Option<&'static str> {
        self.0.iter().find_map(|thing| match thing {
            Thing::Client(service) | Thing::Resource(service) | Thing::Method(service, _) => {
                Some(*service)
            }
            Thing::Session => Some("boto3"),
            _ => None,
        })
    }
}

impl FromIterator<Thing> for Values {
    fn from_iter<I: IntoIterator<Item = Thing>>(things: I) -> Self {
        let mut values = Self::default();
        for thing in things {
            values.join(Self::of(thing));
        }
        values
    }
}
