//! `ordain plan`: what a deploy would change; reads the account.

use clap::Args;
use serde_json::{Value, json};

use crate::cli::Status;
use crate::cli::output::Output;
use crate::deploy::{self, Plan, State};

use super::failure::said;
use super::places::{Connected, places, threads};
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

    /// Exit with 0 where nothing would change, 2 where something would, 1 on an error
    #[arg(long)]
    detailed_exitcode: bool,
}

pub(in crate::cli) fn run(arguments: &Arguments, output: &Output) -> Status {
    match plan(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            match arguments.detailed_exitcode {
                true => Status::Findings,
                false => Status::Failed,
            }
        }
    }
}

fn plan(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let prepared = match prepare(&arguments.change, output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    let threads = threads()?;
    let (mut failed, mut changes, mut refused) = (false, false, false);
    let mut planned: Vec<Value> = Vec::new();
    for place in places(&arguments.change.place, prepared.environment.as_ref())? {
        match place.connect(&threads).and_then(|connected| {
            let (_, plan) = plan_of(&connected, &prepared)?;
            Ok((connected, plan))
        }) {
            Ok((connected, plan)) => {
                changes |= !plan.is_empty();
                refused |= plan.refused().next().is_some();
                match arguments.json {
                    true => planned.push(as_json(&connected, &plan)),
                    false => {
                        output.result(&format!("{}\n{}", connected.label(), show::plan_text(&plan)))
                    }
                }
            }
            Err(message) => {
                failed = true;
                output.fail(&format!("{}: {message}", place.label()));
            }
        }
    }
    if arguments.json {
        let all = json!({ "version": 1, "project": prepared.wanted.project, "places": planned });
        output.result(&format!("{all:#}\n"));
    }
    Ok(match (failed || refused, changes && arguments.detailed_exitcode) {
        (true, _) => Status::Findings,
        (false, true) => Status::Failed,
        (false, false) => Status::Clean,
    })
}

/// What is there and what a deploy would do.
pub(super) fn plan_of(connected: &Connected, prepared: &Prepared) -> Result<(State, Plan), String> {
    let state = State::read(&connected.client, &prepared.wanted, prepared.options.prune)
        .map_err(|error| said(&error))?;
    let plan = deploy::plan(&connected.client, &prepared.wanted, &state, prepared.options)
        .map_err(|error| said(&error))?;
    Ok((state, plan))
}

fn as_json(connected: &Connected, plan: &Plan) -> Value {
    let changes = plan.changes.iter().map(|change| {
        let action = serde_json::to_value(&change.action).unwrap_or_default();
        let mut one = json!({
            "id": change.id,
            "kind": change.kind.word(),
            "name": change.name,
            "action": action,
            "differences": change.differences,
        });
        if !change.reach.is_empty() {
            one["reach"] = json!(change.reach);
        }
        one
    });
    json!({
        "account": connected.account,
        "alias": connected.alias,
        "region": connected.client.region(),
        "changes": changes.collect::<Vec<_>>(),
    })
}
