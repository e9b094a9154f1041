//! Arguments that several commands take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diagnostic::Severity;
use crate::text::Name;

/// What a command looks at, and with which values.
#[derive(Clone, Debug, Args)]
pub(super) struct ProjectArguments {
    /// Files, folders, globs, or `-` for standard input; none means the project around the
    /// current folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// What standard input is called in findings; its ending says what it holds
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<String>,

    /// Take the inputs of `[env.NAME]` in ordain.toml
    #[arg(long, value_name = "NAME")]
    pub(super) env: Option<String>,

    /// Give an `input` its value
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = parse_input)]
    pub(super) inputs: Vec<(Name, String)>,

    /// Take only tasks with one of these tags
    #[arg(long, value_name = "TAG,…", value_delimiter = ',')]
    pub(super) tags: Vec<String>,

    /// Leave out tasks with one of these tags
    #[arg(long, value_name = "TAG,…", value_delimiter = ',')]
    pub(super) skip_tags: Vec<String>,

    /// The least severe finding that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(super) fail_on: FailOn,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingsFormat {
    /// With the source underlined
    Human,
    /// One object; `ordain schema findings` describes it
    Json,
    /// A log in the Static Analysis Results Interchange Format 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions, which annotate a change
    Github,
    /// Results of tests in XML, one suite a file
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
}

impl FailOn {
    /// Whether a finding of this severity makes the command fail.
    pub(super) fn includes(self, severity: Severity) -> bool {
        severity <= self.least()
    }

    /// The least severe finding that makes the command fail.
    pub(super) fn least(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        }
    }
}

fn parse_input(text: &str) -> Result<(Name, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    if name.is_empty() {
        return Err("there is no name before `=`".to_owned());
    }
    Ok((name.into(), value.to_owned()))
}
