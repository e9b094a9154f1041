//! `ordain deploy`: plan, ask, carry out.

use std::io::{BufRead, IsTerminal};

use clap::Args;

use crate::cli::Status;
use crate::cli::output::Output;
use crate::deploy::{self, Action, Deploying, Done, Outcome};

use super::failure::said;
use super::places::{Connected, places, threads};
use super::plan::plan_of;
use super::prepare::{ChangeArguments, Prepared, prepare};
use super::show;

/// Bring a project to the account: plan, ask, carry out; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    change: ChangeArguments,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// How many things are changed at the same time
    #[arg(long, value_name = "NUMBER", default_value = "4")]
    concurrency: usize,
}

pub(in crate::cli) fn run(arguments: &Arguments, output: &Output) -> Status {
    match all_places(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

fn all_places(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let prepared = match prepare(&arguments.change, output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    let threads = threads()?;
    let mut status = Status::Clean;
    for place in places(&arguments.change.place, prepared.environment.as_ref())? {
        let done = place
            .connect(&threads)
            .and_then(|connected| one_place(arguments, output, &connected, &prepared));
        match done {
            Ok(Status::Clean) => {}
            Ok(other) => status = other,
            Err(message) => {
                output.fail(&format!("{}: {message}", place.label()));
                status = Status::Findings;
            }
        }
    }
    Ok(status)
}

fn one_place(
    arguments: &Arguments,
    output: &Output,
    connected: &Connected,
    prepared: &Prepared,
) -> Result<Status, String> {
    let (state, plan) = plan_of(connected, prepared)?;
    output.say(&connected.label());
    show::plan_text(&plan).lines().for_each(|line| output.say(line));
    if plan.refused().next().is_some() {
        return Err("what is refused above must be settled first: nothing was done".to_owned());
    }
    if plan.is_empty() {
        return Ok(Status::Clean);
    }
    if !arguments.yes && !agreed(output, connected)? {
        output.say("nothing was done");
        return Ok(Status::Findings);
    }
    let deploying = Deploying {
        api: &connected.client,
        wanted: &prepared.wanted,
        state: &state,
        options: prepared.options,
        concurrency: arguments.concurrency,
        progress: &|_| {},
    };
    Ok(report(output, &deploy::apply(&deploying, &plan)))
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

/// Says how each change ended.
fn report(output: &Output, done: &[Done]) -> Status {
    let mut status = Status::Clean;
    for Done { change, outcome } in done {
        let end = match outcome {
            Outcome::Carried if change.action == Action::Unchanged => continue,
            Outcome::Carried => "done".to_owned(),
            Outcome::Failed(error) => format!("failed: {}", said(error)),
            Outcome::Skipped(needed) => format!("left out: it needs `{needed}`, which failed"),
        };
        if *outcome != Outcome::Carried {
            status = Status::Findings;
        }
        output.result(&format!("{}: {end}\n", show::head(change)));
    }
    status
}
