//! What a deploy will do in one account and region, and why. A plan is data: making it reads,
//! carrying it out is another matter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::FileSpan;

use super::api::{Api, CallError};
use super::once::Once;
use super::outputs::Outputs;
use super::reach::{self, Reach};
use super::side_by_side::{Gate, each};
use super::state::State;
use super::wanted::{Body, Item, ItemKind, ResourceKind, Wanted};
use super::written::{ChangedBy, Drift};
use super::{association, created, document, missing, parameter, resource, warnings, window};

/// How a plan is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// New versions of documents become the default ones.
    pub promote: Promote,
    pub foreign: Foreign,
    pub prune: Prune,
    pub drift: Drift,
    /// How many versions of a document stay where a new one is made; absent: all.
    pub keep_versions: Option<usize>,
}

/// Whether a deploy moves `$DEFAULT`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Promote {
    #[default]
    Leave,
    Move,
}

/// What happens to a thing of a wanted name that this project did not make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Foreign {
    #[default]
    Refuse,
    /// It becomes one of the project.
    Adopt,
}

/// What happens to what the project made and no longer has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prune {
    #[default]
    Keep,
    Delete,
}

/// What is done to one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Create,
    Update,
    Unchanged,
    /// Somebody else has changed it by hand, and the project has not: it stays as it is.
    Drifted,
    Delete,
    /// Nothing may be done, for a reason.
    Refuse(String),
}

/// One thing of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The id of its item; of what is deleted, made of kind and name.
    pub id: String,
    pub kind: ItemKind,
    pub name: String,
    pub action: Action,
    /// What differs, in the order of the API; of something new what matters of it, without a before.
    pub differences: Vec<Difference>,
    /// The content of a document that is there, where it was read because it differs.
    pub before: Option<Value>,
    /// The declaration; nothing of what is deleted.
    pub source: Option<FileSpan>,
    /// What it sets in motion elsewhere.
    pub reach: Reach,
}

/// One thing that differs between what is there and what is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// In words: "step `patch`", "schedule".
    pub what: String,
    /// Absent where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// Absent where it goes away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// Whose change it is; absent where nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<ChangedBy>,
}

/// Everything that a deploy does in one account and region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Each behind those that it depends on; what is deleted last.
    pub changes: Vec<Change>,
    /// What somebody should know beside them, one sentence each.
    pub warnings: Vec<String>,
}

impl Plan {
    /// Whether a deploy would do something, or is refused.
    pub fn is_empty(&self) -> bool {
        self.changes
            .iter()
            .all(|change| matches!(change.action, Action::Unchanged | Action::Drifted))
    }

    /// Whether it is what is left of an older plan: the same but for roles, which another Region of the
    /// account may have made or brought up to date since.
    pub fn is_left_of(&self, old: &Self) -> bool {
        let is_left = |(new, old): (&Change, &Change)| {
            let is_role = new.kind == ItemKind::Resource(ResourceKind::Role);
            let is_done = is_role && new.id == old.id && new.action == Action::Unchanged;
            is_done || new == old
        };
        self.changes.len() == old.changes.len()
            && self.changes.iter().zip(&old.changes).all(is_left)
    }

    /// What somebody else has changed by hand, and a deploy leaves alone.
    pub fn drifted(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.action == Action::Drifted)
    }

    /// What no deploy may do.
    pub fn refused(&self) -> impl Iterator<Item = (&Change, &str)> {
        self.changes.iter().filter_map(|change| match &change.action {
            Action::Refuse(why) => Some((change, why.as_str())),
            _ => None,
        })
    }

    /// How many changes there are of each action, in the order create, update, delete, unchanged,
    /// refused, drifted.
    pub fn counts(&self) -> [usize; 6] {
        let mut counts = [0; 6];
        for change in &self.changes {
            let place = match change.action {
                Action::Create => 0,
                Action::Update => 1,
                Action::Delete => 2,
                Action::Unchanged => 3,
                Action::Refuse(_) => 4,
                Action::Drifted => 5,
            };
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        counts
    }
}

impl Difference {
    pub(super) fn new(
        what: impl Into<String>,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Self {
        Self { what: what.into(), before, after, changed_by: None }
    }

    /// The same, with the word of whose change it is.
    pub(super) fn by(self, changed_by: impl Into<Option<ChangedBy>>) -> Self {
        Self { changed_by: changed_by.into(), ..self }
    }
}

/// What comparing one item gives.
pub(super) struct Compared {
    pub(super) action: Action,
    pub(super) differences: Vec<Difference>,
    /// See [`Change::before`].
    pub(super) before: Option<Value>,
    /// Results that are known before the deploy.
    pub(super) outputs: Outputs,
}

impl Compared {
    pub(super) fn refuse(why: impl Into<String>) -> Self {
        Self::only(Action::Refuse(why.into()))
    }

    pub(super) fn unchanged() -> Self {
        Self::only(Action::Unchanged)
    }

    pub(super) fn create() -> Self {
        Self::only(Action::Create)
    }

    fn only(action: Action) -> Self {
        Self { action, differences: Vec::new(), before: None, outputs: Outputs::default() }
    }
}

/// Compares what is wanted with what an account has. Reads only.
///
/// # Errors
/// A call without an answer.
pub fn plan(
    api: &dyn Api,
    wanted: &Wanted,
    state: &State,
    options: PlanOptions,
) -> Result<Plan, CallError> {
    let gate = Gate::new(api);
    let once = Once::new(&gate);
    let api: &dyn Api = &once;
    let mut outputs = state.place.outputs();
    let mut changes = Vec::new();
    let mut rest = wanted.items.as_slice();
    while !rest.is_empty() {
        let (items, later) = rest.split_at(independent(rest));
        let cx = Comparing { api, wanted, options, outputs: &outputs };
        let compared = each(api, items, |item| {
            if let Some(why) = missing::why_not(wanted, item) {
                return Ok(Compared::refuse(why));
            }
            let mut compared = compare(&cx, item, state)?;
            if compared.action == Action::Create {
                compared.differences = created::differences(&cx, item);
            }
            Ok(compared)
        })?;
        for (item, compared) in items.iter().zip(compared) {
            outputs.extend(compared.outputs);
            changes.push(Change {
                id: item.id.clone(),
                kind: item.kind(),
                name: item.name.clone(),
                action: compared.action,
                differences: compared.differences,
                before: compared.before,
                source: Some(item.source),
                reach: Reach::default(),
            });
        }
        rest = later;
    }
    if options.prune == Prune::Delete {
        changes.extend(superfluous(wanted, state));
    }
    document::add_old_versions(api, (state, options), &mut changes)?;
    reach::add(api, (wanted, state), &mut changes)?;
    Ok(Plan { changes, warnings: warnings::warnings(wanted, state, options) })
}

/// How many items from the first one on need no results of each other.
fn independent(items: &[Item]) -> usize {
    let needs = |(place, item): (usize, &Item)| {
        let before = items.get(..place).unwrap_or_default();
        before.iter().any(|other| item.depends_on.contains(&other.id))
    };
    items.iter().enumerate().position(needs).unwrap_or(items.len())
}

/// What a comparison may ask.
pub(super) struct Comparing<'a> {
    pub(super) api: &'a dyn Api,
    pub(super) wanted: &'a Wanted,
    pub(super) options: PlanOptions,
    /// Results of the items before.
    pub(super) outputs: &'a Outputs,
}

/// Compares one item with what the account has of it.
pub(super) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    state: &State,
) -> Result<Compared, CallError> {
    match &item.body {
        Body::Document(body) => document::compare(cx, item, body, state.documents.get(&item.name)),
        Body::Association(body) => {
            let request = cx.outputs.fill(body);
            association::compare(cx, &request, state.associations.get(&item.name))
        }
        Body::Window(body) => window::compare(cx, item, body, state.windows.get(&item.name)),
        Body::Parameter(body) => {
            Ok(parameter::compare(cx, item, body, state.parameters.get(&item.name)))
        }
        Body::Resource { kind, request } => {
            let request = cx.outputs.fill(request);
            let read = (state.resources.get(kind), &state.place);
            Ok(resource::compare(cx, item, (*kind, &request), read))
        }
    }
}

/// The order in which kinds are deleted: what runs a document goes before it, what a document
/// reads behind it, then what targets and nodes are found by, and last what all of them assume.
pub(super) const DELETED: [ItemKind; 10] = [
    ItemKind::Association,
    ItemKind::Resource(ResourceKind::DataSync),
    ItemKind::Resource(ResourceKind::EventRule),
    ItemKind::Resource(ResourceKind::Remediation),
    ItemKind::Window,
    ItemKind::Document,
    ItemKind::Parameter,
    ItemKind::Resource(ResourceKind::PatchBaseline),
    ItemKind::Resource(ResourceKind::ResourceGroup),
    ItemKind::Resource(ResourceKind::Role),
];

/// What the project made and no longer has.
fn superfluous(wanted: &Wanted, state: &State) -> Vec<Change> {
    let has = |kind: ItemKind, name: &str| {
        wanted.items.iter().any(|item| item.kind() == kind && item.name == name)
    };
    let made: BTreeMap<ItemKind, Vec<String>> = state.made_by(&wanted.project);
    let names = DELETED.into_iter().flat_map(|kind| {
        made.get(&kind).into_iter().flatten().map(move |name| (kind, name.clone()))
    });
    names
        .filter(|(kind, name)| !has(*kind, name))
        .map(|(kind, name)| Change {
            id: format!("{}s/{name}", kind.word()),
            kind,
            name,
            action: Action::Delete,
            differences: Vec::new(),
            before: None,
            source: None,
            reach: Reach::default(),
        })
        .collect()
}
