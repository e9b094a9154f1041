//! `ordain check`: findings, and nothing else.

use clap::Args;

use crate::io::Takes;
use crate::report::Run;
use crate::session::{CheckOutcome, LintOutcome, Session};

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::projects::{self, Looked};

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
    let look = |session: &Session| {
        let CheckOutcome { diagnostics } = session.check();
        LintOutcome { diagnostics, hidden: Vec::new(), sources: session.sources().clone() }
    };
    let looked = projects::look(&arguments.project, Takes::SourcesOrDocuments, output, look);
    let looked = match looked {
        Ok(looked) => looked,
        Err(message) => {
            output.fail(&message);
            return Status::Failed;
        }
    };
    let runs: Vec<Run<'_>> = looked.iter().map(Looked::run).collect();
    let fail_on = arguments.project.fail_on;
    output.report(&runs, FormatChoice { format: arguments.format, fail_on }, Stream::Out);
    projects::status(&projects::groups(&runs), fail_on)
}
