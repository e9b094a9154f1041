//! `ordain schema`: the JSON schema of what Ordain writes.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::deploy::PLAN_SCHEMA;
use crate::report::FINDINGS_SCHEMA;
use crate::ssm::{Kind, schema_text};

use super::Status;
use super::output::Output;

/// A kind that no artifact has: the findings of `--format json`.
const FINDINGS: &str = "findings";
/// What `ordain plan --json` writes.
const PLAN: &str = "plan";

/// Print the JSON schema of an artifact, of the findings or of a plan
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = kinds())]
    kind: String,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.map(Kind::as_str).into_iter().chain([FINDINGS, PLAN]))
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let text = match Kind::parse(&arguments.kind) {
        Some(kind) => schema_text(kind),
        None if arguments.kind == PLAN => PLAN_SCHEMA,
        None => FINDINGS_SCHEMA,
    };
    output.result(text);
    Status::Clean
}
