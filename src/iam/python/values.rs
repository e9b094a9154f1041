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
    /// One thing behind a resource, of a kind that is known.
    Object(Object),
    /// What belongs to such a thing, by its name: `get_item`, `objects.all`.
    Part(Object, String),
    /// What belongs to a client: a method, by its name in Python.
    Method(&'static str, String),
    /// A function of the script, by its number.
    Function(usize),
    /// A class of the script, by its number.
    Class(usize),
    /// The names of the module, as a map.
    Globals,
    /// What a paginator or waiter is: its calls were seen where it was made.
    Helper,
    /// Whatever has credentials that are not those of the role.
    Stranger,
    /// Anything else.
    Open,
}

/// `boto3.resource("s3").Bucket("acme")`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Object {
    pub(super) service: &'static str,
    /// `Bucket`
    pub(super) kind: &'static str,
    /// What it is made with, in order, as far as it is known.
    pub(super) names: Vec<Vec<Glob>>,
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
    pub(super) fn calls_aws(&self) -> bool {
        self.0.iter().any(|thing| thing.caller().is_some())
    }

    /// Each thing that calls AWS, for a message.
    pub(super) fn callers(&self) -> impl Iterator<Item = String> {
        self.0.iter().filter_map(Thing::caller)
    }
}

impl Thing {
    /// What it is, where it calls AWS.
    fn caller(&self) -> Option<String> {
        Some(match self {
            Thing::Client(service) => format!("the client of `{service}`"),
            Thing::Resource(service) => format!("the resource of `{service}`"),
            Thing::Object(object) => format!("the `{}` of `{}`", object.kind, object.service),
            Thing::Method(service, method) => format!("the method `{method}` of `{service}`"),
            Thing::Part(object, name) if super::objects::method(object, name).is_some() => {
                format!("the method `{name}` of a `{}` of `{}`", object.kind, object.service)
            }
            Thing::Session => "the session of `boto3`".to_owned(),
            Thing::Globals => "the map of all names".to_owned(),
            Thing::Library(name) if is_maker(name) => format!("`{name}`"),
            Thing::Library(_)
            | Thing::Part(..)
            | Thing::Text(_)
            | Thing::Given(_)
            | Thing::Payload
            | Thing::Function(_)
            | Thing::Class(_)
            | Thing::Helper
            | Thing::Stranger
            | Thing::Open => return None,
        })
    }
}

/// Whether a part of the library makes clients.
fn is_maker(name: &str) -> bool {
    let parts = ["boto3", "boto3.client", "boto3.resource", "boto3.Session", "boto3.session"];
    parts.contains(&name) || name == "boto3.session.Session"
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
