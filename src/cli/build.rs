//! `ordain build`: check, then write the artifacts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::deploy::Wanted;
use crate::diagnostic::Diagnostic;
use crate::emit::to_json;
use crate::io::{self, Changes, Conflicts, Difference, OutTarget, Scope, Takes, WriteProblem};
use crate::lower::LoweredKind;
use crate::report::Group;
use crate::session::{BuildOptions, BuildOutcome, BuiltArtifact, Format, Measure, OnError, Roles};
use crate::ssm::limits::{self, grouped};
use crate::stack::{self, Tool};

use super::Status;
use super::arguments::{FindingsFormat, ProjectArguments};
use super::output::{FormatChoice, Output, Stream};
use super::projects::{self, Opened};

/// Compile sources to documents, associations and maintenance windows
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,

    /// The folder to write; the default is `[build].out` of ordain.toml, else `build`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// How documents are written; requests are always JSON
    #[arg(long, value_name = "FORMAT")]
    format: Option<DocumentFormat>,

    /// For whom: the requests of Systems Manager, or one stack of another tool
    #[arg(long, value_name = "TOOL", default_value = "ssm")]
    target: Target,

    /// Make the IAM roles that runbooks, windows and rules assume, too; `[deploy] roles = true` does so
    /// always
    #[arg(long)]
    roles: bool,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: FindingsFormat,

    /// Build only what a declaration makes, by its name, by its name in the account, or by the
    /// path of one artifact
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Write the one artifact to standard output
    #[arg(long, conflicts_with_all = ["out", "check", "force"])]
    stdout: bool,

    /// Show what takes the room of each document: tasks, modules, steps, parameters
    #[arg(long, conflicts_with = "stdout")]
    size: bool,

    /// Write nothing; exit with 1 if what is on disk differs
    #[arg(long, conflicts_with = "force")]
    check: bool,

    /// Write what no error touches
    #[arg(long)]
    keep_going: bool,

    /// Replace files that Ordain did not write
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DocumentFormat {
    Json,
    Yaml,
}

/// Who takes what a build writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    Ssm,
    Cloudformation,
    Terraform,
}

impl Target {
    /// The tool whose stack it is.
    fn tool(self) -> Option<Tool> {
        match self {
            Self::Ssm => None,
            Self::Cloudformation => Some(Tool::CloudFormation),
            Self::Terraform => Some(Tool::Terraform),
        }
    }
}

impl Arguments {
    /// How findings are told.
    fn findings(&self) -> FormatChoice {
        FormatChoice { format: self.message_format, fail_on: self.project.fail_on }
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    match build(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

fn build(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let mut opened = projects::open(&arguments.project, Takes::Sources, output)?;
    choose_folders(arguments, &mut opened)?;
    let options = BuildOptions {
        format: arguments.format.map(|format| match format {
            DocumentFormat::Json => Format::Json,
            DocumentFormat::Yaml => Format::Yaml,
        }),
        on_error: if arguments.keep_going { OnError::KeepGoing } else { OnError::Stop },
        measure: if arguments.size { Measure::Parts } else { Measure::Nothing },
        roles: if arguments.roles { Roles::Make } else { Roles::Manifest },
    };
    let mut outcomes: Vec<BuildOutcome> =
        opened.iter().map(|project| project.session.build(options)).collect();
    choose_artifacts(arguments, &mut outcomes)?;
    for (project, outcome) in opened.iter().zip(&mut outcomes) {
        for_tool(arguments.target, project, outcome);
    }
    if arguments.stdout {
        return to_standard_output(arguments, output, &opened, &outcomes);
    }
    // Nothing is written for any project when one of them has an error.
    let stop = !arguments.keep_going && outcomes.iter().any(BuildOutcome::has_errors);
    let mut status = Status::Clean;
    if !stop {
        for (project, outcome) in opened.iter().zip(&mut outcomes) {
            status = worse(status, put(arguments, output, project, outcome)?);
        }
    }
    for line in outcomes.iter().flat_map(|it| &it.artifacts).flat_map(size_table) {
        match arguments.message_format {
            FindingsFormat::Human => output.result(&format!("{line}\n")),
            FindingsFormat::Json
            | FindingsFormat::Sarif
            | FindingsFormat::Github
            | FindingsFormat::Junit => output.say(&line),
        }
    }
    let groups = groups(&opened, &outcomes);
    output.report(&projects::runs(&groups), arguments.findings(), Stream::Out);
    Ok(worse(status, projects::status(&groups, arguments.project.fail_on)))
}

/// Puts the stack of another tool in the place of the artifacts that it holds.
fn for_tool(target: Target, project: &Opened, outcome: &mut BuildOutcome) {
    let Some(tool) = target.tool() else { return };
    if outcome.has_errors() {
        return;
    }
    let name = project.session.manifest().name.as_ref().map(|name| name.value.as_str());
    let wanted = Wanted::of_build(name.unwrap_or("documents"), None, &outcome.artifacts);
    let (stack, found) = stack::stack(&wanted, tool);
    add_findings(outcome, found);
    let source = wanted.items.first().map(|item| item.source);
    let Some(source) = source.filter(|_| !outcome.has_errors()) else {
        return outcome.artifacts.clear();
    };
    outcome.artifacts = vec![BuiltArtifact {
        kind: LoweredKind::Stack,
        name: wanted.project,
        declaration: tool.name().into(),
        path: tool.file().to_owned(),
        text: to_json(&stack),
        source,
        depends_on: Vec::new(),
        parts: Vec::new(),
    }];
}

/// How many parts of a document are shown.
const PARTS: usize = 20;

/// A document's size, and what takes the room; nothing of an artifact without parts.
fn size_table(artifact: &BuiltArtifact) -> Vec<String> {
    if artifact.parts.is_empty() {
        return Vec::new();
    }
    let most = grouped(limits::DOCUMENT_BYTES.most);
    let bytes = grouped(artifact.text.len() as u64);
    let mut lines = vec![format!("{}: {bytes} of {most} bytes", artifact.path)];
    let shown = artifact.parts.iter().take(PARTS);
    lines.extend(shown.map(|part| format!("{:>9}  {}", grouped(part.bytes as u64), part.what)));
    lines
}

/// `--out` beats the manifest; no two projects share a folder.
fn choose_folders(arguments: &Arguments, opened: &mut [Opened]) -> Result<(), String> {
    if let Some(out) = &arguments.out {
        let cwd =
            std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
        opened.iter_mut().for_each(|project| project.out = io::absolute_path(&cwd, out));
    }
    let mut folders: Vec<String> = opened.iter().map(|project| project.shown_out("")).collect();
    folders.sort();
    let twice = folders.windows(2).find(|pair| matches!(pair, [left, right] if left == right));
    match twice.and_then(|pair| pair.first()) {
        Some(folder) if !arguments.stdout => Err(format!(
            "{} projects would be built into `{folder}`: build one at a time, each with its own \
             `--out`, or make one project of lone files with an `ordain.toml` beside them",
            opened.len()
        )),
        _ => Ok(()),
    }
}

/// Leaves only what `--only` names.
fn choose_artifacts(arguments: &Arguments, outcomes: &mut [BuildOutcome]) -> Result<(), String> {
    if arguments.only.is_empty() {
        return Ok(());
    }
    // After an error there may be no artifacts to compare with: the findings say enough.
    let failed = outcomes.iter().any(BuildOutcome::has_errors);
    let all = || outcomes.iter().flat_map(|outcome| &outcome.artifacts);
    for wanted in &arguments.only {
        if !failed && !all().any(|artifact| is_named(artifact, wanted)) {
            let known = all().flat_map(|it| [it.declaration.as_str(), &it.name, &it.path]);
            return Err(format!(
                "nothing is built for `{wanted}`{}",
                projects::hint(wanted, known)
            ));
        }
    }
    let is_wanted =
        |artifact: &BuiltArtifact| arguments.only.iter().any(|name| is_named(artifact, name));
    outcomes.iter_mut().for_each(|outcome| outcome.artifacts.retain(is_wanted));
    Ok(())
}

fn is_named(artifact: &BuiltArtifact, name: &str) -> bool {
    let without_ending = artifact.path.rsplit_once('.').map_or("", |(stem, _)| stem);
    [&*artifact.declaration, &artifact.name, &artifact.path, without_ending].contains(&name)
}

/// Prints one artifact; the request beside a document is not counted.
fn to_standard_output(
    arguments: &Arguments,
    output: &Output,
    opened: &[Opened],
    outcomes: &[BuildOutcome],
) -> Result<Status, String> {
    let groups = groups(opened, outcomes);
    output.report(&projects::runs(&groups), arguments.findings(), Stream::Error);
    let status = projects::status(&groups, arguments.project.fail_on);
    let all = outcomes.iter().flat_map(|outcome| &outcome.artifacts);
    let is_asked = |artifact: &&BuiltArtifact| {
        artifact.kind != LoweredKind::DocumentRequest || arguments.only.contains(&artifact.path)
    };
    let artifacts: Vec<&BuiltArtifact> = all.filter(is_asked).collect();
    match artifacts.as_slice() {
        [artifact] => output.result(&artifact.text),
        [] if outcomes.iter().any(BuildOutcome::has_errors) => {}
        [] => return Err("there is nothing to build".to_owned()),
        several => {
            let paths: Vec<&str> = several.iter().map(|it| it.path.as_str()).collect();
            let all = paths.join(", ");
            return Err(format!("`--stdout` writes one artifact, name it with `--only`: {all}"));
        }
    }
    Ok(status)
}

/// Writes one project's artifacts, or compares them with what is there.
fn put(
    arguments: &Arguments,
    output: &Output,
    project: &Opened,
    outcome: &mut BuildOutcome,
) -> Result<Status, String> {
    let is_part = !arguments.only.is_empty() || outcome.has_errors();
    let scope = if is_part { &Scope::Nothing } else { &project.scope };
    let shown = project.shown_out("");
    let target = OutTarget {
        folder: &project.out,
        shown: &shown,
        scope,
        lone_file: project.lone_file.as_deref(),
        tool: arguments.target.tool().map(Tool::name),
    };
    if arguments.check {
        let found = io::differences(&target, &project.session, &outcome.artifacts);
        let found = found.map_err(|problem| problem.shown(&project.cwd))?;
        let lines: String = found.iter().map(|found| difference(project, found)).collect();
        output.result(&lines);
        return Ok(if found.is_empty() { Status::Clean } else { Status::Findings });
    }
    let conflicts = if arguments.force { Conflicts::Replace } else { Conflicts::Refuse };
    match io::write(&target, &project.session, &outcome.artifacts, conflicts) {
        Ok(changes) => say_what_changed(output, project, &changes),
        Err(WriteProblem::Foreign(found)) => add_findings(outcome, found),
        Err(WriteProblem::Disk(problem)) => return Err(problem.shown(&project.cwd)),
    }
    Ok(Status::Clean)
}

fn difference(project: &Opened, (path, what): &(String, Difference)) -> String {
    let what = match what {
        Difference::Missing => "would be added",
        Difference::Changed => "would change",
        Difference::Surplus => "would be removed",
    };
    format!("{}: {what}\n", project.shown_out(path))
}

fn add_findings(outcome: &mut BuildOutcome, found: Vec<Diagnostic>) {
    outcome.diagnostics.extend(found);
    outcome.diagnostics.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
}

fn say_what_changed(output: &Output, project: &Opened, changes: &Changes) {
    let out = project.shown_out("");
    for path in &changes.kept {
        output.say(&format!(
            "kept {}: it was changed since the build that wrote it",
            project.shown_out(path)
        ));
    }
    let written = changes.written.len();
    let plural = if written == 1 { "" } else { "s" };
    let mut line = format!("wrote {written} file{plural} to {out}");
    if !changes.removed.is_empty() {
        line.push_str(&format!(", removed {}", changes.removed.len()));
    }
    if changes.unchanged > 0 {
        line.push_str(&format!(", {} unchanged", changes.unchanged));
    }
    output.say(&line);
}

fn groups<'a>(opened: &'a [Opened], outcomes: &'a [BuildOutcome]) -> Vec<Group<'a>> {
    let pairs = opened.iter().zip(outcomes);
    pairs.map(|(project, outcome)| project.group(&outcome.diagnostics)).collect()
}

fn worse(left: Status, right: Status) -> Status {
    left.max(right)
}
