//! What a deploy does in each place: plans, and carries out while nobody else does.

use std::time::Duration;

use crate::client::Threads;
use crate::deploy::{
    self, Api, Deploying, Done, LockError, Outcome, Plan, SavedPlan, State, Stoppable,
};

use super::failure::said;
use super::holder;
use super::places::{Connected, Place};
use super::plan::{plan_of, saved_place};
use super::prepare::Prepared;
use super::progress::Progress;

/// What a deploy needs in every place.
pub(super) struct Work<'a> {
    pub(super) prepared: &'a Prepared,
    /// What may be done, and nothing else.
    pub(super) saved: Option<&'a SavedPlan>,
    pub(super) threads: &'a Threads,
    /// Things that are changed at the same time.
    pub(super) concurrency: usize,
    /// How long to wait for the lock.
    pub(super) wait: Duration,
    /// Whether the plan may be another one by the time that nobody else deploys.
    pub(super) consent: Consent,
    /// Whether nothing more may be begun.
    pub(super) is_stopped: &'a (dyn Fn() -> bool + Sync),
}

/// What somebody has agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consent {
    ThisPlan,
    AnyPlan,
}

/// A place and what is to be done there.
pub(super) struct Planned {
    pub(super) connected: Connected,
    state: State,
    pub(super) plan: Plan,
}

impl Planned {
    /// Whether something must be settled before anything can be done.
    pub(super) fn is_refused(&self) -> bool {
        self.plan.refused().next().is_some()
    }
}

impl Work<'_> {
    /// Finds out what is to be done.
    pub(super) fn plan(&self, place: &Place) -> Result<Planned, String> {
        let connected = place.connect(self.threads)?;
        let (state, plan) = plan_of(&connected, self.prepared)?;
        self.is_as_saved(&connected, &plan)?;
        Ok(Planned { connected, state, plan })
    }

    /// Does it. `show` is given a plan that is not the one that was planned before.
    pub(super) fn carry_out(
        &self,
        planned: &Planned,
        progress: &Progress<'_>,
        show: &(dyn Fn(&Plan) + Sync),
    ) -> Result<Vec<Done>, String> {
        // Of its own in each place: two places that are one keep each other out.
        let me = holder::me();
        let project = (&planned.connected.client as &dyn Api, &*self.prepared.wanted.project);
        let locking = holder::locking(project, &me, (self.wait, self.is_stopped));
        if planned.plan.is_empty() {
            // What stays of a lock is in nobody's way: credentials that only read may leave it.
            drop(deploy::sweep(&locking));
            let left = planned.plan.drifted().cloned();
            return Ok(left.map(|change| Done { change, outcome: Outcome::Carried }).collect());
        }
        let locked = |api: &dyn Api| {
            let api = Stoppable { api, is_stopped: self.is_stopped };
            self.locked(&api, planned, progress, show)
        };
        deploy::with_lock(&locking, locked).map_err(|error| lock_said(&error))?
    }

    /// Carries out the plan, or one that is made again where the account has changed since.
    fn locked(
        &self,
        api: &dyn Api,
        planned: &Planned,
        progress: &Progress<'_>,
        show: &(dyn Fn(&Plan) + Sync),
    ) -> Result<Vec<Done>, String> {
        let Planned { connected, state, plan } = planned;
        if (self.is_stopped)() {
            return Err(INTERRUPTED_BEFORE.to_owned());
        }
        let Prepared { wanted, options, .. } = self.prepared;
        let latest = State::read(api, wanted, &connected.place(), options.prune)
            .map_err(|error| said(&error))?;
        let again = match latest == *state {
            true => None,
            false => {
                Some(deploy::plan(api, wanted, &latest, *options).map_err(|error| said(&error))?)
            }
        };
        if let Some(again) = &again {
            if !again.is_left_of(plan) && self.consent == Consent::ThisPlan {
                return Err("the account has changed since: nothing was done".to_owned());
            }
            self.is_as_saved(connected, again)?;
            show(again);
            if again.refused().next().is_some() {
                return Err(REFUSED.to_owned());
            }
        }
        let deploying = Deploying {
            api,
            wanted,
            state: &latest,
            options: *options,
            concurrency: self.concurrency,
            progress: &|happening| progress.tell(happening),
            is_stopped: self.is_stopped,
        };
        Ok(deploy::apply(&deploying, again.as_ref().unwrap_or(plan)))
    }

    /// Fails where the account or the project is not as it was when the plan was saved.
    fn is_as_saved(&self, connected: &Connected, plan: &Plan) -> Result<(), String> {
        let Some(saved) = self.saved else { return Ok(()) };
        let new = saved_place(connected, &self.prepared.wanted, plan);
        let Some(old) = saved.place(&new.account, &new.region) else {
            return Err("the saved plan has nothing for this account and Region".to_owned());
        };
        let mut differences = old.differences(&new);
        differences.extend(old.other_values(&self.prepared.wanted));
        match differences.as_slice() {
            [] => Ok(()),
            differences => Err(format!(
                "the saved plan no longer holds, and nothing was done: {}",
                differences.join("; ")
            )),
        }
    }
}

/// Why nothing is done in a place.
pub(super) const REFUSED: &str = "what is refused above must be settled first: nothing was done";

/// Why a place is not begun once somebody wants to stop.
pub(super) const INTERRUPTED_BEFORE: &str = "interrupted: nothing was done";

/// Why there is no lock: who has it, and until when.
pub(super) fn lock_said(error: &LockError) -> String {
    match error {
        LockError::Held(holder) => {
            let until = i64::try_from(holder.expires).ok();
            let until = until.and_then(|it| jiff::Timestamp::from_second(it).ok());
            let until = until.map(|it| format!(" until {it}")).unwrap_or_default();
            format!(
                "{} deploys this project and has the lock{until}, or longer if it goes on: nothing \
                 was done; `--lock-timeout SECONDS` waits",
                holder.owner
            )
        }
        LockError::NoLease(name) => format!(
            "the parameter `{name}` should be the lock of the project, and holds something else: \
             nothing was done"
        ),
        LockError::Call(error) => format!("the lock: {}: nothing was done", said(error)),
    }
}
