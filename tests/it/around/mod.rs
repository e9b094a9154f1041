//! Deploys of what stands around documents, against stores in memory.

mod parameters;
mod store;

use ordain::deploy::{
    Action, Outcome, Place, Plan, PlanOptions, Prune, Secret, State, Wanted, apply, plan,
};
use ordain::session::BuildOptions;
use store::Store;

use crate::deploy::deploying;
use crate::support::Project;

/// What a program wants; values that only a deploy has are this one.
#[track_caller]
fn wanted(source: &str, given: &str) -> Wanted {
    let built = Project::of(source).session().build(BuildOptions::default());
    assert!(!built.has_errors(), "{:#?}", built.diagnostics);
    let mut wanted = Wanted::of_build("acme", None, &built.artifacts);
    for (id, _) in wanted.asked() {
        wanted.given.insert(id, Ok(Secret::new(given)));
    }
    wanted
}

const PRUNE: PlanOptions = PlanOptions {
    promote: ordain::deploy::Promote::Leave,
    foreign: ordain::deploy::Foreign::Refuse,
    prune: Prune::Delete,
    drift: ordain::deploy::Drift::Leave,
    keep_versions: None,
};

const OVERWRITE: PlanOptions = PlanOptions { drift: ordain::deploy::Drift::Overwrite, ..PRUNE };

fn planned(store: &Store, wanted: &Wanted) -> (State, Plan) {
    planned_with(store, wanted, PRUNE)
}

fn planned_with(store: &Store, wanted: &Wanted, options: PlanOptions) -> (State, Plan) {
    let state = State::read(store, wanted, &Place::default(), Prune::Delete)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let plan = plan(store, wanted, &state, options).unwrap_or_else(|error| panic!("{error:?}"));
    (state, plan)
}

/// Carries out what is wanted, and gives what was done; nothing is left to do then.
#[track_caller]
fn check_deploy(store: &Store, wanted: &Wanted) -> Vec<(Action, String)> {
    check_deploy_with(store, wanted, PRUNE)
}

#[track_caller]
fn check_deploy_with(
    store: &Store,
    wanted: &Wanted,
    options: PlanOptions,
) -> Vec<(Action, String)> {
    let (state, plan) = planned_with(store, wanted, options);
    let deploying = deploying(store, (wanted, &state), options);
    let done = apply(&deploying, &plan);
    assert!(done.iter().all(|one| one.outcome == Outcome::Carried), "{done:#?}");
    let (_, again) = planned_with(store, wanted, options);
    assert!(again.is_empty(), "{:#?}", again.changes);
    done.into_iter().map(|one| (one.change.action, one.change.name)).collect()
}
