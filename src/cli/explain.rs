//! `ordain explain`: the page of a code.

use clap::Args;

use crate::diagnostic::{CODES, Code};
use crate::text::nearest;

use super::Status;
use super::output::Output;

/// Print the page of an error or a warning
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Such as E0301; without it, the list of all codes
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let Some(text) = &arguments.code else {
        let lines: Vec<String> =
            CODES.iter().map(|row| format!("{}  {}\n", row.code, row.title)).collect();
        output.result(&lines.concat());
        return Status::Clean;
    };
    match Code::parse(text).and_then(Code::row) {
        Some(row) => {
            output.result(row.page);
            Status::Clean
        }
        None => {
            output.fail(&unknown(text));
            Status::Failed
        }
    }
}

fn unknown(text: &str) -> String {
    let known: Vec<String> = CODES.iter().map(|row| row.code.to_string()).collect();
    let wanted = text.to_ascii_uppercase();
    let help = match nearest(&wanted, known.iter().map(String::as_str)) {
        Some(near) => format!("the nearest is {near}"),
        None => "`ordain explain` lists all codes".to_owned(),
    };
    format!("there is no code `{text}`: {help}")
}
