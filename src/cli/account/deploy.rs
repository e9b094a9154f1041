//! `ordain deploy`: plan, ask, carry out.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::cli::Status;
use crate::cli::output::{Output, Stream};
use crate::deploy::{
    self, Api, Deploying, Done, Holder, LockError, Locking, Plan, SavedPlan, State,
};
use crate::io;

use super::failure::said;
use super::holder;
use super::places::{Connected, places, threads};
use super::plan::{plan_of, saved_place};
use super::prepare::{ChangeArguments, Prepared, prepare};
use super::report::Report;
use super::show;

/// Bring a project to the account: plan, ask, carry out; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    change: ChangeArguments,

    /// Carry out this plan of `ordain plan --out`, with its options, and nothing where a plan that is
    /// made anew differs from it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["promote", "prune", "adopt"])]
    plan: Option<PathBuf>,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// How many things are changed at the same time
    #[arg(long, value_name = "NUMBER", default_value = "4")]
    concurrency: usize,

    /// How long to wait while somebody else deploys the project
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    lock_timeout: u64,

    /// Write what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let saved = arguments.plan.as_deref().map(read_plan).transpose()?;
    let mut prepared = match prepare(&arguments.change.project, &arguments.change.asked, output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    if let Some(saved) = &saved {
        if saved.project != prepared.wanted.project {
            return Err(format!(
                "the plan is one of the project `{}`, and this is `{}`",
                saved.project, prepared.wanted.project
            ));
        }
        prepared.options = saved.options();
    }
    let threads = threads()?;
    let mut report = Report::new(output, arguments.json);
    let me = holder::me();
    for place in places(&arguments.change.place, prepared.environment.as_ref())? {
        let done = place.connect(&threads).and_then(|connected| {
            let saved = saved.as_ref();
            let work =
                Work { arguments, output, connected: &connected, prepared: &prepared, saved };
            let done = work.planned(&me)?;
            Ok((connected, done))
        });
        match done {
            Ok((connected, done)) => {
                let calls = arguments.change.calls(&connected);
                report.done(&connected, &done, calls.as_ref());
            }
            Err(message) => report.failed(&place, &message),
        }
    }
    Ok(report.end(&prepared.wanted.project))
}

/// What is done in one place.
struct Work<'a> {
    arguments: &'a Arguments,
    output: &'a Output,
    connected: &'a Connected,
    prepared: &'a Prepared,
    /// What may be done, and nothing else.
    saved: Option<&'a SavedPlan>,
}

impl Work<'_> {
    /// Plans, asks, and carries out while nobody else does.
    fn planned(&self, me: &Holder) -> Result<Vec<Done>, String> {
        let (state, plan) = plan_of(self.connected, self.prepared)?;
        self.is_as_saved(&plan)?;
        self.show(&plan)?;
        let locking = Locking {
            api: &self.connected.client,
            project: &self.prepared.wanted.project,
            me,
            is_dead: &holder::is_dead,
            now: &holder::now,
            wait: Duration::from_secs(self.arguments.lock_timeout),
        };
        if plan.is_empty() {
            // What stays of a lock is in nobody's way: credentials that only read may leave it.
            drop(deploy::sweep(&locking));
            return Ok(Vec::new());
        }
        if !self.arguments.yes && !agreed(self.output, self.connected)? {
            return Err("nothing was done".to_owned());
        }
        deploy::with_lock(&locking, |api| self.locked(api, &state, plan))
            .map_err(|error| lock_said(&error))?
    }

    fn show(&self, plan: &Plan) -> Result<(), String> {
        self.output.say(&self.connected.label());
        let manner =
            self.arguments.change.manner(self.output.colour(Stream::Error), &self.prepared.wanted);
        self.output.show(&show::plan_text(plan, manner));
        match plan.refused().next() {
            None => Ok(()),
            Some(_) => {
                Err("what is refused above must be settled first: nothing was done".to_owned())
            }
        }
    }

    /// Carries out the plan, or one that is made again where the account has changed since.
    fn locked(&self, api: &dyn Api, state: &State, plan: Plan) -> Result<Vec<Done>, String> {
        let Prepared { wanted, options, .. } = self.prepared;
        let latest = State::read(api, wanted, &self.connected.place(), options.prune)
            .map_err(|error| said(&error))?;
        let plan = match latest == *state {
            true => plan,
            false => {
                let again =
                    deploy::plan(api, wanted, &latest, *options).map_err(|error| said(&error))?;
                if again != plan && !self.arguments.yes {
                    return Err("the account has changed since: nothing was done".to_owned());
                }
                self.is_as_saved(&again)?;
                self.show(&again)?;
                again
            }
        };
        let deploying = Deploying {
            api,
            wanted,
            state: &latest,
            options: *options,
            concurrency: self.arguments.concurrency,
            progress: &|_| {},
        };
        Ok(deploy::apply(&deploying, &plan))
    }

    /// Fails where the account or the project is not as it was when the plan was saved.
    fn is_as_saved(&self, plan: &Plan) -> Result<(), String> {
        let Some(saved) = self.saved else { return Ok(()) };
        let new = saved_place(self.connected, &self.prepared.wanted, plan);
        let Some(old) = saved.place(&new.account, &new.region) else {
            return Err("the saved plan has nothing for this account and Region".to_owned());
        };
        match old.differences(&new).as_slice() {
            [] => Ok(()),
            differences => Err(format!(
                "the saved plan no longer holds, and nothing was done: {}",
                differences.join("; ")
            )),
        }
    }
}

/// Why there is no lock: who has it, and until when.
fn lock_said(error: &LockError) -> String {
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

/// Reads a plan that was saved.
fn read_plan(path: &Path) -> Result<SavedPlan, String> {
    let text = io::read_text(path).map_err(|it| it.shown(Path::new("")))?;
    SavedPlan::read(&text.text).map_err(|why| format!("`{}`: {why}", path.display()))
}

/// Asks on a terminal; elsewhere `--yes` is needed.
fn agreed(output: &Output, connected: &Connected) -> Result<bool, String> {
    if !std::io::stdin().is_terminal() {
        return Err("there is no terminal to ask on: `--yes` carries the plan out".to_owned());
    }
    output.say(&format!("Carry this out in {}? Only `yes` does.", connected.label()));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.map_err(|error| format!("standard input: {error}"))?;
    Ok(answer.trim() == "yes")
}
