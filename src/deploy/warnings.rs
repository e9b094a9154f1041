//! What somebody who reads a plan should know beside its changes; found in what was read for them.

use super::owner::Owned;
use super::plan::{Foreign, PlanOptions, Prune};
use super::resource;
use super::state::State;
use super::wanted::{Body, Item, ItemKind, ResourceKind, Wanted};

/// One sentence each.
pub(super) fn warnings(wanted: &Wanted, state: &State, options: PlanOptions) -> Vec<String> {
    let twins = wanted.items.iter().filter_map(|item| twins(wanted, item, state));
    let is_told = options.prune == Prune::Keep && !wanted.is_part;
    let kept = is_told.then(|| superfluous(wanted, state)).flatten();
    let elsewhere = wanted.items.iter().filter_map(|item| elsewhere(item, state));
    let is_adopted = options.foreign == Foreign::Adopt;
    let taken =
        wanted.items.iter().filter(|_| is_adopted).flat_map(|item| taken(item, wanted, state));
    twins.chain(elsewhere).chain(taken).chain(kept).collect()
}

/// That the project has made several things of a name. A plan is about the first of them, and the
/// others go on doing what they do.
fn twins(wanted: &Wanted, item: &Item, state: &State) -> Option<String> {
    let name = &item.name;
    let count = match &item.body {
        Body::Association(_) => own(wanted, state.associations.get(name)),
        Body::Window(_) => own(wanted, state.windows.get(name)),
        Body::Resource { kind, .. } => {
            own(wanted, state.resources.get(kind).and_then(|read| read.by_name.get(name)))
        }
        // Their names are there once.
        Body::Document(_) | Body::Parameter(_) => 1,
    };
    let kind = item.kind().word();
    (count > 1).then(|| {
        format!(
            "{kind} {name}: {count} of this name are the project's own, the plan is about one of \
             them: delete the others"
        )
    })
}

/// That a role is one of another account.
fn elsewhere(item: &Item, state: &State) -> Option<String> {
    let Body::Resource { request, .. } = &item.body else { return None };
    resource::is_elsewhere(request, &state.place).then(|| {
        let (kind, name, account) = (item.kind().word(), &item.name, &request["account"]);
        format!(
            "{kind} {name}: it is one of account {}, and is left alone here",
            account.as_str().unwrap_or_default()
        )
    })
}

/// What a patch baseline takes from the baselines of others, which keep all else.
fn taken(item: &Item, wanted: &Wanted, state: &State) -> Vec<String> {
    let Body::Resource { kind: ResourceKind::PatchBaseline, request } = &item.body else {
        return Vec::new();
    };
    let read = state.resources.get(&ResourceKind::PatchBaseline);
    let told = read.map(|read| resource::takes(wanted, request, (&item.name, read)));
    told.unwrap_or_default()
}

fn own<T: Owned>(wanted: &Wanted, found: Option<&Vec<T>>) -> usize {
    found.into_iter().flatten().filter(|one| one.is_of(&wanted.project)).count()
}

/// That `--prune` would delete documents. Only of them a list that every plan reads tells whose
/// they are.
fn superfluous(wanted: &Wanted, state: &State) -> Option<String> {
    let names = wanted.names(ItemKind::Document);
    let is_left = |name: &str| !names.contains(name);
    let made = state.documents.iter().filter(|(_, found)| found.is_of(&wanted.project));
    match made.filter(|(name, _)| is_left(name)).count() {
        0 => None,
        1 => Some(
            "1 document of the project is no longer in it: `--prune` deletes it, and what else is \
             no longer there"
                .to_owned(),
        ),
        count => Some(format!(
            "{count} documents of the project are no longer in it: `--prune` deletes them, and what \
             else is no longer there"
        )),
    }
}
