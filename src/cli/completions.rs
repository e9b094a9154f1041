//! `ordain completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::output::Output;
use super::{CommandLine, Status};

/// Print the completions of a shell
#[derive(Debug, Args)]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut CommandLine::command(), "ordain", &mut text);
    output.result(&String::from_utf8_lossy(&text));
    Status::Clean
}
