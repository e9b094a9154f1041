//! `ordain schema`: the JSON schema of what Ordain writes.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::report::FINDINGS_SCHEMA;
use crate::ssm::{Kind, schema_text};

use super::Status;
use super::output::Output;

/// The kind that no artifact has: the findings of `--format json`.
const FINDINGS: &str = "findings";

/// Print the JSON schema of an artifact or of the findings
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_parser = kinds())]
    kind: String,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.map(Kind::as_str).into_iter().chain([FINDINGS]))
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let text = Kind::parse(&arguments.kind).map_or(FINDINGS_SCHEMA, schema_text);
    output.result(text);
    Status::Clean
}
