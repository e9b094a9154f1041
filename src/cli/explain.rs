//! `ordain explain`: the page of a code or a rule.

use clap::Args;

use crate::diagnostic::{CODES, Code};
use crate::lint::{RULES, rule_named};
use crate::text::nearest;

use super::Status;
use super::output::Output;

/// Print the page of an error, a warning or a lint rule
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Such as E0301 or missing-timeout; without it, the list of all codes and rules
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let Some(text) = &arguments.code else {
        let codes = CODES.iter().map(|row| format!("{}  {}\n", row.code, row.title));
        let rules = RULES.iter().map(|rule| format!("{}  {}\n", rule.name, rule.title));
        output.result(&codes.chain(rules).collect::<String>());
        return Status::Clean;
    };
    let of_rule = || rule_named(text).ok().map(|rule| rule.page);
    match Code::parse(text).and_then(Code::row).map(|row| row.page).or_else(of_rule) {
        Some(page) => {
            output.result(page);
            Status::Clean
        }
        None => {
            output.fail(&unknown(text));
            Status::Failed
        }
    }
}

fn unknown(text: &str) -> String {
    let codes: Vec<String> = CODES.iter().map(|row| row.code.to_string()).collect();
    let known = codes.iter().map(String::as_str).chain(RULES.iter().map(|rule| rule.name));
    let help = match nearest(text, known) {
        Some(near) => format!("the nearest is {near}"),
        None => "`ordain explain` lists all codes and rules".to_owned(),
    };
    format!("there is no code or rule `{text}`: {help}")
}
