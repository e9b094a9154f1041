//! `ordain check`: findings, and nothing else.

use clap::Args;

use crate::report::Group;
use crate::session::CheckOutcome;

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{Output, Stream};
use super::projects;

/// Check sources and print what is wrong with them
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingsFormat,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let opened = match projects::open(&arguments.project) {
        Ok(opened) => opened,
        Err(message) => {
            output.fail(&message);
            return Status::Failed;
        }
    };
    let outcomes: Vec<CheckOutcome> =
        opened.iter().map(|project| project.session.check()).collect();
    let groups: Vec<Group<'_>> = opened
        .iter()
        .zip(&outcomes)
        .map(|(project, outcome)| project.group(&outcome.diagnostics))
        .collect();
    output.findings(&groups, arguments.format, Stream::Out);
    projects::status(&groups, arguments.project.fail_on)
}
