//! What the engine has to be told of a kind.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::deploy::api::{Api, CallError};
use crate::deploy::identity::Tags;
use crate::deploy::outputs::Outputs;
use crate::deploy::owner::Owned;
use crate::deploy::place::Place;
use crate::deploy::plan::{Foreign, Prune};
use crate::deploy::wanted::{Item, Wanted};

use super::form::{Form, Rules, form};

/// A thing of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Found {
    /// What calls name it by: an id, an ARN, a name.
    pub(super) id: String,
    pub(super) form: Form,
    pub(super) tags: Tags,
    /// What else changing and deleting it need; nothing that changes by itself.
    pub(super) more: Value,
    /// False where only a mark is left of it.
    pub(super) is_there: bool,
}

impl Owned for Found {
    fn tags(&self) -> &Tags {
        &self.tags
    }
}

/// What an account has of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::deploy) struct Read {
    /// Of the names that are wanted; with what the project made, where that is asked for.
    pub(in crate::deploy) by_name: BTreeMap<String, Vec<Found>>,
    /// What else a comparison of the kind looks at.
    pub(super) around: Value,
}

/// What reading a kind may ask, and what it has to find.
pub(super) struct Reading<'a> {
    pub(super) api: &'a dyn Api,
    pub(super) project: &'a str,
    /// The wanted ones by their names in the account; references are not filled in.
    pub(super) requests: BTreeMap<&'a str, &'a Value>,
    pub(super) prune: Prune,
    pub(super) place: &'a Place,
}

/// Whether a request may be carried out.
pub(super) struct Asked<'a> {
    pub(super) project: &'a str,
    pub(super) foreign: Foreign,
    pub(super) request: &'a Value,
    pub(super) found: Option<&'a Found>,
    pub(super) around: &'a Value,
}

/// What carrying out one request may ask.
pub(super) struct Doing<'a> {
    pub(super) api: &'a dyn Api,
    pub(super) wanted: &'a Wanted,
    pub(super) item: &'a Item,
    /// Its references are filled in.
    pub(super) request: &'a Value,
    pub(super) around: &'a Value,
    pub(super) place: &'a Place,
}

/// One kind of things. Requests are the files of a build.
pub(super) trait Kind: Sync {
    /// What there is, in as few calls as the interface allows.
    fn read(&self, reading: &Reading<'_>) -> Result<Read, CallError>;

    /// How members are compared.
    fn rules(&self) -> &'static Rules;

    /// A request in the form in which it is compared.
    fn form(&self, request: &Value) -> Form {
        form(request, self.rules())
    }

    /// The tags that the author wants.
    fn tags<'v>(&self, request: &'v Value) -> &'v Value {
        &request["Tags"]
    }

    /// Why no deploy can make of what is there what is wanted.
    fn never(&self, _: &Asked<'_>) -> Option<String> {
        None
    }

    /// The code of the refusal to make what is there, where there is one.
    fn exists(&self) -> Option<&'static str> {
        None
    }

    /// Whether making it, or saying whose it is, overwrites what somebody else has made of its name
    /// meanwhile: it is looked for right before, then.
    fn overwrites(&self) -> bool {
        false
    }

    /// What a plan says beside the differences where a change of it is more than a change.
    fn anew(&self, _: &Value) -> Option<&'static str> {
        None
    }

    /// Makes it with its tags. What the form of the answer lacks is added by [`Kind::update`].
    fn create(&self, doing: &Doing<'_>, tags: &Tags) -> Result<Found, CallError>;

    /// Sets the members that differ.
    fn update(&self, doing: &Doing<'_>, found: &Found, changed: &[&str]) -> Result<(), CallError>;

    /// Adds tags, or changes them.
    fn tag(&self, api: &dyn Api, found: &Found, tags: &Tags) -> Result<(), CallError>;

    /// Deletes it. What is gone is no error.
    fn delete(&self, api: &dyn Api, found: &Found) -> Result<(), CallError>;

    /// Tags that are set where they are not there, and are not compared.
    fn marks(&self, _: &Place) -> Tags {
        Tags::new()
    }

    /// What others may need of it, by the id of its item.
    fn outputs(&self, _: &str, _: &Found) -> Outputs {
        Outputs::default()
    }
}

/// Sends a call to delete something. What is gone, by the codes that say so, is no error.
pub(super) fn gone(answer: Result<Value, CallError>, codes: &[&str]) -> Result<(), CallError> {
    match answer {
        Err(error) if !codes.iter().any(|code| error.is(code)) => Err(error),
        _ => Ok(()),
    }
}
