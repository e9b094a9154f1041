//! Moving the default version of one document, and nothing else: which version it is and will be,
//! what differs between the two, and what the move reaches. Finding out reads only.

use serde_json::{Value, json};

use crate::text::FileSpan;

use super::api::{Api, Call, CallError};
use super::document::{self, DocumentVersion, versions};
use super::identity;
use super::owner::tags_of;
use super::place::Place;
use super::plan::{Action, Change, Difference};
use super::reach;
use super::state::State;
use super::wanted::{Body, DocumentBody, Item, ItemKind, Wanted};
use super::written::REMEMBERED;

/// Where the default version is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards<'a> {
    /// To a version by number or name, or to the latest one.
    Version(Option<&'a str>),
    /// To one before the default, by number or name, or to the nearest that works.
    Older(Option<&'a str>),
}

/// What finding out about a move may ask.
pub struct Moving<'a> {
    pub api: &'a dyn Api,
    pub place: &'a Place,
    /// The document, by its name in the account.
    pub name: &'a str,
    pub towards: Towards<'a>,
    /// What the project around wants: the runbooks that the document may start.
    pub around: &'a Wanted,
}

/// A move of one document's default version.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub from: DocumentVersion,
    pub to: DocumentVersion,
    /// The project that the document belongs to, if it belongs to one.
    pub project: Option<String>,
    /// What differs and what it reaches, as a plan says it. Unchanged where nothing is to be done.
    pub change: Change,
    /// The document with the content that it comes to: what the change is about.
    pub wanted: Wanted,
}

/// Why there is no move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveError {
    Call(CallError),
    /// In words: there is no such version.
    Misfit(String),
}

impl From<CallError> for MoveError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl Move {
    /// Whether the account still has the same versions to move from and to.
    ///
    /// # Errors
    /// As of [`move_of`].
    pub fn holds(&self, api: &dyn Api, towards: Towards<'_>) -> Result<bool, MoveError> {
        let name = &self.change.name;
        let versions = versions(api, name)?;
        let (from, to) = chosen(name, &versions, towards).map_err(MoveError::Misfit)?;
        Ok((&from.number, &to.number) == (&self.from.number, &self.to.number))
    }
}

/// Finds out what a move would do. Where the default is the version already, nothing more is asked.
///
/// # Errors
/// A call without an answer, or words for why there is no such version.
pub fn move_of(moving: &Moving<'_>) -> Result<Move, MoveError> {
    let Moving { api, name, .. } = *moving;
    let versions = versions(api, name)?;
    let (from, to) = chosen(name, &versions, moving.towards).map_err(MoveError::Misfit)?;
    let tags = tags_of(api, "Document", name)?;
    let project = tags.get(identity::PROJECT).cloned();
    let mut change = Change {
        id: format!("documents/{name}"),
        kind: ItemKind::Document,
        name: name.to_owned(),
        action: Action::Unchanged,
        differences: Vec::new(),
        before: None,
        source: None,
        reach: reach::Reach::default(),
    };
    let mut wanted = Wanted::default();
    if from.number != to.number {
        wanted = around(moving, to)?;
        change = described(moving, (from, to), (change, &wanted))?;
    } else if project.is_some() && tags.get(identity::DEFAULT) != Some(&to.number) {
        // What was moved by hand, or by a command that was stopped behind the move.
        let before = tags.get(identity::DEFAULT).map(|it| json!(it));
        change.action = Action::Update;
        change.differences = vec![Difference::new(REMEMBERED, before, Some(json!(to.number)))];
    }
    Ok(Move { from: from.clone(), to: to.clone(), project, change, wanted })
}

/// Carries a move out; nothing where there is nothing to do. A document that belongs to no project
/// gets no tag.
///
/// # Errors
/// A call without an answer.
pub fn carry_move_out(api: &dyn Api, moving: &Move) -> Result<(), CallError> {
    let Move { to, project, change, .. } = moving;
    match (&change.action, project) {
        (Action::Unchanged, _) => Ok(()),
        (_, Some(_)) => document::promote(api, &change.name, &to.number),
        (_, None) => document::set_default(api, &change.name, &to.number),
    }
}

/// The default version and the one that is to become it.
fn chosen<'v>(
    name: &str,
    versions: &'v [DocumentVersion],
    towards: Towards<'_>,
) -> Result<(&'v DocumentVersion, &'v DocumentVersion), String> {
    let place = versions.iter().position(|version| version.is_default);
    let default = place.and_then(|place| Some((place, versions.get(place)?)));
    let Some((place, from)) = default else {
        return Err(format!("`{name}` has no default version"));
    };
    let named = |to: &str| {
        let missing =
            || format!("`{name}` has no version `{to}`: `ordain versions {name}` lists them");
        document::version_named(versions, to).ok_or_else(missing)
    };
    let to = match towards {
        Towards::Version(Some(to)) => named(to)?,
        // The newest is first, and there is one at least.
        Towards::Version(None) => versions.first().unwrap_or(from),
        Towards::Older(Some(to)) => {
            let found = named(to)?;
            if document::is_newer(&found.number, &from.number) {
                return Err(format!(
                    "version {} of `{name}` is newer than {}, the default one: `ordain promote \
                     {name} --to {}` goes forward",
                    found.number, from.number, found.number
                ));
            }
            found
        }
        Towards::Older(None) => {
            let mut before = versions.iter().skip(place + 1);
            let found = before.find(|version| version.status == "Active");
            found.ok_or_else(|| {
                format!("`{name}` has no version before {}, its default one", from.number)
            })?
        }
    };
    Ok((from, to))
}

/// The document as the version has it, beside the other documents of the project.
fn around(moving: &Moving<'_>, to: &DocumentVersion) -> Result<Wanted, CallError> {
    let Moving { api, name, around, .. } = *moving;
    let get = json!({ "Name": name, "DocumentVersion": to.number });
    let got = api.call(&Call::ssm("GetDocument", get))?;
    let text = |member: &str| got[member].as_str().unwrap_or_default().to_owned();
    let body = DocumentBody {
        document_type: text("DocumentType"),
        format: text("DocumentFormat"),
        content: text("Content"),
        request: Value::Null,
        share_with: Vec::new(),
    };
    let others = around.items.iter();
    let others = others.filter(|item| item.kind() == ItemKind::Document && item.name != name);
    let mut wanted = Wanted { items: others.cloned().collect(), ..Wanted::default() };
    wanted.items.push(Item {
        id: format!("documents/{name}"),
        name: name.to_owned(),
        body: Body::Document(body),
        depends_on: Vec::new(),
        source: FileSpan::default(),
    });
    Ok(wanted)
}

/// The change with what differs between the two versions and what the move reaches.
fn described(
    moving: &Moving<'_>,
    (from, to): (&DocumentVersion, &DocumentVersion),
    (mut change, wanted): (Change, &Wanted),
) -> Result<Change, CallError> {
    let before = document::content_of(moving.api, moving.name, &from.number)?;
    change.action = Action::Update;
    if let Some(item) = wanted.item(&change.id)
        && let Body::Document(body) = &item.body
    {
        change.differences = document::content_differences(wanted, (item, body), &before);
    }
    change.differences.push(document::default_moves(&from.number, &to.number));
    change.before = Some(before);
    let state = State::read_users(moving.api, moving.place)?;
    let mut changes = [change];
    reach::add(moving.api, (wanted, &state), &mut changes)?;
    let [change] = changes;
    Ok(change)
}
