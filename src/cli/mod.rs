//! The command line: one file per command.

#[cfg(feature = "aws")]
mod account;
mod arguments;
mod build;
mod check;
mod completions;
mod doc;
mod explain;
mod fmt;
mod iam;
mod import;
mod init;
mod lint;
mod output;
mod partitions;
mod projects;
mod schema;
#[cfg(any(test, not(feature = "aws")))]
mod without_account;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::Output;

/// A typed language for AWS Systems Manager.
///
/// Ordain checks and lints `.ord` files and compiles them to the documents, associations and maintenance
/// windows that Systems Manager runs; it reads the documents that are there, too. Only the commands
/// that say so use the network.
#[derive(Debug, Parser)]
#[command(name = "ordain", version, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Check(check::Arguments),
    Lint(lint::Arguments),
    Build(build::Arguments),
    Iam(iam::Arguments),
    Fmt(fmt::Arguments),
    Doc(doc::Arguments),
    Explain(explain::Arguments),
    Import(import::Arguments),
    #[cfg(feature = "aws")]
    #[command(flatten)]
    Account(account::Command),
    Completions(completions::Arguments),
    Schema(schema::Arguments),
}

/// How a command ends, the worse behind the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Clean,
    /// Something would change, where somebody asks for a status that says so.
    #[cfg(feature = "aws")]
    Changes,
    /// There are findings, or something would change.
    Findings,
    /// Wrong usage, an unreadable file, a broken manifest.
    Failed,
    /// Somebody has stopped it.
    #[cfg(feature = "aws")]
    Interrupted,
}

/// Runs the program with the process's own arguments and streams.
pub fn main() -> ExitCode {
    let output = Output::new();
    let failed = failed();
    let arguments = match CommandLine::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            #[cfg(not(feature = "aws"))]
            if let Some(why) = without_account::missing(&answer) {
                output.fail(&why);
                return failed;
            }
            output.usage(&answer);
            let is_wrong = answer.exit_code() != 0 || output.has_lost_results();
            return if is_wrong { failed } else { ExitCode::SUCCESS };
        }
    };
    let status = match arguments.command {
        Command::Init(arguments) => init::run(&arguments, &output),
        Command::Check(arguments) => check::run(&arguments, &output),
        Command::Lint(arguments) => lint::run(&arguments, &output),
        Command::Build(arguments) => build::run(&arguments, &output),
        Command::Iam(arguments) => iam::run(&arguments, &output),
        Command::Fmt(arguments) => fmt::run(&arguments, &output),
        Command::Doc(arguments) => doc::run(&arguments, &output),
        Command::Explain(arguments) => explain::run(&arguments, &output),
        Command::Import(arguments) => import::run(&arguments, &output),
        #[cfg(feature = "aws")]
        Command::Account(command) => account::run(&command, &output),
        Command::Completions(arguments) => completions::run(&arguments, &output),
        Command::Schema(arguments) => schema::run(&arguments, &output),
    };
    match status {
        _ if output.has_lost_results() => failed,
        Status::Clean => ExitCode::SUCCESS,
        Status::Findings => ExitCode::from(1),
        Status::Failed => failed,
        #[cfg(feature = "aws")]
        Status::Changes => ExitCode::from(2),
        #[cfg(feature = "aws")]
        Status::Interrupted => ExitCode::from(account::INTERRUPTED),
    }
}

/// How the program ends where it cannot do its work. `plan --detailed-exitcode` has another meaning
/// for 2, and arguments that cannot be read may have it, too.
fn failed() -> ExitCode {
    let is_detailed = std::env::args_os().any(|it| it == "--detailed-exitcode");
    ExitCode::from(if is_detailed { 1 } else { 2 })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::CommandLine::command().debug_assert();
    }
}
