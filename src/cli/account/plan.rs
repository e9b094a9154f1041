//! `ordain plan`: what a deploy would change; reads the account.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Status;
use crate::cli::output::{Output, Stream};
use crate::deploy::{self, Drift, Plan, SavedPlace, State, Wanted};
use crate::io;

use super::beside::beside;
use super::failure::said;
use super::places::{Connected, Place, threads};
use super::prepare::{ChangeArguments, Prepared, prepare};
use super::show;

/// Show what a deploy would change in the account; uses the network, changes nothing
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    change: ChangeArguments,

    /// Write the plan as JSON
    #[arg(long)]
    json: bool,

    /// Write the plan to a file, for `ordain deploy --plan`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Show what somebody else has changed by hand since the last deploy; asks for more
    #[arg(long, conflicts_with = "overwrite")]
    drift: bool,

    /// Exit with 0 where nothing would change, 2 where something would (with `--drift` also where
    /// something was changed by hand), 1 on an error
    #[arg(long)]
    detailed_exitcode: bool,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let mut prepared = match prepare(&arguments.change.project, &arguments.change.asked, output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    if arguments.drift {
        prepared.options.drift = Drift::Show;
    }
    let threads = threads()?;
    let manner = arguments.change.manner(output.colour(Stream::Out), &prepared);
    let (mut failed, mut changes, mut refused) = (false, false, false);
    let mut saved = prepared.saved();
    let all = arguments.change.places(&prepared)?;
    let work = |place: &Place| {
        let connected = place.connect(&threads)?;
        let (_, plan) = plan_of(&connected, &prepared)?;
        Ok((connected, plan))
    };
    let is_failure = |planned: &Result<(Connected, Plan), String>| match planned {
        Ok((_, plan)) => plan.refused().next().is_some(),
        Err(_) => true,
    };
    beside(&all, &arguments.change.beside(&is_failure), work, |place, planned| match planned {
        Some(Ok((connected, plan))) => {
            changes |= is_changed(arguments, &plan);
            refused |= plan.refused().next().is_some();
            let calls = arguments.change.calls(&connected);
            if !arguments.json {
                let text = show::plan_text(&plan, manner);
                let calls = calls.as_ref().map(show::calls_text).unwrap_or_default();
                output.result(&format!("{}\n{text}{calls}", connected.label()));
            }
            let mut place = saved_place(&connected, &prepared.wanted, &plan);
            place.calls = calls;
            saved.places.push(place);
        }
        Some(Err(message)) => {
            failed = true;
            output.fail(&place.said(&message));
        }
        None => {
            failed = true;
            output.say(&place.said("left out, another place has failed"));
        }
    });
    if arguments.json {
        output.result(&saved.to_text());
    }
    if let Some(path) = &arguments.out {
        if failed {
            return Err("the plan is not whole, and was not written".to_owned());
        }
        io::write_text(path, &saved.to_text()).map_err(|it| it.shown(Path::new("")))?;
    }
    Ok(match (failed || refused, changes && arguments.detailed_exitcode) {
        (true, _) => Status::Findings,
        (false, true) => Status::Changes,
        (false, false) => Status::Clean,
    })
}

/// Whether a plan says that something differs, as far as somebody wants to know.
fn is_changed(arguments: &Arguments, plan: &Plan) -> bool {
    !plan.is_empty() || (arguments.drift && plan.drifted().next().is_some())
}

/// What is there and what a deploy would do.
pub(super) fn plan_of(connected: &Connected, prepared: &Prepared) -> Result<(State, Plan), String> {
    let Prepared { wanted, options, .. } = prepared;
    let state = State::read(&connected.client, wanted, &connected.place(), options.prune)
        .map_err(|error| said(&error))?;
    let plan =
        deploy::plan(&connected.client, wanted, &state, *options).map_err(|error| said(&error))?;
    Ok((state, plan))
}

/// A plan as it is written.
pub(super) fn saved_place(connected: &Connected, wanted: &Wanted, plan: &Plan) -> SavedPlace {
    let alias = connected.alias.as_deref();
    SavedPlace::new((&connected.account, alias, connected.region()), wanted, plan)
}
