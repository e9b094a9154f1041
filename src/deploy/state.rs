//! What an account has in one region of what a project wants or made.

use std::collections::BTreeMap;
use std::thread;

use serde_json::Value;

use super::api::{Api, CallError};
use super::owner::Owned;
use super::place::Place;
use super::plan::Prune;
use super::side_by_side::Gate;
use super::wanted::{ItemKind, ResourceKind, Wanted};
use super::{association, document, parameter, resource, window};

/// By names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(super) place: Place,
    /// All documents of the account.
    pub(super) documents: BTreeMap<String, document::Found>,
    /// Of the names that are wanted, and what the project made.
    pub(super) associations: BTreeMap<String, Vec<association::Found>>,
    pub(super) windows: BTreeMap<String, Vec<window::Found>>,
    pub(super) parameters: BTreeMap<String, parameter::Found>,
    pub(super) resources: BTreeMap<ResourceKind, resource::Read>,
    /// All associations and windows of the account, as lists have them.
    pub(super) listed_associations: Vec<Value>,
    pub(super) listed_windows: Vec<Value>,
}

impl State {
    /// Reads what there is, kinds side by side, as few calls as the interfaces allow. What the
    /// project made and does not want is looked for only where it may be deleted.
    ///
    /// # Errors
    /// The first call without an answer.
    pub fn read(
        api: &dyn Api,
        wanted: &Wanted,
        place: &Place,
        prune: Prune,
    ) -> Result<Self, CallError> {
        let gate = Gate::new(api);
        let api: &dyn Api = &gate;
        thread::scope(|scope| {
            let documents = scope.spawn(|| document::read(api, wanted));
            let associations = scope.spawn(|| association::read(api, wanted, prune));
            let parameters = scope.spawn(|| parameter::read(api, wanted, prune));
            let resources = scope.spawn(|| resource::read(api, wanted, (prune, place)));
            let windows = window::read(api, wanted, prune)?;
            let associations = joined(associations)?;
            Ok(Self {
                place: place.clone(),
                documents: joined(documents)?,
                associations: associations.by_name,
                windows: windows.by_name,
                parameters: joined(parameters)?,
                resources: joined(resources)?,
                listed_associations: associations.listed,
                listed_windows: windows.listed,
            })
        })
    }

    /// Reads what may run a document, whoever made it, and nothing else.
    ///
    /// # Errors
    /// The first call without an answer.
    pub(super) fn read_users(api: &dyn Api, place: &Place) -> Result<Self, CallError> {
        let nothing = Wanted::default();
        thread::scope(|scope| {
            let associations = scope.spawn(|| association::read(api, &nothing, Prune::Keep));
            let windows = window::read(api, &nothing, Prune::Keep)?;
            Ok(Self {
                place: place.clone(),
                listed_associations: joined(associations)?.listed,
                listed_windows: windows.listed,
                ..Self::default()
            })
        })
    }

    /// Names of what the project made, by kind.
    pub(super) fn made_by(&self, project: &str) -> BTreeMap<ItemKind, Vec<String>> {
        let documents = self.documents.iter();
        let documents = documents.filter(|(_, found)| found.is_of(project));
        let associations = self.associations.iter();
        let associations = associations.filter(|(_, all)| all.iter().any(|it| it.is_of(project)));
        let windows = self.windows.iter();
        let windows = windows.filter(|(_, all)| all.iter().any(|it| it.is_of(project)));
        let parameters = self.parameters.iter();
        let parameters = parameters.filter(|(_, found)| found.is_of(project));
        let resources = self.resources.iter().map(|(kind, read)| {
            let own = read.by_name.iter().filter(|(_, all)| all.iter().any(|it| it.is_of(project)));
            (ItemKind::Resource(*kind), own.map(|(name, _)| name.clone()).collect())
        });
        let mut made: BTreeMap<ItemKind, Vec<String>> = resources.collect();
        made.extend([
            (ItemKind::Document, documents.map(|(name, _)| name.clone()).collect()),
            (ItemKind::Association, associations.map(|(name, _)| name.clone()).collect()),
            (ItemKind::Window, windows.map(|(name, _)| name.clone()).collect()),
            (ItemKind::Parameter, parameters.map(|(name, _)| name.clone()).collect()),
        ]);
        made
    }
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
