//! `ordain lint`: findings of checking and of the rules, and safe fixes.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::io::{self, Takes};
use crate::lint::{LintRule, Profile, baseline_text, rule_named};
use crate::report::Run;
use crate::session::{BaselineText, LintOptions, Session};
use crate::text::Sources;

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::projects::{self, Looked, Opened};

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
    let mut options = options(arguments)?;
    let mut looked: Vec<Looked> = match arguments.fix {
        true => {
            let fixed = fix_all(arguments, &mut options, output)?;
            fixed.into_iter().map(|it| it.looked(|session| session.lint(&options))).collect()
        }
        false => {
            let look = |session: &Session| session.lint(&options);
            projects::look(&arguments.project, Takes::Both, output, look)?
        }
    };
    if let Some(path) = &arguments.write_baseline {
        return write_baseline(path, &looked, output);
    }
    projects::tell_once(&mut looked);
    let runs: Vec<Run<'_>> = looked.iter().map(Looked::run).collect();
    let fail_on = arguments.project.fail_on;
    output.report(&runs, FormatChoice { format: arguments.format, fail_on }, Stream::Out);
    Ok(projects::status(&projects::groups(&runs), fail_on))
}

/// Mends every project. What that does to the baseline of the command line counts for the next one.
fn fix_all(
    arguments: &Arguments,
    options: &mut LintOptions,
    output: &Output,
) -> Result<Vec<Opened>, String> {
    if arguments.project.paths.iter().any(|path| path == Path::new("-")) {
        return Err("standard input cannot be mended: name the file".to_owned());
    }
    let mut opened = projects::open(&arguments.project, Takes::Both, output)?;
    for project in &mut opened {
        let after = fix(project, (options, arguments.baseline.as_deref()), output)?;
        if let (BaselineText::Given { text, .. }, Some(after)) = (&mut options.baseline, after) {
            *text = after;
        }
    }
    Ok(opened)
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

fn write_baseline(path: &Path, looked: &[Looked], output: &Output) -> Result<Status, String> {
    let [first, others @ ..] = looked else {
        return Err("there is nothing to hide".to_owned());
    };
    if others.iter().any(|other| other.root != first.root) {
        return Err("a baseline is that of one project and its documents: name one".to_owned());
    }
    let cwd = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    let path = io::absolute_path(&cwd, path);
    let found: Vec<(&[Diagnostic], &Sources)> =
        looked.iter().map(|it| (&*it.found.diagnostics, &it.found.sources)).collect();
    io::write_text(&path, &baseline_text(&found)).map_err(|problem| problem.shown(&cwd))?;
    output.say(&format!("`{}` hides what is found today", io::shown_path(&cwd, &path)));
    Ok(Status::Clean)
}

fn parse_rule(name: &str) -> Result<&'static LintRule, String> {
    rule_named(name).map_err(|near| match near {
        Some(near) => format!("there is no rule `{name}`: the nearest is `{near}`"),
        None => "`ordain explain` lists all rules".to_owned(),
    })
}
