//! Commands that reach an account: one file per command.

mod asking;
mod beside;
mod carry;
mod denied;
mod deploy;
mod failure;
mod holder;
mod interrupt;
mod meanings;
mod move_default;
mod move_report;
mod paint;
mod places;
mod plan;
mod prepare;
mod progress;
mod report;
mod run;
mod show;
mod show_difference;
mod show_reach;
mod source;
mod status;
mod told;
mod versions;

use clap::Subcommand;

use super::Status;
use super::output::Output;

pub(super) use interrupt::INTERRUPTED;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Plan(plan::Arguments),
    Deploy(deploy::Arguments),
    Run(run::Arguments),
    Status(status::Arguments),
    Versions(versions::Arguments),
    Promote(move_default::PromoteArguments),
    Rollback(move_default::RollbackArguments),
}

/// Does what a command says.
pub(super) fn run(command: &Command, output: &Output) -> Status {
    let done = match command {
        Command::Plan(arguments) => plan::run(arguments, output),
        Command::Deploy(arguments) => deploy::run(arguments, output),
        Command::Run(arguments) => run::run(arguments, output),
        Command::Status(arguments) => status::run(arguments, output),
        Command::Versions(arguments) => versions::run(arguments, output),
        Command::Promote(arguments) => move_default::promote(arguments, output),
        Command::Rollback(arguments) => move_default::rollback(arguments, output),
    };
    done.unwrap_or_else(|message| {
        output.fail(&message);
        Status::Failed
    })
}
