//! Carries out a plan: items side by side where they do not need each other, each behind those
//! that it needs. What fails stops only what needs it, and everything that was done is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::api::{Api, CallError};
use super::new_role::Patient;
use super::outputs::Outputs;
use super::place::Place;
use super::plan::{Action, Change, Comparing, DELETED, Difference, Plan, PlanOptions, compare};
use super::state::State;
use super::wanted::{Body, Item, ItemKind, ResourceKind, Wanted};
use super::{association, document, parameter, resource, window};

/// What carrying out one change may ask.
pub(super) struct Applying<'a> {
    pub(super) api: &'a dyn Api,
    pub(super) wanted: &'a Wanted,
    pub(super) options: PlanOptions,
    /// What the plan says of the change.
    pub(super) differences: &'a [Difference],
    pub(super) place: &'a Place,
}

/// What a deploy is told.
pub struct Deploying<'a> {
    pub api: &'a dyn Api,
    pub wanted: &'a Wanted,
    /// As the plan was made from.
    pub state: &'a State,
    pub options: PlanOptions,
    /// Changes at the same time, 1 at least.
    pub concurrency: usize,
    /// Told of each change as it begins and as it ends.
    pub progress: &'a (dyn Fn(&Happening<'_>) + Sync),
    /// Whether nothing more may be begun.
    pub is_stopped: &'a (dyn Fn() -> bool + Sync),
}

/// What happens to a change while a plan is carried out.
pub enum Happening<'a> {
    Begins(&'a Change),
    Ended(&'a Done),
}

/// How one change ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub change: Change,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Carried,
    Failed(CallError),
    /// Something that it needs has failed: its id.
    Skipped(String),
    /// It was not begun: somebody has stopped the deploy.
    Interrupted,
}

/// Carries out what a plan says, deletions last. The order of the report is that of the plan.
pub fn apply(deploying: &Deploying<'_>, plan: &Plan) -> Vec<Done> {
    let mut run = Run {
        outputs: deploying.state.place.outputs(),
        failed: BTreeSet::new(),
        new_roles: BTreeSet::new(),
        done: BTreeMap::new(),
    };
    let (deleted, made): (Vec<&Change>, Vec<&Change>) =
        plan.changes.iter().partition(|change| change.action == Action::Delete);
    for level in levels(deploying.wanted, &made) {
        run.level(deploying, &level);
    }
    for kind in DELETED {
        let level: Vec<&Change> =
            deleted.iter().copied().filter(|change| change.kind == kind).collect();
        run.level(deploying, &level);
    }
    plan.changes.iter().filter_map(|change| run.done.remove(&change.id)).collect()
}

struct Run {
    outputs: Outputs,
    failed: BTreeSet<String>,
    /// Ids of roles that were made.
    new_roles: BTreeSet<String>,
    done: BTreeMap<String, Done>,
}

impl Run {
    /// Carries out changes that do not need each other.
    fn level(&mut self, deploying: &Deploying<'_>, changes: &[&Change]) {
        let next = AtomicUsize::new(0);
        let ended: Mutex<Vec<(Done, Outputs)>> = Mutex::default();
        let known: &Run = self;
        let work = || {
            while let Some(change) = changes.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (outcome, given) = if (deploying.is_stopped)() {
                    (not_begun(change), Outputs::default())
                } else {
                    (deploying.progress)(&Happening::Begins(change));
                    one(deploying, change, known)
                };
                let done = Done { change: (*change).clone(), outcome };
                (deploying.progress)(&Happening::Ended(&done));
                ended.lock().unwrap_or_else(PoisonError::into_inner).push((done, given));
            }
        };
        let threads = deploying.concurrency.max(1).min(changes.len());
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        for (done, given) in ended.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if done.outcome != Outcome::Carried {
                self.failed.insert(done.change.id.clone());
            } else if is_new_role(&done.change) {
                self.new_roles.insert(done.change.id.clone());
            }
            self.outputs.extend(given);
            self.done.insert(done.change.id.clone(), done);
        }
    }
}

/// How a change ends that is no longer begun: what stays as it is does so anyway.
fn not_begun(change: &Change) -> Outcome {
    match change.action {
        Action::Unchanged | Action::Drifted => Outcome::Carried,
        Action::Create | Action::Update | Action::Delete | Action::Refuse(_) => {
            Outcome::Interrupted
        }
    }
}

fn is_new_role(change: &Change) -> bool {
    change.kind == ItemKind::Resource(ResourceKind::Role) && change.action == Action::Create
}

/// Carries out one change. Gives its results, which are there of what stays as it is, too.
fn one(deploying: &Deploying<'_>, change: &Change, known: &Run) -> (Outcome, Outputs) {
    let item = deploying.wanted.item(&change.id);
    let needs = item.map(|item| item.depends_on.as_slice()).unwrap_or_default();
    let outputs = &known.outputs;
    let needed = needs.iter().find(|id| known.failed.contains(*id));
    if let Some(needed) = needed {
        return (Outcome::Skipped(needed.clone()), Outputs::default());
    }
    let result = match (item, &change.action) {
        (Some(item), Action::Unchanged | Action::Drifted) => unchanged(deploying, item, outputs),
        (Some(item), _) if needs.iter().any(|id| known.new_roles.contains(id)) => {
            let api: &dyn Api = &Patient(deploying.api);
            carry_out(&Deploying { api, ..*deploying }, (item, &change.differences), outputs)
        }
        (Some(item), _) => carry_out(deploying, (item, &change.differences), outputs),
        (None, _) => delete(deploying, change),
    };
    match result {
        Ok(given) => (Outcome::Carried, given),
        Err(error) => (Outcome::Failed(error), Outputs::default()),
    }
}

/// The results of an item that stays as it is.
fn unchanged(
    deploying: &Deploying<'_>,
    item: &Item,
    outputs: &Outputs,
) -> Result<Outputs, CallError> {
    let Deploying { api, wanted, options, .. } = *deploying;
    Ok(compare(&Comparing { api, wanted, options, outputs }, item, deploying.state)?.outputs)
}

fn carry_out(
    deploying: &Deploying<'_>,
    (item, differences): (&Item, &[Difference]),
    outputs: &Outputs,
) -> Result<Outputs, CallError> {
    let Deploying { api, wanted, options, state, .. } = *deploying;
    let cx = Applying { api, wanted, options, differences, place: &state.place };
    match &item.body {
        Body::Document(body) => {
            document::carry_out(&cx, item, body, state.documents.get(&item.name))
        }
        Body::Association(body) => {
            let request = outputs.filled(body)?;
            association::carry_out(&cx, &request, state.associations.get(&item.name))
        }
        Body::Window(body) => {
            window::carry_out(&cx, (item, body), outputs, state.windows.get(&item.name))
        }
        Body::Parameter(body) => {
            parameter::carry_out(&cx, item, body, state.parameters.get(&item.name))
        }
        Body::Resource { kind, request } => {
            let request = outputs.filled(request)?;
            resource::carry_out(&cx, item, (*kind, &request), state.resources.get(kind))
        }
    }
}

fn delete(deploying: &Deploying<'_>, change: &Change) -> Result<Outputs, CallError> {
    let Deploying { api, wanted, state, .. } = *deploying;
    match change.kind {
        ItemKind::Document => document::delete(api, &change.name)?,
        ItemKind::Association => {
            association::delete(api, &wanted.project, state.associations.get(&change.name))?;
        }
        ItemKind::Window => window::delete(api, &wanted.project, state.windows.get(&change.name))?,
        ItemKind::Parameter => parameter::delete(api, &change.name)?,
        ItemKind::Resource(kind) => {
            let read = state.resources.get(&kind);
            resource::delete(api, &wanted.project, (kind, &change.name), read)?;
        }
    }
    Ok(Outputs::default())
}

/// Changes in groups, each behind those that it needs.
fn levels<'a>(wanted: &Wanted, changes: &[&'a Change]) -> Vec<Vec<&'a Change>> {
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    let mut levels: Vec<Vec<&Change>> = Vec::new();
    // Items stand behind those that they need.
    for change in changes {
        let needs =
            wanted.item(&change.id).map(|item| item.depends_on.as_slice()).unwrap_or_default();
        let deepest = needs.iter().filter_map(|id| depth.get(id.as_str())).max();
        let level = deepest.map_or(0, |deepest| deepest + 1);
        depth.insert(&change.id, level);
        if levels.len() <= level {
            levels.resize_with(level + 1, Vec::new);
        }
        if let Some(group) = levels.get_mut(level) {
            group.push(change);
        }
    }
    levels
}
