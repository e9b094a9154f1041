//! Plans and deploys against an account in memory.

mod attachments;
mod begun;
mod created;
mod drift;
mod fake;
mod meanwhile;
mod moved;
mod pace;
mod reach;
mod reach_baselines;
mod reach_parameters;
mod resources;
mod roles;
mod saved;
mod sharing;
mod shown;
mod side_by_side;
mod stopped;
mod warned;

use ordain::deploy::{
    Action, Api, Deploying, Done, Happening, Outcome, Place, Plan, PlanOptions, State, Wanted,
    apply, plan,
};
use ordain::session::BuildOptions;

use crate::support::Project;
use fake::Account;

/// What a program of one file wants, of the project `web`.
#[track_caller]
fn wanted(source: &str) -> Wanted {
    let outcome = Project::of(source).session().build(BuildOptions::default());
    let errors: Vec<&str> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.is_error())
        .map(|found| found.message.as_str())
        .collect();
    assert_eq!(errors, Vec::<&str>::new());
    Wanted::of_build("web", Some("1.0.0"), &outcome.artifacts)
}

#[track_caller]
fn planned(account: &Account, wanted: &Wanted, options: PlanOptions) -> (State, Plan) {
    let state = State::read(account, wanted, &Place::default(), options.prune)
        .expect("the account answers");
    let plan = plan(account, wanted, &state, options).expect("the account answers");
    (state, plan)
}

/// Carrying out a plan one change after another, with nobody who watches or stops it.
pub(crate) fn deploying<'a>(
    api: &'a dyn Api,
    (wanted, state): (&'a Wanted, &'a State),
    options: PlanOptions,
) -> Deploying<'a> {
    let (progress, is_stopped) = (&|_: &Happening<'_>| {}, &|| false);
    Deploying { api, wanted, state, options, concurrency: 1, progress, is_stopped }
}

/// Carries out what a program wants, whatever comes of it.
#[track_caller]
fn tried(account: &Account, source: &str, options: PlanOptions) -> Vec<Done> {
    let wanted = wanted(source);
    let (state, plan) = planned(account, &wanted, options);
    apply(&deploying(account, (&wanted, &state), options), &plan)
}

/// Carries out what a program wants; everything must work.
#[track_caller]
fn deployed(account: &Account, source: &str, options: PlanOptions) {
    let wanted = wanted(source);
    let (state, plan) = planned(account, &wanted, options);
    let deploying = deploying(account, (&wanted, &state), options);
    let refused: Vec<_> = plan.refused().collect();
    assert!(refused.is_empty(), "{refused:#?}");
    for Done { change, outcome } in apply(&deploying, &plan) {
        assert_eq!(outcome, Outcome::Carried, "{}", change.id);
    }
    let (_, again) = planned(account, &wanted, options);
    let stays = |action: &Action| matches!(action, Action::Unchanged | Action::Drifted);
    let left: Vec<_> = again.changes.iter().filter(|it| !stays(&it.action)).collect();
    assert!(again.is_empty(), "a plan after a deploy: {left:#?}");
}
