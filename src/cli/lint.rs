//! `ordain lint`: findings of checking and of the rules, and safe fixes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::io::{self, Takes};
use crate::lint::{LintRule, Profile, rule_named};
use crate::report::{Group, Run};
use crate::session::{self, BaselineText, LintOptions, LintOutcome};
use crate::text::FileId;

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::projects::{self, Opened};

/// Check sources and documents and look for what could be better
///
/// Documents of Systems Manager in YAML and JSON, and templates that hold them, are taken as sources
/// are; what holds nothing of Systems Manager is left out.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: FindingsFormat,

    /// Mend in the sources what has a safe fix: the program means the same after it
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,

    /// Look with this rule only, even if it is off
    #[arg(long = "rule", value_name = "RULE", value_parser = parse_rule)]
    rules: Vec<&'static LintRule>,

    /// Which rules are on where ordain.toml gives no level
    #[arg(long, value_name = "PROFILE")]
    profile: Option<ProfileName>,

    /// Hide the findings in this file; the default is `[lint].baseline` of ordain.toml
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,

    /// Write a baseline that hides all that is found, but for the errors of checking
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    /// What is nearly always a fault
    Minimal,
    /// What most teams want
    Recommended,
    /// Also what only some want
    Strict,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    match lint(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

fn lint(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let mut opened = projects::open(&arguments.project, Takes::Both, output)?;
    let mut options = options(arguments)?;
    if arguments.fix {
        if arguments.project.paths.iter().any(|path| path == Path::new("-")) {
            return Err("standard input cannot be mended: name the file".to_owned());
        }
        for project in &mut opened {
            let after = fix(project, (&options, arguments.baseline.as_deref()), output)?;
            if let (BaselineText::Given { text, .. }, Some(after)) = (&mut options.baseline, after)
            {
                *text = after;
            }
        }
    }
    let outcomes: Vec<LintOutcome> =
        opened.iter().map(|project| project.session.lint(&options)).collect();
    if let Some(path) = &arguments.write_baseline {
        return write_baseline(path, &opened, &outcomes, output);
    }
    let files: Vec<Vec<FileId>> = opened.iter().map(|project| project.session.files()).collect();
    let found = opened.iter().zip(&outcomes).zip(&files);
    let runs: Vec<Run<'_>> =
        found.map(|((project, outcome), files)| run_of(project, outcome, files)).collect();
    let fail_on = arguments.project.fail_on;
    output.report(&runs, FormatChoice { format: arguments.format, fail_on }, Stream::Out);
    Ok(projects::status(&projects::groups(&runs), fail_on))
}

fn run_of<'a>(project: &'a Opened, outcome: &'a LintOutcome, files: &'a [FileId]) -> Run<'a> {
    let LintOutcome { diagnostics, hidden, sources } = outcome;
    Run { group: Group { diagnostics, sources, prefix: &project.prefix }, files, hidden }
}

/// Writes the sources with their safe fixes; what is left is found in the new texts. Gives the text
/// of the baseline where it is another one, too.
fn fix(
    project: &mut Opened,
    (options, baseline): (&LintOptions, Option<&Path>),
    output: &Output,
) -> Result<Option<String>, String> {
    let outcome = project.session.fix(options);
    if let Some(after) = &outcome.baseline {
        let path = match baseline {
            Some(given) => io::absolute_path(&project.cwd, given),
            None => io::absolute_path(&project.root, Path::new(&*after.path)),
        };
        io::write_text(&path, &after.after).map_err(|problem| problem.shown(&project.cwd))?;
    }
    for changed in &outcome.changed {
        let path = io::absolute_path(&project.root, Path::new(&*changed.path));
        io::write_text(&path, &changed.after).map_err(|problem| problem.shown(&project.cwd))?;
    }
    if outcome.applied > 0 {
        let plural = if outcome.applied == 1 { "" } else { "es" };
        output.say(&format!("{} fix{plural} applied", outcome.applied));
    }
    if outcome.left_out > 0 {
        let plural = if outcome.left_out == 1 { "" } else { "es" };
        output.say(&format!(
            "{} fix{plural} left out: the program would not be proved to mean the same",
            outcome.left_out
        ));
    }
    project.session = outcome.session;
    Ok(outcome.baseline.map(|baseline| baseline.after.to_string()))
}

fn options(arguments: &Arguments) -> Result<LintOptions, String> {
    let profile = arguments.profile.map(|name| match name {
        ProfileName::Minimal => Profile::Minimal,
        ProfileName::Recommended => Profile::Recommended,
        ProfileName::Strict => Profile::Strict,
    });
    let baseline = match &arguments.baseline {
        None if arguments.write_baseline.is_some() => BaselineText::Nothing,
        None => BaselineText::OfManifest,
        Some(path) => {
            let read = io::read_text(path).map_err(|problem| problem.to_string())?;
            BaselineText::Given { path: read.path.to_string(), text: read.text.to_string() }
        }
    };
    Ok(LintOptions { profile, rules: arguments.rules.clone(), also: Vec::new(), baseline })
}

fn write_baseline(
    path: &Path,
    opened: &[Opened],
    outcomes: &[LintOutcome],
    output: &Output,
) -> Result<Status, String> {
    let [project, others @ ..] = opened else {
        return Err("there is nothing to hide".to_owned());
    };
    if others.iter().any(|other| other.root != project.root) {
        return Err("a baseline is that of one project and its documents: name one".to_owned());
    }
    let path = io::absolute_path(&project.cwd, path);
    io::write_text(&path, &session::baseline_of(outcomes))
        .map_err(|problem| problem.shown(&project.cwd))?;
    let shown = io::shown_path(&project.cwd, &path);
    output.say(&format!("`{shown}` hides what is found today"));
    Ok(Status::Clean)
}

fn parse_rule(name: &str) -> Result<&'static LintRule, String> {
    rule_named(name).map_err(|near| match near {
        Some(near) => format!("there is no rule `{name}`: the nearest is `{near}`"),
        None => "`ordain explain` lists all rules".to_owned(),
    })
}
