//! Names of the commands that reach an account, in a build that has none of them: somebody who types
//! one is told how to get them.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What the feature `aws` brings, as its commands are called.
const COMMANDS: [&str; 7] = ["deploy", "plan", "promote", "rollback", "run", "status", "versions"];

/// Why a command of accounts is not there; nothing of another answer of the command line.
pub(super) fn missing(answer: &clap::Error) -> Option<String> {
    if answer.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    match answer.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) => said(name),
        _ => None,
    }
}

fn said(name: &str) -> Option<String> {
    COMMANDS.contains(&name).then(|| {
        format!(
            "`ordain {name}` is not in this build: it has no commands of accounts. \
             `cargo build --release`, without `--no-default-features`, builds them too"
        )
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::super::CommandLine;
    use super::{COMMANDS, missing, said};

    #[test]
    fn a_command_of_accounts_says_how_to_get_it() {
        for name in COMMANDS {
            let parsed = CommandLine::try_parse_from(["ordain", name, "--env", "prod"]);
            let is_there = CommandLine::command().find_subcommand(name).is_some();
            assert_eq!(is_there, cfg!(feature = "aws"), "{name}");
            if !is_there {
                let why = parsed.err().as_ref().and_then(missing).expect("a reason");
                assert!(why.contains("`cargo build --release`"), "{why}");
            }
        }
        assert_eq!(said("plans"), None);
    }

    #[cfg(feature = "aws")]
    #[test]
    fn every_command_of_accounts_is_known() {
        use clap::Subcommand;

        use super::super::account::Command;

        let all = Command::augment_subcommands(clap::Command::new("ordain"));
        let mut names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
        names.sort_unstable();
        assert_eq!(names, COMMANDS);
    }
}
