//! `ordain run`: start a runbook or a command, follow it, exit with its result.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::cli::Status;
use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::operate::{self, Document, End, Progress, Run, StartProblem, Started, Step};

use super::failure::said;
use super::places::{Connected, PlaceArguments, places, threads};
use super::source::Source;

/// Start a runbook or a command and exit with its result; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The document, by its name in the account or in the source
    name: String,

    #[command(flatten)]
    project: ProjectArguments,

    #[command(flatten)]
    place: PlaceArguments,

    /// Give a parameter its value; several of one name are a list
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parse_parameter)]
    parameters: Vec<(String, String)>,

    /// Which nodes: ids, `tag:KEY=VALUE,…`, `resource-groups:Name=GROUP` or `*`; several narrow
    #[arg(long, value_name = "TARGETS")]
    on: Vec<String>,

    /// The parameter of a runbook that receives one target of `--on` each
    #[arg(long, value_name = "NAME")]
    target_param: Option<String>,

    /// A version, by number, name or `$LATEST`; the default is the default version
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,

    /// Only look what would change on the nodes: commands whose tasks are modules can
    #[arg(long)]
    check: bool,

    /// Show each step as it ends, and exit with the result; without it the run's id is printed
    #[arg(long)]
    follow: bool,

    /// How long to wait between two looks
    #[arg(long, value_name = "SECONDS", default_value = "2")]
    poll: u64,
}

fn parse_parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let source = Source::of(&arguments.name, &arguments.project, output)?;
    let threads = threads()?;
    let mut all = places(&arguments.place, source.environment.as_ref())?;
    let place = match all.len() {
        1 => all.remove(0),
        count => return Err(format!("{count} places: a run is in one, name it with `--region`")),
    };
    let connected = place.connect(&threads)?;
    let version = arguments.version.as_ref();
    let version = version.map(|written| operate::version(&connected.client, &source.name, written));
    let version = version.transpose().map_err(|it| problem(&it))?;
    let document = operate::describe(&connected.client, &source.name, version.as_deref())
        .map_err(|error| said(&error))?;
    let run = wanted(arguments, version, &document)?;
    let started = operate::start(&connected.client, &document, &run).map_err(|it| problem(&it))?;
    output.say(&format!("{}: {} started", connected.label(), source.name));
    output.result(&format!("{}\n", started.id()));
    if !arguments.follow {
        return Ok(Status::Clean);
    }
    follow(&Following { connected: &connected, source: &source, output }, &started, arguments.poll)
}

/// What is to be run.
fn wanted(
    arguments: &Arguments,
    version: Option<String>,
    document: &Document,
) -> Result<Run, String> {
    let mut parameters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in &arguments.parameters {
        parameters.entry(name.clone()).or_default().push(value.clone());
    }
    let mut run = Run {
        version,
        parameters,
        targets: operate::targets(&arguments.on).map_err(|error| error.to_string())?,
        target_parameter: arguments.target_param.clone(),
    };
    if arguments.check {
        run.only_check(document).map_err(|it| problem(&it))?;
    }
    Ok(run)
}

fn problem(problem: &StartProblem) -> String {
    match problem {
        StartProblem::Call(error) => said(error),
        StartProblem::Misfit(why) => why.clone(),
    }
}

/// What following a run needs.
struct Following<'a> {
    connected: &'a Connected,
    source: &'a Source,
    output: &'a Output,
}

/// Looks again and again until the run ends; says each step once it has ended.
fn follow(following: &Following<'_>, started: &Started, poll: u64) -> Result<Status, String> {
    let mut told: Vec<Step> = Vec::new();
    loop {
        let progress = operate::progress(&following.connected.client, started);
        let progress = progress.map_err(|error| said(&error))?;
        for step in progress.steps.iter().filter(|step| operate::has_ended(step)) {
            let known = |old: &Step| old.node == step.node && old.name == step.name;
            if !told.iter().any(known) {
                following.tell(step);
                told.push(step.clone());
            }
        }
        if progress.end != End::NotYet {
            return Ok(following.tell_end(&progress));
        }
        thread::sleep(Duration::from_secs(poll));
    }
}

impl Following<'_> {
    fn tell(&self, step: &Step) {
        let node = if step.node.is_empty() { String::new() } else { format!("{} ", step.node) };
        self.output.result(&format!("{node}{:<40} {}\n", step.name, step.status));
        if operate::end(step) != End::Bad {
            return;
        }
        for line in step.message.lines() {
            self.output.result(&format!("    {line}\n"));
        }
        if let Some(place) = self.source.place_of(&step.name) {
            self.output.result(&format!("    at {place}\n"));
        }
    }

    fn tell_end(&self, progress: &Progress) -> Status {
        let message = progress.message.lines().next().unwrap_or_default();
        let message = match message {
            "" => String::new(),
            same if same == progress.status => String::new(),
            message => format!(": {message}"),
        };
        self.output.result(&format!("{} {}{message}\n", self.source.name, progress.status));
        if progress.end == End::Good { Status::Clean } else { Status::Findings }
    }
}
