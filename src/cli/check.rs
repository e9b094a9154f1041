//! `ordain check`: findings, and nothing else.

use clap::Args;

use crate::io::Takes;
use crate::report::Run;
use crate::session::CheckOutcome;
use crate::text::FileId;

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::projects;

/// Check sources, or documents that are named, and print what is wrong with them
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingsFormat,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let opened = match projects::open(&arguments.project, Takes::SourcesOrDocuments, output) {
        Ok(opened) => opened,
        Err(message) => {
            output.fail(&message);
            return Status::Failed;
        }
    };
    let outcomes: Vec<CheckOutcome> =
        opened.iter().map(|project| project.session.check()).collect();
    let files: Vec<Vec<FileId>> = opened.iter().map(|project| project.session.files()).collect();
    let found = opened.iter().zip(&outcomes).zip(&files);
    let runs: Vec<Run<'_>> =
        found.map(|((project, one), files)| project.run(&one.diagnostics, files)).collect();
    let fail_on = arguments.project.fail_on;
    output.report(&runs, FormatChoice { format: arguments.format, fail_on }, Stream::Out);
    projects::status(&projects::groups(&runs), fail_on)
}
